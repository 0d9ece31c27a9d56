"""The routes of the pages. Each stands at its address and, in Spanish, under `/es` at the same."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from litestar import Request, Response, get
from litestar.response import Redirect

from comity.errors import NotFoundError
from comity.web import addresses
from comity.web.addresses import localized, read_segment, split_language
from comity.web.faults import Problem
from comity.web.pages import agencies, changes, claims, contests, data, front, laws, places, plotted, searching, sources
from comity.web.pages.asked import Asked
from comity.web.pages.compiled import shared_code
from comity.web.pages.frame import Desk, Page, environment, render
from comity.web.pages.sheet import style_files
from comity.web.served import Served
from comity.web.words import LANGUAGES

AnyRequest = Request[Any, Any, Any]
Html = Response[str]


def both(path: str) -> list[str]:
    """Return a route in each language."""
    return [localized(path, "en"), localized(path, "es")]


async def answer(request: AnyRequest, served: Served, make: Callable[[Desk], Page]) -> Html:
    """Return a page in the language of the request's address."""
    desk = Desk(served, split_language(request.url.path)[0])
    # On a thread, so that a long page keeps nobody waiting for a short one.
    written = await asyncio.to_thread(lambda: render(desk, make(desk)))
    return Response(written, media_type="text/html")


def _query(request: AnyRequest) -> Mapping[str, str]:
    return request.query_params


@get(both(addresses.HOME))
async def home(request: AnyRequest, served: Served) -> Html:
    """Answer with the first page."""
    return await answer(request, served, front.home_page)


@get(both(addresses.MAP))
async def national_map(request: AnyRequest, served: Served) -> Html:
    """Answer with the map."""
    return await answer(request, served, front.map_page)


@get(both(addresses.SEARCH))
async def search(request: AnyRequest, served: Served) -> Html:
    """Answer with what a search found."""
    return await answer(request, served, lambda desk: searching.search_page(desk, Asked(_query(request))))


@get(both(addresses.PLACES))
async def states(request: AnyRequest, served: Served) -> Html:
    """Answer with the list of states."""
    return await answer(request, served, places.states_page)


@get([*both("/place/us/{code:str}"), *both("/place/us/{code:str}/{name:str}")])
async def place(request: AnyRequest, served: Served, code: str, name: str = "") -> Html | Redirect:
    """Answer with the page of a place; another name of it leads there for good."""
    found = served.addresses.find(code, name)
    if found.is_moved:
        return _moved(request, found.path)
    return await answer(request, served, lambda desk: places.place_page(desk, found.place, found.path, _query(request)))


def _moved(request: AnyRequest, path: str) -> Redirect:
    language = split_language(request.url.path)[0]
    query = f"?{request.url.query}" if request.url.query else ""
    return Redirect(localized(path, language) + query, status_code=308)


@get(both("/agency/{agency_id:str}"))
async def agency(request: AnyRequest, served: Served, agency_id: str) -> Html:
    """Answer with the page of an agency."""
    return await answer(request, served, lambda desk: agencies.agency_page(desk, read_segment(agency_id)))


@get(both("/agreement/{agreement_id:str}"))
async def agreement(request: AnyRequest, served: Served, agreement_id: str) -> Html:
    """Answer with the page of an agreement."""
    return await answer(request, served, lambda desk: agencies.agreement_page(desk, read_segment(agreement_id)))


@get(both("/event/{event_id:str}"))
async def event(request: AnyRequest, served: Served, event_id: str) -> Html:
    """Answer with the page of a change."""
    return await answer(request, served, lambda desk: agencies.event_page(desk, read_segment(event_id)))


@get(both("/contest/{contest_id:str}"))
async def contest(request: AnyRequest, served: Served, contest_id: str) -> Html:
    """Answer with the page of a contest."""
    return await answer(request, served, lambda desk: contests.contest_page(desk, read_segment(contest_id)))


@get(both("/claim/{claim_id:str}"))
async def claim(request: AnyRequest, served: Served, claim_id: str) -> Html:
    """Answer with the page of a claim."""
    return await answer(request, served, lambda desk: claims.claim_page(desk, read_segment(claim_id)))


@get(both(addresses.CHANGES))
async def all_changes(request: AnyRequest, served: Served) -> Html:
    """Answer with the changes."""
    return await answer(request, served, lambda desk: changes.changes_page(desk, _query(request)))


@get(both(addresses.ELECTIONS))
async def years(request: AnyRequest, served: Served) -> Html:
    """Answer with the list of election years."""
    return await answer(request, served, contests.years_page)


