"""Timing by repetition, in this process or in fresh ones; the best of several runs is the least disturbed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(os.environ.get("COMITY_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@dataclass(frozen=True)
class Measured:
    """Wall-clock seconds, and the most memory that a fresh process held, in megabytes."""

    seconds: float
    megabytes: float = 0.0


def best(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        found.append(time.perf_counter() - start)
    return min(found)


def best_of_each(*works: Callable[[], object], turns: int = 4) -> list[float]:
    """Return the shortest run of each of some works, in seconds; they take turns, so that none has the calm."""
    # Twice at each turn: the first run finds the processor's memory filled by the work before it.
    found = [[best(work, 2) for work in works] for _ in range(turns)]
    return [min(runs) for runs in zip(*found, strict=True)]


def in_fresh_process(code: str, *arguments: str, times: int = 1, env: dict[str, str] | None = None) -> Measured:
    """Return the shortest run of Python code in a process of its own, start included."""
    found = [_once(code, arguments, env) for _ in range(times)]
    return min(found, key=lambda one: one.seconds)


def _once(code: str, arguments: tuple[str, ...], env: dict[str, str] | None) -> Measured:
    command = [sys.executable, "-c", code, *arguments]
    # Compiled modules are kept between runs, as they are for whoever installs the package.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(command, env={**surroundings, **(env or {})}, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the benchmark's process failed with {process.returncode}")
    return Measured(time.perf_counter() - start, _megabytes(usage))


def _megabytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / 1024


def line(what: str, measured: str, target: str, is_met: bool) -> str:
    """Return a line of the report."""
    return f"{'met ' if is_met else 'MISS'}  {what}: {measured} (target: {target})"


def absent(what: str) -> str:
    """Return the line of a benchmark that has no real files to work on."""
    return f"skip  {what}: the real files are not here ({SHARED})"
