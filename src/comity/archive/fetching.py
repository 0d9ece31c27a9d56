"""Fetching: the only code that asks a server for anything. It names itself, waits its turn and takes no for an answer.

One request at a time, a pause between two on one host (the host's own, where its robots.txt asks for more), every
redirect looked at like a first address, every body bounded in bytes and time. A refusal is an outcome, not an error.
"""

from __future__ import annotations

import random
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Protocol
from urllib.parse import urljoin, urlsplit

import httpx
import msgspec

from comity import __version__
from comity.archive import responses
from comity.archive.addresses import UnsafeAddressError, check_address
from comity.archive.answers import RETRIED, Answer, Ask, Attempt, FetchOutcome
from comity.archive.body import ACCEPTED
from comity.archive.robots import MOST_BYTES, TOKEN, Asked, RobotsBook, Rules
from comity.archive.transport import CheckedTransport, Deadline
from comity.errors import UsageError


class Manners(msgspec.Struct, frozen=True):
    """How this program behaves as a guest. Seconds are a person's, not a benchmark's.

    `contact` is an e-mail address or a page at which a publisher reaches whoever runs this. `longest_wait` bounds one
    wait within a run: a server that asks for more is left alone until the time it named. `most_seconds` bounds one
    request. `allow_loopback` is for tests.
    """

    contact: str
    pause_seconds: float = 0.5
    tries: int = 3
    backoff_seconds: float = 2.0
    longest_wait: float = 90.0
    max_redirects: int = 5
    most_seconds: float = 120.0
    allow_loopback: bool = False

    @property
    def user_agent(self) -> str:
        """Return the name under which this program asks."""
        return f"{TOKEN}/{__version__} (public record of 287(g) agreements; {self.contact})"


