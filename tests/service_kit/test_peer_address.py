"""The address of a caller behind none, one or two proxies, whatever the caller writes into the header."""

import pytest
from starlette.requests import HTTPConnection

from libs.service_kit.peer_address import counted_as, is_loopback, peer_address


def connection(*lines: str, peer: str | None = "10.0.0.9", header: str = "x-forwarded-for") -> HTTPConnection:
    headers = [(header.encode(), line.encode("latin-1")) for line in lines]
    client = None if peer is None else (peer, 4711)
    return HTTPConnection({"type": "http", "headers": headers, "client": client})


@pytest.mark.parametrize(
    ("proxies", "believed"), [(0, "10.0.0.9"), (1, "198.51.100.7"), (2, "203.0.113.5"), (9, "10.0.0.9")]
)
def test_only_our_own_proxies_are_believed(proxies: int, believed: str) -> None:
    sent = connection("192.0.2.66, 203.0.113.5, 198.51.100.7")

    assert peer_address(sent, proxies) == believed


@pytest.mark.parametrize(
    "lines",
    [
        ("6.6.6.6", "198.51.100.7"),
        ("6.6.6.6, 7.7.7.7", "198.51.100.7"),
        ("", "198.51.100.7"),
        (",,,", "198.51.100.7"),
        ("\xff\xfe", "198.51.100.7"),
    ],
)
def test_a_proxy_that_adds_a_line_of_its_own_is_believed_and_the_callers_line_is_not(lines: tuple[str, ...]) -> None:
    assert peer_address(connection(*lines), 1) == "198.51.100.7"


@pytest.mark.parametrize("header", ["forwarded", "x-real-ip", "x-client-ip", "true-client-ip"])
def test_no_other_header_is_believed(header: str) -> None:
    assert peer_address(connection("for=6.6.6.6", "6.6.6.6", header=header), 1) == "10.0.0.9"


@pytest.mark.parametrize(
    "junk", ["unknown", "_hidden", "", "1.2.3", "1.2.3.4.5", "::g", "[::1", "a" * 5000, "1.2.3.4;"]
)
def test_an_entry_that_is_no_address_leaves_the_sockets_own(junk: str) -> None:
    assert peer_address(connection(f"6.6.6.6, {junk}"), 1) in ("10.0.0.9", "::1")


@pytest.mark.parametrize(
    ("entry", "address"),
    [
        ("198.51.100.7:5123", "198.51.100.7"),
        ("[2001:db8::7]:443", "2001:db8::7"),
        ("[2001:db8::7]", "2001:db8::7"),
        ("2001:DB8:0:0::7", "2001:db8::7"),
        ("fe80::1%eth0", "fe80::1"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("[::ffff:c633:6407]:80", "198.51.100.7"),
    ],
)
def test_one_address_has_one_writing(entry: str, address: str) -> None:
    assert peer_address(connection(entry), 1) == address


@pytest.mark.parametrize(("peer", "address"), [("::ffff:10.0.0.9", "10.0.0.9"), (None, "unknown"), ("", "unknown")])
def test_the_sockets_address_is_written_the_same_way(peer: str | None, address: str) -> None:
    assert peer_address(connection(peer=peer), 0) == address


def test_a_subscriber_of_ipv6_counts_once_however_many_addresses_they_use() -> None:
    first, second, neighbour = "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"

    assert counted_as(first) == counted_as(second)
    assert counted_as(first) != counted_as(neighbour)


def test_ipv4_counts_by_address_also_inside_of_ipv6() -> None:
    assert counted_as("::ffff:192.0.2.1") == counted_as("192.0.2.1") == "192.0.2.1"
    assert counted_as("192.0.2.1") != counted_as("192.0.2.2")


@pytest.mark.parametrize(
    ("host", "only_here"),
    [("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False)],
)
def test_loopback_is_told_from_everything_else(host: str, only_here: bool) -> None:
    assert is_loopback(host) is only_here
