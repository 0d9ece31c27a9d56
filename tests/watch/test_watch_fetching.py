"""Fetching asks politely, follows nothing it may not, and takes nothing that is not what it should be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from comity.archive.answers import Answer, Ask, FetchOutcome
from comity.archive.fetching import Fetcher, Manners
from comity.errors import UsageError
from tests.ice_287g.ice_287g_workbooks import book, modern_row
from tests.watch.publisher import CONTACT, XLSX, Publisher, Reply, TestClock, manners, page

PAGE = page("/list.xlsx")


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    """Return a server with one page."""
    with Publisher() as server:
        server.routes["/page"] = Reply(PAGE, validators=True)
        yield server


@pytest.fixture
def clock() -> TestClock:
    """Return a clock that stands still."""
    return TestClock()


def ask(publisher: Publisher, path: str = "/page", **changes: object) -> Ask:
    """Return a request for a page of the server."""
    plain: dict[str, object] = {"hosts": ("127.0.0.1",), "kinds": ("html",), "max_bytes": 1_000_000, "seconds": 10.0}
    return Ask(publisher.origin + path, **(plain | changes))  # type: ignore[arg-type]


def fetch(wanted: Ask, clock: TestClock, **changes: object) -> Answer:
    """Ask once with a fetcher of its own."""
    with Fetcher(manners(**changes), clock=clock) as fetcher:
        return fetcher.fetch(wanted)


def test_a_document_comes_with_its_validators(publisher: Publisher, clock: TestClock) -> None:
    """Bytes, kind, validators and the attempt are told."""
    answer = fetch(ask(publisher), clock)
    assert (answer.outcome, answer.data, answer.kind, answer.status) == (FetchOutcome.FETCHED, PAGE, "html", 200)
    assert answer.etag == Reply(PAGE).etag
    assert [(one.outcome, one.status) for one in answer.attempts] == [(FetchOutcome.FETCHED, 200)]


def test_the_program_names_itself_and_a_contact(publisher: Publisher, clock: TestClock) -> None:
    """Every request says who asks, robots.txt included; no cookie and no referrer is sent."""
    publisher.routes["/page"] = Reply(PAGE, headers={"Set-Cookie": "a=b; Path=/"})
    with Fetcher(manners(), clock=clock) as fetcher:
        fetcher.fetch(ask(publisher))
        fetcher.fetch(ask(publisher))
    assert len(publisher.seen) == 3
    for seen in publisher.seen:
        assert seen.headers["user-agent"].startswith("Comity/") and CONTACT in seen.headers["user-agent"]
        assert "cookie" not in seen.headers and "referer" not in seen.headers


@pytest.mark.parametrize(
    "contact", ["", "nobody", "@", "desk@example.org\r\nX: y", "http://example.org/", "dësk@x.org"]
)
def test_without_a_contact_nothing_is_asked(contact: str) -> None:
    """A contact is an e-mail address or an https page, as a header can hold it."""
    with pytest.raises(UsageError, match="COMITY_CONTACT"):
        Fetcher(Manners(contact=contact))


def test_what_stands_still_is_not_sent_again(publisher: Publisher, clock: TestClock) -> None:
    """With the validators of what is held the server may answer 304."""
    answer = fetch(ask(publisher, etag=Reply(PAGE).etag, last_modified="Tue, 01 Jul 2025 00:00:00 GMT"), clock)
    assert (answer.outcome, answer.data) == (FetchOutcome.NOT_MODIFIED, b"")
    sent = publisher.seen[-1].headers
    assert (sent["if-none-match"], sent["if-modified-since"]) == (Reply(PAGE).etag, "Tue, 01 Jul 2025 00:00:00 GMT")


def test_a_304_that_nobody_asked_for_is_no_answer(publisher: Publisher, clock: TestClock) -> None:
    """Without validators there is nothing that could still stand."""
    publisher.routes["/page"] = Reply(status=304)
    assert fetch(ask(publisher), clock).outcome == FetchOutcome.REFUSED


# robots.txt, RFC 9309


def test_robots_txt_is_obeyed(publisher: Publisher, clock: TestClock) -> None:
    """A path that is disallowed for everyone, or for this program by name, is not asked for."""
    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
    with Fetcher(manners(), clock=clock) as fetcher:
        assert fetcher.fetch(ask(publisher, "/private/page")).outcome == FetchOutcome.DISALLOWED
        assert fetcher.fetch(ask(publisher)).outcome == FetchOutcome.FETCHED
    assert publisher.paths() == ["/page"]


def test_a_rule_for_this_program_by_name_is_obeyed(publisher: Publisher, clock: TestClock) -> None:
    """A group for Comity counts before the one for all."""
    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nAllow: /\n\nUser-agent: comity\nDisallow: /\n")
    assert fetch(ask(publisher), clock).outcome == FetchOutcome.DISALLOWED
    assert publisher.paths() == []


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (404, "fetched"),
        (403, "fetched"),
        (410, "fetched"),
        (500, "disallowed"),
        (503, "disallowed"),
        (429, "disallowed"),
    ],
)
def test_a_robots_txt_that_is_not_there_allows_and_one_that_fails_forbids(
    publisher: Publisher, clock: TestClock, status: int, outcome: str
) -> None:
    """RFC 9309, 2.3.1.3 and 2.3.1.4."""
    publisher.routes["/robots.txt"] = Reply(b"no", status)
    assert fetch(ask(publisher), clock).outcome == outcome


def test_a_copy_of_the_rules_serves_for_a_day_and_longer_while_the_host_fails(
    publisher: Publisher, clock: TestClock, tmp_path: Path
) -> None:
    """RFC 9309, 2.4: no copy is used longer than a day, unless the file cannot be had; after a month not even then."""

    def once() -> FetchOutcome:
        with Fetcher(manners(), robots=tmp_path, clock=clock) as fetcher:
            return fetcher.fetch(ask(publisher)).outcome

    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private\n", kind="text/plain")
    assert once() == once() == FetchOutcome.FETCHED
    assert sum(seen.path == "/robots.txt" for seen in publisher.seen) == 1
    publisher.routes["/robots.txt"] = Reply(b"", 500)
    clock.moment += timedelta(hours=25)
    assert once() == FetchOutcome.FETCHED
    assert sum(seen.path == "/robots.txt" for seen in publisher.seen) == 2
    clock.moment += timedelta(days=31)
    assert once() == FetchOutcome.DISALLOWED
    (copy,) = tmp_path.iterdir()
    copy.write_bytes(b"spoilt")
    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /page\n")
    assert once() == FetchOutcome.DISALLOWED


def test_the_pause_is_the_hosts_own_where_it_asks_for_more(publisher: Publisher, clock: TestClock) -> None:
    """One request at a time, with a pause between two; Crawl-delay lengthens it."""
    with Fetcher(manners(pause_seconds=0.5), clock=clock) as fetcher:
        fetcher.fetch(ask(publisher))
        fetcher.fetch(ask(publisher))
    assert clock.waits == [0.5, 0.5]
    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7\n")
    clock.waits.clear()
    fetch(ask(publisher), clock, pause_seconds=0.5)
    assert clock.waits == [7.0]


# Retries


def test_a_server_that_asks_to_wait_is_asked_again_when_it_says(publisher: Publisher, clock: TestClock) -> None:
    """429 with Retry-After: the next attempt comes no sooner."""
    publisher.routes["/page"] = lambda count: (
        Reply(PAGE) if count > 1 else Reply(b"", 429, headers={"Retry-After": "30"})
    )
    answer = fetch(ask(publisher), clock)
    assert [one.outcome for one in answer.attempts] == [FetchOutcome.BUSY, FetchOutcome.FETCHED]
    assert max(clock.waits) >= 29


def test_a_server_that_asks_for_an_hour_is_left_alone(publisher: Publisher, clock: TestClock) -> None:
    """What is longer than one run waits for a later one, and the moment is told."""
    later = "Tue, 01 Jul 2025 07:30:00 GMT"
    for text, at in (("3600", "2025-07-01T07:00:00Z"), (later, "2025-07-01T07:30:00Z"), ("99999999", "2025-07-08T06")):
        publisher.routes["/page"] = Reply(b"", 503, headers={"Retry-After": text})
        answer = fetch(ask(publisher), clock, pause_seconds=0.0)
        assert answer.outcome == FetchOutcome.BUSY and len(answer.attempts) == 1
        assert answer.retry_at.startswith(at)


@pytest.mark.parametrize("text", ["soon", "-5", "", "1e3"])
def test_a_retry_after_that_says_nothing_is_passed_over(publisher: Publisher, clock: TestClock, text: str) -> None:
    """Then the program's own backoff counts, doubling each time."""
    publisher.routes["/page"] = Reply(b"", 503, headers={"Retry-After": text})
    answer = fetch(ask(publisher), clock, pause_seconds=0.0)
    assert (len(answer.attempts), answer.retry_at) == (3, "")
    first, second = (wait for wait in clock.waits if wait >= 2)
    assert 2 <= first <= 3 and 4 <= second <= 6