@get(both("/elections/{year:str}"))
async def elections(request: AnyRequest, served: Served, year: str) -> Html:
    """Answer with a year's contests."""
    if not (year.isascii() and year.isdigit() and len(year) == 4):
        raise NotFoundError("this is no year", where=year[:20], cure="write it as in /elections/2026")
    return await answer(request, served, lambda desk: contests.year_page(desk, int(year), _query(request)))


@get(both(addresses.SOURCES))
async def all_sources(request: AnyRequest, served: Served) -> Html:
    """Answer with all sources."""
    return await answer(request, served, sources.sources_page)


@get(both("/sources/{source:str}"))
async def source(request: AnyRequest, served: Served, source: str) -> Html:
    """Answer with the page of a source."""
    return await answer(request, served, lambda desk: sources.source_page(desk, read_segment(source)))


@get(both("/publication/{publication_id:str}"))
async def publication(request: AnyRequest, served: Served, publication_id: str) -> Html:
    """Answer with the page of a publication."""
    return await answer(request, served, lambda desk: sources.publication_page(desk, read_segment(publication_id)))


@get(both(addresses.LAW))
async def all_laws(request: AnyRequest, served: Served) -> Html:
    """Answer with the list of election laws."""
    return await answer(request, served, laws.laws_page)


@get(both("/law/{code:str}"))
async def law(request: AnyRequest, served: Served, code: str) -> Html | Redirect:
    """Answer with a state's election law."""
    known = served.gazetteer.state_code(code)
    if known and code != known.lower():
        return _moved(request, addresses.law_path(known))
    return await answer(request, served, lambda desk: laws.law_page(desk, code))


@get(both(addresses.DATA))
async def downloads(request: AnyRequest, served: Served) -> Html:
    """Answer with the list of downloads."""
    return await answer(request, served, data.data_page)


@get(both(addresses.METHOD))
async def method(request: AnyRequest, served: Served) -> Html:
    """Answer with how it works."""
    return await answer(request, served, front.method_page)


@get(both(addresses.GLOSSARY))
async def glossary(request: AnyRequest, served: Served) -> Html:
    """Answer with the glossary."""
    return await answer(request, served, front.glossary_page)


@get(f"{addresses.STYLE}{{name:str}}")
async def style(name: str) -> Response[bytes]:
    """Answer with the style sheet or the icon."""
    file = style_files().get(name)
    if file is None:
        raise NotFoundError("there is no such style sheet", where=name[:80], cure="load the page again")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(file.content, media_type=file.media_type, headers=headers)


@get(both("/plots/{rest:path}"))
async def plot(request: AnyRequest, served: Served, rest: str) -> Response[str]:
    """Answer with a picture as a file, or with what it shows."""
    desk = Desk(served, split_language(request.url.path)[0])
    written, kind = await asyncio.to_thread(plotted.write_figure, desk, rest.strip("/"))
    return Response(written, media_type=kind)


class ErrorView(msgspec.Struct, frozen=True):
    """An error as a page shows it."""

    status: int
    code: str
    problem: str
    where: str
    cure: str


def render_error(request: AnyRequest, problem: Problem) -> Response[str]:
    """Return an error as a page, with its cure; it needs nothing of the release but its name."""
    path = request.url.path
    language = split_language(path)[0]
    desk = Desk(request.scope["state"]["served"], language)
    view = ErrorView(problem.status, problem.code, problem.problem, problem.where, problem.cure)
    title = desk.text(f"error.title_{problem.status}") if _has_title(desk, problem.status) else desk.text("error.title")
    page = Page("error", addresses.HOME, title, title, view, is_indexed=False)
    return Response(render(desk, page), status_code=problem.status, media_type="text/html")


def _has_title(desk: Desk, status: int) -> bool:
    return f"error.title_{status}" in desk.words


def prepare(served: Served) -> None:
    """Make ahead what the first reader would wait for: templates, addresses, and what is kept of a release."""
    if served.home:
        shared_code().read(served.home)
        served.addresses.read(served.home)
    for language in LANGUAGES:
        desk = Desk(served, "es" if language == "es" else "en")
        made = environment(desk.language)
        for name in made.list_templates():
            made.get_template(name)
        render(desk, front.home_page(desk))
    if served.home:
        shared_code().write(served.home)
        served.addresses.write(served.home)


HANDLERS = [
    home, national_map, search, states, place, agency, agreement, event, contest, claim, all_changes, years,
    elections, all_sources, source, publication, all_laws, law, downloads, method, glossary, style, plot,
]  # fmt: skip
PREPARE = [prepare]
