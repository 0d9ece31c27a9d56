"""The page on what the election law files rest on: read, recalled and unknown, and how their totals compare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from comity.elections import STAGES, Contest, Law
from comity.elections.lawfile import Citation
from comity.elections.statelaw import Counties, StateLaw, is_valid
from comity.model import Claim
from comity.register.contests import all_contests
from comity.register.law_tables import law_rule_rows

# What a list compiled by hand and published once a year said that it holds; "nearly 500" stands in the claims too.
COMPILED_BY_HAND = {
    2019: "nearly 500", 2022: "more than 2,400", 2023: "nearly 500", 2024: "about 2,200", 2025: "more than 150",
    2026: "about 2,400",
}  # fmt: skip
# The years whose unknowns the page names.
YEARS = range(2018, 2029)


def coverage_page(law: Law, units: Mapping[str, Counties], claims: Sequence[Claim]) -> str:
    """Return the page as Markdown; the same law files give the same text."""
    parts = (
        _head(),
        _summary(law, units),
        _details(law, units),
        _totals(law, units, claims),
        _one_year(law, units, claims),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def _head() -> Iterator[str]:
    yield "# What the election law files rest on"
    yield ""
    yield "Written by `comity law coverage --out docs/coverage.md`; do not edit it by hand."
    yield ""
    yield "A rule is *read* where somebody read its words in the statute or on an official page, and *recalled* where"
    yield "nobody did yet. What is *unknown* is left empty in every answer. How a law file is written:"
    yield "[law-files.md](law-files.md)."
    yield ""


def _citations(one: StateLaw) -> Iterator[tuple[str, Citation]]:
    file = one.file
    for rule in (*file.offices, *file.cycles, *file.stages, *file.landmarks, *file.exceptions, *file.specials):
        yield rule.id, rule.citation


def _summary(law: Law, units: Mapping[str, Counties]) -> Iterator[str]:
    yield "## Summary"
    yield ""
    yield "| state | years | rules | read | recalled | units whose year is unknown | stages without a date |"
    yield "|---|---|---|---|---|---|---|"
    sums = [0] * 5
    for code in sorted(law.states):
        one = law.states[code]
        checked = Counter(citation.checked for _, citation in _citations(one))
        unknown = sum(len(names) for names in unknown_units(one, units.get(code, {})).values())
        stages = len(unknown_stages(one))
        cells = (checked.total(), checked["read"], checked["recalled"], unknown, stages)
        sums = [known + more for known, more in zip(sums, cells, strict=True)]
        years = f"{one.file.valid_from}–{one.file.valid_until}"
        yield f"| {one.file.name} | {years} | {' | '.join(map(str, cells))} |"
    yield f"| all | | {' | '.join(map(str, sums))} |"
    yield ""


def unknown_units(one: StateLaw, counties: Counties) -> dict[str, list[str]]:
    """Return by title the units of which a law file does not know, in some of the page's years, when they elect."""
    found: dict[str, dict[str, None]] = {}
    for year in _years_of(one):
        for rule in one.file.offices:
            if rule.status != "elected" or not is_valid(rule.valid_from, rule.valid_until, year):
                continue
            for unit in one.find_units(rule, year, counties):
                if one.find_cycle(rule.id, unit.key, year) is None:
                    found.setdefault(rule.title, {})[unit.name] = None
    return {title: list(names) for title, names in found.items()}


def _years_of(one: StateLaw) -> list[int]:
    return [year for year in YEARS if one.file.valid_from <= year <= one.file.valid_until]


def unknown_stages(one: StateLaw) -> dict[str, list[int]]:
    """Return by calendar and stage the election years in which a stage has no date, though the law may have it."""
    found: dict[str, list[int]] = {}
    titles = {calendar.id: calendar for calendar in one.file.calendars}
    for year in _years_of(one):
        for name in sorted(_calendars_used(one, year)):
            dated = {stage.stage for stage in one.calendar_dates(name, year)}
            for stage in STAGES:
                if stage not in dated and stage not in titles[name].no_stages:
                    found.setdefault(f"{stage.replace('_', ' ')} ({titles[name].title})", []).append(year)
    return found


