"""The numbers of system calls are those of the kernel's own tables."""

import re
from pathlib import Path

import pytest

from libs.confinement.system_calls import COMPUTING, READING
from tests.skips import Skip, skip

HEADERS = Path("/usr/include")
X86_64, ARM64 = HEADERS / "x86_64-linux-gnu/asm/unistd_64.h", HEADERS / "asm-generic/unistd.h"


def numbers(header: Path) -> dict[str, int]:
    """Of each call its number; the general table names some of them by their older name first."""
    if not header.is_file():
        skip(Skip.KERNEL_HEADERS, str(header))
    said = re.findall(r"^#define __NR(?:3264)?_(\w+)\s+(?:__NR3264_)?(\w+)", header.read_text(), re.MULTILINE)
    plain = {name: int(number) for name, number in said if number.isdigit()}
    renamed = {name: plain[older] for name, older in said if older in plain}
    return plain | renamed


@pytest.mark.parametrize(("header", "column"), [(X86_64, 0), (ARM64, 1)], ids=["x86-64", "ARM64"])
def test_every_call_has_the_number_that_the_kernel_gives_it(header: Path, column: int) -> None:
    theirs = numbers(header)

    ours = {name: both[column] for name, both in {**COMPUTING, **READING}.items()}

    assert ours == {name: theirs.get(name) for name in ours}
