"""Rows of a large installation, written by SQL: half of all documents are one client's, the others of a thousand.

The shape is the worst that is still plausible: a fifth of the large client's documents are of one supplier, nearly all
are done with, and what a filter asks for is rare and old.
"""

import json
from typing import Any
from uuid import UUID

import asyncpg

LARGE = UUID("019bb1c1-6440-7000-8000-000000000001")
"""The client with half of the documents."""
FIRM = UUID("019bb1c1-6440-7000-9000-000000000001")
"""The firm of all clients."""
USER = UUID("019bb1c1-6440-7000-a000-000000000001")
"""A user who did few things, long ago."""
OTHERS = 1000

_ANY: dict[str, str] = {
    "bool": "false", "bytea": "''", "date": "current_date", "float8": "0", "int4": "0", "int8": "0", "jsonb": "'{}'",
    "numeric": "0", "text": "''", "timestamptz": "now()", "uuid": "gen_random_uuid()", "_text": "'{}'",
    "_uuid": "'{}'",
}  # fmt: skip
_NEEDED = """
SELECT column_name AS name, udt_name AS type FROM information_schema.columns
WHERE table_schema = $1 AND table_name = $2 AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'"""


def id_of(kind: str, number: int) -> UUID:
    """The id of the row with this number: the larger, the older. Even numbers are the large client's."""
    return UUID(f"019bb1c1-6440-7{kind}-8000-{number:012x}")


def id_sql(kind: str, number: str = "i") -> str:
    """The same id in SQL."""
    return f"('019bb1c1-6440-7{kind}-8000-' || lpad(to_hex({number}), 12, '0'))::uuid"


def one_of(values: str, often: str, *, last: int) -> str:
    """Nearly always `often`; the oldest rows of the large client have each of the values once, `last` is the oldest."""
    listed = values.split()
    array = "ARRAY[" + ",".join(f"'{value}'" for value in listed) + "]"
    return f"CASE WHEN i > {last - 2 * len(listed)} THEN ({array})[({last} - i) / 2 + 1] ELSE '{often}' END"


async def insert(owner: asyncpg.Connection, table: str, source: str, /, **columns: str) -> None:
    """Insert a row for each row of a source; columns that are not named and need a value get any."""
    schema, name = table.split(".")
    needed = {row["name"]: _ANY[row["type"]] for row in await owner.fetch(_NEEDED, schema, name.strip('"'))}
    values = needed | columns
    await owner.execute(f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {source}")


def json_sql(value: Any) -> str:
    """A value as SQL has it."""
    quoted = json.dumps(value).replace("'", "''")
    return f"'{quoted}'::jsonb"
