"""Every SQL statement of ubl_render."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.ubl_render.tables import Rendering


async def keep(tx: Transaction, **values: Any) -> bool:
    """Write an outcome down; False when this release has one already."""
    return bool(await tx.execute(insert(Rendering).values(**values).on_conflict_do_nothing()))


async def renderings_of(tx: Transaction, document_id: UUID) -> Sequence[Row[Any]]:
    """All outcomes of a document, newest first."""
    columns = (
        Rendering.release_id,
        Rendering.package,
        Rendering.state,
        Rendering.files,
        Rendering.steps,
        Rendering.reasons,
        Rendering.rendered_at,
    )
    return await tx.rows(
        select(*columns).where(Rendering.document_id == document_id).order_by(Rendering.rendered_at.desc())
    )


async def files_of(tx: Transaction, document_id: UUID, release_id: UUID) -> list[dict[str, Any]] | None:
    """The files of one release."""
    found: list[dict[str, Any]] | None = await tx.value(
        select(Rendering.files).where(Rendering.document_id == document_id, Rendering.release_id == release_id)
    )
    return found
