"""What must be true of every service, so that a new one cannot leave it out."""

import importlib
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import text

from cli.installation import SERVICES
from contracts.catalogue import REGISTRY
from libs.service_kit.app import App
from libs.service_kit.database import Database
from libs.service_kit.database.roles import jobs_role_of, jobs_url, role_of
from libs.service_kit.kafka_access import Operation, Resource
from services.kafka_access import rights_of
from tests.conftest import OpenHarness
from tests.schema_check import differences, isolated_tables, plant_row

FOLDER = Path(__file__).parents[1] / "services"
OPTIONAL = {"api", "connectors", "domain", "handlers", "queries"}
STANDARD = {"__init__", "__main__", "app", "service", "settings", "tables", "migrations", "texts"} | OPTIONAL
"""The names that every service may use, as files or as folders."""
OWN: dict[str, set[str]] = {
    "bank_sync": {"importing"},
    "delivery": {"attempts", "connections", "metrics"},
    "directory": {
        *("access", "addresses", "client_records", "confirmation_words", "groups", "hand_over"),
        *("mail", "notices", "passwords", "schemas", "sign_in", "snapshots", "unlocking"),
    },
    "gateway": {
        "access",
        "compression",
        "idempotency",
        "open_streams",
        "openings",
        "proxy",
        "rate_limits",
        "refusal_log",
        "request_ids",
        "route_table",
        "spools",
        "web",  # the built web apps
        "web_apps",
    },
    "ingest": {"intake"},
    "ocr_extract": {"command", "drawn_pages", "files", "limits", "ocr", "outcome", "reading", "workers"},
    "reconcile": {"commands", "reconciliation", "register", "rows"},
    "ubl_render": {"checks", "command", "confined", "packages", "rendering"},
}
"""The further files and folders of a service, each named for one concept."""


def app_of(name: str) -> App[Any]:
    app: App[Any] = importlib.import_module(f"services.{name}.app").app
    return app


