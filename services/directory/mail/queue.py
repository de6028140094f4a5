"""Letters to users, queued in the transaction that they tell of. Without a mail server none is."""

from collections.abc import Mapping
from uuid import UUID

from contracts.ids import uuid7
from libs.service_kit import Context, Transaction
from services.directory.domain.letters import Letter
from services.directory.queries import mail
from services.directory.service import Deps
from services.directory.tables import Mail


async def queue(
    tx: Transaction,
    ctx: Context[Deps],
    letter: Letter,
    recipient: str,
    *,
    language: str = "",
    client_id: UUID | None = None,
    values: Mapping[str, str] | None = None,
) -> None:
    """Queue a letter. `values` fill its text: no secret is among them, codes are made when it is sent."""
    if ctx.deps.mailer is None:
        return
    queued = Mail(
        mail_id=uuid7(),
        client_id=client_id,
        kind=letter,
        recipient=recipient,
        language=language,
        values=dict(values or {}),
        queued_at=ctx.now,
        due_at=ctx.now,
    )
    await mail.add(tx, queued)
