"""What the map's template needs: addresses of its files, words, what can be chosen, and the newest day's table.

The table stands in the page for readers without scripts; with them it is the first of the days that the slider shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

import msgspec
from markupsafe import Markup

from comity.web.addresses import ASSETS, SPANISH, Language, agency_path, data_path, localized, state_path
from comity.web.assets import asset_path, assets
from comity.web.atlas.files import RECORD_PATH, map_data, shapes_of
from comity.web.atlas.picture import draw_map
from comity.web.atlas.record import MapData
from comity.web.atlas.shown import MODELS, Standing, standing
from comity.web.served import Served
from comity.web.words import Words, load_words
from comity.web.words.dates import say_date

TableKind = Literal["states", "agreements"]
_LANGUAGES: tuple[Language, ...] = ("en", "es")
LAYERS = ("points", "elected", "population")
# Words for the scripts: this table of the catalogue whole, and the kinds of agencies.
_MAPPED, _KINDS = "mapped.", "kind"


class MapCell(msgspec.Struct, frozen=True):
    """A cell of the table: its words, the address behind them, if any; a number stands to the right.

    What the record says, and not the interface, keeps its own language and direction.
    """

    text: str
    href: str = ""
    is_number: bool = False
    is_said: bool = False


class MapView(msgspec.Struct, frozen=True):
    """The map as the template writes it; the addresses are "" where the files were not built."""

    script_path: str
    style_path: str
    record_path: str
    geometry_path: str
    picture_path: str
    edition: str
    older: tuple[str, ...]
    prefix: str
    words: str
    newest_on: str
    models: tuple[str, ...]
    layers: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    states: tuple[tuple[str, str], ...]
    table: TableKind
    columns: tuple[str, ...]
    rows: tuple[tuple[MapCell, ...], ...]

    @property
    def is_built(self) -> bool:
        """Return whether there is a map to show beside the table."""
        return bool(self.script_path and self.geometry_path)


def map_view(served: Served, language: Language, table: TableKind) -> MapView:
    """Return what the map's template needs, with the table by state or by agreement; made once for a release."""
    return served.keep(f"atlas.view.{table}.{language}", lambda one: _make(one, language, table))


def _make(served: Served, language: Language, table: TableKind) -> MapView:
    data, words, shapes = map_data(served), load_words(language), shapes_of(served)
    listed = list(standing(data, data.newest_on))
    rows = _state_rows(data, listed, language) if table == "states" else _agreement_rows(data, listed, words)
    kinds = {agency.kind for agency in data.agencies}
    return MapView(
        script_path=asset_path("map.js"),
        style_path=asset_path("map.css"),
        record_path=RECORD_PATH,
        geometry_path=shapes.path if shapes else "",
        picture_path=picture_path(language),
        edition=shapes.geometry.edition if shapes else "",
        older=tuple(
            f"{county.name}, {county.state}"
            for county in data.counties
            if shapes and county.geoid in shapes.geometry.standing_on
        ),
        prefix="" if language == "en" else SPANISH,
        words=msgspec.json.encode(script_words(words, kinds)).decode(),
        newest_on=data.newest_on,
        models=MODELS,
        layers=LAYERS,
        kinds=tuple(sorted(((kind, _plain(words.name(_KINDS, kind))) for kind in kinds), key=lambda pair: pair[1])),
        states=tuple(sorted(((state.code, state.name) for state in data.states), key=lambda pair: pair[1])),
        table=table,
        columns=_COLUMNS[table],
        rows=tuple(rows),
    )


_COLUMNS: dict[TableKind, tuple[str, ...]] = {
    "states": ("state", "agreements", "agencies", "counties", *MODELS),
    "agreements": ("state", "place", "agency", "kind", "model", "since", "next"),
}


