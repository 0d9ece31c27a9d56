"""The OpenAPI document: the framework writes it from the handlers; here stand its head, and what it says too broadly.

The framework tells an optional parameter as one that may be null, which no address can hold: null is taken out.
"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Request
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import License, Tag

from comity import __version__
from comity.web.addresses import OPENAPI

TEXT = (
    "The open record of how local law enforcement and federal immigration enforcement work together in the United"
    " States, who decides it, and when voters choose them. Only reads. Every answer comes from one release, which"
    " every page of rows names; validators (ETag, Last-Modified) change when the release does. Lists are JSON, or CSV"
    " with `format=csv` or `Accept: text/csv`; `next` leads to the next page. Every error has one shape, with its cure."
)
_CSV = (
    "The same rows under the same names, with a header; `;` between several values. A text that a spreadsheet would"
    " take for a formula has one apostrophe more in front. The next page stands in the Link header."
)
TAGS = {
    "record": "What the lists show: places, agencies, agreements, changes, pending entries.",
    "deciding": "Who decides, and when voters choose them.",
    "sources": "Where it comes from: claims, publications, issues.",
    "finding": "Search, and the record in figures.",
}


class Document(JsonRenderPlugin):
    """Hands out the document; the framework's own viewers would load scripts from elsewhere, and are left out."""

    def __init__(self) -> None:
        """Stand at the document's own address."""
        super().__init__(path="/openapi.json", media_type=MediaType.JSON)

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """Return the document."""
        return document_bytes(openapi_schema)


def document_bytes(schema: dict[str, Any]) -> bytes:
    """Return the framework's document as it is handed out."""
    for path in schema.get("paths", {}).values():
        for operation in path.values():
            operation["parameters"] = [_plain_parameter(one) for one in operation.get("parameters", [])]
            if any(one["name"] == "format" for one in operation["parameters"]):
                answer = operation["responses"]["200"]["content"]
                answer["text/csv"] = {"schema": {"type": "string", "description": _CSV}}
    return msgspec.json.encode(schema)


def _plain_parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "in", "required", "description")
    plain = {name: parameter[name] for name in names if name in parameter}
    return plain | {"schema": _without_null(parameter.get("schema", {}))}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    rest = {name: value for name, value in schema.items() if name not in ("oneOf", "description")}
    kinds = [kind for kind in schema.get("oneOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        rest = {**kinds[0], **rest}
    if isinstance(rest.get("type"), list):
        rest["type"] = next(kind for kind in rest["type"] if kind != "null")
    if "enum" in rest:
        rest["enum"] = [value for value in rest["enum"] if value is not None]
    if rest.get("default", "") is None:
        del rest["default"]
    return rest


def openapi_config() -> OpenAPIConfig:
    """Return what the document says of the whole."""
    head, _, _ = OPENAPI.rpartition("/")
    return OpenAPIConfig(
        title="Comity",
        version=__version__,
        description=TEXT,
        license=License(name="MIT", identifier="MIT"),
        path=head,
        tags=[Tag(name=name, description=text) for name, text in TAGS.items()],
        render_plugins=[Document()],
        use_handler_docstrings=True,
    )
