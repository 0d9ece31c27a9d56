"""The interface's words: no string missing in a language, none in a template, none unused, none that takes a side."""

from __future__ import annotations

import re
import string
from enum import StrEnum
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from tests.wording.label_words import find_labels

from comity.elections import STAGES
from comity.elections.records import Kind, Standing
from comity.errors import RecordError
from comity.model import words as model_words
from comity.places import load_gazetteer
from comity.register.deciding import DeciderKind
from comity.register.trace import PRINTED
from comity.sources.curated import vocabulary
from comity.web.pages.frame import environment
from comity.web.pages.front import TERMS
from comity.web.words import LANGUAGES, Words, load_words
from comity.web.words.catalogue import Entry
from comity.web.words.dates import say_date, say_short_date

WEB = Path(__file__).resolve().parents[2] / "src" / "comity" / "web"
TEMPLATES = sorted((WEB / "templates").glob("*.html"))
EN, ES = load_words("en"), load_words("es")
# What may stand in a template as it is: names of formats and of the models, which are the same in every language.
SAME = {"SVG", "CSV", "SHA-256", "JEM", "WSO", "TFM", "kB"}


def entry(words: Words, key: str) -> dict[str, str]:
    """Return a string's forms."""
    found: Entry = words._entries[key]  # type: ignore[assignment]
    return dict(found) if isinstance(found, dict) else {"": str(found)}


def fields(text: str) -> set[str]:
    """Return the names that a string leaves open."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_strings() -> None:
    """Same keys, same forms, the same names left open."""
    assert EN.keys() == ES.keys()
    for key in EN.keys():  # noqa: SIM118  words are no mapping
        ours, theirs = entry(EN, key), entry(ES, key)
        assert ours.keys() == theirs.keys(), key
        for form in ours:
            assert fields(ours[form]) == fields(theirs[form]), (key, form)
            assert theirs[form].strip() and ours[form].strip(), key


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_words_of_its_own(path: Path) -> None:
    """What is left of a template without its tags and expressions has no letter, and neither have its labels."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", text, flags=re.DOTALL)
    for name, value in re.findall(r'(aria-label|title|placeholder|alt)="([^"]*)"', text):
        assert not re.search("[A-Za-z]", value), (name, value)
    bare = re.sub(r"<[^>]*>", " ", text)
    bare = re.sub(r"&\w+;", " ", bare)
    words = [word for word in bare.split() if re.search("[A-Za-z]", word)]
    assert [word for word in words if word.strip(",.:;") not in SAME] == []


def _sources() -> str:
    files = [*TEMPLATES, *(WEB / "pages").glob("*.py"), *(WEB / "atlas").glob("*.py"), *(WEB / "map").glob("*.py")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def test_every_string_that_is_asked_for_exists() -> None:
    """Each key written in a template or a page is in the catalogue; a key that is put together has some."""
    asked = re.findall(r"""\b(?:t|text)\(\s*["']([a-z0-9_]+\.[a-z0-9_]*)["']\s*(~?)""", _sources())
    assert len(asked) > 300
    for key, is_begun in asked:
        known = any(one.startswith(key) for one in EN.keys()) if is_begun or key.endswith(("_", ".")) else key in EN  # noqa: SIM118
        assert known, key


def test_no_string_is_left_over() -> None:
    """Each string is asked for by its key, by its beginning, or as a word of a vocabulary."""
    text = _sources()
    begun = set(re.findall(r"""["']([a-z0-9_]+\.[a-z0-9_]*)["']\s*~""", text)) | {"term_", "mapped.", "error.title_"}
    tables = set(re.findall(r"""\bname\(\s*["']([a-z_]+)["']""", text)) | {"kind"}
    left = [
        key
        for key in EN.keys()  # noqa: SIM118
        if f'"{key}"' not in text and f"'{key}'" not in text
        and not any(key.startswith(one) for one in begun) and key.split(".")[0] not in tables
        and not _has_loop(key, text)
    ]  # fmt: skip
    assert left == []


def _has_loop(key: str, text: str) -> bool:
    """Return whether a key is put together of a name in a list: `nav.` and `map`."""
    table, name = key.split(".", 1)
    return table in {"nav"} and f'("{name}"' in text


def members(kind: type[StrEnum]) -> list[str]:
    """Return a vocabulary's values."""
    return [one.value for one in kind]


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("kind", members(model_words.AgencyKind) + members(vocabulary.Body)),
        ("event", members(model_words.EventKind)),
        ("status", members(model_words.Status)),
        ("verdict", members(model_words.Verdict)),
        ("list", members(model_words.ListKind)),
        ("model", members(model_words.SupportModel)),
        ("model_short", members(model_words.SupportModel)),
        ("stage", list(STAGES)),
        ("standing", list(get_args(Standing))),
        ("contest", list(get_args(Kind))),
        ("office", members(vocabulary.Office)),
        ("claim_kind", members(vocabulary.ClaimKind)),
        ("instrument", members(vocabulary.Instrument)),
        ("action", members(vocabulary.Action)),
        ("claim_status", members(vocabulary.ClaimStatus)),
        ("relation", members(vocabulary.Relation)),
        ("effect", members(vocabulary.Effect)),
        ("cover", members(vocabulary.Cover)),
        ("checked", members(vocabulary.Checked)),
        ("field", list(PRINTED)),
        ("place_kind", sorted({place.kind for place in load_gazetteer().all_places()})),
        ("source", ["ice-287g", "curated"]),
    ],
)
def test_every_value_of_a_vocabulary_has_a_word(table: str, values: list[str]) -> None:
    """No page shows a code where a reader expects a word, in either language, and no word is for no value."""
    for words in (EN, ES):
        assert [value for value in values if f"{table}.{value}" not in words] == []


