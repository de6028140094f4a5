"""Settings of ocr_extract."""

from pathlib import Path

from libs.service_kit import KitSettings
from services.ocr_extract.engines.choice import Choice, EngineName
from services.ocr_extract.limits import Limits


class Settings(KitSettings):
    """`reader_workers` files are read at a time, each in a process with these limits; the largest are published.

    `ocr_engine` reads pictures of pages; `ocr_models` is a folder for the weights of an engine that brings none.
    """

    reader_workers: int = 2
    reader_cpu_seconds: int = 60
    reader_wall_seconds: int = 90
    reader_page_seconds: int = 60
    reader_memory_mib: int = 1200
    largest_pages: int = 50
    largest_megapixels: int = 100
    ocr_engine: EngineName = EngineName.RAPIDOCR
    ocr_models: Path | None = None

    def limits(self) -> Limits:
        """The same as reading wants it."""
        return Limits(
            pages=self.largest_pages,
            pixels=self.largest_megapixels * 1_000_000,
            cpu_seconds=self.reader_cpu_seconds,
            wall_seconds=self.reader_wall_seconds,
            page_seconds=self.reader_page_seconds,
            memory_bytes=self.reader_memory_mib << 20,
        )

    def engine(self) -> Choice:
        """The engine with what it needs."""
        return Choice(self.ocr_engine, self.ocr_models)
