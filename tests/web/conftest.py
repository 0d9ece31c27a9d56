"""Fixtures of the web's tests: a small release, and a client of the application over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from web_made import home

from comity.settings import Settings
from comity.web import create_app


@pytest.fixture(scope="session")
def made_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return a data folder with a small release; nothing may write to it."""
    return home(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="session")
def made_app(made_settings: Settings) -> Litestar:
    """Return the whole application over the small release."""
    return create_app(made_settings, base_url="https://comity.example")


@pytest.fixture(scope="session")
def client(made_app: Litestar) -> Iterator[TestClient[Any]]:
    """Return a client of the application over the small release."""
    with TestClient(made_app) as client:
        yield client


@pytest.fixture(scope="session")
def real_client(real_home: Any) -> Iterator[TestClient[Any]]:
    """Return a client of the application over the release of every real list."""
    with TestClient(create_app(Settings(real_home))) as client:
        yield client
