"""Writes a finished invoice for a package: places the PDF, keeps to the size limit, validates by the rules."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.reason import Reason
from libs.ubl_schema import (
    CII_BASICWL,
    CII_EN16931,
    DIALECTS,
    Dialect,
    Invoice,
    Refused,
    UblError,
    UnreadablePdf,
    write,
)
from libs.ubl_schema.model import Attachment
from libs.ubl_schema.official import NotJudged, Violation
from services.ubl_render.checks.official import validate
from services.ubl_render.domain.needs import unmet
from services.ubl_render.domain.package import Package, Placement
from services.ubl_render.domain.packing import OutFile, Shape, fits, shapes, size_of, zipped
from services.ubl_render.domain.refusals import CannotRender, reason
from services.ubl_render.rendering.results import FACTUR_X, PDF, MakeFacturX, Material, Rendered
from services.ubl_render.texts import Code

_SUMMARISED = frozenset({"lines_from_breakdown", "lines_that_do_not_add_up_are_summarised"})
"""Steps after which the lines are ours: Factur-X has a level without lines for that."""


@dataclass(frozen=True)
class Draft:
    """An invoice that can be written, with everything that does not depend on its shape."""

    invoice: Invoice
    dialect: Dialect
    package: Package
    name: str
    pdf: bytes | None
    steps: tuple[str, ...]


@dataclass(frozen=True)
class _Written:
    """The files in one shape, with the XML that is validated."""

    files: tuple[OutFile, ...]
    xml: bytes
    notes: tuple[str, ...] = ()


def dialect_for(package: Package, steps: Sequence[str], material: Material) -> Dialect:
    """The dialect for the package; for Factur-X the level without lines when the lines would be ours."""
    if package.dialect != FACTUR_X:
        return DIALECTS[package.dialect]
    if material.pdf is None:
        raise CannotRender(reason(Code.NEEDS_DOCUMENT, field="BG-24", package=package.title))
    return CII_BASICWL if _SUMMARISED & set(steps) else CII_EN16931


def draft(
    invoice: Invoice,
    steps: tuple[str, ...],
    dialect: Dialect,
    package: Package,
    name: str,
    material: Material,
    *,
    sales: bool,
) -> Draft:
    """The invoice with its document. Raises CannotRender when something is missing that the package requires."""
    attachment = _attachment(name, material.pdf) if material.pdf is not None else None
    invoice = invoice.model_copy(update={"attachments": (attachment,) if attachment else ()})
    if missing := unmet(package, invoice, sales=sales):
        raise CannotRender(*missing)
    return Draft(invoice, dialect, package, name, material.pdf, steps)


def shaped(draft: Draft, embed: MakeFacturX) -> Rendered:
    """The files in the first shape that fits. Raises CannotRender with the reasons."""
    for shape in shapes(draft.package):
        written = _written(draft, shape, embed)
        if fits(written.files, draft.package.limit):
            return _checked(draft, shape, written)
    raise too_large(written.files, draft.package)


def too_large(files: tuple[OutFile, ...], package: Package) -> CannotRender:
    """The refusal of files over the limit of the package."""
    counted, most = (package.limit.counted, package.limit.bytes) if package.limit else ("mail", 0)
    figures = {"size": f"{size_of(files, counted) / 1e6:.2f}", "limit": f"{most / 1e6:.2f}"}
    return CannotRender(reason(Code.FILE_TOO_LARGE, field="BG-24", package=package.title, **figures))


def _written(draft: Draft, shape: Shape, embed: MakeFacturX) -> _Written:
    invoice, pdf, name = draft.invoice, draft.pdf, draft.name
    outside = invoice.model_copy(update={"attachments": ()})
    try:
        if draft.package.dialect == FACTUR_X and pdf is not None:
            made = embed(pdf, outside, draft.dialect)
            xml, notes, files = made.xml, made.notes, [OutFile(f"{name}.pdf", made.pdf)]
        else:
            xml = write(outside if shape.placement is Placement.BESIDE else invoice, draft.dialect)
            notes, files = (), [OutFile(f"{name}.xml", xml)]
    except UnreadablePdf as error:
        raise CannotRender(reason(Code.DOCUMENT_UNREADABLE, field="BG-24")) from error
    except UblError as error:
        raise refusal_of(error) from error
    if pdf is not None and shape.placement is not Placement.INSIDE:
        files.append(OutFile(_side_name(draft), pdf))
    return _Written((zipped(name, files),) if shape.zipped else tuple(files), xml, notes)


def _side_name(draft: Draft) -> str:
    """The name of the PDF beside: the same as the e-invoice, so that packages match them; a Factur-X already has it."""
    return f"{draft.name}{'-original' if draft.package.dialect == FACTUR_X else ''}.pdf"


def _checked(draft: Draft, shape: Shape, written: _Written) -> Rendered:
    try:
        validation = validate(written.xml, draft.dialect)
    except NotJudged as problem:
        raise CannotRender(reason(Code.NOT_JUDGED, why=str(problem)[:500])) from problem
    if validation.fatal:
        raise CannotRender(*[_official(violation) for violation in validation.fatal])
    provenance = {term: origin.value for term, origin in sorted(draft.invoice.provenance.items())}
    steps = (*draft.steps, *((shape.step,) if shape.step else ()))
    return Rendered(written.files, draft.dialect.name, validation, steps, written.notes, provenance)


def _attachment(name: str, pdf: bytes) -> Attachment:
    return Attachment(id=hashlib.sha256(pdf).hexdigest()[:16], filename=f"{name}.pdf", media_type=PDF, content=pdf)


def _official(violation: Violation) -> Reason:
    rule = reason(Code.OFFICIAL_RULE, rule=violation.rule, why=violation.text[:500])
    return rule.model_copy(update={"code": violation.rule, "field": violation.location[:200]})


def refusal_of(error: UblError) -> CannotRender:
    """The refusal of the library as reasons for users."""
    if isinstance(error, Refused):
        return CannotRender(*[Reason(code=f.rule, field=f.term, params=f.messages) for f in error.findings])
    return CannotRender(reason(Code.NOT_AN_INVOICE, why=str(error)[:500]))
