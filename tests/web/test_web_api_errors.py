"""Every route answers with every status that the document declares, and every error has the one shape and a cure."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest
from litestar import Litestar, get
from litestar.testing import TestClient

from comity.errors import AmbiguousError, BusyError, ComityError, RecordError
from comity.settings import Settings
from comity.web import create_app
from comity.web.api import HANDLERS
from comity.web.faults import Fault, problem_of

Client = TestClient[Any]
# An id of each kind that the small release holds.
IDS = {
    "geoid": "12003",
    "agency_id": "us-fl-baker-county-sheriff",
    "agreement_id": "us-fl-baker-county-sheriff.1",
    "event_id": "",
    "contest_id": "us-va-fairfax-county-city.sheriff.2027",
    "office_id": "",
    "claim_id": "made-claim",
    "publication_id": "made-paper-2025-03-15",
}
OF_LIST = {"event_id": "changes", "contest_id": "contests", "office_id": "offices"}
PATHS = sorted(path.replace(":str}", "}") for handler in HANDLERS for path in handler.paths)
CASES = [(path, status) for path in PATHS for status in (200, 304, 400, 404, 414)]


@pytest.fixture(scope="module")
def document(client: Client) -> dict[str, Any]:
    """Return the OpenAPI document."""
    return dict(client.get("/api/openapi.json").json())


def filled(client: Client, path: str) -> str:
    """Return a route with an id that is there, and what it must be asked."""
    for name, known in IDS.items():
        if f"{{{name}}}" in path:
            wanted = (
                client.get(f"/api/v1/{OF_LIST[name]}?limit=1").json()["items"][0][name] if name in OF_LIST else known
            )
            return path.replace(f"{{{name}}}", wanted)
    return f"{path}?q=baker" if path.endswith("/search") else path


def ask(client: Client, path: str, status: int) -> Any:
    """Return an answer of a route that is to have a status."""
    good = filled(client, path)
    join = "&" if "?" in good else "?"
    if status == 304:
        return client.get(good, headers={"if-none-match": client.get(good).headers["etag"]})
    wrong = {
        200: good,
        400: f"{good}{join}nonsense=1",
        404: f"{path.partition('{')[0]}no.such~2fthing" if "{" in path else f"{path}?year=1901",
        414: f"{good}{join}x={'9' * 5000}",
    }
    return client.get(wrong[status])


@pytest.mark.parametrize(("path", "status"), CASES)
def test_every_route_has_every_status_that_it_declares(
    client: Client, document: dict[str, Any], path: str, status: int
) -> None:
    """And no route of a list says 404 without declaring it."""
    declared = {int(one) for one in document["paths"][path]["get"]["responses"]}
    if status not in declared:
        assert status == 404 and "{" not in path
        return
    answer = ask(client, path, status)
    assert answer.status_code == status, answer.text
    if status >= 400:
        fault = msgspec.json.decode(answer.content, type=Fault)
        assert fault.error.status == status and fault.error.code and fault.error.problem and fault.error.cure
        assert json.loads(answer.content) == {"error": msgspec.to_builtins(fault.error)}
    elif status == 304:
        assert answer.content == b"" and "content-type" not in answer.headers


def test_no_route_declares_a_status_that_is_not_tested(document: dict[str, Any]) -> None:
    """So that a new one brings its test."""
    for path, operations in document["paths"].items():
        assert {int(one) for one in operations["get"]["responses"]} <= {200, 304, 400, 404, 414}, path


def wrong_values(schema: dict[str, Any]) -> list[str]:
    """Return values that a parameter's schema does not allow."""
    if schema.get("format") == "date":
        return ["", "2025-13-01", "yesterday", "20250101", "2025-1-1", "0000-00-00"]
    if schema.get("type") in ("integer", "boolean"):
        return ["", "x", "1.5", "99999999999999999999", "-1"]
    if "enum" in schema:
        return ["nonsense", "\0", "x" * 400]
    pattern = ["nonsense value", "\0", "é"] if "pattern" in schema else []
    return [*pattern, "x" * (schema.get("maxLength", 300) + 1)]


