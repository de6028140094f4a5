"""Makes our own file of a release: completes the invoice, then writes it as the package requires."""

from dataclasses import dataclass, replace

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from libs.ubl_schema import Completed, Invoice, Refused, UblError, WarningCode, complete, read
from services.ubl_render.domain.einvoice import built_upon
from services.ubl_render.domain.invoice import facts_of, invoice_of, with_ledger_account
from services.ubl_render.domain.package import Package
from services.ubl_render.rendering.packaging import dialect_for, draft, refusal_of, shaped
from services.ubl_render.rendering.results import MakeFacturX, Material, Rendered

REBUILT = "rebuilt_from_the_fields"
"""The step after which the sender's own file is given up: what only that file states is lost, and the notes say why."""


@dataclass(frozen=True)
class _Base:
    """The completed invoice that the file is made of, and why it is not the received one."""

    done: Completed
    notes: tuple[str, ...] = ()


def make(release: DocumentReleased, package: Package, name: str, material: Material, embed: MakeFacturX) -> Rendered:
    """The files in the first shape that fits. Raises CannotRender with the reasons."""
    base = _completed(release, material)
    done = base.done
    dialect = dialect_for(package, done.steps, material)
    invoice = with_ledger_account(done.invoice, release, has_lines=dialect.has_lines)
    sales = release.route is Route.SALES
    made = shaped(draft(invoice, done.steps, dialect, package, name, material, sales=sales), embed)
    return replace(made, notes=(*base.notes, *made.notes))


def _completed(release: DocumentReleased, material: Material) -> _Base:
    """The completed invoice: from the received e-invoice where possible, else from the fields, which is told."""
    steps, notes = tuple[str, ...](), tuple[str, ...]()
    if material.einvoice is not None:
        try:
            built = _built_upon(release, material.einvoice)
            return _Base(Completed(built.invoice, ("built_upon_the_e_invoice", *built.steps), built.findings))
        except _GivenUp as given_up:
            steps, notes = (REBUILT,), given_up.reasons
    try:
        done = complete(invoice_of(release), facts_of(release))
    except UblError as error:
        raise refusal_of(error) from error
    return _Base(Completed(done.invoice, (*steps, *done.steps), done.findings), notes)


class _GivenUp(Exception):
    """The received e-invoice cannot be the base of the file."""

    def __init__(self, *reasons: str) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = reasons


def _built_upon(release: DocumentReleased, einvoice: bytes) -> Completed:
    """The received e-invoice, extended and completed. Raises _GivenUp with the reasons."""
    try:
        reading = read(einvoice)
        other = next((each for each in reading.warnings if each.code is WarningCode.CURRENCY), None)
        if other is not None:
            raise _GivenUp(other.text)
        base: Invoice | None = built_upon(reading.invoice, release)
        if base is None:
            raise _GivenUp("a user changed what it states")
        return complete(base, facts_of(release))
    except Refused as refused:
        raise _GivenUp(*(f"{found.rule}: {found.message('en')}" for found in refused.findings)) from refused
    except UblError as error:
        raise _GivenUp(str(error)) from error
