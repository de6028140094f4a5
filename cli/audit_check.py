"""The audit trail as its owner looks at it: checked, exported, sealed."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from cli.operator_trail import directory_of, record
from libs.service_kit.database import ALL_TENANTS, Database
from services.directory.domain.audit_chain import PLATFORM, Break, Check
from services.directory.queries import audit

Heads = dict[UUID, tuple[int, bytes]]
"""By chain how long it was when it was exported, and the hash of its last entry."""

_AT_ONCE = 1000


@dataclass(frozen=True)
class Fault:
    """The first break of one chain."""

    chain: str
    entry: int
    why: str


def read_heads(text: str) -> Heads:
    """The exported heads. Raises ValueError, TypeError, KeyError or AttributeError for another file."""
    return {UUID(chain): (int(end["length"]), bytes.fromhex(end["head"])) for chain, end in json.loads(text).items()}


async def export(url: str) -> str:
    """The heads of all chains as JSON."""
    async with directory_of(url) as database, database.begin(ALL_TENANTS, read_only=True) as tx:
        chains = await audit.chains(tx)
    return json.dumps({str(one.chain_id): {"length": one.length, "head": one.head.hex()} for one in chains}, indent=2)


async def check(url: str, exported: Heads) -> tuple[int, list[Fault]]:
    """How many entries there are, and the first break of each chain that has one."""
    async with directory_of(url) as database:
        async with database.begin(ALL_TENANTS, read_only=True) as tx:
            found = [one.chain_id for one in await audit.chains(tx)]
            headless = await audit.chains_without_head(tx)
        faults = [Fault(_named(chain), 1, "the head of the chain is gone") for chain in headless]
        faults += [
            Fault(_named(chain), 1, "a chain that was exported is gone")
            for chain in exported
            if chain not in found and chain not in headless
        ]
        number = 0
        for chain in found:
            read, broken = await _check(database, chain, exported.get(chain))
            number += read
            faults += [Fault(_named(chain), broken.seq, broken.why)] if broken is not None else []
    return number, faults


async def _check(database: Database, chain_id: UUID, exported: tuple[int, bytes] | None) -> tuple[int, Break | None]:
    """Read one chain to its end. Nothing is added to it meanwhile."""
    async with database.begin(ALL_TENANTS) as tx:
        chain = audit.head_of(await audit.locked_chain(tx, chain_id))
        steps, position, number = Check(chain_id, chain, exported), chain.sealed, 0
        while entries := await audit.entries_after(tx, chain_id, position, _AT_ONCE):
            if broken := steps.read(entries):
                return number, broken
            position, number = entries[-1].seq, number + len(entries)
        return number, steps.end()


async def delete_before(url: str, instant: datetime) -> int:
    """Seal each chain before its first entry that is not older, and delete what is sealed; returns how many."""
    number = 0
    async with directory_of(url) as database, database.begin(ALL_TENANTS) as tx:
        for chain in await audit.chains(tx):
            number += await audit.seal(tx, chain.chain_id, instant)
        await record(tx, "audit.sealed", before=instant.astimezone(UTC).isoformat(), entries=number)
    return number


def _named(chain_id: UUID) -> str:
    return "platform" if chain_id == PLATFORM else f"firm {chain_id}"
