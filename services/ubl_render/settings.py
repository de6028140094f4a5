"""Settings of ubl_render."""

from pydantic import PositiveInt

from libs.confinement import READER
from libs.service_kit import KitSettings
from services.ubl_render.confined.limits import Limits


class Settings(KitSettings):
    """`conversions` images are opened at a time, within the limits. What packages require is data in `packages/`.

    Where the service is root, they are opened as `reader_user`, who should own nothing and be nobody else.
    """

    conversions: int = 2
    conversion_cpu_seconds: int = 30
    conversion_wall_seconds: int = 60
    conversion_memory_mib: int = 1024
    reader_user: PositiveInt = READER
    largest_pages: int = 50
    largest_megapixels: int = 100

    def limits(self) -> Limits:
        """The limits in the form for the confined process."""
        return Limits(
            pages=self.largest_pages,
            pixels=self.largest_megapixels * 1_000_000,
            cpu_seconds=self.conversion_cpu_seconds,
            wall_seconds=self.conversion_wall_seconds,
            user=self.reader_user,
            memory_bytes=self.conversion_memory_mib << 20,
        )
