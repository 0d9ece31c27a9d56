"""Requests made up from the OpenAPI document, right ones and wrong ones: no answer that it does not declare."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given, settings
from litestar import Litestar
from schemathesis import GenerationMode

from comity.web.api import HANDLERS

PATHS = sorted(path for handler in HANDLERS for path in handler.paths)
# An id may be any text, so that nothing can be wrong about it.
CASES = [
    (path, mode)
    for path in PATHS
    for mode in GenerationMode
    if mode is GenerationMode.POSITIVE or not (path.endswith((":str}", "/stats")))
]


# A wrong request may be so long that its address is refused before it is read.
REFUSED = [400, 404, 405, 409, 414, 422]


@pytest.fixture(scope="module")
def documented(made_app: Litestar) -> Any:
    """Return the application's document, as schemathesis reads it."""
    config = schemathesis.Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": REFUSED}}})
    return schemathesis.openapi.from_asgi("/api/openapi.json", made_app, config=config)


def templates(path: str) -> str:
    """Return a handler's path as the document writes it."""
    return path.replace(":str}", "}")


@pytest.mark.parametrize(("path", "mode"), CASES, ids=str)
def test_every_answer_is_one_that_the_document_declares(documented: Any, path: str, mode: GenerationMode) -> None:
    """Status, content type and shape; wrong requests are refused, right ones answered, other methods told off."""
    operation = documented[templates(path)]["GET"]

    @settings(max_examples=10, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: schemathesis.Case) -> None:
        if mode is GenerationMode.POSITIVE:
            # What no schema can say: a cursor is taken from an answer, and a span ends after it begins.
            assume("cursor" not in case.query)
            assume(case.query.get("since", "") <= case.query.get("until", "9999"))
        case.call_and_validate()

    answered()


def test_the_document_tells_of_every_route_and_no_other(documented: Any) -> None:
    """Each handler of the API stands in it once, under an id of its own."""
    found = [operation.ok() for operation in documented.get_all_operations()]
    assert sorted(operation.path for operation in found) == sorted(map(templates, PATHS))
    names = [operation.definition.raw["operationId"] for operation in found]
    assert len(set(names)) == len(names)
