"""The starter record's release, opened for the map, and the built shapes where they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.release import current_release
from comity.release.opening import answering_settings
from comity.settings import Settings
from comity.web.assets import assets
from comity.web.atlas.files import map_data
from comity.web.atlas.geometry import NAME, Geometry, parse_geometry
from comity.web.atlas.record import MapData
from comity.web.served import Served


@pytest.fixture(scope="session")
def atlas_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder in which the starter record answers."""
    return tmp_path_factory.mktemp("atlas")


@pytest.fixture(scope="session")
def served(atlas_home: Path) -> Iterator[Served]:
    """Return the starter record's release as it is served."""
    info = current_release(answering_settings(Settings(atlas_home)))
    assert info is not None
    one = Served(info, home=atlas_home)
    yield one
    one.close()


@pytest.fixture(scope="session")
def record(served: Served) -> MapData:
    """Return what the map of the starter record is drawn from."""
    return map_data(served)


@pytest.fixture(scope="session")
def shapes() -> Geometry:
    """Return the built shapes, or skip and say so."""
    built = assets().file(NAME)
    if built is None:
        pytest.skip("the map's shapes were not built (make setup does)")
    return parse_geometry(built)
