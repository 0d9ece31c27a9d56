"""Pages and proposals made for these tests."""

from __future__ import annotations

from typing import Any

from comity.ledger import Proposed, ReadPage, text_hash
from comity.text.quotes import quote

AT = "2026-03-04T05:06:07Z"
URL = "https://paper.example/fairfax"
TEXT = (
    "Fairfax leaves the deal\n\n"
    "Fairfax County ended its agreement with ICE on January 22, 2018. The sheriff said so in a letter.\n\n"
    "Loudoun County is considering the same step.\n"
)
ENDED = "Fairfax County ended its agreement with ICE on January 22, 2018."
LOUDOUN = "Loudoun County is considering the same step."


def page_of(text: str = TEXT, url: str = URL, **more: str) -> ReadPage:
    """Return a page of a paper."""
    known = {"title": "Fairfax leaves the deal", "outlet": "The Paper", "published_on": "2018-01-23", **more}
    return ReadPage(text_hash(text), url, **known)  # type: ignore[arg-type]


def event_fields(**more: Any) -> dict[str, Any]:
    """Return the fields of an event as the reader gives them."""
    return {
        "kind": "local_decision",
        "instrument": "detention_contract",
        "action": "end",
        "jurisdiction_name": "Fairfax County",
        "jurisdiction_type": "county",
        "state": "VA",
        "fips5_or_null": "51059",
        "agency": "Fairfax County Sheriff's Office",
        "date": "2018-01-22",
        "date_text": "January 22, 2018",
        "status": "happened",
        "actor": None,
        "attributed_to": None,
        "state_in_text": False,
        "pressed_by": None,
        **more,
    }


def proposed(words: str = ENDED, text: str = TEXT, kind: str = "event", **more: Any) -> Proposed:
    """Return the proposal that rests on these words of a text."""
    start = text.index(words)
    return Proposed(kind, event_fields(**more), quote(text, start, start + len(words)), "ended-agreement")
