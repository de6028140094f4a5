"""How much of a file is read, and how long and with how much memory a reading may take."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Published limits (pages, pixels) and those of the worker process (the rest)."""

    pages: int = 50
    pixels: int = 100_000_000
    cpu_seconds: int = 60
    wall_seconds: int = 90
    memory_bytes: int = 1 << 30
    output_bytes: int = 64 << 20
    open_files: int = 64
