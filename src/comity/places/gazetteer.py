"""The gazetteer: states, counties, municipalities and towns, read from the compact file as they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from operator import itemgetter

from comity.errors import NotFoundError
from comity.places.naming import join_key, plain_key, split_words
from comity.places.packing import BodyRow, Packed, StateColumns, read_packed
from comity.places.records import Change, Place
from comity.places.rulebook import load_rules

# Geoid, name, kind, state, counties joined by semicolons, population, latitude, longitude, OCD id, since, until.
PlaceCells = tuple[str, str, str, str, str, int | None, float | None, float | None, str, str, str]

SCALE = 10_000
NOWHERE = 10_000_000
# Words that say what a county is; a printed county name is looked up without them (`City and Borough of` as well).
JOINED_WORDS = {"city", "and", "island", "district", "territory"}
COUNTY_WORDS = {"county", "parish", "borough", "municipio", "municipality", "area", "census", "planning", "region"}


_ALWAYS = ("", "")
_OCD = "ocd-division/country:us/"
_OWN_HEADS = ("territory:", "district:")  # what stands under the country and under no state


class StatePlaces:
    """One state's places, by row number; names and keys are split on first use."""

    def __init__(self, code: str, name: str, fips: str, columns: StateColumns, packed: Packed) -> None:
        """Keep the columns; nothing is split or indexed yet."""
        self.code = code
        self.fips = fips
        self._name = name
        self._columns = columns
        self._packed = packed
        self._state_head = f"{_OCD}state:{code.lower()}/"
        self.geoids = columns.geoids.split("\n")
        self.kinds = columns.kinds
        self.places: dict[int, Place] = {}

    @cached_property
    def shorts(self) -> list[str]:
        """Return the short names, by row."""
        return self._columns.shorts.split("\n")

    @cached_property
    def keys(self) -> list[str]:
        """Return the keys of the short names, by row."""
        return self._columns.keys.split("\n")

    @cached_property
    def ocd_ids(self) -> list[str]:
        """Return the ids without their common head, by row."""
        return self._columns.ocd_ids.split("\n")

    @cached_property
    def rows_by_key(self) -> dict[str, list[int]]:
        """Return the rows that bear each key."""
        index: dict[str, list[int]] = {}
        for row, key in enumerate(self.keys):
            if key in index:
                index[key].append(row)
            else:
                index[key] = [row]
        return index

    def may_hold(self, key: str) -> bool:
        """Return whether a name can be here, without making the index: one look through the joined keys."""
        return key in self._columns.keys

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Return the row of each GEOID."""
        return {geoid: row for row, geoid in enumerate(self.geoids)}

    @cached_property
    def county_keys(self) -> dict[str, list[int]]:
        """Return the rows of counties and equivalents by key."""
        index: dict[str, list[int]] = {}
        for row in [row for row, geoid in enumerate(self.geoids) if len(geoid) == 5]:
            index.setdefault(self.keys[row], []).append(row)
        return index

    @cached_property
    def name_words(self) -> list[str]:
        """Return the words of the state's own name."""
        return split_words(self._name)

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word of a name in the state: what must not be taken for a misprint of another word."""
        return frozenset(self.name_words + self._columns.words.split(" "))

    def counties(self, row: int) -> tuple[str, ...]:
        """Return the counties a row lies in, the main one first."""
        geoid = self.geoids[row]
        if len(geoid) == 5:
            return (geoid,)
        codes = self._columns.counties[row]
        if codes == 0:
            return (geoid[:5],)
        listed = [codes] if isinstance(codes, int) else codes
        return tuple([f"{self.fips}{code:03}" for code in listed])

    @cached_property
    def ended(self) -> list[int]:
        """Return the rows of counties that have ended."""
        gone = [geoid for geoid, (_, until) in self._packed.validity.items() if until and geoid[:2] == self.fips]
        return [self.row_of[geoid] for geoid in gone if geoid in self.row_of]

    def place(self, row: int) -> Place:
        """Return a row as a place."""
        known = self.places.get(row)
        if known is None:
            known = self.places[row] = self._make(row)
        return known

    def cells(self) -> Iterator[PlaceCells]:
        """Yield every row's values without making a place of it, for whoever writes them all."""
        columns, packed = self._columns, self._packed
        spans = [packed.validity.get(geoid, _ALWAYS) for geoid in self.geoids]
        lies_in = zip(self.geoids, columns.counties, strict=True)
        return zip(
            self.geoids,
            self._names(),
            [packed.kinds[kind] for kind in self.kinds],
            [self.code] * len(self.geoids),
            [";".join(self.counties(row)) if codes else geoid[:5] for row, (geoid, codes) in enumerate(lies_in)],
            [None if count < 0 else count for count in columns.populations],
            [None if at == NOWHERE else at / SCALE for at in columns.latitudes],
            [None if at == NOWHERE else at / SCALE for at in columns.longitudes],
            [self._ocd_head(tail) + tail if tail else "" for tail in self.ocd_ids],
            [since for since, _ in spans],
            [until for _, until in spans],
            strict=True,
        )

    def _names(self) -> list[str]:
        """Return the full names, by row: the short name in its kind's template."""
        cut = [template.partition("@") for template in self._packed.templates]
        parts = [cut[number] for number in self._columns.templates]
        return [f"{a}{short if at else ''}{b}" for short, (a, at, b) in zip(self.shorts, parts, strict=True)]

    def _make(self, row: int) -> Place:
        columns, packed, geoid = self._columns, self._packed, self.geoids[row]
        short = self.shorts[row]
        since, until = packed.validity.get(geoid, ("", ""))
        latitude, longitude = columns.latitudes[row], columns.longitudes[row]
        population = columns.populations[row]
        return Place(
            geoid=geoid,
            name=packed.templates[columns.templates[row]].replace("@", short, 1),
            kind=packed.kinds[self.kinds[row]],
            state=self.code,
            county_geoids=self.counties(row),
            population=None if population < 0 else population,
            latitude=None if latitude == NOWHERE else latitude / SCALE,
            longitude=None if longitude == NOWHERE else longitude / SCALE,
            ocd_id=self._ocd_id(row),
            short_name=short,
            valid_from=since,
            valid_until=until,
        )

    def _ocd_id(self, row: int) -> str:
        tail = self.ocd_ids[row]
        return self._ocd_head(tail) + tail if tail else ""

    def _ocd_head(self, tail: str) -> str:
        return _OCD if tail.startswith(_OWN_HEADS) else self._state_head


