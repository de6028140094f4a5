"""How much a foreign file may cost, and how large it may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Published limits (pages, pixels) and those of the process (the rest)."""

    pages: int = 50
    pixels: int = 100_000_000
    cpu_seconds: int = 30
    wall_seconds: int = 60
    memory_bytes: int = 1 << 30
    output_bytes: int = 128 << 20
