"""What holds a process that opens foreign files on this computer, asked without confining anything."""

import os
from dataclasses import dataclass
from typing import Self

from libs.confinement.folders import landlock_version
from libs.confinement.rights import KernelLimits
from libs.confinement.system_calls import filters_here


@dataclass(frozen=True)
class Confinement:
    """The version of Landlock (0: none), whether the kernel filters system calls (seccomp), and the user.

    Where the user is that of the service itself, Landlock alone keeps files from it, and it can still ask whether a
    file of a name exists.
    """

    landlock: int
    seccomp: bool
    user: int

    @classmethod
    def here(cls, limits: KernelLimits) -> Self:
        """That of processes with these limits, started by this process."""
        return cls(landlock_version(), filters_here(), limits.user if os.geteuid() == 0 else os.geteuid())
