"""Places and agencies: the gazetteer, its data, and printed names → places and agencies with the rule that decided.

May import `text`, `model`, `settings` and `errors`. On disk: `rules/*.toml` are lists of facts, each entry with its
reason or source; `data/gazetteer.bin` is the compact file that `build_gazetteer` writes from the Census, FBI and Open
Civic Data tables (columns of places, bodies, ORIs and the compiled rules), and `data/manifest.json` says from what.

Reading: `load_gazetteer()`, `find_places(text)`. Resolving: `Resolver(gazetteer).resolve(state, agency, type, county)`.
A printed county is evidence where a name does not decide, and a conflict shown where it contradicts the gazetteer.
"""

from typing import TYPE_CHECKING

from comity.lazily import names_from

if TYPE_CHECKING:
    from comity.places.build import build_gazetteer
    from comity.places.finding import find_places
    from comity.places.gazetteer import Gazetteer, load_gazetteer
    from comity.places.records import Change, GazetteerReport, Place
    from comity.places.resolver import Resolver, resolve_agency

# Where each name lives; it is imported when first used, so that a question for a place starts fast.
_HOMES = {
    "Change": "records",
    "Gazetteer": "gazetteer",
    "GazetteerReport": "records",
    "Place": "records",
    "Resolver": "resolver",
    "build_gazetteer": "build",
    "find_places": "finding",
    "load_gazetteer": "gazetteer",
    "resolve_agency": "resolver",
}
__getattr__ = names_from(__name__, _HOMES)

__all__ = [
    "Change",
    "Gazetteer",
    "GazetteerReport",
    "Place",
    "Resolver",
    "build_gazetteer",
    "find_places",
    "load_gazetteer",
    "resolve_agency",
]
