"""The limits on the size of a foreign file and on the work for it."""

from dataclasses import dataclass

from libs.confinement import KernelLimits


@dataclass(frozen=True)
class Limits(KernelLimits):
    """The published limits (pages, pixels) and those of the process (the rest)."""

    pages: int = 50
    pixels: int = 100_000_000
    cpu_seconds: int = 30
    wall_seconds: int = 60
    output_bytes: int = 128 << 20
