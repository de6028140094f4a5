"""Ports that can be had, and kept."""

import json
import socket
import subprocess
import sys
from pathlib import Path

from libs.embedded.ports import LOOPBACK, accepts, free_port, is_free
from tests.skips import Skip, needs


def test_a_free_port_can_be_listened_on() -> None:
    port = free_port()

    with socket.create_server((LOOPBACK, port)):
        assert not is_free(port)
        assert accepts(port)
    assert not accepts(port)


def test_no_port_is_chosen_twice() -> None:
    chosen = [free_port() for _ in range(500)]

    assert len(set(chosen)) == 500


CHOOSES_AND_STAYS = """
import json, sys
from libs.embedded.ports import free_port
print(json.dumps([free_port() for _ in range(3000)]), flush=True)
sys.stdin.read()
"""


def test_a_port_that_another_program_has_chosen_is_left_to_it_until_it_ends() -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", CHOOSES_AND_STAYS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None

    theirs = set(json.loads(other.stdout.readline()))
    ours = {free_port() for _ in range(200)}
    other.communicate()

    assert len(theirs) == 3000
    assert ours & theirs == set()


@needs(Path("/proc/sys/net/ipv4/ip_local_port_range").exists(), Skip.LINUX)
def test_no_port_is_one_that_a_client_could_be_given_for_its_own_end() -> None:
    first = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])

    assert all(free_port() < first for _ in range(50))
