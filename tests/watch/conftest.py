"""A site with one list, watched by an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from comity.release.build import build
from comity.release.intake import take_in
from comity.settings import Settings
from tests.watch.publisher import Publisher
from tests.watch.site import Site, sheriffs


@pytest.fixture(scope="session")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache that holds what no list changes (the compiled law, the fixed tables), made once for all tests."""
    settings = Settings(tmp_path_factory.mktemp("warm") / "home")
    path = tmp_path_factory.mktemp("list") / "participatingAgencies07012025am.xlsx"
    path.write_bytes(sheriffs())
    take_in(settings, "ice-287g", [path], added_at="2025-07-01T06:00:00Z")
    build(settings)
    return settings.cache


def warm(home: Path, cache: Path) -> None:
    """Let a data folder begin with what the cache holds."""
    (home / "cache").mkdir(parents=True)
    for entry in cache.iterdir():
        (home / "cache" / entry.name).symlink_to(entry)


@pytest.fixture
def site(tmp_path: Path, warm_cache: Path) -> Iterator[Site]:
    """Return a site that shows one list of participants."""
    warm(tmp_path / "home", warm_cache)
    with Publisher() as server:
        made = Site(server, tmp_path / "home")
        made.show(participatingAgencies07012025am_xlsx=sheriffs())
        yield made
