"""Live states: the events that an open stream receives, and when it ends."""

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
from contracts.events.document import Channel, DocumentRefused
from contracts.events.document_state import DocumentState, DocumentStateChanged
from contracts.events.task import TaskOpened, TaskReason
from contracts.reason import Reason
from contracts.registry import Event
from libs.embedded.broker import Broker
from libs.service_kit import kafka
from tests.conftest import SettingsFor
from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform, User, start_platform
from tests.ocr_extract.builders import document_received

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


@dataclass
class EventStream:
    """An open stream of events."""

    answer: httpx.Response
    lines: AsyncIterator[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.answer.aiter_lines()

    async def next_events(self, number: int) -> list[tuple[str, dict[str, Any]]]:
        """Returns the next events with their ids."""
        events: list[tuple[str, dict[str, Any]]] = []
        mark = ""
        async with asyncio.timeout(120):
            while len(events) < number:
                line = await anext(self.lines)
                if line.startswith("id: "):
                    mark = line.removeprefix("id: ")
                if line.startswith("data: "):
                    events.append((mark, json.loads(line.removeprefix("data: "))))
        return events

    async def read_to_end(self) -> None:
        async with asyncio.timeout(120):
            async for _ in self.lines:
                pass


@asynccontextmanager
async def open_stream(user: User, client: str | None = None, last: str | None = None) -> AsyncIterator[EventStream]:
    headers = {"authorization": f"Bearer {user.session['token']}"} | ({"last-event-id": last} if last else {})
    path = f"/v1/clients/{client or user.session['client_id']}/events"
    async with user.browser.stream("GET", path, headers=headers) as answer:
        stream = EventStream(answer)
        if answer.status_code == 200:
            assert await anext(stream.lines) == "retry: 2000"
            await asyncio.sleep(0.5)
        yield stream


async def tell(platform: Platform, owner: User, state: DocumentState = DocumentState.RECEIVED) -> str:
    """A new document of the client is in this state. Returns its id."""
    document_id = uuid4()
    await publish(platform, state_of(owner, document_id, state))
    return str(document_id)


def state_of(owner: User, document_id: UUID, state: DocumentState) -> DocumentStateChanged:
    client = UUID(owner.session["client_id"])
    return DocumentStateChanged(client_id=client, document_id=document_id, state=state, changed_at=NOW)


async def publish(platform: Platform, *events: Event) -> None:
    """Publish events on the broker, as other services do."""
    producer = kafka.producer(platform.running["gateway"].settings)
    await producer.start()
    try:
        for event in events:
            raw = Envelope.wrap(event, source="test").encode()
            await producer.send_and_wait(event.topic.name, raw, key=event.key.encode())
    finally:
        await producer.stop()


async def test_a_stream_shows_a_received_document(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    async with open_stream(owner) as stream:
        document = await tell(platform, owner)
        ((_, events),) = await stream.next_events(1)

    assert stream.answer.headers["content-type"].startswith("text/event-stream")
    assert events.keys() == {"type", "state", "document_id", "at"}
    assert (events["type"], events["state"], events["document_id"]) == ("document", "received", document)


async def test_a_stream_shows_tasks_bookings_and_deliveries(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    client, document, task = UUID(owner.session["client_id"]), uuid4(), uuid4()

    async with open_stream(owner) as stream:
        await publish(
            platform,
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
        events = [data for _, data in await stream.next_events(3)]

    assert {(d["type"], d["state"], d.get("document_id"), d.get("task_id")) for d in events} == {
        ("task", "opened", str(document), str(task)),
        ("booking", "linked", str(document), None),
        ("delivery", "delivery_failed", str(document), None),
    }


@pytest.mark.feature(134)
async def test_a_stream_shows_the_progress_of_reading(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    scan, torn = uuid4(), uuid4()

    async with open_stream(owner) as stream:
        await publish(
            platform,
            state_of(owner, scan, DocumentState.RECEIVED),
            state_of(owner, scan, DocumentState.READING),
            state_of(owner, scan, DocumentState.READ),
            state_of(owner, torn, DocumentState.UNREADABLE),
        )
        events = [data for _, data in await stream.next_events(4)]

    states = [(data["document_id"], data["state"]) for data in events]
    assert states == [(str(scan), "received"), (str(scan), "reading"), (str(scan), "read"), (str(torn), "unreadable")]


async def test_a_stream_tells_states_of_documents_only_from_the_service_that_lists_them(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    client = UUID(owner.session["client_id"])
    received = document_received(client, "14" * 32)
    refused = DocumentRefused(
        client_id=client,
        document_id=uuid4(),
        filename="leeg.pdf",
        size=0,
        channel=Channel.UPLOAD,
        received_at=NOW,
        reason=Reason(code="file_empty"),
    )

    async with open_stream(owner) as stream:
        await publish(platform, received, refused)
        ((_, first),) = await stream.next_events(1)

    assert (first["type"], first["state"], first["document_id"]) == ("file", "refused", str(refused.document_id))


async def test_a_stream_resumed_from_its_last_id_misses_nothing_and_repeats_nothing(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())
    async with open_stream(owner) as stream:
        first = await tell(platform, owner)
        ((mark, _),) = await stream.next_events(1)

    missed = [await tell(platform, owner) for _ in range(3)]
    async with open_stream(owner, last=mark) as stream:
        events = [data["document_id"] for _, data in await stream.next_events(3)]

    assert sorted(events) == sorted(missed)
    assert first not in events


async def test_a_stream_resumed_too_late_asks_for_a_reload(platform: Platform) -> None:
    owner = await platform.owner(await platform.firm())

    async with open_stream(owner, last="12-1000") as stream:
        ((_, events),) = await stream.next_events(1)

    assert (events["type"], events["state"]) == ("gap", "reload")


async def test_a_stream_does_not_show_another_client(platform: Platform) -> None:
    admin = await platform.firm()
    one, other = await platform.owner(admin), await platform.owner(admin)

    async with open_stream(one) as stream:
        await tell(platform, other)
        mine = await tell(platform, one)
        ((_, events),) = await stream.next_events(1)

    assert events["document_id"] == mine


async def test_a_stream_without_a_right_to_the_client_is_refused(platform: Platform) -> None:
    admin = await platform.firm()
    one, other = await platform.owner(admin), await platform.owner(admin)

    async with open_stream(one, client=other.session["client_id"]) as stream:
        assert stream.answer.status_code == 404


@pytest.mark.feature(54)
async def test_the_stream_of_a_user_ends_when_they_are_disabled_or_sign_out(platform: Platform) -> None:
    admin = await platform.firm()
    staff, address = f"/v1/firms/{admin.session['firm_id']}/staff", email("collega")
    colleague = {"email": address, "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    user_id = (await admin("POST", staff, json=colleague)).json()["user_id"]
    owner, employee = await platform.owner(admin), await platform.sign_in(address)

    async with open_stream(employee, owner.session["client_id"]) as one, open_stream(owner) as other:
        await admin("PATCH", f"{staff}/{user_id}", json={"active": False})
        await owner("DELETE", "/v1/sessions/current")

        await one.read_to_end()
        await other.read_to_end()


async def test_a_user_has_a_bounded_number_of_streams_and_gets_them_back(
    settings_for: SettingsFor, broker: Broker
) -> None:
    platform = await start_platform(settings_for, broker, streams_per_user=2, live_beat_seconds=0.2)
    try:
        owner = await platform.owner(await platform.firm())
        async with open_stream(owner), open_stream(owner), open_stream(owner) as third:
            await third.answer.aread()

        async with asyncio.timeout(120):
            while True:
                async with open_stream(owner) as again:
                    if again.answer.status_code == 200:
                        break
                await asyncio.sleep(0.2)
        assert (third.answer.status_code, third.answer.json()["code"]) == (429, "too_many_streams")
    finally:
        await platform.stack.aclose()


async def test_an_idle_stream_sends_heartbeats_and_ends_with_the_process(
    settings_for: SettingsFor, broker: Broker
) -> None:
    platform = await start_platform(settings_for, broker, live_beat_seconds=0.3)
    owner = await platform.owner(await platform.firm())

    async with open_stream(owner) as stream:
        async with asyncio.timeout(120):
            while not (await anext(stream.lines)).startswith(": here"):
                pass
        await platform.running["gateway"].stop()
        await stream.read_to_end()  # raises when the connection was cut off
    await platform.stack.aclose()
