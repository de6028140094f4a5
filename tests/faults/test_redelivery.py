"""Repeated and reordered events change nothing; invalid records affect no other event."""

import json
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from contracts.catalogue import CATALOGUE
from contracts.envelope import Envelope
from contracts.ids import uuid7
from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.samples import DemoSet
from libs.service_kit.testing import Harness
from services.bank_sync.app import app as bank_sync_app
from services.delivery.app import app as delivery_app
from services.ingest.app import app as ingest_app
from services.ocr_extract.app import app as ocr_extract_app
from services.reconcile.app import app as reconcile_app
from services.ubl_render.app import app as ubl_render_app
from tests.conftest import OpenHarness
from tests.faults.load import draw_load, uploads_of
from tests.faults.load_run import SFTP_PASSWORD, SFTP_USER, LoadRun, delivery_settings
from tests.faults.outcomes import Outcomes
from tests.faults.simulated_broker import EXPECTED_OUTCOMES, SimulatedBroker

EXAMPLES = Path(__file__).parents[2] / "contracts" / "examples"
APPS: dict[str, Any] = {
    "ingest": ingest_app,
    "ocr_extract": ocr_extract_app,
    "bank_sync": bank_sync_app,
    "reconcile": reconcile_app,
    "ubl_render": ubl_render_app,
    "delivery": delivery_app,
}
LOAD_SEED, DOCUMENTS = 5, 8
TODAY = date(2026, 11, 16)


@pytest.fixture(scope="module")
def load() -> DemoSet:
    return draw_load(LOAD_SEED, DOCUMENTS, TODAY)


@pytest.fixture
async def mail(tmp_path: Path) -> AsyncIterator[SmtpReceiver]:
    async with SmtpReceiver(tmp_path / "mail") as server:
        yield server


@pytest.fixture
async def sftp(tmp_path: Path) -> AsyncIterator[SftpReceiver]:
    async with SftpReceiver(tmp_path / "sftp", users={SFTP_USER: SFTP_PASSWORD}) as server:
        yield server


@pytest.fixture
async def services(harness: OpenHarness, tmp_path: Path, mail: SmtpReceiver) -> dict[str, Harness[Any]]:
    settings: dict[str, dict[str, Any]] = {
        "delivery": delivery_settings(tmp_path, mail),
        "ocr_extract": {"reader_workers": 1},
    }
    return {name: await harness(app, dead_letter_limit=1000, **settings.get(name, {})) for name, app in APPS.items()}


@pytest.fixture
def load_run(services: dict[str, Harness[Any]], mail: SmtpReceiver, sftp: SftpReceiver, load: DemoSet) -> Any:
    def build(seed: int, **broker: Any) -> LoadRun:
        return LoadRun(services, SimulatedBroker(services, random.Random(f"wire-{seed}"), **broker), mail, sftp, load)

    return build


async def run_load(load_run: LoadRun) -> Outcomes:
    """Send the whole load through all services."""
    await load_run.broker.begin()
    for client in load_run.load.clients:
        load_run.broker.publish(await load_run.create_client(client))
    await load_run.broker.deliver_all()
    await load_run.hand_in(*uploads_of(load_run.load, LOAD_SEED))
    await load_run.process_all()
    return await load_run.outcomes()


@pytest.mark.feature(128)
async def test_events_that_come_up_to_five_times_and_overtake_each_other_end_as_if_each_came_once(
    load_run: Any,
) -> None:
    once = load_run(0)
    single = await run_load(once)

    for seed in (1, 2):
        often = load_run(seed, copies=5, reordering=True)
        outcomes = await run_load(often)

        assert outcomes.differences(single) == [], f"broker seed {seed}"
        assert {outcome for _, outcome in often.broker.outcomes} <= EXPECTED_OUTCOMES
        assert often.broker.delivered > 2 * once.broker.delivered
    assert {outcome for _, outcome in once.broker.outcomes} <= {"handled", "skipped"}
    assert "delivered" in Counter(outcome.state for outcome in single.documents.values())


async def test_a_document_that_overtakes_its_clients_snapshot_waits_for_it(load_run: Any, load: DemoSet) -> None:
    """The directory may be down for a while after a client was created; no user should have to act."""
    run: LoadRun = load_run(0)
    await run.broker.begin()
    snapshots = [await run.create_client(client) for client in load.clients]
    upload = next(one for one in uploads_of(load, LOAD_SEED) if one.filename.endswith(".xml"))

    await run.hand_in(upload)
    await run.broker.deliver_all()
    run.broker.publish(*snapshots)
    await run.process_all()

    (outcome,) = (await run.outcomes()).documents.values()
    assert outcome.state not in ("received", "read"), run.broker.outcomes


def garbage() -> bytes:
    return b"\xff{ no envelope " + uuid4().bytes


def newer_version(name: str) -> bytes:
    """An event of an unknown version, as from a producer that was deployed first."""
    event = json.loads((EXAMPLES / f"{name}.v1.json").read_text())
    return envelope_of(f"{name}.v99", event, event.get("client_id")).encode()


def wrong_tenant(name: str) -> bytes:
    """A valid event in the envelope of another client."""
    event = json.loads((EXAMPLES / f"{name}.v1.json").read_text())
    return envelope_of(f"{name}.v1", event, str(uuid4())).encode()


def no_such_fields(name: str) -> bytes:
    """An envelope whose data does not fit its type."""
    return envelope_of(f"{name}.v1", {"client_id": None, "nonsense": [1, 2]}, None).encode()


def envelope_of(type_: str, data: dict[str, Any], client: str | None) -> Envelope:
    event_id = uuid7()
    return Envelope(
        id=event_id,
        type=type_,
        source="test",
        time=datetime.now(UTC),
        client=UUID(client) if client else None,
        correlation=event_id,
        data=data,
    )


async def test_invalid_records_on_every_topic_affect_no_other_event_and_become_dead_letters(
    load_run: Any, services: dict[str, Harness[Any]]
) -> None:
    clean = await run_load(load_run(0))
    run: LoadRun = load_run(1, reordering=True)
    expected: Counter[tuple[bytes, str]] = Counter()

    for name, versions in CATALOGUE.versions.items():
        topic = versions[1].topic.name
        subscribers = sum(any(cls.event_name == name for cls in s.running.app.service.heard) for s in services.values())
        no_event = garbage()
        expected[no_event, "dead"] += run.broker.inject(topic, no_event)
        for bad in (wrong_tenant(name), no_such_fields(name)):
            run.broker.inject(topic, bad)
            expected[bad, "dead"] += subscribers  # the others know from its type that it is not for them
        newer = newer_version(name)
        run.broker.inject(topic, newer)
        expected[newer, "waiting"] += subscribers
    outcomes = await run_load(run)

    dead_letters = [x for service in services.values() for x in await service.dead_letters()]
    injected = {raw for raw, _ in expected}
    assert outcomes.differences(clean) == []
    assert Counter((bytes(x.raw), x.state) for x in dead_letters if bytes(x.raw) in injected) == +expected
    assert [x.reason for x in dead_letters if x.client_id in run.clients.values()] == []
