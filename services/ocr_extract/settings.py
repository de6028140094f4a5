"""Settings of ocr_extract."""

from libs.service_kit import KitSettings
from services.ocr_extract.limits import Limits


class Settings(KitSettings):
    """`reader_workers` files are read at a time, each in a process with these limits; the largest are published."""

    reader_workers: int = 2
    reader_cpu_seconds: int = 60
    reader_wall_seconds: int = 90
    reader_memory_mib: int = 1024
    largest_pages: int = 50
    largest_megapixels: int = 100

    def limits(self) -> Limits:
        """The same as reading wants it."""
        return Limits(
            pages=self.largest_pages,
            pixels=self.largest_megapixels * 1_000_000,
            cpu_seconds=self.reader_cpu_seconds,
            wall_seconds=self.reader_wall_seconds,
            memory_bytes=self.reader_memory_mib << 20,
        )
