"""The application: the parts' route handlers, the release that answers, one shape of error, OpenAPI."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import partial
from importlib import import_module, util
from typing import Any

from litestar import Litestar, Request
from litestar.config.app import AppConfig
from litestar.di import Provide
from litestar.exceptions import LitestarDeprecationWarning
from litestar.openapi.config import OpenAPIConfig

from comity.settings import Settings
from comity.web.answering import Answering
from comity.web.faults import answer_error
from comity.web.health import health
from comity.web.served import CHECK_EVERY, Served, Serving

# The parts, each with its `HANDLERS`; one that is not there offers nothing yet.
PARTS = ("api", "pages", "map", "feeds")


def create_app(
    settings: Settings,
    *,
    base_url: str = "",
    check_every: float = CHECK_EVERY,
    parts: Sequence[str] = PARTS,
    kind: type[Served] = Served,
) -> Litestar:
    """Return the application that serves the current release of a data folder, or the starter record's.

    `base_url` is the site's own address, for what leaves the site (feeds, calendars, the sitemap). A route handler
    that names a parameter `served` is given the release of its request, opened as a `kind`; `parts` may leave some out.
    Raises what opening a release raises.
    """
    made_ready = partial(prepare, parts)
    serving = Serving(settings, base_url=base_url, check_every=check_every, prepare=made_ready, kind=kind)
    return app_over(serving, parts)


def app_over(serving: Serving, parts: Sequence[str] = PARTS) -> Litestar:
    """Return the application that answers from a release that is held open already."""
    app = _assembled(parts)
    app.asgi_handler = Answering(app.asgi_handler, serving)
    return app


def _assembled(parts: Sequence[str]) -> Litestar:
    with warnings.catch_warnings():
        # `served` is known to every handler by its name alone; Litestar 3 will want it marked, 2 recommends it.
        warnings.filterwarnings("ignore", "(?s).*Inferred", LitestarDeprecationWarning)
        return Litestar(
            route_handlers=[health, *(handler for part in parts for handler in _offered(part, "HANDLERS"))],
            dependencies={"served": Provide(served_of, sync_to_thread=False)},
            exception_handlers={Exception: answer_error},
            openapi_config=_openapi(),
            # The API's routes say themselves that they belong to the document.
            include_in_schema=False,
            on_app_init=[_plainly],
            debug=False,
        )


def served_of(request: Request[Any, Any, Any]) -> Served:
    """Return the release that a request began with."""
    served: Served = request.scope["state"]["served"]
    return served


def prepare(parts: Sequence[str], served: Served) -> None:
    """Make ahead what the parts' answers need of a release: each part may offer `PREPARE`, a list of functions."""
    for part in parts:
        for make in _offered(part, "PREPARE"):
            make(served)


def _offered(part: str, name: str) -> list[Any]:
    if util.find_spec(f"comity.web.{part}") is None:
        return []
    return list(getattr(import_module(f"comity.web.{part}"), name, ()))


def _plainly(config: AppConfig) -> AppConfig:
    """Leave out what the framework would log by itself: failures are logged where they are answered."""
    config.logging_config = None
    return config


def _openapi() -> OpenAPIConfig | None:
    make = getattr(import_module("comity.web.api"), "openapi_config", None)
    return make() if make else None
