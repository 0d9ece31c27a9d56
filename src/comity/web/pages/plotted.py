"""Pictures as files: what stands at an address under `/plots/`."""

from __future__ import annotations

from comity.errors import NotFoundError
from comity.web.addresses import PLOTS, read_segment
from comity.web.pages import pictures
from comity.web.pages.agencies import agency_strip, agency_timeline, agreement_timeline
from comity.web.pages.frame import Desk
from comity.web.pages.places import strip_of, timeline_of
from comity.web.plots import Figure

ENDINGS = ("svg", "csv")


def write_figure(desk: Desk, rest: str) -> tuple[str, str]:
    """Return the file at a path below `/plots/` and its media type; raise NotFoundError where there is none."""
    figure, ending = find_figure(desk, rest)
    return (figure.file(), "image/svg+xml") if ending == "svg" else (figure.csv(), "text/csv")


def find_figure(desk: Desk, rest: str) -> tuple[Figure, str]:
    """Return the picture at a path below `/plots/` and the form asked for; raise NotFoundError where there is none."""
    *subject, file = rest.split("/")
    kind, _, ending = file.rpartition(".")
    figure = _figure(desk, subject, kind) if ending in ENDINGS else None
    if figure is None:
        cure = "follow the links below a picture"
        raise NotFoundError("there is no such picture", where=f"{PLOTS}{rest[:80]}", cure=cure)
    return figure, ending


def _figure(desk: Desk, subject: list[str], kind: str) -> Figure | None:
    figure: Figure | None = None
    match subject:
        case ["us"] if kind == "growth":
            figure = pictures.growth(desk, "growth", desk.text("site.country"))
        case ["us", state] if kind == "growth":
            found = desk.served.addresses.find(state)
            figure = None if found.is_moved else pictures.growth(desk, "growth", found.place.name, found.place.state)
        case ["us", state, name] if kind in ("timeline", "calendar"):
            found = desk.served.addresses.find(state, name)
            make = timeline_of if kind == "timeline" else strip_of
            figure = None if found.is_moved else make(desk, found.place)
        case ["agency", agency_id] if kind in ("timeline", "calendar"):
            make_of = agency_timeline if kind == "timeline" else agency_strip
            figure = make_of(desk, read_segment(agency_id))
        case ["agreement", agreement_id] if kind == "timeline":
            figure = agreement_timeline(desk, read_segment(agreement_id))
    return figure