class Clock(Protocol):
    """The time of day, and waiting."""

    def now(self) -> datetime:
        """Return the time of day in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The system's own clock."""

    def now(self) -> datetime:
        """Return the time of day in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Fetcher:
    """Asks servers, one request at a time."""

    def __init__(self, manners: Manners, *, robots: Path | None = None, clock: Clock | None = None) -> None:
        """Take the manners and a folder for copies of robots.txt; raise UsageError without a contact address."""
        if not _is_contact(manners.contact):
            cure = "set COMITY_CONTACT to an e-mail address or an https page at which a publisher can reach you"
            raise UsageError("whoever fetches names a contact address", cure=cure)
        self.manners, self.clock = manners, clock or SystemClock()
        self._deadline = Deadline()
        self._client = httpx.Client(
            transport=CheckedTransport(self._deadline, allow_loopback=manners.allow_loopback),
            headers={"User-Agent": manners.user_agent, "Accept-Encoding": ACCEPTED},
            follow_redirects=False,
            trust_env=False,
        )
        self._robots = RobotsBook(robots)
        self._asked_last: dict[str, datetime] = {}
        self._jitter = random.Random()  # noqa: S311  spreads requests in time, guards nothing
        self._turn = threading.Lock()

    def __enter__(self) -> Fetcher:
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        self._client.close()

    def fetch(self, ask: Ask) -> Answer:
        """Return what a server gives for an address, after retries where the failure deserves one."""
        attempts: list[Attempt] = []
        with self._turn:
            for number in range(1, self.manners.tries + 1):
                answer = self._walk(ask)
                attempts.append(
                    Attempt(answer.asked_at, answer.final_url, answer.outcome, answer.status, answer.message)
                )
                if answer.outcome not in RETRIED or number == self.manners.tries:
                    break
                wait = self._wait(answer, number)
                if wait > self.manners.longest_wait:
                    break
                self.clock.sleep(wait)
        return msgspec.structs.replace(answer, attempts=tuple(attempts))

    def _wait(self, answer: Answer, number: int) -> float:
        """Return the seconds before the next attempt: as the server asks, else doubling, a little spread."""
        backoff: float = self.manners.backoff_seconds * 2 ** (number - 1) * self._jitter.uniform(1.0, 1.5)
        if not answer.retry_at:
            return backoff
        asked = (datetime.fromisoformat(answer.retry_at) - self.clock.now()).total_seconds()
        return max(backoff, asked)

    def _walk(self, ask: Ask) -> Answer:
        """Follow an address through its redirects, each looked at like the first."""
        url, asked_at = ask.url, stamp(self.clock.now())
        for _ in range(self.manners.max_redirects + 1):
            try:
                check_address(url, ask.hosts, allow_loopback=self.manners.allow_loopback)
            except UnsafeAddressError as error:
                return Answer(ask.url, url, FetchOutcome.UNSAFE, asked_at, message=str(error))
            rules = self._rules(url, ask.hosts)
            if not rules.allow(url):
                message = "the host's robots.txt does not allow it, or could not be had"
                return Answer(ask.url, url, FetchOutcome.DISALLOWED, asked_at, message=message)
            self._pause(url, rules.delay)
            answer = self._ask(ask, url, asked_at)
            if not isinstance(answer, str):
                return answer
            url = answer
        return Answer(ask.url, url, FetchOutcome.UNSAFE, asked_at, message="it redirects without end")

    def _ask(self, ask: Ask, url: str, asked_at: str) -> Answer | str:
        """Return the answer to one request, or the address that it redirects to."""
        self._deadline.start(min(ask.seconds, self.manners.most_seconds))
        self._client.cookies.clear()  # nothing is remembered of a visitor from one request to the next
        answer = responses.ask(self._client, ask, url, asked_at, self.clock.now())
        self._asked_last[_origin(url)] = self.clock.now()
        return urljoin(url, answer) if isinstance(answer, str) else answer

    def pause(self, url: str, seconds: float) -> None:
        """Leave at least so many seconds between the last request to the address's host and the next."""
        with self._turn:
            self._pause(url, seconds)

    def _pause(self, url: str, delay: float) -> None:
        last = self._asked_last.get(_origin(url))
        if last is not None:
            ready = last + timedelta(seconds=max(self.manners.pause_seconds, delay))
            wait = (ready - self.clock.now()).total_seconds()
            if wait > 0:
                self.clock.sleep(wait)

    def _rules(self, url: str, hosts: tuple[str, ...]) -> Rules:
        origin = _origin(url)
        return self._robots.rules(origin, self.clock.now(), lambda: self._ask_robots(origin, hosts))

    def _ask_robots(self, origin: str, hosts: tuple[str, ...]) -> Asked:
        """Ask a host for its rules, through redirects within the source's hosts (RFC 9309, 2.3.1.2)."""
        url, asked_at = f"{origin}/robots.txt", stamp(self.clock.now())
        ask = Ask(url, hosts, (), MOST_BYTES * 2, seconds=30.0)
        for _ in range(self.manners.max_redirects + 1):
            try:
                check_address(url, hosts, allow_loopback=self.manners.allow_loopback)
            except UnsafeAddressError:
                return Asked()
            self._pause(url, 0.0)
            answer = self._ask(ask, url, asked_at)
            if not isinstance(answer, str):
                return _robots_of(answer)
            url = answer
        return Asked(is_absent=True)


def _robots_of(answer: Answer) -> Asked:
    if answer.outcome == FetchOutcome.FETCHED:
        return Asked(answer.data[:MOST_BYTES].decode("utf-8", "replace"))
    # A page that keeps programs out says nothing of the rules, whatever its status: then nothing is allowed.
    is_absent = 400 <= answer.status < 500 and answer.outcome in (FetchOutcome.NOT_FOUND, FetchOutcome.REFUSED)
    return Asked(is_absent=is_absent)


def stamp(moment: datetime) -> str:
    """Return a moment as ISO text in UTC with seconds, as the record writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_contact(contact: str) -> bool:
    """Return whether a contact address can be one: plain text that a header may hold, with a name and a place."""
    is_plain = contact.isascii() and contact.isprintable() and not set(contact) & set("()\\")
    return is_plain and ("@" in contact.strip("@") or contact.startswith("https://"))
