"""One response of a server, judged: the document, a redirect, or what stands instead of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpcore
import httpx

from comity.archive.addresses import UnsafeAddressError
from comity.archive.answers import Answer, Ask, FetchOutcome
from comity.archive.body import CodingError, TooLargeError, TruncatedError, read_body
from comity.archive.challenge import find_challenge
from comity.archive.media import contradiction, is_cut, sniff

# Of a page that says no, this much is looked at.
_ERROR_BYTES = 256 * 1024
# A server that asks to come back in a year has miscounted.
_LONGEST_RETRY = timedelta(days=7)
_GONE = {404, 410}
_REDIRECTS = {301, 302, 303, 307, 308}


def ask(client: httpx.Client, wanted: Ask, url: str, asked_at: str, now: datetime) -> Answer | str:
    """Ask once and return the answer, or the address of a redirect as the server wrote it."""
    bare = Answer(wanted.url, url, FetchOutcome.UNREACHABLE, asked_at)
    try:
        with client.stream("GET", url, headers=_headers(wanted)) as response:
            return _judge(response, wanted, bare, now)
    except UnsafeAddressError as error:
        return _ended(bare, FetchOutcome.UNSAFE, str(error))
    except TooLargeError as error:
        return _ended(bare, FetchOutcome.TOO_LARGE, str(error))
    except CodingError as error:
        return _ended(bare, FetchOutcome.WRONG_TYPE, str(error))
    except TruncatedError as error:
        return _ended(bare, FetchOutcome.TRUNCATED, str(error))
    except (httpcore.ConnectTimeout, httpcore.PoolTimeout) as error:
        return _ended(bare, FetchOutcome.UNREACHABLE, f"no connection in time ({error})")
    except httpcore.TimeoutException as error:
        return _ended(bare, FetchOutcome.TIMEOUT, str(error) or "the server fell silent")
    except httpcore.RemoteProtocolError as error:
        return _ended(bare, FetchOutcome.TRUNCATED, f"the answer broke off ({error})")
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, httpx.InvalidURL) as error:
        return _ended(bare, FetchOutcome.UNREACHABLE, f"the connection failed ({error})")


def _headers(wanted: Ask) -> dict[str, str]:
    headers = {"Accept": "*/*"}
    if wanted.etag:
        headers["If-None-Match"] = wanted.etag
    if wanted.last_modified:
        headers["If-Modified-Since"] = wanted.last_modified
    return headers


def _judge(response: httpx.Response, wanted: Ask, bare: Answer, now: datetime) -> Answer | str:
    status = response.status_code
    if status in _REDIRECTS and response.headers.get("location"):
        return response.headers["location"]
    if status == 304 and (wanted.etag or wanted.last_modified):
        return _ended(bare, FetchOutcome.NOT_MODIFIED, "", status)
    if status != 200:
        return _refusal(response, bare, now)
    data = _body(response, wanted.max_bytes)
    if sign := find_challenge(data, response.headers) if sniff(data) == "html" else "":
        return _ended(bare, FetchOutcome.CHALLENGE, f"a page stands in the way of programs ({sign})", status)
    return _document(response, wanted, bare, data)


def _document(response: httpx.Response, wanted: Ask, bare: Answer, data: bytes) -> Answer:
    kind, declared = sniff(data), response.headers.get("content-type", "")
    if wanted.kinds and kind not in wanted.kinds:
        message = f"the bytes are {kind}, not {' or '.join(wanted.kinds)} (declared as {declared or 'nothing'})"
        return _ended(bare, FetchOutcome.WRONG_TYPE, message, 200)
    if wanted.kinds and (problem := contradiction(data, declared)):
        return _ended(bare, FetchOutcome.WRONG_TYPE, problem, 200)
    if is_cut(data):
        return _ended(bare, FetchOutcome.TRUNCATED, f"the {kind} lacks its end", 200)
    return Answer(
        url=bare.url,
        final_url=bare.final_url,
        outcome=FetchOutcome.FETCHED,
        asked_at=bare.asked_at,
        status=200,
        data=data,
        kind=kind,
        content_type=declared[:200],
        etag=response.headers.get("etag", "")[:200],
        last_modified=response.headers.get("last-modified", "")[:100],
    )


def _refusal(response: httpx.Response, bare: Answer, now: datetime) -> Answer:
    """Return what an answer without a document means; a page that keeps programs out is told from a plain no."""
    status = response.status_code
    try:
        data = _body(response, _ERROR_BYTES)
    except (TooLargeError, CodingError, TruncatedError):
        data = b""
    sign = find_challenge(data, response.headers)
    if sign and status in {401, 403, 405, 406, 429, 503}:
        return _ended(bare, FetchOutcome.CHALLENGE, f"a page stands in the way of programs ({sign})", status)
    words = f"the server answered {status}"
    if status in _GONE:
        return _ended(bare, FetchOutcome.NOT_FOUND, words, status)
    if status in {429, 503}:
        return _ended(bare, FetchOutcome.BUSY, words, status, _retry_at(response, now))
    if status in {408, 500, 502, 504}:
        return _ended(bare, FetchOutcome.SERVER_ERROR, words, status)
    return _ended(bare, FetchOutcome.REFUSED, words, status)


def _body(response: httpx.Response, max_bytes: int) -> bytes:
    headers = response.headers
    length = headers.get("content-length", "")
    return read_body(response.iter_raw(), headers.get("content-encoding", ""), length, max_bytes)


def _retry_at(response: httpx.Response, now: datetime) -> str:
    """Return when the server asks to come back (RFC 9110, 10.2.3: seconds or a date), or ""."""
    text = response.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text), _LONGEST_RETRY.total_seconds()))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return ""
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        wait = min(max(moment - now, timedelta(0)), _LONGEST_RETRY)
    return (now + wait).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _ended(bare: Answer, outcome: FetchOutcome, message: str, status: int = 0, retry_at: str = "") -> Answer:
    return Answer(bare.url, bare.final_url, outcome, bare.asked_at, status, message[:500], retry_at=retry_at)
