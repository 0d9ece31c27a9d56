"""The first page and the map in a real browser: weight, time until it can be used, and what a step of the slider costs.

The server is `comity serve` with the starter record; the steps are measured with the browser's own trace: the time
that the page's main thread is busy from one step to the next.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bench.timing import line

CHROMIUM = shutil.which("chromium")
CATEGORIES = ["toplevel", "blink.user_timing", "devtools.timeline", "disabled-by-default-devtools.timeline"]
# Steps the slider through the months in which most changes; a step waits for the frame that shows it.
STEPS = """async () => {
  const slider = document.querySelector('.map-track input');
  const shown = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));
  const last = Math.floor(Date.parse('2026-01-09') / 86400000);
  for (let day = last - 320; day < last; day += 4) {
    performance.mark('bench-step');
    slider.value = String(day);
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await shown(); await shown();
  }
  performance.mark('bench-step');
}"""


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    from comity.web.assets import assets

    if not CHROMIUM or not assets().is_built:
        yield "skip  the pages in a browser: there is no chromium, or the files for browsers were not built"
        return
    from playwright.sync_api import sync_playwright

    with site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        weight, geometry = _weight(browser, address)
        measured = f"{weight / 1000:.0f} kB compressed, and {geometry / 1000:.0f} kB of shapes"
        yield line("the first page before the map's shapes", measured, "≤ 300 kB", weight <= 300_000)
        ready = [_ready(browser, address) for _ in range(7)]
        best = min(ready)
        measured = f"{best:.0f} ms (median of 7: {statistics.median(ready):.0f} ms)"
        yield line("the first page until its map can be used, best of 7", measured, "< 1 s", best < 1000)
        for path in ("/", "/map"):
            busy = _steps(browser, address + path)
            middle, high = statistics.median(busy), sorted(busy)[int(len(busy) * 0.9)]
            measured = f"median {middle:.1f} ms, nine in ten under {high:.1f} ms, {len(busy)} steps"
            yield line(
                f"a step of the slider at {path}, main thread by the browser's trace", measured, "< 16 ms", middle < 16
            )
        browser.close()


@contextmanager
def site() -> Iterator[str]:
    """Serve the starter record and give the address."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "COMITY_HOME": home, "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "comity", "serve", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
            assert server.stdout is not None
            found = next(found[0] for told in server.stdout if (found := re.search(r"http://[\d.]+:\d+", told)))
            try:
                yield found
            finally:
                server.terminate()
                server.stdout.read()


def _weight(browser: Any, address: str) -> tuple[int, int]:
    page = browser.new_page()
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda request: sizes.update({request.url: request.sizes()["responseBodySize"]}))
    page.goto(address)
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_load_state("networkidle")
    page.close()
    geometry = sum(size for url, size in sizes.items() if "geometry" in url)
    return sum(sizes.values()) - geometry, geometry


def _ready(browser: Any, address: str) -> float:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("#map[data-ready]")
    at = page.evaluate("() => performance.getEntriesByName('map-ready')[0].startTime")
    context.close()
    return float(at)


def _steps(browser: Any, address: str) -> list[float]:
    """Return for each step how long the page's main thread worked, in milliseconds of its own time where it is told."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.wait_for_selector("#map[data-ready]")
    page.wait_for_timeout(500)
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(STEPS)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.close()
    marks = [event for event in events if event.get("name") == "bench-step"]
    thread = (marks[0]["pid"], marks[0]["tid"])
    tasks = [event for event in events if event.get("name") == "RunTask" and (event["pid"], event["tid"]) == thread]
    days = sorted(mark["ts"] for mark in marks)
    return [
        sum(task.get("tdur", task["dur"]) for task in tasks if start <= task["ts"] < end) / 1000
        for start, end in itertools.pairwise(days)
    ]
