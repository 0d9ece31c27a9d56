"""What stands around every answer: validators and 304, compression, HEAD, CORS, headers, and answers kept ready."""

from __future__ import annotations

import gzip
from typing import Any

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar import Litestar
from litestar.testing import TestClient

from comity.web.answering import LONGEST_ADDRESS
from comity.web.answers import LARGEST_KEPT, Answer, Answers
from comity.web.negotiating import chosen_encoding, chosen_form, is_unchanged
from comity.web.served import Serving

Client = TestClient[Any]
LONG, SHORT = "/api/v1/agreements?limit=100", "/api/v1/search?q=zzzzzz"


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br", "gzip;q=1, br;q=0.5", "br;q=0, gzip", "*"])
@pytest.mark.parametrize("path", [LONG, LONG + "&format=csv", "/api/openapi.json", "/healthz"])
def test_an_answer_is_the_same_in_every_encoding(client: Client, path: str, encoding: str) -> None:
    """Only its bytes differ; what is short stays as it is."""
    plain = client.get(path, headers={"accept-encoding": "identity"})
    answer = client.get(path, headers={"accept-encoding": encoding})
    if path != "/healthz":  # tells the time
        assert answer.content == plain.content and answer.headers["etag"] == plain.headers["etag"]
    expected = chosen_encoding(encoding) if len(plain.content) > 600 else ""
    assert answer.headers.get("content-encoding", "") == expected
    assert "Accept-Encoding" in answer.headers["vary"]


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", [LONG, SHORT, LONG + "&format=csv"])
def test_what_a_client_has_is_not_sent_again(client: Client, path: str, encoding: str) -> None:
    """By its validator, weak or strong, among others, or by its date; whatever the encoding."""
    headers = {"accept-encoding": encoding}
    first = client.get(path, headers=headers)
    tag = first.headers["etag"]
    for given_tag in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        answer = client.get(path, headers={**headers, "if-none-match": given_tag})
        assert answer.status_code == 304 and answer.content == b"", given_tag
        assert answer.headers["etag"] == tag and answer.headers["vary"] == first.headers["vary"]
        assert "content-length" not in answer.headers
    dated = client.get(path, headers={**headers, "if-modified-since": first.headers["last-modified"]})
    assert dated.status_code == 304


@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT"},
        {"if-modified-since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"if-modified-since": "yesterday"},
        {"if-none-match": ""},
    ],
)
def test_what_a_client_does_not_have_is_sent(client: Client, headers: dict[str, str]) -> None:
    """Another validator, whatever the date beside it; a date of before; what is no date."""
    assert client.get(LONG, headers=headers).status_code == 200


def test_json_and_csv_have_validators_of_their_own(client: Client) -> None:
    """The JSON that a client has does not stand for the CSV that it asks for."""
    tag = client.get(LONG).headers["etag"]
    answer = client.get(LONG, headers={"accept": "text/csv", "if-none-match": tag})
    assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/csv")


def test_errors_have_no_validator_and_are_not_kept(client: Client) -> None:
    """A client that has an answer is still told what is wrong with another question."""
    tag = client.get(LONG).headers["etag"]
    for path, status in (("/api/v1/agreements?limit=0", 400), ("/api/v1/claims/none", 404)):
        answer = client.get(path, headers={"if-none-match": tag})
        assert answer.status_code == status and "etag" not in answer.headers and "cache-control" not in answer.headers


@pytest.mark.parametrize("path", [LONG, "/api/v1/claims/none", "/healthz", "/api/openapi.json"])
def test_head_is_get_without_the_body(client: Client, path: str) -> None:
    """The same status and headers, asked first or second."""
    head, full = client.head(path), client.get(path)
    assert (head.status_code, head.content) == (full.status_code, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == full.headers.get(name), name


@pytest.mark.parametrize("path", ["/api/v1/claims", "/api/openapi.json", "/data/none", "/feeds/none", "/calendar/none"])
def test_programs_of_other_sites_may_read_data(client: Client, path: str) -> None:
    """And ask beforehand whether they may; errors can be read too."""
    assert client.get(path, headers={"origin": "https://other.example"}).headers["access-control-allow-origin"] == "*"
    asked = client.options(path, headers={"origin": "x", "access-control-request-method": "GET"})
    assert asked.status_code == 204 and asked.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "access-control-allow-credentials" not in asked.headers and asked.content == b""


@pytest.mark.parametrize("path", ["/", "/healthz", "/nothing", "/map", "/place/us/va"])
def test_what_is_no_data_is_not_open_to_other_sites(client: Client, path: str) -> None:
    """Pages are read by people."""
    headers = client.get(path).headers
    assert "access-control-allow-origin" not in headers
    assert headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/", LONG, LONG + "&format=csv", "/nothing", "/api/v1/nothing", "/healthz", "/api/v1/claims?x=1", "/place/us/fl"],
)
def test_every_answer_has_the_headers_that_keep_a_browser_safe(client: Client, path: str) -> None:
    """No sniffing, no frame, no script or style in a page, and nothing from elsewhere."""
    headers = client.get(path, headers={"accept": "text/html"}).headers
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert (
        headers["referrer-policy"] == "strict-origin-when-cross-origin" and "camera=()" in headers["permissions-policy"]
    )
    policy = headers["content-security-policy"]
    assert (
        policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy
    )
    assert not any(word in policy for word in ("unsafe", "http:", "https:", "*", "data:", "blob:"))


