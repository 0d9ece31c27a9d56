"""A new release is taken up without a restart and without a failed request; a bad one leaves the last one serving."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from structlog.testing import capture_logs
from web_made import CLAIMS, LISTS, write

from comity.errors import NotFoundError, RecordError
from comity.release.current import write_pointer
from comity.settings import Settings
from comity.web import create_app
from comity.web.health import read_watch
from comity.web.served import Served, Serving

PATIENCE = 20.0
PATH = "/api/v1/agreements?limit=100"


@pytest.fixture
def settings(made_settings: Settings, tmp_path: Path) -> Settings:
    """Return a data folder of this test's own."""
    shutil.copytree(made_settings.home, tmp_path / "home", symlinks=True)
    return Settings(tmp_path / "home")


def until(happens: Callable[[], bool]) -> None:
    """Wait until something happens, which it must."""
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def release_of(client: TestClient[Any]) -> str:
    """Return the release that answers."""
    return str(client.get(PATH).json()["release_id"])


def app_of(settings: Settings) -> Litestar:
    """Return an application that looks for a new release at every request."""
    return create_app(settings, check_every=0.0, parts=("api",))


def test_a_new_release_is_taken_up_under_load(settings: Settings) -> None:
    """Clients that never stop asking are always answered, from the old release or the new one, never from both."""
    first = (settings.releases / "current").readlink().name
    seen: list[tuple[str, int]] = []
    failed: list[str] = []
    stop = threading.Event()
    with TestClient(app_of(settings)) as client:

        def ask() -> None:
            while not stop.is_set():
                answer = client.get(PATH)
                if answer.status_code != 200:
                    failed.append(answer.text)
                    return
                told = answer.json()
                seen.append((told["release_id"], told["total"]))

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for one in clients:
            one.start()
        until(lambda: len(seen) > 20)
        second = write(settings.releases, LISTS[:3], CLAIMS)
        until(lambda: any(release_id == second for release_id, _ in seen))
        third = write(settings.releases, LISTS[:4], CLAIMS)
        until(lambda: any(release_id == third for release_id, _ in seen))
        stop.set()
        for one in clients:
            one.join()
    assert not failed
    assert {release_id for release_id, _ in seen} == {first, second, third}
    assert len(set(seen)) == 3, "a release always gives the same answer"


def test_validators_change_with_the_release(settings: Settings) -> None:
    """What a client has of the old one is sent anew from the new one."""
    with TestClient(app_of(settings)) as client:
        tag = client.get(PATH).headers["etag"]
        assert client.get(PATH, headers={"if-none-match": tag}).status_code == 304
        fresh = write(settings.releases, LISTS[:3], CLAIMS)
        until(lambda: release_of(client) == fresh)
        assert client.get(PATH, headers={"if-none-match": tag}).status_code == 200


def test_a_request_keeps_the_release_that_it_began_with(settings: Settings) -> None:
    """Its connection reads on after the release was taken out of service, and even off the disk."""
    serving = Serving(settings, check_every=0.0)
    old = serving.current()
    count = old.connection.execute("SELECT count(*) FROM agreement").fetchone()
    for number in (1, 2, 3, 4):
        write(settings.releases, LISTS[: number + 1], CLAIMS[: number % 3])
    until(lambda: serving.current() is not old)
    assert not old.release.folder.exists(), "the last three are kept"
    assert old.connection.execute("SELECT count(*) FROM agreement").fetchone() == count


@pytest.mark.parametrize("damage", ["manifest", "database", "pointer", "gone"])
def test_a_bad_release_leaves_the_last_one_serving(settings: Settings, damage: str) -> None:
    """The log says why; a good one is taken up afterwards."""
    with capture_logs() as logs, TestClient(app_of(settings)) as client:
        first = release_of(client)
        bad = settings.releases / "0123456789abcdef"
        bad.mkdir()
        good = settings.releases / first
        (bad / "manifest.json").write_bytes(b"{" if damage == "manifest" else (good / "manifest.json").read_bytes())
        if damage == "database":
            (bad / "register.sqlite").write_bytes(b"this is no database" * 100)
        if damage == "gone":
            bad.rename(settings.releases / "elsewhere")
        if damage == "pointer":
            (settings.releases / "current").unlink()
            (settings.releases / "current").write_text("nonsense")
        else:
            write_pointer(settings.releases, bad.name)
        until(lambda: release_of(client) == first and bool(logs))
        assert any("release" in line["event"] for line in logs)
        fresh = write(settings.releases, LISTS[:3], CLAIMS)
        until(lambda: release_of(client) == fresh)


def test_the_pointer_is_looked_at_at_most_once_in_a_while(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand requests within that while look no more often."""
    looks = 0

    def look(_: Path) -> None:
        nonlocal looks
        looks += 1

    serving = Serving(settings, check_every=3600)
    monkeypatch.setattr("comity.web.served.read_pointer", look)
    for _ in range(1000):
        serving.current()
    assert looks == 0
    serving._next_look = 0.0
    serving.current()
    assert looks == 1


def test_what_is_made_of_a_release_is_made_once(settings: Settings) -> None:
    """Even when many threads ask at once; another release makes its own."""
    serving = Serving(settings)
    made: list[Served] = []

    def make(served: Served) -> str:
        time.sleep(0.02)
        made.append(served)
        return "made"

    threads = [threading.Thread(target=lambda: serving.current().keep("it", make)) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == 1 and serving.current().keep("it", make) == "made"


def test_each_thread_reads_through_a_connection_of_its_own(settings: Settings) -> None:
    """Nobody can write through any of them."""
    served = Serving(settings).current()
    connections = {id(served.connection)}
    thread = threading.Thread(target=lambda: connections.add(id(served.connection)))
    thread.start()
    thread.join()
    assert len(connections) == 2 and served.connection is served.connection
    with pytest.raises(Exception, match="readonly"):
        served.connection.execute("DELETE FROM agreement")
    served.close()


def test_with_lists_but_no_release_nothing_is_served(tmp_path: Path) -> None:
    """The error names the cure."""
    settings = Settings(tmp_path)
    settings.ledger.write_bytes(b"")
    with pytest.raises(NotFoundError, match="comity build"):
        create_app(settings)


def test_a_damaged_release_is_told_at_the_start(settings: Settings) -> None:
    """There is no last good one to go on with."""
    (settings.releases / "current" / "manifest.json").chmod(0o644)
    (settings.releases / "current" / "manifest.json").write_text("{")
    with pytest.raises(RecordError, match="manifest"):
        create_app(settings)


def test_health_tells_the_release_and_the_watch(settings: Settings) -> None:
    """Never kept, and new at every look."""
    with TestClient(app_of(settings)) as client:
        first = client.get("/healthz")
        told = first.json()
        assert (told["status"], told["as_of"], told["watch"]) == ("ok", "2025-04-01", None)
        assert told["age_seconds"] >= 0 and told["is_starter"] is False
        assert first.headers["cache-control"] == "no-store" and "etag" not in first.headers
        (settings.home / "watch").mkdir()
        (settings.home / "watch" / "status.json").write_text(json.dumps({"state": "waiting"}))
        assert client.get("/healthz").json()["watch"] == {"state": "waiting"}


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff"])
def test_a_broken_status_of_the_watch_is_told_as_such(tmp_path: Path, content: bytes) -> None:
    """It is not taken for no watch."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "status.json").write_bytes(content)
    assert read_watch(tmp_path) == {"problem": "the status file of the watch cannot be read"}
