"""Pages as publishers build them, made here: the same article in the markup of several kinds of site."""

# ruff: noqa: E501 - the lines of HTML are as long as publishers write them

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Article:
    """What is published; `paragraphs` are what a reader of the page would call the article."""

    title: str = "County board votes to end contract with ICE"
    outlet: str = "The Granite Ledger"
    byline: str = "Maria Holloway"
    day: str = "2019-02-25"
    paragraphs: tuple[str, ...] = (
        "The Granite County Board of Supervisors voted 4–3 on Monday to end its contract to hold immigration detainees "
        "for Immigration and Customs Enforcement, board Chair Alice Brandt said.",
        "“We have heard from people on both sides for two years,” Brandt said after the vote. “The contract ends on "
        "June 30, and the jail will hold nobody for the agency after that day.”",
        "Sheriff Tom Okafor & his deputies had asked the board to keep the agreement, which brought the county about "
        "$2.4 million last year, according to the county's budget office.",
        "The county signed the contract in 2008 and renewed it twice. Flint County, to the north, and Shale County "
        "both ended theirs in 2018; Marble County signed a new one in January.",
        "The board will take up what to do with the empty beds at its next meeting, on March 11, when the budget "
        "office presents its figures for the coming fiscal year.",
    )
    items: tuple[str, ...] = ()
    comments: tuple[str, ...] = (
        "This is the worst decision the board has ever made and I will remember it in November!",
        "Finally. I wrote to all seven supervisors about this and two of them even answered me.",
    )
    related: tuple[str, ...] = (
        "Slate County sheriff signs 287(g) agreement with ICE",
        "Quartz County ends detention contract after protests",
        "What to know about detainers",
    )


MENU = ("Home", "News", "Sports", "Opinion", "Obituaries", "Classifieds", "E-edition", "Subscribe")


@dataclass(frozen=True)
class Template:
    """A kind of site: how it writes an article's page."""

    name: str
    render: Callable[[Article], str]
    published_rule: str
    has_byline: bool = True
    notes: tuple[str, ...] = field(default=())


def text(words: str) -> str:
    """Return words as they stand in HTML."""
    return html.escape(words, quote=False)


def menu() -> str:
    """Return a site's menu."""
    return (
        "<nav class='main-nav'><ul>"
        + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in MENU)
        + "</ul></nav>"
    )


def paragraphs(article: Article, between: str = "") -> str:
    """Return the article's paragraphs, with something between the second and the third."""
    found = [f"<p>{text(words)}</p>" for words in article.paragraphs]
    if article.items:
        found.append("<ul>" + "".join(f"<li>{text(item)}</li>" for item in article.items) + "</ul>")
    return "\n".join([*found[:2], between, *found[2:]])


def links(article: Article) -> str:
    """Return the list of related articles."""
    return "<ul>" + "".join(f"<li><a href='/x{n}'>{text(t)}</a></li>" for n, t in enumerate(article.related)) + "</ul>"


def comments(article: Article) -> str:
    """Return the readers' comments."""
    found = "".join(
        f"<li class='comment' id='comment-{n}'><div class='comment-author'>reader{n}</div><p>{text(words)}</p></li>"
        for n, words in enumerate(article.comments)
    )
    return f"<div id='comments' class='comments-area'><h2>{len(article.comments)} comments</h2><ol class='comment-list'>{found}</ol></div>"


def wordpress(article: Article) -> str:
    """Return the page of a weblog program's usual theme."""
    year, month, day = article.day.split("-")
    return f"""<!DOCTYPE html><html lang="en-US"><head><meta charset="UTF-8"><title>{text(article.title)} – {text(article.outlet)}</title>
<meta property="og:site_name" content="{html.escape(article.outlet)}"><meta property="og:title" content="{html.escape(article.title)}">
<meta property="article:published_time" content="{article.day}T14:05:00+00:00"><meta property="article:modified_time" content="2024-01-02T00:00:00+00:00">
<link rel="canonical" href="https://granite.example/{year}/{month}/{day}/board-ends-contract/">
<style>p {{ margin: 0 }}</style><script>window.x = "<p>not text</p>";</script></head>
<body class="post-template-default single"><header id="masthead"><p class="site-title"><a href="/">{text(article.outlet)}</a></p>{menu()}</header>
<main id="main"><article class="post-1 post type-post"><header class="entry-header"><h1 class="entry-title">{text(article.title)}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <time class="entry-date published" datetime="{article.day}T14:05:00+00:00">February 25, 2019</time></span>
<span class="byline">by <a class="url fn n" href="/author/1">{text(article.byline)}</a></span></div></header>
<div class="entry-content">{paragraphs(article)}<div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li><li><a href="#">Facebook</a></li></ul></div>
<div class="jp-relatedposts"><h3>Related</h3>{links(article)}</div></div></article>{comments(article)}</main>
<aside class="widget-area"><section class="widget"><h2>Recent Posts</h2>{links(article)}</section></aside>
<footer class="site-footer">© 2019 {text(article.outlet)}. All rights reserved.</footer></body></html>"""


