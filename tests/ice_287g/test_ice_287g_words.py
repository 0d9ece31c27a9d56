"""What printed words mean: support types, signing dates, addresses, file names, comparable names, and `source.toml`."""

from __future__ import annotations

from datetime import date
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.model import SupportModel
from comity.sources.ice_287g import (
    comparable,
    load_source,
    read_name,
    row_content,
    signed_on,
    support_models,
    unwrap_url,
)
from comity.sources.ice_287g.columns import known_name
from comity.sources.ice_287g.source import read_source

JEM, WSO, TFM = SupportModel.JEM, SupportModel.WSO, SupportModel.TFM


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("Jail Enforcement Model", (JEM,)),
        ("Warrant Service Officer", (WSO,)),
        ("Task Force Model", (TFM,)),
        ("Task Force Model ", (TFM,)),
        (" task  force\u00a0model", (TFM,)),
        ("Warrant Services Officer ", (WSO,)),
        ("Warrant Service Office", (WSO,)),
        ("Task Force Officer", (TFM,)),
        ("Jail Enforcment Model", (JEM,)),
        ("Jail Enforcement", (JEM,)),
        ("Jail & Task Force", (JEM, TFM)),
    ],
)
def test_known_support_types_name_their_models(text: str, models: tuple[SupportModel, ...]) -> None:
    """The publisher's words, its older words and its listed misprints are understood, spaces and case aside."""
    assert support_models(text) == models


@pytest.mark.parametrize(
    "text", ["", " ", "Task", "Force Model", "Jail Enforcement Model 2", "Tribal Task Force Model", "#N/A"]
)
def test_other_support_types_are_not_guessed(text: str) -> None:
    """A word outside the vocabulary names no model, however near it looks."""
    assert support_models(text) is None


PUBLISHED = "2026-01-09"


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("2025-12-18", "2025-12-18"),
        ("2025-12-18T00:00:00", "2025-12-18"),
        (" 2025-12-18 ", "2025-12-18"),
        ("12/18/2025", "2025-12-18"),
        ("12/18/25", "2025-12-18"),
        ("2.5.2020", "2020-02-05"),
        ("2002-07-02", "2002-07-02"),
        ("2026-01-12", "2026-01-12"),  # a list is named for a day up to a week before or after it is made
    ],
)
def test_a_plain_signing_date_is_read_without_a_problem(text: str, on: str) -> None:
    """ISO and American dates are dates."""
    assert signed_on(text, PUBLISHED) == (on, text, "")


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("5025-07-07", "2025-07-07"),
        ("20026-01-05", "2026-01-05"),
        ("2205-08-28", "2025-08-28"),
        ("2055-08-28", "2025-08-28"),
        ("20225-08-28", "2025-08-28"),
        ("05/082025", "2025-05-08"),
        ("7/72025", "2025-07-07"),
        ("45845", "2025-07-07"),
    ],
)
def test_a_slip_with_one_way_out_is_mended_and_said(text: str, on: str) -> None:
    """A year that cannot be is corrected where one year alone is possible; what is printed stays beside it."""
    signed = signed_on(text, PUBLISHED)
    assert (signed.on, signed.printed) == (on, text)
    assert signed.problem


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "#N/A",
        "pending",
        "2026-05-01",  # signed after the list: nobody can say which part is wrong
        "2025-02-30",
        "13/13/2025",
        "1025-13-01",
        "0525-01-01",
        "9999-01-01",
        "1925-01-01",
        "9201",
    ],
)
def test_a_signing_date_that_cannot_be_settled_gives_none_and_says_so(text: str) -> None:
    """Blank, unreadable, future and hopeless dates are no dates."""
    signed = signed_on(text, PUBLISHED)
    assert (signed.on, signed.printed) == ("", text)
    assert signed.problem


@pytest.mark.parametrize("published_on", ["", "9999-12-31", "2099-12-31", "unknown"])
def test_a_list_of_no_known_day_doubts_no_date_of_this_century(published_on: str) -> None:
    """Where the day of publication is not settled, a signing date is read as it stands."""
    assert signed_on("2026-05-01", published_on) == ("2026-05-01", "2026-05-01", "")
    assert signed_on("5025-07-07", published_on).on == "2025-07-07"


def test_a_mended_year_never_leaves_the_record_of_the_time() -> None:
    """In a list of 2025 the year 20026 is not 2026."""
    assert signed_on("20026-07-01", "2025-08-01").on == ""


