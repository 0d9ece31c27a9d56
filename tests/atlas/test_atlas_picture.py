"""The picture of a day, the template's view, and the files as they are served."""

import re
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from litestar.testing import TestClient

from comity.errors import NotFoundError
from comity.settings import Settings
from comity.web import assets as assets_module
from comity.web import create_app
from comity.web.assets import Assets, asset_path, media_type
from comity.web.atlas import geometry as geometry_module
from comity.web.atlas import view as view_module
from comity.web.atlas.boundaries import make_geometry
from comity.web.atlas.files import shapes_of
from comity.web.atlas.geometry import Geometry, parse_geometry
from comity.web.atlas.picture import COLOURS, draw_map
from comity.web.atlas.record import MapData
from comity.web.atlas.shapefile import Feature
from comity.web.atlas.shown import shown_on, standing
from comity.web.atlas.view import map_addresses, map_picture, map_view, script_words
from comity.web.pages.frame import Desk, render
from comity.web.pages.front import map_page
from comity.web.served import Served
from comity.web.words import LANGUAGES, load_words

SVG = "{http://www.w3.org/2000/svg}"
BROWSER = Path(__file__).resolve().parents[2] / "browser"
WORDS = {name: name for name in ("tfm", "wso", "jem", "several", "part", "state", "title", "source")}


def test_the_picture_draws_what_stands_on_the_day(record: MapData, shapes: Geometry) -> None:
    """Each fill that the day needs is there once, with every shape that has it, and each state body's number."""
    day = "2025-06-30"
    root = ElementTree.fromstring(draw_map(record, shapes, day, WORDS))
    shown = shown_on(record, day)
    numbers = [text.text for text in root.iter(f"{SVG}text") if text.text and text.text.isdigit()]
    assert sorted(map(int, numbers)) == sorted(count for code, count in shown.states.items() if code != "GU")
    drawn = [path.attrib["fill"] for path in root.iter(f"{SVG}path")]
    assert {"url(#wso)", "url(#jem)", "url(#several)", "url(#tfm-part)", COLOURS["tfm"], COLOURS["none"]} <= set(drawn)


def test_hostile_words_stay_words(record: MapData, shapes: Geometry) -> None:
    """A title with markup in it is text in the picture."""
    hostile = '<script>alert("x")</script> & "quotes"'
    root = ElementTree.fromstring(draw_map(record, shapes, record.newest_on, {**WORDS, "title": hostile}))
    assert root.attrib["aria-label"] == hostile
    assert not list(root.iter(f"{SVG}script"))


def test_the_picture_has_the_colours_of_the_style_sheet() -> None:
    """The picture and the map in the light are of one colour."""
    css = (BROWSER / "src" / "map.css").read_text()
    light = css[: css.index("@media")]
    assert {name: re.search(rf"--map-{name}: (#\w+);", light)[1] for name in COLOURS} == COLOURS  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_by_state_sums_to_what_stands(served: Served, record: MapData, language: str) -> None:
    """The numbers of the table by state add up to the agreements of the newest day, in each language."""
    view = map_view(served, "es" if language == "es" else "en", "states")
    listed = list(standing(record, record.newest_on))
    assert sum(int(row[1].text) for row in view.rows) == len(listed)
    assert all(len(row) == len(view.columns) for row in view.rows)
    prefix = "/es" if language == "es" else ""
    assert all(row[0].href.startswith(f"{prefix}/place/us/") for row in view.rows)


def test_the_table_of_agreements_has_a_row_for_each(served: Served, record: MapData) -> None:
    """Every agreement of the newest day is a row, with the columns that the scripts write too."""
    view = map_view(served, "en", "agreements")
    assert len(view.rows) == len(list(standing(record, record.newest_on)))
    assert all(len(row) == len(view.columns) for row in view.rows)


def test_the_scripts_are_given_every_word_they_ask_for(record: MapData) -> None:
    """Each word that the scripts name stands in the catalogue, in every language, with the same holes to fill."""
    text = "".join(path.read_text() for path in (BROWSER / "src").rglob("*.ts"))
    asked = set(re.findall(r'words\.text\(\s*"(\w+)"', text)) | set(re.findall(r'\? "(\w+)" : "(\w+)"\)', text)[0])
    given = {language: script_words(load_words(language), {"sheriff"}) for language in LANGUAGES}
    for words in given.values():
        known = {re.sub(r"_(one|other)$", "", name) for name in words}
        assert asked - known == set()
    holes = {
        language: {name: set(re.findall(r"{(\w+)}", text)) for name, text in words.items()}
        for language, words in given.items()
    }
    assert holes["en"] == holes["es"]


