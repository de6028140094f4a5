"""What an error of the database means, told by where it arose: while connecting, in a statement, or in the pool.

Only the kit's own calls of the driver are looked at. An OSError or a timeout that a handler raises by itself is an
ordinary failure of this handler.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import asyncpg

from libs.service_kit.error_report import forget_values

_AWAY_CLASSES: Final = frozenset({"08", "53", "58"})
"""Connection errors; no disk, memory or connection left; errors of the server's system (SQLSTATE classes)."""

_AWAY: Final = frozenset(
    {
        "25006",  # read only: the primary was demoted and this is a replica now
        "25P03",  # idle in transaction for too long: the server closed the connection
        "28000",
        "28P01",  # the password was changed: the operator or the orchestrator restarts us with the new one
        "3D000",  # the database is being restored
        "57P01",
        "57P02",
        "57P03",
        "57P05",
        "26000",
        "42P05",  # a prepared statement that a pooler has on another connection
    }
)
_CONTENDED: Final = frozenset({"40001", "40P01", "55P03", "57014"})
"""Serialisation failure, deadlock, lock timeout, statement timeout."""


class DatabaseAway(Exception):
    """The database has failed, and not the work: then the work waits and is not given up."""


class DatabaseBusy(DatabaseAway):
    """No connection became free in time, or the client's lock did not (`ClientBusy`)."""


class ClientBusy(DatabaseBusy):
    """Other work of the same client holds its lock: no fault of the work that waits, and none of the database."""


class PoolerNotExpected(Exception):
    """A connection pooler stands between us and PostgreSQL, and `SEREIN_DATABASE_POOLER` does not say so."""

    def __init__(self, found: str) -> None:
        super().__init__(f"{found}: a pooler such as PgBouncer stands in between; set SEREIN_DATABASE_POOLER=true")


class Contended(Exception):
    """The server ended this transaction in favour of others (deadlock, timeout): another attempt may help."""


@contextmanager
def outages(connection: Any = None) -> Iterator[None]:
    """Raise DatabaseAway or Contended for errors of the driver that mean this; the others pass unchanged.

    Holds around calls of the driver only. `connection` is the one that runs a statement; None means connecting.
    """
    try:
        yield
    except asyncpg.PostgresError as error:
        state = error.sqlstate or ""
        if state == "08P01" and "startup parameter" in str(error):
            raise PoolerNotExpected(str(error)) from error
        forget_values(error)
        if state in _AWAY or state[:2] in _AWAY_CLASSES:
            raise DatabaseAway(f"{state} {error}") from error
        if state in _CONTENDED:
            raise Contended(f"{state} {error}") from error
        raise
    except (OSError, TimeoutError) as error:
        raise DatabaseAway(f"{type(error).__name__}: {error}") from error
    except (asyncpg.InterfaceError, asyncpg.InternalClientError) as error:
        if connection is None or is_lost(connection):
            raise DatabaseAway(f"{type(error).__name__}: {error}") from error
        raise


def is_lost(connection: Any) -> bool:
    """Whether a connection has ended; the pool takes one that the server closed from those who use it."""
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True
