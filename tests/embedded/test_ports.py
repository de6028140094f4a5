"""Ports that can be had, and kept."""

import socket
from pathlib import Path

import pytest

from libs.embedded.ports import LOOPBACK, accepts, free_port, is_free


def test_a_free_port_can_be_listened_on() -> None:
    port = free_port()

    with socket.create_server((LOOPBACK, port)):
        assert not is_free(port)
        assert accepts(port)
    assert not accepts(port)


def test_ports_differ() -> None:
    assert len({free_port() for _ in range(20)}) > 15


@pytest.mark.skipif(not Path("/proc/sys/net/ipv4/ip_local_port_range").exists(), reason="Linux keeps the range there")
def test_no_port_is_one_that_a_client_could_be_given_for_its_own_end() -> None:
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])

    assert all(free_port() < first for _ in range(50))
