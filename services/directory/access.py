"""What every route needs: who sent the request, whether they may, and the refusals that several routes share."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar
from uuid import UUID

import asyncpg
from fastapi import Depends, Request

from contracts.ids import uuid7
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode, Transaction
from libs.service_kit.audit import USER, texts_of
from libs.service_kit.context import Caller
from libs.service_kit.http import Allowed, allowed
from services.directory.domain.audit_chain import Entry
from services.directory.queries import audit
from services.directory.queries.users import HELD
from services.directory.service import Deps
from services.directory.texts import Code

Row = TypeVar("Row")

CONFLICTS = {
    HELD: Code.EMAIL_TAKEN,
    "uq_client_firm_id_vat_number": Code.VAT_NUMBER_TAKEN,
    "uq_group_firm_id_name": Code.GROUP_NAME_TAKEN,
}


class InFirm(Allowed):
    """A dependency for routes of a firm."""

    def caller(self, request: Request) -> Caller:
        """Who sent the request. Raises 403 without this right, 404 for any firm but the caller's own."""
        caller = super().caller(request)
        firm = request.path_params.get("firm_id")
        if firm is not None and str(caller.firm_id) != str(firm).lower():
            raise Refusal(KitCode.NOT_FOUND)
        return caller


def in_firm(right: str) -> InFirm:
    """The dependency of a route of a firm that needs this right."""
    return InFirm(right)


def caller_of(ctx: Context[Any]) -> Caller:
    """Who sent the request. Raises 401 without a token."""
    if ctx.caller is None:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    return ctx.caller


def user_of(ctx: Context[Any]) -> UUID:
    """The user who sent the request. Raises 401 when it was not a user."""
    user_id = caller_of(ctx).user_id
    if user_id is None:
        raise Refusal(KitCode.NOT_SIGNED_IN)
    return user_id


def firm_of(ctx: Context[Any]) -> UUID:
    """The firm that the caller works for. Raises 404 when they work for none."""
    firm_id = caller_of(ctx).firm_id
    if firm_id is None:
        raise Refusal(KitCode.NOT_FOUND)
    return firm_id


def found(row: Row | None) -> Row:
    """Returns the row. Raises 404 when it is None."""
    if row is None:
        raise Refusal(KitCode.NOT_FOUND)
    return row


@contextmanager
def unique_as_conflict() -> Iterator[None]:
    """Raises 409 with a code of its own when the body breaks a unique constraint."""
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        for constraint, code in CONFLICTS.items():
            if error.constraint_name == constraint:
                raise Refusal(code) from error
        raise


async def record_action(
    tx: Transaction,
    ctx: Context[Deps],
    action: str,
    *,
    subject: UUID | None = None,
    firm_id: UUID | None = None,
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
    **detail: Any,
) -> None:
    """Add to the audit trail: the caller did this to `subject`. Never put a password into any of it."""
    caller = caller_of(ctx)
    entry = Entry(
        audit_id=uuid7(),
        at=ctx.now,
        actor=USER if caller.user_id is not None else caller.role,
        user_id=caller.user_id,
        firm_id=firm_id or caller.firm_id,
        client_id=ctx.client_id,
        action=action,
        subject_id=subject,
        address=caller.address,
        old=texts_of(old or {}),
        new=texts_of(new or {}),
        detail=detail,
    )
    await audit.record(tx, entry)


Me = Annotated[Context[Deps], Depends(allowed("me"))]
ReadingFirms = Annotated[Context[Deps], Depends(allowed("firms:read"))]
WritingFirms = Annotated[Context[Deps], Depends(allowed("firms:write"))]
ReadingFirm = Annotated[Context[Deps], Depends(in_firm("firm:read"))]
WritingFirm = Annotated[Context[Deps], Depends(in_firm("firm:write"))]
ReadingClients = Annotated[Context[Deps], Depends(in_firm("clients:read"))]
WritingClients = Annotated[Context[Deps], Depends(in_firm("clients:write"))]
ReadingClient = Annotated[Context[Deps], Depends(allowed("client:read"))]
HandingOver = Annotated[Context[Deps], Depends(allowed("client:hand_over"))]
WritingClient = Annotated[Context[Deps], Depends(allowed("client:write"))]
ReadingUsers = Annotated[Context[Deps], Depends(allowed("users:read"))]
WritingUsers = Annotated[Context[Deps], Depends(allowed("users:write"))]
Internal = Annotated[Context[Deps], Depends(allowed("internal"))]
