"""Events that were published and are published again: to a broker that is new, or for a reader that missed some."""

from datetime import datetime

from contracts.events.platform import GapFound
from libs.service_kit.context import Context
from libs.service_kit.database import ALL_TENANTS, Database
from libs.service_kit.database.outages import outages
from libs.service_kit.telemetry import log

_ROWS = 50_000


async def publish_again(database: Database, *, topic: str | None = None, until: datetime | None = None) -> int:
    """Count kept events as unsent, in small transactions; returns how many. Raises DatabaseAway.

    Those of one topic, created until then, or all. The relay sends them in order, before newer ones; when this process
    ends, another one goes on. What an operator dropped stays dropped.
    """
    schema = database.schema
    query = (
        f"WITH next AS (SELECT seq, id FROM {schema}.outbox WHERE seq > $1"  # noqa: S608
        " AND ($2::text IS NULL OR aggregatetype = $2) AND ($3::timestamptz IS NULL OR created_at <= $3)"
        f" ORDER BY seq LIMIT {_ROWS}),"
        f" put AS (INSERT INTO {schema}.unsent SELECT seq FROM next WHERE NOT EXISTS (SELECT 1 FROM"
        f" {schema}.dead_letter d WHERE d.event_id = next.id AND d.state = 'dropped') ON CONFLICT DO NOTHING)"
        " SELECT max(seq), count(*) FROM next"
    )
    last, number = 0, 0
    while last is not None:
        async with database.begin(ALL_TENANTS) as tx:
            with outages(tx.connection):
                row = await tx.connection.fetchrow(query, last, topic, until)
        last, number = row[0], number + row[1]
    database.outbox_filled.set()
    return number


async def fill_gap(event: GapFound, ctx: Context[object]) -> None:
    """Publish what is kept of a topic again, because a reader of it has missed events."""
    number = await publish_again(ctx.database, topic=event.topic_name, until=event.found_at)
    log.info("gap.filled", service=ctx.service, topic=event.topic_name, events=number)
