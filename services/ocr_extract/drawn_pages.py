"""Pages that were drawn lately, so that a page that is looked at again is not drawn again."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable

from services.ocr_extract.outcome import Drawn, Outcome

Page = tuple[str, int]
"""The SHA-256 of a PDF and the number of a page. Its size is always that of the screen."""
Draw = Callable[[], Awaitable[Drawn | Outcome]]


class DrawnPages:
    """The latest images in memory, up to `most_bytes`. Whoever asks here was allowed to see the document before."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes, self._bytes = most_bytes, 0
        self._drawn: OrderedDict[Page, Drawn] = OrderedDict()
        self._drawing: dict[Page, asyncio.Task[Drawn | Outcome]] = {}

    async def get(self, page: Page, draw: Draw) -> Drawn | Outcome:
        """The image of a page, drawn once for all who wait for it; an Outcome, which is not kept, says why not."""
        if (kept := self._drawn.get(page)) is not None:
            self._drawn.move_to_end(page)
            return kept
        task = self._drawing.get(page)
        if task is None:
            task = self._drawing[page] = asyncio.ensure_future(self._draw(page, draw))
            task.add_done_callback(lambda _: self._drawing.pop(page, None))
        return await asyncio.shield(task)

    async def _draw(self, page: Page, draw: Draw) -> Drawn | Outcome:
        drawn = await draw()
        if isinstance(drawn, Drawn):
            self._drawn[page] = drawn
            self._bytes += len(drawn.png)
            while self._bytes > self._most_bytes:
                _, oldest = self._drawn.popitem(last=False)
                self._bytes -= len(oldest.png)
        return drawn
