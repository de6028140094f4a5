"""How much of a file is read, and how long and with how much memory a reading may take."""

from dataclasses import dataclass

from libs.confinement import KernelLimits
from services.ocr_extract.ocr.engines.choice import Choice


@dataclass(frozen=True)
class Limits(KernelLimits):
    """Published limits (pages, pixels) and those of the worker process (the rest).

    A file may take `cpu_seconds` of `wall_seconds`; each page that has to be recognised from its picture gets
    `page_seconds` of its own when its turn comes, so that a long scan is no bomb and a bomb no long scan. With a second
    engine that may be twice a page (`readings_a_page`).
    """

    pages: int = 50
    pixels: int = 100_000_000
    page_seconds: int = 60
    readings_a_page: int = 1
    memory_bytes: int = 1200 << 20
    output_bytes: int = 64 << 20

    @classmethod
    def of(cls, engines: Choice) -> "Limits":
        """The published ones, with the room and the time that reading with these engines takes."""
        return cls(memory_bytes=engines.memory_mib << 20, readings_a_page=engines.readings_a_page)

    @property
    def longest_cpu_seconds(self) -> int:
        """What a file of nothing but pictures may take in all."""
        return self.cpu_seconds + self._page_seconds

    @property
    def longest_wall_seconds(self) -> int:
        """The same by the clock, which on a busy computer goes twice as fast."""
        return self.wall_seconds + 2 * self._page_seconds

    @property
    def _page_seconds(self) -> int:
        return self.pages * self.readings_a_page * self.page_seconds
