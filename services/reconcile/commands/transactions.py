"""What people say about a movement."""

from uuid import UUID

from services.reconcile.commands.user import Person, Unknown
from services.reconcile.domain.actions import Action, Said, about_transaction
from services.reconcile.domain.marks import NoDocument
from services.reconcile.queries import transactions
from services.reconcile.queries.transactions import MovementChanges
from services.reconcile.reconciliation import judge
from services.reconcile.rows import as_json, transaction_marks
from services.reconcile.tables import Exemption, Movement


async def found(person: Person, transaction_id: UUID) -> Movement:
    """The movement, if it is this client's."""
    row = await transactions.movement(person.tx, person.client_id, transaction_id)
    if row is None:
        raise Unknown(str(transaction_id))
    return row


async def act(person: Person, transaction_id: UUID, said: Said) -> None:
    """Record an action on one movement. What needs no document is learnt for the next one of the party."""
    row = await found(person, transaction_id)
    marks = about_transaction(transaction_marks(row), said, person.now)
    changes = MovementChanges(marks=as_json(marks))
    party = row.iban or row.name or None
    if said.action is Action.REOPEN and row.learnt and party:
        await transactions.forget_exemption(person.tx, person.client_id, party, outgoing=row.cents < 0)
        changes["learnt"] = False
    if marks.no_document not in (None, NoDocument.OTHER) and said.action is Action.NO_DOCUMENT and party:
        exemption = Exemption(
            client_id=person.client_id,
            party=party,
            outgoing=row.cents < 0,
            why=str(marks.no_document),
            said_by=person.user_id,
            said_at=person.now,
        )
        await transactions.keep_exemption(person.tx, exemption)
    await transactions.change_movement(person.tx, person.client_id, transaction_id, **changes)
    day = said.day.isoformat() if said.day else None
    await person.note(said.action.value, transaction_id=transaction_id, day=day, no_document=marks.no_document)
    await judge(await person.judging(said.action.value, transaction_id), transactions=[transaction_id])


async def annotate(person: Person, transaction_id: UUID, *, tags: list[str] | None, note: str | None) -> None:
    """Tags and a note for the accountant."""
    await found(person, transaction_id)
    changes = MovementChanges()
    if tags is not None:
        changes["tags"] = tags
    if note is not None:
        changes["note"] = note or None
    await transactions.change_movement(person.tx, person.client_id, transaction_id, **changes)
    await person.note("annotated", transaction_id=transaction_id, tags=tags, remark=note)
