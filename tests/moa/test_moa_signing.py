"""Days, parties and offices on signature pages: every layout, and everything that is no day of signing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from moa_samples import LONG, Line, first_page, read, read_sheets, sheet, signature_page, unlabelled_page

from comity.sources.moa import Memorandum
from comity.sources.moa.dates import find_days


def days(found: Memorandum) -> tuple[str, str, str]:
    """Return the local day, the federal day, and the day of signing."""
    return found.local.signed_on.value, found.federal.signed_on.value, found.signed_on.value


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("March 5, 2025", "2025-03-05"),
        ("MARCH 5 2025", "2025-03-05"),
        ("Mar. 5th, 2025", "2025-03-05"),
        ("Sept. 9, 2008", "2008-09-09"),
        ("5 March 2025", "2025-03-05"),
        ("5-Mar-25", "2025-03-05"),
        ("05-MAR-2025", "2025-03-05"),
        ("3/5/2025 | 10:05 AM EST", "2025-03-05"),
        ("this 5th day of March, 2025", "2025-03-05"),
        ("3/5/2025", "2025-03-05"),
        ("03-05-25", "2025-03-05"),
        ("3.5.25", "2025-03-05"),
        ("2025-03-05", "2025-03-05"),
        ("Date: 2025.03.05 09:52:57 -05'00'", "2025-03-05"),
        ("Date: 2025.03.05", "2025-03-05"),
        ("2025/03/05 9:52", "2025-03-05"),
    ],
)
def test_a_day_is_read_in_every_form(text: str, on: str) -> None:
    """Typed, abbreviated, in words, and as electronic signatures stamp it."""
    assert [day.on for day in find_days(text)] == [on]


@pytest.mark.parametrize(
    "text",
    [
        "", "March 2025", "March 35, 2025", "2/30/2025", "13/13/2025", "3/5", "3/5/1999", "5/3/99", "3-5/2025",
        "1.3/5/2025", "2025.13.05", "8 U.S.C. 1357(g)(7)", "28 C.F.R. 50.15", "256-332-8824", "192.168.10.25.1",
        "Public Law 107-296", "385 U.S. 493 (1967)", "92/14/2025", "v 10.03.25.7",
    ],
)  # fmt: skip
def test_what_is_no_day_is_none(text: str) -> None:
    """Numbers of laws and telephones, and days that no calendar has."""
    assert find_days(text) == []


@given(st.dates(min_value=__import__("datetime").date(2002, 1, 1), max_value=__import__("datetime").date(2049, 12, 31)))
def test_every_day_of_the_programme_is_read_alike_in_every_form(on: object) -> None:
    """Whatever the form, it is the same day."""
    forms = ("%B %d, %Y", "%m/%d/%Y", "%m-%d-%y", "%Y-%m-%d", "%Y.%m.%d 01:02:03", "%d %B %Y")
    texts = [on.strftime(form) for form in forms]  # type: ignore[attr-defined]
    assert {day.on for text in texts for day in find_days(text)} == {str(on)}
    assert all(len(find_days(text)) == 1 for text in texts)


def test_two_columns_with_headings() -> None:
    """The newer form: labels on both sides, the later day is the agreement's."""
    found = read(first_page(), signature_page())
    assert days(found) == ("2025-03-18", "2025-03-26", "2025-03-26")
    assert (found.local.office.value, found.federal.office.value) == ("Sheriff", "Acting Director")
    assert (found.local.name, found.federal.name) == ("Pat Q. Example", "Lee R. Sample")
    passage = found.federal.signed_on.passage
    assert passage and found.sheets[passage.sheet].text[passage.start : passage.end] == "March 26, 2025"
    assert found.sheets[passage.sheet].page == 2 and found.problems == ()


def test_the_federal_party_may_stand_on_the_left_without_headings() -> None:
    """The older form: who stands where is told by the titles under the names."""
    page = unlabelled_page(
        [(72, 130, "Date:"), (105, 130, "3/13/2020")], [(320, 130, "Date:"), (353, 130, "March 10, 2020")]
    )
    found = read(first_page(), page)
    assert days(found) == ("2020-03-10", "2020-03-13", "2020-03-13")
    assert (found.local.office.value, found.federal.office.value) == ("Sheriff", "Assistant Director")


def test_the_parties_may_sign_one_above_the_other() -> None:
    """Each block has its own day and title."""
    page: list[Line] = [
        (72, 72, "IN WITNESS WHEREOF the parties have executed this agreement."),
        (72, 110, "For ICE:"), (72, 130, "Date: June 9, 2010"), (72, 150, "Title: Assistant Secretary"),
        (72, 170, "U.S. Immigration and Customs Enforcement"),
        (72, 210, "For the Baker County Sheriff's Office:"), (72, 230, "Date: June 2, 2010"),
        (72, 250, "Title: Sheriff"),
    ]  # fmt: skip
    found = read(first_page(), page)
    assert days(found) == ("2010-06-02", "2010-06-09", "2010-06-09")
    assert (found.local.office.value, found.federal.office.value) == ("Sheriff", "Assistant Secretary")


