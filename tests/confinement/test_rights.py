"""What a process can still do that has given up its rights, tried in one."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.confinement.attempts import run
from tests.skips import Skip, skip

CONFINED = """
import os, platform, resource, sys
from libs.confinement import KernelLimits, confine, installed, more_time
from libs.confinement.folders import keep_to
from libs.confinement.system_calls import no_new_privileges
from tests.confinement.attempts import computing_in_a_thread, in_a_child, looking, reaching

{before}
in_a_child(lambda: [{confine}, {act}])
"""
NOTHING, INSTALLED = "()", "installed()"


def confined(act: str, precious: Path, *, readable: str = NOTHING) -> Any:
    """What came of it in a process that the kernel confines."""
    confine = f"confine(KernelLimits(), readable={readable})"
    how, found = json.loads(run(CONFINED.format(confine=confine, act=act, before=""), str(precious)))
    if how != "kernel":
        skip(Skip.SYSTEM_CALL_FILTER)
    return found


@pytest.mark.parametrize("readable", [NOTHING, INSTALLED])
def test_it_can_neither_reach_out_nor_take_too_much_nor_change_anything(precious: Path, readable: str) -> None:
    found = confined("reaching(sys.argv[1])", precious, readable=readable)

    assert "done" not in found.values(), found


def test_a_call_that_is_not_on_the_list_fails_as_if_the_kernel_did_not_know_it(precious: Path) -> None:
    found = confined("reaching(sys.argv[1])", precious, readable=INSTALLED)

    assert (found["connect"], found["write"], found["limit the host"]) == ("ENOSYS", "EPERM", "EPERM")


def test_it_may_start_a_thread_as_decoders_do(precious: Path) -> None:
    assert confined("computing_in_a_thread()", precious) == [42]


def test_it_opens_nothing_where_nothing_is_said_to_be_readable(precious: Path) -> None:
    data, module = confined("[looking(sys.argv[1]), looking('/usr/bin/env')]", precious)

    assert "done" not in data.values(), data
    assert "done" not in module.values(), module


def test_it_reads_what_is_installed_and_nobodys_data(precious: Path) -> None:
    can_keep, _ = json.loads(run(CONFINED.format(confine="no_new_privileges() and keep_to(())", act="0", before="")))
    if not can_keep:
        skip(Skip.LANDLOCK)

    data, module = confined("[looking(sys.argv[1]), looking('/usr/bin/env')]", precious, readable=INSTALLED)

    assert "done" not in data.values(), data
    assert module["list"] == "done"


def test_more_time_is_never_more_than_the_longest(precious: Path) -> None:
    act = "[more_time(KernelLimits(), cpu_seconds=1000, wall_seconds=9), resource.getrlimit(resource.RLIMIT_CPU)][1]"

    found = confined(act, precious)

    assert found == [60, 60]


def test_where_the_kernel_cannot_pythons_own_calls_are_stopped(precious: Path) -> None:
    another = "platform.machine = lambda: 'another'"
    act = "reaching(sys.argv[1]) | looking(sys.argv[1])"

    how, found = json.loads(
        run(CONFINED.format(confine="confine(KernelLimits())", act=act, before=another), str(precious))
    )

    assert how == "interpreter"
    assert "done" not in found.values(), found
