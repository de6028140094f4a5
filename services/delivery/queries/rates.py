"""How many e-mails were sent lately."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from libs.service_kit import Transaction
from services.delivery.domain import SentLately
from services.delivery.tables import Attempt, Client


async def mails_of_client(tx: Transaction, client_id: UUID, since: datetime) -> SentLately:
    """The e-mails of a client that were handed over since then."""
    return await _mails(tx, since, Attempt.client_id == client_id)


async def mails_of_firm(tx: Transaction, firm_id: UUID, since: datetime) -> SentLately:
    """The e-mails of all clients of a firm that were handed over since then (across all clients)."""
    return await _mails(tx, since, Attempt.client_id.in_(select(Client.client_id).where(Client.firm_id == firm_id)))


async def _mails(tx: Transaction, since: datetime, whose: ColumnElement[bool]) -> SentLately:
    sent = (whose, Attempt.by_operator, Attempt.handed_over_at > since)
    found = await tx.tuples(select(func.count(), func.min(Attempt.handed_over_at)).where(*sent))
    return SentLately(*found[0])
