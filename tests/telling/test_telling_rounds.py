"""Each item is told once to each subscriber, late rather than lost, whatever the channels do."""

from __future__ import annotations

import email
import email.policy
import hashlib
import hmac
import json
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from telling_samples import (
    NOW,
    Hook,
    Mailbox,
    contest,
    event,
    hook_server,
    hooked,
    mail_server,
    mailed,
    release,
    server,
)

from comity.settings import Settings
from comity.telling import Subscriptions, tell
from comity.telling.outbox import Outbox, outbox_path


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return an empty data folder."""
    return Settings(tmp_path / "home")


@pytest.fixture
def post() -> Iterator[tuple[Mailbox, int]]:
    """Return a mailbox and the port of its server."""
    with mail_server() as found:
        yield found


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """Return a hook whose secret is known."""
    monkeypatch.setenv("SECRET", "s3cret")
    with hook_server() as found:
        yield found


def read(data: bytes) -> EmailMessage:
    """Return a received message."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(data: bytes, kind: str = "plain") -> str:
    """Return the text or HTML of a received message."""
    part = read(data).get_body((kind,))
    assert part is not None
    return str(part.get_content())


def states(settings: Settings) -> list[str]:
    """Return how far each message has come."""
    with Outbox(outbox_path(settings)) as outbox:
        return [message.state for message in outbox.messages()]


