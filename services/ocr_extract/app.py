"""Builds the service ocr_extract."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

from libs.service_kit import App, Kit
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

    Raises EngineMissing when an engine of the settings is not installed: the service does not start without it.
    """
    settings: Settings = kit.settings
    engines = settings.engines()
    log.info("reader.engines", found=require(engines))
    readers = ReaderPool(settings.limits(engines), workers=settings.reader_workers, engine=engines)
    stack.push_async_callback(readers.close)
    warming = asyncio.create_task(readers.warm())
    stack.callback(warming.cancel)
    return Deps(
        readers=readers,
        drawn_pages=DrawnPages(settings.drawn_pages_mib << 20),
        file_bytes=settings.file_bytes,
    )


app = App(
    service=service,
    settings=Settings,
    open_deps=open_deps,
    migrations=Path(__file__).parent / "migrations",
    tables=tables.Table,
    routers=[extractions.router, image_check.router],
    texts=TEXTS,
    statuses=STATUSES,
)

__all__ = ["app", "handlers"]
