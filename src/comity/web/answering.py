"""Stands around the whole application: gives each request its release, and every answer its headers."""

from __future__ import annotations

from typing import Any

from comity.settings import Settings
from comity.web.served import Serving


class Answering:
    """Wraps the application's ASGI handler."""

    def __init__(self, app: Any, serving: Serving, settings: Settings) -> None:
        """Take the application's own handler and the release that answers."""
        self._app, self.serving, self.settings = app, serving, settings

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        scope["state"]["served"] = self.serving.current()
        await self._app(scope, receive, send)