def test_every_value_that_no_schema_allows_is_refused_by_name(client: Client, document: dict[str, Any]) -> None:
    """With the parameter's name in `where`, and what would be right as the cure."""
    refused = 0
    for path in PATHS:
        good = filled(client, path)
        for parameter in document["paths"][path]["get"]["parameters"]:
            if parameter["in"] != "query":
                continue
            for value in wrong_values(parameter["schema"]):
                base = good.partition("?")[0] if parameter["name"] == "q" else good
                query = dict([pair.split("=") for pair in base.partition("?")[2].split("&") if pair])
                answer = client.get(base.partition("?")[0], params={**query, parameter["name"]: value})
                assert answer.status_code == 400, (path, parameter["name"], value, answer.text)
                assert answer.json()["error"]["where"] == parameter["name"]
                refused += 1
    assert refused > 200


def test_what_is_not_offered_is_refused_with_what_is(client: Client) -> None:
    """A parameter with a slip is told the right one, another all that there are; the same one twice is one too many."""
    near = client.get("/api/v1/agreements?stat=VA").json()["error"]
    assert near["where"] == "stat" and near["cure"] == "did you mean state?"
    other = client.get("/api/v1/claims/made-claim?format=csv").json()["error"]
    assert other["cure"] == "use none"
    twice = client.get("/api/v1/agreements?state=VA&state=FL").json()["error"]
    assert twice["where"] == "state" and "more than once" in twice["problem"]
    backwards = client.get("/api/v1/changes?since=2025-02-01&until=2025-01-01").json()["error"]
    assert backwards["where"] == "until"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_reading_is_offered(client: Client, method: str) -> None:
    """Every other method is refused in the one shape, and told which there is."""
    answer = client.request(method, "/api/v1/claims", content=b"{}")
    assert answer.status_code == 405 and "GET" in answer.headers["allow"]
    assert answer.json()["error"]["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v2/claims", "/api/v1/claims/a/b", "/api/v1/..%2f.."])
def test_an_address_of_nothing_is_answered_in_the_one_shape(client: Client, path: str) -> None:
    """Under the API always as JSON, whatever is accepted."""
    answer = client.get(path, headers={"accept": "text/html"})
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


def test_an_id_of_another_table_is_none_of_this_one(client: Client) -> None:
    """An agency's id leads to no claim."""
    answer = client.get("/api/v1/claims/us-fl-baker-county-sheriff")
    assert answer.status_code == 404 and answer.json()["error"]["problem"] == "there is no such claim"


def failing(error: Exception, settings: Settings) -> Litestar:
    """Return an application with a route that fails."""
    app = create_app(settings, parts=("api",))

    @get("/api/v1/failing", sync_to_thread=False)
    def fail() -> None:
        raise error

    app.register(fail)
    return app


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ValueError("secret of the inside"), 500, "unforeseen"),
        (AmbiguousError("fits two", cure="name one"), 409, "ambiguous"),
        (BusyError("at work", cure="wait"), 503, "busy"),
        (RecordError("damaged", cure="run `comity build`"), 500, "record"),
    ],
)
def test_what_fails_inside_has_the_one_shape_and_tells_no_secret(
    made_settings: Settings, error: Exception, status: int, code: str
) -> None:
    """An error of the program's own tree keeps its words; any other is only said to have happened."""
    with TestClient(failing(error, made_settings), raise_server_exceptions=False) as client:
        answer = client.get("/api/v1/failing")
    assert answer.status_code == status
    told = msgspec.json.decode(answer.content, type=Fault).error
    assert told.code == code and "secret" not in answer.text and told.cure
    assert "x-content-type-options" in answer.headers and "etag" not in answer.headers


def test_every_error_of_the_tree_has_a_code_and_its_own_status() -> None:
    """None falls out of the shape."""
    for kind in ComityError.__subclasses__():
        told = problem_of(kind("wrong", where="here", cure="mend it"))
        assert (told.status, told.problem, told.where, told.cure) == (kind.http_status, "wrong", "here", "mend it")
        assert told.code


@pytest.mark.parametrize("path", ["/api/v1/contests?year=null", "/api/v1/agreements?as_of=Null"])
def test_the_word_null_is_no_value(client: TestClient[Any], path: str) -> None:
    """It is refused, because taking it for nothing would answer what was not asked."""
    answer = client.get(path)
    assert answer.status_code == 400 and answer.json()["error"]["problem"] == "is no value"
