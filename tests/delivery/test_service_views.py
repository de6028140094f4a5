"""Which deliveries the API shows, and to whom."""

import pytest
from sqlalchemy import text

from services.delivery import domain
from tests.delivery.builders import client_configured
from tests.delivery.running import RunningDelivery

TABLES = ("client", "connection", "destination", "delivery", "attempt")


@pytest.mark.feature(300)
async def test_each_delivery_keeps_the_package_it_was_rendered_for(delivery: RunningDelivery) -> None:
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered(1, package="octopus"), await delivery.rendered(2, package="yuki"))

    shown = (await delivery.call("GET", "/deliveries")).json()["items"]

    assert [d["package"] for d in shown] == ["yuki", "octopus"]


async def test_the_list_of_deliveries_comes_in_pages_and_can_be_narrowed(delivery: RunningDelivery) -> None:
    await delivery.by_mail()
    events = [await delivery.rendered(n) for n in range(5)]
    await delivery.handle(*events)
    await delivery.work(6)

    first = (await delivery.call("GET", "/deliveries?limit=2")).json()
    second = (await delivery.call("GET", f"/deliveries?limit=2&cursor={first['next']}")).json()
    third = (await delivery.call("GET", f"/deliveries?limit=2&cursor={second['next']}")).json()
    one = (await delivery.call("GET", f"/deliveries?document_id={events[2].document_id}")).json()["items"]
    none = (await delivery.call("GET", "/deliveries?state=failed")).json()["items"]

    listed = [d["document_id"] for page in (first, second, third) for d in page["items"]]
    assert listed == [str(e.document_id) for e in reversed(events)]
    assert third["next"] is None
    assert [d["document_id"] for d in one] == [str(events[2].document_id)]
    assert none == []
    assert (await delivery.call("GET", "/deliveries?cursor=nonsense")).status_code == 400


async def test_another_clients_deliveries_are_not_there(delivery: RunningDelivery) -> None:
    await delivery.by_mail()
    event = await delivery.rendered()
    await delivery.handle(event)
    path = f"/deliveries/{domain.delivery_id(event.client_id, event.release_id)}"

    stranger = await delivery.call("GET", path, client_id=delivery.harness.other_client_id)
    action = await delivery.call(
        "POST", f"{path}/actions", json={"action": "arrived"}, client_id=delivery.harness.other_client_id
    )
    without = await delivery.call("GET", path, rights=["documents:read"])
    reader = await delivery.call("POST", f"{path}/actions", json={"action": "retry"}, rights=["deliveries:read"])

    assert (stranger.status_code, action.status_code) == (404, 404)
    assert (without.status_code, reader.status_code) == (403, 403)


async def test_a_query_without_a_tenant_sees_nothing(delivery: RunningDelivery) -> None:
    await delivery.harness.handle(client_configured(delivery.harness.client_id))
    await delivery.by_mail()
    await delivery.handle(await delivery.rendered())
    await delivery.work()

    async with delivery.harness.context().read() as tx:
        with_tenant = {table: await tx.value(text(f"SELECT count(*) FROM delivery.{table}")) for table in TABLES}
    async with delivery.harness.running.database.begin(None, read_only=True) as tx:
        without = {table: await tx.value(text(f"SELECT count(*) FROM delivery.{table}")) for table in TABLES}

    assert with_tenant == dict.fromkeys(TABLES, 1), "there is something to see"
    assert without == dict.fromkeys(TABLES, 0)
