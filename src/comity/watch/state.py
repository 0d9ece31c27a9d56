"""What was last built and published, so that a day with nothing new costs nothing. It may be thrown away."""

from __future__ import annotations

from pathlib import Path

import msgspec

from comity.archive import write_durably
from comity.ledger import Ledger
from comity.settings import Settings

NAME = "state.json"


class Blocked(msgspec.Struct, frozen=True):
    """A release that is held back: its id, every reason, and since when."""

    release_id: str
    reasons: tuple[str, ...]
    since: str


class State(msgspec.Struct, frozen=True):
    """What the last build saw (`built_from`), what it held back, and which release was published where, by folder."""

    built_from: str = ""
    blocked: Blocked | None = None
    published: dict[str, str] = {}


def read_state(folder: Path) -> State:
    """Return the state, or an empty one: then everything is looked at anew."""
    try:
        return msgspec.json.decode((folder / NAME).read_bytes(), type=State)
    except (OSError, msgspec.MsgspecError):
        return State()


def write_state(folder: Path, state: State) -> None:
    """Write the state in one step; raise StorageError."""
    write_durably(folder / NAME, msgspec.json.encode(state), sync=False)


def seen_now(settings: Settings, today: str, *, is_blocked: bool) -> str:
    """Return a text that is another one whenever a build could give another answer than the last.

    That is: other facts, another program, another acceptance; and where a release is held back, another day.
    """
    from comity.release.opening import package_key

    with Ledger(settings.ledger, read_only=True) as ledger:
        accepted = len(ledger.acceptances())
        mark = ledger.mark()
    return f"{mark} accepted:{accepted} program:{package_key()}{f' day:{today}' if is_blocked else ''}"
