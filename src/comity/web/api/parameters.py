"""What may be asked: the parameters' types, and a check that a request asks nothing else.

Parameters are named like the columns that they filter by. A word that Litestar keeps for itself (`state`) is taken
under another name inside. Which parameters a route has is read from the OpenAPI document, so that the two cannot part.
"""

from __future__ import annotations

import difflib
from collections import Counter
from datetime import date
from typing import Annotated, Any, Literal

from litestar import Request
from litestar.params import QueryParameter

from comity.errors import UsageError
from comity.web.faults import known_parameters

# Longer than any id, name or cursor.
LONGEST_VALUE = 300
MOST_ROWS = 10_000
FEWEST_YEAR, LAST_YEAR = 1900, 2200

_DAY = "a day, as YYYY-MM-DD"
State = Annotated[
    str | None, QueryParameter(name="state", pattern="^[A-Za-z]{2}$", description="Postal code of a state, such as VA.")
]
SubjectState = Annotated[
    str | None,
    QueryParameter(name="subject_state", pattern="^[A-Za-z]{2}$", description="Postal code of a state, such as VA."),
]
CountyGeoid = Annotated[
    str | None, QueryParameter(pattern="^[0-9]{5}$", description="Five-digit GEOID of a county that is served.")
]
PlaceGeoid = Annotated[
    str | None,
    QueryParameter(pattern="^[0-9]{2,10}$", description="Census GEOID of a place: 2, 5, 7 or 10 digits."),
]
Year = Annotated[int | None, QueryParameter(ge=FEWEST_YEAR, le=LAST_YEAR, description="Year of the general election.")]
AsOf = Annotated[date | None, QueryParameter(description=f"As the lists showed it on {_DAY}.")]
Since = Annotated[date | None, QueryParameter(description=f"From {_DAY}, included.")]
Until = Annotated[date | None, QueryParameter(description=f"To {_DAY}, included.")]
Identifier = Annotated[str | None, QueryParameter(min_length=1, max_length=LONGEST_VALUE, description="An id.")]
Word = Annotated[str | None, QueryParameter(min_length=1, max_length=80, description="A word of the vocabulary.")]
Limit = Annotated[int, QueryParameter(ge=1, le=MOST_ROWS, description=f"How many rows at most, up to {MOST_ROWS}.")]
Cursor = Annotated[
    str | None,
    QueryParameter(
        min_length=1, max_length=LONGEST_VALUE, description="Where to go on: taken from `next`, never made up."
    ),
]
Format = Annotated[
    Literal["json", "csv"] | None, QueryParameter(description="json or csv; without it the Accept header decides.")
]


def day(value: date | None) -> str:
    """Return a day as ISO text, or "" for none."""
    return value.isoformat() if value else ""


def days(since: date | None, until: date | None) -> tuple[str, str]:
    """Return the ends of a span of days; raise UsageError where it ends before it begins."""
    if since and until and until < since:
        raise UsageError("the span ends before it begins", where="until", cure="give since and until in their order")
    return day(since), day(until)


def code(state: str | None) -> str:
    """Return a postal code in capitals, or "" for none."""
    return (state or "").upper()


def check_parameters(request: Request[Any, Any, Any]) -> None:
    """Raise UsageError where a request asks what its route does not offer, or asks the same twice."""
    pairs = list(request.query_params.multi_items())
    given = [name for name, _ in pairs]
    if not given:
        return
    known = known_parameters(request)
    for name, value in pairs:
        if name not in known:
            raise _unknown(name, known)
        # The framework would take the word for no value at all, and answer what was not asked.
        if value.lower() == "null":
            raise UsageError("is no value", where=name, cure="leave the parameter out")
    name, times = Counter(given).most_common(1)[0]
    if times > 1:
        raise UsageError("is given more than once", where=name, cure="give one value")


def _unknown(name: str, known: dict[str, str]) -> UsageError:
    shown = name[:60]
    near = difflib.get_close_matches(shown, known, n=1)
    meant = f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(known))}" if known else "use none"
    return UsageError("there is no such parameter here", where=shown, cure=meant)
