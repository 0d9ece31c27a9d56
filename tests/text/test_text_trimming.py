"""What stands around an article is left out: menus, furniture, its title told twice; what belongs to it stays."""

from __future__ import annotations

import pytest

from comity.text.language import find_language
from comity.text.metadata import Credits
from comity.text.scanning import scan
from comity.text.trimming import trim

FIRST = "<p>The county board voted on Monday to end its agreement with the agency, the sheriff of the county said.</p>"
LAST = "<p>The agreement had stood since the spring of last year, and the vote was three to two, the clerk said.</p>"
NOBODY = Credits("", "", "")


def lines(page: str, credits: Credits = NOBODY) -> list[str]:
    """Return what is left of a page's lines."""
    scanned = scan(page)
    kept = trim([(0, len(scanned.visible))], scanned, credits)
    return [" ".join(scanned.visible[start:end].split()) for start, end in kept]


def links(*names: str) -> str:
    """Return links, each in a line of its own."""
    return "".join(f'<p><a href="/x">{name}</a></p>' for name in names)


def told(html: str) -> str:
    """Return a paragraph's words."""
    return html.removeprefix("<p>").removesuffix("</p>")


MENU = ("Wetter station", "Obituary pages", "County fair photos")


@pytest.mark.parametrize("count", [0, 1, 2, 3])
@pytest.mark.parametrize("is_before", [False, True])
def test_three_links_in_a_row_are_a_menu_and_two_are_not(count: int, is_before: bool) -> None:
    """Before the first or after the last sentence; fewer are what an article mentions."""
    some = MENU[:count]
    page = links(*some) + FIRST + LAST if is_before else FIRST + LAST + links(*some)
    kept = [] if count >= 3 else list(some)
    article = [told(FIRST), told(LAST)]
    assert lines(page) == (kept + article if is_before else article + kept)


def test_links_between_sentences_stay() -> None:
    """However many: only the edges are looked at."""
    assert lines(FIRST + links(*MENU) + LAST) == [told(FIRST), *MENU, told(LAST)]


def test_a_line_with_a_link_in_it_is_no_link() -> None:
    """Nor is one of more words than a menu's entry has."""
    mixed = '<p>The sheriff said so on <a href="/x">Monday</a> to the board</p>' * 3
    assert lines(FIRST + LAST + mixed)[2:] == ["The sheriff said so on Monday to the board"] * 3
    long = links(*["A headline of thirteen words which no entry of a menu would ever have at all"] * 3)
    assert len(lines(FIRST + LAST + long)) == 5


CREDITS = Credits("Board votes to end agreement", "The Ledger", "Ann Lee")


def test_title_outlet_and_byline_are_not_repeated_before_the_first_sentence() -> None:
    """However they are capitalised or marked; what stands between them stays."""
    head = "<p>BOARD VOTES TO END AGREEMENT</p><p>The Ledger</p><p>By Ann Lee</p><p>A split vote</p>"
    assert lines(head + FIRST + LAST, CREDITS) == ["A split vote", told(FIRST), told(LAST)]


def test_behind_the_first_sentence_the_outlets_name_is_the_articles_own() -> None:
    """It may stand in a line by itself there."""
    assert lines(FIRST + "<p>The Ledger</p>" + LAST, CREDITS) == [told(FIRST), "The Ledger", told(LAST)]


def test_a_page_of_its_head_alone_has_no_article() -> None:
    """Nothing is left."""
    assert lines("<p>Board votes to end agreement</p><p>By Ann Lee</p>", CREDITS) == []
    assert lines(links(*MENU)) == []


ENGLISH = (
    "The county board voted on Monday to end its agreement with the agency, and the sheriff said that it was over. "
)
SPANISH = (
    "La junta del condado votó el lunes para poner fin a su acuerdo con la agencia, y el alguacil dijo que era todo. "
)
RUSSIAN = "Окружной совет проголосовал в понедельник. "


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "English"),
        (SPANISH, "Spanish"),
        (ENGLISH + RUSSIAN, "English"),
        (ENGLISH + RUSSIAN * 2, "English"),
        (ENGLISH + RUSSIAN * 9, "another script"),
        (RUSSIAN, "another script"),
        (ENGLISH * 2 + SPANISH, "English"),
        (ENGLISH * 3 + SPANISH * 4, "English"),
        (ENGLISH + SPANISH * 4, "Spanish"),
        ("", ""),
        ("Sheriff signs agreement", ""),
        ("Nguyễn Văn Đức, Đặng Thị Hồng, " + ENGLISH, "English"),
    ],
)
def test_a_text_is_in_the_language_of_most_of_it(text: str, language: str) -> None:
    """A quotation in another language or script, and names with marks of their own, change nothing."""
    assert find_language(text) == language
