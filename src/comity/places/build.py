"""Write the package's compact gazetteer from the Census, FBI and Open Civic Data tables."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import partial
from pathlib import Path

from comity.errors import SourceError
from comity.places import packing
from comity.places.agencies import link_agencies
from comity.places.census import Census, Row, read_census
from comity.places.gazetteer import Gazetteer
from comity.places.naming import name_key, split_words
from comity.places.packing import Head, Packed, StateColumns
from comity.places.records import GazetteerReport
from comity.places.rulefiles import compile_rules, read_rules

# One ten-thousandth of a degree is eleven metres: enough for a point on a map, and half the size.
SCALE = 10_000
NOWHERE = 10_000_000


def build_gazetteer(census: Path, fbi_csv: Path, ocd_csv: Path, out: Path) -> GazetteerReport:
    """Write the compact file and its manifest into `out`; the same inputs give the same bytes.

    `census` holds states.csv, counties.csv, county_subdivisions.csv, places.csv and place_counties.csv. Raises
    SourceError where a table or a column is missing.
    """
    rules = read_rules()
    read = read_census(census, ocd_csv, rules.connecticut_town_of)
    read.rows[:] = [row for row in read.rows if row.geoid not in rules.replaced]
    _add_consolidated(read, rules.consolidated)
    packed = _pack(read, rules.changes, rules.former_places)
    packed.rules = compile_rules(rules, partial(_member, Gazetteer(packed)))
    agencies = link_agencies(fbi_csv, packed)
    packed.bodies, packed.oris = agencies.bodies, agencies.oris
    inputs = _hashes(census, fbi_csv, ocd_csv)
    counts = _counts(read)
    packed.manifest = {
        "counts": counts,
        "inputs": inputs,
        "left_out": dict(sorted(read.left_out.items())),
        "ori_count": len(packed.oris),
        "rules_sha256": rules.fingerprint,
    }
    size = packing.write_packed(packed, out)
    return GazetteerReport(counts, inputs, len(packed.oris), dict(read.left_out), size)


def _member(gazetteer: Gazetteer, state: str, name: str) -> str:
    """Return the GEOID of a county named as a member; raise SourceError where the name is not one county's."""
    found = gazetteer.counties_named(state, name)
    plain = [p for p in found if p.kind != "independent_city"] if len(found) > 1 else found
    if len(plain) != 1:
        raise SourceError(
            f"{name!r} is not one county of {state}", where="comity/places/rules", cure="correct the name"
        )
    return plain[0].geoid


def _add_consolidated(read: Census, consolidated: list[Row]) -> None:
    """Add the consolidated cities that the place table leaves out, at their county's point."""
    counties = {row.geoid: row for row in read.rows if len(row.geoid) == 5}
    known = {row.geoid for row in read.rows}
    for row in consolidated:
        county = counties.get(row.county_geoids[0])
        if row.geoid not in known and county is not None:
            row.latitude, row.longitude = county.latitude, county.longitude
            read.rows.append(row)


def _counts(read: Census) -> dict[str, int]:
    kinds = Counter({2: "states", 5: "counties", 7: "places", 10: "towns"}[len(r.geoid)] for r in read.rows)
    return {"states": len(read.states), **dict(sorted(kinds.items()))}


def _hashes(census: Path, *files: Path) -> dict[str, str]:
    paths = [*sorted(census.glob("*.csv")), *files]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def _pack(read: Census, changes: list[dict[str, object]], former: list[Row]) -> Packed:
    rows = sorted([*read.rows, *former], key=lambda r: (r.state, r.geoid))
    kinds = sorted({r.kind for r in rows})
    templates = [t for t, _ in Counter(_template(r) for r in rows).most_common()]
    by_state: dict[str, list[Row]] = {}
    for row in rows:
        by_state.setdefault(row.state, []).append(row)
    columns = {state: _columns(part, kinds, templates) for state, part in sorted(by_state.items())}
    return Packed(Head({}, read.states, kinds, templates, changes, _validity(changes)), columns)


def _template(row: Row) -> str:
    """Return a name with its short name cut out, so that the few ways of naming are stored once."""
    return row.name.replace(row.short, "@", 1) if row.short in row.name else row.name


def _columns(rows: list[Row], kinds: list[str], templates: list[str]) -> StateColumns:
    kind_of = {kind: i for i, kind in enumerate(kinds)}
    template_of = {template: i for i, template in enumerate(templates)}
    return StateColumns(
        "\n".join(r.geoid for r in rows),
        "\n".join(r.short for r in rows),
        "\n".join(name_key(r.short) for r in rows),
        [kind_of[r.kind] for r in rows],
        [template_of[_template(r)] for r in rows],
        [r.population for r in rows],
        [NOWHERE if r.latitude is None else round(r.latitude * SCALE) for r in rows],
        [NOWHERE if r.longitude is None else round(r.longitude * SCALE) for r in rows],
        [_codes(r) for r in rows],
        "\n".join(_short_ocd(r) for r in rows),
        " ".join(sorted({word for r in rows for word in split_words(r.short)})),
    )


def _codes(row: Row) -> int | list[int]:
    """Return counties by the three digits after the state's; a county itself and a town need none."""
    if len(row.geoid) == 5 or row.county_geoids == [row.geoid[:5]]:
        return 0
    codes = [int(geoid[2:]) for geoid in row.county_geoids]
    return codes[0] if len(codes) == 1 else codes


def _short_ocd(row: Row) -> str:
    return row.ocd_id.removeprefix("ocd-division/country:us/").removeprefix(f"state:{row.state.lower()}/")


def _validity(changes: list[dict[str, object]]) -> dict[str, list[str]]:
    """Return [valid_from, valid_until] of each place that a change made or ended."""
    found: dict[str, list[str]] = {}
    for change in changes:
        on = str(change["on"])
        before, after = _texts(change["before"]), _texts(change["after"])
        absorbed = len(after) == 1 and after[0] in {"51019", "51005"}
        for geoid in () if change.get("partial") else before:
            found.setdefault(geoid, ["", ""])[1] = on
        for geoid in () if absorbed else after:
            found.setdefault(geoid, ["", ""])[0] = on
    return dict(sorted(found.items()))


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
