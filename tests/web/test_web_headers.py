"""What a browser may do with an answer, and which programs of other sites may read it."""

from __future__ import annotations

import pytest

from comity.web.headers import PREFLIGHT, STATIC, headers_of, is_open


def policy(path: str, kind: str) -> dict[str, str]:
    """Return the directives of an answer's policy."""
    parts = (part.strip().partition(" ") for part in headers_of(path, kind)["content-security-policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_a_page_loads_what_is_its_own_and_nothing_else() -> None:
    """Nothing in the page itself runs, nothing frames it, and it may not move its own base."""
    found = policy("/map", "text/html; charset=utf-8")
    assert found.pop("default-src") == "'none'"
    assert {found.pop(name) for name in ("base-uri", "frame-ancestors")} == {"'none'"}
    assert set(found.values()) == {"'self'"} and {"script-src", "style-src", "form-action"} <= set(found)


@pytest.mark.parametrize("kind", ["application/json", "text/csv; charset=utf-8", "image/svg+xml", "text/calendar", ""])
def test_data_that_a_browser_takes_for_a_page_may_do_nothing(kind: str) -> None:
    """No script, no form, no frame, in a box of its own."""
    found = policy("/api/v1/agreements", kind)
    assert found == {
        "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
        "sandbox": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("path", "is_readable"),
    [
        ("/api/v1/agreements", True),
        ("/data/register.sqlite", True),
        ("/feeds/changes.atom", True),
        ("/calendar/us/va.ics", True),
        ("/", False),
        ("/agency/x", False),
        ("/es/data", False),
        ("/apis/x", False),
        ("/x/api/", False),
    ],
)
def test_other_sites_read_data_and_nothing_else(path: str, is_readable: bool) -> None:
    """Anybody's program may; a page is a page of this site."""
    found = headers_of(path, "application/json")
    assert is_open(path) is is_readable
    assert (found.get("access-control-allow-origin") == "*") is is_readable
    assert found["cross-origin-resource-policy"] == ("cross-origin" if is_readable else "same-origin")
    assert ("cross-origin-opener-policy" in found) is not is_readable


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html"), ("/api/x", "application/json")])
def test_every_answer_is_what_it_says_stands_in_no_frame_and_asks_for_nothing(path: str, kind: str) -> None:
    """Whatever it is."""
    found = headers_of(path, kind)
    assert found["x-content-type-options"] == "nosniff" and found["x-frame-options"] == "DENY"
    assert {"camera=()", "geolocation=()", "microphone=()"} <= set(found["permissions-policy"].split(", "))
    assert found["referrer-policy"] == "strict-origin-when-cross-origin"


def test_a_preflight_allows_reading_alone() -> None:
    """No method that changes anything, and no header that carries a password."""
    assert PREFLIGHT["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "authorization" not in PREFLIGHT["access-control-allow-headers"].lower()
    assert "access-control-allow-credentials" not in PREFLIGHT


def test_a_folder_of_files_is_kept_as_a_page_is() -> None:
    """The same policies, for any web server."""
    assert headers_of("/", "text/html") == STATIC
