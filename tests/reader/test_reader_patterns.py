"""Patterns are data: every one fits its examples and not its counter-examples, and is compiled once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.reader import patterns
from comity.reader.expressions import Expression, ExpressionRule, own_gate, write_expressions
from comity.reader.frames import frame_tree
from comity.reader.inflection import Doubling, Verbs, inflect, write_out
from comity.reader.literals import needed
from comity.reader.parsing import Parse
from comity.reader.patterns import PATTERN_FOLDER, Pattern, fold, load_patterns, own_patterns

_ALL = own_patterns().all
_RULES = own_patterns().rules
_READER = PATTERN_FOLDER.parent
# These tell an act; the others only give words that acts are made of.
_TELLING = frozenset(("change", "conduct", "law_act", "suit"))


def ids_in(text: str) -> set[str]:
    """Return the ids of the patterns that have a cue in a text, or a frame that is put together of its words."""
    patterns, folded = own_patterns(), fold(text)
    return {
        span.pattern.id for span in Parse(folded, 0, len(folded), patterns.find(folded), frame_tree(patterns)).spans
    }


@pytest.mark.parametrize("pattern", _ALL, ids=lambda pattern: pattern.id)
def test_a_pattern_fits_its_examples(pattern: Pattern) -> None:
    """Every pattern has a sentence of meaning, and a cue in each of its examples."""
    assert pattern.meaning.endswith(".")
    assert pattern.examples
    for example in pattern.examples:
        assert pattern.id in ids_in(example), example


@pytest.mark.parametrize(
    "pattern", [p for p in _ALL if p.role not in _TELLING and p.role != "hint"], ids=lambda p: p.id
)
def test_a_pattern_of_words_is_not_in_its_counter_examples(pattern: Pattern) -> None:
    """The words of a pattern are not found inside other words, nor in sentences that only look alike."""
    assert pattern.counter_examples
    for counter in pattern.counter_examples:
        assert pattern.id not in ids_in(counter), counter


@pytest.mark.parametrize("pattern", [p for p in _ALL if p.role in {"change", "conduct"}], ids=lambda p: p.id)
def test_a_pattern_of_an_act_tells_one(pattern: Pattern, read_made_up) -> None:  # type: ignore[no-untyped-def]
    """Each example of an act draws an event, and no counter-example draws one of that pattern."""
    for example in pattern.examples:
        assert read_made_up(_about(example)), example
    for counter in pattern.counter_examples:
        assert pattern.id not in {event.pattern for event in read_made_up(_about(counter))}, counter


def _fits(rule: ExpressionRule, text: str) -> bool:
    """Return whether an expression fits a text, tried as the reader tries it."""
    compiled = Expression(rule.id).compiled
    tried = {"anywhere": compiled.search, "start": compiled.match, "whole": compiled.fullmatch}[rule.at]
    return tried(fold(text) if rule.case == "folded" else text) is not None


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_an_expression_fits_its_examples_alone(rule: ExpressionRule) -> None:
    """Every expression has a sentence of meaning, fits each of its examples, and none of its counter-examples."""
    assert rule.meaning.endswith(".")
    assert rule.examples
    assert rule.counter_examples
    assert [one for one in rule.examples if not _fits(rule, one)] == []
    assert [one for one in rule.counter_examples if _fits(rule, one)] == []


def test_every_expression_is_looked_for() -> None:
    """The reader asks for every expression by its name or puts another together of it, and asks for no other."""
    asked = {
        name for path in _READER.rglob("*.py") for name in re.findall(r'Expression\("([^"]+)"\)', path.read_text())
    }
    named = {
        name for rule in _RULES for form in rule.words + rule.forms for name in re.findall(r"\{([a-z][a-z-]*)\}", form)
    }
    assert asked | named == {rule.id for rule in _RULES}
    assert asked <= set(own_patterns().expressions)


def _rule(name: str, *words: str) -> ExpressionRule:
    return ExpressionRule(id=name, meaning="M.", words=words, examples=(), counter_examples=())


def test_an_expression_is_put_together_of_words() -> None:
    """A name in an expression stands for the words of that name; one without words, or twice there, is refused."""
    written = write_expressions([_rule("whole", "{part} of it"), _rule("part", "some", "all")])
    assert written["whole"].text == r"\b(?:(?:some|all) of it)\b"
    for broken in ([_rule("whole", "{part}")], [_rule("part", "some"), _rule("part", "all")]):
        with pytest.raises(ComityError, match="part"):
            write_expressions(broken)


@pytest.mark.parametrize(
    ("expression", "literals"),
    [
        (r"\b(?:sheriffs?|jailers?)\b", {"sheriff", "jailer"}),
        (r"colou?rful|(?P<one>grayish)", {"colo", "grayish"}),
        (r"(?:ab|cdef)", set()),
        (r"abx(?!uvwxyz)def", {"abx"}),
        (r"[Ss]ince (?:19|20)\d\d", {"ince "}),
        (r"a{0,3}bcd", {"bcd"}),
        (r"(?:uvwxyz)?def", {"def"}),
        (r"(?:uvwxyz){2,}def", {"uvwxyz"}),
        (r"abc+defg", {"defg"}),
        (r"abcd*efgh|\$[(|)]ijk", {"efgh", "ijk"}),
        (r"x(?<!uvwxyz)DEF", {"def"}),
        (r"(?i:abc)def", set()),
        (r"sheriff|the", set()),
        (r"(abc)\1", set()),
        (r"\w+", set()),
    ],
)
def test_an_expression_says_what_literals_it_needs(expression: str, literals: set[str]) -> None:
    """Every way through an expression holds one of them; optional parts, asides and what is unknown give none."""
    assert needed(expression) == literals


def test_no_expression_is_left_out_where_it_fits() -> None:
    """On sentences of every kind an expression that fits is one that the literals in the sentence let through."""
    texts = [line for path in Path(__file__).parent.glob("*.toml") for line in path.read_text().splitlines()]
    texts += [one for rule in _RULES for one in rule.examples + rule.counter_examples]
    texts += [text.upper() for text in texts[-2_000:]]
    gate = own_gate()
    tried = [(bit, Expression(name).compiled.search) for name, bit in gate.bits.items()]
    assert len(tried) > 100
    for text in texts:
        opened = gate.open_for(text)
        assert not [look for bit, look in tried if not bit & opened and look(text)], text


def _about(sentence: str) -> str:
    """Return a sentence on a page that speaks of the invented county, so that pronouns and posts mean it."""
    return sentence if "Alder" in sentence else f"{sentence} This is a report from Alder County about ICE."


def test_patterns_are_kept_under_their_fingerprint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled patterns are written once and taken from there, by the same files alone."""
    cache = tmp_path / "cache"
    with monkeypatch.context() as patch:
        first = load_patterns(cache=cache)
        patch.setattr(patterns, "_compile", lambda *_: pytest.fail("compiled again"))
        assert load_patterns(cache=cache).literals == first.literals
    assert load_patterns().literals == first.literals
    (kept,) = cache.iterdir()
    kept.write_bytes(b"broken")
    assert load_patterns(cache=cache).literals == first.literals
    (tmp_path / "few").mkdir()
    (tmp_path / "few" / "laws.toml").write_bytes((PATTERN_FOLDER / "laws.toml").read_bytes())
    assert load_patterns(tmp_path / "few", cache).literals != first.literals


