"""`comity show PLACE`: what is in force, since when, what changed, who says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import click

from comity.cli.deciders import deciding_lines, next_election
from comity.cli.output import plain, print_json, print_rows
from comity.errors import AmbiguousError, NotFoundError
from comity.places import Place, find_places, load_gazetteer
from comity.register.ask import Row
from comity.register.place import SECTIONS, PlaceHistory, as_json, place_history
from comity.register.question import read_day
from comity.release.opening import is_starter, open_release
from comity.settings import read_settings

FLAT = ("section", "id", "what", "state", "kind", "model", "on", "until", "status", "words", "source")


@click.command()
@click.argument("text", metavar="PLACE")
@click.option("--as-of", "as_of", help="As the lists showed it on this day.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="How to print.")
def show(text: str, as_of: str | None, form: str) -> None:
    """Show what is in force in a PLACE, since when, what changed and who says so.

    PLACE is a county, town or state as a person writes it, or a Census GEOID. `comity explain` takes each line's id.

    Example: comity show "Fairfax County, VA" --as-of 2025-06-30
    """
    day = read_day(as_of, "--as-of")
    place = find_one(text)
    settings = read_settings()
    with open_release(settings) as release:
        history = place_history(release, place, as_of=day)
    if form == "json":
        print_json(as_json(history))
    elif form == "csv":
        print_rows(FLAT, flat_rows(history), "csv")
    else:
        tell(history, starter=is_starter(settings))


def find_one(text: str) -> Place:
    """Return the one place that a text means; raise NotFoundError or AmbiguousError with the candidates."""
    if re.fullmatch(r"\d{2}|\d{5}|\d{7}|\d{10}", text.strip()):
        return load_gazetteer().place(text.strip())
    found = find_places(text)
    if not found:
        cure = 'write the county or town with its state, such as "Fairfax County, VA"'
        raise NotFoundError(f"no place is called {text!r}", cure=cure)
    if len(found) > 1 and not _is_plainly_meant(text, found):
        names = "; ".join(f"{place.label} ({place.geoid})" for place in found[:8])
        more = f" and {len(found) - 8} more" if len(found) > 8 else ""
        raise AmbiguousError(f"{text!r} may be {names}{more}", cure="name the state, or give the GEOID")
    return found[0]


def _is_plainly_meant(text: str, found: Sequence[Place]) -> bool:
    """Return whether the first candidate bears the very name that was written, and no other does."""
    written = re.sub(r"\s*,\s*", ", ", text).strip().casefold()
    same = [place for place in found if written in (place.label.casefold(), place.name.casefold())]
    return same == [found[0]]


def flat_rows(history: PlaceHistory) -> list[Row]:
    """Return every line of a history as rows with the same columns."""
    rows: list[Row] = []
    for section in SECTIONS:
        rows += [{"section": section, **_FLATTEN[section](row)} for row in getattr(history, section)]
    return rows


def _flat_agreement(row: Row) -> Row:
    return {
        "id": row["agreement_id"], "what": row["agency"], "state": row["state"], "kind": row["kind"],
        "model": row["model"], "on": row["first_listed_on"], "until": row["last_listed_on"], "status": row["status"],
        "words": f"signed {row['signed_on']}" if row["signed_on"] else "", "source": row["moa_url"],
    }  # fmt: skip


def _flat_pending(row: Row) -> Row:
    return {
        "id": row["pending_id"], "what": row["agency"], "state": row["state"], "kind": row["kind"],
        "model": row["model"], "on": row["first_pending_on"], "until": row["last_pending_on"],
        "status": row["status"], "source": row["last_publication_id"],
    }  # fmt: skip


def _flat_change(row: Row) -> Row:
    return {
        "id": row["event_id"], "what": row["agency"], "state": row["state"], "kind": row["event"],
        "model": row["model"], "on": row["after_on"], "until": row["by_on"],
        "words": " → ".join(text for text in (row["before"], row["after"]) if text), "source": row["publication"],
    }  # fmt: skip


def _flat_deciding(row: Row) -> Row:
    return {
        "id": row["office_id"], "what": f"{row['agency']}: {row['body']}" if row["agency"] else row["body"],
        "kind": row["decider_kind"], "on": row["next_general_on"], "status": row["next_standing"],
        "words": next_election(row), "source": row["citation"],
    }  # fmt: skip


def _flat_claim(row: Row) -> Row:
    return {
        "id": row["claim_id"], "what": row["statement"], "state": row["subject_state"], "kind": row["kind"],
        "on": row["on"] or row["valid_from"], "until": row["valid_until"], "status": row["status"],
        "words": row["quotation"], "source": row["attributed_to"],
    }  # fmt: skip


_FLATTEN: dict[str, Callable[[Row], Row]] = {
    "in_force": _flat_agreement,
    "no_longer": _flat_agreement,
    "statewide": _flat_agreement,
    "pending": _flat_pending,
    "deciding": _flat_deciding,
    "changes": _flat_change,
    "claims": _flat_claim,
    "laws": _flat_claim,
}


def tell(history: PlaceHistory, *, starter: bool = False) -> None:
    """Print a history for a person."""
    place = history.place
    people = f", population {place.population:,}" if place.population else ""
    click.secho(f"{place.label} ({place.geoid}{people})", bold=True)
    if not history.newest_list_on:
        click.echo("No list of ICE's is held for that day.")
    else:
        click.echo(
            f"As ICE's list of {history.newest_list_on} shows it"
            + (f", as of {history.as_of}." if history.as_of else ".")
        )
    _section(
        "In force, as listed",
        [_agreement_line(row) for row in history.in_force],
        "No agreement of this place is listed.",
    )
    _section("No longer listed, or superseded", [_agreement_line(row) for row in history.no_longer])
    _section("Pending", [_pending_line(row) for row in history.pending])
    _section(
        f"Bodies of the whole state ({place.state}), as listed", [_agreement_line(row) for row in history.statewide]
    )
    _section("Who decides, and when they are next chosen", deciding_lines(history))
    _section("What changed between lists", [_change_line(row) for row in history.changes])
    _section("What is claimed, and who says so", [_claim_line(row) for row in history.claims])
    _section("Laws that speak to it", [_claim_line(row) for row in history.laws])
    _section("Mind", history.notes)
    click.echo()
    click.echo("Any id in brackets goes down to its source: comity explain ID")
    if starter:
        click.echo("This is the starter record of the package; add newer lists with `comity add ice-287g FILE…`.")


def _section(title: str, lines: Sequence[str], empty: str = "") -> None:
    if not lines and not empty:
        return
    click.echo()
    click.secho(title, bold=True)
    for line in lines or [empty]:
        click.echo(f"  {line}")


def _agreement_line(row: Row) -> str:
    signed = f"signed {row['signed_on']}" if row["signed_on"] else "no signing date printed"
    listed = f"listed since {row['first_listed_on']}"
    if row["status"] != "listed":
        listed = (
            f"{row['status'].replace('_', ' ')}; lists of {row['first_listed_on']} to {row['last_listed_on']} show it"
        )
        listed += f", then {row['successor_id']}" if row["successor_id"] else ""
    return f"{row['agency']}: {row['model']}, {signed}, {listed} [{row['agreement_id']}]"


def _pending_line(row: Row) -> str:
    until = "" if row["status"] == "pending" else f" to {row['last_pending_on']}, no longer pending"
    return f"{row['agency']}: {row['model']}, pending since {row['first_pending_on']}{until} [{row['pending_id']}]"


def _change_line(row: Row) -> str:
    texts = " → ".join(text for text in (row["before"], row["after"]) if text)
    what = row["event"].replace("_", " ") + (f" ({texts})" if texts else "")
    return f"{row['after_on']} – {row['by_on']}: {row['agency']} {row['model']}: {what} [{row['event_id']}]"


def _claim_line(row: Row) -> str:
    when = row["on"] or row["valid_from"]
    quoted = f" “{row['quotation'].strip('“”')}”" if row["quotation"] else ""
    cited = f" ({row['citation']}, {row['checked']})" if row["citation"] else ""
    said = f" — {plain(row['attributed_to'])}" if row["attributed_to"] else ""
    return f"{when + ': ' if when else ''}{row['statement']}{cited}{quoted}{said} [{row['claim_id']}]"