def test_many_deciders_of_a_kind_have_a_word() -> None:
    """A state's page can say the number of any kind of decider."""
    kinds = set(get_args(DeciderKind)) - {"office", "governor"}
    assert {f"decider.many_{kind}" for kind in kinds} <= set(EN.keys())


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_defined(term: str) -> None:
    """A term of the glossary has a name and a text in both languages, and cites the same law in both."""
    for words in (EN, ES):
        assert f"term_{term}.name" in words and f"term_{term}.text" in words
    if f"term_{term}.citation" in EN:
        assert EN.text(f"term_{term}.citation") == ES.text(f"term_{term}.citation")


def test_every_defined_term_is_shown() -> None:
    """No definition is left out of the glossary's page."""
    assert {key.split(".")[0].removeprefix("term_") for key in EN.keys() if key.startswith("term_")} == set(TERMS)  # noqa: SIM118


def test_english_words_take_no_side() -> None:
    """The wording list finds nothing in the catalogue."""
    assert find_labels([text for key in EN.keys() for text in entry(EN, key).values()]) == []  # noqa: SIM118


# Spanish words of the same kinds as in the English list: labels, and words for people that one side hears as insult.
LABELS_ES = re.compile(
    r"\b(santuario|izquierd\w+|derechist\w+|ultraderech\w+|indocumentad\w+|ilegal(es)?|sin papeles|antiinmigrante\w*|"
    r"proinmigrante\w*|mano dura|bland[oa]s?|extremist\w+|redada\w*|migra)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", ["una ciudad santuario", "de izquierda", "inmigrantes ilegales", "mano dura"])
def test_spanish_labels_are_found(text: str) -> None:
    """The Spanish list finds what it should."""
    assert LABELS_ES.search(text)


@pytest.mark.parametrize("text", ["los derechos", "a la derecha del mapa", "la ley", "emigrar", "legal"])
def test_plain_spanish_is_spared(text: str) -> None:
    """The Spanish list spares plain words."""
    assert not LABELS_ES.search(text)


def test_spanish_words_take_no_side() -> None:
    """The Spanish list finds nothing in the catalogue."""
    texts = [text for key in ES.keys() for text in entry(ES, key).values()]  # noqa: SIM118
    assert [text for text in texts if LABELS_ES.search(text)] == []


def test_values_are_escaped_and_counted() -> None:
    """A plain value is escaped, markup is kept, a number has its thousands, and one thing has its own form."""
    words = Words("en", {"a.b": "{x} & {n}", "a.c": {"one": "{n} thing", "other": "{n} things"}})
    assert words.text("a.b", x="<i>", n=1200) == "&lt;i&gt; &amp; 1,200"
    assert words.text("a.b", x=Markup("<i>"), n=0) == "<i> &amp; 0"
    assert [words.text("a.c", n=n) for n in (0, 1, 2)] == ["0 things", "1 thing", "2 things"]
    assert words.name("a", "not_there") == "not there"
    with pytest.raises(RecordError, match="no string is called"):
        words.text("a.d")


@pytest.mark.parametrize(
    ("iso", "english", "spanish", "short"),
    [
        ("2026-01-09", "January 9, 2026", "9 de enero de 2026", "Jan 9, 2026"),
        ("2018-09", "September 2018", "septiembre de 2018", "Sept 2018"),
        ("2012", "2012", "2012", "2012"),
        ("", "", "", ""),
        ("20026-01-01", "January 1, 20026", "1 de enero de 20026", "Jan 1, 20026"),
        ("2026-13-01", "2026-13-01", "2026-13-01", "2026-13-01"),
        ("soon", "soon", "soon", "soon"),
    ],
)
def test_dates_in_words(iso: str, english: str, spanish: str, short: str) -> None:
    """A date is written as the language writes it, as exactly as it is known; what is no date stays as it is."""
    assert say_date("en", iso) == english
    assert say_date("es", iso) == spanish
    assert say_short_date("en", iso) == short


@settings(deadline=None)
@given(st.dates())
def test_every_day_has_its_words(day: object) -> None:
    """Every day of the calendar is written with its year in every language."""
    iso = str(day)
    for language in LANGUAGES:
        assert str(int(iso[8:])) in say_date(language, iso) and iso[:4] in say_date(language, iso)


def test_a_template_s_code_is_the_same_in_every_language() -> None:
    """It is compiled once for both: a word that was worked out while compiling would be one language's."""
    english, spanish = environment("en"), environment("es")
    for name in english.list_templates():
        assert english.loader is not None
        source = english.loader.get_source(english, name)[0]
        assert english.compile(source, name, raw=True) == spanish.compile(source, name, raw=True)


def test_a_word_that_a_template_says_itself_would_be_seen() -> None:
    """The comparison can fail: a filter over a constant is worked out while compiling."""
    english, spanish = environment("en"), environment("es")
    source = '{{ "2026-01-05" | day }}'
    assert english.compile(source, raw=True) != spanish.compile(source, raw=True)
