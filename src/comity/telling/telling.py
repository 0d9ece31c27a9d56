"""One round of telling: meet new subscribers, make their messages, send what waits. Safe to kill at every point."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

import msgspec

from comity.errors import ComityError, TellingError
from comity.register.ask import newest_list
from comity.release.lock import one_at_a_time
from comity.settings import Settings
from comity.telling.channels import InDoubtError, hand_over
from comity.telling.items import Item, changes, deadlines, withdrawn
from comity.telling.messages import Words, compose
from comity.telling.outbox import Message, Outbox, outbox_path
from comity.telling.subscriptions import Subscription, Subscriptions

# How far before its subscription a change may lie and still be told: an absence is confirmed weeks after it begins.
# What is older and comes late was filled in from archives: history, not news.
LATE_DAYS = 90


class Sent(msgspec.Struct, frozen=True):
    """What became of one message: `outcome` is sent, waiting (with the error), in_doubt or dry_run."""

    message_id: str
    subscriber_id: str
    item_count: int
    outcome: str
    error: str = ""
    words: Words | None = None


class TellReport(msgspec.Struct, frozen=True):
    """What one round did: subscribers met for the first time, and each message's fate."""

    met: tuple[str, ...]
    messages: tuple[Sent, ...]

    @property
    def failed_count(self) -> int:
        """Return how many messages did not go out."""
        return len(self._failed())

    def _failed(self) -> tuple[Sent, ...]:
        return tuple(one for one in self.messages if one.outcome in {"waiting", "in_doubt"})

    @property
    def error(self) -> TellingError | None:
        """Return what is to be said of the messages that did not go out; None where all did."""
        failed = self._failed()
        if not failed:
            return None
        first = failed[0]
        problem = f"{len(failed)} message(s) did not go out, first: {first.error}"
        return TellingError(problem, where=first.subscriber_id, cure="mend the channel; what waits goes next time")


def tell(
    settings: Settings, asked: Subscriptions, release: sqlite3.Connection, now: datetime, *, dry_run: bool = False
) -> TellReport:
    """Tell every subscriber what is new to them in a release; `now` carries its zone.

    With `dry_run` nothing is sent or remembered: the messages that would go are returned with their words. A channel
    that fails stops no other; its messages wait for the next round. Raises RecordError, BusyError and StorageError.
    """
    if dry_run:
        return _rehearse(settings, asked, release, now)
    with one_at_a_time(settings.home / "telling.lock", "telling subscribers"), Outbox(outbox_path(settings)) as outbox:
        outbox.doubt_handed()
        met = tuple(_meet(outbox, asked, release, now))
        for one in asked.subscription:
            _make(outbox, one, release, now)
        return TellReport(met, tuple(_send(outbox, asked, now)))


def _meet(outbox: Outbox, asked: Subscriptions, release: sqlite3.Connection, now: datetime) -> Iterator[str]:
    for one in asked.subscription:
        if outbox.began_on(one.id) is None:
            outbox.begin(one.id, changes(release, one), at=now.isoformat(), began_on=newest_list(release))
            yield one.id


def _make(outbox: Outbox, one: Subscription, release: sqlite3.Connection, now: datetime) -> None:
    """Put what is new to a subscriber into one message, if one is due."""
    if one.digest == "daily" and outbox.last_made_at(one.id)[:10] == now.date().isoformat():
        return
    new, history = _new_items(outbox, one, release, now.date())
    if history:
        outbox.set_aside(one.id, history)
    doubted = outbox.doubted(one.id)
    if new or doubted:
        outbox.add(_message_id(one.id, new, doubted), one.id, new, doubted, now.isoformat())


def _new_items(
    outbox: Outbox, one: Subscription, release: sqlite3.Connection, today: date
) -> tuple[list[Item], list[Item]]:
    """Return what is to be told, and what came to light but lies too far back to be news."""
    known = outbox.known(one.id)
    began = outbox.began_on(one.id) or ""
    oldest = (date.fromisoformat(began) - timedelta(days=LATE_DAYS)).isoformat() if began else ""
    found = [item for item in changes(release, one) if item.item_id not in known]
    news = [item for item in found if item.on >= oldest]
    history = [item for item in found if item.on < oldest]
    standing = {row[0] for row in release.execute("SELECT event_id FROM event")}
    taken_back = [
        withdrawn(item) for item in outbox.told(one.id) if item.kind == "change" and item.item_id not in standing
    ]
    ahead = deadlines(release, one, today)
    return news + [item for item in (*taken_back, *ahead) if item.item_id not in known], history


def _message_id(subscriber_id: str, items: Sequence[Item], doubted: Sequence[str]) -> str:
    """Return an id made of what is told: the same message made twice is the same message."""
    told = "\n".join([subscriber_id, *(item.item_id for item in items), *doubted])
    return hashlib.sha256(told.encode()).hexdigest()[:20]


def _send(outbox: Outbox, asked: Subscriptions, now: datetime) -> Iterator[Sent]:
    subscriptions = {one.id: one for one in asked.subscription}
    for message in outbox.waiting():
        one = subscriptions.get(message.subscriber_id)
        if one is not None:  # who left the file is told no more
            yield _send_one(outbox, asked, one, message, now)


def _send_one(outbox: Outbox, asked: Subscriptions, one: Subscription, message: Message, now: datetime) -> Sent:
    words = compose(message, asked.base_url)
    outcome, told = "sent", ""
    try:
        hand_over(one.channel, asked.mail, message, words, lambda: outbox.set_state(message.message_id, "handing"))
    except InDoubtError as error:
        outcome, told = "in_doubt", str(error)
    except ComityError as error:
        outcome, told = "waiting", str(error)
    outbox.set_state(message.message_id, outcome, at=now.isoformat(), error=told)
    return Sent(message.message_id, one.id, len(message.items), outcome, told)


def _rehearse(settings: Settings, asked: Subscriptions, release: sqlite3.Connection, now: datetime) -> TellReport:
    """Return what would be sent, from a copy of the outbox in memory."""
    with Outbox(outbox_path(settings), in_memory=True) as outbox:
        outbox.doubt_handed()
        met = tuple(_meet(outbox, asked, release, now))
        for one in asked.subscription:
            _make(outbox, one, release, now)
        waiting = outbox.waiting()
    return TellReport(
        met,
        tuple(
            Sent(one.message_id, one.subscriber_id, len(one.items), "dry_run", words=compose(one, asked.base_url))
            for one in waiting
        ),
    )
