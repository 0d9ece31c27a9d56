"""The program's own words take no side."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from comity.sources.curated import load_claims
from tests.wording.label_words import LIST, Label, find_labels, our_own_words, read_labels

ROOT = Path(__file__).resolve().parents[2]
LAW = ROOT / "src" / "comity" / "elections" / "law"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("label", read_labels(), ids=lambda label: label.label_id)
def test_each_label_finds_its_examples_and_spares_its_counter_examples(label: Label) -> None:
    """A label's pattern matches each of its examples and none of its counter-examples."""
    assert label.examples and label.counter_examples and label.reason.endswith(".")
    for example in label.examples:
        assert label.pattern.search(example), example
    for counter_example in label.counter_examples:
        assert not label.pattern.search(counter_example), counter_example


def test_no_counter_example_is_caught_by_another_label() -> None:
    """A text that one label spares is spared by the whole list, so that a cure never trips the next rule."""
    texts = [text for label in read_labels() for text in label.counter_examples]
    assert find_labels(texts) == []


def test_label_ids_are_unique_and_no_key_is_unknown() -> None:
    """The list holds each id once, and no key that nothing reads."""
    entries = tomllib.loads(LIST.read_text(encoding="utf-8"))["label"]
    assert len({entry["id"] for entry in entries}) == len(entries)
    known = {"id", "pattern", "case", "reason", "examples", "counter_examples"}
    assert {key for entry in entries for key in entry} <= known


@pytest.mark.parametrize(
    "text",
    [
        "The article says “sanctuary city”.",
        'The statute\'s words are "sanctuary policy".',
        "Set `sanctuary` in the field.",
        "> the far left and the far right\n",
        "```\nsoft on crime\n```",
    ],
)
def test_a_quotation_may_say_anything(text: str) -> None:
    """What is set off as quotation or code is not our own voice."""
    assert find_labels([text]) == []


@pytest.mark.parametrize(
    "text",
    [
        "It became a sanctuary city.",
        "“Yes”, said the sanctuary county, “no”.",
        'He said "yes" to the far left and "no" to the rest.',
        "Soros-linked",
    ],
)
def test_a_label_outside_the_quotation_is_found(text: str) -> None:
    """A label beside a quotation is still ours."""
    assert find_labels([text])


def test_proper_names_are_passed_over_and_only_they() -> None:
    """A name that holds a label word is spared where it is given, and the word elsewhere is not."""
    names = ["Sanctuary Hospital"]
    assert find_labels(["Sanctuary Hospital opened."], names) == []
    assert [f.words for f in find_labels(["Sanctuary Hospital is in a sanctuary county."], names)] == ["sanctuary"]


def test_an_unclosed_quotation_hides_nothing() -> None:
    """A quotation mark that is never closed does not swallow the rest of the page."""
    assert "sanctuary" in our_own_words('He said "yes.\n\nA sanctuary county.')


def test_claims_statements_and_notes_take_no_side() -> None:
    """All that the curated claims say in our own words passes: statements, notes, what was counted, dates' words."""
    record = load_claims()
    names = {publication.outlet for publication in record.publications}
    texts = [text for c in record.claims for text in (c.statement, c.note, c.counted, c.on_words, c.actor, c.citation)]
    texts += [publication.note for publication in record.publications]
    assert len(texts) > 6 * 39
    assert find_labels(texts, names) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_take_no_side(page: Path) -> None:
    """README, change log and documentation say no label word outside a quotation."""
    names = {publication.outlet for publication in load_claims().publications}
    assert find_labels([page.read_text(encoding="utf-8")], names) == []


def test_law_files_take_no_side() -> None:
    """What the election-law files say in our own words passes; their quotations of statutes are left out."""
    texts = [text for path in sorted(LAW.glob("*.toml")) for text in _own_texts(tomllib.loads(path.read_text("utf-8")))]
    assert find_labels(texts) == []


def test_help_texts_take_no_side() -> None:
    """Every command's help passes."""
    assert find_labels(_help_texts()) == []


def _own_texts(value: Any, key: str = "") -> list[str]:
    if isinstance(value, dict):
        return [text for name, item in value.items() for text in _own_texts(item, name)]
    if isinstance(value, list):
        return [text for item in value for text in _own_texts(item, key)]
    return [value] if isinstance(value, str) and key not in {"words", "quotation", "title"} else []


def _help_texts() -> list[str]:
    click = pytest.importorskip("click")
    main = pytest.importorskip("comity.cli.main", reason="the command line is not built yet", exc_type=ImportError)
    texts, waiting = [], [command for command in vars(main).values() if isinstance(command, click.Command)]
    assert waiting, "comity.cli.main holds no command"
    while waiting:
        command = waiting.pop()
        texts += [command.help or "", command.epilog or "", *(getattr(p, "help", None) or "" for p in command.params)]
        waiting += list(getattr(command, "commands", {}).values())
    return texts
