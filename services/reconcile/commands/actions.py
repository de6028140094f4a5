"""Which command carries out which action."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import UUID

from libs.refusal import Refusal
from services.reconcile.commands import deliver, divide, documents, links, transactions
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action, ActionRequest
from services.reconcile.texts.problems import Code


@dataclass(frozen=True)
class Target:
    """What an action is about: a document or a transaction, and the other items where the action needs them."""

    document_id: UUID | None = None
    transaction_id: UUID | None = None
    other_document_id: UUID | None = None
    other_transaction_id: UUID | None = None
    other_document_ids: tuple[UUID, ...] = ()


Command = Callable[[ActingUser, Target, ActionRequest], Awaitable[None]]


async def _mark(user: ActingUser, target: Target, request: ActionRequest) -> None:
    if target.transaction_id is not None:
        await transactions.mark(user, target.transaction_id, request)
    else:
        await documents.mark(user, _document(target), request)


async def _link(user: ActingUser, target: Target, request: ActionRequest) -> None:
    document_ids = {i for i in (target.document_id, target.other_document_id, *target.other_document_ids) if i}
    transaction_ids = {i for i in (target.transaction_id, target.other_transaction_id) if i}
    await links.link(user, document_ids, transaction_ids)
    if request.accept_difference:
        for transaction_id in sorted(transaction_ids):
            await transactions.mark(user, transaction_id, ActionRequest(Action.DONE))


async def _settle_duplicate(user: ActingUser, target: Target, request: ActionRequest) -> None:
    document_id = _document(target)
    if target.other_document_id is None:
        raise Refusal(Code.OTHER_DOCUMENT_NEEDED)
    await documents.settle_duplicate(user, document_id, target.other_document_id, request.action)


async def _decide_division(user: ActingUser, target: Target, request: ActionRequest) -> None:
    await divide.decide_division(user, _document(target), request.action)


async def _decide_delivery(user: ActingUser, target: Target, request: ActionRequest) -> None:
    await deliver.decide_delivery(user, _document(target), request.action)


async def _change_destination(_user: ActingUser, _target: Target, _request: ActionRequest) -> None:
    raise Refusal(Code.DESTINATION_OF_CLIENT)


def _document(target: Target) -> UUID:
    if target.document_id is None:
        raise Refusal(Code.ACTION_NOT_FOR_TRANSACTIONS)
    return target.document_id


ACTIONS: dict[Action, Command] = dict.fromkeys(Action, _mark) | {
    Action.LINK: _link,
    Action.CONNECT_DUPLICATE: _settle_duplicate,
    Action.DISCONNECT_DUPLICATE: _settle_duplicate,
    Action.DIVIDE: _decide_division,
    Action.ONE_DOCUMENT: _decide_division,
    Action.RETRY: _decide_delivery,
    Action.SEND_AGAIN: _decide_delivery,
    Action.ARRIVED: _decide_delivery,
    Action.DONE_BY_HAND: _decide_delivery,
    Action.CHANGE_DESTINATION: _change_destination,
}
"""Most actions set marks on one item."""
