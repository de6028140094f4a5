"""Movements and what people said about parties whose movements have no document."""

from collections.abc import Collection, Sequence
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from libs.service_kit import Transaction
from libs.service_kit.rows import given_columns
from services.reconcile.tables import Exemption, Movement


class MovementChanges(TypedDict, total=False):
    """Columns of a movement that change."""

    marks: dict[str, Any]
    learnt: bool
    tags: list[str]
    note: str | None
    is_open: bool
    judge_again: bool


async def movement(tx: Transaction, client_id: UUID, transaction_id: UUID) -> Movement | None:
    """One movement with all its columns."""
    return await tx.one(
        select(Movement).where(Movement.client_id == client_id, Movement.transaction_id == transaction_id)
    )


async def movements(tx: Transaction, client_id: UUID, ids: Collection[UUID]) -> Sequence[Movement]:
    """These movements, oldest id first."""
    if not ids:
        return []
    return await tx.all(
        select(Movement)
        .where(Movement.client_id == client_id, Movement.transaction_id.in_(ids))
        .order_by(Movement.transaction_id)
    )


async def change_movement(
    tx: Transaction, client_id: UUID, transaction_id: UUID, **values: Unpack[MovementChanges]
) -> None:
    """Set columns of one movement."""
    if values:
        await tx.execute(
            update(Movement)
            .where(Movement.client_id == client_id, Movement.transaction_id == transaction_id)
            .values(**values)
        )


async def movements_due(tx: Transaction, client_id: UUID, limit: int) -> Sequence[UUID]:
    """Movements to judge again."""
    return await tx.all(
        select(Movement.transaction_id)
        .where(Movement.client_id == client_id, Movement.judge_again)
        .order_by(Movement.transaction_id)
        .limit(limit)
    )


async def is_exempt(tx: Transaction, client_id: UUID, party: str | None, *, outgoing: bool) -> bool:
    """Whether a person said that movements like this have no document."""
    if party is None:
        return False
    return (
        await tx.one(
            select(Exemption.why).where(
                Exemption.client_id == client_id, Exemption.party == party, Exemption.outgoing == outgoing
            )
        )
        is not None
    )


async def keep_exemption(tx: Transaction, exemption: Exemption) -> None:
    """Remember for the next one alike; the newest word counts."""
    row = insert(Exemption).values(given_columns(exemption))
    newest = {name: row.excluded[name] for name in ("why", "said_by", "said_at")}
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "party", "outgoing"], set_=newest))


async def forget_exemption(tx: Transaction, client_id: UUID, party: str, *, outgoing: bool) -> None:
    """A person took it back: movements of this party are asked about again."""
    await tx.execute(
        delete(Exemption).where(
            Exemption.client_id == client_id, Exemption.party == party, Exemption.outgoing == outgoing
        )
    )
