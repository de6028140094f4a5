"""A client's settings."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from contracts.events.client import ClientConfigured
from libs.service_kit import Transaction
from services.reconcile.tables import BankTransaction, ClientSettings, Document


async def settings_of(tx: Transaction, client_id: UUID) -> ClientConfigured | None:
    """The newest settings; None while none have arrived."""
    kept = await tx.one(select(ClientSettings.settings).where(ClientSettings.client_id == client_id))
    return None if kept is None else ClientConfigured.model_validate(kept)


async def keep_settings(tx: Transaction, event: ClientConfigured, now: datetime) -> bool:
    """Store the settings, unless newer ones are there; returns whether anything but their revision changed."""
    kept = await settings_of(tx, event.client_id)
    if kept is not None and kept.revision > event.revision:
        return False
    values = {"settings": event.model_dump(mode="json"), "configured_at": now}
    row = insert(ClientSettings).values(client_id=event.client_id, released=0, **values)
    await tx.execute(row.on_conflict_do_update(index_elements=["client_id"], set_=values))
    return kept is None or kept.model_copy(update={"revision": event.revision}) != event


async def reconcile_everything_again(tx: Transaction, client_id: UUID) -> None:
    """Mark all items for the background job, as new settings may change any of them."""
    await tx.execute(update(Document).where(Document.client_id == client_id).values(reconcile_again=True))
    await tx.execute(update(BankTransaction).where(BankTransaction.client_id == client_id).values(reconcile_again=True))
