"""Owners take turns: a flood of one delays another by one turn, counted in turns and not in seconds."""

import asyncio
from collections.abc import Iterable
from contextlib import suppress

import pytest

from libs.service_kit.fair_turns import FairQueue, FairSlots, Rota
from libs.service_kit.lines import share


def order(rota: Rota[str]) -> list[str]:
    """Everything that the rota gives, each item given back at once."""
    found = []
    while (taken := rota.take()) is not None:
        found.append(taken[1])
        rota.give_back(taken[0])
    return found


def filled(per_owner: int, *items: str) -> Rota[str]:
    """A rota with items such as `a1`, which is of owner `a`."""
    rota: Rota[str] = Rota(per_owner)
    for item in items:
        rota.add(item[0], item)
    return rota


def test_owners_take_turns_and_each_gives_its_oldest_item() -> None:
    rota = filled(1, "a1", "a2", "a3", "b1", "c1", "c2")

    assert order(rota) == ["a1", "b1", "c1", "a2", "c2", "a3"]


def test_whoever_comes_after_a_flood_is_next_but_one() -> None:
    rota = filled(1, *[f"a{number}" for number in range(200)])
    rota.take()
    rota.give_back("a")

    rota.add("b", "b1")

    assert order(rota).index("b1") <= 1


def test_an_owner_has_no_more_in_hand_than_is_allowed_also_when_nobody_else_waits() -> None:
    rota = filled(2, "a1", "a2", "a3")

    taken = [rota.take() for _ in range(3)]
    rota.give_back("a")

    assert taken == [("a", "a1"), ("a", "a2"), None]
    assert rota.take() == ("a", "a3")


def test_what_is_of_nobody_has_its_turn_too() -> None:
    rota: Rota[str] = Rota(1)
    rota.add(None, "of nobody")

    assert rota.take() == (None, "of nobody")


@pytest.mark.parametrize(("workers", "of_one"), [(1, 1), (2, 1), (4, 3), (8, 6)])
def test_one_client_never_has_all_workers(workers: int, of_one: int) -> None:
    assert share(workers) == of_one


async def test_a_queue_gives_to_those_who_wait_for_an_item() -> None:
    queue: FairQueue[int] = FairQueue(1)
    getting = [asyncio.create_task(queue.get()) for _ in range(2)]
    await asyncio.sleep(0)

    queue.put("a", 1)
    queue.put("a", 2)
    await asyncio.sleep(0.01)
    early = [task.done() for task in getting]
    queue.done("a")

    assert early.count(True) == 1
    assert {task.result()[1] for task in await waited(getting)} == {1, 2}


async def test_a_getter_that_is_cancelled_loses_no_item() -> None:
    queue: FairQueue[int] = FairQueue(9)
    first, second = [asyncio.create_task(queue.get()) for _ in range(2)]
    await asyncio.sleep(0)

    queue.put("a", 1)
    first.cancel()

    assert await asyncio.wait_for(second, 5) == ("a", 1)


async def waited(tasks: Iterable[asyncio.Task[tuple[object, int]]]) -> set[asyncio.Task[tuple[object, int]]]:
    done, _ = await asyncio.wait(tasks, timeout=5)
    return done


async def started(slots: FairSlots, owners: Iterable[str], *, together: int) -> list[str]:
    """The owners in the order in which they got a slot; slots are given back when `together` are held."""
    began: list[str] = []
    go_on = asyncio.Event()

    async def work(owner: str) -> None:
        async with slots.turn(owner):
            began.append(owner)
            await go_on.wait()

    working = [asyncio.create_task(work(owner)) for owner in owners]
    while len(began) < together:  # noqa: ASYNC110 - one round of the loop at a time
        await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(*working)
    return began


async def test_one_slot_is_left_for_another_owner() -> None:
    slots = FairSlots(3, per_owner=2)

    began = await started(slots, ["a"] * 200 + ["b"] * 2, together=3)

    assert began[:3] == ["a", "a", "b"]
    assert began.index("b", began.index("b") + 1) <= 5


async def test_somebody_who_stops_waiting_takes_no_slot_with_them() -> None:
    slots = FairSlots(1, per_owner=1)

    async def wait_for(owner: str) -> str:
        async with slots.turn(owner):
            return owner

    async with slots.turn("a"):
        gone, stays = asyncio.create_task(wait_for("b")), asyncio.create_task(wait_for("c"))
        await asyncio.sleep(0)
        gone.cancel()
    late = asyncio.create_task(wait_for("d"))
    await asyncio.sleep(0)
    late.cancel()
    with suppress(asyncio.CancelledError):
        await late

    assert await asyncio.wait_for(stays, 5) == "c"
    assert await asyncio.wait_for(wait_for("e"), 5) == "e"
