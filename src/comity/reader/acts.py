"""An act as a sentence tells it, and the families of instruments that it can be on."""

from __future__ import annotations

from dataclasses import dataclass

from comity.reader.parsing import Span
from comity.reader.verbgroups import VerbGroup

FAMILIES = {
    "287g_unspecified": "287g", "287g_jail_model": "287g", "287g_warrant_service": "287g", "287g_task_force": "287g",
    "detention_contract": "contract", "detainer_policy": "custody", "notification": "notification",
    "access_to_jail": "access", "information_sharing": "sharing", "other": "other",
}  # fmt: skip
# How many words an instrument may stand from its verb.
REACH = 14


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a sentence tells it; `instrument` is None where nothing is named ("it quit in 2015")."""

    head: Span
    group: VerbGroup
    instrument: Span | None
    action: str
    status: str
    is_practice: bool = False
    is_pressed: bool = False
    is_pledged: bool = False
    is_subject_voice: bool = False
