"""What a client sent or stored is in no log line, no dead letter and no trace, whatever refused it."""

import logging
from typing import Any

import asyncpg
import pytest
import structlog
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import BaseModel, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from libs.service_kit.error_report import message_of, report_of
from libs.service_kit.telemetry import set_up_logs
from libs.service_kit.testing import Harness
from tests.service_kit.toy.contract import Counted
from tests.service_kit.toy.moods import Deps

CANARY = "Kanarievogel-77"
STATEMENTS = {
    "an argument that the driver cannot write": "SELECT CAST(:value AS uuid)",
    "a value that the server cannot read": "SELECT CAST(CAST(:value AS text) AS integer)",
    "a row that lacks a value": "INSERT INTO toy.note (client_id, number, word, state)"
    " VALUES (CAST(CAST(:client AS text) AS uuid), 1, :value, NULL)",
    "a key that is there already": "INSERT INTO toy.note (client_id, number, word, state)"
    " SELECT CAST(CAST(:client AS text) AS uuid), 1, :value, 'kept' FROM generate_series(1, 2)",
}


async def fails(toy: Harness[Deps], sql: str) -> BaseException:
    """The error of a statement with the canary in it."""
    values = {"value": CANARY} | ({"client": str(toy.client_id)} if ":client" in sql else {})
    with pytest.raises(asyncpg.PostgresError) as error:
        async with toy.context().transaction() as tx:
            await tx.execute(text(sql).bindparams(**values))
    found: BaseException = error.value
    return found


@pytest.mark.parametrize("sql", STATEMENTS.values(), ids=STATEMENTS)
async def test_an_error_of_the_database_does_not_quote_the_row(moody: Harness[Deps], sql: str) -> None:
    error = await fails(moody, sql)

    told = [str(error), repr(error), message_of(error), report_of(error), *map(str, vars(error).values())]
    assert not any(CANARY in each for each in told), told
    assert type(error).__name__ in report_of(error)


async def test_an_error_of_a_constraint_still_names_it(moody: Harness[Deps]) -> None:
    error = await fails(moody, STATEMENTS["a key that is there already"])

    assert isinstance(error, asyncpg.UniqueViolationError)
    assert error.constraint_name
    assert error.constraint_name in message_of(error)


async def test_an_error_of_a_migration_does_not_quote_its_parameters(database_url: str) -> None:
    address = database_url.replace("postgresql://", "postgresql+asyncpg://")
    engine = create_async_engine(address, hide_parameters=True)

    with pytest.raises(DBAPIError) as error:
        async with engine.begin() as connection:
            await connection.execute(text("SELECT CAST(CAST(:value AS text) AS integer)"), {"value": CANARY})
    await engine.dispose()

    assert CANARY not in message_of(error.value) + report_of(error.value)


class Form(BaseModel):
    number: int


def of_pydantic() -> None:
    Form.model_validate({"number": CANARY})


def of_a_key() -> None:
    dict[str, int]()[CANARY]


def of_a_value() -> None:
    int(CANARY)


def of_a_cause() -> None:
    try:
        of_a_value()
    except ValueError as error:
        raise RuntimeError("the sum failed") from error


@pytest.mark.parametrize("fault", [of_pydantic, of_a_key, of_a_value, of_a_cause])
@pytest.mark.parametrize("as_json", [True, False])
def test_a_bug_is_logged_with_its_place_and_without_its_value(
    fault: Any, as_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs("INFO", as_json=as_json)
    try:
        fault()
    except (ValidationError, LookupError, ValueError, RuntimeError) as error:
        structlog.get_logger().error("http.bug", exc_info=error)

    set_up_logs("WARNING", as_json=False)
    written = capsys.readouterr().err
    assert CANARY not in written
    assert fault.__name__ in written


def test_a_library_that_logs_an_error_does_not_quote_it_either(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logs("INFO", as_json=True)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.getLogger().handlers[0].formatter)

    try:
        of_a_value()
    except ValueError as error:
        record = logging.LogRecord("uvicorn", logging.ERROR, __file__, 1, "broken", (), (type(error), error, None))

    handler.emit(record)
    set_up_logs("WARNING", as_json=False)
    assert "ValueError" in capsys.readouterr().err


async def test_a_dead_letter_and_a_trace_do_not_quote_the_row(
    moody: Harness[Deps], capsys: pytest.CaptureFixture[str]
) -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(spans))
    with provider.get_tracer("test").start_as_current_span("write") as span:
        span.record_exception(await fails(moody, STATEMENTS["a row that lacks a value"]))

    await moody.handle(Counted(client_id=moody.client_id, number=77_771_777, behaviour="at the put"))

    (dead_letter,) = [x for x in await moody.dead_letters() if x.client_id == moody.client_id]
    assert CANARY not in "".join(span.to_json() for span in spans.get_finished_spans())
    assert "77771777" not in f"{dead_letter.reason}{dead_letter.traceback}"
    assert "NotNullViolationError" in dead_letter.reason
    assert "77771777" not in capsys.readouterr().err
