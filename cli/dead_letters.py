"""`serein dead-letters`: the events that could not be handled, why, and handling them again."""

import asyncio
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import asyncpg
import typer
from rich.console import Console
from rich.table import Table

from cli.owner import owner_url

app = typer.Typer(no_args_is_help=True, help=__doc__)
console = Console()

Var = Annotated[Path, typer.Option("--var", help="The data folder of an installation started with `serein up`.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
DeadLetter = Annotated[UUID, typer.Argument(help="The id of the dead letter, from the list.")]


class State(StrEnum):
    """What to list: the dead letters in one state, or all of them."""

    DEAD = "dead"
    UNSENT = "unsent"
    WAITING = "waiting"
    EARLY = "early"
    REPLAY = "replay"
    REPLAYED = "replayed"
    DROPPED = "dropped"
    ALL = "all"


WAIT_FOR_OPERATOR = [State.DEAD, State.UNSENT]
"""The states in which nothing happens before an operator decides."""


@app.command("list")
def list_dead_letters(
    state: Annotated[
        State | None, typer.Option(help="Only those in this state; without it, those that wait for you: dead, unsent.")
    ] = None,
    var: Var = Path("var"),
    *,
    as_json: AsJson = False,
) -> None:
    """All services' dead letters that wait for you, or those in one state, newest first."""
    states = WAIT_FOR_OPERATOR if state is None else list(State) if state is State.ALL else [state]
    rows = asyncio.run(_dead_letters(owner_url(var), [one.value for one in states]))
    if as_json:
        console.print_json(json.dumps(rows, default=str))
        return
    if not rows:
        console.print("No dead letters: every event was handled.")
        return
    table = Table("dead letter", "service", "state", "type", "times", "last", "reason")
    for row in rows:
        last = f"{row['last_at']:%Y-%m-%d %H:%M}"
        who = (str(row["dead_letter_id"]), row["service"], row["state"], row["type"])
        table.add_row(*who, str(row["attempts"]), last, row["reason"])
    console.print(table)


@app.command("show")
def show_dead_letter(dead_letter: DeadLetter, var: Var = Path("var")) -> None:
    """One dead letter whole: the event as received, and the traceback if there is one."""
    row = asyncio.run(_dead_letter(owner_url(var), dead_letter))
    if row is None:
        typer.echo(f"There is no dead letter {dead_letter}.", err=True)
        raise typer.Exit(1)
    row["raw"] = bytes(row["raw"]).decode("utf-8", "backslashreplace")
    console.print_json(json.dumps(row, default=str))


@app.command("replay")
def replay_dead_letters(
    dead_letter: Annotated[UUID | None, typer.Argument(help="One dead letter; without it, all of them.")] = None,
    service: Annotated[str | None, typer.Option(help="Only those of this service.")] = None,
    var: Var = Path("var"),
) -> None:
    """Ask the services to handle dead letters again, or to send an unsent event again; they do so within seconds."""
    from cli.operator_trail import tell

    url = owner_url(var)
    number = asyncio.run(ask(url, dead_letter, service))
    asyncio.run(tell(url, "dead_letters.replayed", subject=dead_letter, service=service, events=number))
    console.print(f"{number} dead letters will be handled again")
    raise typer.Exit(0 if number or dead_letter is None else 1)


@app.command("drop")
def drop_dead_letter(
    dead_letter: DeadLetter,
    var: Var = Path("var"),
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Decide that an unsent event is never sent; later events of its key then go out. It stays in the database."""
    url = owner_url(var)
    if not yes:
        typer.confirm("No service will ever hear of this event, and what waits behind it is sent. Drop it?", abort=True)
    from cli.operator_trail import tell

    if not asyncio.run(drop(url, dead_letter)):
        typer.echo(f"There is no unsent event {dead_letter}.", err=True)
        raise typer.Exit(1)
    asyncio.run(tell(url, "dead_letters.dropped", subject=dead_letter))
    console.print("The event is dropped")


async def _schemas(connection: Any) -> list[str]:
    """The schemas of all installed services."""
    rows = await connection.fetch(
        "SELECT table_schema FROM information_schema.tables WHERE table_name = 'dead_letter' ORDER BY 1"
    )
    return [row["table_schema"] for row in rows]


async def _dead_letters(url: str, states: list[str]) -> list[dict[str, Any]]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT set_config('serein.client', '*', false)")
        found: list[dict[str, Any]] = []
        for schema in await _schemas(connection):
            rows = await connection.fetch(
                "SELECT dead_letter_id, topic, type, state, attempts, first_at, last_at, reason"  # noqa: S608
                f" FROM {schema}.dead_letter WHERE state = ANY($1)",
                states,
            )
            found += [{"service": schema, **row} for row in rows]
    finally:
        await connection.close()
    return sorted(found, key=lambda row: row["last_at"], reverse=True)


async def _dead_letter(url: str, dead_letter: UUID) -> dict[str, Any] | None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT set_config('serein.client', '*', false)")
        for schema in await _schemas(connection):
            find = f"SELECT * FROM {schema}.dead_letter WHERE dead_letter_id = $1"  # noqa: S608
            row = await connection.fetchrow(find, dead_letter)
            if row is not None:
                return {"service": schema, **row}
    finally:
        await connection.close()
    return None


async def ask(url: str, dead_letter: UUID | None, service: str | None) -> int:
    """Have dead letters handled again, and unsent events sent again; returns how many."""
    connection = await asyncpg.connect(url)
    asked = 0
    try:
        await connection.execute("SELECT set_config('serein.client', '*', false)")
        for schema in await _schemas(connection):
            if service is not None and schema != service.replace("-", "_"):
                continue
            done = await connection.execute(
                f"UPDATE {schema}.dead_letter"  # noqa: S608
                " SET state = CASE state WHEN 'unsent' THEN 'replayed' ELSE 'replay' END, last_at = now()"
                " WHERE state IN ('dead', 'waiting', 'early', 'unsent') AND ($1::uuid IS NULL OR dead_letter_id = $1)",
                dead_letter,
            )
            await connection.execute("SELECT pg_notify($1, '')", f"{schema}_outbox")
            asked += int(done.rpartition(" ")[2])
    finally:
        await connection.close()
    return asked


async def drop(url: str, dead_letter: UUID) -> bool:
    """Take an unsent event out of what is to be sent, and let those behind it go; returns whether there was one."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT set_config('serein.client', '*', false)")
        for schema in await _schemas(connection):
            done = await connection.execute(
                f"WITH dropped AS (UPDATE {schema}.dead_letter SET state = 'dropped', last_at = now()"  # noqa: S608
                " WHERE state = 'unsent' AND dead_letter_id = $1 RETURNING event_id)"
                f" DELETE FROM {schema}.unsent WHERE seq IN (SELECT seq FROM {schema}.outbox JOIN dropped"
                " ON outbox.id = dropped.event_id)",
                dead_letter,
            )
            if done != "DELETE 0":
                await connection.execute("SELECT pg_notify($1, '')", f"{schema}_outbox")
                return True
    finally:
        await connection.close()
    return False


async def publish_again(url: str, schema: str, hours: float) -> int:
    """Mark a service's published events as unpublished, so that its relay publishes them again; returns how many."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SELECT set_config('serein.client', '*', false)")
        done = await connection.execute(
            f"INSERT INTO {schema}.unsent SELECT seq FROM {schema}.outbox o"  # noqa: S608
            " WHERE created_at > now() - make_interval(secs => $1) AND NOT EXISTS (SELECT 1 FROM"
            f" {schema}.dead_letter d WHERE d.event_id = o.id AND d.state = 'dropped') ON CONFLICT DO NOTHING",
            hours * 3600,
        )
        await connection.execute("SELECT pg_notify($1, '')", f"{schema}_outbox")
    finally:
        await connection.close()
    return int(done.rpartition(" ")[2])
