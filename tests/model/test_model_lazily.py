"""A package's public names are there, all of them and no others, and are imported only when they are used."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from comity.lazily import names_from

SOURCE = Path(__file__).parents[2] / "src"
PACKAGES = sorted(
    ".".join(path.parent.relative_to(SOURCE).parts)
    for path in SOURCE.rglob("__init__.py")
    if "__getattr__ = names_from(" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", PACKAGES)
def test_every_public_name_of_a_package_is_found_and_no_other_is_promised(name: str) -> None:
    """Each name of `__all__` is had; each that has a home is in `__all__`."""
    package = import_module(name)
    assert len(PACKAGES) >= 6
    assert set(package._HOMES) <= set(package.__all__)
    assert all(getattr(package, public) is not None for public in package.__all__)


@pytest.mark.parametrize("name", PACKAGES)
def test_a_name_that_a_package_has_not_is_an_attribute_error(name: str) -> None:
    """As of any module, so that `hasattr` and `from … import` behave."""
    package = import_module(name)
    with pytest.raises(AttributeError, match=rf"module '{name}' has no attribute 'nothing_of_it'"):
        _ = package.nothing_of_it
    with pytest.raises(ImportError, match="nothing_of_it"):
        exec(f"from {name} import nothing_of_it")


def test_a_name_comes_from_its_module_as_that_is_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module is imported when its name is asked for, and what is changed in it later is what is given."""
    (tmp_path / "made_package").mkdir()
    (tmp_path / "made_package" / "__init__.py").write_text("")
    (tmp_path / "made_package" / "left.py").write_text("thing = 'left'\nother = 1\n")
    (tmp_path / "made_package" / "right.py").write_text("raise RuntimeError('imported')\n")
    monkeypatch.syspath_prepend(tmp_path)
    find = names_from("made_package", {"thing": "left", "never": "right"})
    assert "made_package.left" not in sys.modules
    assert find("thing") == "left"
    monkeypatch.setattr("made_package.left.thing", "changed")
    assert find("thing") == "changed"
    with pytest.raises(AttributeError):
        find("other")
    with pytest.raises(RuntimeError, match="imported"):
        find("never")


def test_packages_load_none_of_their_modules_before_one_is_used() -> None:
    """A command that needs one part of the program does not wait for the others."""
    code = f"import sys, importlib\nfor name in {PACKAGES!r}: importlib.import_module(name)\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    homes = {f"{name}.{home}" for name in PACKAGES for home in import_module(name)._HOMES.values()}
    assert len(homes) > 15 and homes.isdisjoint(ran.stdout.split())
