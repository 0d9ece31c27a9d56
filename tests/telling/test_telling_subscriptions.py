"""The subscriptions file is read strictly, places and states by name, and no secret stands in it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from telling_samples import NOW, Hook, event, hook_server, hooked, release

from comity.cli.main import cli
from comity.errors import RecordError, StorageError, TellingError, UsageError
from comity.places import load_gazetteer
from comity.settings import Settings
from comity.telling import Subscriptions, read_subscriptions, tell
from comity.telling.channels import NotDeliveredError, hand_over
from comity.telling.messages import Words
from comity.telling.outbox import Message, Outbox, outbox_path
from comity.telling.subscriptions import Chat

GOOD = """
base_url = "https://comity.example"
[mail]
host = "mail.example"
sender = "record@comity.example"
[[subscription]]
id = "desk"
states = ["Virginia", "NE"]
places = ["Culpeper County, VA", "51059"]
events = ["unlisted"]
deadline_days = 14
digest = "daily"
channel = { kind = "email", to = "desk@paper.example" }
"""


def read(tmp_path: Path, text: str) -> Subscriptions:
    """Return the subscriptions of a text."""
    path = tmp_path / "subscriptions.toml"
    path.write_text(text, encoding="utf-8")
    return read_subscriptions(path, load_gazetteer())


def test_names_of_states_and_places_become_codes(tmp_path: Path) -> None:
    """A person writes names; what is compared are codes."""
    (one,) = read(tmp_path, GOOD).subscription
    assert one.states == ("VA", "NE") and one.places == ("51047", "51059")


def test_a_state_named_among_the_places_is_the_state(tmp_path: Path) -> None:
    """A state's GEOID means all of it; a town keeps its own."""
    (one,) = read(tmp_path, GOOD.replace('"Culpeper County, VA"', '"51", "Vienna town, VA"')).subscription
    assert one.states == ("VA", "NE", "VA") and one.places == ("5181072", "51059")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('id = "desk"', 'id = "Desk!"', "is no id"),
        ('id = "desk"', 'id = "desk"\ncolour = "red"', "colour"),
        ('"Virginia"', '"Virginias"', "there is no state 'Virginias'"),
        ('"Culpeper County, VA"', '"Nowhere County, VA"', "is no place"),
        ('"Culpeper County, VA"', '"Washington County"', "may be"),
        ('["unlisted"]', '["ended"]', "events"),
        ("= 14", "= 1400", "deadline_days"),
        ('"daily"', '"hourly"', "digest"),
        ('"desk@paper.example"', '"desk\\nBcc: all@paper.example"', "is no e-mail address"),
        ('kind = "email"', 'kind = "pigeon"', "pigeon"),
        ("[mail]", "[post]", "post"),
        ('host = "mail.example"', 'host = "mail.example"\nsecurity = "none"', "unencrypted"),
        ('kind = "email", to = "desk@paper.example"', 'kind = "webhook", url = "http://x.example", secret_env = "S"',
         "https"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    """One sentence with the file, the field and the cure."""
    assert old in GOOD
    with pytest.raises(UsageError, match=told) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    assert "subscriptions.toml" in caught.value.where and caught.value.cure


def test_two_of_one_id_and_mail_without_a_server_are_refused(tmp_path: Path) -> None:
    """What is remembered is remembered by id."""
    with pytest.raises(UsageError, match="used twice"):
        read(tmp_path, GOOD + GOOD[GOOD.index("[[subscription]]") :])
    with pytest.raises(UsageError, match="no mail server"):
        read(tmp_path, GOOD[GOOD.index("[[subscription]]") :])


def test_no_file_is_told_with_the_page_that_shows_one(tmp_path: Path) -> None:
    """The cure is where to read."""
    with pytest.raises(UsageError, match=r"there is no such file; docs/telling.md"):
        read_subscriptions(tmp_path / "none.toml", load_gazetteer())


def test_the_file_of_the_documentation_is_one_that_can_be_read(tmp_path: Path) -> None:
    """What docs/telling.md shows works as it stands."""
    page = (Path(__file__).parents[2] / "docs" / "telling.md").read_text(encoding="utf-8")
    found = read(tmp_path, page.split("```toml\n")[1].split("```")[0])
    assert [one.id for one in found.subscription] == ["virginia-desk", "culpeper-hook", "room"]


def message() -> Message:
    """Return a message of nothing."""
    return Message("m1", "room", NOW.isoformat(), (), (), "waiting", 0, "")


# Apprise reads pictures' kinds with a module that Python is about to drop.
OLD_MODULE = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@OLD_MODULE
def test_a_chat_address_comes_from_the_environment_and_is_never_told() -> None:
    """An address that is none, or that nobody answers, is an error that keeps the token to itself."""
    words = Words("subject", "text", "<p>text</p>", b"{}")
    for address in ("nonsense://secret-token", ""):
        with pytest.raises(NotDeliveredError) as caught:
            hand_over(Chat("ROOM"), None, message(), words, lambda: None, {"ROOM": address})
        assert "ROOM" in str(caught.value) and "secret-token" not in str(caught.value)


@OLD_MODULE
def test_a_chat_service_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apprise posts to a service on this machine."""
    with hook_server() as hook:
        handed: list[bool] = []
        address = hook.address.replace("http://", "json://")
        words = Words("One change", "text of it", "", b"")
        hand_over(Chat("ROOM"), None, message(), words, lambda: handed.append(True), {"ROOM": address})
        assert handed and b"text of it" in hook.received[0][1]
        hook.status = 500
        with pytest.raises(NotDeliveredError, match="did not take it"):
            hand_over(Chat("ROOM"), None, message(), words, lambda: None, {"ROOM": address})


def test_a_damaged_or_newer_outbox_is_told(tmp_path: Path) -> None:
    """The file is named, with what to do."""
    settings = Settings(tmp_path)
    outbox_path(settings).write_bytes(b"not a database" * 99)
    with pytest.raises(RecordError, match="cannot be used"):
        tell(settings, Subscriptions(()), release(), NOW)
    outbox_path(settings).unlink()
    with sqlite3.connect(outbox_path(settings)) as newer:
        newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(RecordError, match="newer version"):
        tell(settings, Subscriptions(()), release(), NOW)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "home").write_text("a file")
    with pytest.raises(StorageError), Outbox(tmp_path / "home" / "telling.sqlite"):
        pass


def test_the_command_shows_then_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`comity tell --dry-run` prints what `comity tell` sends; a channel that fails is no error of the disk."""
    monkeypatch.setenv("SECRET", "s")
    monkeypatch.setattr("comity.release.opening.open_release", lambda _: release(event(1)))
    with hook_server() as hook:
        path = tmp_path / "subscriptions.toml"
        channel = f'{{ kind = "webhook", url = "{hook.address}", secret_env = "SECRET" }}'
        path.write_text(f'[[subscription]]\nid = "h"\nchannel = {channel}\n')
        _tell_twice(tmp_path, path, hook, monkeypatch)


def _tell_twice(tmp_path: Path, path: Path, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    run, environ = CliRunner(), {"COMITY_HOME": str(tmp_path)}
    first = run.invoke(cli, ["tell"], env=environ)
    assert first.exit_code == 0 and "begins now" in first.stderr
    monkeypatch.setattr("comity.release.opening.open_release", lambda _: release(event(1), event(2)))
    shown = run.invoke(cli, ["tell", "--subscriptions", str(path), "--dry-run"], env=environ)
    assert "To h: Comity: 1 change (VA)" in shown.stdout and "Body 2" in shown.stdout and hook.received == []
    hook.status = 500
    failed = run.invoke(cli, ["tell"], env=environ)
    assert type(failed.exception) is TellingError and "answered 500" in str(failed.exception)
    assert str(failed.exception).startswith("h: 1 message(s) did not go out, first: ")
    hook.status = 200
    sent = run.invoke(cli, ["tell", "--format", "csv"], env=environ)
    assert sent.exit_code == 0 and ",1,sent," in sent.stdout and len(hook.received) == 2


def test_places_and_channels_of_a_subscription_are_frozen(tmp_path: Path) -> None:
    """What was read cannot be changed on the way."""
    one = hooked("https://hooks.example/x")
    with pytest.raises(AttributeError):
        one.id = "other"  # type: ignore[misc]
