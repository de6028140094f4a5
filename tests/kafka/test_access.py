"""Users and rights on a real Kafka: the broker, the job and the passwords of the compose file."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from aiokafka.client import AIOKafkaClient
from aiokafka.errors import (
    ClusterAuthorizationFailedError,
    GroupAuthorizationFailedError,
    KafkaConnectionError,
    NoError,
    SaslAuthenticationFailed,
    TopicAuthorizationFailedError,
    for_code,
)
from aiokafka.protocol.fetch import FetchRequest
from pydantic import SecretStr
from structlog.testing import capture_logs

from cli.demo.environment import DemoEnvironment
from cli.demo.scenario import Scenario
from cli.installation import SERVICES
from cli.platform import app_of
from contracts.registry import Topic
from deploy.new_env import EXAMPLE, filled
from libs.embedded.ports import free_port
from libs.embedded.receivers.self_signed import certificate_and_key
from libs.samples import demo_set
from libs.service_kit import kafka
from libs.service_kit.kafka_access import Operation, Resource, Right, User, give_access
from libs.service_kit.kafka_connection import connection, start
from libs.service_kit.running import Running
from libs.service_kit.settings import KitSettings
from services import kafka_access
from tests.conftest import ON_KAFKA, SettingsFor
from tests.deploy import compose_file
from tests.kafka.cluster import KafkaCluster
from tests.kafka.compose_broker import ComposeBroker
from tests.skips import Skip, needs

pytestmark = [pytest.mark.kafka, needs(ON_KAFKA, Skip.KAFKA)]


@pytest.fixture(scope="module")
def passwords() -> dict[str, str]:
    """The settings of a new installation."""
    return compose_file.env_file(filled(EXAMPLE.read_text("utf-8")))


@pytest.fixture(scope="module")
def broker_of_compose(passwords: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComposeBroker]:
    """The broker of the compose file, as new as its volume is at first."""
    with ComposeBroker(tmp_path_factory.mktemp("compose-kafka"), passwords) as one:
        yield one


def given(broker: ComposeBroker, passwords: Mapping[str, str], container: str) -> dict[str, str]:
    """What a container gets of Kafka."""
    environment = broker.here(compose_file.environment(compose_file.read()["services"][container], passwords))
    return {name: value for name, value in environment.items() if name.startswith("SEREIN_KAFKA_")}


def as_settings(environment: Mapping[str, str]) -> dict[str, Any]:
    names = {f"SEREIN_{name.upper()}": name for name in KitSettings.model_fields}
    return {names[name]: value for name, value in environment.items() if name in names}


@pytest.fixture(scope="module")
def access(broker_of_compose: ComposeBroker, passwords: dict[str, str]) -> ComposeBroker:
    """The broker after the job has run, twice as at a second `docker compose up`."""
    for _ in range(2):
        run_job(broker_of_compose, passwords)
    return broker_of_compose


def run_job(broker: ComposeBroker, passwords: dict[str, str]) -> None:
    """What the container `kafka-access` does."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in given(broker, passwords, "kafka-access").items():
            patch.setenv(name, value)
        assert kafka_access.run(os.environ) == 0


@pytest.fixture
def signed_in(access: ComposeBroker, passwords: dict[str, str]) -> Any:
    """Returns a function that gives the settings of a service, signed in as itself."""

    def build(service: str, **more: Any) -> KitSettings:
        return KitSettings(**as_settings(given(access, passwords, service.replace("_", "-"))) | more)

    return build


@pytest.fixture
def admin(access: ComposeBroker, passwords: dict[str, str]) -> KitSettings:
    """The settings of the job."""
    return KitSettings(**as_settings(given(access, passwords, "kafka-access")))


async def write(settings: KitSettings, topic: str) -> None:
    producer = kafka.producer(settings)
    try:
        await start(settings, producer.start)
        await producer.send_and_wait(topic, b"{}", key=b"k")
    finally:
        await producer.stop()


async def read(settings: KitSettings, topic: str, group: str) -> int:
    """The offset of the first record of a topic."""
    consumer = kafka.consumer(settings, group)
    await start(settings, consumer.start)
    try:
        consumer.subscribe([topic])
        async with asyncio.timeout(30):
            return int((await consumer.getone()).offset)
    finally:
        await consumer.stop()


async def test_a_service_writes_what_it_says_and_another_reads_it(signed_in: Any) -> None:
    await write(signed_in("ingest"), "document")

    assert await read(signed_in("ocr_extract"), "document", "ocr-extract") == 0
    assert await fetched(signed_in("ocr_extract"), "document") is NoError


