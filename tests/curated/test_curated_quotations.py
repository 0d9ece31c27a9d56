"""Quotations are proved where they stand."""

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comity.errors import SourceError
from comity.model import Claim
from comity.sources.curated import CuratedPublication, CuratedRecord, locate_quotation, verify_quotations
from comity.sources.curated.quotations import Span, paragraph_at, parse_span
from comity.sources.curated.vocabulary import PublicationKind

TEXT = "A first paragraph.\n\nThe county\u00a0ended its contract.\n   \nThe end."
SHA256 = "a" * 64


def record_of(quotation: str, locator: str, sha256: str = SHA256) -> CuratedRecord:
    """Return a record of one claim with the given quotation."""
    publication = CuratedPublication(
        publication_id="p", title="t", outlet="o", kind=PublicationKind.ARTICLE, sha256=sha256
    )
    claim = Claim(
        claim_id="c",
        publication_id="p",
        subject_place_geoid="",
        subject="s",
        instrument="other",
        action="other",
        status="stated",
        statement="S.",
        attributed_to="o",
        quotation=quotation,
        locator=locator,
    )
    return CuratedRecord(publications=(publication,), claims=(claim,))


def test_a_locator_gives_paragraph_and_characters() -> None:
    """Paragraphs count lines that are not blank; characters count from the start of the text."""
    assert locate_quotation(TEXT, "ended its contract") == "paragraph 2, characters 31-49"
    assert TEXT[31:49] == "ended its contract"
    assert locate_quotation(TEXT, "The end.").startswith("paragraph 3,")


def test_words_that_are_not_there_are_refused() -> None:
    """A quotation that the text does not hold has no locator."""
    with pytest.raises(SourceError, match="does not hold these words"):
        locate_quotation(TEXT, "ended the contract")


def test_a_no_break_space_is_named_in_the_cure() -> None:
    """Words that differ in their spaces alone are answered with the text's own words, the odd space made visible."""
    with pytest.raises(SourceError, match=r"county\\xa0ended"):
        locate_quotation(TEXT, "county ended")


@pytest.mark.parametrize("quotation", ["", " The end.", "The end.\n"])
def test_a_quotation_is_words_and_not_the_space_around_them(quotation: str) -> None:
    """Nothing, or words with space before or after, has no locator."""
    with pytest.raises(SourceError, match="begins or ends with a space"):
        locate_quotation(TEXT, quotation)


def test_words_that_stand_twice_are_refused() -> None:
    """A quotation that fits two places names neither."""
    with pytest.raises(SourceError, match="twice"):
        locate_quotation("end and end", "end")


@pytest.mark.parametrize(
    "locator",
    [
        "",
        "last paragraph",
        "paragraph 0, characters 1-2",
        "paragraph 1, characters 5",
        "Paragraph 1, characters 1-2",
        "x",
    ],
)
def test_what_is_no_span_is_none(locator: str) -> None:
    """Only the one written form is a span."""
    assert parse_span(locator) is None


def test_a_quotation_at_its_place_is_proved() -> None:
    """The ids of the proved claims come back."""
    record = record_of("ended its contract", "paragraph 2, characters 31-49")
    assert verify_quotations(record, {SHA256: TEXT}) == ("c",)


def test_a_publication_whose_text_is_not_given_is_passed_over() -> None:
    """Nothing is claimed to be proved without the text."""
    record = record_of("ended its contract", "paragraph 2, characters 31-49")
    assert verify_quotations(record, {"b" * 64: TEXT}) == ()
    assert verify_quotations(record_of("x", "y", sha256=""), {SHA256: TEXT}) == ()


@pytest.mark.parametrize(
    ("quotation", "locator"),
    [
        ("ended its contract", "paragraph 2, characters 30-48"),
        ("ended its contract", "paragraph 1, characters 31-49"),
        ("ended its contract", "last paragraph"),
        ("ended his contract", "paragraph 2, characters 31-49"),
    ],
)
def test_a_quotation_elsewhere_is_refused(quotation: str, locator: str) -> None:
    """A wrong span, a wrong paragraph, no span, changed words: each is refused, with the right locator if any."""
    with pytest.raises(SourceError, match="does not stand at its locator") as caught:
        verify_quotations(record_of(quotation, locator), {SHA256: TEXT})
    assert caught.value.where == "claim c"
    assert ("paragraph 2, characters 31-49" in caught.value.cure) == (quotation in TEXT)


@given(text=st.text(alphabet="ab \n\u00a0é", min_size=1, max_size=60), data=st.data())
def test_what_is_located_is_proved_and_a_shift_is_not(text: str, data: st.DataObject) -> None:
    """The locator of any passage that stands once proves it, and the same passage one character on is not proved."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quotation = text[start:end]
    assume(quotation == quotation.strip() and text.find(quotation, text.find(quotation) + 1) < 0)
    locator = locate_quotation(text, quotation)
    span = parse_span(locator)
    assert span == Span(paragraph_at(text, start), start, end)
    assert verify_quotations(record_of(quotation, locator), {SHA256: text}) == ("c",)
    shifted = f"paragraph {span.paragraph}, characters {start + 1}-{end + 1}"
    with pytest.raises(SourceError):
        verify_quotations(record_of(quotation, shifted), {SHA256: text})


@given(lines=st.lists(st.text(alphabet="ab ", max_size=5), min_size=1, max_size=8), data=st.data())
def test_paragraphs_count_the_lines_that_are_not_blank(lines: list[str], data: st.DataObject) -> None:
    """The paragraph of a line's last character is the number of lines up to it that hold more than spaces."""
    index = data.draw(st.integers(0, len(lines) - 1))
    assume(lines[index].strip())
    text = "\n".join(lines)
    position = sum(len(line) + 1 for line in lines[:index]) + len(lines[index]) - 1
    assert paragraph_at(text, position) == sum(1 for line in lines[: index + 1] if line.strip())


def test_records_are_frozen() -> None:
    """A record cannot be changed after it was proved."""
    record = record_of("x", "y")
    with pytest.raises(AttributeError):
        record.claims = ()  # type: ignore[misc]
    assert msgspec.structs.replace(record, claims=()).claims == ()
