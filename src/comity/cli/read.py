"""The reader on the command line: a few pages to the terminal or a pipe, or many to a folder."""

from __future__ import annotations

import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.output import print_csv, print_table
from comity.cli.record import now
from comity.cli.terminal import visible
from comity.errors import UnreadableError, UsageError
from comity.settings import read_settings

if TYPE_CHECKING:
    from comity.archive.jobs import Engine, Result
    from comity.reader.shard import AskModel, PageResult
    from comity.text import CleanPage

CLAIMS = ("events", "relations", "elections")
COLUMNS = (
    "page", "claim", "kind", "instrument", "action", "jurisdiction_name", "state", "fips5_or_null", "agency", "status",
    "date", "actor", "pressed_by", "attributed_to", "subject", "relation", "object", "amount_usd", "office",
    "candidates", "winner", "evidence", "start", "pattern", "source",
)  # fmt: skip
PEOPLE = ("page", "claim", "what", "where", "status", "date", "attributed_to", "evidence")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["table", "csv", "jsonl", "parquet"]), default=None,
              help="A table (the default on a terminal), CSV, JSON lines (the default in a pipe), or with --out "
              "Parquet.")  # fmt: skip
@click.option("--explain", "is_explained", is_flag=True, help="Print each page with the words of its claims marked.")
@click.option("--propose", "is_proposed", is_flag=True, help="Send the claims to review: `comity review`.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write one file of results a file, and "
              "leave out the files that are done already.")  # fmt: skip
@click.option("--workers", type=click.IntRange(1, 512), help="Processes; the default with --out is one a processor.")
@click.option("--engine", type=click.Choice(["local", "dask"]), default="local", help="Where many files are read.")
@click.option("--scheduler", default="", metavar="ADDRESS", help="The scheduler of the dask cluster.")
@click.option("--second-look/--rules-alone", "looks_twice", default=True, help="Weigh what the rules find by what "
              "was learnt from labelled pages: some left out, some added (`learnt`). The default.")  # fmt: skip
@click.option("--model-endpoint", "endpoint", default="", metavar="URL", help="Also ask an OpenAI-compatible server; "
              "its proposals stand apart. It is sent the pages' text. Its key: COMITY_MODEL_KEY.")  # fmt: skip
@click.option("--model", default="", metavar="NAME", help="The model that the server is asked for.")
def read(files: tuple[Path, ...], form: str | None, **chosen: Any) -> None:
    """Read pages and propose claims: what happened where, when, on whose word, in the page's own words.

    FILES are .txt, .html, .jsonl (id, url, title, published, text), .warc or .warc.gz. A page that cannot be read gets
    its line, and the run goes on; at the end every page is counted as read, empty, refused or failed, and the exit
    code is 5 if any failed.

    Example: comity read pages.jsonl --format jsonl > claims.jsonl
    """
    if bool(chosen["endpoint"]) != bool(chosen["model"]):
        raise UsageError("a model needs both its server and its name", cure="give --model-endpoint URL --model NAME")
    if chosen["out"]:
        _read_into(files, form or "jsonl", **chosen)
    elif form == "parquet" or chosen["engine"] == "dask" or chosen["workers"]:
        raise UsageError("this needs a folder for the results", cure="give --out DIR")
    else:
        _read_here(files, form, **chosen)


def _read_here(files: tuple[Path, ...], form: str | None, **options: Any) -> None:
    """Read the pages one by one; a pipe gets each as soon as it is read."""
    from comity.reader.rows import count, jsonl_line

    counts: Counter[str] = Counter()
    chosen = form or ("table" if sys.stdout.isatty() else "jsonl")
    rows: list[dict[str, Any]] = []
    ledger = _Proposing() if options["is_proposed"] else None
    ask = asker(options["endpoint"], options["model"])
    for result, clean in _results(files, ask, looks_twice=options["looks_twice"]):
        counts.update(count(result))
        if result.outcome != "read":
            click.echo(visible(f"comity: {result.source}: {result.outcome}: {result.reason}"), err=True)
        if ledger and clean:
            ledger.propose(result, clean)
        if options["is_explained"]:
            _explain(result, clean)
        elif chosen == "jsonl":
            sys.stdout.buffer.write(jsonl_line(result))
            sys.stdout.buffer.flush()
        else:
            rows += claim_rows(result)
    if not options["is_explained"] and chosen != "jsonl":
        _print_rows(rows, chosen)
    if ledger:
        click.echo(ledger.summary(), err=True)
    _finish(counts)


def _explain(result: PageResult, clean: CleanPage | None) -> None:
    from comity.cli.marking import explain_page

    explain_page(result, clean)
    click.echo()


def _results(
    files: tuple[Path, ...], ask: AskModel | None, *, looks_twice: bool
) -> Iterator[tuple[PageResult, CleanPage | None]]:
    from comity.reader.shard import default_reader, read_source_page
    from comity.text import pages_of

    reader = default_reader(looks_twice=looks_twice)
    for path in files:
        for page in pages_of(path):
            yield read_source_page(page, reader, ask), page.clean


@cache
def asker(endpoint: str, model: str) -> AskModel | None:
    """Return what asks the model about a page, one for each process; None where no model is asked."""
    if not endpoint:
        return None
    from comity.archive.model_endpoint import KEY_VARIABLE, ModelEndpoint
    from comity.reader.model import ask_model

    server = ModelEndpoint(endpoint, os.environ.get(KEY_VARIABLE, ""))
    return partial(ask_model, model=model, ask=server.ask)


