"""`/healthz`: which release answers, and how old it is. Never kept by anybody."""

from __future__ import annotations

import time
from typing import Any

import msgspec
from litestar import Response, get

from comity.web.addresses import HEALTH
from comity.web.served import Served


class Health(msgspec.Struct, frozen=True):
    """Which release answers: the day of its newest list, and for how many seconds it has been in place."""

    status: str
    release_id: str
    as_of: str
    age_seconds: int
    is_starter: bool


@get(HEALTH, include_in_schema=False, sync_to_thread=False)
def health(served: Served) -> Response[Any]:
    """Return which release answers."""
    age = max(0, int(time.time()) - served.modified_at)
    said = Health("ok", served.release.release_id, served.as_of, age, served.is_starter)
    headers = {"cache-control": "no-store"}
    return Response(msgspec.json.encode(said), media_type="application/json", headers=headers)
