"""The addresses of the site as one language's pages link to them."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlencode, urlsplit

from comity.elections.law import LAW_FOLDER
from comity.web import addresses
from comity.web.addresses import Language, localized
from comity.web.place_addresses import PlaceAddresses, place_addresses

# What a reader may be sent to; anything else that a list prints as an address stays plain text.
_SCHEMES = frozenset({"http", "https"})


class Links:
    """Addresses in one language; a query's empty values are left out."""

    def __init__(self, language: Language, places: PlaceAddresses) -> None:
        """Take the language, and the addresses of places."""
        self.language = language
        self._places = places

    def page(self, path: str, **query: object) -> str:
        """Return a page's address in this language, with a query."""
        asked = urlencode({name.rstrip("_"): value for name, value in query.items() if value not in ("", None, False)})
        return localized(path, self.language) + (f"?{asked}" if asked else "")

    def home(self) -> str:
        """Return the address of the first page."""
        return self.page(addresses.HOME)

    def search(self, text: str = "") -> str:
        """Return the address of the search."""
        return self.page(addresses.SEARCH, q=text)

    def map(self) -> str:
        """Return the address of the map."""
        return self.page(addresses.MAP)

    def states(self) -> str:
        """Return the address of the list of states."""
        return self.page(addresses.PLACES)

    def place(self, geoid: str) -> str:
        """Return the address of a place by GEOID, or "" where there is none."""
        path = self._places.path_of(geoid)
        return self.page(path) if path else ""

    def state(self, code: str) -> str:
        """Return the address of a state by postal code."""
        return self.page(addresses.state_path(code))

    def agency(self, agency_id: str) -> str:
        """Return the address of an agency."""
        return self.page(addresses.agency_path(agency_id))

    def agreement(self, agreement_id: str) -> str:
        """Return the address of an agreement."""
        return self.page(addresses.agreement_path(agreement_id))

    def event(self, event_id: str) -> str:
        """Return the address of a change."""
        return self.page(addresses.event_path(event_id))

    def contest(self, contest_id: str) -> str:
        """Return the address of a contest."""
        return self.page(addresses.contest_path(contest_id))

    def claim(self, claim_id: str) -> str:
        """Return the address of a claim."""
        return self.page(addresses.claim_path(claim_id))

    def publication(self, publication_id: str) -> str:
        """Return the address of a publication."""
        return self.page(addresses.publication_path(publication_id))

    def sources(self) -> str:
        """Return the address of the sources."""
        return self.page(addresses.SOURCES)

    def source(self, source: str) -> str:
        """Return the address of a source."""
        return self.page(addresses.source_path(source))

    def changes(self, **query: object) -> str:
        """Return the address of the changes, filtered."""
        return self.page(addresses.CHANGES, **query)

    def elections(self, year: int | str = "", **query: object) -> str:
        """Return the address of a year's elections, filtered, or of the list of years."""
        return self.page(addresses.elections_path(int(year)) if year else addresses.ELECTIONS, **query)

    def law(self, state: str = "", rule_id: str = "") -> str:
        """Return the address of a state's election law, or of one of its rules; of the list, where it has none."""
        if state.lower() not in _lawful():
            return self.page(addresses.LAW)
        return self.page(addresses.law_path(state)) + (f"#{rule_id}" if rule_id else "")

    def method(self) -> str:
        """Return the address of how it works."""
        return self.page(addresses.METHOD)

    def glossary(self, term: str = "") -> str:
        """Return the address of the glossary, or of a term."""
        return self.page(addresses.GLOSSARY) + (f"#{term}" if term else "")

    def plot(self, page: str, kind: str, ending: str) -> str:
        """Return the address of a picture's file, or of its rows, by its page's address in English."""
        return self.page(addresses.plot_path(page, kind, ending))


@cache
def _lawful() -> frozenset[str]:
    """Return the states that have a law file: territories have none."""
    return frozenset(path.stem for path in LAW_FOLDER.glob("*.toml"))


@cache
def links_in(language: Language) -> Links:
    """Return the addresses in a language, made once: places do not change while the program runs."""
    return Links(language, place_addresses())


def web_address(text: str) -> str:
    """Return an address that a page may link to, or "" for anything but a plain http or https address."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return ""
    return text.strip() if parts.scheme in _SCHEMES and parts.hostname and text.isprintable() else ""
