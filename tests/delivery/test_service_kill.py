"""Requirement F2: the worker dies at every named step, and at any moment between them, with each connector.

Checked at the receiver: exactly one file arrives. Only mail has a moment whose outcome cannot be known; then it is
reported and never sent again.
"""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from contracts.events.delivery import DeliveryCompleted, DeliveryFailed
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from services.delivery.app import deliver_pending
from tests.delivery.running import RunningDelivery

STEPS = ["leased", "loaded", "before_handover", "handover_recorded", "acted", "recorded"]
CHANNELS = ["email", "sftp", "folder"]


class Package:
    """The receiver of a channel: an accounting package."""

    def __init__(
        self, delivery: RunningDelivery, channel: str, mailbox: SmtpReceiver, inbox: SftpReceiver, opened: Path
    ) -> None:
        self.delivery, self.channel, self.mailbox, self.inbox, self.opened = delivery, channel, mailbox, inbox, opened

    async def connect(self) -> None:
        if self.channel == "email":
            await self.delivery.by_mail()
        elif self.channel == "sftp":
            await self.delivery.by_sftp(self.inbox)
        else:
            await self.delivery.by_folder()

    def received(self) -> Counter[str]:
        """Returns how often each document arrived."""
        if self.channel == "email":
            ids = [next(iter(m.message.iter_attachments())).get_filename() or "" for m in self.mailbox.messages()]
            return Counter(ids)
        root = self.inbox.folder if self.channel == "sftp" else self.opened
        return Counter(p.name for p in root.rglob("*") if p.is_file() and p.suffix != ".part")

    def temporary(self) -> list[str]:
        """Returns the files that are left under temporary names."""
        return [p.name for root in (self.inbox.folder, self.opened) for p in root.rglob("*.part")]


@pytest.fixture
async def package(
    request: pytest.FixtureRequest,
    delivery: RunningDelivery,
    mailbox: SmtpReceiver,
    inbox: SftpReceiver,
    tmp_path: Path,
) -> Package:
    one = Package(delivery, request.param, mailbox, inbox, tmp_path / "opened")
    await one.connect()
    return one


def crash_at(delivery: RunningDelivery, *steps: str) -> list[str]:
    """Make the worker die at the first of these steps, the next worker at the second, and so on."""
    left = list(steps)

    async def fault_point(step: str) -> None:
        if left and step == left[0]:
            left.pop(0)
            raise asyncio.CancelledError

    set_fault_point(delivery, fault_point)
    return left


def set_fault_point(delivery: RunningDelivery, fault_point: Callable[[str], Awaitable[None]]) -> None:
    running = delivery.harness.running
    running.deps = replace(running.deps, fault_point=fault_point)


async def no_more_faults(delivery: RunningDelivery) -> None:
    async def no_fault(_: str) -> None: ...

    set_fault_point(delivery, no_fault)
    await delivery.work_after_pauses(6)


@pytest.mark.feature(277, 282)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("package", CHANNELS, indirect=True)
async def test_a_worker_that_dies_at_a_step_is_followed_by_one_that_finishes(package: Package, step: str) -> None:
    delivery = package.delivery
    event = await delivery.rendered()
    await delivery.handle(event)

    left = crash_at(delivery, step)
    await delivery.work()
    await no_more_faults(delivery)

    unknowable = package.channel == "email" and step in {"handover_recorded", "acted"}
    arrived = 0 if package.channel == "email" and step == "handover_recorded" else 1
    assert left == [], "it did die there"
    assert package.received() == Counter({event.files[0].filename: arrived} if arrived else {})
    assert package.temporary() == []
    assert await delivery.states() == ["failed" if unknowable else "confirmed"]
    assert [f.unconfirmed for f in await delivery.harness.events(DeliveryFailed)] == [True] * unknowable
    assert len(await delivery.harness.events(DeliveryCompleted)) == int(not unknowable)


@pytest.mark.parametrize("package", ["sftp", "folder"], indirect=True)
@pytest.mark.parametrize(
    "steps",
    [
        ("acted", "asked"),
        ("handover_recorded", "asked"),
        ("handover_recorded", "before_handover", "handover_recorded", "acted"),
        ("before_handover", "before_handover", "acted", "leased", "loaded", "asked", "recorded"),
        ("handover_recorded", "handover_recorded", "asked", "acted", "acted"),
    ],
)
async def test_dying_again_while_asking_or_sending_again_changes_nothing(
    package: Package, steps: tuple[str, ...]
) -> None:
    delivery = package.delivery
    event = await delivery.rendered()
    await delivery.handle(event)

    left = crash_at(delivery, *steps)
    await delivery.work_after_pauses(len(steps))
    await no_more_faults(delivery)

    assert left == []
    assert package.received() == {event.files[0].filename: 1}
    assert package.temporary() == []
    assert await delivery.states() == ["confirmed"]
    assert await delivery.harness.events(DeliveryFailed) == []


