"""The loop one would write by hand with aiokafka and asyncpg: inbox, state, outbox in one transaction, then a relay.

It gives the same guarantee as the kit and nothing else: no contracts, no dead letters, no metrics, no tenants.
"""

import asyncio
import json
import uuid
from collections.abc import Callable
from typing import Any

import asyncpg
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

SCHEMA = """
CREATE SCHEMA bare;
CREATE TABLE bare.inbox (event_id uuid PRIMARY KEY);
CREATE TABLE bare.count (client_id uuid, number int, times int, PRIMARY KEY (client_id, number));
CREATE TABLE bare.outbox (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key text, payload text, sent bool DEFAULT false);
CREATE INDEX ON bare.outbox (seq) WHERE NOT sent;
"""


class BareLoop:
    """Consume, one transaction per event, publish what was committed."""

    def __init__(self, bootstrap: str, database_url: str, topic: str) -> None:
        self.bootstrap, self.database_url, self.topic = bootstrap, database_url, topic
        self.filled = asyncio.Event()
        self.stopping = False

    async def run(self, enough: Callable[[int], bool]) -> None:
        """Run until `enough` returns true for the number of events published."""
        pool = await asyncpg.create_pool(self.database_url, min_size=8, max_size=12)
        consumer = AIOKafkaConsumer(
            self.topic,
            bootstrap_servers=self.bootstrap,
            group_id=f"bare-{uuid.uuid4()}",
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            session_timeout_ms=3000,
            heartbeat_interval_ms=500,
            fetch_max_wait_ms=50,
        )
        producer = AIOKafkaProducer(bootstrap_servers=self.bootstrap, acks="all", linger_ms=2)
        await consumer.start()
        await producer.start()
        relay = asyncio.create_task(self.relay(pool, producer, enough))
        while not relay.done():
            batches = await consumer.getmany(timeout_ms=100, max_records=1000)
            done = await asyncio.gather(*(self.partition(pool, tp, rows) for tp, rows in batches.items()))
            if done:
                await consumer.commit(dict(done))
        await consumer.stop()
        await producer.stop()
        await pool.close()

    async def partition(self, pool: Any, tp: TopicPartition, rows: list[Any]) -> tuple[TopicPartition, int]:
        """The records of one partition, in order."""
        for row in rows:
            envelope = json.loads(row.value or b"{}")
            if envelope.get("type") == "toy.counted.v1":
                await self.once(pool, envelope)
                self.filled.set()
        return tp, rows[-1].offset + 1

    async def once(self, pool: Any, envelope: dict[str, Any]) -> None:
        """Inbox row, state, outbox row."""
        data = envelope["data"]
        answer = {"id": str(uuid.uuid4()), "type": "toy.answered.v1", "data": data}
        async with pool.acquire() as connection, connection.transaction():
            new = await connection.fetchval(
                "INSERT INTO bare.inbox VALUES ($1) ON CONFLICT DO NOTHING RETURNING 1", uuid.UUID(envelope["id"])
            )
            if not new:
                return
            await connection.execute(
                "INSERT INTO bare.count VALUES ($1, $2, 1)"
                " ON CONFLICT (client_id, number) DO UPDATE SET times = bare.count.times + 1",
                uuid.UUID(data["client_id"]),
                data["number"],
            )
            await connection.execute(
                "INSERT INTO bare.outbox (key, payload) VALUES ($1, $2)", data["client_id"], json.dumps(answer)
            )

    async def relay(self, pool: Any, producer: AIOKafkaProducer, enough: Callable[[int], bool]) -> None:
        """Publish the outbox in order."""
        published = 0
        while not enough(published):
            self.filled.clear()
            rows = await pool.fetch("SELECT seq, key, payload FROM bare.outbox WHERE NOT sent ORDER BY seq LIMIT 1000")
            if rows:
                sent = [await producer.send("answers", r["payload"].encode(), key=r["key"].encode()) for r in rows]
                await asyncio.gather(*sent)
                await pool.execute("UPDATE bare.outbox SET sent = true WHERE seq = ANY($1)", [r["seq"] for r in rows])
                published += len(rows)
                continue
            try:
                await asyncio.wait_for(self.filled.wait(), 0.5)
            except TimeoutError:
                continue


class BatchedLoop(BareLoop):
    """The same guarantee with one transaction for what one poll brought of one partition: how fast the parts can be."""

    async def partition(self, pool: Any, tp: TopicPartition, rows: list[Any]) -> tuple[TopicPartition, int]:
        """The records of one partition, together."""
        envelopes = [json.loads(row.value or b"{}") for row in rows]
        wanted = {uuid.UUID(e["id"]): e["data"] for e in envelopes if e.get("type") == "toy.counted.v1"}
        if wanted:
            async with pool.acquire() as connection, connection.transaction():
                await self.together(connection, wanted)
            self.filled.set()
        return tp, rows[-1].offset + 1

    async def together(self, connection: Any, wanted: dict[uuid.UUID, dict[str, Any]]) -> None:
        """Inbox rows, state, outbox rows: a statement each."""
        new = await connection.fetch(
            "INSERT INTO bare.inbox SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING RETURNING event_id", list(wanted)
        )
        data = [wanted[row["event_id"]] for row in new]
        clients = [uuid.UUID(one["client_id"]) for one in data]
        await connection.execute(
            "INSERT INTO bare.count SELECT a, b, 1 FROM unnest($1::uuid[], $2::int[]) AS x(a, b)"
            " ON CONFLICT (client_id, number) DO UPDATE SET times = bare.count.times + 1",
            clients,
            [one["number"] for one in data],
        )
        answers = [json.dumps({"id": str(uuid.uuid4()), "type": "toy.answered.v1", "data": one}) for one in data]
        await connection.execute(
            "INSERT INTO bare.outbox (key, payload) SELECT * FROM unnest($1::text[], $2::text[])",
            [str(client) for client in clients],
            answers,
        )
