"""Turns by owner: whoever has much to do does not hold up whoever has little.

Owners take turns in a circle, each with its oldest item, and none has more than `per_owner` items in hand. So what a
client waits for depends on how many clients there are, and not on how much another one sent.
"""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Hashable
from contextlib import asynccontextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")


class Rota(Generic[Item]):
    """Who is next. Values in, values out: it waits for nothing."""

    def __init__(self, per_owner: int) -> None:
        self._per_owner = per_owner
        self._waiting: OrderedDict[Hashable, deque[Item]] = OrderedDict()
        self._in_hand: Counter[Hashable] = Counter()

    def add(self, owner: Hashable, item: Item) -> None:
        """Append an item to those of its owner."""
        self._waiting.setdefault(owner, deque()).append(item)

    def take(self) -> tuple[Hashable, Item] | None:
        """The next item and its owner, who then goes to the back; None when nobody may have another in hand."""
        for owner, items in self._waiting.items():
            if self._in_hand[owner] < self._per_owner:
                item = items.popleft()
                if items:
                    self._waiting.move_to_end(owner)
                else:
                    del self._waiting[owner]
                self._in_hand[owner] += 1
                return owner, item
        return None

    def give_back(self, owner: Hashable) -> None:
        """An item of this owner is no longer in hand."""
        self._in_hand[owner] -= 1
        if not self._in_hand[owner]:
            del self._in_hand[owner]


class FairQueue(Generic[Item]):
    """A queue whose owners take turns. Each item that is got must be done, with its owner, before it counts no more."""

    def __init__(self, per_owner: int) -> None:
        self._rota: Rota[Item] = Rota(per_owner)
        self._getters: deque[asyncio.Future[None]] = deque()

    def put(self, owner: Hashable, item: Item) -> None:
        """Append an item."""
        self._rota.add(owner, item)
        self._wake()

    async def get(self) -> tuple[Hashable, Item]:
        """The next item and its owner; waits for one."""
        while (found := self._rota.take()) is None:
            getter = asyncio.get_running_loop().create_future()
            self._getters.append(getter)
            try:
                await getter
            except asyncio.CancelledError:
                if getter.done():
                    self._wake()
                raise
        return found

    def done(self, owner: Hashable) -> None:
        """An item of this owner is no longer in hand."""
        self._rota.give_back(owner)
        self._wake()

    def _wake(self) -> None:
        while self._getters:
            getter = self._getters.popleft()
            if not getter.done():
                getter.set_result(None)
                return


class FairSlots:
    """A number of slots that owners get in turn, each at most `per_owner` of them."""

    def __init__(self, slots: int, *, per_owner: int) -> None:
        self._free = slots
        self._rota: Rota[asyncio.Future[None]] = Rota(per_owner)

    @asynccontextmanager
    async def turn(self, owner: Hashable) -> AsyncIterator[None]:
        """Wait for a slot and hold it."""
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._rota.add(owner, mine)
        self._hand_out()
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._give_back(owner)
            raise
        try:
            yield
        finally:
            self._give_back(owner)

    def _hand_out(self) -> None:
        while self._free and (found := self._rota.take()) is not None:
            owner, waiting = found
            if waiting.done():  # whoever waited has gone
                self._rota.give_back(owner)
                continue
            self._free -= 1
            waiting.set_result(None)

    def _give_back(self, owner: Hashable) -> None:
        self._free += 1
        self._rota.give_back(owner)
        self._hand_out()
