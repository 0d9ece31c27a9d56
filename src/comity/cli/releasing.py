"""`comity release diff`: what a new release would change, and letting one through that was held back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from comity.cli.output import format_option, print_json, print_rows
from comity.cli.record import now
from comity.errors import CheckError, UsageError
from comity.settings import Settings, read_settings

if TYPE_CHECKING:
    from comity.release.candidate import Candidate

COLUMNS = ("change", "kind", "id", "state", "agency", "detail")


@click.group()
def release() -> None:
    """Look at a new release before it takes the place of the last one.

    Example: comity release diff
    """


@release.command()
@click.option("--accept", "reason", help="Let this release through: why, in a sentence that another person can check.")
@click.option("--by", "decided_by", default="", help="Who decides.")
@click.option("--today", help="The day to count freshness from; by default today.")
@format_option
def diff(reason: str | None, decided_by: str, today: str | None, form: str | None) -> None:
    """Print what a release made now would change, without making it the current one.

    What falls outside the expectations stands on top, and the exit code is then 10. With --accept the decision is
    recorded, for this very release and no other; `comity build` or the next `comity watch` then puts it in place.

    Example: comity release diff --accept "ICE confirmed by letter that 68 agencies left" --by "A. Reader"
    """
    from comity.register.question import read_day
    from comity.release.candidate import make_candidate

    settings = read_settings()
    made = make_candidate(settings, read_day(today, "--today") if today else now()[:10])
    if form == "json":
        print_json(_as_json(made))
    else:
        print_rows(COLUMNS, _rows(made), form, empty="A release made now would be the one in place.")
    if made.faults and not made.is_accepted and reason is None:
        problem = "; ".join(made.faults)
        raise CheckError(problem, where=f"release {made.release.release_id}", cure="--accept REASON lets it through")
    if reason is not None:
        _accept(settings, made, reason, decided_by)


def _rows(made: Candidate) -> Iterator[dict[str, Any]]:
    if made.is_standing:
        return
    for fault in made.faults:
        yield {"change": "outside", "kind": "expectation", "id": made.release.release_id, "detail": fault}
    for table, (before, after) in made.difference.counts.items():
        if before != after:
            yield {"change": "changed", "kind": "table", "id": table, "detail": f"{before} → {after} rows"}
    yield from ({column: getattr(change, column) for column in COLUMNS} for change in made.difference.changes)


def _as_json(made: Candidate) -> dict[str, Any]:
    counts = made.difference.counts
    return {
        "release_id": made.release.release_id,
        "in_place_id": made.difference.before_id,
        "expectations": list(made.faults),
        "is_accepted": made.is_accepted,
        "tables": {table: {"before": before, "after": after} for table, (before, after) in counts.items()},
        "changes": [{column: getattr(one, column) for column in COLUMNS} for one in made.difference.changes],
    }


def _accept(settings: Settings, made: Candidate, reason: str, decided_by: str) -> None:
    from comity.ledger import Acceptance, Ledger
    from comity.release.judging import inputs_text

    if not made.faults:
        raise UsageError("nothing of this release falls outside the expectations", cure="run `comity build`")
    acceptance = Acceptance(
        made.release.release_id, inputs_text(made.release), made.faults, reason.strip(), decided_by.strip(), now()
    )
    with Ledger(settings.ledger) as ledger:
        ledger.add_acceptance(acceptance)
    click.echo(f"Release {made.release.release_id} is accepted; run `comity build` to put it in place.", err=True)
