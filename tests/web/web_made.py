"""A small release on disk, made through the public functions: two states, some lists, claims, and hostile names."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.register.making import Shown, moa, police, record, sheriff

from comity.elections import Law, load_law
from comity.model import Claim, PrintedRow, Refusal, RowIssue
from comity.places import load_gazetteer
from comity.register.compile import compile_register
from comity.release import write_release
from comity.release.schema import election_tables, place_tables, register_tables
from comity.release.tables import Table
from comity.settings import Settings
from comity.sources.curated import CuratedPublication, CuratedRecord
from comity.sources.curated.vocabulary import PublicationKind

STATES = ("FL", "VA")
SCRIPT = "<script>alert(1)</script> Sheriff's Office"
TURNED = "\u202eeciffo s'ffirehS\u202c & \"Co\" 'x'"
FORMULA = '=HYPERLINK("https://evil.example","Police")'
QUOTED = '"><img src=x onerror=alert(1)> {{ 7*7 }} \u202e& javascript:alert(1)'
HOSTILE_URL = "javascript:alert(document.domain)"

BAKER = sheriff("Baker", moa="link", moa_url=moa("BakerSO.pdf"))
UNION, TOWN = sheriff("Union", signed="2025-02-20"), police("Lake Butler", "Union")
FAIRFAX = sheriff("Fairfax", "VIRGINIA", support_type="Warrant Service Officer", signed="2025-02-10")
STATE_POLICE = PrintedRow("VIRGINIA", "Virginia State Police", "State", "", "Task Force Model", "2025-02-27")
HOSTILE = [
    PrintedRow("FLORIDA", name, "County", "Baker County", "Task Force Model", "2025-02-26", "link", HOSTILE_URL)
    for name in (SCRIPT, TURNED, FORMULA)
]
LISTS = (
    Shown("2025-03-01", [BAKER, UNION, FAIRFAX]),
    Shown("2025-03-05", [TOWN, sheriff("Duval", support_type="Jail Enforcement Model")], kind="pending"),
    Shown("2025-03-10", [BAKER, UNION, TOWN, FAIRFAX, STATE_POLICE, *HOSTILE]),
    Shown("2025-03-20", [BAKER, TOWN, FAIRFAX, STATE_POLICE, *HOSTILE]),
    Shown(
        "2025-04-01",
        [BAKER, TOWN, FAIRFAX, STATE_POLICE, *HOSTILE],
        refused=[Refusal("Sheet1!9", "no agency")],
        issues=[RowIssue("Sheet1!3", "type_unknown", QUOTED)],
    ),
    Shown("2025-04-02", [], error="it is a web page"),
)
PAPER = CuratedPublication("made-paper-2025-03-15", QUOTED, "The Made Paper", PublicationKind.ARTICLE, url=HOSTILE_URL,
                           published_on="2025-03-15")  # fmt: skip
CLAIMS = (
    Claim("made-claim", PAPER.publication_id, "12003", "Baker County", "287g_task_force_model", "join", "happened",
          "The sheriff of Baker County signed an agreement.", "The Made Paper", "2025-03-14", "day",
          quotation=QUOTED, locator="second paragraph", kind="local_decision", subject_state="FL"),
    Claim("made-practice", PAPER.publication_id, "51059", "Fairfax County", "detainers", "decline", "happened",
          "The sheriff of Fairfax County holds nobody without a warrant of a judge.", "The Made Paper", "2025-03-01",
          "month", quotation="nobody", locator="third paragraph", kind="practice", subject_state="VA"),
    Claim("made-law", PAPER.publication_id, "12", "Florida", "state_law", "expand", "in_force",
          "Florida requires sheriffs to take part.", "Florida Legislature", "", "unknown", kind="legal_mandate",
          subject_state="FL", effect="compels", covers=("287g",), applies_to=("sheriff",),
          citation="§ 908.11, Fla. Stat.", checked="recalled"),
)  # fmt: skip


@cache
def law() -> Law:
    """Return the carried law of two states."""
    every = load_law()
    return Law([every.states[code] for code in STATES], "two states")


@cache
def places() -> Table:
    """Return the places of two states."""
    (table,) = place_tables(load_gazetteer())
    return dataclasses.replace(table, rows=tuple(row for row in table.rows if row[3] in STATES))


def write(releases: Path, lists: Sequence[Shown] = LISTS, claims: Sequence[Claim] = CLAIMS) -> str:
    """Write a release of these lists and claims, make it the current one, and return its id."""
    gazetteer, curated = load_gazetteer(), CuratedRecord((PAPER,), tuple(claims))
    register = compile_register(record(*lists), gazetteer, curated, law())
    elections = election_tables(law(), register.as_of, gazetteer, claims)
    tables = [places(), *elections, *register_tables(register)]
    made = write_release(releases, tables, inputs={"lists": str(len(lists))}, facts={"as_of": register.as_of})
    return made.release_id


def home(folder: Path) -> Settings:
    """Return a data folder with the small release in it."""
    settings = Settings(folder)
    settings.releases.mkdir(parents=True)
    write(settings.releases)
    return settings
