"""What operators see: structured logs, Prometheus metrics, OpenTelemetry traces that follow an event through Kafka."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
from prometheus_client import Counter, Gauge, Histogram

from libs.service_kit.error_report import report_of

EVENTS = Counter("serein_events_total", "Events by what became of them", ["service", "type", "outcome"])
SECONDS = Histogram(
    "serein_event_seconds",
    "Time to handle one event",
    ["service", "type"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60),
)
RUN_EVENTS = Histogram(
    "serein_run_events", "Events that were committed together", ["service"], buckets=(1, 2, 5, 10, 20, 50, 100)
)
RUNS_BROKEN = Counter("serein_runs_broken_total", "Runs that were rolled back and handled one by one", ["service"])
TRANSACTIONS = Counter("serein_transactions_total", "Transactions by how they ended", ["service", "end"])
LOCK_REFUSED = Counter("serein_lock_refused_total", "Times another process held the lock of a client", ["service"])
SPAN = Gauge("serein_consumer_span", "Records read and not committed, in the widest partition", ["service"])
LAG = Gauge("serein_consumer_lag", "Records not yet handled", ["service", "topic"])
LANDLOCK = Gauge("serein_readers_landlock", "The Landlock version that keeps readers to the installed files; 0: none")
SECCOMP = Gauge("serein_readers_seccomp", "1 where the kernel filters what readers of files may call; 0: it does not")
OUTBOX_AGE = Gauge("serein_outbox_age_seconds", "Age of the oldest event not yet published", ["service"])
OUTBOX_UNSENT = Gauge("serein_outbox_unsent", "Events not yet published; counted up to 10,001", ["service"])
RELAY_LEADER = Gauge("serein_relay_leader", "1 in the process that publishes the outbox", ["service"])
DATABASE_AWAY = Gauge("serein_database_away_seconds", "How long the database has not answered", ["service"])
KAFKA_AWAY = Gauge("serein_kafka_away_seconds", "How long the process has been outside its consumer group", ["service"])
POOL = Gauge("serein_database_connections", "Connections by use", ["service", "state"])
GAPS = Counter("serein_gaps_total", "Times events were gone before they were read", ["service", "topic"])
DEAD_LETTERS = Gauge("serein_dead_letters", "Dead letters that wait for an operator", ["service"])
CONNECTIONS_ENDED = Counter("serein_connections_ended_total", "HTTP connections that we ended", ["reason"])
JOBS = Counter("serein_jobs_total", "Runs of background jobs", ["service", "job", "outcome"])

REPORTED = "_serein_reported"
"""Marks an error that is in our log, for uvicorn logs it again."""

_propagator = TraceContextTextMapPropagator()
_tracer = trace.get_tracer("serein")

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def set_up_logs(level: str, *, as_json: bool) -> None:
    """One line per fact, as JSON or for a terminal."""
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(message)s")
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Formatter("%(message)s"))
    logging.getLogger("uvicorn.error").addFilter(_not_said_twice)
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    renderer: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _report_error,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),  # as it is now: tests and commands replace it
        cache_logger_on_first_use=False,
    )


def _report_error(_: object, __: str, event: structlog.types.EventDict) -> structlog.types.EventDict:
    """Put the error of an event into words, without the values that it is about."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        event["exception"] = report_of(error)
    return event


class _Formatter(logging.Formatter):
    """For the lines of libraries: their errors in our words."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name that logging calls
        return report_of(ei[1]) if ei[1] is not None else ""


def _not_said_twice(record: logging.LogRecord) -> bool:
    """Whether uvicorn's line is news: the bug of a route is in our log already, and noise on the port is nobody's."""
    said = record.exc_info is not None and getattr(record.exc_info[1], REPORTED, False)
    return not said and "Invalid HTTP request received" not in record.getMessage()


def set_up_traces(service: str, endpoint: str | None) -> None:
    """Send spans to an OTLP collector when one is configured; otherwise spans cost almost nothing."""
    if endpoint is None or tracing():
        return
    provider = TracerProvider(resource=Resource.create({"service.name": f"serein-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=endpoint)))
    trace.set_tracer_provider(provider)


def tracing() -> bool:
    """Whether spans are sent; if not, an event's trace context is passed on, but none is begun."""
    return isinstance(trace.get_tracer_provider(), TracerProvider)


def current_traceparent() -> str | None:
    """The W3C trace context of the current work, for an envelope; None without tracing."""
    if not tracing():
        return None
    carrier: dict[str, str] = {}
    _propagator.inject(carrier)
    return carrier.get("traceparent")


@contextmanager
def span(name: str, traceparent: str | None = None, **attributes: str) -> Iterator[None]:
    """A span that continues the trace context of an envelope or a request."""
    if not tracing():
        yield
        return
    parent = _propagator.extract({"traceparent": traceparent}) if traceparent else None
    with _tracer.start_as_current_span(name, context=parent, attributes=attributes):
        yield
