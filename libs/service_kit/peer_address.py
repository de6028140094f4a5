"""The address that a request comes from, and the part of it that counts as one caller.

A proxy of our own adds the address of whoever spoke to it to `X-Forwarded-For`, as one more entry or one more line;
what the caller wrote stands before. With one proxy the last entry of all lines together is the caller, with two the one
before. `Forwarded` (RFC 7239) and `X-Real-IP` are ignored: one header must say it, and that one every proxy writes.
"""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection

UNKNOWN = "unknown"
"""The peer of a connection that has no address, for example a socket in a folder."""

_SUBSCRIBER_BITS = 64
"""A subscriber of IPv6 has at least 2^64 addresses, so those together are one caller (RFC 6177)."""


def peer_address(connection: HTTPConnection, proxies: int) -> str:
    """The address of the caller behind this many proxies of our own, in its usual writing.

    The socket's own address when there are none, when fewer hops are named than there are proxies, or when the entry
    is no address: then somebody came past a proxy, and what the header says may be their own words.
    """
    peer = _address(connection.client.host) if connection.client else None
    forwarded = _forwarded(connection.headers, proxies)
    return str(forwarded or peer or UNKNOWN)


def counted_as(address: str) -> str:
    """What attempts and requests from an address are counted under: IPv4 by address, IPv6 by its /64 network."""
    found = _address(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, _SUBSCRIBER_BITS), strict=False))
    return str(found or UNKNOWN)


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches what listens on this host."""
    found = _address(host)
    return host == "localhost" or (found is not None and found.is_loopback)


def _forwarded(headers: Headers, proxies: int) -> IPv4Address | IPv6Address | None:
    hops = ",".join(headers.getlist("x-forwarded-for")).split(",")
    return _address(hops[-proxies]) if 0 < proxies <= len(hops) else None


def _address(written: str) -> IPv4Address | IPv6Address | None:
    """The address in an entry, without port, brackets and zone; IPv4 inside of IPv6 is IPv4."""
    for text in _readings(written.strip()):
        try:
            found = ip_address(text)
        except ValueError:
            continue
        return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
    return None


def _readings(text: str) -> Sequence[str]:
    if text.startswith("["):
        return [text[1:].partition("]")[0].partition("%")[0]]
    host, colon, port = text.rpartition(":")
    with_port = [host] if colon and ":" not in host and port.isdecimal() else []
    return [text.partition("%")[0], *with_port]
