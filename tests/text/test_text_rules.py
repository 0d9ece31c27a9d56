"""The rules about furniture, walls and languages: each holds for its examples and not for its counter-examples."""

import tomllib
from pathlib import Path

import pytest

from comity.text import furniture, language
from comity.text.furniture import Rule, begins_links, find_wall, furniture_rule, load_furniture

RULES = load_furniture()
LANGUAGES = tomllib.loads(Path(language.__file__).with_name("languages.toml").read_text(encoding="utf-8"))


def named(rules: tuple[Rule, ...]) -> list[object]:
    """Return the rules as a test's parameters, by name."""
    return [pytest.param(rule, id=rule.id) for rule in rules]


@pytest.mark.parametrize("rule", named(RULES.line))
def test_a_line_rule_takes_its_examples(rule: Rule) -> None:
    """Each example is taken by its own rule, and no counter-example by any."""
    assert rule.meaning.endswith(".") and rule.examples and rule.counter_examples
    for line in rule.examples:
        assert rule.expression.fullmatch(line), line
        assert furniture_rule(line), line
    for line in rule.counter_examples:
        assert not furniture_rule(line), line


@pytest.mark.parametrize("rule", named(RULES.heading))
def test_a_heading_rule_takes_its_examples(rule: Rule) -> None:
    """Each example begins a list of links, and no counter-example does."""
    assert rule.meaning.endswith(".") and rule.examples and rule.counter_examples
    assert all(begins_links(line) for line in rule.examples)
    assert not any(begins_links(line) for line in rule.counter_examples)


@pytest.mark.parametrize("rule", named(RULES.wall))
def test_a_wall_rule_takes_its_examples(rule: Rule) -> None:
    """Each example speaks of this wall, and no counter-example of any."""
    assert rule.id in furniture._WALLS
    for line in rule.examples:
        assert rule.expression.search(line), line
    assert not any(find_wall(line) for line in rule.counter_examples)


def test_rules_have_names_of_their_own() -> None:
    """No two rules share an id, so that a rule can be named."""
    ids = [rule.id for rules in (RULES.line, RULES.heading, RULES.wall) for rule in rules]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_a_language_is_known_by_its_examples(name: str) -> None:
    """Each example is taken for its own language and no other."""
    wanted = LANGUAGES[name].get("name", "English")
    for text in LANGUAGES[name]["examples"]:
        found = language.find_language(text)
        # A list of names shows no language, which is as good as English: it is read.
        assert found == wanted or (name == "english" and found == ""), (text, found)


def test_other_scripts_are_told_and_short_texts_are_not_judged() -> None:
    """A text in another script is known as such; a few words show nothing, whatever their language."""
    assert language.find_language("县监事会周一投票决定终止与该机构的协议，警长说。") == "another script"
    assert language.find_language("Окружной совет проголосовал за прекращение соглашения.") == "another script"
    assert language.find_language("Hasta la vista") == ""
    assert language.find_language("") == ""
    assert language.find_language("2019 287 4-3 $1,000") == ""


def test_english_with_a_quotation_in_spanish_is_english() -> None:
    """A quoted sentence in another language does not make the page one of that language."""
    english = LANGUAGES["english"]["examples"][0]
    spanish = LANGUAGES["spanish"]["examples"][0]
    assert language.find_language(f"{english} {english} “{spanish}”") == "English"
