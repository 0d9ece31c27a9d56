"""Bodies known by their own names: state agencies, regional jails, campuses, ports and tribes."""

from __future__ import annotations

from rapidfuzz import process
from rapidfuzz.distance import OSA

from comity.places.gazetteer import Gazetteer
from comity.places.naming import join_key, slug, split_words
from comity.places.packing import BodyRow
from comity.places.rulebook import Rules
from comity.places.wording import Word

# After the state's name these make it a place's: Utah County, Oklahoma City, Kansas City.
TYPES = frozenset(("county", "city", "parish", "borough", "township", "town", "village"))
# Words that a campus's, port's or tribe's name is the same without.
LOOSE = frozenset(
    [
        "board",
        "trustees",
        "regents",
        "governors",
        "visitors",
        "curators",
        "police",
        "department",
        "public",
        "safety",
        "law",
        "enforcement",
        "services",
        "office",
        "division",
        "district",
        "campus",
        "security",
        "agency",
        "bureau",
        "and",
        "at",
        "a",
        "main",
        "system",
        "force",
        "unit",
        "tribal",
        "tribe",
        "nation",
    ]
)
CAMPUS = frozenset(("university", "college", "trustees", "regents", "campus", "polytechnic"))
SCHOOLS = (
    ("school", "district"),
    ("school", "board"),
    ("public", "school"),
    ("county", "school"),
    ("district", "school"),
    ("school", "police"),
)
# fmt: off
JAIL_WORDS = frozenset((
    "regional", "jail", "authority", "adult", "detention", "center", "security", "board", "district", "commission",
    "department", "corrections", "correctional", "correction", "facility", "and", "county", "va", "complex",
))
# fmt: on
# What a state-wide body is called by; a name that begins with the state's and holds one of these is the state's.
HEADS = frozenset(
    [
        "department",
        "division",
        "bureau",
        "commission",
        "agency",
        "office",
        "board",
        "authority",
        "patrol",
        "guard",
        "services",
        "corporation",
        "administration",
        "council",
        "system",
    ]
)


def body_key(words: list[str]) -> str:
    """Return the key of a body's name: without the words that say only that it is a police or a board."""
    words = ["school" if word == "schools" else word for word in words]
    kept = [word for word in words if word not in LOOSE]
    return join_key(kept or words)


def jail_key(words: list[str]) -> str:
    """Return the key of a regional jail's name: without the words that say only that it is a jail."""
    return join_key([word for word in words if word not in JAIL_WORDS])


