"""The ways of saying an act: each instrument and act in many constructions, beside sentences that tell of none."""

import tomllib
from pathlib import Path

import pytest

from comity.reader.acts import FAMILIES
from comity.reader.drafts import SIDES
from comity.reader.frames import frame_tree
from comity.reader.parsing import Parse
from comity.reader.patterns import Pattern, fold, own_patterns

_CASES = tomllib.loads((Path(__file__).parent / "made_up_constructions.toml").read_text(encoding="utf-8"))["case"]
# The labels' own grouping: what is done with a person at the jail's door is one family.
_CUSTODY = {"notification": "custody", "access": "custody"}
_FRAMED = [pattern for pattern in own_patterns().all if pattern.frames]


def told(events) -> list[str]:  # type: ignore[no-untyped-def]
    """Return each event as its family, side and place."""
    families = [(FAMILIES.get(event.instrument, "law"), event) for event in events]
    return sorted(
        {f"{_CUSTODY.get(family, family)} {SIDES[e.action]}: {e.jurisdiction_name}" for family, e in families}
    )


@pytest.mark.parametrize("case", _CASES, ids=lambda case: case["text"][:60])
def test_a_construction_tells_its_act(case, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Each sentence tells its acts and nothing else, and the plain path tells the same."""
    events = read_made_up(case["text"])
    assert told(events) == sorted(case["events"])
    assert read_made_up(case["text"], is_plain=True) == events


@pytest.mark.parametrize("pattern", _FRAMED, ids=lambda pattern: pattern.id)
def test_a_frame_asks_for_kinds_of_words_that_there_are(pattern: Pattern) -> None:
    """Every class that a frame names is a pattern's, and what only some verbs take names verbs that there are."""
    names = {one.id: one.role for one in own_patterns().all}
    frames = [frame for frame in own_patterns().frames if frame.pattern.id == pattern.id]
    assert {names.get(name) for frame in frames for name in frame.classes} <= {"class"}
    assert {names.get(head) for head in pattern.heads} <= {"change", "conduct"}
    assert (pattern.role == "object") == bool(pattern.heads)


@pytest.mark.parametrize(
    ("text", "is_framed"),
    [
        ("The sheriff lets ICE agents into the old jail.", True),
        ("ICE agents ate; the jail is old and into its last year.", False),
        (
            "ICE agents spoke of the weather of the county, of its fields, its farms and into what the jail had grown.",
            False,
        ),
    ],
)
def test_a_frame_holds_together(text: str, is_framed: bool) -> None:
    """The parts of a frame stand in their order, near each other, with no mark between that parts a sentence."""
    patterns, folded = own_patterns(), fold(text)
    spans = Parse(folded, 0, len(folded), patterns.find(folded), frame_tree(patterns)).spans
    assert any(span.pattern.id == "agents-in-jail" for span in spans) == is_framed