@pytest.mark.parametrize("seed", [*range(3), *(pytest.param(s, marks=pytest.mark.slow) for s in range(3, 20))])
@pytest.mark.parametrize("package", CHANNELS, indirect=True)
async def test_a_worker_that_dies_at_any_moment_loses_nothing_and_sends_nothing_twice(
    package: Package, seed: int
) -> None:
    """Delivers eight documents while the workers are cancelled several times after milliseconds, by a seed."""
    delivery, chance = package.delivery, random.Random(seed)
    events = [await delivery.rendered(n) for n in range(8)]
    await delivery.handle(*events)

    for _ in range(12):
        await delivery.end_pauses()
        await delivery.harness.run(deliver_pending)
        await asyncio.sleep(chance.uniform(0, 0.06))
        await delivery.harness.deps.pool.close(seconds=0.001)
    await no_more_faults(delivery)
    await delivery.work_after_pauses(10)

    rows = {row.files[0].filename: row for row in await delivery.rows()}
    received = package.received()
    assert max(received.values(), default=0) <= 1, "nothing twice"
    for name, row in rows.items():
        if row.state == "confirmed":
            assert received[name] == 1
        else:
            assert package.channel == "email"
            assert (row.state, row.unconfirmed) == ("failed", True), "reported, never silent"
    reported = [e.document_id for e in await delivery.harness.events(DeliveryCompleted, DeliveryFailed)]
    assert sorted(map(str, reported)) == sorted(str(e.document_id) for e in events), "each said once"
    assert package.temporary() == []


@pytest.mark.parametrize("step", ["loaded", "before_handover", "acted"])
@pytest.mark.parametrize("package", CHANNELS, indirect=True)
async def test_a_worker_that_was_held_up_cannot_record_or_send_what_another_has_taken_over(
    package: Package, step: str
) -> None:
    """The first worker waits at a step until its lease is over and another has finished; then it continues."""
    delivery = package.delivery
    event = await delivery.rendered()
    await delivery.handle(event)
    held, go_on = asyncio.Event(), asyncio.Event()

    async def wait_here(where: str) -> None:
        if where == step and not held.is_set():
            held.set()
            await go_on.wait()

    set_fault_point(delivery, wait_here)
    await delivery.harness.run(deliver_pending)
    await asyncio.wait_for(held.wait(), 60)
    await delivery.end_pauses()
    await delivery.harness.run(deliver_pending)
    for _ in range(3000):
        if (await delivery.rows())[0].state in {"confirmed", "failed"}:
            break
        await asyncio.sleep(0.02)
    before = await delivery.harness.events(DeliveryCompleted, DeliveryFailed)
    go_on.set()
    await delivery.harness.deps.pool.idle()

    (row,) = await delivery.rows()
    assert row.fence == 2
    assert package.received() == {event.files[0].filename: 1}
    assert await delivery.harness.events(DeliveryCompleted, DeliveryFailed) == before
    assert len(before) == 1
    assert row.state == ("failed" if (package.channel, step) == ("email", "acted") else "confirmed")


@pytest.mark.parametrize("step", ["before_handover", "acted"])
async def test_a_worker_without_lease_changes_nothing_while_another_works(
    delivery: RunningDelivery, mailbox: SmtpReceiver, step: str
) -> None:
    """Both workers wait; the first, whose lease is over, continues before the second. Its record is refused."""
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    first, second = asyncio.Event(), asyncio.Event()
    stops = {step: [first], "loaded": [asyncio.Event(), second]}
    stops["loaded"][0].set()
    standing: asyncio.Queue[str] = asyncio.Queue()

    async def wait_here(where: str) -> None:
        if stops.get(where):
            stop = stops[where].pop(0)
            standing.put_nowait(where)
            await stop.wait()

    set_fault_point(delivery, wait_here)
    await delivery.harness.run(deliver_pending)
    assert [await standing.get(), await standing.get()] == ["loaded", step]
    await delivery.end_pauses()
    await delivery.harness.run(deliver_pending)
    assert await standing.get() == "loaded"
    first.set()
    await asyncio.sleep(0.3)

    (row,) = await delivery.rows()
    assert row.fence == 2
    assert row.state == ("leased" if step == "before_handover" else "sent_unconfirmed"), "nothing was written down"
    assert await delivery.harness.events(DeliveryCompleted) == []
    second.set()
    await delivery.harness.deps.pool.idle()
    assert len(mailbox.messages()) == 1


async def test_a_lease_is_prolonged_while_the_work_goes_on(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    await delivery.by_sftp(inbox)
    await delivery.handle(await delivery.rendered())
    running = delivery.harness.running
    running.deps = replace(running.deps, lease=running.deps.lease / 200)  # 0.3 s
    held, go_on = asyncio.Event(), asyncio.Event()

    async def wait_here(where: str) -> None:
        if where == "before_handover":
            held.set()
            await go_on.wait()

    set_fault_point(delivery, wait_here)
    await delivery.harness.run(deliver_pending)
    await held.wait()
    await asyncio.sleep(1)
    await delivery.harness.run(deliver_pending)
    go_on.set()
    await delivery.work()

    (row,) = await delivery.rows()
    assert (row.state, row.fence) == ("confirmed", 1)


async def test_workers_of_several_replicas_share_the_work(delivery: RunningDelivery, inbox: SftpReceiver) -> None:
    await delivery.by_sftp(inbox)
    events = [await delivery.rendered(n) for n in range(10)]
    await delivery.handle(*events)

    for _ in range(14):
        await asyncio.gather(*(delivery.harness.run(deliver_pending) for _ in range(4)))
        await delivery.harness.deps.pool.idle()

    assert await delivery.states() == ["confirmed"] * 10
    assert {row.fence for row in await delivery.rows()} == {1}
    assert len(inbox.files("/zilverlinde/aankoop")) == 10