class Bodies:
    """Looks bodies up by key, by state."""

    def __init__(self, gazetteer: Gazetteer, rules: Rules) -> None:
        """Index the FBI's bodies and the rules' state bodies and jails."""
        self._gazetteer = gazetteer
        self._known: dict[tuple[str, str, str], list[BodyRow]] = {}
        self._of_state: dict[tuple[str, str], list[BodyRow]] = {}
        for row in gazetteer.bodies():
            self._known.setdefault((row.state, row.kind, row.key), []).append(row)
            self._of_state.setdefault((row.state, row.kind), []).append(row)
        self._state: dict[tuple[str, str], BodyRow] = {}
        self._generic: dict[str, tuple[str, str]] = {}
        for generic in rules.generic:
            for say in generic.says:
                self._generic[join_key(say.split())] = (generic.slug, generic.kind)
        self._jails: dict[str, dict[str, BodyRow]] = {}
        for jail in rules.jails:
            for name in (jail.name, *jail.also):
                row = BodyRow(jail.state, "", slug(jail.name), jail.name, "regional_jail", list(jail.members))
                self._jails.setdefault(jail.state, {})[jail_key(split_words(name))] = row
            for initials in jail.also:
                self._state[jail.state, join_key(split_words(initials))] = row
        for body in rules.bodies:
            for say in body.says:
                key = join_key(list(say.split()))
                self._state[body.state, key] = BodyRow(
                    body.state, key, body.slug, body.name, body.kind, list(body.counties)
                )

    def state_body(self, code: str, words: list[Word]) -> BodyRow | None:
        """Return the state-wide body or regional jail that a whole name means, or None."""
        canonical = [word for word, _ in words if word not in {"of", "the"}]
        printed = [word for _, word in words if word]
        found = self._state.get((code, join_key(canonical))) or self._state.get((code, join_key(printed)))
        if found is not None:
            return found
        rest, named = self.without_state(code, canonical)
        if named and (found := self._state.get((code, join_key(rest)))):
            return found
        generic = self._find_generic(rest, named)
        if generic is None:
            return None
        slug, kind = generic
        return BodyRow(code, "", slug, f"{self._gazetteer.state_name(code)} {_title(slug)}", kind, [])

    def _find_generic(self, rest: list[str], named: bool) -> tuple[str, str] | None:
        trimmed = [word for word in rest if word != "office"]
        shorter = rest[:-1] if rest and rest[-1] in {"department", "agency", "division", "bureau"} else rest
        for words in dict.fromkeys((tuple(rest), tuple(trimmed), tuple(shorter))):
            found = self._generic.get(join_key(words))
            # "Police" alone is the state's only where the state is named beside it.
            if found is not None and (named or len(words) > 1):
                return found
        return None

    def without_state(self, code: str, words: list[str]) -> tuple[list[str], bool]:
        """Return the words without the state's own name or code at either end, and whether it stood there."""
        name = [w for w in split_words(self._gazetteer.state_name(code)) if w not in {"of", "the"}]
        size = len(name)
        if words[: size + 1] == ["state", *name]:
            return words[size + 1 :], True
        if words[:size] == name and (len(words) == size or words[size] not in TYPES):
            return words[size:], True
        if len(words) > size and words[-size:] == name:
            return words[:-size], True
        low = code.lower()
        if words[-2:] == [low, "state"]:
            return words[:-2], True
        if len(words) > 2 and words[0] == low and words[1] in {"state", "department", "division", "national", "office"}:
            return words[1:], True
        if len(words) > 1 and words[0] == low and low not in {"la", "de", "in", "me", "or"}:
            return words[1:], True
        if len(words) > 1 and words[-1] == low:
            return words[:-1], True
        return words, False

    def unlisted_state_agency(self, code: str, words: list[Word]) -> BodyRow | None:
        """Return a state-wide body that no rule lists: its name begins with the state's and says what it is."""
        canonical = [word for word, _ in words if word not in {"of", "the"}]
        rest, named = self.without_state(code, canonical)
        if not named or not rest or not HEADS & set(rest) or CAMPUS & set(rest):
            return None
        if rest[0] in {"county", "city", "parish", "township"}:
            return None
        for size in range(len(rest) - 1, 1, -1):
            whole = self._state.get((code, join_key(rest[:size]))) or self._state.get(
                (code, join_key(canonical[:size]))
            )
            generic = None if whole else self._find_generic(rest[:size], named)
            if whole is not None:
                return whole
            if generic is not None:
                name = f"{self._gazetteer.state_name(code)} {_title(generic[0])}"
                return BodyRow(code, "", generic[0], name, generic[1], [])
        slug = "-".join(rest)
        kind = "corrections" if "corrections" in rest else "state_agency"
        return BodyRow(code, "", slug, f"{self._gazetteer.state_name(code)} {_title(slug)}", kind, [])

    def regional_jail(self, code: str, words: list[Word]) -> BodyRow | None:
        """Return the listed jail of several counties that a name means, one or two letters' slip allowed, or None."""
        jails = self._jails.get(code)
        if not jails:
            return None
        key = jail_key([printed for _, printed in words if printed])
        if key in jails:
            return jails[key]
        near = sorted((OSA.distance(key, name, score_cutoff=2), name) for name in jails)
        is_near = len(key) >= 8 and near[0][0] <= 2 and (len(near) == 1 or near[1][0] > near[0][0])
        return jails[near[0][1]] if is_near else None

    def generic_of(self, own: str) -> tuple[str, str]:
        """Return the slug and kind of the generic state body that a kind's word means."""
        return self._generic[join_key(own.split("-"))]

    def begins(self, code: str, kind: str, words: list[str]) -> BodyRow | None:
        """Return the one body whose name begins with the words, as Florida Atlantic for its university."""
        key = join_key(words)
        found = [b for b in self._of_state.get((code, kind), ()) if b.key.startswith(key)]
        rest = {b.key[len(key) :] for b in found}
        return max(found, key=lambda b: (b.size, b.ori)) if rest and rest <= {"university", "college"} else None

    def known(self, code: str, kind: str, words: list[str], counties: frozenset[str]) -> BodyRow | None:
        """Return the campus, port or tribe of that name: in the printed county if it has several, else its largest."""
        key = body_key(words)
        rows = self._known.get((code, kind, key)) or self._near_body(code, kind, key)
        if not rows:
            return None
        here = [row for row in rows if counties & set(row.county_geoids)]
        return max(here or rows, key=lambda row: (row.size, row.ori))

    def _near_body(self, code: str, kind: str, key: str) -> list[BodyRow]:
        """Return the bodies of the one name that a long key misprints by a letter or two."""
        keys = {row.key for row in self._of_state.get((code, kind), ())} if len(key) >= 10 else set()
        near = process.extract(key, sorted(keys), scorer=OSA.distance, score_cutoff=2, limit=2)
        if not near or (len(near) > 1 and near[0][1] == near[1][1]):
            return []
        return self._known[code, kind, near[0][0]]


def _title(slug: str) -> str:
    small = {"of", "and", "the"}
    return " ".join(word if word in small else word.capitalize() for word in slug.split("-"))
