"""Passes a received e-invoice on as it came, when nobody changed it and the package reads its dialect."""

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from libs.ubl_schema import CII_BASICWL, CII_EN16931, DIALECTS, Dialect, Reading, Syntax, UblError, read
from libs.ubl_schema.official import NotJudged
from services.ubl_render.checks.official import validate
from services.ubl_render.domain.einvoice import is_untouched
from services.ubl_render.domain.needs import unmet
from services.ubl_render.domain.package import Package
from services.ubl_render.domain.packing import OutFile, fits
from services.ubl_render.rendering.results import FACTUR_X, PDF, Material, Rendered

_LEVELS = {level.customization_id: level for level in (CII_BASICWL, CII_EN16931)}


def as_it_came(release: DocumentReleased, package: Package, name: str, material: Material) -> Rendered | None:
    """The same bytes under our file name; None when it was changed, has another dialect, or is not valid or cannot
    be judged."""
    if material.einvoice is None or not is_untouched(release):
        return None
    try:
        reading = read(material.einvoice)
    except UblError:
        return None
    if reading.in_envelope:
        return None
    is_pdf = release.media_type == PDF
    dialect = _same_dialect(reading, package, is_pdf=is_pdf)
    content = material.pdf if is_pdf else material.einvoice
    if dialect is None or content is None or reading.invoice.is_credit_note is not release.kind.is_credit_note:
        return None
    if unmet(package, reading.invoice, sales=release.route is Route.SALES):
        return None
    files = (OutFile(f"{name}.{'pdf' if is_pdf else 'xml'}", content),)
    if package.zip or not fits(files, package.limit):
        return None
    try:
        validation = validate(material.einvoice, dialect)
    except NotJudged:
        return None
    return None if validation.fatal else Rendered(files, dialect.name, validation, ("as_it_came",))


def _same_dialect(reading: Reading, package: Package, *, is_pdf: bool) -> Dialect | None:
    """The dialect of the file when we would write the same (of a Factur-X: one of our levels); else None."""
    if package.dialect == FACTUR_X:
        known = is_pdf and reading.syntax is Syntax.CII
        return _LEVELS.get(reading.customization_id or "") if known else None
    return DIALECTS[package.dialect] if not is_pdf and reading.dialect == package.dialect else None
