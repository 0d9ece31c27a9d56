"""The page of a claim: the quotation in its context as far as it is stored, who says so, and where it stands."""

from __future__ import annotations

import msgspec

from comity.places import Place
from comity.register import ask
from comity.register.ask import Row
from comity.register.overview import conflicts_of
from comity.web import addresses
from comity.web.pages.agencies import body_crumbs, traced
from comity.web.pages.frame import Desk, Page
from comity.web.pages.machine import document_data


class ClaimView(msgspec.Struct, frozen=True):
    """Everything that a claim's page shows; `chain` is who said it first, then each who passed it on."""

    claim: Row
    path: str
    publication: Row
    place: Place | None
    chain: tuple[str, ...]
    lists: dict[str, tuple[str, ...]]
    conflict: str
    siblings: tuple[Row, ...]
    same_place: tuple[Row, ...]


def claim_page(desk: Desk, claim_id: str) -> Page:
    """Return the page of a claim; raise NotFoundError where there is none of that id."""
    connection = desk.served.connection
    found = traced(desk, "claim", claim_id)
    claim = found["record"]
    place = desk.served.gazetteer.get(claim["subject_place_geoid"]) if claim["subject_place_geoid"] else None
    of_state = ask.claims(connection, state=claim["subject_state"])
    view = ClaimView(
        claim=claim,
        path=addresses.claim_path(claim_id),
        publication=found["publication"],
        place=place,
        chain=tuple(claim["attributed_to"].split(", as cited by ")),
        lists={name: tuple(filter(None, claim[name].split(";"))) for name in ("covers", "applies_to")},
        conflict=conflicts_of(connection, [claim["act_id"]]).get(claim["act_id"], ""),
        siblings=tuple(row for row in of_state if _is_sibling(row, claim)),
        same_place=tuple(row for row in of_state if _is_near(row, claim)),
    )
    return Page(
        kind="claim",
        path=view.path,
        title=claim["statement"],
        description=desk.text("claim.describe", who=claim["attributed_to"], statement=claim["statement"]),
        view=view,
        crumbs=body_crumbs(desk, claim["subject_state"], claim["subject_place_geoid"]),
        data=document_data(found["publication"]) | {"abstract": claim["statement"]},
    )


def _is_sibling(row: Row, claim: Row) -> bool:
    return bool(row["publication_id"] == claim["publication_id"] and row["claim_id"] != claim["claim_id"])


def _is_near(row: Row, claim: Row) -> bool:
    """Return whether another publication's claim speaks of the same place and means: what may agree, or differ."""
    if claim["act_id"] and row["act_id"] == claim["act_id"]:
        return bool(row["claim_id"] != claim["claim_id"])
    same = all(row[name] == claim[name] for name in ("subject_place_geoid", "instrument", "kind"))
    return bool(same and row["publication_id"] != claim["publication_id"])
