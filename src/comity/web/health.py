"""`/healthz`: which release answers, how old it is, and what the watch says of itself. Never kept by anybody."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response, get

from comity.web.addresses import HEALTH
from comity.web.served import Served

# Larger than any status that the watch writes.
LARGEST_STATUS = 256 * 1024


class Health(msgspec.Struct, frozen=True):
    """Which release answers: the day of its newest list, and for how many seconds it has been in place.

    `watch` is the watch's own status file, null where there is none.
    """

    status: str
    release_id: str
    as_of: str
    age_seconds: int
    is_starter: bool
    watch: dict[str, Any] | None


@get(HEALTH, include_in_schema=False, sync_to_thread=True)
def health(served: Served) -> Response[Any]:
    """Return which release answers."""
    age = max(0, int(time.time() - served.placed_at))
    watch = read_watch(served.home) if served.home else None
    said = Health("ok", served.release.release_id, served.as_of, age, served.is_starter, watch)
    headers = {"cache-control": "no-store"}
    return Response(msgspec.json.encode(said), media_type="application/json", headers=headers)


def read_watch(home: Path) -> dict[str, Any] | None:
    """Return what the watch of a data folder says of itself, None where there is no watch; a broken file is told."""
    path = home / "watch" / "status.json"
    try:
        with path.open("rb") as file:
            return msgspec.json.decode(file.read(LARGEST_STATUS), type=dict[str, Any])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.MsgspecError):
        return {"problem": "the status file of the watch cannot be read"}
