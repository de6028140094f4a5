"""What a handler raises by itself is an ordinary failure, although a lost connection raises the same types."""

import errno
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from sqlalchemy import text

from libs.embedded.broker import Broker
from libs.service_kit import Context, KitSettings
from libs.service_kit.running import Running
from tests.conftest import SettingsFor
from tests.faults.replica import send, started, toy_with, until, until_counted, until_ready
from tests.service_kit.toy.app import Deps, app, count
from tests.service_kit.toy.contract import Counted

ERRORS: dict[str, Exception] = {
    "gone": FileNotFoundError("a file of its own"),
    "closed": PermissionError("a folder of its own"),
    "full": OSError(errno.ENOSPC, "No space left on device"),
    "late": TimeoutError("its own work took too long"),
    "cut": ConnectionResetError("a server that it talks to"),
    "piped": BrokenPipeError("a process that it talks to"),
}


async def count_or_fail(event: Counted, ctx: Context[Deps]) -> None:
    """Count, or raise the error that the event names."""
    error = ERRORS.get(event.behaviour)
    if error is not None:
        ctx.deps.attempts[event.number] = ctx.deps.attempts.get(event.number, 0) + 1
        raise error
    await count(event, ctx)


@pytest.fixture
def settings(settings_for: SettingsFor, own_broker: Broker) -> KitSettings:
    return settings_for(app, kafka_bootstrap=own_broker.bootstrap)


@pytest.fixture
async def toy(settings: KitSettings) -> AsyncIterator[Running[Deps]]:
    async with started(toy_with(count_or_fail), settings) as running:
        yield running


async def reasons(toy: Running[Deps]) -> list[tuple[str, str]]:
    """State and reason of every dead letter."""
    async with toy.context().read(all_tenants=True) as tx:
        rows = await tx.fetch(text("SELECT state, reason FROM toy.dead_letter ORDER BY first_at"))
    return [(row.state, row.reason) for row in rows]


async def test_an_error_of_its_own_is_tried_four_times_and_set_aside_while_everything_behind_it_goes_on(
    settings: KitSettings, toy: Running[Deps]
) -> None:
    clients = {name: uuid4() for name in ERRORS}

    await send(
        settings,
        *[
            Counted(client_id=client, number=number, behaviour=name)
            for number, (name, client) in enumerate(clients.items())
        ],
    )
    await send(
        settings, *[Counted(client_id=client, number=100 + place) for place in range(3) for client in clients.values()]
    )

    for client in clients.values():
        await until_counted(toy, client, 100, 101, 102)
    expected = sorted(("dead", f"{type(error).__name__}: {error}") for error in ERRORS.values())
    assert sorted(await reasons(toy)) == expected
    attempts = {toy.deps.attempts[number] for number in range(len(ERRORS))}
    assert attempts <= {4, 5}, "alone four times, perhaps once in a run before"


async def test_while_a_handler_fails_by_itself_a_second_replica_joins_and_the_first_one_stops(
    settings: KitSettings,
) -> None:
    failing, other = uuid4(), uuid4()
    async with started(toy_with(count_or_fail), settings) as first:
        await until_ready(first)
        await send(settings, Counted(client_id=failing, number=201, behaviour="late"))

        async def is_failing() -> bool:
            return bool(first.deps.attempts.get(201, 0))

        await until(is_failing)
        async with started(toy_with(count_or_fail), settings) as second:
            await until_ready(second)
            await first.stop()
            await send(settings, Counted(client_id=other, number=1), Counted(client_id=failing, number=202))

            await until_counted(second, other, 1)
            await until_counted(second, failing, 202)
