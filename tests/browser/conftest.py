"""A server with the starter record, and a browser that watches what every page does.

The server is the command itself in a process of its own. Each page that a test opens is watched: no error in its
console, nothing against its policy, no request to anywhere else; a test fails where one was seen.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser_watched import CHROMIUM, Watched
from playwright.sync_api import Browser, Page, sync_playwright

from comity.release import current_release
from comity.release.opening import answering_settings
from comity.settings import Settings
from comity.web.assets import assets
from comity.web.served import Served


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