def test_a_passing_fault_is_tried_again_and_a_word_is_not(publisher: Publisher, clock: TestClock) -> None:
    """5xx deserves another attempt; 403, 404 and 451 are the publisher's word."""
    publisher.routes["/page"] = lambda count: Reply(PAGE) if count > 2 else Reply(b"", 500)
    assert [one.status for one in fetch(ask(publisher), clock).attempts] == [500, 500, 200]
    for status, outcome in (
        (403, "refused"),
        (401, "refused"),
        (451, "refused"),
        (404, "not_found"),
        (410, "not_found"),
    ):
        publisher.routes["/page"] = Reply(b"no", status)
        answer = fetch(ask(publisher), clock)
        assert (answer.outcome, len(answer.attempts), answer.status) == (outcome, 1, status)


def test_a_server_that_is_not_there_is_unreachable(clock: TestClock, tmp_path: Path) -> None:
    """A refused connection is tried again, then told; without a copy of its rules the host is not asked at all."""
    with Publisher() as gone:
        wanted = ask(gone)
        gone.routes["/robots.txt"] = Reply(b"", 404)
        with Fetcher(manners(), robots=tmp_path, clock=clock) as fetcher:
            assert fetcher.fetch(wanted).outcome == FetchOutcome.NOT_FOUND
    with Fetcher(manners(), robots=tmp_path, clock=clock) as fetcher:
        answer = fetcher.fetch(wanted)
    assert (answer.outcome, len(answer.attempts)) == (FetchOutcome.UNREACHABLE, 3)
    assert fetch(wanted, clock).outcome == FetchOutcome.DISALLOWED


