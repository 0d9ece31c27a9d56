"""A language model's proposals: only what the page bears out is kept, apart from the reader's, and no key is told."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.cli.running import Comity

from comity.archive.model_endpoint import ModelEndpoint
from comity.errors import UnreadableError, UsageError
from comity.reader.model import MOST_CHARACTERS, PROMPT_VERSION, ask_model, prompt, request_body, verified
from comity.reader.records import Page

TEXT = (
    "The Granite County board voted on Monday to end its contract with ICE. Sheriff Tom Okafor opposed the vote. "
    "The Basalt Fund gave $25,000 to Granite Neighbors. Voters choose the sheriff of Granite County in November 2026."
)
PAGE = Page("p", TEXT, "https://x.example/a", "Board votes", "2026-03-02", "The Ledger")
EVENT = {
    "kind": "local_decision", "instrument": "detention_contract", "action": "end", "status": "happened",
    "jurisdiction_name": "Granite County", "jurisdiction_type": "county", "state": "MT", "date": "2026-03-02",
    "actor": "Granite County board",
    "evidence": "The Granite County board voted on Monday to end its contract with ICE.",
}  # fmt: skip
RELATION = {
    "subject": "The Basalt Fund", "relation": "donated_to", "object": "Granite Neighbors", "amount_usd": 25000,
    "evidence": "The Basalt Fund gave $25,000 to Granite Neighbors.",
}  # fmt: skip
ELECTION = {
    "office": "sheriff", "jurisdiction_name": "Granite County", "kind": "general", "date": "2026-11", "candidates": [],
    "evidence": "Voters choose the sheriff of Granite County in November 2026.",
}  # fmt: skip
KEY = "sk-secret-0123456789"


def answer(**found: Any) -> str:
    """Return a model's answer."""
    return json.dumps({"events": [], "relations": [], "elections": []} | found)


class Server(ThreadingHTTPServer):
    """A server on this machine that answers as it is told and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.body = b""
        self.delay = 0.0
        self.failures = 0
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []

    @property
    def url(self) -> str:
        """Return the address of the completions."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def says(self, words: Any) -> None:
        """Answer with these words from now on."""
        self.body = json.dumps({"choices": [{"message": {"content": words}}]}).encode()


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server

    def do_POST(self) -> None:
        """Answer a completion."""
        self.server.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.server.keys.append(self.headers["Authorization"])
        time.sleep(self.server.delay)
        status = self.server.status
        if self.server.failures:
            self.server.failures -= 1
            status = 503
        self.send_response(status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            self.wfile.write(self.server.body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """Return a running server on this machine."""
    with Server() as found:
        found.says(answer(events=[EVENT]))
        thread = threading.Thread(target=found.serve_forever, args=(0.01,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def endpoint(server: Server, seconds: float = 20, key: str = "") -> ModelEndpoint:
    """Return the endpoint of a server, without pauses."""
    return ModelEndpoint(server.url, key, seconds=seconds, sleep=lambda _: None)


def test_claims_that_the_page_bears_out_are_kept_with_their_label() -> None:
    """Each kind of claim comes back with its place in the text, the model's label, and no looked-up number."""
    found = verified(answer(events=[EVENT], relations=[RELATION], elections=[ELECTION]), PAGE, "m-1")
    assert (found.model, found.prompt_version, found.discarded) == ("m-1", PROMPT_VERSION, {})
    (event,), (relation,), (election,) = found.events, found.relations, found.elections
    for claim in (event, relation, election):
        assert TEXT[claim.start : claim.start + len(claim.evidence)] == claim.evidence
        assert claim.pattern == f"model:m-1#{PROMPT_VERSION}"
    assert (event.action, event.state, event.fips5_or_null) == ("end", "MT", None)
    assert (relation.amount_usd, election.date) == (25000.0, "2026-11")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"evidence": "The Granite County board ended its contract with ICE."}, "its evidence is not on the page"),
        ({"evidence": "ICE"}, "has no evidence of the right length"),
        ({"evidence": None}, "has no evidence of the right length"),
        ({"action": "terminate"}, "a word is outside the vocabulary"),
        ({"kind": ["local_decision"]}, "a word is outside the vocabulary"),
        ({"actor": "Sheriff Jane Doe"}, "a name is not on the page"),
        ({"jurisdiction_name": "Flint County"}, "a name is not on the page"),
        ({"jurisdiction_name": None}, "a field is missing or of another type"),
        ({"agency": {"name": "Granite"}}, "a name is not on the page"),
    ],
)  # fmt: skip
def test_what_the_page_does_not_bear_out_is_thrown_away_and_counted(change: dict[str, Any], reason: str) -> None:
    """Invented words, invented names and words outside the vocabularies cost the claim, and are told by reason."""
    found = verified(answer(events=[EVENT | change, EVENT]), PAGE, "m")
    assert len(found.events) == 1 and found.discarded == {reason: 1}


