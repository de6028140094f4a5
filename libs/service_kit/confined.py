"""Says what holds the processes that open foreign files: in measurements, in the log, and at `/readyz`."""

from dataclasses import asdict

from libs.confinement import Confinement
from libs.service_kit.telemetry import LANDLOCK, SECCOMP, log


def tell(confinement: Confinement) -> None:
    """Set the measurements, and log an error where the kernel does not filter system calls."""
    LANDLOCK.set(confinement.landlock)
    SECCOMP.set(confinement.seccomp)
    if not confinement.seccomp:
        log.error("readers.without_seccomp", reason="a file that takes over its reader may call all that its user can")


def detail(confinement: Confinement) -> dict[str, object]:
    """What `/readyz` shows of it."""
    return {"readers": asdict(confinement)}
