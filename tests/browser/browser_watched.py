"""Opens pages and keeps what should not have happened in them: errors, breaches of the policy, foreign requests."""

from __future__ import annotations

import shutil
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

CHROMIUM = shutil.which("chromium") or ""


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
