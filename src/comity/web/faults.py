"""The one shape of an error over HTTP: status, code, problem, where and cure; JSON for programs, a page for people."""

from __future__ import annotations

import sqlite3
from importlib import import_module, util
from traceback import format_exception
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException

from comity.errors import ComityError, RecordError
from comity.web.addresses import API

# HTTP's own refusals in the words of this site; what stands for a status that is not among them is 400's.
_HTTP: dict[int, tuple[str, str]] = {
    400: ("usage", "read /api/openapi.json for what may be asked"),
    404: ("not_found", "begin at / or read /api/openapi.json"),
    405: ("method_not_allowed", "only reading is offered: use GET"),
    413: ("too_large", "ask for less at once"),
    500: ("unforeseen", "try again, and report it if it stays"),
}
_WORDS = {404: "there is nothing at this address", 405: "this method is not offered here"}
# A value that cannot be taken is shown as far as a person reads it.
_LONGEST_SHOWN = 60
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
    if isinstance(error, sqlite3.OperationalError):
        # Mostly a release that an older version of the program built, without a table that answers need now.
        return problem_of(RecordError("the release cannot be read as this version does", cure="run `comity build`"))
    if isinstance(error, HTTPException) and error.status_code < 500:
        code, cure = _HTTP.get(error.status_code, _HTTP[400])
        return Problem(error.status_code, code, _WORDS.get(error.status_code, str(error.detail)), "", cure)
    code, cure = _HTTP[500]
    return Problem(500, code, "something went wrong inside", "", cure)


def problem_with(request: Request[Any, Any, Any], error: Exception) -> Problem:
    """Return what is wrong with a request: of a parameter that is none of its kind, which, and what would be one."""
    extra: Any = getattr(error, "extra", None)
    if not (isinstance(error, ValidationException) and isinstance(extra, list) and extra):
        return problem_of(error)
    key = str(extra[0].get("key", ""))
    definition = request.route_handler.parsed_fn_signature.parameters.get(key)
    name = getattr(definition and definition.kwarg_definition, "name", None) or key
    value = str(request.query_params.get(name, ""))
    shown = value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…"
    cure = known_parameters(request).get(name, "").rstrip(".")
    return Problem(400, _HTTP[400][0], f"{shown!r} cannot be taken for it", name, cure or _HTTP[400][1])


def known_parameters(request: Request[Any, Any, Any]) -> dict[str, str]:
    """Return the query parameters that the OpenAPI document gives a request's route, with what each means."""
    template = request.scope.get("path_template", "")
    paths = request.app.openapi_schema.paths or {}
    operation = paths[template].get if template in paths else None
    parameters: list[Any] = list(operation.parameters or ()) if operation else []
    return {one.name: one.description or "" for one in parameters if one.param_in == "query"}


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Return the answer to a request that failed."""
    problem = problem_with(request, error)
    if problem.status >= 500:
        trace = "".join(format_exception(error))
        import structlog  # it loads what colours traces, and hardly any answer fails

        structlog.get_logger("comity.web").error("a request failed", path=request.url.path, trace=trace)
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
