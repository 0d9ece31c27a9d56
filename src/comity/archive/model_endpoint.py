"""Asks an OpenAI-compatible server, local or hosted, for one chat completion at a time. Used only where a person asks.

The key comes from the environment and goes nowhere but into the request's header; no message, log or error holds it,
nor any of the server's own words.
"""

from __future__ import annotations

import ipaddress
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import httpx

from comity.errors import UnreadableError, UsageError

KEY_VARIABLE = "COMITY_MODEL_KEY"
# An answer of a few thousand tokens takes minutes on a small machine.
SECONDS = 180.0
TRIES = 2
_PAUSE = 1.0
_MOST_BYTES = 2_000_000
# After this many pages in a row without an answer, the server is not asked again in this run.
_PATIENCE = 5
_RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
_CURE = "look at the server, or read without --model-endpoint"


class ModelEndpoint:
    """A server's chat completions; one that does not answer several times in a row is left alone."""

    def __init__(
        self, url: str, key: str = "", *, seconds: float = SECONDS, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Take the server's address (up to `/v1`) and the key; raise UsageError for one that must not be used."""
        self.url = _checked(url, key)
        self._key = key
        self._seconds = seconds
        self._sleep = sleep
        self._failures = 0

    def __repr__(self) -> str:
        """Return the address alone."""
        return f"ModelEndpoint({self.url!r})"

    def ask(self, body: dict[str, Any]) -> str:
        """Return the words of the answer; raise UnreadableError where there are none."""
        if self._failures >= _PATIENCE:
            raise UnreadableError("the model's server was left alone after it failed several times", cure=_CURE)
        try:
            words = self._words(body)
        except UnreadableError:
            self._failures += 1
            raise
        self._failures = 0
        return words

    def _words(self, body: dict[str, Any]) -> str:
        cause: Exception | None
        for attempt in range(1, TRIES + 1):
            try:
                status, data = self._post(body)
            except httpx.TimeoutException as error:
                problem, cause = f"the model's server did not answer in {self._seconds:g} seconds", error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                problem, cause = f"the model's server cannot be reached ({type(error).__name__})", error
            else:
                if status == httpx.codes.OK:
                    return _content(data)
                problem, cause = f"the model's server answered with {status}", None
                if status not in _RETRIED:
                    break
            if attempt < TRIES:
                self._sleep(_PAUSE)
        raise UnreadableError(problem, cure=_CURE) from cause

    def _post(self, body: dict[str, Any]) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        # A proxy of the environment must not see what goes to a server on this machine.
        client = httpx.Client(timeout=self._seconds, trust_env=not _is_here(self.url), follow_redirects=False)
        deadline = time.monotonic() + self._seconds
        with client, client.stream("POST", f"{self.url}/chat/completions", json=body, headers=headers) as answer:
            data = bytearray()
            for part in answer.iter_bytes():
                data += part
                if len(data) > _MOST_BYTES:
                    raise UnreadableError(f"the model's answer is larger than {_MOST_BYTES:,} bytes", cure=_CURE)
                if time.monotonic() > deadline:
                    raise UnreadableError(f"the model's answer took more than {self._seconds:g} seconds", cure=_CURE)
            return answer.status_code, bytes(data)


def _content(data: bytes) -> str:
    """Return the first choice's words."""
    try:
        words = json.loads(data)["choices"][0]["message"]["content"]
    except (ValueError, RecursionError, KeyError, IndexError, TypeError) as error:
        raise UnreadableError("the model's server answered something else than a completion", cure=_CURE) from error
    if not isinstance(words, str):
        raise UnreadableError("the model's answer holds no words", cure=_CURE)
    return words


def _checked(url: str, key: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("--model-endpoint is no web address", cure="give it as in http://localhost:8080/v1")
    if parts.username or parts.password or parts.query:
        cure = f"put the key into the environment variable {KEY_VARIABLE}"
        raise UsageError("--model-endpoint must hold no user name, password or query", cure=cure)
    if key and parts.scheme == "http" and not _is_here(url):
        raise UsageError("the key would be sent unencrypted", cure="use an https address, or unset the key")
    if not key.isprintable() or not key.isascii():
        raise UsageError(f"{KEY_VARIABLE} holds characters that no key has", cure="set it again, without line ends")
    return url.rstrip("/").removesuffix("/chat/completions")


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
