"""Web archives that are cut or damaged anywhere: what is whole comes out once, and nothing stops the run."""

import gzip
import zlib
from collections import Counter
from pathlib import Path

import brotli
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.errors import UnreadableError
from comity.text import RefusedPage
from comity.text.httpblock import read_answer
from comity.text.warc import archived_pages

MOST = 1_000_000


def record(number: int) -> bytes:
    """Return one record with a page of its own."""
    body = f"<p>Page {number} of the county board's minutes. </p>".encode() * 20
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    return (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://x.example/%d\r\nWARC-Record-ID: <urn:uuid:%d>\r\n"
        b"WARC-Date: 2019-03-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%s\r\n\r\n" % (number, number, len(answer), answer)
    )


RECORDS = [record(number) for number in range(5)]
KINDS = {"plain": b"".join(RECORDS), "packed": b"".join(map(gzip.compress, RECORDS))}


def whole(path: Path) -> Counter[str]:
    """Return the records that come out whole, each with how often."""
    return Counter(one.url for one in archived_pages(path, MOST) if not one.problem)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_archive_comes_out_whole(kind: str, tmp_path: Path) -> None:
    """Every record once, in order, with its address, its day of fetching and its place in the file."""
    path = tmp_path / "x.warc"
    path.write_bytes(KINDS[kind])
    found = list(archived_pages(path, MOST))
    assert [one.url for one in found] == [f"https://x.example/{number}" for number in range(5)]
    assert all(one.retrieved == "2019-03-01" and one.block.startswith(b"HTTP/1.1 200") for one in found)
    assert [one.position for one in found] == sorted({one.position for one in found})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_a_cut_anywhere_costs_what_it_cuts(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    """The records before a cut come out, each once; the cut one is told or gone; nothing is raised."""
    cut = data.draw(st.integers(1, len(KINDS[kind])))
    path = tmp_path / "x.warc"
    path.write_bytes(KINDS[kind][:cut])
    sizes = [len(one if kind == "plain" else gzip.compress(one)) for one in RECORDS]
    before = sum(sum(sizes[: number + 1]) <= cut for number in range(5))
    found = whole(path)
    assert set(found.values()) <= {1}
    assert before <= len(found) <= before + 1


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_damage_anywhere_costs_a_record_or_two(tmp_path: Path, kind: str, data: st.DataObject) -> None:
    """Bytes overwritten anywhere cost the records they stand in and perhaps a neighbour; none comes out twice."""
    at = data.draw(st.integers(0, len(KINDS[kind]) - 1))
    noise = data.draw(st.binary(min_size=1, max_size=12))
    path = tmp_path / ("x.warc.gz" if kind == "packed" else "x.warc")
    path.write_bytes(KINDS[kind][:at] + noise + KINDS[kind][at + len(noise) :])
    found = whole(path)
    assert set(found.values()) <= {1}
    assert len(found) >= 3


def test_an_answers_body_is_unpacked_whatever_the_archive_did() -> None:
    """Chunks and packing are undone where they are there, and left where only their header is."""
    body = b"<p>The county board voted.</p>"
    chunks = b"5\r\n%s\r\n%x;a=b\r\n%s\r\n0\r\n\r\n" % (body[:5], len(body) - 5, body[5:])
    cases = [
        (b"", body),
        (b"Content-Encoding: gzip\r\n", gzip.compress(body)),
        (b"Content-Encoding: gzip\r\n", body),
        (b"Content-Encoding: deflate\r\n", zlib.compress(body)),
        (b"Content-Encoding: br\r\n", body),
        (b"Content-Encoding: br\r\n", brotli.compress(body)),
        (b"Transfer-Encoding: chunked\r\n", chunks),
        (b"Transfer-Encoding: chunked\r\n", body),
    ]  # fmt: skip
    for header, packed in cases:
        found = read_answer(
            b"HTTP/1.1 200 OK\r\nContent-Type: Text/HTML; Charset='UTF-8'\r\n%s\r\n%s" % (header, packed), MOST
        )
        assert (found.body, found.status, found.content_type, found.charset) == (body, 200, "text/html", "UTF-8")
    with pytest.raises(RefusedPage, match="unpacks from"):
        read_answer(b"HTTP/1.1 200\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(bytes(2 * MOST)), MOST)
    for block in (b"", b"HTTP/1.1 200 OK", b"junk\r\n\r\n", b"\xff" * 50):
        with pytest.raises(UnreadableError, match="no whole HTTP answer"):
            read_answer(block, MOST)
