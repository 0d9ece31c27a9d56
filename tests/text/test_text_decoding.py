"""The characters of a page's bytes, and how their encoding was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.text import RefusedPage
from comity.text.decoding import MOJIBAKE, count_mojibake, decode, unmangle

WORDS = "“The board’s vote – 4 to 3 – ended it,” José Peña said."


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "rule"),
    [
        (WORDS.encode(), "", "utf-8", "utf8_bytes"),
        (WORDS.encode("utf-8-sig"), "iso-8859-1", "utf-8", "byte_order_mark"),
        (WORDS.encode("utf-16"), "", "utf-16-le", "byte_order_mark"),
        (WORDS.encode("utf-16-be"), "", "utf-16-be", "zero_bytes"),
        (WORDS.encode("utf-16-le"), "utf-16", "utf-16-le", "http_charset"),
        (WORDS.encode("cp1252"), "ISO-8859-1", "cp1252", "http_charset"),
        (WORDS.encode("cp1252"), "utf-8", "cp1252", "fallback"),
        (WORDS.encode("cp1252"), "no-such-charset", "cp1252", "fallback"),
        (b'<meta charset="windows-1252">' + WORDS.encode("cp1252"), "", "cp1252", "page_charset"),
        (b"<meta content='x; charset=macintosh'>" + WORDS.encode("mac_roman"), "", "mac_roman", "page_charset"),
        (WORDS.encode("cp1252"), "rot13", "cp1252", "fallback"),
    ],
)  # fmt: skip
def test_each_encoding_is_found_by_its_rule(data: bytes, declared: str, encoding: str, rule: str) -> None:
    """The words come out right, by the first rule that fits, whatever was declared wrongly."""
    found = decode(data, declared)
    assert (found.encoding, found.rule) == (encoding, rule)
    assert found.text.endswith(WORDS)
    assert not any("could not be decoded" in note for note in found.notes)


def test_what_contradicts_or_is_lost_is_noted() -> None:
    """A declaration that the bytes contradict and characters that are lost are told."""
    assert decode(WORDS.encode(), "iso-8859-1").notes == ("the page says iso-8859-1 and is UTF-8",)
    assert decode(b"plain ascii", "iso-8859-1").notes == ()
    damaged = decode(WORDS.encode().replace(b"vote", b"v\xff\xffte"), "utf-8")
    assert (damaged.encoding, damaged.notes) == ("utf-8", ("2 characters could not be decoded as utf-8",))


@given(st.binary(max_size=300), st.sampled_from(["", "utf-8", "utf-16", "gb2312", "big5", "koi8-r", "x"]))
def test_any_bytes_are_decoded_or_refused(data: bytes, declared: str) -> None:
    """No bytes raise anything but the refusal of what is no text."""
    try:
        assert isinstance(decode(data, declared).text, str)
    except RefusedPage as refused:
        assert "is " in refused.problem


@given(st.text(alphabet="’“”–éñçüßÅ…€", min_size=1, max_size=20))
def test_what_was_decoded_wrongly_is_put_right(words: str) -> None:
    """UTF-8 that was read as windows-1252 comes back, wherever windows-1252 has a sign for each byte."""
    raw = words.encode()
    mangled = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in raw)
    assert MOJIBAKE.sub(lambda found: unmangle(found[0]), mangled) == words


@pytest.mark.parametrize("words", ["“Peña’s” – naïve café, Ångström, 50 €", "Doña Ana County", "plain", ""])
def test_right_text_is_left_alone(words: str) -> None:
    """Quotes, accents and signs that are meant are no mistake."""
    assert count_mojibake(words) == 0
