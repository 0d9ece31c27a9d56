"""Whether a verb of saying says something: not "state agencies", "said goodbye", "denied the application"."""

from __future__ import annotations

from comity.reader.expressions import Expression
from comity.reader.parsing import BE, Parse, Span

_WANTED = Expression("wanted")
# What is said that is an act and tells nothing: "said goodbye to ICE", "said no".
_NO_SPEECH = Expression("said-as-act")
_PAPERS_AHEAD = Expression("papers-ahead")


def is_saying(parse: Parse, cue: Span, text: str, folded: str) -> bool:
    """Return whether a cue is used as a finite verb: not "state agencies", "the report"."""
    if any(parse.text(i) == "as" for i in range(max(0, cue.first - 4), cue.first)) and cue.pattern.effect == "announce":
        return False
    if cue.pattern.effect == "deny" and any(parse.text(i) in _WANTED.words for i in range(cue.after, cue.after + 4)):
        return False  # who denies an application says no to it
    if parse.text(cue.first) in {"told", "informed"} and parse.text(cue.first - 1) in BE:
        return False  # "the agency was told"
    if parse.text(cue.after) in _NO_SPEECH.words or (parse.text(cue.first) == "put" and parse.text(cue.after) != "it"):
        return False  # "said goodbye to", "put on its contract"
    start = parse.words[cue.first].start
    if cue.first > 0 and text[start].isupper() and parse.text(cue.first - 1) not in {'"', "."}:
        return False  # "the United States" says nothing
    if cue.form in {"past", "s"} and parse.text(cue.first - 1) == "which" and parse.text(cue.first - 2) == ",":
        return parse.text(cue.after) == "that"  # "the center, which says that …"
    if cue.form in {"past", "s"}:
        return parse.text(cue.first - 1) not in {"the", "a", "an", "its", "their", "his", "her", "who", "which"}
    before = parse.text(cue.first - 1)
    if cue.form == "base" and _PAPERS_AHEAD.match(folded[parse.start : start]):
        return True  # "records from the sheriff show"
    return cue.form == "base" and (before in {"they", "we", "i", "and"} or (before.endswith("s") and "'" not in before))
