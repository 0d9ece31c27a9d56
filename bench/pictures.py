"""Makes the pictures of docs/pictures anew: `make pictures`. Each is a page of the starter record in a real browser.

Look at them after every change of the pages: a page that looks wrong here looks wrong to a reader.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.browser import CHROMIUM, site

OUT = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDE, SMALL, PHONE = {"width": 960, "height": 640}, {"width": 700, "height": 420}, {"width": 360, "height": 640}
# Name, address, and how the browser is set; all together must stay under a megabyte, which a test holds them to.
PICTURES: list[tuple[str, str, dict[str, Any]]] = [
    ("home", "/#on=2025-06-30", {"viewport": SMALL}),
    ("map", "/map#on=2025-12-30&state=TX&show=elected&place=48201", {"viewport": SMALL}),
    ("map-dark", "/map#on=2025-09-02", {"viewport": SMALL, "color_scheme": "dark"}),
    ("map-phone", "/es/map", {"viewport": PHONE}),
    ("place", "/place/us/va/culpeper-county", {"viewport": WIDE}),
    ("place-phone", "/place/us/va/fairfax-county", {"viewport": PHONE}),
    ("claim", "/claim/camden-de-287g-withdrawn", {"viewport": WIDE}),
    ("elections", "/elections/2026?deciding=1", {"viewport": WIDE}),
]


def main() -> None:
    """Write every picture."""
    if not CHROMIUM:
        sys.exit("There is no chromium here; on Debian run: apt-get install -y chromium")
    OUT.mkdir(exist_ok=True)
    with site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, path, options in PICTURES:
            take(browser, address + path, OUT / f"{name}.png", options)
        browser.close()


def take(browser: Browser, address: str, out: Path, options: dict[str, Any]) -> None:
    """Write the picture of one page, from its top; of a map on its own page from the map's top."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(address)
    if page.locator("#map").count():
        page.wait_for_selector("#map[data-ready]")
        page.locator(".map-time").evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 12)")
        page.wait_for_timeout(600)
    page.screenshot(path=out)
    context.close()
    print(f"{out.name}: {out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
