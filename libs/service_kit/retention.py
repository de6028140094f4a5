"""Deletes rows that are no longer needed, after the retention period."""

from sqlalchemy import text

from contracts.catalogue import REGISTRY
from libs.service_kit.database import ALL_TENANTS, Database
from libs.service_kit.settings import KitSettings

_OLD_OUTBOX = (
    "sent_at IS NOT NULL AND created_at < now() - make_interval(days => :days) AND NOT (aggregatetype = ANY(:compacted)"
    " AND seq IN (SELECT max(seq) FROM {schema}.outbox WHERE aggregatetype = ANY(:compacted)"
    " GROUP BY aggregatetype, aggregateid))"
)
"""Old published rows, except the newest of each key of a compacted topic, which a broker keeps too."""


async def forget(database: Database, settings: KitSettings) -> None:
    """Delete what is older than the retention period: published outbox rows, inbox rows, replayed dead letters.

    An outbox row counts by its own age, however often it was published: it must be deleted everywhere before the first
    inbox forgets it. A broker without persistent memory is read from the start each time, so then no inbox row is
    deleted.

    The newest row of each key of a compacted topic stays, as on the topic itself, so that a new service learns the
    settings of every client from a broker that was filled again. A snapshot that is consumed twice changes nothing.
    """
    schema, days = database.schema, settings.retention_days
    old = {
        "outbox": _OLD_OUTBOX.format(schema=schema),
        "inbox": "handled_at < now() - make_interval(days => :days * 2)",
        "dead_letter": "state = 'replayed' AND last_at < now() - make_interval(days => :days)",
    }
    if settings.kafka_forgets:
        del old["inbox"]
    compacted = [topic.name for topic in REGISTRY.topics.values() if topic.compacted]
    async with database.begin(ALL_TENANTS) as tx:
        for table, condition in old.items():
            statement = text(f"DELETE FROM {schema}.{table} WHERE {condition}").bindparams(days=days)  # noqa: S608
            await tx.execute(statement.bindparams(compacted=compacted) if table == "outbox" else statement)
