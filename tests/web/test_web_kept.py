"""What is made of the program alone is kept in the cache: the same with it, without it and with a damaged one."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from comity.places import load_gazetteer
from comity.settings import Settings
from comity.web import kept
from comity.web.kept import kept_of_program
from comity.web.pages.compiled import SharedCode
from comity.web.place_addresses import PlaceAddresses


def test_what_was_kept_is_read_by_the_same_program_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program, or another version of what it is made with, finds nothing."""
    one = kept_of_program(tmp_path, "things", dict[str, int])
    assert one.read() is None
    one.keep({"a": 1})
    assert one.read() == {"a": 1} == kept_of_program(tmp_path, "things", dict[str, int]).read()
    monkeypatch.setattr(kept, "_program", lambda: "another program")
    assert kept_of_program(tmp_path, "things", dict[str, int]).read() is None


def environment(code: SharedCode, text: str) -> jinja2.Environment:
    """Return an environment of one template."""
    return jinja2.Environment(loader=jinja2.DictLoader({"page": text}), bytecode_cache=code, autoescape=True)


def test_templates_are_compiled_once_for_all_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept makes the same page without the compiler; a template that was changed is compiled again."""
    first = SharedCode()
    assert environment(first, "a {{ b }}").get_template("page").render(b="<") == "a &lt;"
    first.write(tmp_path)
    later = SharedCode()
    later.read(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(jinja2.Environment, "_generate", lambda *_, **__: pytest.fail("compiled again"))
        assert environment(later, "a {{ b }}").get_template("page").render(b="<") == "a &lt;"
    assert environment(later, "other {{ b }}").get_template("page").render(b=1) == "other 1"


def test_code_that_others_may_have_written_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that others may write, or that is another user's, is as none; it is compiled anew."""
    first, path = SharedCode(), Settings(tmp_path).cache / "templates.kept"
    environment(first, "a {{ b }}").get_template("page")
    first.write(tmp_path)
    for mode, user, is_taken in ((0o644, 0, True), (0o664, 0, False), (0o646, 0, False), (0o644, 1, False)):
        path.chmod(mode)
        later = SharedCode()
        with monkeypatch.context() as patch:
            patch.setattr("os.geteuid", lambda user=user: path.stat().st_uid + user)
            later.read(tmp_path)
        assert bool(later._kept) is is_taken, (oct(mode), user)


def test_kept_addresses_are_those_that_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways, of every place of a state, names that only lead there included; of the other states they are made."""
    gazetteer = load_gazetteer()
    made, first, later = (PlaceAddresses(gazetteer) for _ in range(3))
    first.path(gazetteer.place("51059"))
    first.write(tmp_path)
    later.read(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr("comity.web.place_addresses._make", lambda *_: pytest.fail("made again"))
        later.path(gazetteer.place("51059"))
    state = gazetteer.in_state("VA")
    for place in map(state.place, range(len(state.geoids))):
        assert later.path(place) == made.path(place)
        assert later.find("va", place.geoid) == made.find("va", place.geoid)
        assert later.find("va", later.path(place).rpartition("/")[2]).path == later.path(place)
    assert later.path(gazetteer.place("12003")) == made.path(gazetteer.place("12003"))


def test_addresses_of_another_gazetteer_are_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slugs follow from the places: others give others."""
    gazetteer = load_gazetteer()
    first, later = PlaceAddresses(gazetteer), PlaceAddresses(gazetteer)
    first.path(gazetteer.place("51059"))
    first.write(tmp_path)
    monkeypatch.setitem(gazetteer.manifest, "made_of", "other tables")
    later.read(tmp_path)
    assert later._kept == {}
