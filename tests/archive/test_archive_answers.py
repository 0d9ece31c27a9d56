"""One response, judged: every status has its outcome, and a wish to be left alone is kept within reason."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import httpx
import pytest

from comity.archive.answers import Answer, Ask, FetchOutcome
from comity.archive.responses import ask

NOW = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)
URL = "https://www.example.gov/list.csv"
CSV = b"State,Agency\nFLORIDA,Baker County Sheriff's Office\n"


def answered(
    status: int = 200, body: bytes = CSV, *, kinds: tuple[str, ...] = ("text",), etag: str = "", **headers: str
) -> Answer:
    """Return what an answer of a server is judged to be."""
    named = {name.replace("_", "-").encode(): value.encode("latin-1") for name, value in headers.items()}

    def serve(request: httpx.Request) -> httpx.Response:
        return httpx.Response(status, headers=named, stream=httpx.ByteStream(body))

    wanted = Ask(URL, ("www.example.gov",), kinds, 100_000, etag=etag)
    with httpx.Client(transport=httpx.MockTransport(serve)) as client:
        found = ask(client, wanted, URL, "2025-07-01T12:00:00Z", NOW)
    assert isinstance(found, Answer)
    return found


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "fetched"),
        (204, "refused"),
        (206, "refused"),
        (400, "refused"),
        (401, "refused"),
        (403, "refused"),
        (404, "not_found"),
        (408, "server_error"),
        (410, "not_found"),
        (418, "refused"),
        (429, "busy"),
        (500, "server_error"),
        (501, "refused"),
        (502, "server_error"),
        (503, "busy"),
        (504, "server_error"),
    ],
)
def test_every_status_has_its_outcome(status: int, outcome: str) -> None:
    """What may pass is told from a word of the publisher's; only a whole answer brings bytes."""
    found = answered(status)
    assert (found.outcome, found.status) == (FetchOutcome(outcome), status)
    assert bool(found.data) == (status == 200)


def test_that_nothing_changed_is_believed_only_where_it_was_asked() -> None:
    """A 304 to a question without a validator answers nothing."""
    assert answered(304, b"", etag='"a"').outcome == "not_modified"
    assert answered(304, b"").outcome == "refused"


def test_a_redirect_is_handed_on_as_the_server_wrote_it() -> None:
    """And one that leads nowhere is a refusal."""
    transport = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "/there"}))
    wanted = Ask(URL, ("www.example.gov",), ("text",), 1000)
    with httpx.Client(transport=transport) as client:
        assert ask(client, wanted, URL, "", NOW) == "/there"
    assert answered(302).outcome == "refused"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("120", "2025-07-01T12:02:00Z"),
        ("0", "2025-07-01T12:00:00Z"),
        (str(7 * 86400), "2025-07-08T12:00:00Z"),
        (str(8 * 86400), "2025-07-08T12:00:00Z"),
        ("9" * 30, "2025-07-08T12:00:00Z"),
        ("Tue, 01 Jul 2025 14:00:00 GMT", "2025-07-01T14:00:00Z"),
        ("Tue, 01 Jul 2025 14:00:00 +0200", "2025-07-01T12:00:00Z"),
        ("Tue, 01 Jul 2025 14:00:00", "2025-07-01T14:00:00Z"),
        ("Mon, 30 Jun 2025 14:00:00 GMT", "2025-07-01T12:00:00Z"),
        ("Tue, 01 Jul 2031 14:00:00 GMT", "2025-07-08T12:00:00Z"),
        ("soon", ""),
        ("-5", ""),
        ("²", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_server_says_when_to_come_back(status: int, text: str, at: str) -> None:
    """In seconds or as a date, in whatever zone; a moment that is past is now, and a year is a week at most."""
    assert answered(status, retry_after=text).retry_at == at


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone cannot be changed here")
def test_a_date_without_a_zone_is_in_that_of_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in this machine's."""
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert answered(503, retry_after="Tue, 01 Jul 2025 14:00:00").retry_at == "2025-07-01T14:00:00Z"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_only_a_busy_server_says_when_to_come_back() -> None:
    """A refusal is no promise."""
    assert answered(403, retry_after="120").retry_at == ""


@pytest.mark.parametrize(
    ("body", "kind", "outcome"),
    [
        (CSV, "text/csv", "fetched"),
        (CSV, "application/octet-stream", "fetched"),
        (b"<html><body>Not here any more</body></html>", "text/csv", "wrong_type"),
        (b'{"error": 1}', "text/csv", "wrong_type"),
        (CSV, "application/pdf", "wrong_type"),
        (b"", "text/csv", "wrong_type"),
    ],
)
def test_the_bytes_must_be_of_a_kind_that_was_asked(body: bytes, kind: str, outcome: str) -> None:
    """Whatever the server calls them; and what it calls them must not contradict them."""
    found = answered(200, body, content_type=kind)
    assert (found.outcome, bool(found.data)) == (FetchOutcome(outcome), outcome == "fetched")


def test_any_kind_is_taken_where_none_was_asked() -> None:
    """A page by hand may be anything."""
    assert answered(200, b"\x00\x01", kinds=(), content_type="text/csv").kind == "binary"


def test_validators_and_types_are_kept_within_bounds() -> None:
    """A server may write what it likes; the log holds the beginning."""
    found = answered(etag="", content_type="text/csv; " + "x" * 900, last_modified="y" * 900, ETag="z" * 900)
    assert (len(found.content_type), len(found.last_modified), len(found.etag)) == (200, 100, 200)


@pytest.mark.parametrize(("status", "outcome"), [(403, "challenge"), (503, "challenge"), (404, "not_found")])
def test_a_page_against_programs_is_told_from_a_plain_no(status: int, outcome: str) -> None:
    """Where a refusal is what such pages come with."""
    found = answered(status, b"<html><div id='px-captcha'></div></html>")
    assert found.outcome == FetchOutcome(outcome)
