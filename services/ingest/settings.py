"""Settings of ingest: the published limits of a file."""

from libs.service_kit import KitSettings

MEBIBYTE = 1024 * 1024


class Settings(KitSettings):
    """One limit for every channel: 25 MiB a file; pages and pixels are limited where the file is opened."""

    file_bytes: int = 25 * MEBIBYTE
    files_per_upload: int = 20
