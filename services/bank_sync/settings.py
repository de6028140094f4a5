"""Settings of bank_sync."""

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """Limits of an upload: a statement file is text, and ten MiB are about 80,000 lines."""

    file_bytes: int = 10 * 1024 * 1024
    files_per_upload: int = 20