@given(st.dates(date(2002, 1, 1), date(2026, 1, 9)))
def test_every_day_of_the_programme_survives_iso_and_american_print(on: date) -> None:
    """A date printed either way is read as itself."""
    assert signed_on(on.isoformat(), PUBLISHED).on == on.isoformat()
    assert signed_on(f"{on.month}/{on.day}/{on.year}", PUBLISHED).on == on.isoformat()


@given(st.text(max_size=20))
def test_any_text_is_a_date_before_the_list_or_a_problem(text: str) -> None:
    """Nothing printed raises, and nothing but a possible day comes out."""
    signed = signed_on(text, PUBLISHED)
    assert signed.printed == text
    assert ("2002-01-01" <= signed.on <= "2026-01-16") if signed.on else signed.problem


DOCUMENT = "https://www.ice.gov/doclib/287gMOA/BakerCoFL_TFM_MOA_02.26.2025.pdf"
SAFELINK = (
    "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fdoclib%2F287gMOA%2F"
    "BakerCoFL_TFM_MOA_02.26.2025.pdf&data=05%7C02%7Csomeone%40example.org%7C0&sdata=x%3D&reserved=0"
)


@pytest.mark.parametrize(
    "wrapped",
    [
        DOCUMENT,
        f" {DOCUMENT}\u00a0",
        SAFELINK,
        SAFELINK.replace("%2F%2Fwww", "%2Fwww"),
        f"chrome-extension://efaidnbmnnnibpcajpcglclefindmkaj/{DOCUMENT}",
        f"chrome-extension://efaidnbmnnnibpcajpcglclefindmkaj/{DOCUMENT.replace('//', '/')}",
        f"https://web.archive.org/web/20210113002027/{DOCUMENT}",
        f"https://web.archive.org/web/20210113002027if_/{DOCUMENT}",
        f"http://archive.org/web/2021/{DOCUMENT}",
        DOCUMENT.replace("https://", "https:/"),
        DOCUMENT.replace("https://", "HTTPS://"),
        f"https://urldefense.com/v3/__{DOCUMENT}__;!!abc$",
        "https://nam01.safelinks.protection.outlook.com/?url="
        + SAFELINK.replace("%", "%25").replace(":", "%3A").replace("/", "%2F").replace("?", "%3F").replace("&", "%26"),
    ],
)
def test_wrapped_addresses_give_the_address_inside(wrapped: str) -> None:
    """Gateways, browser extensions, archives and lost slashes are peeled away, layer by layer."""
    assert unwrap_url(wrapped) == DOCUMENT


@pytest.mark.parametrize(
    "address",
    [
        "",
        "mailto:someone@example.org",
        "#Sheet2!A1",
        "file:///C:/list.xlsx",
        "http://www.ice.gov/doclib/x.pdf",  # the plain scheme is what is printed
        "https://www.ice.gov/x.pdf?url=https%3A%2F%2Fexample.org",  # a parameter called url is no gateway
        "https://example.org/safelinks.protection.outlook.com?url=https%3A%2F%2Fexample.com",
        "https://gcc02.safelinks.protection.outlook.com/?data=1",
        "https://web.archive.org/web/about.html",
        "https://[broken",
    ],
)
def test_other_addresses_stay_as_they_are(address: str) -> None:
    """What is not wrapped is not touched, and what is no web address is kept."""
    assert unwrap_url(address) == address


@given(st.text(max_size=60))
def test_unwrapping_twice_changes_nothing_more(text: str) -> None:
    """An unwrapped address is bare."""
    once = unwrap_url("https://" + text)
    assert unwrap_url(once) == once


