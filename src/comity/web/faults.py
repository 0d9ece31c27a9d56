"""The one shape of an error over HTTP: status, code, problem, where and cure; JSON for programs, a page for people."""

from __future__ import annotations

from importlib import import_module, util
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from comity.errors import ComityError
from comity.web.addresses import API

# HTTP's own refusals in the words of this site; what stands for a status that is not among them is 400's.
_HTTP: dict[int, tuple[str, str]] = {
    400: ("usage", "read /api/openapi.json for what may be asked"),
    404: ("not_found", "begin at / or read /api/openapi.json"),
    405: ("method_not_allowed", "only reading is offered: use GET"),
    413: ("too_large", "ask for less at once"),
    500: ("unforeseen", "try again, and report it if it stays"),
}
_CODES = {
    "UsageError": "usage",
    "NotFoundError": "not_found",
    "AmbiguousError": "ambiguous",
    "RecordError": "record",
    "BusyError": "busy",
    "StorageError": "storage",
}


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a request or with the answer to it, where, and the cure."""

    status: int
    code: str
    problem: str
    where: str
    cure: str


class Fault(msgspec.Struct, frozen=True):
    """The one shape of every error."""

    error: Problem


def problem_of(error: Exception) -> Problem:
    """Return an error in the one shape; what was not foreseen tells nothing of the inside."""
    if isinstance(error, ComityError):
        code = _CODES.get(type(error).__name__, "unforeseen")
        return Problem(error.http_status, code, error.problem, error.where, error.cure)
    if isinstance(error, HTTPException) and error.status_code < 500:
        code, cure = _HTTP.get(error.status_code, _HTTP[400])
        problem, where = _told(error)
        return Problem(error.status_code, code, problem, where, cure)
    code, cure = _HTTP[500]
    return Problem(500, code, "something went wrong inside", "", cure)


def _told(error: HTTPException) -> tuple[str, str]:
    """Return what the framework says is wrong, and which parameter."""
    if error.status_code == 404:
        return "there is nothing at this address", ""
    if error.status_code == 405:
        return "this method is not offered here", ""
    extra: Any = getattr(error, "extra", None)
    if isinstance(extra, list) and extra and isinstance(extra[0], dict):
        return str(extra[0].get("message", error.detail)), str(extra[0].get("key", ""))
    return str(error.detail or "the request cannot be understood"), ""


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Return the answer to a request that failed."""
    problem = problem_of(error)
    if problem.status >= 500:
        structlog.get_logger("comity.web").error("a request failed", path=request.url.path, exc_info=error)
    page = None if wants_json(request) else error_page(request, problem)
    if page is not None:
        return page
    body = msgspec.json.encode(Fault(problem))
    headers = dict(getattr(error, "headers", None) or {})
    return Response(body, status_code=problem.status, media_type="application/json", headers=headers)


def wants_json(request: Request[Any, Any, Any]) -> bool:
    """Return whether an error is told to a program: under the API, or where no page is accepted."""
    path = request.url.path
    if path.startswith((API, "/api/")):
        return True
    return "text/html" not in request.headers.get("accept", "text/html").replace("*/*", "text/html")


def error_page(request: Request[Any, Any, Any], problem: Problem) -> Response[Any] | None:
    """Return an error as a page for people, or None where the pages are not there."""
    if util.find_spec("comity.web.pages") is None:
        return None
    render = getattr(import_module("comity.web.pages"), "render_error", None)
    return render(request, problem) if render else None