def test_an_electronic_signatures_stamp_counts_where_nothing_is_typed() -> None:
    """Its own `Date:` does not make a column of its own, and the time may stand on the next line."""
    stamp = [
        (72, 120, "Date:"), (105, 120, "A. SAMPLE"), (180, 120, "Digitally signed by A. SAMPLE"),
        (180, 130, "Date: 2020.06.30"), (180, 140, "16:47:50 -04'00'"),
    ]  # fmt: skip
    found = read(first_page(), unlabelled_page(stamp, [(320, 130, "Date:")]))
    assert days(found) == ("", "2020-06-30", "2020-06-30")
    assert found.federal.signed_on.rule == "electronic-signature" and found.problems == ("local: no day can be read",)


def test_a_typed_day_goes_before_the_stamp_beside_it() -> None:
    """The stamp tells the hour of a click, the line what the signer wrote."""
    page = [*signature_page(), (110, 192, "Digitally signed Date: 2025.03.19 10:00:00")]
    assert days(read(first_page(), page))[0] == "2025-03-18"


def test_a_day_on_the_signature_line_counts_where_the_date_line_has_none() -> None:
    """Signers mix the lines up; one day in a column is that party's."""
    page = [*signature_page(local=""), (125, 190, "02/19/2025")]
    assert days(read(first_page(), [line for line in page if not line[2].startswith("Revised")]))[0] == "2025-02-19"


def test_without_the_federal_day_there_is_no_day_of_signing() -> None:
    """The local party signs first: its day is proposed as its own, never as the agreement's."""
    found = read(first_page(), signature_page(federal=""))
    assert days(found) == ("2025-03-18", "", "") and found.problems == ("federal: no day can be read",)


def test_a_day_before_the_forms_revision_is_none() -> None:
    """Nobody signs a form that is not printed yet: the day is misread."""
    assert days(read(first_page(), signature_page(local="2/18/2025", revised="03/07/2025")))[0] == ""
    assert days(read(first_page(), signature_page(local="3/07/2025", revised="03/07/2025")))[0] == "2025-03-07"


def test_days_a_year_apart_are_not_of_one_signing() -> None:
    """One is misread, and which is not known: neither is proposed, and the reason is told."""
    found = read(first_page(), signature_page(local="3/18/2025", federal="March 26, 2035"))
    assert days(found) == ("", "", "") and "too far apart" in found.problems[0]


@pytest.mark.parametrize(
    "line",
    [
        "This MOA expires on June 30, 2027", "Expiration date: June 30, 2027", "in effect until June 30, 2027",
        "Form version June 30, 2027", "Revised June 30, 2027",
    ],
)  # fmt: skip
def test_days_of_expiry_and_of_the_form_are_no_days_of_signing(line: str) -> None:
    """Also where they stand among the signatures."""
    page = [*signature_page(local="", federal=""), (72, 320, line), (320, 340, line)]
    assert days(read(first_page(), page)) == ("", "", "")


def test_a_misread_revision_at_the_foot_is_no_day_of_signing() -> None:
    """`Revlsed 03/07/2025` is the only day in its column where the federal one cannot be read."""
    page = [line for line in signature_page(federal="~~") if not line[2].startswith("Revised")]
    found = read(first_page(), [*page, (480, 750, "Revlsed 03/07/2025")])
    assert days(found) == ("2025-03-18", "", "")


def test_days_in_the_forms_own_text_are_no_days_of_signing() -> None:
    """Neither above the signatures nor in an annex."""
    body: list[Line] = [
        (72, 72, "An order of March 3, 2021 applies. Date: 3/4/2021"),
        (72, 100, "For ICE it is binding."),
    ]
    annex: list[Line] = [
        (72, 72, "APPENDIX A"), (72, 90, "POINTS OF CONTACT"), (72, 110, "For the LEA: Sheriff"),
        (72, 130, "For ICE: Director"), (72, 150, "Date: April 4, 2025"),
    ]  # fmt: skip
    page = [(72, 60, "Under the act of May 1, 2020 this holds."), *signature_page()]
    found = read(first_page(), body, page, annex)
    assert days(found) == ("2025-03-18", "2025-03-26", "2025-03-26")


def test_two_days_in_one_place_are_none() -> None:
    """Which was meant is not guessed."""
    page = [*signature_page(), (160, 160, "3/20/2025")]
    assert days(read(first_page(), page))[0] == ""


