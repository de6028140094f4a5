"""What ubl_render does when something happened."""

import asyncio
import json

from contracts.events.release import DocumentReleased
from contracts.events.rendering import RenderedFile, UblRefused, UblRendered, ValidationSummary
from contracts.fields import Reason
from libs.service_kit import Context
from services.ubl_render import queries
from services.ubl_render.rendering import PDF, XML, CannotRender, Rendered, render
from services.ubl_render.service import Deps, service


@service.on(DocumentReleased)
async def render_release(event: DocumentReleased, ctx: Context[Deps]) -> None:
    """Make the file that the client's package wants, or say why there can be none."""
    try:
        rendered = await _render(event, ctx)
    except CannotRender as refused:
        await _refuse(event, refused.reasons, ctx)
        return
    files = [await _store(name, type_, content, ctx) for name, type_, content in _contents(rendered)]
    report = await ctx.blobs.put(_report(rendered))
    async with ctx.transaction() as tx:
        new = await queries.keep(
            tx,
            release_id=event.release_id,
            client_id=event.client_id,
            document_id=event.document_id,
            package=event.package,
            state="rendered",
            files=[file.model_dump(mode="json") for file in files],
            steps=list(rendered.steps),
            reasons=[],
            report_sha256=report,
            rendered_at=ctx.now,
        )
        if new:
            tx.publish(
                UblRendered(
                    client_id=event.client_id,
                    release_id=event.release_id,
                    document_id=event.document_id,
                    route=event.route,
                    package=event.package,
                    dialect=rendered.dialect,
                    files=tuple(files),
                    subject=rendered.subject,
                    validation=ValidationSummary(
                        rule_sets=rendered.rule_sets, warnings=rendered.warnings, report_sha256=report
                    ),
                    rendered_at=ctx.now,
                )
            )


async def _render(event: DocumentReleased, ctx: Context[Deps]) -> Rendered:
    package = ctx.deps.packages.get(event.package)
    if package is None:
        raise CannotRender([Reason(code="package_unknown", field="package", params={"package": event.package})])
    pdf = await ctx.blobs.get(event.pdf_sha256) if event.pdf_sha256 else None
    original = None
    if event.embedded_sha256 and event.media_type == XML:
        original = await ctx.blobs.get(event.embedded_sha256)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(ctx.deps.thread, render, event, package, pdf, original)


def _contents(rendered: Rendered) -> list[tuple[str, str, bytes]]:
    return [(rendered.filename, XML, rendered.content)] + [(name, PDF, pdf) for name, pdf in rendered.side_files]


async def _store(filename: str, media_type: str, content: bytes, ctx: Context[Deps]) -> RenderedFile:
    sha256 = await ctx.blobs.put(content)
    return RenderedFile(filename=filename, media_type=media_type, size=len(content), sha256=sha256)


def _report(rendered: Rendered) -> bytes:
    """The validation report as it is kept: which rules ran, what they said, which steps filled gaps."""
    report = {"rule_sets": rendered.rule_sets, "warnings": rendered.warnings, "steps": rendered.steps}
    return json.dumps(report, indent=1, sort_keys=True).encode()


async def _refuse(event: DocumentReleased, reasons: list[Reason], ctx: Context[Deps]) -> None:
    async with ctx.transaction() as tx:
        new = await queries.keep(
            tx,
            release_id=event.release_id,
            client_id=event.client_id,
            document_id=event.document_id,
            package=event.package,
            state="refused",
            files=[],
            steps=[],
            reasons=[reason.model_dump(mode="json") for reason in reasons],
            report_sha256=None,
            rendered_at=ctx.now,
        )
        if new:
            tx.publish(
                UblRefused(
                    client_id=event.client_id,
                    release_id=event.release_id,
                    document_id=event.document_id,
                    reasons=tuple(reasons),
                    refused_at=ctx.now,
                )
            )
