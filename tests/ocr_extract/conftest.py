"""One pool of readers for all tests: starting one takes longer than most tests."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from libs.service_kit import App, Kit
from services.ocr_extract.app import app
from services.ocr_extract.service import Deps
from services.ocr_extract.worker import ReaderPool


@pytest.fixture(scope="session")
async def readers() -> AsyncIterator[ReaderPool]:
    """Readers with the published limits."""
    async with ReaderPool(workers=2) as pool:
        yield pool


@pytest.fixture(scope="session")
def warm_app(readers: ReaderPool) -> App[Deps]:
    """The application as it is, but for the readers, which are the session's."""

    async def open_deps(kit: Kit, stack: AsyncExitStack) -> Deps:
        return Deps(readers=readers)

    return replace(app, open_deps=open_deps)
