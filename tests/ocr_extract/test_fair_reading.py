"""One client's flood of files or of looks at pages does not hold up another; counted in turns."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from libs.reasons.reading import ReadingReason
from services.ocr_extract.drawn_pages import DrawnPages
from services.ocr_extract.limits import Limits
from services.ocr_extract.ocr.engines.choice import Choice, EngineName
from services.ocr_extract.outcome import Drawn, Outcome, Unreadable
from services.ocr_extract.workers.pool import ReaderPool
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, US, pdf

FLOOD, OTHER = uuid4(), uuid4()
LIMITS = Limits(cpu_seconds=2, wall_seconds=4)


@pytest.fixture(scope="module")
async def pool() -> AsyncIterator[ReaderPool]:
    async with ReaderPool(LIMITS, workers=1, engine=Choice(EngineName.NONE)) as opened:
        yield opened


class Began:
    """The clients in the order in which their readings began."""

    def __init__(self, pool: ReaderPool) -> None:
        self.pool, self.order = pool, list[object]()

    async def read(self, data: bytes, owner: object) -> None:
        begun = asyncio.Event()
        noting = asyncio.create_task(self._note(begun, owner))
        await self.pool.read(data, US, owner=owner, begun=begun)  # type: ignore[arg-type]
        await noting

    async def _note(self, begun: asyncio.Event, owner: object) -> None:
        await begun.wait()
        self.order.append(owner)


async def test_a_flood_of_files_delays_another_client_by_no_turn(pool: ReaderPool) -> None:
    began, data = Began(pool), pdf(INVOICE)
    flood = [asyncio.create_task(began.read(data, FLOOD)) for _ in range(30)]
    await asyncio.sleep(0.05)

    await asyncio.gather(*(began.read(data, OTHER) for _ in range(3)))
    turns = [number for number, owner in enumerate(began.order) if owner == OTHER]
    await asyncio.gather(*flood)

    assert len(turns) == 3
    assert turns[-1] <= 2 * 3 + 3  # one each in turn, after the three that had begun


async def test_files_that_take_long_leave_a_turn_to_another_client(pool: ReaderPool) -> None:
    flood = [asyncio.create_task(pool.read(bad_files.drawing_loop(), US, owner=FLOOD)) for _ in range(2)]
    await asyncio.sleep(0.05)

    outcome = await pool.read(pdf(INVOICE), US, owner=OTHER)
    are_done = [task.done() for task in flood]
    await asyncio.gather(*flood)

    assert not isinstance(outcome.result, Unreadable)
    assert are_done == [False, False]


async def test_a_page_is_shown_while_all_readers_are_at_work(pool: ReaderPool) -> None:
    reading = [asyncio.create_task(pool.read(bad_files.drawing_loop(), US, owner=owner)) for owner in (FLOOD, OTHER)]
    await asyncio.sleep(0.05)

    drawn = await pool.draw(pdf(INVOICE), 1, owner=FLOOD)
    are_done = [task.done() for task in reading]
    await asyncio.gather(*reading)

    assert isinstance(drawn, Drawn)
    assert are_done == [False, False]


class Artist:
    """Draws pages of a given size, and counts them."""

    def __init__(self, size: int = 10) -> None:
        self.size, self.times, self.go_on = size, 0, asyncio.Event()
        self.go_on.set()

    async def draw(self) -> Drawn | Outcome:
        self.times += 1
        await self.go_on.wait()
        return Drawn(bytes(self.size))


async def test_a_page_that_is_looked_at_again_is_drawn_once() -> None:
    pages, artist = DrawnPages(1000), Artist()

    images = [await pages.get(("a" * 64, 1), artist.draw) for _ in range(100)]

    assert artist.times == 1
    assert images == [Drawn(bytes(10))] * 100


async def test_a_page_that_many_wait_for_is_drawn_once_also_when_the_first_of_them_leaves() -> None:
    pages, artist = DrawnPages(1000), Artist()
    artist.go_on.clear()
    looking = [asyncio.create_task(pages.get(("a" * 64, 1), artist.draw)) for _ in range(20)]
    await asyncio.sleep(0)

    looking[0].cancel()
    await asyncio.sleep(0)
    artist.go_on.set()
    images = await asyncio.gather(*looking[1:])

    assert (artist.times, len(images)) == (1, 19)


async def test_other_pages_and_other_files_are_other_images() -> None:
    pages, artist = DrawnPages(1000), Artist()

    for page in (("a" * 64, 1), ("a" * 64, 2), ("b" * 64, 1)):
        await pages.get(page, artist.draw)

    assert artist.times == 3


async def test_the_images_take_a_limited_amount_of_memory_and_the_oldest_goes_first() -> None:
    pages, artist = DrawnPages(30), Artist()
    for number in (1, 2, 3):
        await pages.get(("a" * 64, number), artist.draw)

    await pages.get(("a" * 64, 1), artist.draw)
    await pages.get(("a" * 64, 4), artist.draw)
    await pages.get(("a" * 64, 1), artist.draw)
    kept = artist.times
    await pages.get(("a" * 64, 2), artist.draw)

    assert (kept, artist.times) == (4, 5)


async def test_an_image_larger_than_the_memory_for_all_is_shown_and_not_kept() -> None:
    pages, artist = DrawnPages(30), Artist(31)

    for _ in range(2):
        assert await pages.get(("a" * 64, 1), artist.draw) == Drawn(bytes(31))

    assert artist.times == 2


async def test_why_a_page_cannot_be_drawn_is_not_kept() -> None:
    pages, tried = DrawnPages(30), 0

    async def draw() -> Drawn | Outcome:
        nonlocal tried
        tried += 1
        return Outcome(Unreadable(code=ReadingReason.LIMITS))

    for _ in range(2):
        await pages.get(("a" * 64, 1), draw)

    assert tried == 2
