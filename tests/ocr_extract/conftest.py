"""One worker pool for all tests, because starting one takes longer than most tests."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest

from libs.confinement import Confinement
from libs.service_kit import App, Kit
from services.ocr_extract.app import app
from services.ocr_extract.drawn_pages import DrawnPages
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, load
from services.ocr_extract.ocr.recognise import Recogniser
from services.ocr_extract.outcome import Outcome
from services.ocr_extract.reading import read_bytes
from services.ocr_extract.service import Deps
from services.ocr_extract.workers.pool import ReaderPool
from tests.ocr_extract.builders import US


@pytest.fixture(scope="session")
async def readers() -> AsyncIterator[ReaderPool]:
    """The worker pool, with the published limits."""
    async with ReaderPool(workers=2) as pool:
        yield pool


@pytest.fixture(scope="session")
def warm_app(readers: ReaderPool) -> App[Deps]:
    """The application with the worker pool of the session."""

    async def open_deps(_kit: Kit, _stack: AsyncExitStack) -> Deps:
        return Deps(readers=readers, confinement=Confinement.here(Limits()), drawn_pages=DrawnPages(8 << 20))

    return replace(app, open_deps=open_deps)


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    """The default engine."""
    engine = load(Choice())
    assert engine is not None
    return Recogniser(engine)


@pytest.fixture(scope="session")
def read(recogniser: Recogniser) -> Callable[[bytes], Outcome]:
    """Reads one file with the default engine, in this process, for the client `US`."""
    return lambda data: read_bytes(data, US, Limits(), recogniser)
