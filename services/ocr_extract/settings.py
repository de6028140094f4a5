"""Settings of ocr_extract."""

from pathlib import Path

from pydantic import PositiveInt

from libs.confinement import READER
from libs.service_kit import KitSettings
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, choose


class Settings(KitSettings):
    """`reader_workers` files of one client are read at a time, and one more of another client, each in a process with
    these limits; `largest_...` are published. Images of pages drawn lately take at most `drawn_pages_mib` of memory.

    `file_bytes`: the largest photo that is checked before its upload; ingest has the same limit.
    `ocr_engine` reads images of pages; `ocr_models` is a folder with weights, for an engine installed without any.
    `ocr_second_engine` reads again where nothing proves what the first one read; the default is tesseract, when it is
    installed; `none` turns it off. `reader_memory_mib` defaults to what the engines need: 1200, EasyOCR 3072.

    Where the service is root, readers run as `reader_user`, who should own nothing and be nobody else.

    Without Landlock in the kernel the service does not start, unless `reader_without_landlock` says that it may: then a
    file that takes over its reader can read what the user of the service can.
    """

    file_bytes: int = 25 << 20
    reader_workers: int = 2
    drawn_pages_mib: int = 64
    reader_cpu_seconds: int = 60
    reader_wall_seconds: int = 90
    reader_page_seconds: int = 60
    reader_memory_mib: int | None = None
    reader_user: PositiveInt = READER
    reader_without_landlock: bool = False
    largest_pages: int = 50
    largest_megapixels: int = 100
    ocr_engine: EngineName = EngineName.RAPIDOCR
    ocr_models: Path | None = None
    ocr_second_engine: EngineName | None = None

    def limits(self, engines: Choice) -> Limits:
        """The limits of a reading with these engines."""
        return Limits(
            pages=self.largest_pages,
            pixels=self.largest_megapixels * 1_000_000,
            cpu_seconds=self.reader_cpu_seconds,
            wall_seconds=self.reader_wall_seconds,
            page_seconds=self.reader_page_seconds,
            user=self.reader_user,
            memory_bytes=(self.reader_memory_mib or engines.memory_mib) << 20,
            readings_a_page=engines.readings_a_page,
        )

    def engines(self) -> Choice:
        """The engines that these settings choose on this computer."""
        return choose(self.ocr_engine, self.ocr_models, self.ocr_second_engine)