def _calendars_used(one: StateLaw, year: int) -> set[str]:
    """Return the calendars by which an office is regularly elected in a year."""
    calendars = {rule.id: rule.calendar for rule in one.file.offices}
    found = set()
    for cycle in one.file.cycles:
        if is_valid(cycle.valid_from, cycle.valid_until, year) and (year - cycle.anchor) % cycle.period == 0:
            found |= {cycle.calendar or calendars.get(office) for office in cycle.offices}
    return {name for name in found if name}


def _details(law: Law, units: Mapping[str, Counties]) -> Iterator[str]:
    yield "## State by state"
    yield ""
    yield f"Unknowns are those of the years {YEARS[0]} to {YEARS[-1]}."
    yield ""
    for code in sorted(law.states):
        one = law.states[code]
        yield f"### {one.file.name}"
        yield ""
        for office in one.file.offices:
            yield f"- {_say_office(office.title, office.status, office.by, office.unit, office.second_tier)}"
        for checked in ("read", "recalled"):
            ids = list(dict.fromkeys(rule_id for rule_id, citation in _citations(one) if citation.checked == checked))
            yield f"- {checked.capitalize()}: {', '.join(f'`{rule_id}`' for rule_id in ids) or 'nothing'}"
        for title, names in unknown_units(one, units.get(code, {})).items():
            yield f"- Unknown: when the {title} is elected in {', '.join(names)}"
        for stage, years in unknown_stages(one).items():
            yield f"- Unknown: {stage} in {_say_years(years)}"
        yield ""


def _say_office(title: str, status: str, by: str, unit: str | None, second_tier: bool) -> str:
    name = title[:1].upper() + title[1:]
    if status != "elected":
        return f"{name}: {status if status != 'none' else 'no such office'}{f' by {by}' if by else ''}"
    return f"{name}: elected{', ' + unit if unit else ''}{', second tier' if second_tier else ''}"


def _say_years(years: Sequence[int]) -> str:
    """Return years with runs drawn together: `2018–2020, 2024`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _totals(law: Law, units: Mapping[str, Counties], claims: Sequence[Claim]) -> Iterator[str]:
    yield "## Yearly totals"
    yield ""
    yield "Sheriffs and prosecutors of the first tier, regular and special; beside them what the best list that is"
    yield "compiled by hand says that it holds."
    yield ""
    yield "| year | sheriffs | prosecutors | of these special | together | compiled by hand |"
    yield "|---|---|---|---|---|---|"
    for year, said in COMPILED_BY_HAND.items():
        found = _first_tier(all_contests(law, year, units, claims))
        offices = Counter(contest.office for contest in found)
        special = sum(contest.kind == "special" for contest in found)
        yield f"| {year} | {offices['sheriff']} | {offices['prosecutor']} | {special} | {len(found)} | {said} |"
    yield ""


def _first_tier(contests: Sequence[Contest]) -> list[Contest]:
    return [one for one in contests if one.kind != "second_tier" and one.office in {"sheriff", "prosecutor"}]


def _one_year(law: Law, units: Mapping[str, Counties], claims: Sequence[Claim], year: int = 2019) -> Iterator[str]:
    found = _first_tier(all_contests(law, year, units, claims))
    texts = {(row.state, row.rule_id): row.text for row in law_rule_rows(law)}
    yield f"## The contests of {year}, explained"
    yield ""
    yield f"A list compiled by hand at the end of {year - 1} held nearly 500 contests; the law files give {len(found)}."
    yield ""
    yield "| state | office | contests | by which rule |"
    yield "|---|---|---|---|"
    groups: dict[tuple[str, str, str], list[Contest]] = {}
    for contest in found:
        rule = contest.rule_ids[1] if len(contest.rule_ids) > 1 else ""
        groups.setdefault((contest.state, contest.local_title, rule), []).append(contest)
    for (state, title, rule), some in groups.items():
        special = "special: " if some[0].kind == "special" else ""
        where = f"; {', '.join(one.unit for one in some)}" if len(some) <= 3 else ""
        text = _short(texts.get((state, rule), "as a publication tells"))
        yield f"| {state} | {title} | {len(some)} | {special}`{rule}`: {text}{where} |"
    offices = Counter(contest.office for contest in found)
    yield f"| all | sheriffs {offices['sheriff']}, prosecutors {offices['prosecutor']} | {len(found)} | |"
    yield ""


def _short(text: str) -> str:
    return (text if len(text) <= 160 else f"{text[:159].rsplit(' ', 1)[0]} …").replace("|", "/")
