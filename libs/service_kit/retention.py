"""Deletes rows that are no longer needed, after the retention period."""

import asyncio

from contracts.catalogue import REGISTRY
from libs.service_kit.database import ALL_TENANTS, Database
from libs.service_kit.database.outages import outages
from libs.service_kit.settings import KitSettings

COMPACTED = tuple(sorted(topic.name for topic in REGISTRY.topics.values() if topic.compacted))
"""Topics whose newest row of each key stays."""

_BATCH = 5000
_OLD = {
    "outbox": (
        "seq IN (SELECT seq FROM {schema}.outbox o WHERE created_at < now() - make_interval(days => $1)"
        " AND NOT EXISTS (SELECT 1 FROM {schema}.unsent u WHERE u.seq = o.seq)"
        " AND (NOT (aggregatetype = ANY($2)) OR EXISTS (SELECT 1 FROM {schema}.outbox newer"
        " WHERE newer.aggregatetype = ANY($2) AND newer.aggregatetype = o.aggregatetype"
        " AND newer.aggregateid = o.aggregateid AND newer.seq > o.seq)) LIMIT {batch})"
    ),
    "inbox": (
        "event_id IN (SELECT event_id FROM {schema}.inbox"
        " WHERE handled_at < now() - make_interval(days => $1 * 2) AND $2::text[] IS NOT NULL LIMIT {batch})"
    ),
    "dead_letter": (
        "dead_letter_id IN (SELECT dead_letter_id FROM {schema}.dead_letter WHERE state IN ('replayed', 'dropped')"
        " AND last_at < now() - make_interval(days => $1) AND $2::text[] IS NOT NULL LIMIT {batch})"
    ),
}


async def forget(database: Database, settings: KitSettings) -> None:
    """Delete what is older than the retention period: published outbox rows, inbox rows, dead letters that are decided.

    An outbox row counts by its own age, however often it was published: it must be deleted everywhere before the first
    inbox forgets it. A broker without persistent memory is read from the start each time, so then no inbox row is
    deleted. Rows go in small transactions, with a pause as long as each took, so that other work has half of the disk.

    The newest row of each key of a compacted topic stays, as on the topic itself, so that a new service learns the
    settings of every client from a broker that was filled again. A snapshot that is consumed twice changes nothing.
    """
    async with database.begin(None) as tx:
        with outages(tx.connection):
            await tx.connection.execute(f"DELETE FROM {database.schema}.lease WHERE until < now()")  # noqa: S608
    for table, condition in _OLD.items():
        if table == "inbox" and settings.kafka_forgets:
            continue
        old = condition.format(schema=database.schema, batch=_BATCH)
        statement = f"DELETE FROM {database.schema}.{table} WHERE {old}"  # noqa: S608
        deleted = _BATCH
        while deleted == _BATCH:
            began = asyncio.get_running_loop().time()
            async with database.begin(ALL_TENANTS) as tx:
                with outages(tx.connection):
                    status = await tx.connection.execute(statement, settings.retention_days, list(COMPACTED))
            deleted = int(status.rpartition(" ")[2])
            await asyncio.sleep(asyncio.get_running_loop().time() - began if deleted == _BATCH else 0)