def test_the_list_of_services_is_the_list_of_folders() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/app.py")}

    assert folders == set(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_the_standard_shape(name: str) -> None:
    app = app_of(name)
    present = {path.stem for path in (FOLDER / name).iterdir()}

    assert present >= STANDARD - OPTIONAL
    assert present - {"__pycache__"} - STANDARD == OWN[name], "a new file or folder needs a name here, and a reason"
    assert app.service.name == name
    assert (importlib.import_module(f"services.{name}").__doc__ or "").count("\n") >= 3, "the card says what it does"


@pytest.mark.parametrize("name", SERVICES)
def test_in_kafka_a_service_may_read_what_it_hears_and_write_what_it_says_and_nothing_else(name: str) -> None:
    service, rights = app_of(name).service, rights_of(name)

    topics = {
        operation: {right.name for right in rights if (right.resource, right.operation) == (Resource.TOPIC, operation)}
        for operation in Operation
    }

    marker = {f"serein.marker.{service.deployed_name}"}
    assert topics == {
        Operation.READ: set(service.topics),
        Operation.WRITE: set(service.said_topics),
        Operation.CREATE: marker,
        Operation.DESCRIBE: marker,
    }
    assert {right.name for right in rights if right.resource is Resource.GROUP} == {service.deployed_name}
    assert {right.user for right in rights} == {f"serein_{name}"}


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
async def test_every_table_with_client_data_has_row_level_security(
    name: str, harness: OpenHarness, database_url: str
) -> None:
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

    isolated = {row["relname"] for row in rows if row["forced"] and row["policy"]}
    assert isolated_tables(app.tables.metadata) | {"outbox", "dead_letter"} <= isolated
    assert (role["rolsuper"], role["rolbypassrls"], role["owns"]) == (False, False, 0)


@pytest.mark.feature(11)
@pytest.mark.parametrize("name", SERVICES)
async def test_no_row_of_a_client_is_seen_without_this_client(
    name: str, harness: OpenHarness, database_url: str
) -> None:
    service = await harness(app_of(name))
    client = await planted(name, database_url)
    isolated = isolated_by(name)

    seen = {
        tenant: {table: await rows_seen(service.running.database, tenant, f"{name}.{table}") for table in isolated}
        for tenant in (None, service.other_client_id, client)
    }

    assert seen[None] == seen[service.other_client_id] == dict.fromkeys(isolated, 0)
    assert all(seen[client].values())  # a trigger may have added a row of its own


@pytest.mark.feature(11)
@pytest.mark.parametrize("name", SERVICES)
async def test_only_the_role_of_jobs_can_ask_for_all_clients(
    name: str, harness: OpenHarness, database_url: str
) -> None:
    """A statement that is smuggled into a request runs as the other role: it may set what it likes."""
    service = await harness(app_of(name))
    await planted(name, database_url)
    url = service.running.settings.database_url.get_secret_value()

    seen = {
        (role, tenant): await seen_by(address, tenant, [f"{name}.{table}" for table in isolated_by(name)])
        for role, address in (("requests", url), ("jobs", jobs_url(url)))
        for tenant in ("*", "")
    }

    assert set(seen["requests", "*"]) == set(seen["requests", ""]) == set(seen["jobs", ""]) == {0}
    assert all(seen["jobs", "*"])
    with pytest.raises(asyncpg.PostgresError):
        await seen_by(url, "*", ["nothing"], first=f"SET ROLE {jobs_role_of(name)}")


def isolated_by(name: str) -> list[str]:
    """The tables of a service with client data."""
    return sorted(isolated_tables(app_of(name).tables.metadata) | {"outbox", "dead_letter"})


PLANTED: dict[str, UUID] = {}


async def planted(name: str, database_url: str) -> UUID:
    """The client who has a row in each of these tables; planted once."""
    if name not in PLANTED:
        PLANTED[name] = uuid4()
        owner = await asyncpg.connect(database_url)
        for table in isolated_by(name):
            await plant_row(owner, name, table, PLANTED[name])
        await owner.close()
    return PLANTED[name]


async def seen_by(url: str, tenant: str, tables: list[str], *, first: str = "SELECT 1") -> list[int]:
    """How many rows of each table a role sees that sets this tenant by itself."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(first)
        await connection.execute("SELECT set_config('serein.client', $1, false)", tenant)
        return [await connection.fetchval(f"SELECT count(*) FROM {table}") for table in tables]
    finally:
        await connection.close()


async def test_the_roles_of_a_service_reach_no_other_schema(harness: OpenHarness, database_url: str) -> None:
    for name in SERVICES:
        await harness(app_of(name))
    connection = await asyncpg.connect(database_url)

    reached = await connection.fetch(
        "SELECT r.rolname, n.nspname FROM pg_roles r, pg_namespace n WHERE r.rolname LIKE 'serein\\_%'"
        " AND n.nspname = ANY($1) AND has_schema_privilege(r.oid, n.oid, 'USAGE')",
        list(SERVICES),
    )
    writes = await connection.fetchval(
        "SELECT count(*) FROM pg_roles r, unnest($1::text[]) s WHERE r.rolname LIKE 'serein\\_%'"
        " AND has_table_privilege(r.oid, format('%I.migration', s), 'INSERT')",
        list(SERVICES),
    )
    await connection.close()

    own = {(role, name) for name in SERVICES for role in (role_of(name), jobs_role_of(name))}
    assert {(row["rolname"], row["nspname"]) for row in reached} == own
    assert writes == 0


async def rows_seen(database: Database, tenant: UUID | None, table: str) -> int:
    async with database.begin(tenant, read_only=True) as tx:
        return int(await tx.value(text(f"SELECT count(*) FROM {table}")))


def test_every_event_that_is_handled_is_published_by_a_service() -> None:
    apps = [app_of(name).service for name in SERVICES]
    published = {event.event_name for service in apps for event in service.publishes}
    handled = {event.event_name for service in apps for event in service.handlers}

    assert handled <= published
    assert published <= set(REGISTRY.versions)


@pytest.mark.parametrize("name", SERVICES)
def test_a_row_that_is_logged_by_mistake_shows_none_of_its_values(name: str) -> None:
    classes = [mapper.class_ for mapper in app_of(name).tables.registry.mappers]

    assert classes
    assert [cls.__name__ for cls in classes if "__repr__" in vars(cls)] == []


UNTYPED = re.compile(r"\bRow\[Any\]|\*\*values: Any|\btx\.(fetch|value)\(")
"""What the kit and tests may use, and services may not: rows and columns that mypy does not know."""


@pytest.mark.parametrize("name", SERVICES)
def test_rows_are_typed_to_the_column(name: str) -> None:
    files = sorted((FOLDER / name).rglob("*.py"))
    lines = [(file.name, line.strip()) for file in files for line in file.read_text("utf-8").splitlines()]

    found = [(name, line) for name, line in lines if UNTYPED.search(line)]

    assert len(lines) > 100
    assert found == []
