"""What a host allows: its rules as the standard reads them, and how long a copy of them serves (RFC 9309)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from comity.archive.robots import Asked, RobotsBook, Rules

NOW = datetime(2025, 7, 1, 12, 0, tzinfo=UTC)
SITE = "https://www.example.gov"
CLOSED, OPEN = Asked("User-agent: *\nDisallow: /\n"), Asked("User-agent: *\nAllow: /\n")
FAILED, ABSENT = Asked(), Asked(is_absent=True)


class Host:
    """A host that gives one answer after the other, and counts how often it was asked."""

    def __init__(self, *answers: Asked) -> None:
        self.answers = list(answers)
        self.count = 0

    def __call__(self) -> Asked:
        self.count += 1
        return self.answers.pop(0)


def may(book: RobotsBook, now: datetime, host: Host, origin: str = SITE) -> bool:
    """Return whether a page may be asked for."""
    return book.rules(origin, now, host).allow(f"{origin}/page")


@pytest.mark.parametrize(
    ("text", "path", "is_allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /private/", "/private/x", False),
        ("User-agent: *\nDisallow: /private/", "/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Comity\nDisallow: /private", "/x", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: comity\nDisallow: /", "/x", False),
        ("User-agent: Other\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /lists/", "/lists/x", True),
        ("User-agent: *\nDisallow: /*.xlsx$", "/a.xlsx", False),
        ("<html>not found</html>", "/x", True),
    ],
)
def test_rules_are_those_for_this_program_by_name_else_for_all(text: str, path: str, is_allowed: bool) -> None:
    """The longer match counts, and a star stands for anything."""
    assert Rules(text).allow(SITE + path) is is_allowed


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nRequest-rate: 2/30", 15.0),
        ("User-agent: *\nCrawl-delay: 7\nRequest-rate: 1/20", 20.0),
        ("User-agent: *\nCrawl-delay: 30\nRequest-rate: 1/20", 30.0),
        ("User-agent: *\nDisallow:", 0.0),
        (None, 0.0),
    ],
)
def test_the_pause_is_the_longer_of_what_the_host_asks(text: str | None, seconds: float) -> None:
    """In seconds between two requests; two in thirty seconds are fifteen apart."""
    assert Rules(text).delay == seconds


def test_a_host_that_fails_allows_nothing_and_one_without_rules_everything() -> None:
    """What is not there forbids nothing; what cannot be known is not guessed."""
    assert not may(RobotsBook(None), NOW, Host(FAILED))
    assert may(RobotsBook(None), NOW, Host(ABSENT))
    assert not may(RobotsBook(None), NOW, Host(CLOSED))


@pytest.mark.parametrize(("later", "is_asked"), [(timedelta(hours=23, minutes=59), False), (timedelta(hours=24), True)])
@pytest.mark.parametrize("is_new_run", [False, True])
def test_a_copy_serves_for_a_day(tmp_path: Path, later: timedelta, is_asked: bool, is_new_run: bool) -> None:
    """In this run and in the next; then the host is asked again, and its new rules count."""
    host, book = Host(OPEN, CLOSED), RobotsBook(tmp_path)
    assert may(book, NOW, host)
    book = RobotsBook(tmp_path) if is_new_run else book
    assert may(book, NOW + later, host) is not is_asked
    assert host.count == 1 + is_asked


@pytest.mark.parametrize(("days", "is_kept"), [(1, True), (29, True), (30, False)])
def test_while_a_host_fails_its_copy_serves_for_a_month(tmp_path: Path, days: int, is_kept: bool) -> None:
    """And no longer: rules that old say nothing of today."""
    assert may(RobotsBook(tmp_path), NOW, Host(OPEN))
    assert may(RobotsBook(tmp_path), NOW + timedelta(days=days), Host(FAILED)) is is_kept


def test_a_failure_does_not_renew_the_copy(tmp_path: Path) -> None:
    """A host that fails every day for a month has no rules at its end."""
    assert may(RobotsBook(tmp_path), NOW, Host(OPEN))
    for day in range(1, 30):
        assert may(RobotsBook(tmp_path), NOW + timedelta(days=day), Host(FAILED))
    assert not may(RobotsBook(tmp_path), NOW + timedelta(days=31), Host(FAILED))


def test_a_copy_of_tomorrow_is_no_copy(tmp_path: Path) -> None:
    """The clock was put right since: the host is asked."""
    assert may(RobotsBook(tmp_path), NOW + timedelta(days=3), Host(OPEN))
    host = Host(CLOSED)
    assert not may(RobotsBook(tmp_path), NOW, host) and host.count == 1


def test_rules_are_those_of_their_own_host(tmp_path: Path) -> None:
    """Each origin has its own, and a copy laid under another's name is none."""
    book = RobotsBook(tmp_path)
    assert may(book, NOW, Host(OPEN)) and not may(book, NOW, Host(CLOSED), "http://www.example.gov")
    files = sorted(tmp_path.iterdir())
    assert len(files) == 2
    first, second = (path.read_bytes() for path in files)
    files[0].write_bytes(second)
    files[1].write_bytes(first)
    host = Host(CLOSED)
    assert not may(RobotsBook(tmp_path), NOW, host) and host.count == 1


def test_a_spoilt_copy_or_a_folder_that_cannot_be_written_costs_a_request(tmp_path: Path) -> None:
    """And nothing else."""
    assert may(RobotsBook(tmp_path), NOW, Host(OPEN))
    next(tmp_path.iterdir()).write_text("{spoilt")
    assert may(RobotsBook(tmp_path), NOW, Host(OPEN))
    (tmp_path / "file").write_text("")
    assert may(RobotsBook(tmp_path / "file"), NOW, Host(OPEN))
