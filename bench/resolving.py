"""How fast printed agencies are resolved, every name for the first time, and how long the gazetteer takes to load."""

from __future__ import annotations

from collections.abc import Iterator

from bench.timing import best, in_fresh_process, line


def run() -> Iterator[str]:
    """Yield the lines of this benchmark."""
    from comity.places import Resolver, load_gazetteer

    gazetteer = load_gazetteer()
    names = printed_names()

    def resolve_all() -> None:
        resolver = Resolver(gazetteer)
        for state, agency, kind, county in names:
            resolver.resolve(state, agency, kind, county)

    rate = len(names) / best(resolve_all)
    yield line(f"resolving {len(names):,} distinct names", f"{rate:,.0f} a second", "≥ 50,000", rate >= 50_000)
    loading = in_fresh_process(
        "from comity.places import load_gazetteer, Resolver; Resolver(load_gazetteer())", times=5
    )
    bare = in_fresh_process("import msgspec, rapidfuzz", times=5)
    taken = (loading.seconds - bare.seconds) * 1000
    yield line(
        "loading the gazetteer (start of Python and its libraries aside)", f"{taken:.0f} ms", "≤ 150 ms", taken <= 150
    )


def printed_names() -> list[tuple[str, str, str, str]]:
    """Return a printed name for every county's sheriff and every municipality's police, and some variants."""
    from comity.places import load_gazetteer

    found = []
    for place in load_gazetteer().all_places():
        short = place.short_name or place.name
        if len(place.geoid) == 5:
            found.append((place.state, f"{place.name} Sheriff's Office", "County", place.name))
            found.append((place.state, f"{place.name} SO ", "County", "#N/A"))
        elif len(place.geoid) == 7 and place.is_government:
            found.append((place.state, f"{short} Police Department", "Municipality", ""))
            found.append((place.state, f"City of {short} PD", "Municipality", "#N/A"))
    return found
