"""Work that makes many records and no rings of them, done without the collector that looks for rings."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave the garbage collector out inside the block: a third of a build's time would go into finding nothing."""
    _leave_out_at_the_end()
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@cache
def _leave_out_at_the_end() -> None:
    """Let the interpreter look for no rings among all those records when it ends either: their memory goes with it."""
    atexit.register(gc.freeze)
