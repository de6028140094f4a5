"""Settings of reconcile."""

from pathlib import Path

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """`round_size` is how many items a background round takes on, which bounds how long it holds a client's lock.

    `register_file` is the company register that `serein register` writes; without one, names stay as they were read.
    """

    round_size: int = 100
    register_file: Path | None = None
