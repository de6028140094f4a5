"""The platform's mail server writes to accounting packages, and to nobody whom a client's user thinks of."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from contracts.events.delivery import DeliveryFailed
from libs.embedded.receivers import SmtpReceiver
from services.delivery import domain
from services.delivery.app import app
from services.delivery.domain import SentLately
from services.directory.domain.rights import Role, rights_on_client
from tests.conftest import OpenHarness
from tests.delivery.builders import client_configured
from tests.delivery.running import RunningDelivery, service_settings

OWNER = sorted(rights_on_client(Role.CLIENT_OWNER, closed=False))
STAFF = sorted(rights_on_client(Role.FIRM_STAFF, closed=False))
FIELDS = ["address", "purchase", "sales", "misc"]


async def set_destination(delivery: RunningDelivery, rights: list[str], **settings: Any) -> Any:
    made = await delivery.call("POST", "/connections", json={"connector": "email", "name": "Post"}, rights=rights)
    body = {"connection_id": made.json()["connection_id"], "settings": settings}
    return await delivery.call("PUT", "/destination", json=body, rights=rights, language="nl")


@pytest.mark.parametrize("field", FIELDS)
async def test_an_owner_cannot_send_to_whom_they_like(delivery: RunningDelivery, field: str) -> None:
    refused = await set_destination(delivery, OWNER, **{field: "slachtoffer@elders.example"})
    shown = await delivery.call("GET", "/destination")

    assert (refused.status_code, refused.json()["code"]) == (422, "address_by_staff_only")
    assert [e["pointer"] for e in refused.json()["errors"]] == [f"/settings/{field}"]
    assert "boekhouder" in refused.json()["detail"]
    assert shown.json() is None


@pytest.mark.parametrize(
    "address",
    [
        "x@evilmailtobasecone.com",
        "x@mailtobasecone.com.evil.example",
        "mailtobasecone.com@evil.example",
        "x@mailtobasecone.co",
    ],
)
async def test_a_domain_that_only_looks_like_that_of_a_package_is_none(delivery: RunningDelivery, address: str) -> None:
    assert (await set_destination(delivery, OWNER, address=address)).status_code == 422


@pytest.mark.parametrize("address", ["kantoor.bakkerij@mailtobasecone.com", "x@BE.MailToBasecone.com"])
async def test_an_owner_may_choose_an_address_of_a_known_package(delivery: RunningDelivery, address: str) -> None:
    assert (await set_destination(delivery, OWNER, address=address)).status_code == 200


async def test_an_owner_keeps_and_rearranges_what_staff_set_and_adds_nothing(delivery: RunningDelivery) -> None:
    first, second = "aankoop@docin.pakket.example", "verkoop@docin.pakket.example"
    by_staff = await set_destination(delivery, STAFF, purchase=first, sales=second)

    swapped = await set_destination(delivery, OWNER, purchase=second, sales="verkoop@DOCIN.pakket.example")
    gone = await set_destination(delivery, OWNER, purchase=first)
    added = await set_destination(delivery, OWNER, purchase=second, misc="derde@docin.pakket.example")

    assert [a.status_code for a in (by_staff, swapped, gone, added)] == [200, 200, 422, 422]


async def test_an_own_mail_server_does_not_make_an_address_known(
    delivery: RunningDelivery, mailbox: SmtpReceiver
) -> None:
    """Otherwise it would be set there first, and the connection moved to the platform's server afterwards."""
    own = {"host": "127.0.0.1", "port": mailbox.port, "sender": "ik@bakkerij.example"}
    new = {"connector": "email", "name": "Eigen", "config": own}
    made = await delivery.call("POST", "/connections", json=new, rights=OWNER)
    body = {"connection_id": made.json()["connection_id"], "settings": {"address": "slachtoffer@elders.example"}}

    assert (await delivery.call("PUT", "/destination", json=body, rights=OWNER)).status_code == 422


