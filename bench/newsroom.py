"""A made news crawl: pages as heavy as newspapers' own, nearly all about something else. The same pages at every run.

The shares are assumptions: of the crawl's pages one in four hundred is about immigration enforcement, as many tell of a
sheriff's or a prosecutor's election, and one in ten names a sheriff or a prosecutor in passing.
"""

from __future__ import annotations

import gzip
import html
import random
from collections.abc import Iterator

ABOUT_IT, ELECTION, CRIME = 400, 400, 10

_WORDS = (
    "road school library budget bridge storm harvest concert hospital clinic factory river park museum market harbor "
    "train airport stadium orchestra theater water tax permit contract survey study report meeting hearing plan "
    "project season game coach player teacher student parent farmer worker owner resident visitor driver engineer"
)
WORDS = _WORDS.split()
PLAIN = (
    "The {a} in {place} will open {day} after months of work on the {b}, officials said.",
    "“We have waited a long time for this {a},” said a {b} who came to the {c} on {day}.",
    "About {n} people came to the {a}, more than the {b} drew last year, according to the {c}.",
    "The {a} costs ${n},000 and is paid from the {b}, which the council approved in {month}.",
    "In {place}, the {a} and the {b} have shared a {c} since {year}, and neither wants to move.",
    "Forecasters expect {n} more days of rain, and the {a} near {place} stays closed until {day}.",
    "The {a} beat its {b} by {n} points, its third {c} in a row, and plays again on {day}.",
    "Nobody was hurt when a {a} hit the {b} outside {place} on {day}, and the {c} opened again by noon.",
)
CRIMES = (
    "A {place} sheriff's deputy arrested a man on {day} after a {a} was taken from a {b}, the office said.",
    "The prosecutor said that the trial over the {a} would begin in {month}.",
    *PLAIN,
)
ELECTIONS = (
    "{name} unseated the sheriff of {place} in {day}'s election with {n} percent of the vote.",
    "The filing deadline for district attorney in {place} is {month} 5, and {name} is the only candidate so far.",
    *PLAIN,
)
ABOUT = (
    "The {place} Board of Commissioners voted on {day} to end its 287(g) agreement with ICE, Sheriff {name} said.",
    "{place} signed a contract to hold immigration detainees in {year}, and the sheriff renewed it in {month}.",
    "Sheriff {name} announced on {day} that the jail no longer honors detainers without a judge's warrant.",
    "According to the agency, {place} and {place2} joined the program in {month} {year}.",
    "Advocates asked the {place} commission to end the detention contract, which brings in ${n},000 a month.",
    *PLAIN[:4],
)
NAMES = ("Maria Gomez", "Tom Okafor", "Alice Brandt", "James Whitfield", "Ann Lindqvist", "Robert Castellano")
MONTHS = ("January", "March", "May", "July", "September", "November")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def kind_of(number: int) -> tuple[str, ...]:
    """Return the sentences that a page of the crawl is made of."""
    if number % ABOUT_IT == 7:
        return ABOUT
    if number % ELECTION == 3:
        return ELECTIONS
    return CRIMES if number % CRIME == 5 else PLAIN


def paragraphs(number: int, places: list[str], sentences: tuple[str, ...] | None = None) -> list[str]:
    """Return the article of a page: some 4,000 characters in some 18 paragraphs."""
    pick = random.Random(number)
    forms = sentences or kind_of(number)
    return [" ".join(_sentence(pick, forms, places) for _ in range(pick.randint(1, 3))) for _ in range(18)]


def _sentence(pick: random.Random, forms: tuple[str, ...], places: list[str]) -> str:
    return pick.choice(forms).format(
        a=pick.choice(WORDS), b=pick.choice(WORDS), c=pick.choice(WORDS), n=pick.randint(2, 95), day=pick.choice(DAYS),
        month=pick.choice(MONTHS), year=pick.randint(2005, 2019), place=pick.choice(places), place2=pick.choice(places),
        name=pick.choice(NAMES),
    )  # fmt: skip


def page(number: int, places: list[str], sentences: tuple[str, ...] | None = None) -> bytes:
    """Return a page's HTML, some 150,000 bytes and 2,500 tags: menus, cards, comments, scripts around the article."""
    pick = random.Random(-number)
    menu = "".join(
        f"<li class='menu-item'><a href='/{word}/'><span>{word.title()}</span></a></li>" for word in WORDS * 2
    )
    script = "".join(f"window.q{n}={{id:{pick.randint(0, 10**9)},slot:'{pick.choice(WORDS)}'}};" for n in range(900))
    style = "".join(f".c{n}-{pick.choice(WORDS)}{{margin:{n}px;color:#0{n % 10}f}}" for n in range(500))
    article = "\n".join(_paragraph(words) for words in paragraphs(number, places, sentences))
    cards = "".join(_card(n, pick.choice(places)) for n in range(90))
    comments = "".join(_comment(n, pick.choice(WORDS)) for n in range(25))
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{WORDS[number % 40]} | Ledger</title>
<meta property="article:published_time" content="2019-03-{number % 28 + 1:02d}T10:00:00Z"><style>{style}</style>
<script>{script}</script></head><body><div id="page"><nav><ul>{menu}</ul></nav><main><div class="row"><div class="col">
<article><h1>News of {WORDS[number % 40]}</h1><div class="entry-content">{article}</div></article></div>
<aside class="related">{cards}</aside></div><section id="comments">{comments}</section></main>
<footer><ul>{menu}</ul></footer></div><script>{script}</script></body></html>""".encode()


def _paragraph(words: str) -> str:
    first, _, rest = html.escape(words).partition(" ")
    return f"<p class='body-text' data-track='article:paragraph'><a href='/{first}'>{first}</a> {rest}</p>"


def _card(number: int, place: str) -> str:
    return (
        f"<div class='card' data-id='{number}'><div class='card-inner'><a href='/story/{number}' class='card-link'>"
        f"<picture><source srcset='/{number}.webp 2x'><img src='/{number}.jpg' alt=''></picture><div class='text'>"
        f"<h3><span>{WORDS[number % 40].title()} in {place}</span></h3><time datetime='2019-03-01'>1d</time></div></a>"
        "</div></div>"
    )


def _comment(number: int, word: str) -> str:
    return (
        f"<div class='comment depth-{number % 4}'><div class='meta'><span class='who'>reader{number}</span>"
        f"<a href='#c{number}'>link</a></div><div class='said'><p>I never liked that {word}.</p></div></div>"
    )


def archive(numbers: Iterator[int] | range, places: list[str]) -> bytes:
    """Return pages as a web archive, each record packed by itself."""
    return b"".join(gzip.compress(_record(number, page(number, places)), 6) for number in numbers)


def _record(number: int, body: bytes) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://ledger.example/%d\r\n"
        b"WARC-Date: 2019-04-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (number, number, len(answer), answer)
    )
