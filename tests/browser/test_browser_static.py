"""Pages as files on a plain web server that answers no question, with a small record that holds hostile names."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from browser_watched import CHROMIUM, Watched
from litestar.testing import TestClient
from playwright.sync_api import Browser, expect
from tests.web import web_made

from comity.web import create_app
from comity.web.assets import assets
from comity.web.headers import STATIC


class Plain(SimpleHTTPRequestHandler):
    """Serves files as any web server does, with the policy that pages are served with."""

    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        "": "text/html",
    }

    def end_headers(self) -> None:
        """Send the site's policy with everything."""
        self.send_header("content-security-policy", STATIC["content-security-policy"])
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


LOADED = re.compile(r'(?:href|src|data-\w+)="(/[^"#?]*\.\w+)"')
PAGES = ("/", "/map", "/search", "/place/us/va/fairfax-county")


@pytest.fixture(scope="module")
def folder_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a folder with a few pages of the small record and all that they load."""
    if not CHROMIUM or not assets().is_built:
        pytest.skip("there is no browser, or what it loads was not built")
    folder = tmp_path_factory.mktemp("folder")
    with TestClient(create_app(web_made.home(tmp_path_factory.mktemp("made")))) as client:
        pages = {path: client.get(path).text for path in PAGES}
        loaded = {
            path for text in pages.values() for path in re.findall(r'(?:href|src|data-\w+)="(/[^"#?]*\.\w+)"', text)
        }
        files = {path: client.get(path).content for path in loaded}
    for path, content in {**{path: text.encode() for path, text in pages.items()}, **files}.items():
        out = folder / (path.strip("/") or "index.html")
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture
def watched_folder(browser: Browser, folder_site: str) -> Iterator[Watched]:
    """Return what opens pages of the folder, and fails where one did what it must not."""
    one = Watched(browser, folder_site)
    yield one
    one.close()


def test_the_map_works_from_a_folder(watched_folder: Watched) -> None:
    """Without a program behind it the map draws, moves through time and opens a place."""
    page = watched_folder.open("/map")
    page.locator(".map-date input").fill("2025-03-10")
    page.locator(".map-date input").dispatch_event("change")
    expect(page.locator("#map")).to_have_attribute("data-on", "2025-03-10")
    assert page.locator(".map-fills .filled path:not(.is-away)").count() >= 2


def test_hostile_names_are_only_words(watched_folder: Watched) -> None:
    """Names with scripts, markup and turned directions stand in the table as words, and do nothing."""
    page = watched_folder.open("/map")
    page.on("dialog", lambda dialog: watched_folder.faults.append(f"dialog: {dialog.message}"))
    names = page.locator(".map-table tbody td:nth-child(3)").all_text_contents()
    assert any("<script>" in name for name in names)
    assert page.locator(".map-table script, .map-table img").count() == 0
    assert page.locator(".map-table tbody td:nth-child(3) bdi").count() == len(names)


def test_the_search_box_finds_without_a_program(watched_folder: Watched) -> None:
    """Where nobody answers, the box finds counties in the map's record and leads to their pages."""
    watched_folder.expected = "404"
    page = watched_folder.open("/")
    box = page.get_by_role("combobox", name="Search a county, town, agency or office")
    box.press_sequentially("fairfax")
    option = page.get_by_role("option").first
    expect(option).to_have_text(re.compile("Fairfax County, VA"))
    option.click()
    page.wait_for_url("**/place/us/va/fairfax-county*")
    expect(page.locator("h1")).to_contain_text("Fairfax County")


def test_a_search_page_of_a_folder_shows_what_was_asked(watched_folder: Watched) -> None:
    """The form leads to a page that nobody wrote for this question; it takes it up all the same."""
    watched_folder.expected = "404"
    page = watched_folder.open("/search?q=baker")
    expect(page.get_by_role("option").first).to_be_visible()
