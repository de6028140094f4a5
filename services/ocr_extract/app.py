"""Builds the service ocr_extract."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from libs.confinement import Confinement
from libs.service_kit import App, Kit
from libs.service_kit.confined import detail, tell
from libs.service_kit.errors import CannotStart
from libs.service_kit.telemetry import log
from services.ocr_extract import handlers, tables
from services.ocr_extract.api import extractions, image_check
from services.ocr_extract.drawn_pages import DrawnPages
from services.ocr_extract.ocr.engines.choice import require
from services.ocr_extract.service import Deps, service
from services.ocr_extract.settings import Settings
from services.ocr_extract.texts import STATUSES, TEXTS
from services.ocr_extract.workers.pool import ReaderPool


async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
    """Start the workers in the background; the first file waits until they are ready.

    Raises CannotStart without Landlock, and EngineMissing when an engine of the settings is not installed.
    """
    settings: Settings = kit.settings
    engines = settings.engines()
    limits = settings.limits(engines)
    confinement = Confinement.here(limits)
    check_landlock(confinement, allowed=settings.reader_without_landlock)
    log.info("reader.engines", found=require(engines))
    readers = ReaderPool(limits, workers=settings.reader_workers, engine=engines)
    stack.push_async_callback(readers.close)
    warming = asyncio.create_task(readers.warm())
    stack.callback(warming.cancel)
    return Deps(
        readers=readers,
        confinement=confinement,
        drawn_pages=DrawnPages(settings.drawn_pages_mib << 20),
        file_bytes=settings.file_bytes,
    )


def check_landlock(confinement: Confinement, *, allowed: bool) -> None:
    """Say in the log and as measurements what the kernel lacks. Raises CannotStart without Landlock unless allowed."""
    tell(confinement)
    if confinement.landlock:
        return
    if not allowed:
        raise CannotStart(
            "this kernel has no Landlock, so a file that takes over its reader could read everybody's documents: use"
            " Linux 5.13 or newer with `landlock` in /sys/kernel/security/lsm, or set"
            " SEREIN_READER_WITHOUT_LANDLOCK=true"
        )
    log.error("readers.without_landlock", reason="a file that takes over its reader can read everybody's documents")


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[extractions.router, image_check.router],
    texts=TEXTS,
    statuses=STATUSES,
    details=lambda deps: detail(deps.confinement),
)

__all__ = ["app", "handlers"]
