"""Making a route of the API: what every one of them says of itself in the OpenAPI document."""

from __future__ import annotations

import msgspec
from litestar import get
from litestar.di import Provide
from litestar.openapi.datastructures import ResponseSpec

from comity.web.addresses import API
from comity.web.api.listing import read_paging
from comity.web.api.parameters import check_parameters
from comity.web.api.shapes import page_shape
from comity.web.faults import Fault

_PROBLEMS = {
    400: "The question cannot be understood: an unknown parameter, or a value that is none.",
    404: "The question is clear and the record holds no such thing.",
    414: "The address is too long.",
}


def offer_list(path: str, name: str, row: type[msgspec.Struct], tag: str, *, problems: tuple[int, ...] = ()) -> get:
    """Return the decorator of a handler that answers with a page of rows, on a thread."""
    return get(
        f"{API}{path}",
        operation_id=f"list_{name}",
        tags=[tag],
        responses=_responses(page_shape(f"{row.__name__}Page", row), (400, 414, *problems)),
        dependencies={"paging": Provide(read_paging, sync_to_thread=False)},
        before_request=check_parameters,
        include_in_schema=True,
        sync_to_thread=True,
    )


def offer_one(path: str, name: str, shape: type[msgspec.Struct], tag: str, *, threaded: bool | None = False) -> get:
    """Return the decorator of a handler that answers with one thing.

    `threaded` is for what takes some milliseconds, None for a handler that sees to that itself.
    """
    return get(
        f"{API}{path}",
        operation_id=f"get_{name}",
        tags=[tag],
        responses=_responses(shape, (400, 404, 414)),
        before_request=check_parameters,
        include_in_schema=True,
        sync_to_thread=threaded,
    )


def offer_whole(path: str, name: str, shape: type[msgspec.Struct], tag: str) -> get:
    """Return the decorator of a handler that answers with what is always there, such as the record in figures."""
    return get(
        f"{API}{path}",
        operation_id=f"get_{name}",
        tags=[tag],
        responses=_responses(shape, (400, 414)),
        before_request=check_parameters,
        include_in_schema=True,
        sync_to_thread=False,
    )


def _responses(shape: type[msgspec.Struct], problems: tuple[int, ...]) -> dict[int, ResponseSpec]:
    answer = ResponseSpec(shape, generate_examples=False, description="The answer.")
    unchanged = ResponseSpec(
        None, generate_examples=False, description="Nothing changed since the validator was given."
    )
    told = {
        status: ResponseSpec(Fault, generate_examples=False, description=_PROBLEMS[status])
        for status in sorted(problems)
    }
    return {200: answer, 304: unchanged, **told}