class _Proposing:
    """Sends what is read to the ledger and counts what that changed."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.added_at = now()

    def propose(self, result: PageResult, clean: CleanPage) -> None:
        """Record a page's claims as proposals."""
        from comity.ledger import Ledger
        from comity.release.proposing import propose_page

        if result.outcome == "read":
            with Ledger(read_settings().ledger) as ledger:
                outcome = propose_page(ledger, result, clean, added_at=self.added_at)
            for name in ("new", "known", "reopened", "outdated"):
                self.counts[name] += len(getattr(outcome, name))

    def summary(self) -> str:
        """Return what was proposed in one line."""
        told = ", ".join(f"{self.counts[name]} {name}" for name in ("new", "known", "reopened", "outdated"))
        return f"Proposed: {told}. Decide with `comity review`."


def claim_rows(result: PageResult) -> Iterator[dict[str, Any]]:
    """Yield a row for each claim of a page."""
    import msgspec

    for name in CLAIMS:
        for claim in getattr(result, name):
            fields = msgspec.to_builtins(claim)
            place = ", ".join(part for part in (fields.get("jurisdiction_name"), fields.get("state")) if part)
            yield fields | {
                "page": result.id,
                "claim": name.rstrip("s"),
                "what": _what(fields),
                "where": place or f"{fields.get('subject', '')} → {fields.get('object', '')}",
                "source": result.source,
            }


def _what(fields: dict[str, Any]) -> str:
    words = (fields.get(name) for name in ("action", "instrument", "relation", "office", "kind"))
    return " ".join([word for word in words if word][:2])


def _print_rows(rows: list[dict[str, Any]], form: str) -> None:
    if form == "csv":
        print_csv(COLUMNS, rows)
    else:
        print_table(PEOPLE, rows, "Nothing is proposed.")


def _read_into(files: tuple[Path, ...], form: str, **chosen: Any) -> None:
    """Read many files into a folder, each result durably, going on from what is there."""
    from comity.archive.jobs import run_into, unique_shards

    if form not in ("jsonl", "parquet") or chosen["is_explained"] or chosen["is_proposed"]:
        cure = "give --format jsonl or parquet, and read the results' pages again to explain or propose them"
        raise UsageError("a folder of results is JSON lines or Parquet", cure=cure)
    shards = unique_shards(files)
    counts: Counter[str] = Counter()
    resumed = failed = 0
    engine = _engine(chosen["engine"], chosen["scheduler"], chosen["workers"])
    asked = {"endpoint": chosen["endpoint"], "model": chosen["model"]}
    asker(**asked)  # here, where an address that must not be used can still be told
    work = partial(read_work, form=form, looks_twice=chosen["looks_twice"], **asked)
    made_by = _made_by(chosen["model"], looks_twice=chosen["looks_twice"])
    finished = run_into(chosen["out"], work, shards, engine, made_by=made_by, form=form)
    with click.progressbar(length=len(shards), label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        for one in finished:
            counts.update(one.counts)
            resumed += one.is_resumed
            if one.problem:
                failed += 1
                click.echo(visible(f"comity: {one.shard}: failed: {one.problem}"), err=True)
            bar.update(1)
    told = f"{len(shards)} files: {len(shards) - resumed - failed} read now, {resumed} were done, {failed} failed."
    click.echo(f"{told} Results: {chosen['out']}", err=True)
    counts["failed"] += failed
    _finish(counts)


def read_work(path: str, form: str, endpoint: str, model: str, *, looks_twice: bool = True) -> Result:
    """Return a file's results as bytes and counts: what a pool or a cluster runs."""
    from comity.archive.jobs import Result
    from comity.reader.rows import shard_rows

    return Result(*shard_rows(path, form, asker(endpoint, model), looks_twice=looks_twice))


def _made_by(model: str, *, looks_twice: bool) -> str:
    """Return what made a result: the version, the reader's own files, how it looked, and the model with its prompt."""
    from comity import __version__
    from comity.reader.model import PROMPT_VERSION

    package = Path(__file__).parent.parent
    digest = hashlib.sha256()
    for path in sorted(path for part in ("reader", "text", "places") for path in (package / part).rglob("*.*")):
        if path.suffix in (".py", ".toml", ".txt", ".bin", ".gz"):
            digest.update(path.read_bytes())
    asked = ("" if looks_twice else " rules-alone") + (f" {model}#{PROMPT_VERSION}" if model else "")
    return f"comity {__version__} {digest.hexdigest()[:16]}{asked}"


def _engine(name: str, scheduler: str, workers: int | None) -> Engine:
    from comity.archive.engines import DaskEngine, PoolEngine

    if name == "dask":
        if not scheduler:
            raise UsageError("--engine dask needs a scheduler", cure="give --scheduler ADDRESS, as in tcp://host:8786")
        return DaskEngine(scheduler)
    return PoolEngine(workers or os.cpu_count() or 1)


def _finish(counts: Counter[str]) -> None:
    """Say how every page came out, and end with the exit code of the failed ones."""
    from comity.text.pages import OUTCOMES

    pages = sum(counts[outcome] for outcome in OUTCOMES)
    told = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in OUTCOMES)
    claims = ", ".join(f"{counts[kind]:,} {kind}" for kind in CLAIMS)
    click.echo(f"{pages:,} {'page' if pages == 1 else 'pages'}: {told}. Proposed: {claims}.", err=True)
    if "model_claims" in counts:
        told = f"{counts['model_claims']:,} claims borne out by the pages, {counts['model_discarded']:,} thrown away"
        click.echo(f"The model: {told}, {counts['model_unanswered']:,} pages without an answer.", err=True)
    if counts["failed"]:
        sys.stdout.flush()
        sys.exit(UnreadableError.exit_code)