def newspaper(article: Article) -> str:
    """Return a newspaper's page: JSON-LD, an advertisement, a related box and a newsletter inside the article."""
    inside = f"""<div class="ad-slot"><p>Advertisement</p></div><p>RELATED: <a href="/r">{text(article.related[0])}</a></p>
<div class="newsletter-signup"><p>Sign up for our newsletter and get the news in your inbox every morning.</p></div>"""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{text(article.title)} | {text(article.outlet)}</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"WebSite","name":"x"}},{{"@type":"NewsArticle",
"headline":"{article.title}","datePublished":"{article.day}T09:30:00-05:00","dateModified":"2020-01-01T00:00:00Z",
"author":[{{"@type":"Person","name":"{article.byline}"}}],"publisher":{{"@type":"Organization","name":"{article.outlet}"}}}}]}}</script></head>
<body><div class="cookie-banner" role="dialog"><p>We use cookies to improve your experience. By continuing to use this site you agree to our privacy policy.</p><button>Accept all</button></div>
<header>{menu()}<div class="breaking"><a href="/b">Storm closes schools across the region on Tuesday</a></div></header>
<div class="story"><h1>{text(article.title)}</h1><div class="byline">By {text(article.byline)}, Staff Writer</div><div class="date">Feb. 25, 2019 9:30 a.m.</div>
<figure><img src="a.jpg" alt=""><figcaption>The county jail. (Photo: Staff)</figcaption></figure>
<div class="story-body" itemprop="articleBody">{paragraphs(article, inside)}</div>
<section class="related-stories"><h3>More from {text(article.outlet)}</h3>{links(article)}</section></div>
<section class="most-read"><h3>Most read</h3>{links(article)}</section>{comments(article)}
<footer><ul><li><a href="/about">About us</a></li><li><a href="/privacy">Privacy policy</a></li></ul><p>Copyright 2019 {text(article.outlet)}</p></footer></body></html>"""


def station(article: Article) -> str:
    """Return a broadcaster's page: nested divisions, no article element, entities for quotes, the date in words."""
    body = "".join(
        f"<div class='gallery'></div><p>{html.escape(words).replace('“', '&ldquo;').replace('”', '&rdquo;').replace('–', '&#8211;')}</p>"
        for words in article.paragraphs
    )
    return f"""<html><head><title>{html.escape(article.title)} - {html.escape(article.outlet)}</title></head><body>
<div id="top">{menu()}</div><div id="wrap"><div class="col-8"><div class="inner"><h1 class="headline">{html.escape(article.title)}</h1>
<div class="meta">By {html.escape(article.byline)}<br>Published: Feb. 25, 2019 at 5:14 PM EST</div>
<div class="body"><div class="txt">{body}</div></div></div></div>
<div class="col-4"><h4>Trending</h4>{links(article)}</div></div>
<div class="footer">&copy; 2019 {html.escape(article.outlet)}</div></body></html>"""


def old_table(article: Article) -> str:
    """Return a page of the first years of the web: tables for layout, unclosed paragraphs, no metadata at all."""
    body = "\n<p>".join(html.escape(words) for words in article.paragraphs)
    return f"""<HTML><HEAD><TITLE>{html.escape(article.title)}</TITLE></HEAD><BODY BGCOLOR=#ffffff><TABLE WIDTH=100%><TR><TD VALIGN=top>
{"".join(f"<A HREF={name}.html>{name}</A><BR>" for name in MENU)}</TD><TD><FONT SIZE=+2><B>{html.escape(article.title)}</B></FONT><BR>
<I>{html.escape(article.outlet)}</I><BR>February 25, 2019<HR><p>{body}
<HR><FONT SIZE=-1>Copyright 2019</FONT></TD></TR></TABLE></BODY></HTML>"""


def live_blog(article: Article) -> str:
    """Return a live page: each paragraph an entry with its own hour."""
    entries = "".join(
        f"<div class='live-entry' id='e{n}'><time datetime='{article.day}T1{n}:00:00Z'>1{n}:00</time><p>{text(words)}</p></div>"
        for n, words in enumerate(article.paragraphs)
    )
    return f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>{text(article.title)} | {text(article.outlet)}</title>
<script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"{article.title}","datePublished":"{article.day}"}}</script></head><body>{menu()}
<main><h1>{text(article.title)}</h1><div class="liveblog">{entries}</div></main>{comments(article)}
<footer>© {text(article.outlet)}</footer></body></html>"""


def paywalled(article: Article) -> str:
    """Return a page that shows a beginning and a wall."""
    shown = "".join(f"<p>{text(words)}</p>" for words in article.paragraphs)
    return f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>{text(article.title)} | {text(article.outlet)}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{article.title}","datePublished":"{article.day}","isAccessibleForFree":"False",
"author":{{"name":"{article.byline}"}}}}</script></head><body>{menu()}<article><h1>{text(article.title)}</h1>{shown}</article>
<div class="paywall"><h2>Subscribe to continue reading this article</h2><p>Already a subscriber? <a href=/login>Log in</a></p></div>
<footer>© {text(article.outlet)}</footer></body></html>"""


def government(article: Article) -> str:
    """Return a county's press release: a plain content system, the release's list of places as a list."""
    return f"""<!doctype html><html lang=en><head><meta charset=utf-8><title>{text(article.title)} | Granite County</title></head><body>
<div id="skip"><a href="#content">Skip to main content</a></div>{menu()}<div class="breadcrumb"><a href="/">Home</a> &gt; <a href="/news">News</a></div>
<div id="content"><h1>{text(article.title)}</h1><p class="release-date">Release date: February 25, 2019</p>{paragraphs(article)}
<p>###</p></div><div id="contact"><h3>Contact</h3><p>Office of Communications, 1 Court Street</p></div></body></html>"""


TEMPLATES = (
    Template("wordpress", wordpress, "meta"),
    Template("newspaper", newspaper, "json_ld"),
    Template("station", station, "visible"),
    Template("old_table", old_table, "visible", has_byline=False),
    Template("live_blog", live_blog, "json_ld", has_byline=False),
    Template("paywalled", paywalled, "json_ld", notes=("only the part before a wall was read",)),
    Template("government", government, "visible", has_byline=False),
)
