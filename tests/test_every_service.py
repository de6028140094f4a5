"""What must hold of every service, so that a new one cannot forget it."""

import importlib
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from cli.installation import SERVICES
from contracts.catalogue import REGISTRY
from libs.service_kit.app import App
from tests.conftest import OpenHarness
from tests.schema_check import differences, isolated_tables

FOLDER = Path(__file__).parents[1] / "services"


def app_of(name: str) -> App[Any]:
    app: App[Any] = importlib.import_module(f"services.{name}.app").app
    return app


def test_the_list_of_services_is_the_list_of_folders() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/app.py")}

    assert folders == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_the_shape_of_the_house(name: str) -> None:
    app = app_of(name)
    present = {path.stem for path in (FOLDER / name).iterdir()}

    assert {"__init__", "__main__", "app", "service", "settings", "migrations", "tables", "texts"} <= present
    assert app.service.name == name
    assert (importlib.import_module(f"services.{name}").__doc__ or "").count("\n") >= 3, "the card says what it does"


@pytest.mark.parametrize("name", SERVICES)
def test_every_text_is_in_three_languages(name: str) -> None:
    for code, words in app_of(name).texts.items():
        assert {"en", "fr", "nl"} <= set(words), code


@pytest.mark.parametrize("name", SERVICES)
async def test_tables_and_migrations_agree(name: str, harness: OpenHarness) -> None:
    service = await harness(app_of(name))

    assert await differences(service) == []


@pytest.mark.feature(11)
@pytest.mark.parametrize("name", SERVICES)
async def test_every_table_with_client_data_is_walled_off(name: str, harness: OpenHarness, database_url: str) -> None:
    app = app_of(name)
    await harness(app)
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch(
        "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS forced,"
        " EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) AS policy"
        " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r'",
        name,
    )
    role = await connection.fetchrow(
        "SELECT rolsuper, rolbypassrls, (SELECT count(*) FROM pg_class c WHERE c.relowner = r.oid) AS owns"
        " FROM pg_roles r WHERE rolname = $1",
        f"serein_{name}",
    )
    await connection.close()

    walled = {row["relname"] for row in rows if row["forced"] and row["policy"]}
    assert isolated_tables(app.tables.metadata) | {"outbox", "dead_letter"} <= walled
    assert (role["rolsuper"], role["rolbypassrls"], role["owns"]) == (False, False, 0)


def test_every_event_that_is_heard_is_said_by_somebody() -> None:
    apps = [app_of(name).service for name in SERVICES]
    said = {event.event_name for service in apps for event in service.publishes}
    heard = {event.event_name for service in apps for event in service.handlers}

    assert heard <= said
    assert said <= set(REGISTRY.versions)