def test_what_had_changed_before_a_subscription_is_not_told(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A new subscriber is told what comes from now on."""
    box, port = post
    report = tell(settings, mailed(port), release(event(1)), NOW)
    assert report.met == ("desk",) and report.messages == () and box.received == []
    tell(settings, mailed(port), release(event(1), event(2, on="2026-03-13")), NOW)
    assert len(box.received) == 1
    assert "Body 2" in text_of(box.received[0]) and "Body 1" not in text_of(box.received[0])


def test_a_change_is_told_once(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """Another round over the same release, or a later one, says nothing of it."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    for _ in range(3):
        tell(settings, mailed(port), release(event(2)), NOW)
    tell(settings, mailed(port), release(event(2), event(3)), NOW)
    assert [("Body 2" in text_of(mail), "Body 3" in text_of(mail)) for mail in box.received] == [
        (True, False),
        (False, True),
    ]


def test_a_mail_says_the_same_in_text_and_html_with_its_source(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """Both parts carry the sentence and the page's address; the words are the publisher's, and neutral."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    hostile = event(2, kind="unlisted", agency="<b>Body</b> & Sons\u202e")
    tell(settings, mailed(port), release(hostile), NOW)
    plain, html = text_of(box.received[0]), text_of(box.received[0], "html")
    assert "no longer listed, between the lists of 2026-02-27 and 2026-03-06" in plain
    assert "https://comity.example/event/a2.unlisted.2026-03-06" in plain
    assert 'href="https://comity.example/event/a2.unlisted.2026-03-06"' in html
    assert "&lt;b&gt;Body&lt;/b&gt; &amp; Sons" in html and "<b>" not in html
    assert " ended" not in plain.replace("not ended", "")
    mail = read(box.received[0])
    assert mail["Subject"] == "Comity: 1 change (VA)" and mail["To"] == "desk@paper.example"
    assert mail["Message-ID"].endswith("@comity.example>") and mail["Auto-Submitted"] == "auto-generated"


def test_lines_that_begin_with_a_point_arrive_whole(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A point at the beginning of a line does not end the message."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    long = ".\n.end\n." + "x" * 3000
    tell(settings, mailed(port), release(event(2, agency=long)), NOW)
    assert ".end" in text_of(box.received[0]) and "x" * 3000 in text_of(box.received[0]).replace("\n", "")


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({}, {1, 2, 3, 4}),
        ({"states": ("NE",)}, {3}),
        ({"places": ("51002",)}, {2}),
        ({"agencies": ("us-va-body-1",)}, {1}),
        ({"places": ("5181025",), "events": ()}, set()),
        ({"places": ("51002",), "states": ("NE",)}, {2, 3}),
        ({"events": ("unlisted",)}, {4}),
        ({"events": ("unlisted",), "states": ("NE",)}, set()),
        ({"changes": False}, set()),
    ],
)
def test_a_subscription_meets_what_it_names(
    settings: Settings, post: tuple[Mailbox, int], wish: dict[str, object], told: set[int]
) -> None:
    """States, places and agencies widen each other; kinds of event narrow."""
    box, port = post
    tell(settings, mailed(port, **wish), release(), NOW)
    rows = (event(1), event(2), event(3, state="NE"), event(4, kind="unlisted"))
    tell(settings, mailed(port, **wish), release(*rows), NOW)
    text = text_of(box.received[0]) if box.received else ""
    assert {number for number in range(1, 5) if f"Body {number} " in text} == told


def test_a_town_means_the_bodies_of_that_town(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A change tells its counties alone, so a town's bodies are looked up; its neighbours are left out."""
    box, port = post
    tell(settings, mailed(port, places=("5181025",)), release(), NOW)
    tell(settings, mailed(port, places=("5181025",)), release(event(2), event(3)), NOW)
    assert "Body 3" in text_of(box.received[0]) and "Body 2" not in text_of(box.received[0])


def test_deadlines_ahead_are_told_once_and_say_how_firm_they_are(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A day within the days asked for is told; a new date of the same stage is told anew; a past one never."""
    box, port = post
    wish = {"deadline_days": 14, "deciding": False}
    rows = (contest(1), contest(2, filing="2026-03-25"), contest(3, filing="2026-03-09"))
    for _ in range(2):
        tell(settings, mailed(port, **wish), release(*rows), NOW)
    assert len(box.received) == 1
    assert "2026-03-20, projected: filing deadline for Sheriff of Unit 1, VA." in text_of(box.received[0])
    assert "Unit 2" not in text_of(box.received[0]) and "Unit 3" not in text_of(box.received[0])
    tell(settings, mailed(port, **wish), release(contest(1, filing="2026-03-21")), NOW + timedelta(days=1))
    assert "2026-03-21" in text_of(box.received[1])


def test_with_deciding_only_offices_that_decide_are_told(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """An office that decides on nothing in force is left out."""
    box, port = post
    found = release(contest(1), contest(2), deciding=("o2",))
    tell(settings, mailed(port, deadline_days=14), found, NOW)
    assert "Unit 2" in text_of(box.received[0]) and "Unit 1" not in text_of(box.received[0])


def test_a_daily_digest_waits_for_the_next_day(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """What comes to light twice a day is one message a day, and nothing of it is lost."""
    box, port = post
    wish = {"digest": "daily"}
    tell(settings, mailed(port, **wish), release(), NOW)
    rows = [event(number) for number in range(1, 5)]
    for hours, count in ((1, 1), (2, 2), (3, 3), (24, 4)):
        tell(settings, mailed(port, **wish), release(*rows[:count]), NOW + timedelta(hours=hours))
    assert len(box.received) == 2
    assert [f"Body {number} " in text_of(box.received[1]) for number in range(1, 5)] == [False, True, True, True]


def test_a_change_that_the_record_takes_back_is_told_as_withdrawn(
    settings: Settings, post: tuple[Mailbox, int]
) -> None:
    """Once, and only to those who had been told."""
    box, port = post
    tell(settings, mailed(port), release(event(1)), NOW)
    tell(settings, mailed(port), release(event(1), event(2)), NOW)
    for _ in range(2):
        tell(settings, mailed(port), release(), NOW)
    assert len(box.received) == 2
    assert "Withdrawn: the record no longer says “Body 2" in text_of(box.received[1])
    assert "Body 1" not in text_of(box.received[1])


def test_history_filled_in_from_archives_is_not_news(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A change found late is told where it is recent, set aside where it is old, and stays set aside."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    rows = (event(1, on="2018-05-01"), event(2, on="2026-01-02"))
    for _ in range(2):
        tell(settings, mailed(port), release(*rows), NOW)
    assert len(box.received) == 1
    assert "Body 2" in text_of(box.received[0]) and "Body 1" not in text_of(box.received[0])


def test_news_is_what_happened_in_the_ninety_days_before(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """The ninetieth day is news, the day before it is history."""
    box, port = post
    tell(settings, mailed(port), release(newest="2026-03-06"), NOW)
    with Outbox(outbox_path(settings)) as outbox:
        began = date.fromisoformat(outbox.began_on("desk") or "")
    edge = [(began - timedelta(days=days)).isoformat() for days in (90, 91)]
    tell(settings, mailed(port), release(event(1, on=edge[0]), event(2, on=edge[1])), NOW)
    (message,) = box.received
    assert "Body 1" in text_of(message) and "Body 2" not in text_of(message)


def test_an_unreachable_channel_stops_no_other_and_loses_nothing(
    settings: Settings, post: tuple[Mailbox, int], hook: Hook
) -> None:
    """The mail server is away: the hook is told, the mail waits and goes later."""
    box, port = post
    away = Subscriptions((*mailed(1).subscription, hooked(hook.address)), "https://comity.example", server(1))
    tell(settings, away, release(), NOW)
    report = tell(settings, away, release(event(2)), NOW)
    assert [one.outcome for one in report.messages] == ["waiting", "sent"] and report.failed_count == 1
    assert "127.0.0.1" in report.messages[0].error and len(hook.received) == 1
    back = Subscriptions(away.subscription, away.base_url, server(port))
    assert [one.outcome for one in tell(settings, back, release(event(2)), NOW).messages] == ["sent"]
    assert len(box.received) == 1 and len(hook.received) == 1


@pytest.mark.parametrize("refusal", ["451 later", "550 no such box"])
def test_a_refused_mail_waits(settings: Settings, post: tuple[Mailbox, int], refusal: str) -> None:
    """A server that says no took nothing, so the message goes again."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    box.refuse = refusal
    (sent,) = tell(settings, mailed(port), release(event(2)), NOW).messages
    assert sent.outcome == "waiting" and refusal[:3] in sent.error
    box.refuse = ""
    tell(settings, mailed(port), release(event(2)), NOW)
    assert len(box.received) == 1 and states(settings) == ["sent"]


def test_a_hook_can_check_who_sent_and_what(settings: Settings, hook: Hook) -> None:
    """The signature is the HMAC of time and body under the secret; the facts are the release's row."""
    asked = Subscriptions((hooked(hook.address),), "https://comity.example")
    tell(settings, asked, release(), NOW)
    tell(settings, asked, release(event(2)), NOW)
    ((headers, body),) = hook.received
    at, code = (part.partition("=")[2] for part in headers["Comity-Signature"].split(","))
    assert hmac.new(b"s3cret", at.encode() + b"." + body, hashlib.sha256).hexdigest() == code
    told = json.loads(body)
    assert headers["Comity-Delivery"] == told["message_id"]
    assert told["items"][0]["facts"]["agency_id"] == "us-va-body-2"
    assert told["items"][0]["url"] == "https://comity.example/event/a2.listed.2026-03-06"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_hook_that_says_no_is_asked_again_later(settings: Settings, hook: Hook, status: int) -> None:
    """Only 2xx means taken, and no redirect is followed."""
    asked = Subscriptions((hooked(hook.address),))
    tell(settings, asked, release(), NOW)
    hook.status = status
    assert tell(settings, asked, release(event(2)), NOW).messages[0].outcome == "waiting"
    assert len(hook.received) == 1
    hook.status = 204
    assert tell(settings, asked, release(event(2)), NOW).messages[0].outcome == "sent"


def test_a_hook_that_breaks_off_is_not_told_twice_but_told_of_the_doubt(settings: Settings, hook: Hook) -> None:
    """Whether it arrived cannot be known: the items are not sent again, and the next message says so."""
    asked = Subscriptions((hooked(hook.address),), "https://comity.example")
    tell(settings, asked, release(), NOW)
    hook.status = 0
    (first,) = tell(settings, asked, release(event(2)), NOW).messages
    assert first.outcome == "in_doubt"
    hook.status = 200
    (second,) = tell(settings, asked, release(event(2)), NOW).messages
    assert second.outcome == "sent" and second.item_count == 0
    told = json.loads(hook.received[-1][1])
    assert told["items"] == [] and told["in_doubt"] == [first.message_id]
    assert tell(settings, asked, release(event(2)), NOW).messages == ()


def test_a_secret_that_is_not_set_is_told_by_its_name_alone(
    settings: Settings, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message waits, and says which variable is missing."""
    asked = Subscriptions((hooked(hook.address),))
    tell(settings, asked, release(), NOW)
    monkeypatch.delenv("SECRET")
    (sent,) = tell(settings, asked, release(event(2)), NOW).messages
    assert sent.outcome == "waiting" and "SECRET" in sent.error and hook.received == []


def test_a_dry_run_shows_the_messages_and_remembers_nothing(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """What it shows is what then goes."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    for _ in range(2):
        (shown,) = tell(settings, mailed(port), release(event(2)), NOW, dry_run=True).messages
    assert shown.outcome == "dry_run" and shown.words is not None and "Body 2" in shown.words.text
    assert box.received == [] and states(settings) == []
    tell(settings, mailed(port), release(event(2)), NOW)
    assert text_of(box.received[0]).split() == shown.words.text.split()


def test_a_dry_run_needs_no_data_folder(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """A new subscription can be tried before anything was told, and leaves no file."""
    report = tell(settings, mailed(post[1], deadline_days=14, deciding=False), release(contest(1)), NOW, dry_run=True)
    assert len(report.messages) == 1 and not outbox_path(settings).exists()


def test_who_leaves_the_file_is_told_no_more(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """Not even what already waits."""
    box, port = post
    tell(settings, mailed(1), release(), NOW)
    tell(settings, mailed(1), release(event(2)), NOW)
    report = tell(settings, Subscriptions((), "", server(port)), release(event(2)), NOW)
    assert report.messages == () and box.received == []


def test_a_message_of_very_many_lines_points_at_the_page(settings: Settings, post: tuple[Mailbox, int]) -> None:
    """The rest is counted, not lost from the record."""
    box, port = post
    tell(settings, mailed(port), release(), NOW)
    tell(settings, mailed(port), release(*(event(number) for number in range(1000, 1250))), NOW)
    assert "… and 50 more." in text_of(box.received[0]) and "https://comity.example/changes" in text_of(box.received[0])


@pytest.mark.real
def test_a_year_of_real_changes_is_told_once_each(
    settings: Settings, hook: Hook, real_release: sqlite3.Connection
) -> None:
    """Every change of Virginia's agreements after a day comes in one message or another, none twice."""
    asked = Subscriptions((hooked(hook.address, states=("VA",)),), "https://comity.example")
    tell(settings, asked, release(newest="2025-01-01"), NOW)
    for _ in range(2):
        tell(settings, asked, real_release, NOW)
    told = [item["item_id"] for _, body in hook.received for item in json.loads(body)["items"]]
    query = "SELECT event_id FROM event WHERE state = 'VA' AND by_on >= '2024-10-03'"
    assert sorted(told) == sorted(row[0] for row in real_release.execute(query)) and len(told) == len(set(told)) > 30
