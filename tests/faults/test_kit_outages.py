"""Errors from runs of `make faults` that killed the database: each is an outage, no fault of an event."""

import asyncpg
import pytest
from sqlalchemy.exc import DBAPIError

from libs.service_kit.database import is_outage


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        ConnectionResetError(),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.CrashShutdownError("terminating connection because of crash of another server process"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.InternalClientError("cannot switch to state 11; another operation (2) is in progress"),
        TimeoutError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_a_dying_database_is_an_outage(error: Exception) -> None:
    assert is_outage(error)
    assert is_outage(DBAPIError("SELECT 1", None, _as_sqlalchemy_raises_it(error)))


def test_an_error_of_a_statement_is_not_an_outage() -> None:
    assert not is_outage(asyncpg.UniqueViolationError("duplicate key"))
    assert not is_outage(DBAPIError("INSERT", None, _as_sqlalchemy_raises_it(asyncpg.UniqueViolationError("key"))))


def _as_sqlalchemy_raises_it(error: Exception) -> Exception:
    """The error that SQLAlchemy raises around one of the driver."""
    wrapped = Exception(str(error))
    wrapped.__cause__ = error
    return wrapped
