"""Makes our own file of a release: completes the invoice, then writes it as the package requires."""

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from libs.ubl_schema import Completed, Invoice, UblError, complete, read
from services.ubl_render.domain.einvoice import built_upon
from services.ubl_render.domain.invoice import facts_of, invoice_of, with_ledger_account
from services.ubl_render.domain.package import Package
from services.ubl_render.rendering.packaging import dialect_for, draft, refusal_of, shaped
from services.ubl_render.rendering.results import MakeFacturX, Material, Rendered


def make(release: DocumentReleased, package: Package, name: str, material: Material, embed: MakeFacturX) -> Rendered:
    """The files in the first shape that fits. Raises CannotRender with the reasons."""
    done = _completed(release, material)
    dialect = dialect_for(package, done.steps, material)
    invoice = with_ledger_account(done.invoice, release, has_lines=dialect.has_lines)
    sales = release.route is Route.SALES
    return shaped(draft(invoice, done.steps, dialect, package, name, material, sales=sales), embed)


def _completed(release: DocumentReleased, material: Material) -> Completed:
    """The completed invoice: from the received e-invoice where possible, else from the fields."""
    built = _built_upon(release, material.einvoice)
    if built is not None:
        return Completed(built.invoice, ("built_upon_the_e_invoice", *built.steps), built.findings)
    try:
        return complete(invoice_of(release), facts_of(release))
    except UblError as error:
        raise refusal_of(error) from error


def _built_upon(release: DocumentReleased, einvoice: bytes | None) -> Completed | None:
    """The received e-invoice, extended and completed. None when users corrected it or it cannot be completed; then the
    fields may be."""
    if einvoice is None:
        return None
    try:
        base: Invoice | None = built_upon(read(einvoice).invoice, release)
        return complete(base, facts_of(release)) if base is not None else None
    except UblError:
        return None