def test_a_models_word_makes_nobody_public() -> None:
    """Private persons whom a model names are not in its proposals: no field, no party, no candidate, no evidence."""
    text = f"{TEXT} Dolores Quintanilla of Basin Street said that ICE took her neighbor and that the board was right."
    page = Page("p", text, published="2026-03-02")
    told = EVENT | {"attributed_to": "Dolores Quintanilla", "evidence": text[-103:]}
    gift = RELATION | {"subject": "Dolores Quintanilla"}
    vote = ELECTION | {"candidates": ["Dolores Quintanilla", "Tom Okafor"], "winner": "Dolores Quintanilla"}
    found = ask_model(page, "m", lambda _: answer(events=[told], relations=[gift], elections=[vote]))
    assert "Quintanilla" not in repr(found) and "Dolores" not in repr(found)
    assert found.events[0].attributed_to is None and "[…]" in found.events[0].evidence
    assert found.elections[0].candidates == ("Tom Okafor",) and found.elections[0].winner is None
    assert found.discarded == {"a private person is named": 1}


def test_odd_answers_are_taken_for_what_they_are() -> None:
    """A fence is taken off, repeated claims are one, too many are counted, lists that are none are told."""
    assert len(verified(f"```json\n{answer(events=[EVENT, EVENT])}\n```", PAGE, "m").events) == 1
    assert verified(answer(events="none", relations=[1]), PAGE, "m").discarded == {
        "is no list of claims": 1,
        "is no claim": 1,
    }
    assert verified(answer(events=[EVENT] * 100), PAGE, "m").discarded == {"too many claims": 40}
    assert verified("{}", PAGE, "m").events == ()
    dated = verified(answer(events=[EVENT | {"date": "last week", "state": "Montana"}]), PAGE, "m").events[0]
    assert (dated.date, dated.state) == (None, None)
    for garbage in ("", "I found no claims.", "[1]", '{"events": [', "[" * 100_000, "null"):
        with pytest.raises(UnreadableError, match="answer is no JSON"):
            verified(garbage, PAGE, "m")


def test_a_request_holds_the_page_and_the_vocabularies() -> None:
    """What is sent is the page with its facts, cut to a bound, and instructions with every word filled in."""
    body = request_body(Page("p", "x" * 2 * MOST_CHARACTERS, title="T"), "m")
    assert body["model"] == "m" and body["temperature"] == 0
    assert body["messages"][1]["content"].count("x") == MOST_CHARACTERS
    assert "<" not in prompt() and "detainer_policy" in prompt() and "donated_to" in prompt()


def test_a_server_is_asked_and_its_answer_read(server: Server) -> None:
    """The request is a chat completion with the key in its header, and the claims come back."""
    found = ask_model(PAGE, "m", endpoint(server, key=KEY).ask)
    assert len(found.events) == 1 and found.problem is None
    assert server.asked[0]["messages"][1]["content"].endswith(TEXT)
    assert server.keys == [f"Bearer {KEY}"]


