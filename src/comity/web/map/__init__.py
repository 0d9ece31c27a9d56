"""The files that a browser loads for the map: scripts, styles and shapes, the map's record, and its picture.

May import `atlas`, `assets` and what they may; never `pages` or `api`.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from comity.errors import NotFoundError
from comity.web.addresses import ASSETS, Language
from comity.web.assets import assets, media_type
from comity.web.atlas.files import RECORD_PATH, map_bytes, shapes_of
from comity.web.atlas.view import map_picture, map_view, picture_path
from comity.web.served import Served

# A name tells its content, so that what stands under it never changes.
_FOR_EVER = {"cache-control": "public, max-age=31536000, immutable"}
_LANGUAGES: tuple[Language, ...] = ("en", "es")


@get(f"{ASSETS}{{name:str}}", sync_to_thread=True)
def asset(served: Served, name: str) -> Response[bytes]:
    """Answer with a built file, or with the shapes that were swapped in."""
    shapes = shapes_of(served)
    content = shapes.content if shapes and name == shapes.name else assets().read(name)
    return Response(content, media_type=media_type(name), headers=_FOR_EVER)


@get(RECORD_PATH, sync_to_thread=True)
def record(served: Served) -> Response[bytes]:
    """Answer with what the map is drawn from."""
    return Response(map_bytes(served), media_type="application/json")


@get(picture_path("en"), sync_to_thread=True)
def picture(served: Served) -> Response[str]:
    """Answer with the map of the newest day as a picture."""
    return _picture(served, "en")


@get(picture_path("es"), sync_to_thread=True)
def picture_in_spanish(served: Served) -> Response[str]:
    """Answer with the map of the newest day as a picture with Spanish words."""
    return _picture(served, "es")


def _picture(served: Served, language: Language) -> Response[str]:
    drawn = map_picture(served, language)
    if not drawn:
        cure = "run `make setup` in a checkout (it needs Node)"
        raise NotFoundError("the map's shapes were not built", where=picture_path(language), cure=cure)
    return Response(drawn, media_type="image/svg+xml; charset=utf-8")


def prepare(served: Served) -> None:
    """Make ahead what the first reader of the map would wait for."""
    map_bytes(served)
    for language in _LANGUAGES:
        map_view(served, language, "states")


HANDLERS: list[Any] = [asset, record, picture, picture_in_spanish]
PREPARE = [prepare]
