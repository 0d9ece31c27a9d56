"""How fast pages are read: against spaCy, against extraction, with what memory, and how much worse the worst page is.

The pages are a made crawl (`newsroom`): a reader of news spends its time on pages that are about something else. The
pages that are about it are measured too, and said apart.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.newsroom import ABOUT, ABOUT_IT, PLAIN, archive, kind_of, page, paragraphs
from bench.timing import best, best_of_each, in_fresh_process, line

PAGES, PAGES_ABOUT, HTML_PAGES = 800, 60, 40
# A memory that grows with the pages would show between these two, ten times apart.
FEW, MANY = 2_000, 20_000
READ_SHARD = "import sys; from comity.reader.shard import read_shard; sum(1 for _ in read_shard(sys.argv[1]))"
# In characters or tags: what careless expressions and careless searches take for ever on.
TRAPS = {
    "signs": "<" * 300_000,
    "open quotes": '<a b="' * 100_000,
    "comments": "<!--" * 100_000,
    "links": "<a href=x>y</a> " * 9_900,
    "breaks": "<p>x" + "<br>" * 19_900,
    "capitals": "<p>" + "By A. " * 60_000,
    "one paragraph": "<p>" + "The sheriff said that the county would end its agreement with ICE and " * 5_000,
    "one list": "<p>ICE signed " + "Granite County, " * 20_000,
    "nested": "<div>" * 100_000 + "<p>x",
    "short lines": "<p>ICE is here.</p>" + "<div>the and of</div>" * 9_900,
    "rows of money": "<p>ICE ended its agreement with Lane County, Oregon.</p>" + "<p>Alder Fund - $5,000</p>" * 9_900,
}


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    places = county_names()
    # First: a process counts what its parent held when it began, and spaCy fills half a gigabyte.
    yield memory(places)
    texts = ["\n\n".join(paragraphs(number, places)) for number in range(PAGES)]
    about = ["\n\n".join(paragraphs(number, places, ABOUT)) for number in range(PAGES_ABOUT)]
    yield from against_spacy(texts, about)
    yield from against_extraction(places)
    yield worst(places)
    yield throughput(places)


def county_names() -> list[str]:
    """Return the names of every county."""
    from comity.places import load_gazetteer

    return sorted({place.name for place in load_gazetteer().all_places() if len(place.geoid) == 5})


def all_names() -> list[str]:
    """Return every name of a place that the reader knows, with and without what it is."""
    from comity.places import load_gazetteer

    places = load_gazetteer().all_places()
    return sorted({name for place in places for name in (place.name, place.short_name) if name})


def reading(texts: list[str], *, looks_twice: bool = True) -> Callable[[], None]:
    """Return the work of reading texts."""
    from comity.reader.records import Page
    from comity.reader.shard import default_reader

    read = default_reader(looks_twice=looks_twice)
    pages = [Page(str(number), text, published="2019-03-04") for number, text in enumerate(texts)]

    def read_all() -> None:
        for one in pages:
            read(one)

    return read_all


def against_spacy(texts: list[str], about: list[str]) -> Iterator[str]:
    """Yield how reading extracted text compares with spaCy's blank pipeline and an entity ruler of the same names."""
    what = f"reading {len(texts)} pages of a crawl, one in {ABOUT_IT} about it, against spaCy with the same names"
    try:
        import spacy
    except ImportError:
        yield f"skip  {what}: spaCy is not installed (pip install --require-hashes -r requirements-bench.lock)"
        return
    names = all_names()
    pipeline = spacy.blank("en")
    pipeline.add_pipe("entity_ruler").add_patterns([{"label": "PLACE", "pattern": name} for name in names])

    def spacy_all(given: list[str]) -> Callable[[], object]:
        return lambda: sum(len(document.ents) for document in pipeline.pipe(given))

    mine, theirs = best_of_each(reading(texts), spacy_all(texts))
    rate = sum(map(len, texts)) / mine / 1e6
    told = f"{theirs / mine:.0f} × faster ({rate:.1f} MB/s; {len(names):,} names)"
    yield line(what, told, "≥ 20 ×", theirs >= 20 * mine)
    mine, theirs = best_of_each(reading(about), spacy_all(about))
    others = [text for number, text in enumerate(texts) if kind_of(number) is PLAIN]
    passed_over, read = best(reading(others), 7) / len(others), mine / len(about)
    share = (theirs / len(about) / 20 - passed_over) / (read - passed_over)
    yield (
        f"note  the same on {len(about)} pages that are all about it: {theirs / mine:.2f} × as fast as spaCy; "
        f"20 × holds up to one page in {1 / share:.0f} about it"
    )


