"""Where we may connect to. Users type host names; that must not give them access to the operator's own network.

The resolved address is checked, and the connection goes to exactly that address. So nothing is gained by a name that
resolves differently a moment later (DNS rebinding), a decimal or IPv6-mapped spelling, or a name that points to the
cloud's metadata address.
"""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Any

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.connectors.public_networks import Address, Network, is_public

SEND_BUFFER = 65_536
"""Bytes. Small, so that little of a file is still in transit when it counts as sent."""

Place = tuple[int, str, Any]
"""Address family, address as text, and the address in the form that `socket.connect` takes."""


@dataclass(frozen=True)
class AddressRule:
    """Public addresses, plus the networks that the operator of this installation opens on purpose."""

    opened: tuple[Network, ...] = ()

    def permits(self, text: str) -> bool:
        """Whether a resolved address may be connected to."""
        address = _address(text)
        return self._is_opened(address) or is_public(address)

    def is_own_network(self, text: str) -> bool:
        """Whether an address is this computer or in a network that the operator opened: mail needs no TLS there."""
        address = _address(text)
        return address.is_loopback or self._is_opened(address)

    def _is_opened(self, address: Address) -> bool:
        return any(address in network for network in self.opened)


def _address(text: str) -> Address:
    """The address of a text without its zone; one of IPv4 that is written as IPv6 (`::ffff:10.0.0.1`) as IPv4."""
    address = ip_address(text.partition("%")[0])
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


async def connect(host: str, port: int, rule: AddressRule | None, *, seconds: float) -> socket.socket:
    """An open TCP connection to an address of `host` that the rule permits. The rule `None` permits all.

    Raises Refused for a forbidden address or a malformed name, NotReached for the rest: nothing has been sent yet, so
    another attempt is safe.
    """
    try:
        async with asyncio.timeout(seconds):
            return await _first_open(host, port, await _resolve(host, port), rule)
    except TimeoutError as late:
        raise NotReached(DeliveryReason.NO_CONNECTION, host=host, port=port, answer="time-out") from late


async def _resolve(host: str, port: int) -> list[Place]:
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as unknown:
        raise NotReached(DeliveryReason.HOST_UNKNOWN, host=host, answer=unknown.strerror) from unknown
    except UnicodeError as malformed:
        raise Refused(DeliveryReason.HOST_MALFORMED, host=host) from malformed
    return [(int(family), str(where[0]), where) for family, _, _, _, where in found]


async def _first_open(host: str, port: int, places: list[Place], rule: AddressRule | None) -> socket.socket:
    allowed = [place for place in places if rule is None or rule.permits(place[1])]
    if not allowed:
        raise Refused(DeliveryReason.ADDRESS_FORBIDDEN, host=host)
    why: OSError | None = None
    for family, _, where in allowed:
        sock = socket.socket(family, socket.SOCK_STREAM)
        try:
            sock.setblocking(False)  # noqa: FBT003  # sockets take no names
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            await asyncio.get_running_loop().sock_connect(sock, where)
        except OSError as error:
            sock.close()
            why = error
        except asyncio.CancelledError:
            sock.close()
            raise
        else:
            return sock
    raise NotReached(DeliveryReason.NO_CONNECTION, host=host, port=port, answer=why.strerror if why else None) from why
