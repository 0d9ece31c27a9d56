"""A site with one list, watched by an empty data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.watch.publisher import Publisher
from tests.watch.site import Site, sheriffs


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Return a site that shows one list of participants."""
    with Publisher() as server:
        made = Site(server, tmp_path / "home")
        made.show(participatingAgencies07012025am_xlsx=sheriffs())
        yield made
