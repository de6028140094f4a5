"""Commands of users about one transaction."""

from uuid import UUID

from contracts.events.bank import TransactionBooked
from libs.refusal import Refusal
from libs.service_kit import KitCode
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action, ActionRequest, mark_transaction
from services.reconcile.domain.exemptions import known_by, most_cents
from services.reconcile.domain.history import HistoryEvent
from services.reconcile.domain.keys import keys_of_transaction
from services.reconcile.domain.marks import NoDocument
from services.reconcile.domain.search import words_of_transaction
from services.reconcile.queries import transactions
from services.reconcile.queries.transactions import TransactionChanges
from services.reconcile.reconciliation import reconcile
from services.reconcile.rows import as_json, transaction_marks
from services.reconcile.tables import BankTransaction, Exemption


async def found(user: ActingUser, transaction_id: UUID) -> BankTransaction:
    """The transaction. Raises Refusal (404) when it is not this client's."""
    row = await transactions.transaction(user.tx, user.client_id, transaction_id)
    if row is None:
        raise Refusal(KitCode.NOT_FOUND)
    return row


async def mark(user: ActingUser, transaction_id: UUID, request: ActionRequest) -> None:
    """Record an action on one transaction. That it needs no document is remembered for this party."""
    row = await found(user, transaction_id)
    marks = mark_transaction(transaction_marks(row), request, user.now)
    changes = TransactionChanges(marks=as_json(marks))
    party = known_by(row.iban, row.name, row.communication)
    if request.action is Action.REOPEN and row.learnt and party:
        await transactions.forget_exemption(user.tx, user.client_id, party, outgoing=row.cents < 0)
        changes["learnt"] = False
    if marks.no_document not in (None, NoDocument.OTHER) and request.action is Action.NO_DOCUMENT and party:
        exemption = Exemption(
            client_id=user.client_id,
            party=party,
            outgoing=row.cents < 0,
            most=most_cents(row.iban, row.name, row.cents),
            why=str(marks.no_document),
            decided_by=user.user_id,
            decided_at=user.now,
        )
        await transactions.keep_exemption(user.tx, exemption)
    await transactions.change_transaction(user.tx, user.client_id, transaction_id, **changes)
    day = request.day.isoformat() if request.day else None
    await user.record(request.action, transaction_id=transaction_id, day=day, no_document=marks.no_document)
    await reconcile(await user.begin_round(request.action.value, transaction_id), transaction_ids=[transaction_id])


async def annotate(user: ActingUser, transaction_id: UUID, *, tags: list[str] | None, note: str | None) -> None:
    """Set tags and a note for the accountant; the transaction is found by both."""
    row = await found(user, transaction_id)
    changes = TransactionChanges(
        tags=row.tags if tags is None else tags, note=row.note if note is None else note or None
    )
    event = TransactionBooked.model_validate(row.booked)
    changes["searched"] = words_of_transaction(event, keys_of_transaction(event), changes["tags"], changes["note"])
    await transactions.change_transaction(user.tx, user.client_id, transaction_id, **changes)
    await user.record(HistoryEvent.ANNOTATED, transaction_id=transaction_id, tags=tags, remark=note)
