"""How much a foreign file may cost, and how large it may be."""

from dataclasses import dataclass

from libs.confinement import KernelLimits


@dataclass(frozen=True)
class Limits(KernelLimits):
    """Published limits (pages, pixels) and those of the process (the rest)."""

    pages: int = 50
    pixels: int = 100_000_000
    cpu_seconds: int = 30
    wall_seconds: int = 60
    output_bytes: int = 128 << 20
