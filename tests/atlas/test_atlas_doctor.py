"""`comity doctor` says how the map stands."""

from pathlib import Path

import pytest

from comity.cli.doctor import _browser_files
from comity.settings import Settings
from comity.web import assets as assets_module
from comity.web.assets import Assets
from comity.web.atlas import geometry as geometry_module


def test_what_was_not_built_is_told_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without built files the doctor minds it and says how to build them."""
    for module in (assets_module, geometry_module):
        monkeypatch.setattr(module, "assets", lambda: Assets(tmp_path / "nothing"))
    ((check, state, _, cure),) = _browser_files(Settings(tmp_path))
    assert (check, state) == ("map", "mind")
    assert "make setup" in cure


def test_damaged_shapes_of_ones_own_are_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Shapes in the data folder that cannot be read are told as broken, with the command that mends them."""
    (tmp_path / "map.js").write_text("1")
    (tmp_path / "manifest.json").write_text('{"map.js": "map.js"}')
    monkeypatch.setattr(assets_module, "assets", lambda: Assets(tmp_path))
    (tmp_path / "geometry.json").write_text("{}")
    ((check, state, _, cure),) = _browser_files(Settings(tmp_path))
    assert (check, state) == ("map", "broken")
    assert "comity geometry build" in cure
