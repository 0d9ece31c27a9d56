"""The public face over HTTP: pages, the map, the API, feeds, downloads. Reads one release, read-only; fetches nothing.

May import `release` and what lies below; never the ledger's writers, and nothing from the network. `create_app` makes
the application; its parts (`api`, `pages`, `map`, `feeds`) each offer `HANDLERS`, a list of Litestar route handlers,
and never import each other. `addresses` is the only place that knows what an address looks like; `served` holds the
release that answers and takes up a new one without a restart; `answering` stands around the whole application
(validators and 304, compression, the answers kept ready, headers, CORS); `faults` is the one shape of an error.
Litestar and uvicorn are imported only while something is served, so that the command line starts fast.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from

if TYPE_CHECKING:
    from comity.web.app import create_app
    from comity.web.served import Served, Serving

# Where each name lives; it is imported when first used.
_HOMES = {"Served": "served", "Serving": "served", "create_app": "app"}
__getattr__ = names_from(__name__, _HOMES)

__all__ = ["Served", "Serving", "create_app"]