@pytest.mark.parametrize(
    ("status", "body", "problem"),
    [
        (500, b"boom " + KEY.encode(), "answered with 500"),
        (401, b"wrong key " + KEY.encode(), "answered with 401"),
        (302, b"", "answered with 302"),
        (200, b"not json " + KEY.encode(), "something else than a completion"),
        (200, b'{"choices": []}', "something else than a completion"),
        (200, b'{"choices": [{"message": {"content": null}}]}', "holds no words"),
        (200, b'{"choices": [{"message": {"content": "garbage"}}]}', "is no JSON"),
        (200, b"[" * 200_000, "something else than a completion"),
        (200, b"x" * 3_000_000, "larger than"),
    ],
)  # fmt: skip
def test_a_server_that_fails_costs_its_page_only(server: Server, status: int, body: bytes, problem: str) -> None:
    """Whatever the server answers, the page has its problem in one sentence, and neither key nor answer in it."""
    server.status, server.body = status, body
    found = ask_model(PAGE, "m", endpoint(server, key=KEY).ask)
    assert found.events == () and problem in (found.problem or "")
    assert KEY not in repr(found) + repr(endpoint(server, key=KEY)) and "boom" not in (found.problem or "")


def test_a_slow_or_absent_server_is_told(server: Server) -> None:
    """A server that takes too long, and one that is not there, are told as such."""
    server.delay = 1.0
    assert "did not answer in 0.05 seconds" in (ask_model(PAGE, "m", endpoint(server, 0.05).ask).problem or "")
    absent = ModelEndpoint("http://127.0.0.1:9", sleep=lambda _: None)
    assert "cannot be reached" in (ask_model(PAGE, "m", absent.ask).problem or "")


def test_a_passing_failure_is_tried_again_and_a_lasting_one_left_alone(server: Server) -> None:
    """One failure is asked again; after several pages without an answer the server is not asked any more."""
    server.failures = 1
    assert ask_model(PAGE, "m", endpoint(server).ask).problem is None
    server.status = 500
    asking = endpoint(server)
    problems = [ask_model(PAGE, "m", asking.ask).problem for _ in range(8)]
    assert "left alone" in (problems[-1] or "") and "answered with 500" in (problems[0] or "")
    assert len(server.asked) == 2 + 5 * 2


@pytest.mark.parametrize(
    ("url", "key", "problem"),
    [
        ("localhost:8080", "", "no web address"),
        ("ftp://x.example/v1", "", "no web address"),
        ("https://me:pass@x.example/v1", "", "no user name"),
        ("https://x.example/v1?key=abc", "", "no user name"),
        ("http://x.example/v1", KEY, "unencrypted"),
        ("https://x.example/v1", "a\nb", "no key has"),
    ],
)  # fmt: skip
def test_an_address_that_must_not_be_used_is_refused(url: str, key: str, problem: str) -> None:
    """No key goes into an address or over an open line; the refusal does not repeat it."""
    with pytest.raises(UsageError, match=problem) as refused:
        ModelEndpoint(url, key)
    assert KEY not in str(refused.value)


@pytest.fixture
def comity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Comity:
    """Return the command line over an empty data folder."""
    return Comity(tmp_path / "home", monkeypatch, capsys)


def test_the_command_keeps_a_models_proposals_apart(
    server: Server, comity: Comity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They stand under their own key with model and prompt, the reader's claims are the same with and without."""
    monkeypatch.setenv("COMITY_MODEL_KEY", KEY)
    page = tmp_path / "page.txt"
    page.write_text(TEXT)
    plain = comity("read", page, "--format", "jsonl").json
    invented = EVENT | {"evidence": "These words are nowhere on the page."}
    server.says(answer(events=[EVENT, invented]))
    said = comity("read", page, "--format", "jsonl", "--model-endpoint", server.url, "--model", "m-1")
    proposals = said.json.pop("model_proposals")
    assert "model_proposals" not in plain
    assert {name: said.json[name] for name in plain} == plain
    assert (proposals["model"], proposals["prompt_version"]) == ("m-1", PROMPT_VERSION)
    assert len(proposals["events"]) == 1 and proposals["discarded"] == {"its evidence is not on the page": 1}
    assert "1 claims borne out by the pages, 1 thrown away, 0 pages without an answer" in said.err
    assert KEY not in said.out + said.err
    both = comity("read", page, "--model", "m-1")
    assert both.code == 2 and "both its server and its name" in both.err
