"""One structured line per step, as JSON, for whatever collects a machine's logs."""

from __future__ import annotations

from typing import Any, Protocol, TextIO

import structlog


class Journal(Protocol):
    """Takes one line with its fields."""

    def info(self, event: str, **fields: Any) -> Any:
        """Write a line about what went as it should."""

    def warning(self, event: str, **fields: Any) -> Any:
        """Write a line about what a person should know."""


def open_journal(stream: TextIO, **fields: Any) -> Journal:
    """Return a journal that writes JSON lines to a stream, each with these fields, its level and the time in UTC."""
    logger = structlog.wrap_logger(
        structlog.WriteLogger(stream),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.JSONRenderer(sort_keys=True, ensure_ascii=False),
        ],
        wrapper_class=structlog.BoundLogger,
        cache_logger_on_first_use=False,
    )
    bound: Journal = logger.bind(**fields)
    return bound


class Silence:
    """A journal that keeps nothing."""

    def info(self, event: str, **fields: Any) -> None:
        """Drop the line."""

    def warning(self, event: str, **fields: Any) -> None:
        """Drop the line."""