# What stands in the way


@pytest.mark.parametrize("status", [200, 403, 503, 429])
def test_a_page_against_programs_is_a_finding_and_is_not_tried_again(
    publisher: Publisher, clock: TestClock, status: int
) -> None:
    """Whatever its status, it is told from the page itself and from a plain refusal; it is asked for once."""
    body = b"<html><title>Just a moment...</title><p>Enable JavaScript and cookies to continue</p></html>"
    publisher.routes["/page"] = Reply(body, status)
    answer = fetch(ask(publisher), clock)
    assert (answer.outcome, len(answer.attempts)) == (FetchOutcome.CHALLENGE, 1)
    assert "just-a-moment" in answer.message


def test_a_page_against_programs_in_place_of_a_file(publisher: Publisher, clock: TestClock) -> None:
    """A workbook's address that answers with a captcha is a challenge, not a wrong type."""
    publisher.routes["/list.xlsx"] = Reply(b'<html><div id="px-captcha"></div></html>', kind="text/html")
    assert fetch(ask(publisher, "/list.xlsx", kinds=("xlsx",)), clock).outcome == FetchOutcome.CHALLENGE


# Bytes


def test_the_bytes_must_be_what_they_are_called(publisher: Publisher, clock: TestClock) -> None:
    """A page for a workbook, a workbook that is declared a page, a picture for a page: none is taken."""
    workbook = book([modern_row()])
    cases = [
        (Reply(PAGE, kind=XLSX), ("xlsx",), "the bytes are html"),
        (Reply(workbook, kind="text/html"), ("xlsx",), "declared as text/html"),
        (Reply(b"\x89PNG\r\n\x1a\n", kind="image/png"), ("html",), "the bytes are image"),
        (Reply(b"", kind="text/html"), ("html",), "the bytes are empty"),
        (Reply(b"PK\x03\x04" + b"\x00" * 50, kind=XLSX), ("xlsx",), "the bytes are zip"),
        (Reply(b"%PDF-1.7\n%%EOF", kind="image/jpeg"), ("pdf",), "declared as image/jpeg"),
    ]
    for reply, kinds, words in cases:
        publisher.routes["/x"] = reply
        answer = fetch(ask(publisher, "/x", kinds=kinds), clock)
        assert answer.outcome == FetchOutcome.WRONG_TYPE and words in answer.message, (words, answer.message)
        assert len(answer.attempts) == 1
    for kind in (XLSX, "application/octet-stream", "", "application/vnd.ms-excel", "application/zip"):
        publisher.routes["/x"] = Reply(workbook, kind=kind)
        assert fetch(ask(publisher, "/x", kinds=("xlsx",)), clock).data == workbook


def test_a_body_that_breaks_off_is_not_taken(publisher: Publisher, clock: TestClock) -> None:
    """Whether its length was declared or not, half a workbook is none; it is tried again."""
    workbook = book([modern_row()])
    half = Reply(workbook, kind=XLSX, cut=200)
    unsaid = Reply(workbook[:-200], kind=XLSX)
    packed = Reply(PAGE * 20, is_packed=True, cut=10, headers={"Content-Length": "", "Connection": "close"})
    for reply, kinds in ((half, ("xlsx",)), (unsaid, ("xlsx",)), (packed, ("html",))):
        publisher.routes["/x"] = reply
        answer = fetch(ask(publisher, "/x", kinds=kinds), clock)
        assert (answer.outcome, len(answer.attempts)) == (FetchOutcome.TRUNCATED, 3), answer.message
    publisher.routes["/y"] = lambda count: Reply(workbook, kind=XLSX) if count == 3 else half
    assert fetch(ask(publisher, "/y", kinds=("xlsx",)), clock).data == workbook


