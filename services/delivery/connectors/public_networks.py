"""Which addresses are on the public internet, by IANA's registries of special-purpose addresses (RFC 6890).

The lists are our own, not those of the Python in use: an address that the next version of Python calls private must not
be open until then. https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry.
"""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

NOT_PUBLIC_4 = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by carriers
        "127.0.0.0/8",  # loopback
        "168.63.129.16/32",  # the host of a virtual machine at Azure: answers inside only, on a public number
        "169.254.0.0/16",  # link-local, metadata of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnels
        "192.88.99.0/24",  # relays of 6to4, no longer in use
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)

UNICAST_6 = IPv6Network("2000::/3")
"""All of IPv6 that is handed out for the public internet (RFC 4291); everything outside it is special."""

NOT_PUBLIC_6 = tuple(
    IPv6Network(text)
    for text in (
        "2001::/23",  # protocol assignments: Teredo, benchmarking, ORCHID, AS112 and more
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address with a network behind it
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)

NAT64 = IPv6Network("64:ff9b::/96")
ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
"""The upper half of an interface identifier whose lower half is an IPv4 address (RFC 5214)."""


def is_public(address: Address) -> bool:
    """Whether an address is one machine on the public internet, and nothing that it contains is an inner address."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in NOT_PUBLIC_4)
    inner = tuple(embedded(address))
    if not all(is_public(one) for one in inner):
        return False
    if address.ipv4_mapped or address in NAT64:
        return True
    return address in UNICAST_6 and not any(address in network for network in NOT_PUBLIC_6)


def embedded(address: Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses that a packet to an IPv6 address may end at, by how tunnels and translators write them."""
    if isinstance(address, IPv4Address):
        return
    if address.ipv4_mapped:
        yield address.ipv4_mapped
    if address.sixtofour:
        yield address.sixtofour
    if address.teredo:
        yield from address.teredo
    if address in NAT64 or int(address) >> 32 & 0xFFFF_FFFF in ISATAP:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
