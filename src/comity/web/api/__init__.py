"""The API under `/api/v1`: reads only, JSON and CSV, described by `/api/openapi.json`. May import what `web` may."""

from typing import Any

from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

HANDLERS: list[Any] = []


def openapi_config(version: str) -> OpenAPIConfig:
    """Return what the OpenAPI document says of the whole."""
    # The document alone: the framework's own viewers would load scripts from elsewhere.
    document = JsonRenderPlugin(path="/openapi.json")
    return OpenAPIConfig(title="Comity", version=version, path="/api", render_plugins=[document])