NAMES = {
    "participatingAgencies07242025pm_b.xlsx": ("participating", "2025-07-24", "170002"),
    "participatingAgencies05122025amB.xlsx": ("participating", "2025-05-12", "090002"),
    "participatingAgencies12042025pm2.xlsx": ("participating", "2025-12-04", "170200"),
    "participatingAgencies090022025am.xlsx": ("participating", "2025-09-02", "090000"),
    "participatingAgencies9022025am.xlsx": ("participating", "2025-09-02", "090000"),
    "pendingAgencies11122025.xlsx": ("pending", "2025-11-12", "120000"),
    "pendingAgencies06112025pm copy.xlsx": ("pending", "2025-06-11", "170000"),
    "pendingAgencies10172025mid (1).xlsx": ("pending", "2025-10-17", "130000"),
    "ParticipatingEntities-20210113002027.xlsx": ("participating", "2021-01-13", "002027"),
    "a/b\\participating_agencies_2026-02-03_pm.xlsx": ("participating", "2026-02-03", "170000"),
    "pending 2-3-26 am.xlsx": ("pending", "2026-02-03", "090000"),
    "roster_20101029_capture20110220.csv": ("participating", "2010-10-29", "120000"),
    "participatingAgencies13322025pm.xlsx": ("participating", "", ""),
    "participatingAgencies.xlsx": ("participating", "", ""),
    "list.xlsx": ("", "", ""),
    "": ("", "", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_file_name_says_its_list_its_day_and_its_place_in_the_day(name: str) -> None:
    """Every pattern of the publisher is read, and a date that is none is not invented."""
    assert read_name(name) == NAMES[name]


def test_the_order_of_a_day_is_am_then_mid_then_pm_and_a_letter_comes_after() -> None:
    """What is published later in a day sorts later."""
    suffixes = ["am", "am_b", "am2", "", "mid", "pm", "pm_b", "pmC", "pm2", "pm2_b"]
    orders = [read_name(f"participatingAgencies07242025{suffix}.xlsx").order for suffix in suffixes]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sheriff’s Office ", "sheriff's  office"),
        ("St. Lucie\u00a0County", "ST. LUCIE COUNTY"),
        ("Miami–Dade", "Miami-Dade"),
        ("Baker\u200b Police\u200f", "Baker Police"),
        ("Sheriff\u0092s Office", "Sheriff's Office"),
    ],
)
def test_names_that_differ_in_quotes_spaces_case_or_marks_compare_equal(one: str, other: str) -> None:
    """What a reader would not see as a difference is none."""
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Baker County", "Bay County"), ("Tampa PD", "Tampa Police Department"), ("St. Johns", "St Johns")],
)
def test_names_that_a_reader_sees_as_different_stay_different(one: str, other: str) -> None:
    """Comparing decides nothing about spellings."""
    assert comparable(one) != comparable(other)


def test_a_row_is_the_same_row_whatever_its_model_is_called() -> None:
    """Row contents compare models, not words, and keep unknown words apart."""
    same = row_content("FLORIDA ", "Baker County Sheriff’s Office", "Task Force Officer ")
    assert same == row_content("Florida", "Baker County Sheriff's Office", "Task Force Model")
    assert row_content("FLORIDA", "x", "New Model") != row_content("FLORIDA", "x", "Other Model")


def test_the_vocabularies_do_not_contradict_themselves() -> None:
    """No word is both known and fixable or ignored, and what is fixed becomes a known word."""
    source = load_source()
    known, fixable = (set(map(comparable, words)) for words in (source.support_type.known, source.support_type.fixable))
    assert not known & fixable
    assert len(known) == len(source.support_type.known)
    sets = [set(map(comparable, words)) for words in (source.type.known, source.type.fixable, source.type.ignored)]
    assert sum(map(len, sets)) == len(set.union(*sets))
    assert set(source.type.fixable.values()) <= set(source.type.known)
    assert set(source.header.fixable.values()) <= set(source.header.known)
    assert set(source.header.required) <= set(source.header.known)


def test_headers_are_known_by_name_or_listed_variant() -> None:
    """A header's case, spaces and underscores do not matter; an unlisted name is none."""
    assert known_name(" support_type ") == "SUPPORT TYPE"
    assert known_name("date_signed") == "SIGNED"
    assert known_name("Region") == ""


def toml() -> str:
    """Return the file as it is shipped."""
    return resources.files("comity.sources.ice_287g").joinpath("source.toml").read_text()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[expectations]", "[expectations]\nsurprise = 1"),
        ("look_ahead", "look_around"),
        ('id = "ice-287g"', "id = 287"),
        ('["JEM", "TFM"]', '["JEM", "XYZ"]'),
        ("[publisher]", "[publisher"),
    ],
)
def test_a_wrong_source_file_is_refused(old: str, new: str) -> None:
    """An unknown key, a value of the wrong kind, a model that does not exist and broken TOML each stop the program."""
    assert old in toml()
    with pytest.raises(SourceError) as caught:
        read_source(toml().replace(old, new, 1).encode())
    assert caught.value.where == "source.toml"


def test_every_figure_and_fact_of_the_source_is_written_down() -> None:
    """No expectation is left to a default in the code."""
    raw = toml()
    assert load_source().publisher.id == "ice-287g"
    for name in type(load_source().expectations).__struct_fields__:
        assert f"\n{name} = " in raw, name
