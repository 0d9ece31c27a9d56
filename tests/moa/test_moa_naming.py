"""Model and agency: told by title or body, by every place that names the agency, by the state that the pages tell."""

from __future__ import annotations

import pytest
from moa_samples import Line, first_page, read, read_sheets, sheet, signature_page


@pytest.mark.parametrize(
    ("title", "model"),
    [
        ("287(g) Jail Enforcement Model", "JEM"),
        ("287(g) JAIL ENFORCEMENT MODEL", "JEM"),
        ("Warrant Service Officer Program", "WSO"),
        ("287(g) Warrant Service Officer", "WSO"),
        ("287(g) Task Force Model", "TFM"),
        ("Jail Enforcement Model and Task Force Model", "JEM+TFM"),
    ],
)
def test_the_title_names_the_model(title: str, model: str) -> None:
    """On the first page, before what the body says."""
    found = read(first_page(title=title), [(72, 72, "participating in task forces of a warrant service officer")])
    assert (found.model.value, found.model.rule) == (model, "title")


OLDER_JAIL = "in its jail/correctional facilities who fall within ICE's civil immigration enforcement priorities"


@pytest.mark.parametrize(
    ("body", "model"),
    [
        (["personnel assigned to detention duties", "Jail Enforcement Model (JEM) Program"], "JEM"),
        (["facilitating the custodial transfer of specific aliens", "Warrant Service Officer (WSO)"], "WSO"),
        (["assigned to various units, teams, or task forces designated by ICE", "Task Force Officers"], "TFM"),
        ([OLDER_JAIL], "JEM"),
        (["personnel assigned to detention duties", "Task Force Officers"], ""),
        ([OLDER_JAIL, "Task Force Officers"], ""),
        (["aliens who fall within ICE's civil immigration enforcement priorities"], ""),
        (["nothing of the kind"], ""),
    ],
)
def test_without_a_title_the_body_tells_the_model(body: list[str], model: str) -> None:
    """Where its words are of one model; of two, or of none, nothing is proposed."""
    page: list[Line] = [(72, 72 + 20 * at, text) for at, text in enumerate(body)]
    found = read(first_page(title=""), page)
    assert found.model.value == model
    if not model:
        assert found.model.rule


@pytest.mark.parametrize(
    ("title", "how", "model"),
    [
        ("287(g) Task Foree Mode1", "ocr", "TFM"),
        ("287(g) Jai1 Enforcernent Model", "ocr", "JEM"),
        ("Warranl Service Officer Program", "layer", "WSO"),
        ("287(g) Task Foree Mode1", "text", ""),
        ("287(g) Training Model", "ocr", ""),
    ],
)
def test_a_title_misread_by_a_letter_is_still_the_title(title: str, how: str, model: str) -> None:
    """Where the page was recognised from a picture; what was typed so is another word."""
    found = read_sheets([sheet(first_page(title=title), 1, how)])
    assert found.model.value == model


@pytest.mark.parametrize(
    "name", ["BakerCo_FL_WSO_MOA_03182025.pdf", "287gWSO_BakerCoFl2020-03-18.pdf", "X-WSO-MOA.pdf"]
)
def test_the_files_name_tells_the_model_where_the_pages_do_not(name: str) -> None:
    """And where they tell another, they are believed, and the contradiction is told."""
    found = read(first_page(title=""), name=name)
    assert (found.model.value, found.model.rule) == ("WSO", "file-name")
    other = read(first_page(), name=name)
    assert other.model.value == "TFM" and "the file's name says WSO, the pages TFM" in other.problems
    assert read(first_page(title=""), name="AWSOME.pdf").model.value == ""


