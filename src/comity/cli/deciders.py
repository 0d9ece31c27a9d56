"""Who decides, in words: the lines under that heading on a place's page."""

from __future__ import annotations

from collections.abc import Sequence

from comity.register.ask import Row
from comity.register.place import PlaceHistory

# How many of a kind a state's page names one by one; of more it gives the number.
FEW = 3
_MANY = {
    "office": "offices of {title}",
    "elected_officer": "other elected officers",
    "county_board": "governing boards of counties",
    "municipal_board": "governing bodies of municipalities",
    "institution_board": "boards of institutions",
    "authority_board": "boards of authorities",
    "unknown": "bodies for which it is not known",
}


def deciding_lines(history: PlaceHistory) -> list[str]:
    """Return a line for each decider here: for which bodies, when voters next choose it, and under which laws.

    A state has hundreds: those of a kind that are chosen on the same days are one line with their number.
    """
    by_decider: dict[str, list[Row]] = {}
    for row in history.deciding:
        by_decider.setdefault(row["body"] or row["agency"], []).append(row)
    if len(history.place.geoid) > 2:
        return [_line(rows) for rows in by_decider.values()]
    alike: dict[tuple[str, str, str], list[list[Row]]] = {}
    for rows in by_decider.values():
        title = rows[0]["office_id"].rpartition(".")[2].replace("-", " ")
        alike.setdefault((rows[0]["decider_kind"], title, next_election(rows[0])), []).append(rows)
    lines: list[str] = []
    for (kind, title, when), some in alike.items():
        if len(some) <= FEW or kind not in _MANY:
            lines += [_line(rows) for rows in some]
        else:
            lines.append("; ".join(filter(None, (f"{len(some)} {_MANY[kind].format(title=title)}", when))))
    return lines


def _line(rows: Sequence[Row]) -> str:
    first = rows[0]
    names = list(dict.fromkeys(row["agency"] for row in rows if row["agency"] and row["agency"] != row["body"]))
    if not first["body"]:
        return f"not known for {', '.join(names)}: {first['reason']}"
    parts = [first["body"] + (f", for {', '.join(names)}" if names else "")]
    when = next_election(first)
    if when or first["decider_kind"] in {"office", "elected_officer", "governor"}:
        parts.append(when or "when voters choose next is not known here")
    laws = list(dict.fromkeys(law for row in rows for law in row["law_claim_ids"].split(";") if law))
    if laws:
        parts.append(f"laws in force speak to it: {', '.join(laws)}")
    named = f" [{first['office_id']}]" if first["office_id"] else ""
    return f"{'; '.join(parts)}{named}"


def next_election(row: Row) -> str:
    """Return the next election of a decider in words, with how firm it is, or "" where it is not known."""
    stages = (
        ("filing closes", "next_filing_deadline"),
        ("primary", "next_primary_on"),
        ("runoff if needed", "next_primary_runoff_on"),
        ("general", "next_general_on"),
        ("general runoff if needed", "next_general_runoff_on"),
    )
    days = [f"{words} {row[column]}" for words, column in stages if row[column]]
    if not days:
        return ""
    special = "special election, " if row["next_kind"] == "special" else ""
    return f"next {special}{', '.join(days)} ({row['next_standing']})"
