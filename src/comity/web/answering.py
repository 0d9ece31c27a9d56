"""Stands around the whole application: the release of each request, answers kept ready, validators, compression.

A request is given the release that answers as it comes, and keeps it. HEAD is answered as GET without the body, a
question that may only read is refused nothing by CORS, and one that is too long is refused before it is read. An
answer of 200 that is whole and that nothing forbids to keep is kept for the next who asks the same.
"""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec

from comity.web.answers import Answer, Answers, Headers, header
from comity.web.faults import Fault, Problem
from comity.web.headers import CACHING, PREFLIGHT, headers_of, is_open
from comity.web.negotiating import chosen_encoding, chosen_form, is_unchanged
from comity.web.served import Served, Serving

# Longer than any address of the site with any of its filters.
LONGEST_ADDRESS = 4096
# A body larger than this is compressed on a thread, so that nobody waits for it.
LONG_WORK = 64 * 1024
_TOO_LONG = Problem(
    414, "too_long", f"the address is longer than {LONGEST_ADDRESS} characters", "", "ask for less at once"
)


class Answering:
    """Wraps the application's ASGI handler."""

    def __init__(self, app: Any, serving: Serving) -> None:
        """Take the application's own handler and the release that answers."""
        self._app, self.serving = app, serving

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        served = self.serving.current()
        scope["state"] = {**scope.get("state", {}), "served": served}
        exchange = Exchange(scope, send, served)
        if exchange.is_too_long:
            await exchange.send_answer(_fault(_TOO_LONG))
        elif scope["method"] == "OPTIONS" and is_open(scope["path"]):
            await exchange.send_answer(Answer(204, _pairs(PREFLIGHT), b""))
        elif scope["method"] in ("GET", "HEAD"):
            await self._read(exchange, scope, receive)
        else:
            await self._app(scope, receive, exchange.pass_on)
            await exchange.finish()

    async def _read(self, exchange: Exchange, scope: Any, receive: Any) -> None:
        kept = exchange.answers.get(exchange.asked)
        if kept is not None:
            await exchange.send_answer(kept)
            # It goes to the end of those that will go, and is counted with the compressed form that it may have gained.
            exchange.answers.put(exchange.asked, kept)
            return
        scope["method"] = "GET"
        await self._app(scope, receive, exchange.pass_on)
        await exchange.finish()


def _fault(problem: Problem) -> Answer:
    return Answer(problem.status, [(b"content-type", b"application/json")], msgspec.json.encode(Fault(problem)))


def _pairs(values: dict[str, str]) -> Headers:
    return [(name.encode(), value.encode()) for name, value in values.items()]


class Exchange:
    """One request and its answer: gathers what the application sends, and sends it with its headers."""

    def __init__(self, scope: Any, send: Any, served: Served) -> None:
        """Take the request, where its answer goes, and the release."""
        self._send, self._served = send, served
        self._given = dict(scope["headers"])
        self._path: str = scope["path"]
        self._is_head = scope["method"] == "HEAD"
        self._start: Any = None
        self._gathered: bytes | None = None
        raw = (scope.get("raw_path") or self._path.encode()).decode("latin-1").partition("?")[0]
        query = scope["query_string"].decode("latin-1")
        self.is_too_long = len(raw) + len(query) > LONGEST_ADDRESS
        accepted = self._given.get(b"accept", b"").decode("latin-1")
        self.asked = (raw, query, chosen_form(accepted))
        self.answers = served.keep("answers", lambda _: Answers())

    async def pass_on(self, message: Any) -> None:
        """Take what the application sends: a whole answer waits for `finish`, one in parts goes out as it comes."""
        if message["type"] == "http.response.start":
            self._start = message
        elif message["type"] == "http.response.body":
            if self._gathered is None and not message.get("more_body", False) and self._start is not None:
                self._gathered = message.get("body", b"")
            else:
                await self._send_part(message)

    async def _send_part(self, message: Any) -> None:
        if self._start is not None:
            headers: Headers = list(self._start["headers"])
            answer = Answer(self._start["status"], headers, b"")
            await self._send({**self._start, "headers": self._dressed(answer, is_whole=False)})
            self._start = None
        if not self._is_head:
            await self._send(message)

    async def finish(self) -> None:
        """Send the whole answer that was gathered, and keep it if it may be kept."""
        if self._start is None or self._gathered is None:
            return
        answer = Answer(self._start["status"], list(self._start["headers"]), self._gathered)
        await self.send_answer(answer)
        if answer.status == 200 and b"no-store" not in header(answer.headers, b"cache-control"):
            self.answers.put(self.asked, answer)

    async def send_answer(self, answer: Answer) -> None:
        """Send an answer as this client asked for it: compressed, without its body, or not at all where it has it."""
        if answer.status == 200 and self._has_it(answer):
            await self._put_out(304, self._ready(answer, _UNCHANGED), b"")
            return
        encoding = self._encoding(answer)
        if encoding and encoding not in answer.ready and len(answer.body) > LONG_WORK:
            await asyncio.to_thread(answer.in_encoding, encoding)
        await self._put_out(answer.status, self._ready(answer, encoding), answer.in_encoding(encoding))

    def _ready(self, answer: Answer, encoding: str) -> Headers:
        found = answer.ready.get(encoding)
        if found is None:
            found = answer.ready[encoding] = self._made_ready(answer, encoding)
        return found

    def _made_ready(self, answer: Answer, encoding: str) -> Headers:
        dressed = self._dressed(answer)
        if encoding == _UNCHANGED:
            return [pair for pair in dressed if pair[0] not in _OF_BODY]
        headers = [pair for pair in dressed if pair[0] != b"content-length"]
        if encoding:
            headers.append((b"content-encoding", encoding.encode()))
        if answer.status != 204:
            headers.append((b"content-length", str(len(answer.in_encoding(encoding))).encode()))
        return headers

    def _encoding(self, answer: Answer) -> str:
        if not answer.is_compressible:
            return ""
        return chosen_encoding(self._given.get(b"accept-encoding", b"").decode("latin-1"))

    async def _put_out(self, status: int, headers: Headers, body: bytes) -> None:
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send({"type": "http.response.body", "body": b"" if self._is_head else body})

    def _has_it(self, answer: Answer) -> bool:
        return is_unchanged(self._given, self._tag(answer), self._served.modified_at)

    def _tag(self, answer: Answer) -> str:
        """Return the answer's own validator, or the release's for this kind of content."""
        own = header(answer.headers, b"etag").decode("latin-1")
        kind = answer.content_type.partition(";")[0].rpartition("/")[2]
        return own or f'W/"{self._served.tag}-{kind}"'

    def _dressed(self, answer: Answer, *, is_whole: bool = True) -> Headers:
        """Return an answer's headers with those that every answer has; what the application set itself stays."""
        names = {name for name, _ in answer.headers}
        more = headers_of(self._path, answer.content_type)
        if answer.status == 200 and is_whole and b"cache-control" not in names:
            more["cache-control"] = CACHING
        if answer.status == 200 and b"no-store" not in header(answer.headers, b"cache-control"):
            more |= {"etag": self._tag(answer), "last-modified": self._served.last_modified}
        more["vary"] = "Accept, Accept-Encoding" if is_open(self._path) else "Accept-Encoding"
        added = [(name.encode(), value.encode()) for name, value in more.items()]
        return [*answer.headers, *(pair for pair in added if pair[0] not in names)]


# In the place of an encoding: that nothing is sent.
_UNCHANGED = "unchanged"
# Headers that tell of a body which an answer of 304 does not have.
_OF_BODY = frozenset({b"content-length", b"content-encoding", b"content-type"})