@pytest.mark.parametrize(
    ("service", "topic"), [("ingest", "client"), ("delivery", "bank"), ("ocr_extract", "document"), ("gateway", "task")]
)
async def test_a_service_cannot_say_what_another_says(service: str, topic: str, signed_in: Any) -> None:
    with pytest.raises(TopicAuthorizationFailedError):
        await write(signed_in(service), topic)


@pytest.mark.parametrize(("service", "topic"), [("ingest", "bank"), ("delivery", "document"), ("ubl_render", "audit")])
async def test_a_service_cannot_read_what_it_does_not_hear(service: str, topic: str, signed_in: Any) -> None:
    assert await fetched(signed_in(service), topic) is TopicAuthorizationFailedError
    assert topic not in await kafka.existing_topics(signed_in(service))


async def fetched(settings: KitSettings, topic: str) -> type[Exception]:
    """What Kafka answers to who asks for the records of a topic by its name, past all that a client does before."""
    client = AIOKafkaClient(**connection(settings))
    await start(settings, client.bootstrap)
    try:
        asked = FetchRequest(100, 1, 1 << 20, 0, [(topic, [(0, 0, 1 << 20)])])
        answer = await client.send(client.get_random_node(), asked)
    finally:
        await client.close()
    ((_, ((_, code, *_),)),) = answer.topics
    error: type[Exception] = for_code(code)
    return error


async def test_a_service_cannot_take_the_work_of_another_by_joining_its_group(signed_in: Any) -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        await read(signed_in("ingest"), "client", "delivery")


async def test_a_service_makes_no_topic_but_its_marker(signed_in: Any) -> None:
    settings = signed_in("ingest")

    with pytest.raises(TopicAuthorizationFailedError):
        await kafka.create_topics(settings, [Topic("ingests-own", key="client_id", partitions=1)])
    await kafka.create_topics(settings, [Topic("serein.marker.ingest", key="client_id", partitions=1)])

    assert "serein.marker.ingest" in await kafka.existing_topics(settings)


async def test_a_service_sees_the_names_of_its_own_topics_alone(signed_in: Any) -> None:
    seen = await kafka.existing_topics(signed_in("ubl_render"))

    assert seen - {"serein.marker.ubl-render"} == {"platform", "release", "rendering"}


async def test_a_service_cannot_give_itself_a_right_or_another_a_password(signed_in: Any) -> None:
    settings = signed_in("ingest")
    wish = Right("serein_ingest", Resource.TOPIC, "bank", Operation.READ)

    with pytest.raises(ClusterAuthorizationFailedError):
        await give_access(settings, [], [wish])
    with pytest.raises(ClusterAuthorizationFailedError):
        await give_access(settings, [User("serein_delivery", "mine now")], [])


async def test_who_is_no_user_comes_in_at_no_port(access: ComposeBroker) -> None:
    for port in (access.port, access.admin_port):
        with pytest.raises(KafkaConnectionError):
            await kafka.existing_topics(KitSettings(kafka_bootstrap=f"127.0.0.1:{port}"))


async def test_the_user_whom_kafka_obeys_does_not_come_in_where_the_services_do(
    admin: KitSettings, access: ComposeBroker
) -> None:
    for mechanism in ("PLAIN", "SCRAM-SHA-512"):
        at_the_services_door = {"kafka_bootstrap": f"127.0.0.1:{access.port}", "kafka_sasl_mechanism": mechanism}

        with pytest.raises((KafkaConnectionError, SaslAuthenticationFailed)):
            await kafka.existing_topics(admin.model_copy(update=at_the_services_door))


async def test_a_right_that_is_no_longer_wanted_is_taken_back(signed_in: Any, admin: KitSettings) -> None:
    guest = signed_in("ingest", kafka_username="guest", kafka_password=SecretStr("for a while"))
    bank, task = (Right("guest", Resource.TOPIC, topic, Operation.READ) for topic in ("bank", "task"))

    await give_access(admin, [User("guest", "for a while")], [bank, task])
    await sees(guest, {"bank", "task"})
    await give_access(admin, [User("guest", "for a while")], [task])

    await sees(guest, {"task"})


async def sees(settings: KitSettings, topics: set[str]) -> None:
    """Wait until Kafka shows a user these topics and no others: a change is everywhere a moment later."""
    async with asyncio.timeout(30):
        while await kafka.existing_topics(settings) != topics:  # noqa: ASYNC110 - only asking tells
            await asyncio.sleep(0.1)


