"""Commands that list: agreements, changes, publications, issues, claims."""

from __future__ import annotations

import sqlite3

import click

from comity.cli.output import format_option, print_rows
from comity.errors import UsageError
from comity.model.words import EventKind, Verdict
from comity.register import ask
from comity.register.ask import AFTER_ELECTION
from comity.register.question import read_day
from comity.release.opening import open_release
from comity.settings import read_settings


def check_state(text: str | None) -> str:
    """Return the postal code of a state given by code or name, or "" where none was given."""
    if not text:
        return ""
    from comity.places import load_gazetteer

    code = load_gazetteer().state_code(text)
    if not code:
        raise UsageError(f"there is no state {text!r}", where="--state", cure="use a postal code such as VA")
    return code


state_option = click.option("--state", help="Only this state: postal code or name.")


@click.command()
@click.option("--as-of", "as_of", help="Only what the lists show on this day, as they showed it then.")
@state_option
@click.option("--status", type=click.Choice(["listed", "no_longer_listed", "superseded"]), help="Only this status.")
@format_option
def agreements(as_of: str | None, state: str | None, status: str | None, form: str | None) -> None:
    """List agreements: whose, of which model, signed and listed when, and whether they are still listed.

    `no_longer_listed` says that later lists lack the agreement, and no more: only a claim can say that one ended.

    Example: comity agreements --as-of 2025-06-30 --state VA --format csv
    """
    day, code = read_day(as_of, "--as-of"), check_state(state)
    with open_release(read_settings()) as release:
        rows = ask.agreements(release, as_of=day, state=code, status=status or "")
    people = ("agency", "state", "model", "signed_on", "first_listed_on", "last_listed_on", "status", "agreement_id")
    print_rows(ask.AGREEMENT, rows, form, people=people, empty="The lists show no such agreement.")


@click.command()
@click.option("--since", help="Changes first seen on or after this day.")
@click.option("--until", help="Changes first seen on or before this day.")
@state_option
@click.option("--event", type=click.Choice([kind.value for kind in EventKind]), help="Only this kind of change.")
@click.option(
    "--after-election",
    is_flag=True,
    help="Set beside each change the last general election of the office that decides, if in the 12 months before.",
)
@format_option
def changes(
    since: str | None, until: str | None, state: str | None, event: str | None, after_election: bool, form: str | None
) -> None:
    """List what changed between lists: after which list, by which list, and what was printed before and after.

    A departure is listed only once later lists have confirmed it. With --after-election, `days_after` counts from the
    deciding office's general election to the first list with the change; it is empty where the election fell between
    the two lists. That the two are near in time is a coincidence and no more: nothing is said of why a change came.

    Example: comity changes --since 2025-12-01 --state TX
    """
    days = read_day(since, "--since"), read_day(until, "--until")
    code = check_state(state)
    with open_release(read_settings()) as release:
        rows = ask.changes(release, since=days[0], until=days[1], state=code, event=event or "")
        if after_election:
            rows = _after_elections(release, rows)
    extra = AFTER_ELECTION if after_election else ()
    shown = ("last_general_on", "days_after") if after_election else ("before", "after", "after_on")
    people = ("by_on", "event", "state", "agency", "model", *shown)
    print_rows((*ask.CHANGE, *extra), rows, form, people=people, empty="No such change.")


def _after_elections(release: sqlite3.Connection, rows: list[ask.Row]) -> list[ask.Row]:
    """Return changes with the elections of the years that they lie in, and of the year before."""
    from comity.cli.elections import find_contests_of
    from comity.register.after_election import pair_with_elections
    from comity.register.decided import offices_by_agreement

    years = [int(row["by_on"][:4]) for row in rows]
    contests = find_contests_of(range(min(years) - 1, max(years) + 1)) if years else []
    return pair_with_elections(rows, offices_by_agreement(release), contests)


@click.command()
@click.option("--source", help="Only this source.")
@click.option("--verdict", type=click.Choice([verdict.value for verdict in Verdict]), help="Only this verdict.")
@format_option
def publications(source: str | None, verdict: str | None, form: str | None) -> None:
    """List the publications, their dates, their rows and what each was judged to be as a whole.

    Example: comity publications --verdict suspect
    """
    with open_release(read_settings()) as release:
        rows = ask.publications(release, source=source or "", verdict=verdict or "")
    people = ("published_on", "list", "rows", "refused", "verdict", "publication_id", "reason")
    print_rows(ask.PUBLICATION, rows, form, people=people, empty="No such publication.")


@click.command()
@click.option("--code", help="Only this kind of issue.")
@format_option
def issues(code: str | None, form: str | None) -> None:
    """List everything that a person should look at, with its place and what can be done.

    Example: comity issues --code unresolved_agency
    """
    with open_release(read_settings()) as release:
        rows = ask.issues(release, code=code or "")
    people = ("code", "subject", "message", "count", "locator")
    print_rows(ask.ISSUE, rows, form, people=people, empty="Nothing that a person should look at.")


@click.command()
@state_option
@format_option
def claims(state: str | None, form: str | None) -> None:
    """List claims: what a source says of a place, office or law, in its words, and who says so.

    Example: comity claims --state CA --format json
    """
    code = check_state(state)
    with open_release(read_settings()) as release:
        rows = ask.claims(release, state=code)
    people = ("subject_state", "on", "statement", "attributed_to", "claim_id")
    print_rows(ask.CLAIM, rows, form, people=people, empty="No such claim.")
