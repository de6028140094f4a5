"""Settings of reconcile."""

from pathlib import Path

from libs.service_kit import KitSettings


class Settings(KitSettings):
    """`judged_at_once` bounds how long one transaction of the background judging may hold a client's lock.

    `register_file` is the company register that `serein register` makes; without one, names stay as they were read.
    """

    judged_at_once: int = 100
    register_file: Path | None = None