def test_every_column_layer_and_model_has_its_word(served: Served) -> None:
    """What the template names by the view is in the catalogue of each language."""
    for table in ("states", "agreements"):
        view = map_view(served, "en", "states" if table == "states" else "agreements")
        names = [f"column_{column}" for column in view.columns if column not in view.models]
        names += [*view.layers, *(model.lower() for model in view.models), f"table_{table}"]
        for language in LANGUAGES:
            assert [name for name in names if f"map.{name}" not in load_words(language)] == []


def test_what_was_not_built_has_no_address(tmp_path: Path) -> None:
    """Without a manifest, or with one whose files are gone, there is nothing to load, and nothing is served."""
    assert Assets(tmp_path).path("map.js") == ""
    (tmp_path / "manifest.json").write_text('{"map.js": "map-1.js"}')
    assert not Assets(tmp_path).is_built
    (tmp_path / "map-1.js").write_text("1")
    built = Assets(tmp_path)
    assert built.path("map.js") == "/assets/map-1.js"
    assert built.read("map-1.js") == b"1"
    assert built.names() == ["map-1.js"]
    for name in ("manifest.json", "../manifest.json", "map.js"):
        with pytest.raises(NotFoundError):
            built.read(name)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.js", "text/javascript"), ("a.css", "text/css"), ("a.bin", "application/octet-stream")]
)
def test_a_file_has_the_media_type_of_its_name(name: str, kind: str) -> None:
    """Scripts and styles are told as what they are, whatever the system's own table says."""
    assert media_type(name).startswith(kind)


def test_shapes_of_ones_own_are_drawn_and_served(served: Served, tmp_path: Path) -> None:
    """Where the data folder has shapes, the map is drawn with them, under a name that tells their content."""
    feature = Feature("48201", (((-96.0, 29.5), (-96.0, 30.2), (-95.0, 30.2), (-95.0, 29.5)),))
    own = make_geometry([feature], "Census 2030", {})
    (tmp_path / "geometry.json").write_bytes(msgspec.json.encode(own))
    other = Served(served.release, home=tmp_path)
    view = map_view(other, "en", "states")
    assert view.edition == "Census 2030"
    assert view.older == ()
    assert view.geometry_path in map_addresses(other)
    assert view.geometry_path != map_view(served, "en", "states").geometry_path
    shapes = shapes_of(other)
    assert shapes is not None
    assert parse_geometry(tmp_path / "geometry.json") == shapes.geometry
    assert "Census 2030" in map_picture(other, "en")
    other.close()


def test_files_are_served_and_built_ones_for_ever(atlas_home: Path) -> None:
    """The record, the pictures and the built files answer; a name that tells its content may be kept for ever."""
    with TestClient(create_app(Settings(atlas_home))) as client:
        answer = client.get("/data/map.json")
        assert answer.status_code == 200
        assert msgspec.json.decode(answer.content)["format"] == 1
        if not asset_path("map.js"):
            assert client.get("/data/map.svg").status_code == 404
            return
        assert {client.get(path).status_code for path in map_addresses(client.app.asgi_handler.serving.current())} == {
            200
        }
        for path in ("/data/map.svg", "/data/map.es.svg"):
            picture = client.get(path)
            assert picture.headers["content-type"].startswith("image/svg+xml")
            ElementTree.fromstring(picture.text)
        for name in ("map.js", "site.js", "map.css", "geometry.json"):
            built = client.get(asset_path(name))
            assert built.status_code == 200
            assert "immutable" in built.headers["cache-control"]
        assert client.get("/assets/map.js").status_code == 404
        assert client.get("/assets/..%2fassets.py").status_code == 404


def test_pages_work_where_nothing_was_built(
    served: Served, record: MapData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without built files the map's page says so and holds the whole table, and there is no picture."""
    nothing = Assets(tmp_path)
    for module in (assets_module, geometry_module, view_module):
        monkeypatch.setattr(module, "assets", lambda: nothing)
    bare = Served(served.release, home=tmp_path)
    view = map_view(bare, "en", "agreements")
    assert not view.is_built
    assert map_picture(bare, "en") == ""
    text = render(Desk(bare, "en"), map_page(Desk(bare, "en")))
    assert "was not built" in text
    assert 'data-part="frame"' not in text
    assert text.count("<tr>") == len(list(standing(record, record.newest_on))) + 1
    bare.close()
