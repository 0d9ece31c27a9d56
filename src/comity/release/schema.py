"""The tables of a release: the register's rows with the words that say what each table and column is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import msgspec

from comity.elections import Law, read_counties
from comity.errors import CheckError
from comity.model import Claim
from comity.places import Gazetteer
from comity.register import election_rows
from comity.register import rows as row_types
from comity.register.acts import ActRow
from comity.register.compile import Register
from comity.register.law_tables import contest_rows, law_rule_rows, years_around
from comity.register.office_table import office_rows
from comity.release.tables import Cell, Column, ColumnType, Table

# What each column holds; a column has one name and one meaning in every table.
COLUMNS: dict[str, str] = {
    "applies_to": "The kinds of bodies to which a law applies, separated by semicolons.",
    "checked": "Whether the law's words were read or are recalled.",
    "citation": "Section or bill of a law.",
    "counted": "What a figure counts, with its hedge.",
    "covers": "What a law is about, separated by semicolons.",
    "dates_checked": "Whether a law's dates were read or are recalled.",
    "effect": "What a law does: compels, forbids, limits or permits.",
    "office": "The office to be filled.",
    "on_words": "The words that the day rests on.",
    "pressed_by": "Who pressed for it, as the publication says.",
    "relation": "How the subject is tied to the object.",
    "stage": "The stage of the election.",
    "subject_state": "The state of the place it is about, or US.",
    "act_id": "The act that a claim speaks of: claims of one act share it.",
    "claim_count": "How many claims tell of it.",
    "publication_count": "How many publications tell of it.",
    "accepted": "Rows that became observations.",
    "action": "What was done, in the words of the claims vocabulary.",
    "actor": "Who acted, as the publication names the office or body.",
    "addendum": "The ADDENDUM cell as printed.",
    "addendum_url": "The address behind the ADDENDUM cell, unwrapped.",
    "after": "The printed value in the first list with the change.",
    "after_on": "The date of the last list without the change.",
    "after_row_id": "The printed row in the first list with the change.",
    "agency": "The agency's name; in a printed row exactly as printed.",
    "agency_id": "The body's id, the same for every spelling of its name.",
    "agreement_count": "Agreements that the lists ever showed for the agency.",
    "agreement_id": "The agreement: its agency's id and an ordinal in the order of first listing.",
    "attributed_to": "Who says so: first who said it, then each who passed it on.",
    "before": "The printed value in the last list without the change.",
    "before_publication": "The last list without the change.",
    "before_row_id": "The printed row in the last list without the change.",
    "by_on": "The date of the first list with the change.",
    "candidates": "Bodies that an unresolved name may mean, separated by semicolons.",
    "claim_id": "The claim's id.",
    "code": "What kind of issue it is.",
    "confidence": "How sure the resolution is, 0 to 1.",
    "conflict": "How the printed county contradicts the gazetteer, or the claims of an act each other, if they do.",
    "count": "How often the same thing was found.",
    "county": "The COUNTY cell as printed.",
    "county_geoid": "A county served, as five-digit Census GEOID.",
    "county_geoids": "The counties served, as five-digit Census GEOIDs separated by semicolons; none for a state body.",
    "cure": "What can be done about it.",
    "decision_id": "The decision's id.",
    "event": "What changed: listed, unlisted, relisted, renamed, redated, model_changed, corrected and so on.",
    "event_id": "The event's id.",
    "first_listed_on": "The date of the first list that shows it.",
    "first_locator": "Sheet and row in the first list that shows it.",
    "first_on": "The date of the first list of the run.",
    "first_pending_on": "The date of the first pending list that shows it.",
    "first_publication_id": "The first list that shows it.",
    "from_on": "The date of the first list of the span.",
    "geoid": "Census GEOID: two digits a state, five a county, seven a place, ten a county subdivision.",
    "instrument": "The kind of arrangement, in the words of the claims vocabulary.",
    "issue_id": "The issue's id, the same as long as the issue stands.",
    "kind": "What kind it is (of agency, place, claim or decision).",
    "last_listed_on": "The date of the last list that shows it.",
    "last_locator": "Sheet and row in the last list that shows it.",
    "last_on": "The date of the last list of the run.",
    "last_pending_on": "The date of the last pending list that shows it.",
    "last_publication_id": "The last list that shows it.",
    "latitude": "Degrees north.",
    "left_row_id": "The printed row that stood before.",
    "list": "Which list it is: participating or pending.",
    "list_count": "In how many usable lists in a row the printed row stands.",
    "listed_count": "Agreements of the agency that are listed now.",
    "locator": "Where it stands in the publication: sheet and row, or paragraph and characters.",
    "longitude": "Degrees east.",
    "message": "What was found.",
    "moa": "The MOA cell as printed.",
    "moa_url": "The address of the memorandum of agreement, unwrapped.",
    "model": "The 287(g) model: JEM (jail enforcement), WSO (warrant service), TFM (task force) or JEM+TFM.",
    "models": "The models that the printed support type names.",
    "modified_at": "When the file says that it was last saved.",
    "name": "The name under which it is known; for a publication the file's name.",
    "note": "A remark.",
    "object": "The other end of a relation.",
    "ocd_id": "Open Civic Data division id.",
    "on": "The day that the claim speaks of, as far as it is known.",
    "on_precision": "How exactly the day is known: day, month, year or unknown.",
    "ori": "The FBI's originating agency identifier.",
    "outlet": "Who published it.",
    "pending_id": "The agency's id and the model.",
    "place_geoid": "The place the agency belongs to, as Census GEOID.",
    "population": "Inhabitants, by the Census tables the gazetteer was built from.",
    "printed_on": "The date in the file's name.",
    "publication": "The first list with the change.",
    "publication_id": "The publication: its source and the beginning of its SHA-256, or a name given by hand.",
    "published_on": "The date of publication, as judged from the content.",
    "quotation": "The publication's own words.",
    "reason": "Why it was judged so.",
    "refused": "Rows that did not become observations; each is an issue with its reason.",
    "retrieved_at": "When the bytes were fetched, if known.",
    "right_row_id": "The printed row that came.",
    "row_id": "The printed row: the beginning of the SHA-256 of its cells.",
    "rows": "Rows in the file, blank ones aside.",
    "rule": "The named rule that decided.",
    "sequence": "The order among lists of one day.",
    "sha256": "SHA-256 of the bytes.",
    "signed": "The SIGNED cell as printed; a date cell as ISO date.",
    "signed_on": "The date of signing that the list prints.",
    "signed_problem": "What is wrong with the printed date of signing, if anything.",
    "source": "The source it comes from.",
    "state": "The state's postal code; in a printed row exactly as printed.",
    "statement": "What is claimed, in this record's neutral words.",
    "status": "Where it stands.",
    "subject": "What it is about.",
    "subject_place_geoid": "The place it is about, as Census GEOID.",
    "successor_id": "The agreement that took its place.",
    "support_type": "The SUPPORT TYPE cell as printed.",
    "title": "The publication's title.",
    "type": "The TYPE cell as printed.",
    "until_on": "The date of the first list without it, once later lists have confirmed; none while it is listed.",
    "url": "Where it was published.",
    "valid_from": "The day from which it holds or exists, where that is known.",
    "valid_until": "The day before which it holds or exists, where that is known.",
    "verdict": "What the publication was judged to be as a whole.",
    "body": "Who decides, by name.",
    "condition": "The condition on which the stage is held, where there is one.",
    "contest_id": "The contest: its office, the year, and `special` where it is for an unexpired term.",
    "decider_kind": "What decides: an office of the law files, another officer, a board, governor, tribe, unknown.",
    "filing_deadline": "The last day for candidates to enter the first stage.",
    "general_on": "The day of the general election.",
    "general_runoff_on": "The day of the general runoff, if one is needed.",
    "is_current": "Whether it is in force, pending or claimed now.",
    "is_second_tier": "Whether another prosecutor of the same place prosecutes felonies.",
    "last_general_on": "The last day on which the office was filled, by law or as held, up to the release's day.",
    "law_claim_ids": "Claims of laws in force that compel, forbid or limit it, separated by semicolons.",
    "local_title": "The office's title in the state's law.",
    "next_contest_id": "The next contest of the office after the release's day.",
    "next_filing_deadline": "The filing deadline of the next contest.",
    "next_general_on": "The general election of the next contest.",
    "next_general_runoff_on": "The general runoff of the next contest, if one is needed.",
    "next_kind": "Whether the next contest is regular or special.",
    "next_primary_on": "The primary of the next contest.",
    "next_primary_runoff_on": "The primary runoff of the next contest, if one is needed.",
    "next_standing": "How firm the next contest's day is: projected, scheduled or held.",
    "office_id": "The office: the unit that elects it and its local title.",
    "partisan": "Whether party labels stand on the ballot: true, false or optional.",
    "primary_on": "The day of the primary.",
    "primary_runoff_on": "The day of the primary runoff, if one is needed.",
    "rule_id": "The rule's id in the state's law file, or the claim that tells the day.",
    "rule_ids": "The rules that the contest rests on, separated by semicolons.",
    "standing": "How firm it is: projected from law, scheduled by an official notice, or held.",
    "subject_id": "The agreement, entry of the pending lists or claim that is decided on.",
    "subject_kind": "Which it is: agreement, pending or claim.",
    "text": "The rule in plain words.",
    "unit": "The unit that elects the office.",
    "unit_id": "The id of the unit that elects the office.",
    "year": "The election year: that of the general election.",
}  # fmt: skip

_TYPES: dict[str, ColumnType] = {"str": "text", "int": "integer", "float": "real", "bool": "boolean"}

PUBLICATION = "publication.publication_id"
AGREEMENT = "agreement.agreement_id"
AGENCY = "agency.agency_id"
ROW = "printed_row.row_id"


def register_tables(register: Register) -> list[Table]:
    """Return the tables of what the lists say."""
    made = _make
    return [
        made("publication", row_types.PublicationRow, register.publications, ("publication_id",)),
        made("printed_row", row_types.PrintedRowRow, register.printed_rows, ("row_id",), ("agency_id",)),
        made("agency", row_types.AgencyRow, register.agencies, ("agency_id",), ("state",), ("place_geoid",)),
        made("agency_county", row_types.AgencyCountyRow, register.agency_counties, ("agency_id", "county_geoid"),
             ("county_geoid",), agency_id=AGENCY),
        made("agreement", row_types.AgreementRow, register.agreements, ("agreement_id",), ("agency_id",), ("state",),
             agency_id=AGENCY),
        made("in_force", row_types.InForceRow, register.in_force, ("agreement_id", "from_on"), agreement_id=AGREEMENT),
        made("listing", row_types.ListingRow, register.listings, ("agreement_id", "row_id", "first_publication_id"),
             ("first_publication_id",),
             agreement_id=AGREEMENT, row_id=ROW, first_publication_id=PUBLICATION, last_publication_id=PUBLICATION),
        made("event", row_types.EventRow, register.events, ("event_id",), ("by_on",), ("agreement_id",), ("agency_id",),
             ("state",), ("publication",),
             agreement_id=AGREEMENT, publication=PUBLICATION, before_publication=PUBLICATION),
        made("decision", row_types.DecisionRow, register.decisions, ("decision_id",), ("agreement_id",),
             agreement_id=AGREEMENT, publication_id=PUBLICATION),
        made("pending", row_types.PendingRow, register.pending, ("pending_id",), ("agency_id",)),
        made("act", ActRow, register.acts, ("act_id",), ("subject_place_geoid",)),
        made("claim", Claim, register.claims, ("claim_id",), ("subject_place_geoid",), ("act_id",),
             publication_id=PUBLICATION),
        made("decider", election_rows.DeciderRow, register.deciders, ("subject_id",), ("agreement_id",),
             ("office_id",), ("agency_id",)),
        made("issue", row_types.IssueRow, register.issues, ("issue_id",), ("code",)),
    ]  # fmt: skip


def place_tables(gazetteer: Gazetteer) -> list[Table]:
    """Return the tables that depend on the gazetteer alone."""
    columns = ("geoid", "name", "kind", "state", "county_geoids", "population", "latitude", "longitude", "ocd_id",
               "valid_from", "valid_until")  # fmt: skip
    types: dict[str, ColumnType] = {"population": "integer", "latitude": "real", "longitude": "real"}
    described = tuple(Column(name, types.get(name, "text"), COLUMNS[name]) for name in columns)
    text = "States, counties and equivalents, municipalities, census places and towns."
    return [Table("place", text, described, gazetteer.all_cells(), ("geoid",), (("state", "name"),))]


def election_tables(law: Law, day: str, gazetteer: Gazetteer, claims: Sequence[Claim]) -> list[Table]:
    """Return the tables that depend on election law, a day and claims of special elections alone."""
    contests, stages = contest_rows(law, years_around(day), read_counties(gazetteer), claims)
    offices = office_rows(law, gazetteer, claims, day)
    made = _make
    return [
        made("office", election_rows.OfficeRow, offices, ("office_id",), ("state", "office"), ("unit_id",)),
        made("contest", election_rows.ContestRow, contests, ("contest_id",), ("office_id",), ("year", "state")),
        # An index of its key would be as large as the table.
        replace(made("contest_stage", election_rows.ContestStageRow, stages, ("contest_id", "stage"),
                     contest_id="contest.contest_id"), is_clustered=True),
        made("law_rule", election_rows.LawRuleRow, law_rule_rows(law), ("state", "rule_id")),
    ]  # fmt: skip


def _make(
    name: str,
    kind: type[msgspec.Struct],
    rows: Sequence[msgspec.Struct],
    primary_key: tuple[str, ...],
    *indexes: tuple[str, ...],
    **references: str,
) -> Table:
    columns = tuple(_columns(kind, references))
    return Table(
        name=name,
        description=(kind.__doc__ or "").split("\n")[0],
        columns=columns,
        rows=_cells(kind, rows),
        primary_key=primary_key,
        indexes=indexes,
    )


def _cells(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> list[tuple[Cell, ...]]:
    """Return the rows as cells; only a kind with lists in it needs its cells looked at one by one."""
    cells = [msgspec.structs.astuple(row) for row in rows]
    if not any("tuple" in str(field.type) for field in msgspec.structs.fields(kind)):
        return cells
    return [tuple(";".join(cell) if isinstance(cell, tuple) else cell for cell in row) for row in cells]


def _columns(kind: type[msgspec.Struct], references: dict[str, str]) -> Iterable[Column]:
    for field in msgspec.structs.fields(kind):
        if field.name not in COLUMNS:
            raise CheckError(f"the column {field.name!r} is not described", cure="describe it in release/schema.py")
        yield Column(field.name, _type(field.type), COLUMNS[field.name], references.get(field.name, ""))


def _type(annotation: object) -> ColumnType:
    name = getattr(annotation, "__name__", "") or str(annotation).split(" ", maxsplit=1)[0]
    return _TYPES.get(name, "text")
