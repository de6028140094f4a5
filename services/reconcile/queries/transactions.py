"""Movements and what people said about parties whose movements have no document."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.reconcile.tables import Exemption, Movement


async def add_movement(tx: Transaction, **values: Any) -> bool:
    """Keep a booked movement; False when it is here already."""
    return await tx.execute(insert(Movement).values(**values).on_conflict_do_nothing()) > 0


async def movement(tx: Transaction, client_id: UUID, transaction_id: UUID) -> Row[Any] | None:
    """One movement with all its columns."""
    return await tx.row(
        select(Movement.__table__).where(Movement.client_id == client_id, Movement.transaction_id == transaction_id)
    )


async def movements(tx: Transaction, client_id: UUID, ids: Collection[UUID]) -> Sequence[Row[Any]]:
    """These movements, oldest id first."""
    if not ids:
        return []
    return await tx.rows(
        select(Movement.__table__)
        .where(Movement.client_id == client_id, Movement.transaction_id.in_(ids))
        .order_by(Movement.transaction_id)
    )


async def change_movement(tx: Transaction, client_id: UUID, transaction_id: UUID, **values: Any) -> None:
    """Set columns of one movement."""
    if values:
        await tx.execute(
            update(Movement)
            .where(Movement.client_id == client_id, Movement.transaction_id == transaction_id)
            .values(**values)
        )


async def movements_due(tx: Transaction, client_id: UUID, limit: int) -> list[UUID]:
    """Movements to judge again."""
    rows = await tx.rows(
        select(Movement.transaction_id)
        .where(Movement.client_id == client_id, Movement.judge_again)
        .order_by(Movement.transaction_id)
        .limit(limit)
    )
    return [row.transaction_id for row in rows]


async def is_exempt(tx: Transaction, client_id: UUID, party: str | None, *, outgoing: bool) -> bool:
    """Whether a person said that movements like this have no document."""
    if party is None:
        return False
    return (
        await tx.value(
            select(Exemption.why).where(
                Exemption.client_id == client_id, Exemption.party == party, Exemption.outgoing == outgoing
            )
        )
        is not None
    )


async def keep_exemption(tx: Transaction, **values: Any) -> None:
    """Remember for the next one alike; the newest word counts."""
    row = insert(Exemption).values(**values)
    newest = {name: values[name] for name in ("why", "said_by", "said_at")}
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id", "party", "outgoing"], set_=newest))


async def forget_exemption(tx: Transaction, client_id: UUID, party: str, *, outgoing: bool) -> None:
    """A person took it back: movements of this party are asked about again."""
    await tx.execute(
        delete(Exemption).where(
            Exemption.client_id == client_id, Exemption.party == party, Exemption.outgoing == outgoing
        )
    )
