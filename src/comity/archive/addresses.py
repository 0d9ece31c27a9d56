"""Which addresses may be asked: https, a host of the list, and nothing inside a private network.

What a name resolves to is checked where the connection is made, and the connection goes to the address that was
checked (see `transport`): there is no moment between the two in which a name could come to mean something else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# Longer than any address of a document; servers refuse such as well.
MAX_LENGTH = 2048
_LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
# NAT64 (RFC 6052): the last 32 bits are an IPv4 address.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class UnsafeAddressError(Exception):
    """An address that is not asked, and why; a finding, never the end of the program."""


def check_address(url: str, hosts: Collection[str], *, allow_loopback: bool = False) -> SplitResult:
    """Return the parts of an address that may be asked; raise UnsafeAddressError that says why it may not.

    `hosts` are whole names. With `allow_loopback`, for tests, http and any port are allowed on this machine alone.
    """
    parts = _split(url)
    host = (parts.hostname or "").rstrip(".")
    if parts.username is not None or parts.password is not None:
        raise UnsafeAddressError("the address holds a user's name or password")
    if host not in hosts:
        raise UnsafeAddressError(f"{host or 'no host'} is not among the hosts of the source ({', '.join(hosts)})")
    is_local = allow_loopback and host in _LOOPBACK_NAMES
    if parts.scheme != "https" and not (is_local and parts.scheme == "http"):
        raise UnsafeAddressError(f"the address is not https but {parts.scheme or 'nothing'}")
    if parts.port not in (None, 443) and not is_local:
        raise UnsafeAddressError(f"the address names port {parts.port}")
    return parts


def _split(url: str) -> SplitResult:
    if len(url) > MAX_LENGTH or not url.isascii() or any(c <= " " or c == "\x7f" or c == "\\" for c in url):
        raise UnsafeAddressError("the address is too long or holds characters that no address has")
    try:
        parts = urlsplit(url)
        _ = parts.port  # read once here: a port that is no number raises
    except ValueError as error:
        raise UnsafeAddressError(f"the address cannot be read ({error})") from error
    return parts


def resolve_host(host: str, port: int, *, allow_loopback: bool = False) -> list[str]:
    """Return the numeric addresses of a host; raise UnsafeAddressError where any of them is not public.

    One private address among public ones is no oversight of a publisher, so none of them is asked. Raises OSError
    where the name does not resolve.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for number in numbers:
        if problem := unsafe_reason(number, allow_loopback=allow_loopback):
            raise UnsafeAddressError(f"{host} resolves to {number}, {problem}")
    return numbers


def unsafe_reason(number: str, *, allow_loopback: bool = False) -> str:
    """Return why a numeric address is not asked, or "" where it is a public one."""
    try:
        address = embedded(ipaddress.ip_address(number.partition("%")[0]))
    except ValueError:
        return "which is no numeric address"
    if address.is_loopback:
        return "" if allow_loopback else "which is this machine itself"
    if address.is_link_local:
        return "which is a link-local address"
    if address.is_multicast:
        return "which is a multicast address"
    if address.is_unspecified or address.is_reserved:
        return "which is a reserved address"
    return "" if address.is_global else "which is a private address"


def embedded(address: IPAddress) -> IPAddress:
    """Return the IPv4 address that an IPv6 one stands for (mapped, compatible, 6to4, Teredo, NAT64), or itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    value = int(address)
    if address in _NAT64 or (value >> 32 == 0 and value > 1):
        return ipaddress.IPv4Address(value & 0xFFFFFFFF)
    return address
