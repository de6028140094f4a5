"""One trace follows an event from its publisher, through Kafka, to the events that it causes."""

import asyncio
from collections.abc import Iterator
from uuid import uuid4

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from contracts.envelope import Envelope
from contracts.registry import Malformed
from libs.embedded.ports import free_port
from libs.service_kit import kafka
from libs.service_kit.running import Running
from libs.service_kit.testing import Harness
from tests.conftest import AnyBroker, OpenHarness, SettingsFor
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import TOY, Answered, Counted

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
TRACEPARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """A span collector in memory, for one test."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    monkeypatch.setattr("libs.service_kit.telemetry._tracer", provider.get_tracer("serein"))
    yield exporter
    provider.shutdown()


async def test_the_trace_of_an_event_continues_in_its_answer_and_in_the_headers_of_the_record(
    settings_for: SettingsFor, broker: AnyBroker, spans: InMemorySpanExporter
) -> None:
    settings = settings_for(app, kafka_bootstrap=broker.bootstrap, port=free_port())
    await kafka.create_topics(settings, [TOY])
    said = Envelope.wrap(Counted(client_id=uuid4(), number=1), source="t", traceparent=TRACEPARENT)
    running = Running(app, settings)
    await running.start()
    try:
        producer = kafka.producer(settings)
        await producer.start()
        await producer.send_and_wait(TOY.name, said.encode(), key=b"k")
        await producer.stop()

        answer, headers = await answer_of(said, settings)
    finally:
        await running.stop()

    ours = [span for span in spans.get_finished_spans() if trace_of(span) == TRACE]
    (handled,) = [span for span in ours if span.name == "toy toy.counted.v1"]
    assert handled.parent is not None
    assert handled.parent.is_remote
    assert answer.traceparent is not None
    assert answer.traceparent.split("-")[1:3] == [TRACE, span_of(handled)]
    assert headers["traceparent"].decode() == answer.traceparent


async def test_a_request_continues_the_trace_of_the_gateway(harness: OpenHarness, spans: InMemorySpanExporter) -> None:
    toy: Harness[Deps] = await harness(app)

    await toy.http("GET", f"/v1/clients/{toy.client_id}/counts", headers={"traceparent": TRACEPARENT})

    (served,) = [span for span in spans.get_finished_spans() if span.name == "GET /v1/clients/{client_id}/counts"]
    assert (trace_of(served), served.parent and served.parent.is_remote) == (TRACE, True)


def trace_of(span: ReadableSpan) -> str:
    return f"{context_of(span).trace_id:032x}"


def span_of(span: ReadableSpan) -> str:
    return f"{context_of(span).span_id:016x}"


def context_of(span: ReadableSpan) -> trace.SpanContext:
    context = span.get_span_context()
    assert context is not None
    return context


async def answer_of(said: Envelope, settings: object) -> tuple[Envelope, dict[str, bytes]]:
    """The answer of the toy service to this event, with the headers of its record."""
    consumer = kafka.consumer(settings, f"test-{uuid4()}")  # type: ignore[arg-type]
    await consumer.start()
    consumer.subscribe([TOY.name])
    try:
        async with asyncio.timeout(120):
            async for record in consumer:
                envelope = envelope_in(record.value or b"")
                if envelope is not None and (envelope.type, envelope.causation) == (Answered.type(), said.id):
                    return envelope, dict(record.headers)
    finally:
        await consumer.stop()
    raise AssertionError("the consumer ended")


def envelope_in(value: bytes) -> Envelope | None:
    """The envelope; None for what other tests have put on the topic, which lasts for the session on Apache Kafka."""
    try:
        return Envelope.parse(value)
    except Malformed:
        return None
