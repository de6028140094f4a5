"""The name of a server as users type it, in the one spelling that is stored, compared and connected to."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Annotated

from pydantic import AfterValidator

from services.delivery.connectors.forms import ill_formed
from services.delivery.texts import Code

LONGEST_HOST = 253
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


def canonical_host(text: str) -> str:
    """The host in lower case, in its ASCII form (IDNA), without the dot at the end; an address in its shortest form.

    Two spellings of one server give one text, so that a change of spelling is no change of place. Raises ValueError for
    what is no host: a port or a path with it, a zone, or a number that is no IPv4 address.
    """
    host = text.strip()
    if host.startswith("[") and host.endswith("]"):
        return _ipv6(host[1:-1])
    if ":" in host:
        return _ipv6(host)
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError:
        raise ill_formed(Code.NOT_A_HOST) from None
    labels = name.split(".")
    if len(name) > LONGEST_HOST or not all(_LABEL.fullmatch(label) for label in labels):
        raise ill_formed(Code.NOT_A_HOST)
    return _ipv4(name) if _NUMBER.fullmatch(labels[-1]) else name


def _ipv4(text: str) -> str:
    """The four numbers that the system's resolver makes of it: `127.1` and `2130706433` are both 127.0.0.1."""
    try:
        return str(IPv4Address(socket.inet_aton(text)))
    except OSError:
        raise ill_formed(Code.NOT_A_HOST) from None


def _ipv6(text: str) -> str:
    try:
        address = ip_address(text)
    except ValueError:
        raise ill_formed(Code.NOT_A_HOST) from None
    if not isinstance(address, IPv6Address) or address.scope_id:
        raise ill_formed(Code.NOT_A_HOST)
    return str(address)


Host = Annotated[str, AfterValidator(canonical_host)]
"""A server's name or address, stored as `canonical_host` writes it."""
