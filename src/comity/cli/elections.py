"""Commands on election law: which contests there are, when, and by which rule."""

from __future__ import annotations

from pathlib import Path

import click

from comity.cli.output import format_option, print_page, print_rows
from comity.cli.questions import check_state, state_option
from comity.elections import Contest, Law, check_law, dates, describe_law, gaps, load_law, read_counties
from comity.errors import LawError, NotFoundError, UsageError
from comity.places import Place, load_gazetteer
from comity.register.ask import Row
from comity.register.contests import CONTEST, DATE, all_contests, contest_row, date_row
from comity.register.decided import deciding_offices
from comity.register.offices import office_id_of
from comity.release.opening import open_law, open_release
from comity.settings import read_settings
from comity.sources.curated import load_claims

OFFICES = ("sheriff", "prosecutor", "jailer")
office_option = click.option("--office", type=click.Choice(OFFICES), help="Only this office.")


@click.command("contests")
@click.argument("year", type=int)
@state_option
@office_option
@click.option("--deciding", is_flag=True, help="Only offices that decide on something in force or claimed.")
@click.option("--county", help="Only contests in which this county votes: its name, with the state, or its GEOID.")
@format_option
def list_contests(
    year: int, state: str | None, office: str | None, deciding: bool, county: str | None, form: str | None
) -> None:
    """List the contests of sheriffs, prosecutors and jailers in an election YEAR, with their dates.

    A date is projected from the law, scheduled by an official notice, or held; what the law files do not know is
    empty. A primary or runoff may depend on a condition: see `comity dates`. With --deciding, the most populous
    come first, and the last column has the people of the counties that vote.

    Example: comity contests 2027 --state VA --office sheriff --format csv
    """
    place = find_county(county, state)
    found = find_contests(year, (place.state if place else "") or check_state(state), office, place)
    people = ("state", "local_title", "unit", "kind", "filing_deadline", "primary_on", "general_on", "standing")
    extra = ("population",) if deciding else ()
    rows = _deciding(found) if deciding else [contest_row(one) for one in found]
    print_rows((*CONTEST, *extra), rows, form, people=(*people, *extra), empty=f"No such contest in {year}.")


def _deciding(contests: list[Contest]) -> list[Row]:
    """Return the contests of offices that decide on something, the most populous first."""
    with open_release(read_settings()) as release:
        people = deciding_offices(release)
    chosen = [(people[key], one) for one in contests if (key := office_id_of(one)) in people]
    chosen.sort(key=lambda pair: (-pair[0], pair[1].state, pair[1].unit_id, pair[1].office))
    return [contest_row(one) | {"population": count} for count, one in chosen]


def find_county(county: str | None, state: str | None) -> Place | None:
    """Return the county that an option names, or None where none was given."""
    if not county:
        return None
    from comity.cli.show import find_one

    code = check_state(state)
    place = find_one(f"{county}, {code}" if code and "," not in county and not county.isdigit() else county)
    if len(place.geoid) != 5:
        raise UsageError(
            f"{place.label} is no county", where="--county", cure="name a county, parish or independent city"
        )
    return place


def find_contests(year: int, state: str, office: str | None, place: Place | None = None) -> list[Contest]:
    """Return the contests of a year, of one state or the country; say on standard error what is not known of it."""
    law, units = open_law(read_settings().cache), read_counties(load_gazetteer())
    check_year(law, year)
    found = all_contests(law, year, units, load_claims().claims, state=state or None, office=office)
    tell_gaps(law, year, units, state)
    return [one for one in found if place is None or place.geoid in one.county_geoids]


def find_contests_of(years: range) -> list[Contest]:
    """Return the contests of several years in the whole country."""
    law, units = open_law(read_settings().cache), read_counties(load_gazetteer())
    return all_contests(law, years, units, load_claims().claims)


def check_year(law: Law, year: int) -> None:
    """Raise NotFoundError for a year of which no law file speaks."""
    first = min(one.file.valid_from for one in law.states.values())
    last = max(one.file.valid_until for one in law.states.values())
    if not first <= year <= last:
        raise NotFoundError(f"the law files speak of {first} to {last}, not of {year}", cure="ask for another year")


def tell_gaps(law: Law, year: int, units: dict[str, dict[str, str]], state: str = "") -> None:
    """Print on standard error what the law files do not know of a year, so that an empty cell is not misread."""
    chosen = [law.state(state)] if state else list(law.states.values())
    spoken = [one for one in chosen if one.file.valid_from <= year <= one.file.valid_until]
    silent = sorted(one.file.state for one in chosen if one not in spoken)
    if silent:
        click.echo(f"unknown: the law files of {', '.join(silent)} do not speak of {year}", err=True)
    for line in gaps(Law(spoken, law.fingerprint), year, units):
        click.echo(f"unknown: {line}", err=True)


@click.command("dates")
@click.option("--state", required=True, help="The state: postal code or name.")
@click.option("--year", type=int, required=True, help="The year of the general election.")
@office_option
@format_option
def list_dates(state: str, year: int, office: str | None, form: str | None) -> None:
    """List a state's election dates in a year: when filing closes, the primary, the general election, runoffs.

    Each has its rule with its citation, how firm it is, and the condition on which it is held. The office is `all`
    where the dates serve other offices and vacancies only.

    Example: comity dates --state GA --year 2026
    """
    law = open_law(read_settings().cache)
    check_year(law, year)
    rows = [date_row(one) for one in dates(law, check_state(state), year, office)]
    people = ("office", "stage", "on", "standing", "condition", "citation")
    print_rows(DATE, rows, form, people=people, empty="The law file dates nothing in that year.")


class LawVerbs(click.Group):
    """A group that takes a state in place of a verb."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the verb's command, else one that says the law of the state so named."""
        return super().get_command(ctx, cmd_name) or click.Command(cmd_name, callback=lambda: say_law(cmd_name))


@click.group(cls=LawVerbs, subcommand_metavar="STATE | check | compile | coverage")
def law() -> None:
    """Say a state's election law in plain words with citations; check all law files; say what they rest on.

    Example: comity law VA
    """


def say_law(state: str) -> None:
    """Print the law of a state in plain words."""
    for line in describe_law(open_law(read_settings().cache), check_state(state)):
        click.echo(line)


@law.command()
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Other law files.")
def check(folder: Path | None) -> None:
    """Check every law file against its schema, examples, counter-examples and published results: a line per state.

    Example: comity law check
    """
    from comity.elections.law import LAW_FOLDER

    used = folder or LAW_FOLDER
    checks = check_law(load_law(used, compiled_law=None), read_counties(load_gazetteer()), used)
    for one in checks:
        click.echo(one.line)
    failed = [one.state for one in checks if one.problems]
    if failed:
        raise LawError(f"the law of {', '.join(failed)} does not hold", cure="each line above says what")


@law.command("compile")
def compile_command() -> None:
    """Write what is compiled of the law files into the package, so that no start has to do it.

    Example: comity law compile
    """
    from comity.elections.law import COMPILED_LAW, compile_law

    click.echo(f"{COMPILED_LAW}: {compile_law():,} bytes")


@law.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the page there.")
def coverage(out: Path | None) -> None:
    """Say what each state's law file rests on: read, recalled, unknown; and how the totals compare.

    Example: comity law coverage --out docs/coverage.md
    """
    from comity.register.coverage import coverage_page

    page = coverage_page(open_law(read_settings().cache), read_counties(load_gazetteer()), load_claims().claims)
    print_page(page, out)