NAMES = [
    ("Baker County Sheriff's Office, Florida", "us-fl-baker-county-sheriff"),
    ("Baker County Sheriff’s Office, FL", "us-fl-baker-county-sheriff"),
    ("Nash County, NC Sheriff's Office", "us-nc-nash-county-sheriff"),
    ("Washington County Sheriff's Office, West Bend, WI", "us-wi-washington-county-sheriff"),
    ("Sheriff's Office of Baker County, State of Florida", "us-fl-baker-county-sheriff"),
    ("Rockingham County Sheriff's Office of New Hampshire", "us-nh-rockingham-county-sheriff"),
    ("City of Arcadia Police Department, Florida", "us-fl-arcadia-police"),
    ("Georgia Department of Public Safety", "us-ga-department-of-public-safety"),
    ("La Paz County Sheriff's Office (LPCSO)", "us-az-la-paz-county-sheriff"),
    ("Canadian County Sheriffs Office", "us-ok-canadian-county-sheriff"),
    ("Oklahoma Department of Public Safety, Oklahoma", "us-ok-department-of-public-safety"),
    ("Indiana Department of Homeland Security", "us-in-homeland-security"),
    ("Lea County Sheriff's Office, New Mexico", "us-nm-lea-county-sheriff"),
    ("16th Judicial District Drug Task Force, Arkansas", "us-ar-district-16-task-force"),
]


@pytest.mark.parametrize(("name", "agency_id"), NAMES)
@pytest.mark.parametrize("ends", [", hereinafter the LEA, pursuant to which", ", pursuant to which"])
def test_the_sentence_of_the_parties_names_the_agency(name: str, agency_id: str, ends: str) -> None:
    """With its state in or behind the name, or in no other state."""
    found = read(first_page(name, ends=ends.removeprefix(", ")), [])
    assert found.resolution.agency_id == agency_id, found.agency
    assert found.agency.rule == "parties"


PARTIES = {
    "a general word before it": (
        "Law Enforcement Agency, the La Paz County Sheriff's Office (LPCSO)",
        "La Paz County Sheriff's Office",
        "us-az-la-paz-county-sheriff",
    ),
    "its city as a party of its own": (
        "City of Arcadia, Florida, a political subdivision of the State of Florida, and the Arcadia Police Department",
        "Arcadia Police Department",
        "us-fl-arcadia-police",
    ),
    "its county's board acting through it": (
        "Board of Supervisors of Fairfax County, a political subdivision of the Commonwealth of Virginia, acting "
        "through its Police Department (FCPD)",
        "Fairfax County Police Department",
        "us-va-fairfax-county-police",
    ),
    "its county acting through it by name": (
        "County of La Paz, acting by and through the La Paz County Sheriff's Office",
        "La Paz County Sheriff's Office",
        "us-az-la-paz-county-sheriff",
    ),
    "its city acting through it": (
        "City of Arcadia, Florida, a municipal corporation, acting by and through its Police Department",
        "City of Arcadia Police Department, Florida",
        "us-fl-arcadia-police",
    ),
    "a word parted by recognition": (
        "Sheriff's Office o f La Paz County (LPCSO)",
        "Sheriff's Office of La Paz County",
        "us-az-la-paz-county-sheriff",
    ),
    "the sentence begun twice": (
        "La Paz County Sheriff's Office, This Memorandum of Agreement (MOA) constitutes an agreement",
        "La Paz County Sheriff's Office",
        "us-az-la-paz-county-sheriff",
    ),
    "two bodies": (
        "Alaska Department of Corrections, and Parole Division",
        "Alaska Department of Corrections, and Parole Division",
        "us-ak-department-of-corrections",
    ),
    "a general word alone": ("Law Enforcement Agency", "", ""),
}


@pytest.mark.parametrize(("party", "name", "agency_id"), PARTIES.values(), ids=PARTIES.keys())
def test_what_a_sentence_says_of_a_party_is_not_its_name(party: str, name: str, agency_id: str) -> None:
    """The body itself is named, where the sentence says what it belongs to or through whom a county acts."""
    found = read(first_page(party), [])
    assert (found.agency.value, found.resolution.agency_id) == (name, agency_id)


def test_a_county_may_be_a_party_beside_its_sheriff() -> None:
    """With a short name of its own in brackets, as an older form has it."""
    lines: list[Line] = [
        (72, 72, "MEMORANDUM OF AGREEMENT"),
        (72, 90, "between United States Immigration and Customs Enforcement (ICE), La Paz County,"),
        (72, 106, "Arizona (County), and the Sheriffs Office of La Paz County, Arizona (LPCSO) under which"),
        (72, 122, "ICE authorizes personnel to perform certain functions."),
    ]
    assert read(lines).agency.value == "Sheriffs Office of La Paz County, Arizona"


