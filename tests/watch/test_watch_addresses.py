"""No address inside a private network is asked, whatever a name, a number or a redirect makes of it."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.archive import transport
from comity.archive.addresses import UnsafeAddressError, check_address, resolve_host, unsafe_reason
from comity.archive.challenge import bears, load_signs
from comity.archive.transport import CheckedBackend, Deadline

HOSTS = ("www.ice.gov", "ice.gov")


@pytest.mark.parametrize(
    "number",
    [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "127.0.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "2001:db8::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::10.0.0.1",
        "2002:0a00:0001::1",
        "64:ff9b::10.0.0.1",
        "2001:0:4136:e378:8000:63bf:f5ff:fffe",
        "no number",
    ],
)
def test_what_is_not_public_is_refused(number: str) -> None:
    """Private, shared, link-local, loopback, multicast, reserved: in IPv4, in IPv6, and one inside the other."""
    assert unsafe_reason(number)


@pytest.mark.parametrize("number", ["23.55.1.1", "8.8.8.8", "2600:1400::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_what_is_public_is_asked(number: str) -> None:
    """A publisher's real address passes, mapped or not."""
    assert unsafe_reason(number) == ""


@given(st.integers(0, 2**32 - 1))
def test_an_address_inside_another_is_judged_like_itself(number: int) -> None:
    """An IPv4 address is as safe mapped, by 6to4 or by NAT64 as it is alone."""
    plain = ipaddress.IPv4Address(number)
    inside = [f"::ffff:{plain}", f"64:ff9b::{plain}", str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80)))]
    for outer in inside:
        assert bool(unsafe_reason(outer)) == bool(unsafe_reason(str(plain))), outer


@pytest.mark.parametrize(
    "url",
    [
        "http://www.ice.gov/",
        "https://www.ice.gov:8443/",
        "https://user@www.ice.gov/",
        "https://www.ice.gov@evil.example/",
        "https://evil.example/www.ice.gov",
        "https://www.ice.gov.evil.example/",
        "https://xn--ce-sja.gov/",
        "https://www.ice.gov:0x50/",
        "https://www.ice.gov\\@evil.example/",
        "https://www.ice.gov/\r\nHost: x",
        "https://www.ice.gov/ä",
        "https:///x",
        "www.ice.gov/x",
        "https://[::1/",
        "file:///etc/passwd",
        "data:text/html,x",
        "https://www.ice.gov/" + "x" * 3000,
    ],
)
def test_an_address_that_is_not_plain_https_on_the_list_is_refused(url: str) -> None:
    """Scheme, host, port and characters are looked at before anything is asked."""
    with pytest.raises(UnsafeAddressError):
        check_address(url, HOSTS)


@pytest.mark.parametrize("url", ["https://www.ice.gov/doclib/a%20b.pdf", "https://ICE.gov:443/x", "https://ice.gov./x"])
def test_an_address_on_the_list_passes(url: str) -> None:
    """Case, the port of https and a dot at the end of the name make no difference."""
    assert check_address(url, HOSTS).scheme == "https"


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to both is not asked at either."""
    answers(monkeypatch, ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(UnsafeAddressError, match=r"resolves to 10\.0\.0\.1, which is a private address"):
        resolve_host("www.ice.gov", 443)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is resolved once: what it comes to mean a moment later makes no difference."""
    asked = answers(monkeypatch, ["8.8.8.8"], ["10.0.0.1"])
    connected: list[str] = []

    class Inner:
        """Notes where it is sent, and answers nothing."""

        def connect_tcp(self, host: str, *_: Any) -> httpcore.NetworkStream:
            connected.append(host)
            raise httpcore.ConnectError("nobody is there")

    monkeypatch.setattr(transport.httpcore, "SyncBackend", Inner)
    deadline = Deadline()
    deadline.start(5)
    with pytest.raises(httpcore.ConnectError):
        CheckedBackend(deadline, allow_loopback=False).connect_tcp("www.ice.gov", 443)
    assert (connected, len(asked)) == (["8.8.8.8"], 1)


def test_a_name_that_turns_private_is_refused_at_the_next_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every new connection looks anew."""
    answers(monkeypatch, ["10.0.0.1"])
    deadline = Deadline()
    deadline.start(5)
    with pytest.raises(UnsafeAddressError):
        CheckedBackend(deadline, allow_loopback=False).connect_tcp("www.ice.gov", 443)
    with pytest.raises(UnsafeAddressError):
        CheckedBackend(deadline, allow_loopback=True).connect_tcp("www.ice.gov", 443)


def answers(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> list[str]:
    """Let names resolve to these numbers, turn after turn; return the names as they are asked for."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, **_: object) -> list[Any]:
        numbers = turns[min(len(asked), len(turns) - 1)]
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port)) for number in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


@pytest.mark.parametrize("sign", load_signs(), ids=lambda sign: sign.id)
def test_each_sign_of_a_page_against_programs_finds_its_examples_and_no_others(sign: Any) -> None:
    """A sign has a reason, examples that it finds and counter-examples that it spares."""
    assert sign.examples and sign.counter_examples and sign.reason.endswith(".")
    assert all(bears(sign, text.lower()) for text in sign.examples)
    assert not any(bears(sign, text.lower()) for text in sign.counter_examples)
