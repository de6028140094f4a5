"""The handlers: what ubl_render does about events."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypedDict, TypeVar, Unpack

from contracts.events.release import DocumentReleased
from contracts.events.rendering import RenderedFile, UblRefused, UblRendered, ValidationSummary
from contracts.fields import Route
from contracts.reason import Reason
from libs.service_kit import Context, Retry, Transaction
from services.ubl_render import queries
from services.ubl_render.confined.process import NotStarted
from services.ubl_render.domain.package import Choice, Package
from services.ubl_render.domain.packing import OutFile
from services.ubl_render.domain.refusals import CannotRender, reason
from services.ubl_render.rendering.page_pdf import drawn
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.report import report_of
from services.ubl_render.rendering.results import IMAGE_TO_PDF, Material, Rendered
from services.ubl_render.service import Deps, service
from services.ubl_render.tables import Rendering
from services.ubl_render.texts import Code

MOST_REASONS = 100
"""More reasons help nobody: the first ones are mended, and the next rendering names the next."""
DRAWN = "page_drawn_from_the_e_invoice"
Made = TypeVar("Made")


async def package_choice(tx: Transaction, events: Sequence[DocumentReleased]) -> Choice:
    """What the client has chosen for the package of a release."""
    return await queries.choice_of(tx, events[0].client_id, events[0].package)


@service.on(DocumentReleased, load=package_choice, outside=True)
async def render_release(event: DocumentReleased, ctx: Context[Deps]) -> None:
    """Make the files for the client's package, or publish the reasons why there can be none."""
    try:
        package = _wanted(event, ctx)
        material = await _material(event, package, ctx)
        embed = ctx.deps.confined.make_facturx
        rendered = await _in_thread(ctx.deps.rendering, render, event, package, material, embed)
    except CannotRender as refused:
        await _refuse(event, refused.reasons[:MOST_REASONS], ctx)
        return
    except NotStarted as away:
        raise Retry(str(away)) from away
    files = [await _store(file, ctx) for file in rendered.files]
    report = await ctx.blobs.put(report_of(rendered, material))
    async with ctx.transaction() as tx:
        row = _row(event, "rendered", ctx, files=files, steps=list(rendered.steps), report_sha256=report)
        if await tx.add(row, unless_there=True):
            tx.publish(_announcement(event, rendered, files, report, ctx))


def _wanted(event: DocumentReleased, ctx: Context[Deps]) -> Package:
    """The profile of the package with the client's choices. Raises CannotRender for an unknown package."""
    package = ctx.deps.packages.get(event.package)
    if package is None:
        raise CannotRender(reason(Code.PACKAGE_UNKNOWN, field="package", package=event.package))
    choice: Choice = ctx.board
    return choice.applied_to(package)


async def _material(event: DocumentReleased, package: Package, ctx: Context[Deps]) -> Material:
    """The files of the document. A PDF that we make is stored too, so that the embedded one is the stored one."""
    einvoice = await ctx.blobs.get(event.embedded_sha256) if event.embedded_sha256 else None
    if event.pdf_sha256:
        return Material(await ctx.blobs.get(event.pdf_sha256), einvoice=einvoice)
    pdf, step = None, None
    if event.media_type.startswith("image/"):
        image = await ctx.blobs.get(event.sha256)
        pdf, step = await _in_thread(ctx.deps.converting, ctx.deps.confined.image_to_pdf, image), IMAGE_TO_PDF
    elif einvoice is not None and (package.must_have_pdf or event.route is Route.MISC):
        pdf, step = await _in_thread(ctx.deps.rendering, drawn, einvoice, event.client.language), DRAWN
    if pdf is not None:
        await ctx.blobs.put(pdf)
    return Material(pdf, step, einvoice)


async def _in_thread(threads: ThreadPoolExecutor, work: Callable[..., Made], *arguments: object) -> Made:
    return await asyncio.get_running_loop().run_in_executor(threads, partial(work, *arguments))


async def _store(file: OutFile, ctx: Context[Deps]) -> RenderedFile:
    sha256 = await ctx.blobs.put(file.content)
    return RenderedFile(filename=file.filename, media_type=file.media_type, size=len(file.content), sha256=sha256)


def _announcement(
    event: DocumentReleased, rendered: Rendered, files: list[RenderedFile], report: str, ctx: Context[Deps]
) -> UblRendered:
    validation = rendered.validation
    return UblRendered(
        client_id=event.client_id,
        release_id=event.release_id,
        document_id=event.document_id,
        route=event.route,
        package=event.package,
        dialect=rendered.dialect,
        files=tuple(files),
        subject=rendered.subject,
        validation=ValidationSummary(
            rule_sets=validation.rule_sets,
            warnings=tuple(sorted({found.rule for found in validation.warnings}))[:MOST_REASONS],
            report_sha256=report,
        ),
        rendered_at=ctx.now,
    )


async def _refuse(event: DocumentReleased, reasons: list[Reason], ctx: Context[Deps]) -> None:
    async with ctx.transaction() as tx:
        if await tx.add(_row(event, "refused", ctx, reasons=reasons), unless_there=True):
            tx.publish(
                UblRefused(
                    client_id=event.client_id,
                    release_id=event.release_id,
                    document_id=event.document_id,
                    reasons=tuple(reasons),
                    refused_at=ctx.now,
                )
            )


class Outcome(TypedDict, total=False):
    """The columns of an outcome: files and a report, or reasons."""

    files: list[RenderedFile]
    steps: list[str]
    reasons: list[Reason]
    report_sha256: str


def _row(event: DocumentReleased, state: str, ctx: Context[Deps], **outcome: Unpack[Outcome]) -> Rendering:
    return Rendering(
        release_id=event.release_id,
        client_id=event.client_id,
        document_id=event.document_id,
        package=event.package,
        state=state,
        rendered_at=ctx.now,
        **outcome,
    )
