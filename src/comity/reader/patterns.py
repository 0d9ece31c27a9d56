"""The reader's patterns: read from `patterns/*.toml`, written out into literals once, kept under their fingerprint."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import msgspec
from ahocorasick_rs import AhoCorasick, Implementation

from comity.archive.kept import Kept, fingerprint
from comity.errors import ComityError
from comity.reader.expressions import ExpressionRule, Written, write_expressions
from comity.reader.inflection import Verbs, inflect, write_out
from comity.settings import read_settings

PATTERN_FOLDER = Path(__file__).parent / "patterns"
_VERB_FILE = "verbs.toml"
_EXPRESSIONS = "expressions"  # the folder of the rules that are expressions
_FORMAT = "4"  # raise when the compiled form changes
_MAKERS = ("expressions.py", "inflection.py", "literals.py", "patterns.py")

Role = Literal[
    "instrument", "change", "conduct", "governor", "law", "law_act", "direction", "suit", "court", "speech", "source",
    "body", "federal", "outsider", "candidate", "state_body", "topic", "hypothetical", "condition", "foreign",
    "fiction", "advertisement", "hint", "class", "object", "space", "turn", "step", "case",
]  # fmt: skip
# A sentence without a cue of these roles can hold no act.
HEADS = frozenset({"change", "conduct", "law_act", "suit", "direction", "hint", "turn", "step"})


# How many words may stand between two parts of a frame: plainly, over a `~`, and with a `+`.
_CLOSE = 3
_GAPS = {"~": 8, "+": 0}

_T = TypeVar("_T")


class Pattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One pattern: what it means, its words, what it says of an act, and sentences that it does and does not fit."""

    id: str
    meaning: str
    role: Role
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    instrument: str = ""
    action: str = ""
    status: str = ""
    effect: str = ""
    voice: Literal["object", "subject"] = "object"
    objects: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    """What must follow within a few words, over an object: "take … out of", "turn … down"."""
    reach: int = 14
    """How many words may lie between the verb and what it is said of."""
    needs_decision: bool = False
    """Whether the verb tells an act only where somebody decides on it: "voted to keep"."""
    is_generic: bool = False
    frames: tuple[str, ...] = ()
    """What it is put together of: `{class}` and plain words in order, `~` for words between, `+` for none."""
    heads: tuple[str, ...] = ()
    """The only verbs, by their patterns' names, that it can be the object of; none named: any that fits."""
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pattern: tuple[Pattern, ...]


class _ExpressionFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    expression: tuple[ExpressionRule, ...]


class Cue(NamedTuple):
    """A literal found in a text on word boundaries, its pattern and form (base, s, past, part, ing, noun, word)."""

    start: int
    end: int
    pattern: Pattern
    form: str


class _Compiled(msgspec.Struct, frozen=True):
    patterns: tuple[Pattern, ...]
    literals: dict[str, tuple[tuple[int, str], ...]]
    rules: tuple[ExpressionRule, ...]
    expressions: dict[str, Written]


class Frame(NamedTuple):
    """A frame of a pattern: its parts in order, the gap before each in words, and the classes that it asks for."""

    pattern: Pattern
    parts: tuple[str, ...]
    gaps: tuple[int, ...]
    classes: frozenset[str]


def read_frame(pattern: Pattern, text: str) -> Frame:
    """Return a frame as its text says: `{class}` or a word, with `~` where more words may stand between, `+` none."""
    parts, gaps, gap = [], [], 0
    for item in text.split():
        if item in _GAPS:
            gap = _GAPS[item]
            continue
        parts.append(item)
        gaps.append(gap)
        gap = _CLOSE
    classes = frozenset(part[1:-1] for part in parts if part.startswith("{"))
    return Frame(pattern, tuple(parts), tuple(gaps), classes)


class Patterns:
    """All patterns with their literals and the matcher over them; make it with `load_patterns`."""

    def __init__(self, compiled: _Compiled, fingerprint: str) -> None:
        """Take what was compiled; the matcher is made when first used."""
        self.all = compiled.patterns
        self.fingerprint = fingerprint
        self.literals = list(compiled.literals)
        self.rules = compiled.rules
        self.expressions = compiled.expressions
        self._readings = list(compiled.literals.values())

    @cached_property
    def frames(self) -> tuple[Frame, ...]:
        """Return the frames of all patterns, their choices written out."""
        return tuple(read_frame(p, plain) for p in self.all for one in p.frames for plain in write_out(one))

    @cached_property
    def matcher(self) -> AhoCorasick:
        """Return the automaton over all literals."""
        return AhoCorasick(self.literals, implementation=Implementation.ContiguousNFA)

    def find(self, folded: str) -> list[Cue]:
        """Return every cue of a folded text in order, overlapping ones too, in one pass."""
        hits = self.matcher.find_matches_as_indexes(folded, overlapping=True)
        return self._cues((index, start, end) for index, start, end in hits if _stands_alone(folded, start, end))

    def find_plainly(self, folded: str) -> list[Cue]:
        """Return what `find` returns by looking for one literal after the other."""
        hits = []
        for index, literal in enumerate(self.literals):
            start = folded.find(literal)
            while start >= 0:
                if _stands_alone(folded, start, start + len(literal)):
                    hits.append((index, start, start + len(literal)))
                start = folded.find(literal, start + 1)
        return self._cues(hits)

    def _cues(self, hits: Iterable[tuple[int, int, int]]) -> list[Cue]:
        """Return hits of literals as cues, in order of place, length, pattern and form."""
        found = [(start, -end, number, form) for index, start, end in hits for number, form in self._readings[index]]
        return [tuple.__new__(Cue, (start, -end, self.all[number], form)) for start, end, number, form in sorted(found)]


