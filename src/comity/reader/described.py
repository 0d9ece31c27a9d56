"""An agreement told by what is done under it: "an agreement by which the jail kept inmates at the agency's request"."""

from __future__ import annotations

from comity.reader.acts import Act
from comity.reader.parsing import Parse

_LINKING = frozenset(("which", "whereby", "that"))
_HOLDING = frozenset(("hold", "holds", "held", "keep", "keeps", "kept", "detain", "detains", "detained", "holding"))
_PAST_RELEASE = frozenset(
    ("request", "requests", "detainer", "detainers", "release", "past", "beyond", "extra", "longer", "48", "hours")
)
_RENTING = frozenset(("houses", "housed", "rent", "rents", "rented", "lodged", "lodges"))
_PERSONS = frozenset(("detainees", "immigrants", "people", "inmates", "prisoners", "migrants", "beds", "cells"))
# "An agreement that gave ICE an office inside the detention center".
_LETTING = frozenset(("gave", "gives", "give", "lets", "let", "allowed", "allows", "allow"))
_AGENTS = frozenset(("ice", "agents", "immigration", "agency"))
_ROOMS = frozenset(("office", "offices", "desk", "desks", "access", "workspace"))
# How far behind an agreement its clause may begin, and how long that is.
_REACH = 9
_CLAUSE = 16


def described_as(parse: Parse, act: Act) -> str:
    """Return the instrument that the clause behind "agreement" describes, "" where none stands there."""
    instrument = act.instrument
    if instrument is None or instrument.pattern.id != "generic-agreement":
        return ""
    near = range(instrument.after, min(len(parse.words), instrument.after + _REACH))
    link = next((i for i in near if (parse.text(i) in _LINKING and parse.is_link(i)) or parse.text(i) == "whereby"), -1)
    if link < 0:
        return ""
    said = {parse.text(i) for i in range(link, min(len(parse.words), link + _CLAUSE))}
    if said & _LETTING and said & _AGENTS and said & _ROOMS and said & {"inside", "in", "into"}:
        return "access_to_jail"
    if said & _HOLDING and said & _PAST_RELEASE:
        return "detainer_policy"
    return "detention_contract" if said & _RENTING and said & _PERSONS else ""
