"""The limits of a reading: pages, pixels, time and memory, and what an event can carry."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import ValidationError

from libs.confinement import KernelLimits
from libs.reasons.reading import ReadingReason
from libs.refusal import Refusal
from services.ocr_extract.ocr.engines.choice import Choice


@dataclass(frozen=True)
class Limits(KernelLimits):
    """Published limits (pages, pixels), unpacked drawing commands, and those of the worker process (the rest).

    A file may take `cpu_seconds` and `wall_seconds`; each page that OCR has to read adds `page_seconds` when its turn
    comes, so that a long scan has enough time and a decompression bomb has not. With a second engine a page may be read
    twice (`readings_a_page`).
    """

    pages: int = 50
    pixels: int = 100_000_000
    content_bytes: int = 64 << 20
    page_seconds: int = 60
    readings_a_page: int = 1
    memory_bytes: int = 1200 << 20
    output_bytes: int = 64 << 20

    @classmethod
    def of(cls, engines: Choice) -> "Limits":
        """The default limits, with the memory and the readings per page that these engines need."""
        return cls(memory_bytes=engines.memory_mib << 20, readings_a_page=engines.readings_a_page)

    @property
    def longest_cpu_seconds(self) -> int:
        """The processor seconds that a file of scanned pages only may take in all."""
        return self.cpu_seconds + self._page_seconds

    @property
    def longest_wall_seconds(self) -> int:
        """The same in wall-clock seconds: twice the time per page, for a busy computer."""
        return self.wall_seconds + 2 * self._page_seconds

    @property
    def _page_seconds(self) -> int:
        return self.pages * self.readings_a_page * self.page_seconds


_TOO_LONG = ("string_too_long", "too_long")


@contextmanager
def within_limits(place: str = "") -> Iterator[None]:
    """Raises Refusal for a text or a list beyond the limit of its field in the contract, with its place.

    It is never cut off: what is delivered would differ from what was sent. `place` is what is around the field.
    """
    try:
        yield
    except ValidationError as error:
        first = next((found for found in error.errors() if found["type"] in _TOO_LONG), None)
        if first is None:
            raise
        field = ".".join(str(part) for part in first["loc"] if part != "value")
        raise Refusal(ReadingReason.LIMITS, place=".".join(filter(None, (place, field)))) from error
