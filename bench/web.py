"""The API from the whole release over HTTP: how long an answer takes, and how many come at once.

`COMITY_BENCH_SECONDS` is how long the server is put under load (5 by default; 30 for the full measurement).
"""

from __future__ import annotations

import http.client
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from urllib.parse import quote

from bench.load import Load, ask
from bench.timing import line

SECONDS = float(os.environ.get("COMITY_BENCH_SECONDS", "5"))
CONNECTIONS = 64
# Seconds in which most places are asked for that nobody has asked for yet.
FIRST = 2.0
# The least that the same framework can do, on the same server: one handler, and no more around it.
HELLO = """
from litestar import Litestar, get
from comity.web.server import address_of, bind, run

@get("/", sync_to_thread=False)
def hello() -> dict[str, str]:
    return {"hello": "world"}

bound = bind("127.0.0.1", 0)
run(Litestar([hello]), bound, lambda: print(address_of(bound), flush=True))
"""
TYPED = ("fairfax", "fairf", "farfax", "sheriff of maricopa", "harris county texas", "culpepr", "washington c",
         "new yrok", "los angeles county", "baker county sheriff", "st louis", "ma", "kansas city", "doña ana",
         "commonwealths att", "prince will", "mariocpa", "desoto", "la salle", "dade")  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A server that runs in a process of its own."""

    host: str
    port: int
    process_id: int

    @property
    def megabytes(self) -> float:
        """Return the memory that it holds."""
        status = Path(f"/proc/{self.process_id}/status").read_text("ascii")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]


@contextmanager
def serving(*command: str, home: str = "") -> Iterator[Server]:
    """Run a server that prints its address."""
    env = {**os.environ, "COMITY_HOME": home}
    with subprocess.Popen([sys.executable, *command], env=env, stdout=subprocess.PIPE, text=True) as process:
        try:
            for told in process.stdout or ():
                found = re.search(r"http://([0-9.]+):(\d+)", told)
                if found:
                    yield Server(found[1], int(found[2]), process.pid)
                    break
        finally:
            process.terminate()


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    with tempfile.TemporaryDirectory() as home:
        with serving("-c", HELLO) as server:
            ask(server.host, server.port, ["/"], 1, CONNECTIONS)
            hello = ask(server.host, server.port, ["/"], max(SECONDS / 5, 2), CONNECTIONS)
        with serving("-m", "comity", "serve", "--port", "0", home=home) as server:
            yield from _alone(server)
            yield from _together(server, hello)


def _alone(server: Server) -> Iterator[str]:
    """Yield how long one client waits, for answers that nobody has asked for yet."""
    places = _places()
    random.Random(1).shuffle(places)
    place = _waiting(server, places[:400])
    what = f"a place's whole record, {len(places[:400])} of them, each for the first time"
    yield line(what, f"{place * 1000:.1f} ms in the median", "≤ 3 ms", place <= 0.003)
    days = [(date(2025, 6, 1) + timedelta(days=9 * number)).isoformat() for number in range(24)]
    listed = _waiting(server, [f"/api/v1/agreements?limit=10000&as_of={day}" for day in days])
    what = "the whole country's agreements as of a day, each for the first time"
    yield line(what, f"{listed * 1000:.0f} ms in the median", "≤ 50 ms", listed <= 0.05)
    typed = _waiting(server, [f"/api/v1/search?q={text.replace(' ', '+')}" for text in TYPED])
    yield line("a search, as typed or with a slip", f"{typed * 1000:.1f} ms in the median", "≤ 10 ms", typed <= 0.01)


def _places() -> list[str]:
    from comity.places import load_gazetteer

    every = load_gazetteer().all_places()
    return [f"/api/v1/places/{place.geoid}" for place in every if len(place.geoid) == 5 and not place.valid_until]


def _waiting(server: Server, paths: Sequence[str]) -> float:
    """Return the median of the seconds that one client waits for each of these."""
    client = http.client.HTTPConnection(server.host, server.port)
    client.request("GET", "/healthz")
    client.getresponse().read()
    taken = []
    for path in paths:
        start = time.perf_counter()
        client.request("GET", quote(path, safe="/?=&+"))
        answer = client.getresponse()
        answer.read()
        taken.append(time.perf_counter() - start)
        if answer.status != 200:
            raise RuntimeError(f"{path} was answered with {answer.status}")
    client.close()
    return median(taken)


def _together(server: Server, hello: Load) -> Iterator[str]:
    """Yield how the server holds up under many clients that ask for every county at random."""
    places = _places()
    warm = ask(server.host, server.port, places, FIRST, CONNECTIONS)
    before = server.megabytes
    load = ask(server.host, server.port, places, SECONDS, CONNECTIONS)
    grown = server.megabytes / before - 1
    share = load.rate / hello.rate
    what = f"places answered to {CONNECTIONS} clients, against the framework's hello-world"
    yield line(what, f"{share:.2f} × ({load.rate:,.0f} to {hello.rate:,.0f} a second)", "≥ 0.5 ×", share >= 0.5)
    first = warm.rate / hello.rate
    yield line("the same while most are asked for the first time", f"{first:.2f} × ({warm.rate:,.0f} a second)", "told",
               is_met=True)  # fmt: skip
    tail = load.p99 / load.median
    what = f"the slowest answer of a hundred against the median, {SECONDS:.0f} s"
    shown = f"{tail:.1f} × ({load.p99 * 1000:.0f} to {load.median * 1000:.0f} ms"
    shown += f"; of the hello-world {hello.p99 / hello.median:.1f} ×)"
    yield line(what, shown, "< 10 ×", tail < 10)
    errors = warm.errors + load.errors
    yield line(f"errors among {len(warm.seconds) + len(load.seconds):,} answers", str(errors), "none", errors == 0)
    what = "memory after that load, against before it"
    yield line(what, f"{grown:+.1%} ({server.megabytes:.0f} MB)", "flat: ≤ +5 %", grown <= 0.05)
