"""HTTP routes: statement files in; accounts and statements out."""

import asyncio
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Form, Request, UploadFile
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from contracts.events.bank import TransactionSource
from contracts.values import Amount
from libs.outside_text import shown_name
from libs.reasons import ReasonView
from libs.refusal import Refusal
from libs.service_kit import Context
from libs.service_kit.http import allowed, language_of
from libs.service_kit.paging import Cursor, Limit, Listed, Page, day, position_of
from services.bank_sync import queries
from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.statement import Statement
from services.bank_sync.importing import Imported, import_statements
from services.bank_sync.service import Deps
from services.bank_sync.texts import TEXTS, Code

router = APIRouter(prefix="/v1/clients/{client_id}", tags=["bank"])
Reading = Annotated[Context[Deps], Depends(allowed("bank:read"))]
Writing = Annotated[Context[Deps], Depends(allowed("bank:write"))]


class StatementResult(BaseModel):
    """One statement of a file: how it continues its account, and the numbers of statements missing before it."""

    statement_id: UUID
    account: str
    number: str
    continuity: str
    new_transactions: int
    known_transactions: int
    missing: list[int] = []


class FileResult(BaseModel):
    """The result for one file: imported whole, or refused with the line and the rule."""

    filename: str
    status: Literal["imported", "refused"]
    statements: list[StatementResult] = []
    problem: ReasonView | None = None


class ImportResult(BaseModel):
    """One result for each file, in the order they were sent."""

    results: list[FileResult]


class AccountView(BaseModel):
    """An account and its latest known balance."""

    account: str
    currency: str
    holder: str
    balance: Amount
    balance_date: date


class StatementView(BaseModel):
    """One imported statement."""

    statement_id: UUID
    account: str
    currency: str
    number: str
    old_balance: Decimal
    new_balance: Decimal
    new_balance_date: date
    continuity: str
    transactions: int
    source: str
    imported_at: datetime


@router.post(
    "/bank-statements",
    operation_id="importBankStatements",
    status_code=201,
    responses={207: {"model": ImportResult, "description": "Some files were refused"}, 422: {}},
)
async def import_bank_statements(
    client_id: UUID,
    ctx: Writing,
    request: Request,
    files: list[UploadFile],
    confirm_account: Annotated[bool, Form()] = False,
) -> ImportResult:
    """Import CODA files, each whole or not at all; a file sent again changes nothing."""
    if len(files) > ctx.deps.files_per_upload:
        raise Refusal(Code.TOO_MANY_FILES, limit=ctx.deps.files_per_upload)
    results: list[FileResult] = []
    for file in files:
        name = shown_name(file.filename, otherwise="statement")
        content = await file.read(ctx.deps.file_bytes + 1)
        try:
            results.append(await _import(name, content, ctx, confirmed=confirm_account))
        except Refusal as refusal:
            refusal.add(filename=name)
            if len(files) == 1:
                raise
            reason = ReasonView.of(refusal, language_of(request), TEXTS)
            results.append(FileResult(filename=name, status="refused", problem=reason))
    answer = ImportResult(results=results)
    if any(result.status == "refused" for result in results):
        return JSONResponse(answer.model_dump(mode="json"), status_code=207)  # type: ignore[return-value]
    return answer


async def _import(name: str, content: bytes, ctx: Context[Deps], *, confirmed: bool) -> FileResult:
    read: list[Statement] = await asyncio.to_thread(read_coda, content)
    sha256 = await ctx.blobs.put(content)
    imported = await import_statements(read, sha256, TransactionSource.CODA, ctx, confirmed=confirmed)
    return FileResult(filename=name, status="imported", statements=[_result(one) for one in imported])


def _result(one: Imported) -> StatementResult:
    return StatementResult(
        statement_id=one.statement_id,
        account=one.statement.account.number,
        number=one.statement.coda_number or one.statement.number,
        continuity=one.check.continuity.value,
        new_transactions=one.new,
        known_transactions=one.known,
        missing=sorted({number for gap in one.check.breaks for number in gap.missing}),
    )


@router.get("/accounts", operation_id="listAccounts")
async def list_accounts(client_id: UUID, ctx: Reading) -> list[AccountView]:
    """The accounts that have statements, each with its latest balance."""
    async with ctx.read() as tx:
        rows = await queries.accounts(tx, client_id)
    return [
        AccountView(
            account=row.account,
            currency=row.currency,
            holder=row.holder,
            balance=row.new_balance.quantize(Decimal("0.01")),
            balance_date=row.new_balance_date,
        )
        for row in rows
    ]


@router.get("/bank-statements", operation_id="listStatements")
async def list_statements(
    client_id: UUID, ctx: Reading, cursor: Cursor = None, limit: Limit = 50
) -> Page[StatementView]:
    """Imported statements, newest first."""
    listed = Listed("bank statements", client_id)
    after = position_of(listed, cursor, day, UUID)
    async with ctx.read() as tx:
        rows = await queries.statements(tx, client_id, after, limit + 1)
    return Page.of(listed, rows, limit, _statement_view, lambda row: (row.new_balance_date, row.statement_id))


def _statement_view(row: queries.ListedStatement) -> StatementView:
    return StatementView(**row._asdict())