async def test_a_wrong_password_is_an_outage_in_words_until_it_is_right(
    signed_in: Any, settings_for: SettingsFor, admin: KitSettings
) -> None:
    right = signed_in("ingest")
    mistyped = as_given(right) | {"kafka_password": SecretStr("not this one"), "port": free_port()}
    running = Running(app_of("ingest"), settings_for(app_of("ingest"), **mistyped))
    own = kafka_access.rights_of("ingest")

    with capture_logs() as logs:
        starting = asyncio.create_task(running.start())
        async with asyncio.timeout(60):
            while not waits(logs):  # noqa: ASYNC110 - a log wakes nobody
                await asyncio.sleep(0.1)
        assert not starting.done()
        await give_access(admin, [User("serein_ingest", "not this one")], own)
        async with asyncio.timeout(60):
            await starting
            while not all((await running.ready()).values()):  # noqa: ASYNC110 - only asking tells
                await asyncio.sleep(0.1)
    await running.stop()
    await give_access(admin, [User("serein_ingest", right.kafka_password.get_secret_value())], own)

    assert "refuses the user serein_ingest" in waits(logs)[0]
    assert "SEREIN_KAFKA_PASSWORD" in waits(logs)[0]
    assert "not this one" not in str(logs)


def as_given(settings: KitSettings) -> dict[str, Any]:
    """What these settings say about Kafka."""
    return {name: getattr(settings, name) for name in KitSettings.model_fields if name.startswith("kafka_")}


def waits(logs: list[Any]) -> list[str]:
    """What a starting service has said that it waits for."""
    return [entry["error"] for entry in logs if entry["event"] == "service.waits"]


@pytest.fixture(scope="module")
async def demo(access: ComposeBroker, passwords: dict[str, str]) -> AsyncIterator[Scenario]:
    """The whole platform after the demo, every service signed in as itself."""
    with TemporaryDirectory(prefix="serein-access-") as folder:
        Path(folder).chmod(0o755)
        users = {name: as_settings(given(access, passwords, name.replace("_", "-"))) for name in SERVICES}
        environment = DemoEnvironment(
            Path(folder),
            durable=False,
            bootstrap=f"127.0.0.1:{access.port}",
            overrides=users,
            for_all={"kafka_idempotent": True, "kafka_session_ms": 6000},
        )
        scenario = Scenario(environment, demo_set(2026), lambda *_: None)
        try:
            await environment.start(lambda _: None)
            scenario.results, scenario.unexplained = await scenario.run()
            yield scenario
        finally:
            await scenario.close()
            await environment.stop()


async def test_the_whole_platform_works_with_no_more_rights_than_these(demo: Scenario) -> None:
    faults = [f"{result.expected.name}: {fault}" for result in demo.results for fault in result.faults]

    assert faults == []
    assert demo.unexplained == []
    assert len(demo.results) >= 12


@pytest.fixture
def encrypted(passwords: dict[str, str], tmp_path: Path) -> Iterator[tuple[ComposeBroker, Path]]:
    """The same broker with a certificate where the services come in, after the job has run; and the certificate."""
    certificate, key = certificate_and_key()
    (tmp_path / "broker.pem").write_bytes(key + certificate)
    (tmp_path / "ca.pem").write_bytes(certificate)
    more = {
        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP": "INSIDE:SASL_SSL,ADMIN:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
        "KAFKA_LISTENER_NAME_INSIDE_SSL_KEYSTORE_TYPE": "PEM",
        "KAFKA_LISTENER_NAME_INSIDE_SSL_KEYSTORE_LOCATION": str(tmp_path / "broker.pem"),
    }
    with ComposeBroker(tmp_path / "kafka", passwords, **more) as one:
        run_job(one, passwords)
        yield one, tmp_path / "ca.pem"


async def test_an_encrypted_kafka_is_known_by_its_certificate(
    encrypted: tuple[ComposeBroker, Path], passwords: dict[str, str]
) -> None:
    broker, certificate = encrypted
    values = as_settings(given(broker, passwords, "ingest")) | {"kafka_security_protocol": "SASL_SSL"}

    await write(KitSettings(**values, kafka_ca_file=certificate), "document")
    with pytest.raises(KafkaConnectionError, match="has no certificate that holds: self-signed certificate"):
        await write(KitSettings(**values), "document")
    mistyped = values | {"kafka_password": SecretStr("not this one"), "kafka_ca_file": certificate}
    with pytest.raises(SaslAuthenticationFailed, match="refuses the user serein_ingest"):
        await write(KitSettings(**mistyped), "document")


async def test_a_kafka_without_rights_is_refused_by_the_job(tmp_path: Path) -> None:
    with KafkaCluster(1, folder=tmp_path) as cluster, pytest.raises(Exception, match="asks nobody for rights"):
        await give_access(KitSettings(kafka_bootstrap=cluster.bootstrap), [User("guest", "x")], [])