def test_each_process_takes_what_another_compiled(tmp_path: Path) -> None:
    """The reader's own patterns are kept in the data folder's cache, and nothing else is written there."""
    code = (
        "import comity.reader.patterns as p, sys\n"
        "if sys.argv[1:]: p._compile = None\n"
        "print(len(p.own_patterns().literals))"
    )
    environment = {**os.environ, "COMITY_HOME": str(tmp_path)}
    first, second = (
        subprocess.run([sys.executable, "-c", code, *more], env=environment, capture_output=True, text=True, check=True)
        for more in ((), ("again",))
    )
    assert first.stdout == second.stdout == f"{len(own_patterns().literals)}\n"
    files = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert files == ["cache/patterns.kept"]


def test_what_other_code_compiled_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does somebody without a home miss anything but the time."""
    first = load_patterns(cache=tmp_path)
    monkeypatch.setattr(patterns, "_makers", lambda: {"patterns.py": b"other code"})
    monkeypatch.setattr(patterns, "inflect", lambda phrase, _: [(phrase, "base")])
    assert len(load_patterns(cache=tmp_path).literals) < len(first.literals)
    monkeypatch.undo()
    monkeypatch.setattr(patterns, "read_settings", _no_home)
    assert own_patterns.__wrapped__().literals == first.literals


def _no_home() -> None:
    raise RuntimeError


def test_a_changed_file_changes_the_fingerprint(tmp_path: Path) -> None:
    """A folder with one file less has another fingerprint."""
    for path in PATTERN_FOLDER.glob("*.toml"):
        if path.name != "hints.toml":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    assert load_patterns(tmp_path).fingerprint != own_patterns().fingerprint


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('[[pattern]]\nid = "a"\n', "missing required field"),
        (
            '[[pattern]]\nid = "a"\nmeaning = "M."\nrole = "body"\nexamples = []\ncounter_examples = []\ncolour = 1',
            "colour",
        ),
        ("[[pattern]\n", "Expected"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, problem: str) -> None:
    """A pattern file that does not fit its schema is refused in one sentence that names it."""
    (tmp_path / "broken.toml").write_text(text)
    with pytest.raises(ComityError, match=r"broken\.toml") as refused:
        load_patterns(tmp_path)
    assert problem in str(refused.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    """Two patterns of one id are refused."""
    one = '[[pattern]]\nid = "a"\nmeaning = "M."\nrole = "body"\nwords = ["b"]\nexamples = []\ncounter_examples = []\n'
    (tmp_path / "twice.toml").write_text(one + one)
    with pytest.raises(ComityError, match="twice"):
        load_patterns(tmp_path)


def test_nothing_is_compiled_at_import() -> None:
    """Importing the reader's entry compiles no pattern."""
    code = "import comity.reader.page as p, comity.reader.patterns as q; print(q.own_patterns.cache_info().currsize)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "0"


