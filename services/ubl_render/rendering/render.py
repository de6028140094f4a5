"""The files of one release: only computing, no database and no network."""

from dataclasses import replace

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from libs.ubl_schema.factur_x import make_facturx
from services.ubl_render.checks.official import ValidationResult
from services.ubl_render.domain.naming import base_name, subject_of, words_of
from services.ubl_render.domain.package import Package
from services.ubl_render.domain.packing import OutFile, fits, zipped
from services.ubl_render.domain.refusals import CannotRender, reason
from services.ubl_render.rendering.compose import make
from services.ubl_render.rendering.packaging import too_large
from services.ubl_render.rendering.passthrough import as_it_came
from services.ubl_render.rendering.results import MakeFacturX, Material, Rendered
from services.ubl_render.texts import Code


def render(
    release: DocumentReleased, package: Package, material: Material, embed: MakeFacturX = make_facturx
) -> Rendered:
    """The valid files for this package. Raises CannotRender with the reasons when there can be none."""
    if release.route not in package.routes:
        raise CannotRender(reason(Code.NO_ROUTE, package=package.title))
    words = words_of(release)
    name = base_name(package, words)
    if release.route is Route.MISC:
        rendered = _document_alone(package, name, material)
    else:
        rendered = as_it_came(release, package, name, material) or make(release, package, name, material, embed)
    steps = (material.step, *rendered.steps) if material.step else rendered.steps
    return replace(rendered, subject=subject_of(package, release.kind, release.route, words), steps=steps)


def _document_alone(package: Package, name: str, material: Material) -> Rendered:
    """The document itself, for contracts, statements and letters, which are not invoices: a user books them."""
    if material.pdf is None:
        raise CannotRender(reason(Code.NEEDS_DOCUMENT, field="BG-24", package=package.title))
    document = OutFile(f"{name}.pdf", material.pdf)
    files = (zipped(name, (document,)) if package.zip else document,)
    if not fits(files, package.limit):
        raise too_large(files, package)
    return Rendered(files, "pdf", ValidationResult((), ()), ("document_alone",))