class Gazetteer:
    """Typed read functions over the compact file. Make one with `load_gazetteer`."""

    def __init__(self, packed: Packed) -> None:
        """Take the unpacked columns; indexes are made per state on first use."""
        self.packed = packed
        self._states = {row[0]: row for row in packed.states}
        self._codes: dict[str, str] = {}
        for code, name, fips, *_ in packed.states:
            for spelling in (code.lower(), plain_key(name), fips):
                self._codes[spelling] = code
        self._fips = {row[2]: row[0] for row in packed.states}
        self._places: dict[str, StatePlaces] = {}

    @property
    def manifest(self) -> dict[str, object]:
        """Return what the file was built from: counts, and the inputs' SHA-256."""
        return self.packed.manifest

    @property
    def state_codes(self) -> tuple[str, ...]:
        """Return the postal codes of all states and territories."""
        return tuple(self._states)

    def state_code(self, text: str) -> str:
        """Return the postal code of a state named by code, name or FIPS code, or "" where there is none."""
        # Codes first: as words, CO and ST would be read as county and saint.
        return self._codes.get(text.strip().lower()) or self._codes.get(plain_key(text), "")

    def state_name(self, code: str) -> str:
        """Return a state's name by its postal code."""
        return self._states[code][1]

    def state(self, text: str) -> Place:
        """Return a state or territory by code, name or FIPS code; raise NotFoundError where there is none."""
        code = self.state_code(text)
        if not code:
            raise NotFoundError(f"there is no state {text!r}", cure="use a postal code such as VA, or the full name")
        _, name, fips, kind, population = self._states[code]
        body = {"DC": "district:dc"}.get(code, f"{'state' if kind == 'state' else 'territory'}:{code.lower()}")
        return Place(fips, name, kind, code, (), int(population), None, None, _OCD + body, name)

    def in_state(self, code: str) -> StatePlaces:
        """Return the places of a state by its postal code; raise NotFoundError where there is none."""
        found = self._places.get(code)
        if found is None:
            if code not in self.packed.columns:
                raise NotFoundError(f"there is no state {code!r}", cure="use a postal code such as VA")
            columns = self.packed.columns[code]
            found = self._places[code] = StatePlaces(
                code, self._states[code][1], self._states[code][2], columns, self.packed
            )
        return found

    def place(self, geoid: str) -> Place:
        """Return a place by GEOID (2, 5, 7 or 10 digits); raise NotFoundError where there is none."""
        code = self._fips.get(geoid[:2], "")
        if len(geoid) == 2 and code:
            return self.state(code)
        row = self.in_state(code).row_of.get(geoid) if code else None
        if row is None:
            raise NotFoundError(f"there is no place {geoid!r}", cure="ask with a name to find its GEOID")
        return self.in_state(code).place(row)

    def get(self, geoid: str) -> Place | None:
        """Return a place by GEOID, or None where there is none."""
        try:
            return self.place(geoid) if geoid.isdigit() and len(geoid) > 1 else None
        except NotFoundError:
            return None

    @cached_property
    def aliases(self) -> dict[tuple[str, str, str], str]:
        """Return GEOIDs by state, key and kind of agency, for names that the Census does not use."""
        return {
            (alias.state, join_key(say.split()), kind): alias.geoid
            for alias in load_rules(self.packed.rules).aliases
            for say in alias.says
            for kind in alias.kinds
        }

    def county(self, geoid: str) -> Place:
        """Return a county or equivalent by its five-digit GEOID; raise NotFoundError where there is none."""
        if len(geoid) != 5:
            raise NotFoundError(f"{geoid!r} is not a county's GEOID", cure="a county has five digits")
        return self.place(geoid)

    def counties_named(self, state: str, printed: str) -> list[Place]:
        """Return the counties of a state that a printed name means, with or without the word county or parish.

        Two may bear one name: Virginia's Fairfax is a county and a city; `Fairfax City` and `Fairfax County` are one.
        """
        words = split_words(printed)
        if not words or not state:
            return []
        here = self.in_state(state)
        exact = here.county_keys.get(join_key(words), ())
        if exact:
            return [here.place(row) for row in exact]
        bare = [word for word in words if word not in COUNTY_WORDS]
        if len(bare) == len(words) and "city" in words:
            rows = here.county_keys.get(join_key([word for word in words if word != "city"]), ())
            return [place for place in map(here.place, rows) if place.kind == "independent_city"]
        rows = here.county_keys.get(join_key(bare), ()) or here.county_keys.get(
            join_key([word for word in bare if word not in JOINED_WORDS]), ()
        )
        found = [here.place(row) for row in rows]
        counties = [place for place in found if place.kind != "independent_city"]
        return counties or found if len(bare) < len(words) else found

    def names_in(self, state: str) -> list[str]:
        """Return every name of a county, place or town in a state, sorted."""
        here = self.in_state(state)
        return sorted({here.place(row).name for row in range(len(here.geoids))})

    def counties_of(self, geoid: str) -> tuple[Place, ...]:
        """Return the counties that a place lies in, the main one first."""
        return tuple(self.county(county) for county in self.place(geoid).county_geoids)

    def changes(self) -> list[Change]:
        """Return the dated changes of counties, oldest first."""
        records = [
            Change(
                str(c["on"]),
                _geoids(c["before"]),
                _geoids(c["after"]),
                str(c["what"]),
                str(c["source"]),
                str(c["checked"]),
            )
            for c in self.packed.changes
        ]
        return sorted(records, key=lambda c: c.on)

    def successors(self, geoid: str, on: str) -> tuple[str, ...]:
        """Return the counties that stand on a date in the place of one that had ended by then; itself if it stands."""
        until = self.packed.validity.get(geoid, ("", ""))[1]
        if not until or on < until:
            return (geoid,)
        after = next(c.after for c in self.changes() if geoid in c.before and c.on == until)
        return tuple(dict.fromkeys(later for one in after for later in self.successors(one, on)))

    def predecessors(self, geoid: str, on: str) -> tuple[str, ...]:
        """Return the counties that stood on a date where this one stands now; itself if it stood already."""
        since = self.packed.validity.get(geoid, ("", ""))[0]
        if not since or on >= since:
            return (geoid,)
        before = next(c.before for c in self.changes() if geoid in c.after and c.on == since)
        return tuple(dict.fromkeys(earlier for one in before for earlier in self.predecessors(one, on)))

    def all_places(self) -> Iterator[Place]:
        """Yield every state, then every county, place and town with its codes, in order of GEOID within each state."""
        for code in self._states:
            yield self.state(code)
        for code in self._states:
            if code in self.packed.columns:
                here = self.in_state(code)
                yield from (here._make(row) for row in range(len(here.geoids)))

    def all_cells(self) -> list[PlaceCells]:
        """Return the values of all places: states, counties, places, towns, each in the order of their GEOIDs."""
        states = [self.state(code) for code in self._states]
        found: list[PlaceCells] = [
            (one.geoid, one.name, one.kind, one.state, "", one.population, None, None, one.ocd_id, "", "")
            for one in states
        ]
        for code in self._states:
            if code in self.packed.columns:
                found.extend(self.in_state(code).cells())
        found.sort(key=itemgetter(0))
        found.sort(key=lambda cells: len(cells[0]))
        return found

    def bodies(self) -> list[BodyRow]:
        """Return the bodies known by name: campuses, state agencies, ports, tribes."""
        return self.packed.bodies


def _geoids(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Return the package's gazetteer, read once per process; raise RecordError where the file is damaged."""
    return Gazetteer(read_packed())
