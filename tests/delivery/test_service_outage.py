"""Requirement F6: the database stops between the handover and the record. The result must not be lost."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from contracts.events.delivery import DeliveryCompleted
from libs.embedded.postgres import Postgres, temporary_postgres
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.service_kit.testing import Harness
from services.delivery.app import app
from services.delivery.service import Deps
from tests.conftest import SettingsFor
from tests.delivery.running import RunningDelivery, service_settings
from tests.schemas import PASSWORD, make_schema


@pytest.fixture
def own_postgres() -> Iterator[Postgres]:
    """Returns a database server that this test may stop."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture
async def own_delivery(
    own_postgres: Postgres, settings_for: SettingsFor, tmp_path: Path, mailbox: SmtpReceiver
) -> AsyncIterator[RunningDelivery]:
    """Returns the service on its own database."""
    name = f"test_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(own_postgres.url())
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    host = own_postgres.url(name).partition("@")[2]
    make_schema(own_postgres.url(name), app)
    urls = {"database_url": SecretStr(f"postgresql://serein_delivery:{PASSWORD}@{host}")}
    settings = settings_for(app, **service_settings(tmp_path, mailbox)).model_copy(update=urls)
    harness: Harness[Deps] = await Harness.open(app, settings)
    yield RunningDelivery(harness)
    await harness.close()


@pytest.mark.parametrize("step", ["before_handover", "acted"])
@pytest.mark.parametrize("channel", ["email", "sftp"])
async def test_the_database_restarts_in_the_middle_of_a_delivery(
    own_delivery: RunningDelivery,
    own_postgres: Postgres,
    mailbox: SmtpReceiver,
    inbox: SftpReceiver,
    channel: str,
    step: str,
) -> None:
    delivery, running = own_delivery, own_delivery.harness.running
    await (delivery.by_mail() if channel == "email" else delivery.by_sftp(inbox))
    await delivery.handle(await delivery.rendered())
    comes_back: list[asyncio.Task[None]] = []

    async def goes_away(where: str) -> None:
        if where == step and not comes_back:
            await asyncio.to_thread(own_postgres.stop)
            comes_back.append(asyncio.create_task(back_soon()))

    async def back_soon() -> None:
        await asyncio.sleep(0.5)
        await asyncio.to_thread(own_postgres.start)

    running.deps = replace(running.deps, fault_point=goes_away)
    await delivery.work()
    await asyncio.gather(*comes_back)
    await delivery.work_after_pauses()

    arrived = len(mailbox.messages()) if channel == "email" else len(inbox.files("/zilverlinde/aankoop"))
    assert comes_back
    assert arrived == 1
    assert await delivery.states() == ["confirmed"]
    assert len(await delivery.harness.events(DeliveryCompleted)) == 1