_FOLD = {"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " ", "\t": " "} | dict.fromkeys(
    ("\u2010", "\u2011", "\u2012"), "-"
)


@lru_cache(maxsize=8)
def fold(text: str) -> str:
    """Return a text in lower case with plain quotes and spaces, of the same length; the last few are kept."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    # One after the other, which takes a fraction of the time that `translate` takes.
    for char, plain in _FOLD.items():
        lowered = lowered.replace(char, plain)
    return lowered


# A bill by its number run together: "SB8", "HB-9".
_NUMBERED = re.compile(r"\b(?:sb|hb|ab|lb|hf|sf|sjr|hjr|hcr)-?\d{1,4}\b")


def numbered_laws(folded: str, patterns: Patterns) -> list[Cue]:
    """Return the bills that a folded text names by a number run together, which no literal can hold."""
    law = next((pattern for pattern in patterns.all if pattern.role == "law"), None)
    return [Cue(m.start(), m.end(), law, "word") for m in _NUMBERED.finditer(folded)] if law else []


def _stands_alone(text: str, start: int, end: int) -> bool:
    if text[end : end + 2] == "'t":
        return False  # "won't" is no "won"
    before = text[start - 1 : start] if start else ""
    return not (before.isalnum() and text[start].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1].isalnum()
    )


def load_patterns(folder: Path = PATTERN_FOLDER, cache: Path | None = None) -> Patterns:
    """Return the patterns of every file in `folder`; with `cache`, what was compiled of the same bytes is taken thence.

    Raises `ComityError`, naming the file, for one that does not fit its schema or names an id twice.
    """
    files = sorted(folder.glob("*.toml")) + sorted((folder / _EXPRESSIONS).glob("*.toml"))
    texts = {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
    key = fingerprint(texts, _FORMAT)
    made_of = fingerprint(texts | _makers(), _FORMAT)
    kept = Kept(cache / "patterns.kept", made_of, _Compiled) if cache else None
    compiled = kept.read() if kept else None
    if compiled is None:
        compiled = _compile(texts)
        if kept:
            kept.keep(compiled)
    return Patterns(compiled, key)


@lru_cache(maxsize=1)
def own_patterns() -> Patterns:
    """Return the package's own patterns: compiled once for all processes, and kept in the data folder's cache."""
    try:
        cache = read_settings().cache
    except RuntimeError:  # whoever runs this has no home
        cache = None
    return load_patterns(cache=cache)


def _makers() -> dict[str, bytes]:
    """Return the code that compiles patterns: what other code has compiled is not taken."""
    folder = Path(__file__).parent
    return {name: (folder / name).read_bytes() for name in _MAKERS}


def _compile(texts: dict[str, bytes]) -> _Compiled:
    verbs = Verbs()
    patterns: list[Pattern] = []
    rules: list[ExpressionRule] = []
    for name, text in texts.items():
        if name == _VERB_FILE:
            verbs = _read_toml(text, name, Verbs)
        elif name.startswith(_EXPRESSIONS):
            rules.extend(_read_toml(text, name, _ExpressionFile).expression)
        else:
            patterns.extend(_read_toml(text, name, _File).pattern)
    seen: set[str] = set()
    for pattern in patterns:
        if pattern.id in seen:
            raise ComityError(f"the pattern {pattern.id!r} is there twice", where="reader/patterns", cure="rename one")
        seen.add(pattern.id)
    return _Compiled(tuple(patterns), _literals(patterns, verbs), tuple(rules), write_expressions(rules))


def _literals(patterns: list[Pattern], verbs: Verbs) -> dict[str, tuple[tuple[int, str], ...]]:
    found: dict[str, dict[tuple[int, str], None]] = {}
    for number, pattern in enumerate(patterns):
        forms = [form for phrase in pattern.verbs for plain in write_out(phrase) for form in inflect(plain, verbs)]
        forms += [(plain, "noun") for phrase in pattern.nouns for plain in write_out(phrase)]
        forms += [(plain, "word") for phrase in pattern.words for plain in write_out(phrase)]
        for literal, form in forms:
            found.setdefault(literal, {})[number, form] = None
    return {literal: tuple(readings) for literal, readings in sorted(found.items())}


def _read_toml(text: bytes, name: str, kind: type[_T]) -> _T:
    try:
        return msgspec.convert(tomllib.loads(text.decode()), kind)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise ComityError(
            str(error), where=f"reader/patterns/{name}", cure="docs/reader.md lists every field"
        ) from error
