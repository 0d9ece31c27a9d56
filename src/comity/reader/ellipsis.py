"""Bodies that did what was told of another, in words that leave the act out: "So have Alder and Birch counties"."""

from __future__ import annotations

from comity.reader.context import Context
from comity.reader.expressions import Expression
from comity.reader.jurisdictions import Jurisdiction, distinct
from comity.reader.parsing import Parse
from comity.reader.records import Sentence

_SO_DID = Expression("so-did")
_AS_DID = Expression("as-did")


def so_did(context: Context, sentence: Sentence) -> tuple[list[Jurisdiction], str]:
    """Return who is said to have done likewise by "so have …", and the status of that; nobody where none is."""
    said = _SO_DID.match(context.folded, sentence.start)
    if said is None:
        return [], ""
    return _named(context, said.end(), sentence.end), "announced" if said[1] == "will" else "happened"


def as_did(context: Context, parse: Parse) -> list[Jurisdiction]:
    """Return who is said in passing to have done so before: "as Alder and Birch counties did"."""
    said = _AS_DID.search(context.folded, parse.start, parse.end)
    return _named(context, said.start(), said.end()) if said is not None else []


def _named(context: Context, start: int, end: int) -> list[Jurisdiction]:
    return distinct(context.ground.between(start, end))
