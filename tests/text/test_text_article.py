"""What is the article on a page and what is not."""

import pytest
from text_html_pages import TEMPLATES, Article, Template, government, newspaper, station, wordpress

from comity.text import EmptyPage, clean_html
from comity.text.article import locate
from comity.text.scanning import LINE, PARAGRAPH, parse_attributes, scan

# What extraction leaves on the oldest kind of page, which has no structure: its own name over the article.
LEFT_OVER = {"old_table": ["The Granite Ledger"]}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
def test_the_article_comes_out_whole_and_alone(template: Template) -> None:
    """Every paragraph is there in order; menus, comments, related lists, banners and invitations are not."""
    article = Article()
    lines = [line for line in clean_html(template.render(article).encode()).text.split("\n") if line]
    assert lines == [*LEFT_OVER.get(template.name, []), *article.paragraphs]


@pytest.mark.parametrize("render", [wordpress, newspaper, government])
def test_a_list_that_belongs_to_the_article_stays(render) -> None:  # type: ignore[no-untyped-def]
    """The counties that an article lists stay, each on its own line."""
    counties = ("Flint County", "Marble County, which signed in January", "Slate County")
    text = clean_html(render(Article(items=counties)).encode()).text
    assert "\n".join(counties) in text


def test_a_list_of_linked_counties_stays() -> None:
    """Links alone do not make a menu: between two sentences they are the article's own."""
    names = [f"{name} County" for name in ("Flint", "Marble", "Slate", "Shale", "Quartz")]
    links = "<ul>" + "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in names) + "</ul>"
    page = station(Article()).replace("<div class='gallery'></div>", "", 1)
    first = page.index("</p>") + 4
    text = clean_html((page[:first] + f"<p>These counties signed:</p>{links}" + page[first:]).encode()).text
    assert "These counties signed:\n\n" + "\n".join(names) in text


def test_a_row_of_a_table_is_a_line() -> None:
    """The cells of a row are parted by tabs, its rows by line ends."""
    rows = (("Flint County", "March 2018"), ("Slate County", "June 2019"))
    table = f"<table>{''.join(f'<tr><td>{name}</td><td>{month}</td></tr>' for name, month in rows)}</table>"
    page = newspaper(Article()).replace("<p>RELATED", f"{table}<p>RELATED")
    assert "Flint County\tMarch 2018\nSlate County\tJune 2019" in clean_html(page.encode()).text


def test_a_headline_above_does_not_draw_the_article_up() -> None:
    """Where a teaser repeats the article's first sentence, the article's own sentence is taken."""
    article = Article()
    teaser = f"<div class='teaser'><a href='/x'>{article.paragraphs[0]}</a></div>"
    page = newspaper(article).replace('<div class="story">', f'{teaser}<div class="story">')
    clean = clean_html(page.encode())
    assert page[slice(*clean.source_map.span(0, 20))] == article.paragraphs[0][:20]
    assert clean.source_map.span(0, 1)[0] > page.index("story-body")


def test_a_changed_line_is_found_by_its_parts() -> None:
    """A line that extraction changed a little is laid back with its hole filled; a line of another page is not."""
    words = "The county board voted on Monday to end its contract with the federal agency"
    scanned = scan(f"<p>{words}, and nothing else happened.</p>")
    changed = words.replace("on Monday", "Monday").replace("contract", "contrct")
    ((start, end),) = locate([changed], scanned)
    assert scanned.visible[start:end].startswith(words)
    assert locate(["Something altogether different stood on this line of another page"], scanned) == []
    assert locate(["…", "—"], scanned) == []


def test_a_page_without_an_article_is_empty() -> None:
    """A page of nothing but a title holds no article, and says so."""
    with pytest.raises(EmptyPage, match="holds no article"):
        clean_html(b"<html><head><title>Granite Ledger</title></head><body><img src=x></body></html>")


def test_markup_in_odd_places_is_no_text() -> None:
    """Comments, scripts, styles, attributes with signs in them and unclosed tags leave the words alone."""
    hidden = "<!-- <p>b --><script>if (1<2) '<p>c'</script><style>d{}</style>"
    page = f"a{hidden}<i title='x > y'>e</i><br/>f<p>g < h &lt; i<p j='"
    assert scan(page).visible == f"ae{LINE}f{PARAGRAPH}g < h < i"
    assert scan("<script>never closed <p>a").visible == f"never closed {PARAGRAPH}a"
    assert scan("<!-- never closed <p>a").visible == ""
    assert scan("<a href=1>b</a> <a href=2>c").links == ((0, 1), (2, 3))


def test_attributes_are_read_as_browsers_read_them() -> None:
    """Quoted, unquoted, bare and repeated attributes, references resolved."""
    found = parse_attributes(""" a="1 &amp; 2" B='x>y' c=d e a="second" / f = "g" """)
    assert found == {"a": "1 & 2", "b": "x>y", "c": "d", "e": "", "f": "g"}
