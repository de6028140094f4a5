"""Whether an error means that the database is away: told by where it arose, not by its type."""

import asyncio

import asyncpg
import pytest

from libs.service_kit.database import Contended, DatabaseAway
from libs.service_kit.database.outages import outages


class Closed:
    """A connection that has been lost."""

    def is_closed(self) -> bool:
        return True


class Open:
    """A connection that works."""

    def is_closed(self) -> bool:
        return False


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        ConnectionResetError(),
        TimeoutError(),
        asyncpg.CannotConnectNowError("the database system is starting up"),
        asyncpg.CrashShutdownError("terminating connection because of crash of another server process"),
        asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation"),
        asyncpg.InterfaceError("connection is closed"),
        asyncpg.InternalClientError("cannot switch to state 11; another operation (2) is in progress"),
        asyncpg.ReadOnlySQLTransactionError("a primary that was demoted"),
        asyncpg.DiskFullError("no space left on device"),
        asyncpg.InvalidPasswordError("the password was changed"),
        asyncpg.TooManyConnectionsError("sorry, too many clients already"),
        asyncpg.InvalidSQLStatementNameError("a pooler between us gave another connection"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_of_a_connection_of_the_kit_is_an_outage(error: Exception) -> None:
    with pytest.raises(DatabaseAway), outages(Closed()):
        raise error


@pytest.mark.parametrize(
    "error",
    [
        asyncpg.DeadlockDetectedError("deadlock"),
        asyncpg.SerializationError("serialisation"),
        asyncpg.QueryCanceledError("statement timeout"),
        asyncpg.LockNotAvailableError("lock timeout"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_the_server_ended_in_favour_of_others_is_tried_again(error: Exception) -> None:
    with pytest.raises(Contended), outages(Open()):
        raise error


def test_an_error_of_the_statement_stays_what_it_is() -> None:
    with pytest.raises(asyncpg.UniqueViolationError), outages(Open()):
        raise asyncpg.UniqueViolationError("duplicate key")


def test_a_wrong_use_of_an_open_connection_is_a_bug_and_no_outage() -> None:
    with pytest.raises(asyncpg.InterfaceError), outages(Open()):
        raise asyncpg.InterfaceError("another operation is in progress")


async def test_a_cancelled_statement_is_cancelled() -> None:
    with pytest.raises(asyncio.CancelledError), outages(Open()):
        raise asyncio.CancelledError
