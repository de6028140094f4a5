"""Requirement A14: a host name must not give access to the operator's own network."""

import asyncio
import socket
from ipaddress import ip_network
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.delivery.connectors import addresses
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.errors import NotReached, Refused
from services.delivery.settings import Settings

INSIDE = {
    "loopback": ["127.0.0.1", "127.255.0.9", "::1", "::ffff:127.0.0.1", "::127.0.0.1"],
    "nobody": ["0.0.0.0", "0.1.2.3", "::", "255.255.255.255"],
    "private": ["10.1.2.3", "172.16.0.1", "172.31.255.254", "192.168.1.1", "fd00::1", "fd00:ec2::254", "fc00::1"],
    "carriers": ["100.64.0.1", "100.127.255.254", "100.100.100.200"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0", "febf::1", "::ffff:169.254.169.254"],
    "site-local": ["fec0::1", "feff::1"],
    "host of a cloud": ["168.63.129.16", "::ffff:168.63.129.16", "64:ff9b::168.63.129.16"],
    "assignments": ["192.0.0.1", "192.0.0.8", "192.0.0.170", "192.0.0.192", "2001:1::1", "2001:2::1", "2001:20::1"],
    "documentation": ["192.0.2.1", "198.51.100.1", "203.0.113.5", "2001:db8::1", "3fff::1", "3fff:fff::1"],
    "benchmarking": ["198.18.0.1", "198.19.255.254", "2001:2:0:1::1"],
    "relays": ["192.88.99.1", "192.88.99.2", "192.31.196.1", "192.52.193.1", "192.175.48.1", "2620:4f:8000::1"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": ["240.0.0.1", "254.1.1.1", "4000::1", "8000::1", "1000::1", "100::1", "100:0:0:1::1", "5f00::1"],
    "translated": [
        "64:ff9b::10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::8.8.8.8",
        "64:ff9b:1::7f00:1",
        "::ffff:0:10.0.0.1",
    ],
    "compatible": ["::10.0.0.1", "::8.8.8.8"],
    "6to4": ["2002:7f00:1::", "2002:a9fe:a9fe::", "2002:0a00:1::1", "2002:808:808::1"],
    "teredo": ["2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:0:a00:1:8000:63bf:f7f7:f7f7"],
    "isatap": ["2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.1.1", "fe80::5efe:8.8.8.8"],
}
FORBIDDEN = [address for addresses_ in INSIDE.values() for address in addresses_]
PUBLIC = [
    *("8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1"),
    *("223.255.255.254", "168.63.129.15", "2606:4700:4700::1111", "2001:4860:4860::8888", "2a00:1450::1"),
    *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2606:4700::5efe:8.8.8.8"),
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_address_inside_is_forbidden(address: str) -> None:
    assert not AddressRule().permits(address)


@pytest.mark.parametrize("address", PUBLIC)
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


def test_a_network_opened_for_one_firm_is_closed_to_the_others() -> None:
    office, other = uuid4(), uuid4()
    settings = Settings(delivery_open_networks=f"127.0.0.0/8, 10.20.0.0/16={office}")

    rules = {firm: settings.operator().within(firm).addresses for firm in (office, other)}

    assert [rules[firm].permits("10.20.3.4") for firm in (office, other)] == [True, False]
    assert [rules[firm].permits("127.0.0.1") for firm in (office, other)] == [True, True]


@pytest.mark.parametrize("networks", ["10.20.0.0/16=cormoran", "10.20.0.1/16", "10.20.0.0/16=", "office"])
def test_a_network_that_is_not_understood_refuses_to_start(networks: str) -> None:
    with pytest.raises(ValidationError, match="delivery_open_networks"):
        Settings(delivery_open_networks=networks)


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
