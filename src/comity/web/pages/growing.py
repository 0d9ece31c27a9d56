"""The picture of a state's growth on its page, which every list lengthens, while the rest mostly stays as it was."""

from __future__ import annotations

from markupsafe import Markup

from comity.web.pages import pictures
from comity.web.pages.frame import Desk, environment
from comity.web.served import Served


def say_growth(served: Served, geoid: str, language: str) -> Markup:
    """Return the figure of a state's growth, or nothing where none was ever listed."""
    desk = Desk(served, "es" if language == "es" else "en")
    place = served.gazetteer.place(geoid)
    figure = pictures.growth(desk, "growth", place.name, place.state)
    parts = environment(desk.language).get_template("_parts.html").module
    # The template escapes what is said in it.
    return Markup(parts.figure(figure, served.addresses.path(place)))  # type: ignore[attr-defined]  # noqa: S704
