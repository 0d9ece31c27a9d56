"""Fixtures for every test: where the real files are, if they are here at all."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import hypothesis
import pytest

from comity.release import open_current
from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings

# No test asserts time: on a busy machine an example, or the making of one, takes as long as it takes.
# The same examples each time, so that one commit's tests say the same thing twice; `explore` draws new ones:
# COMITY_HYPOTHESIS=explore make test
explore = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.register_profile("explore", explore)
hypothesis.settings.register_profile("comity", explore, derandomize=True)
hypothesis.settings.load_profile(os.environ.get("COMITY_HYPOTHESIS", "comity"))

SHARED = Path(os.environ.get("COMITY_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


def pytest_configure(config: pytest.Config) -> None:
    """Give the tests a data folder of their own, for what the program keeps from one process to the next."""
    home = TemporaryDirectory(prefix="comity-tests-")
    config.add_cleanup(home.cleanup)
    os.environ["COMITY_HOME"] = home.name


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real files, or skip the test and say so."""
    if not SHARED.is_dir():
        pytest.skip(f"the real files are not here ({SHARED} is absent)")
    return SHARED


@pytest.fixture(scope="session")
def real_home(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with every real list added and built, made once for all tests."""
    home = tmp_path_factory.mktemp("real")
    settings = Settings(home)
    lists = shared_data / "ice-287g"
    paths = sorted(path for path in lists.rglob("*") if path.suffix in {".xlsx", ".csv"})
    take_in(settings, "ice-287g", paths, added_at="2026-01-10T00:00:00Z")
    build(settings)
    return home


@pytest.fixture
def real_release(real_home: Path) -> Iterator[sqlite3.Connection]:
    """Return the release of every real list, open."""
    connection = open_current(Settings(real_home))
    yield connection
    connection.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the tests in a browser last: Playwright leaves an event loop and its greenlets in the main thread."""
    items.sort(key=lambda item: "browser" in Path(item.path).parts)