@pytest.mark.parametrize(
    ("phrase", "forms"),
    [
        ("cancel it", {"cancel it", "cancels it", "canceled it", "cancelled it", "canceling it", "cancelling it"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("hold", {"hold", "holds", "held", "holding"}),
        ("be over", {"be over", "is over", "are over", "was over", "were over", "been over", "being over"}),
    ],
)
def test_a_verb_has_its_forms(phrase: str, forms: set[str]) -> None:
    """Regular, doubling, irregular and spelled-in-two-ways verbs are inflected in their first word."""
    verbs = Verbs(
        irregular={"hold": ("holds", "held", "held", "holding")},
        doubling=Doubling(always=("stop",), either=("cancel",)),
    )
    assert {form for form, _ in inflect(phrase, verbs)} == forms


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("287(g)", ["287(g)"]),
        ("(a|b) c", ["a c", "b c"]),
        ("(a |)c", ["a c", "c"]),
        ("(tell|call) (ice|immigration (agents|police))", 6),
    ],
)
def test_choices_are_written_out(words: str, written: list[str] | int) -> None:
    """Brackets with bars are choices, in one another too; a bracket without a bar is itself."""
    found = list(write_out(words))
    assert len(found) == written if isinstance(written, int) else found == written


@given(st.text(max_size=200))
def test_folding_keeps_the_length(text: str) -> None:
    """A folded text is as long as the text, so that every place in it is a place in the page."""
    assert len(fold(text)) == len(text)


@given(st.lists(st.sampled_from(sorted(own_patterns().literals)), max_size=8), st.sampled_from(" ,-.\n’"))
def test_the_matcher_finds_what_a_plain_search_finds(words: list[str], between: str) -> None:
    """One pass over all literals gives the same cues as looking for each literal by itself."""
    folded = fold(between.join(words))
    assert own_patterns().find(folded) == own_patterns().find_plainly(folded)


def test_a_pattern_is_a_record() -> None:
    """A pattern can be written and read back unchanged."""
    for pattern in _ALL:
        assert msgspec.json.decode(msgspec.json.encode(pattern), type=Pattern) == pattern
