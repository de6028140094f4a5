"""From requests to commands: rights, the user, and the body of an action."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema

from contracts.day import Day
from contracts.values import Amount
from libs.service_kit import Context
from libs.service_kit.http import allowed
from services.reconcile.commands.user import ActingUser
from services.reconcile.domain.actions import Action, ActionRequest
from services.reconcile.domain.marks import NoDocument
from services.reconcile.domain.search import LONGEST_AMOUNT, amount_in
from services.reconcile.service import Deps

ReadDocuments = Annotated[Context[Deps], Depends(allowed("documents:read"))]
WriteDocuments = Annotated[Context[Deps], Depends(allowed("documents:write"))]
ReadBank = Annotated[Context[Deps], Depends(allowed("bank:read"))]
WriteBank = Annotated[Context[Deps], Depends(allowed("bank:write"))]
ReadTasks = Annotated[Context[Deps], Depends(allowed("tasks:read"))]
WriteTasks = Annotated[Context[Deps], Depends(allowed("tasks:write"))]
Release = Annotated[Context[Deps], Depends(allowed("deliveries:write"))]


def _as_typed(value: object) -> object:
    """What a user types as an amount in its one writing; anything else stays as it is, to be refused."""
    amount = amount_in(value) if isinstance(value, str) else None
    return value if amount is None else str(amount)


TypedAmount = Annotated[
    Amount,
    BeforeValidator(_as_typed),
    WithJsonSchema({"type": "string", "maxLength": LONGEST_AMOUNT, "examples": ["2933.65", "2.933,65", "€ 2 933,65"]}),
]
"""An amount to look for, in Belgian, English or Swiss notation, with or without the euro."""


class ActionBody(BaseModel):
    """An action with its details: a day, why there is no document, or the other item; for `link` all documents that are
    paid together, and whether the difference (a discount, a rounding) is accepted.
    """

    action: Action
    day: Day | None = None
    no_document: NoDocument | None = None
    document_id: UUID | None = None
    document_ids: Annotated[list[UUID], Field(max_length=50)] = []
    transaction_id: UUID | None = None
    accept_difference: bool = False

    def request(self) -> ActionRequest:
        """The part of the action that concerns one item alone."""
        return ActionRequest(self.action, self.day, self.no_document, self.accept_difference)


@asynccontextmanager
async def acting_user(ctx: Context[Any], client_id: UUID) -> AsyncIterator[ActingUser]:
    """The calling user in one database transaction; a refused command writes nothing."""
    async with ctx.transaction() as tx:
        yield ActingUser(tx, client_id, ctx.caller.user_id if ctx.caller else None, ctx.now, ctx.largest_event)