async def test_a_domain_opened_for_one_firm_is_for_its_clients_only(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver
) -> None:
    firm = uuid4()
    settings = service_settings(tmp_path, mailbox, delivery_mail_domains=f"Cormoran.example={firm}")
    delivery = RunningDelivery(await harness(app, **settings))

    before = await set_destination(delivery, OWNER, address="post@cormoran.example")
    await delivery.harness.handle(client_configured(delivery.harness.client_id, firm))
    after = await set_destination(delivery, OWNER, address="post@cormoran.example")

    assert (before.status_code, after.status_code) == (422, 200)


@pytest.mark.parametrize(("per_client", "per_firm", "code"), [(2, 9, "client"), (9, 2, "firm")])
async def test_what_is_more_than_an_hour_allows_waits_and_says_why(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver, per_client: int, per_firm: int, code: str
) -> None:
    rates = {"delivery_mails_per_client": per_client, "delivery_mails_per_firm": per_firm}
    delivery = RunningDelivery(await harness(app, **service_settings(tmp_path, mailbox, **rates)))
    await delivery.close_earlier_deliveries()
    await delivery.harness.handle(client_configured(delivery.harness.client_id, uuid4()))
    await delivery.by_mail()
    await delivery.handle(*[await delivery.rendered(number) for number in range(1, 4)])

    await delivery.work(4)
    listed = (await delivery.call("GET", "/deliveries", language="fr")).json()["items"]

    assert await delivery.states() == ["confirmed", "confirmed", "pending"]
    assert listed[0]["reason"]["code"] == f"mail_rate_of_{code}"
    assert "2 e-mails par heure" in listed[0]["reason"]["text"]
    assert listed[0]["next_attempt_at"] > (datetime.now(UTC) + timedelta(minutes=5)).isoformat()
    assert await delivery.harness.events(DeliveryFailed) == []


async def test_those_that_wait_keep_their_turns_and_only_the_first_of_them_is_looked_at(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver
) -> None:
    """Otherwise thousands that wait would all be leased every half minute."""
    settings = service_settings(tmp_path, mailbox, delivery_mails_per_client=1)
    delivery = RunningDelivery(await harness(app, **settings))
    await delivery.close_earlier_deliveries()
    await delivery.by_mail()
    await delivery.handle(*[await delivery.rendered(number) for number in range(1, 5)])

    await delivery.work_after_pauses(6)

    rows = await delivery.rows()
    assert [row.state for row in rows] == ["confirmed", "pending", "pending", "pending"]
    assert [row.fence > 0 for row in rows] == [True, True, False, False]
    assert rows[1].attempts_since_restart == 0


async def test_an_own_mail_server_has_no_rate_of_ours(
    harness: OpenHarness, tmp_path: Path, mailbox: SmtpReceiver
) -> None:
    settings = service_settings(tmp_path, mailbox, delivery_mails_per_client=1)
    delivery = RunningDelivery(await harness(app, **settings))
    await delivery.close_earlier_deliveries()
    own = {"host": "localhost", "port": mailbox.port, "sender": "post@cormoran.example"}
    own |= {"username": "levering", "password": "geheim-van-de-post"}
    await delivery.connect("email", own, {"address": "uid4711@docin.pakket.example"})
    await delivery.handle(*[await delivery.rendered(number) for number in range(1, 4)])

    await delivery.work(3)

    assert await delivery.states() == ["confirmed"] * 3


def test_a_turn_comes_when_the_first_mail_of_the_hour_is_an_hour_ago() -> None:
    now = datetime(2026, 3, 14, 10, 0, tzinfo=UTC)

    waits = [
        domain.wait_for_rate(SentLately(1, now), 2, now),
        domain.wait_for_rate(SentLately(2, now - timedelta(minutes=50)), 2, now),
        domain.wait_for_rate(SentLately(2, now - timedelta(hours=2)), 2, now),
        domain.wait_for_rate(SentLately(0, None), 0, now),
    ]

    assert waits == [None, timedelta(minutes=10), domain.SHORTEST_WAIT, timedelta(hours=1)]
