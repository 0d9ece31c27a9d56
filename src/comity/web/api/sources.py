"""Where it comes from: claims in their sources' words, publications with their verdicts, issues for a person."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Response
from litestar.params import QueryParameter

from comity.model import Claim
from comity.model.words import ListKind, Verdict
from comity.register import ask
from comity.register.publishers import publication
from comity.register.question import Question
from comity.register.rows import PublicationRow
from comity.web.addresses import claim_path, publication_path, read_segment
from comity.web.api.listing import Paging, answer_one, answer_question
from comity.web.api.parameters import Identifier, PlaceGeoid, Since, SubjectState, Until, Word, code, days
from comity.web.api.records import Lines, answer_traced, record_shape
from comity.web.api.routes import offer_list, offer_one
from comity.web.api.shapes import shape
from comity.web.served import Served

CodeWord = Annotated[
    str | None, QueryParameter(name="code", min_length=1, max_length=80, description="A kind of issue.")
]
PUBLICATION = tuple(field.name for field in msgspec.structs.fields(PublicationRow))
CLAIM = tuple(field.name for field in msgspec.structs.fields(Claim))


@offer_list("/claims", "claims", shape("Claim", ask.CLAIM), "sources")
def list_claims(
    served: Served,
    paging: Paging,
    subject_usps: SubjectState = None,
    subject_place_geoid: PlaceGeoid = None,
    kind: Word = None,
    instrument: Word = None,
    status: Word = None,
    agency_id: Identifier = None,
    publication_id: Identifier = None,
) -> Response[Any]:
    """List claims by id: what a source says of a place, office or law, in its words, and who says so."""
    wanted = {
        "subject_state": code(subject_usps),
        "subject_place_geoid": subject_place_geoid,
        "kind": kind,
        "instrument": instrument,
        "status": status,
        "agency_id": agency_id,
        "publication_id": publication_id,
    }
    return answer_question(served, paging, "claims", ask.claims_asked().equal(wanted))


@offer_one(
    "/claims/{claim_id:str}", "claim", record_shape("ClaimWithRecord", CLAIM, single=("publication",)), "sources"
)
def get_claim(served: Served, claim_id: str) -> Response[Any]:
    """Show a claim whole: the quotation, where it stands, who says so, and the publication."""
    return answer_traced(served, "claim", claim_id, claim_path(read_segment(claim_id)))


@offer_list("/publications", "publications", shape("Publication", PUBLICATION), "sources")
def list_publications(
    served: Served,
    paging: Paging,
    source: Word = None,
    list_kind: Annotated[ListKind | None, QueryParameter(name="list", description="Which list.")] = None,
    verdict: Verdict | None = None,
    since: Since = None,
    until: Until = None,
) -> Response[Any]:
    """List publications by their dates, and what each was judged to be as a whole; the days are of publication."""
    first, last = days(since, until)
    order = ask.publications_asked().order
    asked = Question("publication", PUBLICATION, order).between("published_on", first, last)
    return answer_question(
        served, paging, "publications", asked.equal({"source": source, "list": list_kind, "verdict": verdict})
    )


_PUBLICATION = msgspec.defstruct(
    "PublicationWithRecord",
    [
        ("record", shape("PublicationRecord", PUBLICATION)),
        *((name, Lines) for name in ("changes", "rows", "claims", "issues")),
        ("before", str), ("after", str), ("page", str),
    ],
    kw_only=True,
)  # fmt: skip


@offer_one("/publications/{publication_id:str}", "publication", _PUBLICATION, "sources", threaded=True)
def get_publication(served: Served, publication_id: str) -> Response[Any]:
    """Show a publication: what was first seen in it, what it claims, its issues, and its neighbours in time."""
    wanted = read_segment(publication_id)
    return answer_one({**publication(served.connection, wanted), "page": publication_path(wanted)})


@offer_list("/issues", "issues", shape("Issue", ask.ISSUE), "sources")
def list_issues(
    served: Served, paging: Paging, code_word: CodeWord = None, publication_id: Identifier = None
) -> Response[Any]:
    """List everything that a person should look at, with its place and what can be done."""
    asked = ask.issues_asked(code=code_word or "").equal({"publication_id": publication_id})
    return answer_question(served, paging, "issues", asked)


HANDLERS = [list_claims, get_claim, list_publications, get_publication, list_issues]
