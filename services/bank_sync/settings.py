"""Settings of bank_sync."""

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """A statement file is text: ten MiB are some 80,000 lines."""

    file_bytes: int = 10 * 1024 * 1024
    files_per_upload: int = 20
