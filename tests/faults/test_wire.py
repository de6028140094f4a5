"""A wire that repeats and overtakes changes nothing; what is no event of ours harms nobody else."""

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
from tests.faults.ends import Ends
from tests.faults.load import draw_load, uploads_of
from tests.faults.wire import FINE, Wire
from tests.faults.works import SFTP_PASSWORD, SFTP_USER, Works, delivery_settings

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
def works(services: dict[str, Harness[Any]], mail: SmtpReceiver, sftp: SftpReceiver, load: DemoSet) -> Any:
    def build(seed: int, **wire: Any) -> Works:
        return Works(services, Wire(services, random.Random(f"wire-{seed}"), **wire), mail, sftp, load)

    return build


async def played(works: Works) -> Ends:
    """The whole load through the whole line."""
    await works.wire.begin()
    for client in works.load.clients:
        works.wire.say(await works.create_client(client))
    await works.wire.carry()
    await works.hand_in(*uploads_of(works.load, LOAD_SEED))
    await works.work()
    return await works.ends()


@pytest.mark.feature(128)
async def test_events_that_come_up_to_five_times_and_overtake_each_other_end_as_if_each_came_once(works: Any) -> None:
    once = works(0)
    single = await played(once)

    for seed in (1, 2):
        often = works(seed, copies=5, overtaking=True)
        ends = await played(often)

        assert ends.differences(single) == [], f"wire seed {seed}"
        assert {outcome for _, outcome in often.wire.outcomes} <= FINE
        assert often.wire.delivered > 2 * once.wire.delivered
    assert {outcome for _, outcome in once.wire.outcomes} <= {"handled", "skipped"}
    assert "delivered" in Counter(end.state for end in single.documents.values())


async def test_a_document_that_overtakes_its_clients_snapshot_waits_for_it(works: Any, load: DemoSet) -> None:
    """The directory's process may be down for a while after it has taken a client on; nobody should have to act."""
    run: Works = works(0)
    await run.wire.begin()
    snapshots = [await run.create_client(client) for client in load.clients]
    upload = next(one for one in uploads_of(load, LOAD_SEED) if one.filename.endswith(".xml"))

    await run.hand_in(upload)
    await run.wire.carry()
    run.wire.say(*snapshots)
    await run.work()

    (end,) = (await run.ends()).documents.values()
    assert end.state not in ("received", "read"), run.wire.outcomes


def garbage() -> bytes:
    return b"\xff{ no envelope " + uuid4().bytes


def newer_version(name: str) -> bytes:
    """An event of a version that nobody knows yet: its producer was deployed first."""
    event = json.loads((EXAMPLES / f"{name}.v1.json").read_text())
    return envelope_of(f"{name}.v99", event, event.get("client_id")).encode()


def wrong_tenant(name: str) -> bytes:
    """A right event in the envelope of another client."""
    event = json.loads((EXAMPLES / f"{name}.v1.json").read_text())
    return envelope_of(f"{name}.v1", event, str(uuid4())).encode()


def no_such_fields(name: str) -> bytes:
    """An envelope whose inside is not what its type promises."""
    return envelope_of(f"{name}.v1", {"client_id": None, "nonsense": [1, 2]}, None).encode()


def envelope_of(type_: str, data: dict[str, Any], client: str | None) -> Envelope:
    said = uuid7()
    return Envelope(
        id=said,
        type=type_,
        source="test",
        time=datetime.now(UTC),
        client=UUID(client) if client else None,
        correlation=said,
        data=data,
    )


async def test_poison_on_every_topic_harms_nobody_and_is_kept_where_an_operator_sees_it(
    works: Any, services: dict[str, Harness[Any]]
) -> None:
    clean = await played(works(0))
    run: Works = works(1, overtaking=True)
    expected: Counter[tuple[bytes, str]] = Counter()

    for name, versions in CATALOGUE.versions.items():
        topic = versions[1].topic.name
        hearing = sum(any(cls.event_name == name for cls in s.running.app.service.handlers) for s in services.values())
        for bad in (garbage(), wrong_tenant(name), no_such_fields(name)):
            expected[bad, "dead"] += run.wire.slip_in(topic, bad)
        newer = newer_version(name)
        run.wire.slip_in(topic, newer)
        expected[newer, "waiting"] += hearing
    ends = await played(run)

    letters = [x for service in services.values() for x in await service.dead_letters()]
    poison = {raw for raw, _ in expected}
    assert ends.differences(clean) == []
    assert Counter((bytes(x.raw), x.state) for x in letters if bytes(x.raw) in poison) == +expected
    assert [x.reason for x in letters if x.client_id in run.clients.values()] == []
