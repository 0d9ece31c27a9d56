"""Stand-ins for what changes with every list: put in, put in again, and never taken for what was printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.web.words.dates import say_date, say_short_date
from comity.web.words.standing import LIST_DAY, RELEASE_DAY, fill, guarded, in_form, refill, stand_in, stands_in

TEXTS = st.text(max_size=20)
NAMES = st.sampled_from(["list", "release", "list.long.en", "a.b:c|d%20e|es"])
PIECES = st.lists(st.tuples(TEXTS, NAMES), max_size=6)


@given(PIECES, TEXTS, st.dictionaries(NAMES, TEXTS), st.dictionaries(NAMES, TEXTS))
def test_what_is_put_in_again_is_what_would_have_been_put_in(
    pieces: list[tuple[str, str]], end: str, first: dict[str, str], second: dict[str, str]
) -> None:
    """Whatever stands around it, however long the words: no difference between the first time and the next."""
    body = "".join(guarded(text) + stand_in(name) for text, name in pieces) + guarded(end)
    filled, places = fill(body, lambda name: first.get(name, "one"))
    assert filled.decode() == "".join(text + first.get(name, "one") for text, name in pieces) + end
    again, moved = refill(filled, places, lambda name: second.get(name, "other"))
    assert (again, moved) == fill(body, lambda name: second.get(name, "other"))
    assert refill(again, moved, lambda name: first.get(name, "one")) == (filled, places)


@given(st.text())
def test_printed_text_comes_through(text: str) -> None:
    """Even where it is made of the signs that stand-ins are made of."""
    body, places = fill(guarded(text), lambda name: "never")
    assert (body.decode(), places) == (text, [])


def test_a_stand_in_is_later_than_every_day_and_has_a_form() -> None:
    """It sorts as the newest day does, and dates in words keep it for later."""
    assert LIST_DAY > "9999-12-31" and RELEASE_DAY != LIST_DAY
    assert stands_in(LIST_DAY) and not stands_in("2025-06-30") and not stands_in("")
    assert say_date("en", LIST_DAY) == in_form(LIST_DAY, "long", "en")
    assert say_short_date("es", RELEASE_DAY) == in_form(RELEASE_DAY, "short", "es")
    assert say_date("en", "2025-06-30") == "June 30, 2025"
