"""Every SQL statement of ubl_render."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.ubl_render.domain.package import Choice
from services.ubl_render.tables import PackageChoice, Rendering


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


async def rendering(tx: Transaction, document_id: UUID, release_id: UUID) -> Row[Any] | None:
    """Files and report of one release."""
    columns = (Rendering.files, Rendering.report_sha256)
    return await tx.row(
        select(*columns).where(Rendering.document_id == document_id, Rendering.release_id == release_id)
    )


async def choices(tx: Transaction) -> dict[str, Choice]:
    """What the client wants, by package."""
    columns = (PackageChoice.package, PackageChoice.dialect, PackageChoice.pdf_beside)
    return {row.package: Choice.model_validate(row._mapping) for row in await tx.rows(select(*columns))}


async def choice_of(tx: Transaction, package: str) -> Choice:
    """What the client wants of one package; nothing special when it never said."""
    return (await choices(tx)).get(package, Choice())


async def choose(tx: Transaction, **values: Any) -> None:
    """Write down what the client wants of one package."""
    new = insert(PackageChoice).values(**values)
    changed = {name: values[name] for name in ("dialect", "pdf_beside", "changed_at")}
    await tx.execute(new.on_conflict_do_update(index_elements=["client_id", "package"], set_=changed))
