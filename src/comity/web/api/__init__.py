"""The API under `/api/v1`: reads only, JSON and CSV, described by `/api/openapi.json`. May import what `web` may.

`parameters` says what may be asked and refuses the rest; `routes` makes a route that says all of itself in the
document; `listing` answers with pages of rows, `records` with one thing and what it rests on; `shapes` takes the
answers' types from the release's tables. `places`, `agreements`, `elections`, `sources` and `figures` are the routes.
"""

from comity.web.api import agreements, elections, figures, places, sources
from comity.web.api.document import openapi_config
from comity.web.search import make_ready

HANDLERS = [*places.HANDLERS, *agreements.HANDLERS, *elections.HANDLERS, *sources.HANDLERS, *figures.HANDLERS]
PREPARE = [make_ready, *elections.PREPARE]

__all__ = ["HANDLERS", "PREPARE", "openapi_config"]
