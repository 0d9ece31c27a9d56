"""What each new list changes of a printed row that it goes on showing: on how many lists so far, where it stands."""

from __future__ import annotations

from markupsafe import Markup

from comity.register.ask import select
from comity.web.pages.links import links_in
from comity.web.served import Served
from comity.web.words import load_words

_RUN = "agreement_id = ? AND row_id = ? AND first_publication_id = ?"


def say_count(served: Served, agreement_id: str, language: str) -> Markup:
    """Return on how many lists an agreement stands."""
    query = "SELECT sum(list_count) AS list_count FROM listing WHERE agreement_id = ?"
    (found,) = select(served.connection, query, (agreement_id,))
    return load_words(language).text("agreement.list_count", n=found["list_count"])


def say_lists(served: Served, agreement_id: str, row_id: str, first_id: str, language: str) -> Markup:
    """Return on how many lists a run stands."""
    query = f"SELECT list_count FROM listing WHERE {_RUN}"  # noqa: S608  a constant
    (found,) = select(served.connection, query, (agreement_id, row_id, first_id))
    return load_words(language).text("agreement.list_count", n=found["list_count"])


def say_last_place(served: Served, agreement_id: str, row_id: str, first_id: str, language: str) -> Markup:
    """Return where a run stands in the newest list, with a link to it; nothing where that is its first list too."""
    query = (
        "SELECT last_locator AS locator, publication_id, name FROM listing"  # noqa: S608  a constant
        f" JOIN publication ON publication_id = last_publication_id WHERE {_RUN}"
    )
    (found,) = select(served.connection, query, (agreement_id, row_id, first_id))
    if found["publication_id"] == first_id:
        return Markup("")
    # The language is one of a page's own; the name is the publisher's, in English.
    path = links_in("es" if language == "es" else "en").publication(found["publication_id"])
    said = load_words(language).text("agreement.last_in")
    return _PLACES[language].format(said, path, found["name"], found["locator"])


_PLACE = ' · {} <a href="{}"><bdi%s>{}</bdi></a>, <span class="locator"><bdi>{}</bdi></span>'
_PLACES = {"en": Markup(_PLACE % ""), "es": Markup(_PLACE % ' lang="en"')}  # noqa: S704  constants