def test_a_large_body_is_left(publisher: Publisher, clock: TestClock) -> None:
    """Declared or not, packed or not, no more than the bound is read."""
    large = b"<html>" + b"x" * 300_000
    replies = [
        Reply(large),
        Reply(large, headers={"Content-Length": "", "Connection": "close"}),
        Reply(large, is_packed=True),
        Reply(b"<html>" + b"\0" * 50_000_000, is_packed=True),
    ]
    for reply in replies:
        publisher.routes["/x"] = reply
        answer = fetch(ask(publisher, "/x", max_bytes=100_000), clock)
        assert (answer.outcome, answer.data) == (FetchOutcome.TOO_LARGE, b"")


def test_a_packed_body_is_unpacked(publisher: Publisher, clock: TestClock) -> None:
    """gzip is asked for and read; what is packed otherwise, or not as it says, is refused."""
    publisher.routes["/x"] = Reply(PAGE, is_packed=True)
    assert fetch(ask(publisher, "/x"), clock).data == PAGE
    assert publisher.seen[-1].headers["accept-encoding"] == "gzip, identity"
    for coding in ("br", "gzip", "zstd, gzip"):
        publisher.routes["/x"] = Reply(PAGE, headers={"Content-Encoding": coding})
        assert fetch(ask(publisher, "/x"), clock).outcome == FetchOutcome.WRONG_TYPE


def test_a_slow_drip_ends_by_the_deadline(publisher: Publisher, clock: TestClock) -> None:
    """A byte now and then holds no one for longer than the request's time."""
    publisher.routes["/robots.txt"] = Reply(b"", 404)
    publisher.routes["/x"] = Reply(PAGE, drip=0.05)
    answer = fetch(ask(publisher, "/x", seconds=0.4), clock)
    assert (answer.outcome, len(answer.attempts)) == (FetchOutcome.TIMEOUT, 1)


# Addresses


def test_redirects_are_followed_within_the_hosts(publisher: Publisher, clock: TestClock) -> None:
    """The answer tells where it ended."""
    publisher.routes["/old"] = Reply(status=301, headers={"Location": "/newer"})
    publisher.routes["/newer"] = Reply(status=302, headers={"Location": f"{publisher.origin}/page"})
    answer = fetch(ask(publisher, "/old"), clock)
    assert (answer.outcome, answer.final_url) == (FetchOutcome.FETCHED, f"{publisher.origin}/page")


@pytest.mark.parametrize(
    "target",
    [
        "https://10.0.0.1/page",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/page",
        "https://www.example.org/page",
        "http://www.example.org/page",
        "file:///etc/passwd",
        "ftp://127.0.0.1/page",
        "//[::ffff:10.0.0.1]/",
        "http://127.0.0.1@www.example.org/",
        "https://127.0.0.1.example.org/",
        "gopher://127.0.0.1:70/",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(publisher: Publisher, clock: TestClock, target: str) -> None:
    """Another host, another scheme, a private address: nothing is asked there."""
    publisher.routes["/old"] = Reply(status=302, headers={"Location": target})
    answer = fetch(ask(publisher, "/old"), clock)
    assert (answer.outcome, answer.data) == (FetchOutcome.UNSAFE, b"")
    assert publisher.paths() == ["/old"]


def test_a_redirect_without_end_is_left(publisher: Publisher, clock: TestClock) -> None:
    """The number of redirects is bounded."""
    publisher.routes["/old"] = Reply(status=302, headers={"Location": "/old"})
    answer = fetch(ask(publisher, "/old"), clock)
    assert (answer.outcome, len(publisher.paths())) == (FetchOutcome.UNSAFE, 6)


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed(publisher: Publisher, clock: TestClock) -> None:
    """Every hop is looked at like a first address."""
    publisher.routes["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /page\n")
    publisher.routes["/old"] = Reply(status=302, headers={"Location": "/page"})
    assert fetch(ask(publisher, "/old"), clock).outcome == FetchOutcome.DISALLOWED
    assert publisher.paths() == ["/old"]


def test_without_the_exception_this_machine_is_not_asked(publisher: Publisher, clock: TestClock) -> None:
    """Loopback is for tests alone: neither by http nor by https."""
    with Fetcher(Manners(contact=CONTACT), clock=clock) as fetcher:
        assert fetcher.fetch(ask(publisher)).outcome == FetchOutcome.UNSAFE
    assert publisher.seen == []


def test_a_workbook_is_told_from_another_zip() -> None:
    """What makes a zip a workbook is the part that lists its sheets."""
    from comity.archive.media import is_cut, sniff

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("readme.txt", "x")
    assert (sniff(stream.getvalue()), is_cut(stream.getvalue())) == ("zip", False)
    assert sniff(book([modern_row()])) == "xlsx"
