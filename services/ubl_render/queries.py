"""Every SQL statement of ubl_render."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from libs.service_kit import Transaction
from services.ubl_render.domain.package import Choice
from services.ubl_render.tables import PackageChoice, Rendering


async def renderings_of(tx: Transaction, client_id: UUID, document_id: UUID) -> Sequence[Rendering]:
    """All outcomes of a document, newest first."""
    rows = select(Rendering).where(Rendering.client_id == client_id, Rendering.document_id == document_id)
    return await tx.all(rows.order_by(Rendering.rendered_at.desc()))


async def rendering(tx: Transaction, client_id: UUID, document_id: UUID, release_id: UUID) -> Rendering | None:
    """The outcome of one release."""
    return await tx.one(
        select(Rendering).where(
            Rendering.client_id == client_id,
            Rendering.document_id == document_id,
            Rendering.release_id == release_id,
        )
    )


async def choices(tx: Transaction, client_id: UUID) -> dict[str, Choice]:
    """The client's choices, by package."""
    rows = await tx.all(select(PackageChoice).where(PackageChoice.client_id == client_id))
    return {row.package: Choice(dialect=row.dialect, pdf_beside=row.pdf_beside) for row in rows}


async def choice_of(tx: Transaction, client_id: UUID, package: str) -> Choice:
    """The client's choice for one package; the profile's own values when nothing was chosen."""
    return (await choices(tx, client_id)).get(package, Choice())


async def choose(tx: Transaction, choice: PackageChoice) -> None:
    """Store the client's choice for one package, instead of an earlier one."""
    await tx.replace(choice)
