"""The pages: server-rendered, whole and useful without JavaScript, in English and, under `/es`, in Spanish.

A page is made in two steps: a function takes a `Desk` (the release, the language, its words and addresses) and returns
a `Page`, frozen records and no markup; then `render` puts it into its template. `HANDLERS` are the routes, `PREPARE`
what is made ahead for a new release, `render_error` an error as a page. May import `web`'s addresses, words, plots,
assets and the release being served; never another part of `web`.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from

if TYPE_CHECKING:
    from comity.web.pages.frame import Crumb, Desk, Page, render
    from comity.web.pages.routes import HANDLERS, PREPARE, render_error

# Where each name lives; it is imported when first used.
_HOMES = {
    "HANDLERS": "routes",
    "PREPARE": "routes",
    "render_error": "routes",
    "Crumb": "frame",
    "Desk": "frame",
    "Page": "frame",
    "render": "frame",
}
__getattr__ = names_from(__name__, _HOMES)

__all__ = ["HANDLERS", "PREPARE", "Crumb", "Desk", "Page", "render", "render_error"]
