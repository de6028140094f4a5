"""Requirement A14: a host name must not give access to the operator's own network."""

import asyncio
import socket
from ipaddress import ip_network

import pytest

from services.delivery.connectors import addresses
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.errors import NotReached, Refused

FORBIDDEN = [
    "127.0.0.1",
    "127.255.0.9",
    "::1",
    "0.0.0.0",
    "::",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:80ff:fffe",
    "224.0.0.1",
    "ff02::1",
    "240.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_inside_is_forbidden(address: str) -> None:
    assert not AddressRule().permits(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_a_public_address_is_permitted(address: str) -> None:
    assert AddressRule().permits(address)


def test_mail_goes_in_clear_only_inside_the_house() -> None:
    rule = AddressRule((ip_network("10.20.0.0/16"),))

    inside = [text for text in ("127.0.0.1", "::1", "10.20.3.4", "10.21.0.1", "8.8.8.8") if rule.is_own_network(text)]

    assert inside == ["127.0.0.1", "::1", "10.20.3.4"]


def test_the_operator_may_allow_their_own_network_and_nothing_else() -> None:
    rule = AddressRule((ip_network("10.20.0.0/16"),))

    assert rule.permits("10.20.3.4")
    assert rule.permits("::ffff:10.20.3.4")
    assert not rule.permits("10.21.0.1")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "2130706433", "0x7f.1", "127.1", "0", "[::1]", "::ffff:127.0.0.1"]
)
async def test_no_spelling_of_loopback_is_connected_to(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        with pytest.raises((Refused, NotReached)):
            await addresses.connect(host, listener.getsockname()[1], AddressRule(), seconds=2)

        with pytest.raises(TimeoutError):
            listener.accept()


async def test_the_checked_address_is_the_one_connected_to_when_the_name_resolves_differently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """DNS rebinding: the first answer is public, every later one is loopback. The name is resolved only once."""
    answers = [("203.0.114.9", 9), ("127.0.0.1", 9)]
    asked: list[str] = []

    async def resolve(host: str, _port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", answers.pop(0))]

    async def connect(_sock: socket.socket, where: tuple[str, int]) -> None:
        tried.append(where)
        raise OSError(111, "refused")

    tried: list[tuple[str, int]] = []
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    monkeypatch.setattr(loop, "sock_connect", connect)

    with pytest.raises(NotReached):
        await addresses.connect("rebinding.example", 9, AddressRule(), seconds=2)

    assert asked == ["rebinding.example"]
    assert tried == [("203.0.114.9", 9)]


async def test_a_forbidden_address_among_others_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str] = []

    async def resolve(_host: str, _port: int, **_: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 9)) for a in ("10.0.0.1", "203.0.114.9")]

    async def connect(_sock: socket.socket, where: tuple[str, int]) -> None:
        tried.append(where[0])
        raise OSError(111, "refused")

    loop = asyncio.get_running_loop()
    monkeypatch.setattr(loop, "getaddrinfo", resolve)
    monkeypatch.setattr(loop, "sock_connect", connect)

    with pytest.raises(NotReached):
        await addresses.connect("mixed.example", 9, AddressRule(), seconds=2)

    assert tried == ["203.0.114.9"]


async def test_a_name_that_does_not_resolve_is_tried_again() -> None:
    with pytest.raises(NotReached, match="host_unknown"):
        await addresses.connect("nowhere.invalid", 22, AddressRule(), seconds=5)
