"""Settings come as whole snapshots: every service that keeps a part of them ignores one that is older than it has."""

import importlib
import json
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest

from cli.installation import SERVICES
from contracts.events.client import ClientConfigured
from contracts.events.firm import FirmConfigured
from contracts.registry import Event
from libs.service_kit.app import App
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.schema_check import KIT_TABLES

APPS: dict[str, App[Any]] = {name: importlib.import_module(f"services.{name}.app").app for name in SERVICES}
READERS = [
    (name, cls)
    for name, app in APPS.items()
    for cls in (ClientConfigured, FirmConfigured)
    if cls in app.service.handlers
]


def snapshot(cls: type[Event], owner: UUID, revision: int) -> Event:
    """A snapshot in which every setting that a service keeps depends on the revision."""
    odd = revision % 2 == 1
    if cls is FirmConfigured:
        return FirmConfigured(
            firm_id=owner, name=f"Firm {revision}", channels=("email", "sftp")[: 1 + odd], revision=revision
        )
    return ClientConfigured(
        client_id=owner, firm_id=UUID(int=revision), name=f"Client {revision}", vat_number="BE0403170701",
        active=odd, package=f"package {revision}", revision=revision,
        ibans=("BE90068241773032", "BE53523081904653")[: 1 + odd],
    )  # fmt: skip


async def kept(service: Harness[Any], url: str) -> str:
    """Everything that the service keeps beside inbox and outbox, as JSON."""
    schema, connection = service.running.app.service.name, await asyncpg.connect(url)
    await connection.execute("SELECT set_config('serein.client', '*', false)")
    tables = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1", schema)
    own = [row["tablename"] for row in tables if row["tablename"] not in KIT_TABLES]
    rows = {
        table: await connection.fetchval(f'SELECT jsonb_agg(to_jsonb(t) ORDER BY t::text) FROM {schema}."{table}" t')
        for table in own
    }
    await connection.close()
    return json.dumps(rows)


def test_five_services_read_the_settings_of_clients_and_one_those_of_firms() -> None:
    assert [name for name, cls in READERS if cls is FirmConfigured] == ["delivery"]
    assert len([name for name, cls in READERS if cls is ClientConfigured]) == 5


@pytest.mark.parametrize(("name", "cls"), READERS)
async def test_an_older_snapshot_changes_nothing(
    name: str, cls: type[Event], harness: OpenHarness, database_url: str
) -> None:
    service, owner = await harness(APPS[name]), uuid4()

    await service.handle(snapshot(cls, owner, 7))
    newest = await kept(service, database_url)
    outcome = await service.handle(snapshot(cls, owner, 6))
    after_older = await kept(service, database_url)
    await service.handle(snapshot(cls, owner, 8))

    assert outcome == "handled"
    assert after_older == newest
    assert await kept(service, database_url) != newest