def test_handwriting_counts_only_where_it_was_read_surely() -> None:
    """Recognition gives digits for any scrawl; a month's name is its own check."""
    for sure, expected in ((60.0, ""), (95.0, "2025-03-18")):
        pages = [sheet(first_page(), 1), sheet(signature_page(federal=""), 2, "ocr", sure)]
        assert days(read_sheets(pages))[0] == expected
    named = [sheet(first_page(), 1), sheet(signature_page(local="March 18, 2025"), 2, "ocr", 60.0)]
    assert days(read_sheets(named))[:2] == ("2025-03-18", "2025-03-26")
    layer = [sheet(first_page(), 1), sheet(signature_page(), 2, "layer")]
    assert days(read_sheets(layer))[:2] == ("", "2025-03-26")


def test_what_is_drawn_as_text_goes_before_what_was_recognised() -> None:
    """A picture of the same line may be off by a stroke."""
    drawn, seen = signature_page(local="3/18/2025"), signature_page(local="3/13/2025")
    pages = [sheet(first_page(), 1), sheet(drawn, 2), sheet(seen, 2, "ocr", 95.0)]
    assert days(read_sheets(pages))[0] == "2025-03-18"


def test_typed_words_over_a_scan_find_their_party_by_the_picture() -> None:
    """The day typed on the right is federal because the picture says what stands there."""
    typed: list[Line] = [(353, 160, "March 26, 2025"), (353, 250, "Acting Director")]
    picture = signature_page(local="~", federal="~")
    pages = [sheet(first_page(), 1), sheet(typed, 2), sheet(picture, 2, "ocr", 90.0)]
    assert days(read_sheets(pages)) == ("", "2025-03-26", "2025-03-26")


@pytest.mark.parametrize(
    ("said", "office"),
    [
        ("Sheriff", "Sheriff"), ("SHERIFF", "Sheriff"), ("High Sheriff", "High Sheriff"),
        ("Chief of Police", "Chief of Police"), ("Commissioner", "Commissioner"), ("Mayor,", "Mayor"),
        ("County Judge/Executive", "County Judge/Executive"), ("_ Director", "Director"), ("Friend of the Sheriff", ""),
        ("Sher.", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_office_is_a_known_one_or_none(said: str, office: str) -> None:
    """A name stands only with an office."""
    found = read(first_page(), signature_page(office=said))
    assert found.local.office.value == office
    assert found.local.name == ("Pat Q. Example" if office else "")


def addendum(day: str) -> list[Line]:
    """Return an addendum's page, signed later."""
    return [
        (150, 72, "ADDENDUM TO MODIFY MEMORANDUM OF AGREEMENT"),
        (72, 100, "U.S. Immigration and Customs Enforcement (ICE) and the Baker County Sheriff's Office, hereinafter"),
        (72, 116, f"the LEA, agree to modify the Memorandum of Agreement that was effective on {day}"),
        (72, 132, "by which ICE delegates authority. By signing this addendum, each party agrees to the"),
        (72, 148, LONG),
        (72, 200, "Date:"), (105, 200, "June 18, 2020"), (72, 230, "Assistant Director"),
        (72, 245, "U.S. Immigration and Customs Enforcement"),
        (320, 200, "Date:"), (353, 200, "June 17, 2020"), (320, 230, "Sheriff"),
    ]  # fmt: skip


def test_an_addendum_behind_it_does_not_date_the_memorandum_but_may_tell_its_day() -> None:
    """Its own signatures are its own; what it says of the memorandum counts where that cannot be read."""
    illegible = unlabelled_page([(72, 130, "Date:")], [(320, 130, "Date:")])
    found = read(first_page(title="287(g) Jail Enforcement Model"), illegible, addendum("March 11, 2020"))
    assert days(found) == ("", "", "2020-03-11") and found.signed_on.rule == "addendum"
    assert found.document == "memorandum"
    signed = unlabelled_page(
        [(72, 130, "Date:"), (105, 130, "March 12, 2020")], [(320, 130, "Date:"), (353, 130, "March 6, 2020")]
    )
    assert days(read(first_page(), signed, addendum("March 11, 2020"))) == ("2020-03-06", "2020-03-12", "2020-03-12")


def test_an_addendum_by_itself_has_its_own_signatures() -> None:
    """It is told as what it is, and the day on which the memorandum took effect is not its own."""
    found = read(addendum("March 11, 2020"))
    assert found.document == "addendum" and days(found) == ("2020-06-17", "2020-06-18", "2020-06-18")
    assert found.resolution.name == "" or "Baker" in found.agency.value


def test_a_document_without_signatures_says_so() -> None:
    """A draft, or one whose last pages are missing."""
    found = read(first_page())
    assert days(found) == ("", "", "") and all("no signature page" in problem for problem in found.problems)
