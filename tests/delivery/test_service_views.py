"""What is shown of deliveries, to whom; and the tables they lie in."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from services.delivery import domain
from services.delivery.tables import Table
from tests.delivery.world import World


async def test_the_tables_are_what_the_migrations_make(world: World) -> None:
    def differences(connection: Connection) -> list[object]:
        def ours(name: str | None, kind: str, parents: object) -> bool:
            return kind != "schema" or name == "delivery"

        kit = {"inbox", "outbox", "dead_letter", "data_key", "migration"}
        options = {
            "include_schemas": True,
            "include_name": ours,
            "include_object": lambda o, name, kind, *_: not (kind == "table" and name in kit),
            "compare_type": True,
        }
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), Table.metadata))

    url = world.delivery.running.settings.database_owner_url
    assert url is not None
    engine = create_async_engine(url.get_secret_value().replace("postgresql://", "postgresql+asyncpg://"))
    async with engine.connect() as connection:
        found = await connection.run_sync(differences)
    await engine.dispose()

    assert found == []


@pytest.mark.feature(300)
async def test_each_delivery_keeps_the_package_it_was_rendered_for(world: World) -> None:
    await world.by_mail()
    await world.hear(await world.rendered(1, package="octopus"), await world.rendered(2, package="yuki"))

    shown = (await world.call("GET", "/deliveries")).json()["items"]

    assert [d["package"] for d in shown] == ["yuki", "octopus"]


async def test_the_list_of_deliveries_comes_in_pages_and_can_be_narrowed(world: World) -> None:
    await world.by_mail()
    events = [await world.rendered(n) for n in range(5)]
    await world.hear(*events)
    await world.work(6)

    first = (await world.call("GET", "/deliveries?limit=2")).json()
    second = (await world.call("GET", f"/deliveries?limit=2&cursor={first['next']}")).json()
    third = (await world.call("GET", f"/deliveries?limit=2&cursor={second['next']}")).json()
    one = (await world.call("GET", f"/deliveries?document_id={events[2].document_id}")).json()["items"]
    none = (await world.call("GET", "/deliveries?state=failed")).json()["items"]

    listed = [d["document_id"] for page in (first, second, third) for d in page["items"]]
    assert listed == [str(e.document_id) for e in reversed(events)]
    assert third["next"] is None
    assert [d["document_id"] for d in one] == [str(events[2].document_id)]
    assert none == []
    assert (await world.call("GET", "/deliveries?cursor=nonsense")).status_code == 400


async def test_another_clients_deliveries_are_not_there(world: World) -> None:
    await world.by_mail()
    event = await world.rendered()
    await world.hear(event)
    path = f"/deliveries/{domain.delivery_id(event.client_id, event.release_id)}"

    stranger = await world.call("GET", path, client_id=world.delivery.other_client_id)
    action = await world.call(
        "POST", f"{path}/actions", json={"action": "arrived"}, client_id=world.delivery.other_client_id
    )
    without = await world.call("GET", path, rights=["documents:read"])
    reader = await world.call("POST", f"{path}/actions", json={"action": "retry"}, rights=["deliveries:read"])

    assert (stranger.status_code, action.status_code) == (404, 404)
    assert (without.status_code, reader.status_code) == (403, 403)


async def test_a_query_without_a_tenant_sees_nothing(world: World) -> None:
    await world.by_mail()
    await world.hear(await world.rendered())

    async with world.delivery.running.database.begin(None, read_only=True) as tx:
        for table in ("client", "connection", "destination", "delivery", "attempt"):
            assert await tx.value(text(f"SELECT count(*) FROM delivery.{table}")) == 0
