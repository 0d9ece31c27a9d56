"""Dates as each language writes them. A date that is only a month or a year is written as just that."""

from __future__ import annotations

from comity.web.words.standing import in_form, stands_in

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
}
_SHORT = {
    "en": "Jan Feb Mar Apr May June July Aug Sept Oct Nov Dec",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
}
_FORMS = {
    "en": ("{month} {day}, {year}", "{month} {year}"),
    "es": ("{day} de {month} de {year}", "{month} de {year}"),
}
_SHORT_FORMS = {"en": ("{month} {day}, {year}", "{month} {year}"), "es": ("{day} {month} {year}", "{month} {year}")}


def say_date(language: str, iso: str) -> str:
    """Return an ISO date in words: `January 9, 2026`, `9 de enero de 2026`; what is no date comes back as it is."""
    if stands_in(iso):
        return in_form(iso, "long", language)
    return _say(iso, _MONTHS[language].split(), _FORMS[language])


def say_short_date(language: str, iso: str) -> str:
    """Return an ISO date for a table: `Jan 9, 2026`, `9 ene 2026`."""
    if stands_in(iso):
        return in_form(iso, "short", language)
    return _say(iso, _SHORT[language].split(), _SHORT_FORMS[language])


def _say(iso: str, months: list[str], forms: tuple[str, str]) -> str:
    year, _, rest = iso.partition("-")
    month, _, day = rest.partition("-")
    if not (year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and (day.isdigit() or not day)):
        return iso
    name = months[int(month) - 1]
    return forms[0].format(day=int(day), month=name, year=year) if day else forms[1].format(month=name, year=year)
