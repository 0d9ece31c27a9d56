"""What the printed state and county columns say, and how far they can be believed."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from comity.places.gazetteer import COUNTY_WORDS, Gazetteer
from comity.places.naming import join_key, name_key, plain_key, split_words
from comity.places.records import Place

# Later than any change: what stands now.
LATEST = "9999-12-31"
NOTHING = {"", "na", "none", "null", "nan", "nocounty", "statewide", "various", "multiple"}
# Spellings of territories that are not the Census's name.
TERRITORIES = {
    "cnmi": "MP",
    "northernmarianaislands": "MP",
    "commonwealthnorthernmarianaislands": "MP",
    "usvi": "VI",
    "virginislands": "VI",
    "usvirginislands": "VI",
    "washingtondc": "DC",
    "commonwealthpuertorico": "PR",
}


@dataclass(slots=True, frozen=True)
class CountyEvidence:
    """The printed county: its GEOIDs (none where it is blank or no county), and the words as printed."""

    geoids: frozenset[str]
    printed: str
    is_exact: bool = True


class Evidence:
    """Reads the columns beside an agency's name, each distinct value once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        """Keep the gazetteer, and what was read before."""
        self._gazetteer = gazetteer
        self._states: dict[str, str] = {}
        self._states_of: dict[str, list[str]] = {}
        self._counties: dict[tuple[str, str], CountyEvidence] = {}
        self._names = {plain_key(gazetteer.state_name(code)): code for code in gazetteer.state_codes}

    def state(self, printed: str) -> str:
        """Return the postal code of a printed state, misprints of one or two letters included, or ""."""
        found = self._states.get(printed)
        if found is None:
            found = self._states[printed] = self._read_state(printed[:80])
        return found

    def _read_state(self, printed: str) -> str:
        exact = self._gazetteer.state_code(printed)
        key = plain_key(printed)
        bare = plain_key(" ".join(word for word in split_words(printed) if word not in {"of", "the"}))
        if exact or bare in TERRITORIES:
            return exact or TERRITORIES[bare]
        for prefix in ("stateof", "state", "commonwealthof", "commonwealth"):
            if key.startswith(prefix) and key[len(prefix) :] in self._names:
                return self._names[key[len(prefix) :]]
        near = sorted((OSA.distance(key, name, score_cutoff=2), code) for name, code in self._names.items())
        (best, code), (second, _) = near[0], near[1]
        return code if best <= (2 if len(key) >= 7 else 1) and len(key) >= 4 and second > best else ""

    def county(self, state: str, printed: str) -> CountyEvidence:
        """Return what a printed county means in a state."""
        found = self._counties.get((state, printed))
        if found is None:
            found = self._counties[state, printed] = self._read_county(state, printed[:120])
        return found

    def _read_county(self, state: str, printed: str) -> CountyEvidence:
        shown = " ".join(printed.split())
        if name_key(printed) in NOTHING or not state:
            return CountyEvidence(frozenset(), "")
        exact = self._gazetteer.counties_named(state, printed)
        if exact:
            return CountyEvidence(frozenset(self._standing(exact)), shown)
        several = [
            p
            for part in printed.replace("/", ",").replace("&", ",").replace(";", ",").split(",")
            for p in self._named(state, part)
        ]
        if several:
            return CountyEvidence(frozenset(p for p in several), shown)
        return CountyEvidence(frozenset(self._standing(self._nearest(state, printed))), shown, is_exact=False)

    def states_with_county(self, printed: str) -> list[str]:
        """Return the states that have a county of that name."""
        if not self._states_of:
            for code in self._gazetteer.packed.columns:
                for key in self._gazetteer.in_state(code).county_keys:
                    self._states_of.setdefault(key, []).append(code)
        bare = [word for word in split_words(printed[:120]) if word not in COUNTY_WORDS]
        return self._states_of.get(join_key(bare), [])

    def _standing(self, counties: list[Place]) -> list[str]:
        """Return counties with those that have ended replaced by what came of them: a list may print either."""
        return [now for p in counties for now in self._gazetteer.successors(p.geoid, LATEST)]

    def _named(self, state: str, part: str) -> list[str]:
        return self._standing(self._gazetteer.counties_named(state, part))

    def _nearest(self, state: str, printed: str) -> list[Place]:
        """Return the one county that a misprint is nearest to, or none: one letter off, two in a long name."""
        kinds = {"county", "parish", "borough", "couny", "conty", "counry", "co", "of"}
        key = name_key(" ".join(word for word in split_words(printed) if word not in kinds))
        if len(key) < 4:
            return []
        here = self._gazetteer.in_state(state)
        limit = 2 if len(key) >= 6 else 1
        near = sorted((OSA.distance(key, name, score_cutoff=limit), name) for name in here.county_keys)
        if near[0][0] > limit or (len(near) > 1 and near[1][0] <= near[0][0]):
            return []
        return [here.place(here.county_keys[near[0][1]][0])]
