"""A page on the terminal with the words that each claim rests on marked, and the pattern behind each."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator
from typing import Any

import click
import msgspec

from comity.cli.terminal import visible
from comity.reader.records import Election, Event, Relation
from comity.reader.shard import PageResult
from comity.release.proposing import evidence_end
from comity.text import CleanPage

Claim = Event | Relation | Election
_OPEN, _CLOSE = "⟦", "⟧"


def explain_page(result: PageResult, clean: CleanPage | None) -> None:
    """Print a page's text with its claims' words in ⟦number …⟧, then each claim with its pattern and its fields."""
    click.secho(plain(f"{result.id} · {result.title or '(no title)'}"), bold=True)
    click.echo(plain(" · ".join(_facts(result, clean))))
    for note in result.notes:
        click.secho(plain(note), fg="yellow")
    if clean is None:
        click.secho(plain(f"{result.outcome}: {result.reason}"), fg="yellow")
        return
    claims = list(claims_of(result))
    width = min(100, shutil.get_terminal_size((100, 40)).columns)
    click.echo()
    for paragraph in marked(clean.text, claims).splitlines():
        click.echo(textwrap.fill(plain(paragraph), width))
    for number, (kind, claim) in enumerate(claims, 1):
        click.echo()
        click.secho(plain(f"{number} · {kind} · pattern {claim.pattern or '(none)'}"), bold=True)
        for name, value in _shown(claim):
            click.echo(plain(f"  {name}: {value}"))
    if not claims:
        click.echo("\nNothing is proposed of this page.")


def claims_of(result: PageResult) -> Iterator[tuple[str, Claim]]:
    """Yield a page's claims with their kind, in the order of the text."""
    claims: list[tuple[str, Claim]] = [("event", claim) for claim in result.events]
    claims += [("relation", claim) for claim in result.relations]
    claims += [("election", claim) for claim in result.elections]
    yield from sorted(claims, key=lambda one: one[1].start)


def marked(text: str, claims: list[tuple[str, Claim]]) -> str:
    """Return the text with ⟦number before and ⟧ after the words of each claim; claims on the same words share one."""
    marks: list[tuple[int, int, str]] = []
    numbers: dict[tuple[int, int], list[int]] = {}
    for number, (_, claim) in enumerate(claims, 1):
        end = evidence_end(claim, text)
        if end > claim.start:
            numbers.setdefault((claim.start, end), []).append(number)
    for (start, end), told in numbers.items():
        marks.append((start, 1, f"{_OPEN}{','.join(map(str, told))} "))
        marks.append((end, 0, _CLOSE))
    parts, done = [], 0
    for at, _, mark in sorted(marks):
        parts += [text[done:at], mark]
        done = at
    return "".join([*parts, text[done:]])


def _facts(result: PageResult, clean: CleanPage | None) -> list[str]:
    published = (
        f"published {result.published} ({result.published_rule})" if result.published else "no day of publication"
    )
    encoding = f"{clean.encoding} ({clean.encoding_rule})" if clean and clean.encoding else ""
    outlet = clean.outlet if clean else ""
    return [fact for fact in (result.url or result.source, outlet, published, encoding) if fact]


def _shown(claim: Claim) -> Iterator[tuple[str, Any]]:
    for name, value in msgspec.to_builtins(claim).items():
        if name not in ("pattern", "start") and value not in (None, "", [], ()):
            yield name, ", ".join(map(str, value)) if isinstance(value, list) else value


def plain(text: str) -> str:
    """Return text for the terminal: no character that could steer it."""
    return visible(text, " ")
