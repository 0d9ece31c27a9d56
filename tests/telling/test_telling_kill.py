"""A round of telling may be killed at any line: nothing is told twice, and what may be lost is said."""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from telling_samples import NOW, Hook, event, hook_server, hooked, mail_server, mailed, release

from comity.errors import BusyError
from comity.release.lock import one_at_a_time
from comity.settings import Settings
from comity.telling import Subscriptions, tell

PACKAGE = f"{os.sep}telling{os.sep}"
ROUNDS = 200

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="needs fork"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


class Killer:
    """Ends the process, without any clean-up, at the n-th line of the package that it runs."""

    def __init__(self, at: int) -> None:
        """Take the number of the line; a very large one never kills and counts."""
        self.left = at

    def __call__(self, frame: FrameType, kind: str, _: Any) -> Any:
        """Count a line."""
        if PACKAGE not in frame.f_code.co_filename or "tests" in frame.f_code.co_filename:
            return None
        if kind == "line":
            self.left -= 1
            if self.left == 0:
                os._exit(9)
        return self


def run(home: Path, asked: Subscriptions, count: int, at: int) -> int:
    """Run one round over so many events in another process; return its exit status, or 0 where it ended by itself."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    sys.settrace(Killer(at))
    try:
        tell(Settings(home), asked, release(*(event(number) for number in range(1, count + 1))), NOW)
    finally:
        sys.settrace(None)
        os._exit(0)


def test_killed_at_two_hundred_points_nothing_is_told_twice_and_no_loss_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mailbox and a hook get each of many changes once, or hear of the message that may not have arrived."""
    monkeypatch.setenv("SECRET", "s")
    chance = random.Random(20260310)
    with mail_server() as (box, port), hook_server() as hook:
        mail = mailed(port)
        asked = Subscriptions((*mail.subscription, hooked(hook.address)), mail.base_url, mail.mail)
        tell(Settings(tmp_path), asked, release(), NOW)
        killed = 0
        for count in range(1, ROUNDS + 1):
            killed += run(tmp_path, asked, count, chance.randrange(1, 420)) == 9
        for _ in range(3):  # what waited goes, then what is doubted is told
            assert run(tmp_path, asked, ROUNDS, 10**9) == 0
        _check_mail([mail.decode() for mail in box.received])
        _check_hook(hook)
    assert killed > ROUNDS // 2


def _check_mail(mails: list[str]) -> None:
    plain = [mail.partition("text/html")[0].replace("=\r\n", "").replace("\r\n", " ") for mail in mails]
    told = [number for number in range(1, ROUNDS + 1) for mail in plain if f"/event/a{number}.listed." in mail]
    assert len(told) == len(set(told)), "told twice"
    assert len(told) == ROUNDS or any("What may not have reached you" in mail for mail in plain), "lost in silence"


def _check_hook(hook: Hook) -> None:
    bodies = [json.loads(body) for _, body in hook.received]
    told = [item["item_id"] for body in bodies for item in body["items"]]
    assert len(told) == len(set(told)), "told twice"
    ids = [body["message_id"] for body in bodies]
    assert len(ids) == len(set(ids))
    doubted = [one for body in bodies for one in body["in_doubt"]]
    assert len(doubted) == len(set(doubted))
    if len(told) < ROUNDS:
        assert set(doubted) - set(ids), "lost in silence"


def test_two_rounds_never_run_together(tmp_path: Path) -> None:
    """A second one is refused: it could send what the first is handing over."""
    with one_at_a_time(tmp_path / "telling.lock", "telling subscribers"), pytest.raises(BusyError, match="telling"):
        tell(Settings(tmp_path), Subscriptions(()), release(), NOW)