def script_words(words: Words, kinds: Iterable[str]) -> dict[str, str]:
    """Return the words that the scripts need, as plain text, by their names without the table's."""
    keys = [key for key in words.keys() if key.startswith(_MAPPED)]  # noqa: SIM118  words are no mapping
    found = {key.removeprefix(_MAPPED): _plain(words.text(key)) for key in keys}
    return found | {f"kind_{kind}": _plain(words.name(_KINDS, kind)) for kind in sorted(kinds)}


def picture_path(language: Language) -> str:
    """Return the address of the picture of the newest day."""
    return data_path("map.svg" if language == "en" else f"map.{language}.svg")


def map_addresses(served: Served) -> list[str]:
    """Return every address that the map and the scripts load: built files, the shapes that count, record, pictures."""
    shapes = shapes_of(served)
    names = {*assets().names(), *([shapes.name] if shapes else [])}
    pictures = [picture_path(language) for language in _LANGUAGES] if shapes else []
    return [*(f"{ASSETS}{name}" for name in sorted(names)), RECORD_PATH, *pictures]


def map_picture(served: Served, language: Language) -> str:
    """Return the picture of the newest day as SVG, or "" where there are no shapes to draw it with."""
    return served.keep(f"atlas.picture.{language}", lambda one: _picture(one, language))


def _picture(served: Served, language: Language) -> str:
    data, words, shapes = map_data(served), load_words(language), shapes_of(served)
    if shapes is None:
        return ""
    day = say_date(language, data.newest_on)
    edition = shapes.geometry.edition
    said = {name: words.text(f"map.{name}") for name in ("tfm", "wso", "jem", "several", "part")}
    said |= {
        "title": words.text("map.picture_title", day=day),
        "source": words.text("map.picture_source", edition=edition),
        "state": words.text("map.state_body"),
    }
    return draw_map(data, shapes.geometry, data.newest_on, {name: _plain(text) for name, text in said.items()})


def _plain(text: Markup) -> str:
    return text.unescape()


def _state_rows(data: MapData, listed: Iterable[Standing], language: Language) -> list[tuple[MapCell, ...]]:
    names = {state.code: state.name for state in data.states}
    groups: dict[str, list[Standing]] = defaultdict(list)
    for one in listed:
        groups[one.agency.state].append(one)
    rows = []
    for code, group in sorted(groups.items(), key=lambda item: names[item[0]]):
        agencies = {one.agency.agency_id for one in group}
        counties = {number for one in group for number in one.agency.counties}
        by_model = [sum(model in one.model.split("+") for one in group) for model in MODELS]
        numbers = (len(group), len(agencies), len(counties), *by_model)
        head = MapCell(names[code], localized(state_path(code), language))
        rows.append((head, *(MapCell(str(number), is_number=True) for number in numbers)))
    return rows


def _agreement_rows(data: MapData, listed: Iterable[Standing], words: Words) -> list[tuple[MapCell, ...]]:
    language: Language = "es" if words.language == "es" else "en"
    rows = []
    for one in listed:
        agency = one.agency
        places = ", ".join(data.counties[number].name for number in agency.counties)
        elsewhere = "mapped.statewide" if agency.reach == "state" else "mapped.unplaced"
        rows.append(
            (
                MapCell(agency.state, localized(state_path(agency.state), language)),
                MapCell(places or _plain(words.text(elsewhere))),
                MapCell(agency.name, localized(agency_path(agency.agency_id), language), is_said=True),
                MapCell(_plain(words.name(_KINDS, agency.kind))),
                MapCell(one.model),
                MapCell(say_date(language, one.since)),
                MapCell(_next(one, data.newest_on, words, language)),
            )
        )
    return sorted(rows, key=lambda row: (row[0].text, row[1].text, row[2].text))


def _next(one: Standing, day: str, words: Words, language: Language) -> str:
    found = next((on for on in one.agency.elections if on > day), "")
    if found:
        return say_date(language, found)
    return _plain(words.text("mapped.election_unknown" if one.agency.office else "mapped.not_elected"))