def against_extraction(places: list[str]) -> Iterator[str]:
    """Yield how long reading takes beside the extraction of the same pages, on pages that are all about it."""
    from trafilatura import extract

    from comity.text import clean_html

    pages = [page(number, places, ABOUT) for number in range(HTML_PAGES)]
    texts = [clean_html(one).text for one in pages]
    extraction, cleaning, read, alone = best_of_each(
        lambda: [extract(one, fast=True, include_comments=False) for one in pages],
        lambda: [clean_html(one) for one in pages],
        reading(texts),
        reading(texts, looks_twice=False),
    )
    what = f"reading {HTML_PAGES} pages that are all about it, against page → text"
    told = f"{read / cleaning:.2f} × as long ({1000 * read / HTML_PAGES:.1f} ms a page)"
    yield line(what, told, "≤ 3 ×", read <= 3 * cleaning)
    yield f"note  the same with --rules-alone: {alone / cleaning:.2f} × as long"
    what = "page → text with its map, title and day, against trafilatura alone"
    told = f"{cleaning / extraction:.2f} × as long ({1000 * cleaning / HTML_PAGES:.1f} ms a page)"
    yield line(what, told, "≤ 3 ×", cleaning <= 3 * extraction)


def memory(places: list[str]) -> str:
    """Return how much more memory many pages take than few."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.jsonl"
        most = [_measure(path, count, places) for count in (FEW, MANY)]
    told = f"{most[0]:.0f} MB for {FEW:,} pages, {most[1]:.0f} MB for {MANY:,}"
    return line("memory of reading one file", told, "≤ 10 % more", most[1] <= 1.1 * most[0])


def _measure(path: Path, count: int, places: list[str]) -> float:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = "\n\n".join(paragraphs(number % 1_000, places))
            file.write(json.dumps({"id": str(number), "text": text, "published": "2019-03-04"}) + "\n")
    return in_fresh_process(READ_SHARD, str(path)).megabytes


def worst(places: list[str]) -> str:
    """Return how much longer the worst of some traps takes than the median page."""
    usual = statistics.median(_seconds(page(number, places)) for number in range(HTML_PAGES))
    traps = {name: f"<html><body>{words}</body></html>".encode() for name, words in TRAPS.items()}
    taken = {name: min(_seconds(data) for _ in range(3)) for name, data in traps.items()}
    name = max(taken, key=lambda one: taken[one])
    ratio = taken[name] / usual
    told = f"{ratio:.0f} × the median ({name}, {taken[name]:.2f} s)"
    return line(f"the worst of {len(TRAPS)} pages made to take long", told, "≤ 100 ×", ratio <= 100)


def _seconds(data: bytes) -> float:
    from comity.reader.shard import read_shard

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(data)
        # The processor's time: one long page is not measured three times to find the least disturbed.
        start = time.process_time()
        list(read_shard(str(path)))
        return time.process_time() - start


def throughput(places: list[str]) -> str:
    """Return how many pages of a web archive one core reads in a second, from packed bytes to rows."""
    return f"note  a web archive from packed bytes to rows, one core: {pages_a_second(places):.0f} pages a second"


def pages_a_second(places: list[str], count: int = 200) -> float:
    """Return the pages of a made web archive that one core reads in a second."""
    from comity.reader.rows import shard_rows

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        path.write_bytes(archive(range(count), places))
        shard_rows(str(path))
        return count / best(lambda: shard_rows(str(path)), 2)
