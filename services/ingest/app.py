"""Builds ingest."""

from contextlib import AsyncExitStack
from pathlib import Path

from libs.service_kit import App, Kit
from services.ingest import api, handlers, tables
from services.ingest.service import Deps, service
from services.ingest.settings import Settings
from services.ingest.texts import STATUSES, TEXTS


async def open_deps(kit: Kit, _stack: AsyncExitStack) -> Deps:
    """The limits, from the settings."""
    return Deps(file_bytes=kit.settings.file_bytes, files_per_upload=kit.settings.files_per_upload)


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[api.router],
    texts=TEXTS,
    statuses=STATUSES,
)

__all__ = ["app", "handlers"]