def test_a_long_address_is_refused_before_it_is_read(client: Client) -> None:
    """With status 414 in the one shape; one that just fits is read."""
    fits = "/api/v1/agreements?foo=" + "x" * (LONGEST_ADDRESS - 100)
    assert client.get(fits).status_code == 400
    answer = client.get("/api/v1/agreements?foo=" + "x" * LONGEST_ADDRESS)
    assert answer.status_code == 414 and answer.json()["error"]["code"] == "too_long"


def test_an_answer_is_made_once_and_kept(made_app: Litestar, client: Client) -> None:
    """The second who asks gets the same bytes, without the application; another question is another answer."""
    serving: Serving = made_app.asgi_handler.serving  # type: ignore[attr-defined]
    answers: Answers = serving.current().keep("answers", lambda _: Answers())
    path = "/api/v1/places/12125"
    first = client.get(path)
    held = len(answers)
    assert client.get(path).content == first.content and len(answers) == held
    assert ("/healthz", "", "") not in set(answers)
    assert client.get(path + "?as_of=2025-03-02").content != first.content and len(answers) == held + 1


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 5000)), max_size=40))
def test_answers_kept_never_outgrow_their_bound(asked: list[tuple[int, int]]) -> None:
    """The one that was asked for longest ago goes first, and the count of bytes is right."""
    kept = Answers(most_bytes=20_000)
    order: list[tuple[str, ...]] = []
    for number, size in asked:
        key = (str(number),)
        kept.put(key, Answer(200, [], b"x" * size))
        order = [one for one in order if one != key] + [key]
        held = list(kept)
        assert kept.bytes <= 20_000 and held == order[len(order) - len(held) :]
        assert kept.bytes == sum(kept.get(one).size for one in held)  # type: ignore[union-attr]


def test_an_answer_that_is_too_large_is_not_kept() -> None:
    """It would drive out all others."""
    kept = Answers()
    kept.put(("a",), Answer(200, [], b"x" * LARGEST_KEPT))
    assert len(kept) == 0 and kept.bytes == 0


def test_compressed_forms_are_counted_and_read_back() -> None:
    """Each is made once, and deterministic."""
    answer = Answer(200, [(b"content-type", b"application/json")], b'{"a": 1}' * 500)
    kept = Answers()
    kept.put(("a",), answer)
    before = kept.bytes
    packed, zipped = answer.in_encoding("br"), answer.in_encoding("gzip")
    assert brotli.decompress(packed) == gzip.decompress(zipped) == answer.body
    kept.put(("a",), answer)
    assert kept.bytes == before + len(packed) + len(zipped) and answer.in_encoding("br") is packed
    assert Answer(200, answer.headers, answer.body).in_encoding("gzip") == zipped


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("", ""), ("gzip", "gzip"), ("gzip, deflate, br", "br"), ("br;q=0", ""), ("gzip;q=0.1, *;q=0", "gzip"),
     ("*;q=0.5", "br"), ("deflate", ""), ("br;q=x", ""), ("GZIP", "gzip"), (",;=,", "")],
)  # fmt: skip
def test_the_encoding_that_a_client_likes_best(accepted: str, encoding: str) -> None:
    """Weights decide, then the smaller one; what cannot be read is not liked."""
    assert chosen_encoding(accepted) == encoding


@pytest.mark.parametrize(
    ("accepted", "form"),
    [("", ""), ("*/*", ""), ("text/csv", "csv"), ("application/json, text/csv", "csv"),
     ("text/csv;q=0.5, application/json", ""), ("text/html,application/xhtml+xml,*/*;q=0.8", "html"),
     ("text/csv;q=0", ""), ("image/png", "")],
)  # fmt: skip
def test_the_form_that_a_client_asks_for(accepted: str, form: str) -> None:
    """CSV only where it is asked for at least as much as anything else."""
    assert chosen_form(accepted) == form


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_no_header_breaks_the_comparison(tags: bytes, since: bytes) -> None:
    """Whatever bytes a client sends as validators."""
    assert is_unchanged({b"if-none-match": tags, b"if-modified-since": since}, 'W/"abc"', 5) in (True, False)
    assert is_unchanged({b"if-modified-since": since}, 'W/"abc"', 5) in (True, False)
