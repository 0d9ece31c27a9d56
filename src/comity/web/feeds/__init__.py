"""What other programs subscribe to and take away: Atom feeds, calendars, every table as a file, the sitemap.

May import the foundation (`addresses`, `served`, `plan`) and what lies below `web`; never `pages`, `api` or `map`.
`atom` writes changes between lists, `calendars` the days of contests, `downloads` gives the release's own files and
JSON lines of each table, `sitemap` tells search engines what there is.
"""

from __future__ import annotations

from typing import Any

from comity.web.feeds import atom, calendars, downloads, sitemap

HANDLERS: list[Any] = [*atom.HANDLERS, *calendars.HANDLERS, *downloads.HANDLERS, *sitemap.HANDLERS]
