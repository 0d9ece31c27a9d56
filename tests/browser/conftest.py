"""A server with the starter record, and a browser that watches what every page does.

The server is the command itself in a process of its own. Each page that a test opens is watched: no error in its
console, nothing against its policy, no request to anywhere else; a test fails where one was seen.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from comity.release import current_release
from comity.release.opening import answering_settings
from comity.settings import Settings
from comity.web.assets import assets
from comity.web.served import Served

CHROMIUM = shutil.which("chromium") or ""


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the starter record answers, compiled before the server starts."""
    if not CHROMIUM:
        pytest.skip("there is no browser here (install chromium: .ci/system-packages)")
    if not assets().is_built:
        pytest.skip("what a browser loads was not built (make setup does)")
    folder = tmp_path_factory.mktemp("browser")
    answering_settings(Settings(folder))
    return folder


@pytest.fixture(scope="session")
def served(home: Path) -> Iterator[Served]:
    """Return the release that the server serves."""
    info = current_release(answering_settings(Settings(home)))
    assert info is not None
    one = Served(info, home=home)
    yield one
    one.close()


@pytest.fixture(scope="session")
def site(home: Path) -> Iterator[str]:
    """Return the address of a server with the starter record."""
    environment = {**os.environ, "COMITY_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "comity", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    ) as server:
        assert server.stdout is not None
        told = []
        for line in server.stdout:
            told.append(line)
            if found := re.search(r"http://[\d.]+:\d+", line):
                break
        else:
            pytest.fail(f"the server did not start: {''.join(told)}")
        yield found[0]
        server.terminate()
        server.stdout.read()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium."""
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


class Watched:
    """Opens pages of the site and keeps what should not have happened in them."""

    def __init__(self, browser: Browser, site: str) -> None:
        """Take the browser and the site's address."""
        self._browser, self.site = browser, site
        self._contexts: list[BrowserContext] = []
        self.faults: list[str] = []
        # What a test expects: a page that is not there is told in the console too.
        self.expected = ""

    def open(self, path: str = "/", *, ready: bool = True, **options: Any) -> Page:
        """Return a page of the site in a context of its own; with a map on it, once that is ready."""
        context = self._browser.new_context(base_url=self.site, **options)
        self._contexts.append(context)
        context.set_default_timeout(10_000)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("request", self._see)
        page = context.new_page()
        page.goto(path)
        if ready and options.get("java_script_enabled", True) and page.locator("#map").count():
            page.wait_for_selector("#map[data-ready]")
        return page

    def close(self) -> None:
        """Close every page and fail where anything was seen."""
        for context in self._contexts:
            context.close()
        assert [fault for fault in self.faults if not self.expected or self.expected not in fault] == []

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _see(self, request: Request) -> None:
        if not request.url.startswith((f"{self.site}/", "data:", "blob:")):
            self.faults.append(f"request: {request.url}")


@pytest.fixture
def watched(browser: Browser, site: str) -> Iterator[Watched]:
    """Return what opens pages, and fail at the end where one did what it must not."""
    one = Watched(browser, site)
    yield one
    one.close()


@pytest.fixture
def open_page(watched: Watched) -> Callable[..., Page]:
    """Return what opens a page of the site, watched."""
    return watched.open
