"""Commands that change the record: add, build, decide; and the check of the archive."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from comity.cli.output import format_option, print_rows
from comity.errors import CheckError, SourceError, UsageError
from comity.settings import Settings, read_settings


def now() -> str:
    """Return the time of day in UTC, as ISO text with seconds."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@click.command()
@click.argument("source")
@click.argument("files", nargs=-1, required=True, type=click.Path())
@format_option
def add(source: str, files: tuple[str, ...], form: str | None) -> None:
    """Add publications to the record: FILES of one SOURCE, in any order, as often as you like.

    The bytes go to the archive under their hash, the rows to the ledger. A file that cannot be read is recorded with
    the reason, the others go in, and the exit code is that of the first such file. Run `comity build` afterwards.

    SOURCE `article` takes https addresses as well as saved pages, and archives them for review; COMITY_CONTACT then
    names an address at which the publisher reaches you.

    Example: comity add ice-287g lists/*.xlsx
    """
    from comity.cli.main import say
    from comity.release.intake import take_in

    if source == "article":
        _add_articles(files, form)
        return
    paths = [path for path in map(Path, files) if path.name != ".DS_Store"]
    with click.progressbar(
        length=len(paths), label="Adding", file=sys.stderr, hidden=not _shows_progress(paths)
    ) as bar:
        taken = take_in(read_settings(), source, paths, added_at=now(), progress=bar.update)
    columns = ("name", "publication_id", "outcome", "rows", "accepted", "refused")
    rows = [
        {column: getattr(item, column) for column in columns}
        | {"publication_id": f"{source}-{item.publication_id[:12]}"}
        for item in taken
    ]
    print_rows(columns, rows, form)
    failed = [item.error for item in taken if item.error]
    for error in failed:
        say(error)
    click.echo("Run `comity build` to compile a release.", err=True)
    if failed:
        sys.exit(failed[0].exit_code)


def _add_articles(texts: tuple[str, ...], form: str | None) -> None:
    """Archive articles and print what became of each; one that could not be had gives exit code 6."""
    from comity.watch.running import add_articles

    kept = add_articles(read_settings(), texts)
    columns = ("address", "outcome", "sha256", "kind", "size_bytes", "message")
    print_rows(columns, [{column: getattr(one, column) for column in columns} for one in kept], form)
    failed = [one for one in kept if not one.sha256]
    if failed:
        cure = "open it yourself and add the saved page: `comity add article FILE`"
        raise SourceError(f"{failed[0].outcome}: {failed[0].message}", where=failed[0].address, cure=cure)


def _shows_progress(paths: list[Path]) -> bool:
    return len(paths) > 20 and sys.stderr.isatty()


@click.command()
@format_option
def build(form: str | None) -> None:
    """Compile a release from everything in the record and put it in place.

    The same record gives the same bytes. A build that fails leaves the last good release where it is. Where lists are
    fetched (`comity update`), so does one that falls outside the expectations: `comity release diff` then shows it.

    Example: comity build
    """
    from comity.ledger import Ledger
    from comity.release.judging import build_judged

    settings = read_settings()
    report = build_judged(settings)
    with Ledger(settings.ledger) as ledger:
        run = ledger.start_run("build", started_at=now())
        ledger.finish_run(run, finished_at=now(), outcome=report.release.release_id, counts=report.counts)
    rows = [{"table": table, "rows": count} for table, count in report.counts.items()]
    print_rows(("table", "rows"), rows, form)
    facts = report.release.facts
    click.echo(f"Release {report.release.release_id}, as of {facts['as_of']}: {report.release.folder}", err=True)


@click.command()
@click.argument("kind", type=click.Choice(["same", "different", "withdraw"]))
@click.argument("ids", nargs=-1, required=True)
@click.option("--reason", required=True, help="Why: a sentence that another person can check.")
@click.option("--by", "decided_by", required=True, help="Who decides.")
def decide(kind: str, ids: tuple[str, ...], reason: str, decided_by: str) -> None:
    """Record that two agreements are the SAME or DIFFERENT, or WITHDRAW a decision.

    The decision names the printed identities of the two agreements, so it holds for every later build.

    Example: comity decide same us-fl-gulf-county-jail.1 us-fl-gulf-county-jail.2 --reason "one memo" --by "A. Reader"
    """
    from comity.ledger import Decision, Ledger

    settings = read_settings()
    with Ledger(settings.ledger) as ledger:
        number = len(ledger.decisions(withdrawn=True)) + 1
        if kind == "withdraw":
            (withdrawn,) = _exactly(ids, 1)
            decision = Decision(f"decision-{number}", "same", "", "", reason, decided_by, now(), withdrawn)
        elif len(set(ids)) < len(ids):
            raise UsageError(f"{ids[0]} is given twice", cure="name two agreements")
        else:
            left, right = (_reference(settings, agreement_id) for agreement_id in _exactly(ids, 2))
            decision = Decision(f"decision-{number}", kind, left, right, reason, decided_by, now())
        ledger.add_decision(decision)
    click.echo(f"{decision.decision_id} recorded; run `comity build` to apply it.")


def _exactly(ids: tuple[str, ...], count: int) -> tuple[str, ...]:
    if len(ids) != count:
        raise UsageError(f"this takes {count} id(s), not {len(ids)}", cure="see `comity decide --help`")
    return ids


def _reference(settings: Settings, agreement_id: str) -> str:
    """Return the printed identity of an agreement's latest row: state|agency|model|signed."""
    from comity.register.ask import agreement_reference
    from comity.release.opening import open_release

    return agreement_reference(open_release(settings), agreement_id)


@click.command()
@click.argument("action", type=click.Choice(["check"]))
@format_option
def archive(action: str, form: str | None) -> None:
    """Check every archived publication against its hash and name the damage.

    Example: comity archive check
    """
    from comity.archive import Archive
    from comity.ledger import Ledger

    settings = read_settings()
    expected: list[str] = []
    if settings.ledger.exists():
        with Ledger(settings.ledger, read_only=True) as ledger:
            expected = [stored.publication_id for stored in ledger.lists() if stored.read_by != "starter"]
            expected += ledger.fetched_hashes()
    damage = Archive(settings.archive).check(expected)
    rows = [{"path": item.path, "kind": item.kind, "message": item.message} for item in damage]
    print_rows(("path", "kind", "message"), rows, form, empty="Every archived publication matches its hash.")
    if damage:
        raise CheckError(f"{len(damage)} archived publication(s) are damaged", where=str(settings.archive))