STATES: dict[str, tuple[list[Line], str]] = {
    "an address in an annex": ([(72, 72, "APPENDIX A"), (72, 90, "1 Main Street, Grayson, KY 41143")], "memo.pdf"),
    "a law": ([(72, 72, "as the Kentucky Revised Statutes provide")], "memo.pdf"),
    "the state's own name": ([(72, 72, "with authority in the State of Kentucky only")], "memo.pdf"),
    "the file's name": ([], "GraysonCoSheriffsOfficeKY_TFM_MOA_03042025.pdf"),
    "the file's folder": ([], "KENTUCKY--graysonCoSheriffsOffice_TFM_MOA.pdf"),
    "the file's old form": ([], "287gTFM_GraysonCoKy2020-03-04.pdf"),
}


@pytest.mark.parametrize(("page", "name"), STATES.values(), ids=STATES.keys())
def test_the_state_is_told_by_the_document_or_its_name(page: list[Line], name: str) -> None:
    """Three states have a county of that name."""
    found = read(first_page("Grayson County Sheriff's Office"), page, name=name)
    assert found.resolution.agency_id == "us-ky-grayson-county-sheriff"


def test_a_name_of_several_states_stays_open_where_none_is_told() -> None:
    """The candidates are shown, and nothing is guessed; the name is still proposed."""
    found = read(first_page("Grayson County Sheriff's Office"), [])
    assert found.resolution.agency_id == "" and len(found.resolution.candidates) > 1
    assert found.agency.value == "Grayson County Sheriff's Office"


def test_a_town_of_a_common_name_is_told_by_the_county_that_the_pages_name() -> None:
    """Without one it stays open: Pennsylvania has several townships of that name."""
    name = "Union Township Police Department, Pennsylvania"
    assert read(first_page(name), []).resolution.agency_id == ""
    told = read(first_page(name), [(72, 72, "Chief of Police, 1 Main Street, Washington County")])
    assert told.resolution.agency_id == "us-pa-union-township-washington-county-police"
    both = read(first_page(name), [(72, 72, "between Washington County and Lawrence County")])
    assert both.resolution.agency_id == ""


def test_the_counties_abbreviation_behind_a_body_is_colorado() -> None:
    """And before it, it is the county."""
    page = first_page("El Paso County Sheriff's Office")
    assert read(page, [], name="ElPasoCoSheriffsOfficeCO_WSO_MOA.pdf").state == "CO"
    assert read(page, [], name="ElPasoCO_WSO_MOA.pdf").state == ""


@pytest.mark.parametrize("name", ["DaviessCountySO_WSO_MOA_030725.pdf", "AdaPD_TFM_MOA.pdf", "LeeCo_JEM.pdf"])
def test_abbreviations_in_a_files_name_are_no_states(name: str) -> None:
    """CO is the county, SO the sheriff's office, PD the police."""
    found = read(first_page("Grayson County Sheriff's Office"), [], name=name)
    assert found.state == ""


def test_a_misread_first_page_is_outvoted_by_the_others() -> None:
    """The signature, the annexes and the feet of the pages name the agency, too."""
    pages = [
        sheet(first_page("B@k3r C0unty 5her1ff"), 1, "ocr"),
        sheet(signature_page(), 2, "ocr"),
        sheet([(72, 72, "APPENDIX A"), (72, 90, "For the LEA: Sheriff, Macclenny, FL 32063")], 3, "ocr"),
    ]
    assert read_sheets(pages).resolution.agency_id == "us-fl-baker-county-sheriff"


def test_a_person_behind_the_local_heading_is_nobodys_agency() -> None:
    """`For the LEA: Sheriff Pat Example` names a person."""
    annex: list[Line] = [
        (72, 72, "APPENDIX A"),
        (72, 90, "For the LEA: Sheriff Pat Example"),
        (72, 110, "Chief Deputy"),
    ]
    found = read([(72, 72, "MEMORANDUM OF AGREEMENT"), (72, 90, "287(g) Task Force Model")], annex)
    assert found.agency.value == "" and found.agency.rule == "no page names the agency"


def test_several_agencies_in_one_document_stay_unresolved() -> None:
    """Which of them holds the agreement is a person's to say; the words are shown."""
    found = read(first_page("Baker County Sheriff's Office and the City of Arcadia Police Department"), [])
    assert found.resolution.agency_id == "" and "Baker" in found.agency.value and "Arcadia" in found.agency.value
