"""The day a page was published, by the first of a list of rules that finds one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from comity.text.jsonld import PageFacts
from comity.text.scanning import LINE, PARAGRAPH, Scan, Tag

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_NUMBERS = {month: number for number, month in enumerate(_MONTHS.split(), 1)}
_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-?(?P<number>\d\d)-?(?P<day>\d\d)(?!\d)")
_WRITTEN = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)\b", re.I)
_EUROPEAN = re.compile(rf"\b(?P<day>\d{{1,2}})\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)\b", re.I)
_NUMERIC = re.compile(r"\b(?P<number>\d{1,2})/(?P<day>\d{1,2})/(?P<year>(?:19|20)\d\d)\b")
_FORMS = (_ISO, _WRITTEN, _EUROPEAN, _NUMERIC)
_IN_URL = re.compile(r"[/_-](?P<year>(?:19|20)\d\d)(?P<sep>[/-]?)(?P<number>\d\d)(?P=sep)(?P<day>\d\d)(?=[/_.-]|$)")
_URL_MONTH = re.compile(rf"/(?P<year>(?:19|20)\d\d)/{_MONTH}/(?P<day>\d{{1,2}})(?=/)", re.I)

# Publishers' names for the day of publication; a page's last change is another day and not looked at.
_META = (
    "article:published_time", "og:article:published_time", "datepublished", "article.published", "publishdate",
    "publish-date", "publication_date", "pubdate", "date", "dc.date", "dc.date.issued", "dcterms.created",
    "dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "citation_publication_date",
    "originalpublicationdate", "article_date_original", "displaydate", "release_date",
)  # fmt: skip
_SPOKEN = re.compile(r"\b(?:publish|posted|dateline|pubdate|entry-date|post-date|date-published|timestamp)", re.I)
_CHANGED = re.compile(r"updated|modified|edited", re.I)
# What a page says of its day in words stands near its headline.
_NEAR = 600
_SAID = re.compile(
    r"\b(?:published|posted|originally published|first published|released?)\b[^\w\n]{0,4}(?:on|at)?\b", re.I
)

# No page of the web is older; a later year is a misprint or a placeholder.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


def find_published(scan: Scan, facts: PageFacts, url: str, retrieved: str = "") -> tuple[str, str]:
    """Return the ISO day of publication and the rule that found it, or two empty strings.

    The rules, in order: `json_ld` (datePublished), `meta` (a tag made for it), `time` (a time element said to be the
    publication), `url`, `visible` (words near the headline). A day after `retrieved` is none.
    """
    for rule, printed in _candidates(scan, facts, url):
        day = parse_day(printed) if rule != "url" else published_in_url(printed)
        if day and (not retrieved or day <= retrieved[:10]):
            return day, rule
    return "", ""


def _candidates(scan: Scan, facts: PageFacts, url: str) -> Iterator[tuple[str, str]]:
    yield from (("json_ld", printed) for printed in facts.published)
    metas = [tag.attributes for tag in scan.tags if tag.name == "meta"]
    for name in _META:
        yield from (("meta", tag.get("content", "")) for tag in metas if name in _names(tag))
    yield from (("time", printed) for printed in _times(scan))
    yield "url", url
    yield from (("visible", printed) for printed in _words(scan))


def _names(attributes: dict[str, str]) -> set[str]:
    return {attributes.get(key, "").lower() for key in ("property", "name", "itemprop")} - {""}


def _times(scan: Scan) -> Iterator[str]:
    times = [tag for tag in scan.tags if tag.name == "time"]
    told = [tag for tag in times if _SPOKEN.search(_telling(tag)) or "pubdate" in tag.attributes]
    # A lone time element is the page's own; of several, one must say that it is.
    lone = times if len(times) == 1 and not _CHANGED.search(_telling(times[0])) else []
    for tag in told or lone:
        if not _CHANGED.search(_telling(tag)):
            yield tag.attributes.get("datetime") or scan.visible[tag.at : tag.until]


def _telling(tag: Tag) -> str:
    return " ".join(tag.attributes.get(key, "") for key in ("class", "itemprop", "id", "data-testid"))


def _words(scan: Scan) -> Iterator[str]:
    """Yield what may be the day in words: an element made for it, then what is said near the headline."""
    for tag in scan.tags:
        if tag.name not in ("meta", "time", "script") and _SPOKEN.search(_telling(tag)):
            text = scan.visible[tag.at : min(tag.until, tag.at + 200)]
            if not _CHANGED.search(_telling(tag)):
                yield _before_update(text)
    heading = next((tag for tag in scan.tags if tag.name == "h1"), None)
    near = scan.visible[heading.at : heading.until + _NEAR] if heading else scan.visible[:_NEAR]
    for found in _SAID.finditer(near):
        yield _before_update(near[found.end() : found.end() + 60])
    for part in re.split(f"[{PARAGRAPH}{LINE}\n|•·]", near):
        # A line that is nothing but a date, as under a headline.
        if len(part.strip()) < 40 and not _CHANGED.search(part):
            yield part


def _before_update(text: str) -> str:
    return _CHANGED.split(text)[0]


def parse_day(printed: str) -> str:
    """Return the first full date in a few words as an ISO day, or "" where there is none."""
    found = [match for form in _FORMS if (match := form.search(printed))]
    for match in sorted(found, key=lambda one: one.start()):
        if day := _day(match):
            return day
    return ""


def published_in_url(url: str) -> str:
    """Return the day that a page's address holds (`/2019/02/25/`, `-20190225`), or ""; a month alone is no day."""
    path = re.sub(r"^\w+://[^/]*", "", url).split("?")[0]
    for form in (_IN_URL, _URL_MONTH):
        for match in form.finditer(path):
            if day := _day(match):
                return day
    return ""


def _day(match: re.Match[str]) -> str:
    parts = match.groupdict()
    number = int(parts["number"]) if parts.get("number") else _NUMBERS[parts["month"].lower()[:3]]
    year = int(parts["year"])
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ""
    try:
        return date(year, number, int(parts["day"])).isoformat()
    except ValueError:
        return ""
