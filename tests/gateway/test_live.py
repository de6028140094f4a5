"""Live states: what a listener hears, and when he hears no more."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from contracts.envelope import Envelope
from contracts.events.booking import BookingLinked
from contracts.events.delivery import DeliveryFailed
from contracts.events.extraction import DocumentExtracted, DocumentReading, DocumentUnreadable
from contracts.events.task import TaskOpened, TaskReason
from contracts.fields import DocumentFields, DocumentKind
from contracts.reason import Reason
from contracts.registry import Event
from libs.embedded.broker import Broker
from libs.service_kit import kafka
from tests.conftest import SettingsFor
from tests.directory.builders import PASSWORD, email
from tests.gateway.world import User, World, open_world
from tests.ingest.builders import pdf

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@dataclass
class Listener:
    """An open stream."""

    answer: httpx.Response
    lines: AsyncIterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.answer.aiter_lines()

    async def hear(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """The next events with their marks."""
        heard: list[tuple[str, dict[str, Any]]] = []
        mark = ""
        async with asyncio.timeout(120):
            while len(heard) < number:
                line = await anext(self.lines)
                if line.startswith("id: "):
                    mark = line.removeprefix("id: ")
                if line.startswith("data: "):
                    heard.append((mark, json.loads(line.removeprefix("data: "))))
        return heard

    async def until_it_ends(self) -> None:
        async with asyncio.timeout(120):
            async for _ in self.lines:
                pass


@asynccontextmanager
async def listening(user: User, client: str | None = None, last: str | None = None) -> AsyncIterator[Listener]:
    headers = {"authorization": f"Bearer {user.who['token']}"} | ({"last-event-id": last} if last else {})
    path = f"/v1/clients/{client or user.who['client_id']}/events"
    async with user.browser.stream("GET", path, headers=headers) as answer:
        listener = Listener(answer)
        if answer.status_code == 200:
            assert await anext(listener.lines) == "retry: 2000"
            await asyncio.sleep(0.5)
        yield listener


async def upload(owner: User) -> str:
    path = f"/v1/clients/{owner.who['client_id']}/documents"
    answer = await owner("POST", path, files=[("files", ("a.pdf", pdf(str(uuid4())), "application/pdf"))])
    return str(answer.json()["results"][0]["document_id"])


async def say(world: World, *events: Event) -> None:
    """Put events on the broker, as other services would."""
    producer = kafka.producer(world.running["gateway"].settings)
    await producer.start()
    try:
        for event in events:
            raw = Envelope.wrap(event, source="test").encode()
            await producer.send_and_wait(event.topic.name, raw, key=event.key.encode())
    finally:
        await producer.stop()


async def test_a_listener_hears_of_an_upload(world: World) -> None:
    owner = await world.owner(await world.firm())

    async with listening(owner) as listener:
        document = await upload(owner)
        ((_, heard),) = await listener.hear(1)

    assert listener.answer.headers["content-type"].startswith("text/event-stream")
    assert heard.keys() == {"type", "state", "document_id", "at"}
    assert (heard["type"], heard["state"], heard["document_id"]) == ("document", "received", document)


async def test_a_listener_hears_of_tasks_bookings_and_deliveries(world: World) -> None:
    owner = await world.owner(await world.firm())
    client, document, task = UUID(owner.who["client_id"]), uuid4(), uuid4()

    async with listening(owner) as listener:
        await say(
            world,
            TaskOpened(
                client_id=client,
                task_id=task,
                reason=TaskReason.PAYMENT_MISSING,
                document_id=document,
                opened_at=NOW,
            ),
            BookingLinked(
                client_id=client,
                booking_id=uuid4(),
                document_ids=(document,),
                transaction_ids=(uuid4(),),
                evidence=(),
                linked_at=NOW,
            ),
            DeliveryFailed(
                client_id=client,
                delivery_id=uuid4(),
                release_id=uuid4(),
                document_id=document,
                reason=Reason(code="refused"),
                failed_at=NOW,
            ),
        )
        heard = [data for _, data in await listener.hear(3)]

    assert {(d["type"], d["state"], d.get("document_id"), d.get("task_id")) for d in heard} == {
        ("task", "opened", str(document), str(task)),
        ("booking", "linked", str(document), None),
        ("delivery", "delivery_failed", str(document), None),
    }


@pytest.mark.feature(134)
async def test_a_listener_hears_how_reading_goes_on(world: World) -> None:
    owner = await world.owner(await world.firm())
    client, sha256 = UUID(owner.who["client_id"]), "14" * 32

    async with listening(owner) as listener:
        scan, torn = UUID(await upload(owner)), uuid4()
        heard = [data for _, data in await listener.hear(1)]
        await say(
            world,
            DocumentReading(client_id=client, document_id=scan, sha256=sha256, begun_at=NOW),
            DocumentExtracted(
                client_id=client,
                document_id=scan,
                sha256=sha256,
                kind=DocumentKind.RECEIPT,
                kind_confidence=0.9,
                fields=DocumentFields(),
                reader="rapidocr",
                extracted_at=NOW,
            ),
            DocumentUnreadable(
                client_id=client, document_id=torn, sha256=sha256, reason=Reason(code="blurred"), extracted_at=NOW
            ),
        )
        heard += [data for _, data in await listener.hear(3)]

    told = [(data["document_id"], data["state"]) for data in heard]
    assert told == [(str(scan), "received"), (str(scan), "reading"), (str(scan), "read"), (str(torn), "unreadable")]


async def test_who_comes_back_with_his_mark_misses_nothing_and_hears_nothing_twice(world: World) -> None:
    owner = await world.owner(await world.firm())
    async with listening(owner) as listener:
        first = await upload(owner)
        ((mark, _),) = await listener.hear(1)

    missed = [await upload(owner) for _ in range(3)]
    async with listening(owner, last=mark) as listener:
        heard = [data["document_id"] for _, data in await listener.hear(3)]

    assert sorted(heard) == sorted(missed)
    assert first not in heard


async def test_who_comes_back_too_late_is_told_to_load_again(world: World) -> None:
    owner = await world.owner(await world.firm())

    async with listening(owner, last="12-1000") as listener:
        ((_, heard),) = await listener.hear(1)

    assert (heard["type"], heard["state"]) == ("gap", "reload")


async def test_another_client_is_heard_by_nobody_else(world: World) -> None:
    admin = await world.firm()
    one, other = await world.owner(admin), await world.owner(admin)

    async with listening(one) as listener:
        await upload(other)
        mine = await upload(one)
        ((_, heard),) = await listener.hear(1)

    assert heard["document_id"] == mine


async def test_a_listener_without_a_right_to_the_client_is_not_let_in(world: World) -> None:
    admin = await world.firm()
    one, other = await world.owner(admin), await world.owner(admin)

    async with listening(one, client=other.who["client_id"]) as listener:
        assert listener.answer.status_code == 404


@pytest.mark.feature(54)
async def test_a_listener_who_is_disabled_or_signs_out_hears_no_more(world: World) -> None:
    admin = await world.firm()
    staff, address = f"/v1/firms/{admin.who['firm_id']}/staff", email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    user_id = (await admin("POST", staff, json=colleague)).json()["user_id"]
    owner, employee = await world.owner(admin), await world.sign_in(address)

    async with listening(employee, owner.who["client_id"]) as one, listening(owner) as other:
        await admin("PATCH", f"{staff}/{user_id}", json={"active": False})
        await owner("DELETE", "/v1/sessions/current")

        await one.until_it_ends()
        await other.until_it_ends()


async def test_a_user_has_a_bounded_number_of_streams_and_gets_them_back(
    settings_for: SettingsFor, broker: Broker
) -> None:
    world = await open_world(settings_for, broker, streams_per_user=2, live_beat_seconds=0.2)
    try:
        owner = await world.owner(await world.firm())
        async with listening(owner), listening(owner), listening(owner) as third:
            await third.answer.aread()

        async with asyncio.timeout(120):
            while True:
                async with listening(owner) as again:
                    if again.answer.status_code == 200:
                        break
                await asyncio.sleep(0.2)
        assert (third.answer.status_code, third.answer.json()["code"]) == (429, "too_many_streams")
    finally:
        await world.stack.aclose()


async def test_an_idle_stream_shows_that_it_is_alive_and_does_not_keep_the_process(
    settings_for: SettingsFor, broker: Broker
) -> None:
    world = await open_world(settings_for, broker, live_beat_seconds=0.3)
    owner = await world.owner(await world.firm())

    async with listening(owner) as listener:
        async with asyncio.timeout(120):
            while not (await anext(listener.lines)).startswith(": here"):
                pass
        await world.running["gateway"].stop()
        await listener.until_it_ends()  # raises when the connection was cut off
    await world.stack.aclose()
