"""Fixtures for every test: where the real files are, if they are here at all."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("COMITY_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of real files, or skip the test and say so."""
    if not SHARED.is_dir():
        pytest.skip(f"the real files are not here ({SHARED} is absent)")
    return SHARED
