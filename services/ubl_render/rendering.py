"""Making and checking the file of one release: pure work of the processor, no database, no network."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from contracts.events.release import DocumentReleased
from contracts.fields import Origin, Reason
from libs.ubl_schema import BIS3, Refused, UblError, complete, write_ubl
from libs.ubl_schema.model import Attachment, Invoice
from libs.ubl_schema.official import Violation, validate_ubl
from services.ubl_render.domain.invoice import counterparty_name, facts_of, invoice_of, value, with_ledger_account
from services.ubl_render.domain.package import Package, file_name, subject

PDF, XML = "application/pdf", "application/xml"


class CannotRender(Exception):
    """No valid file can be made; the reasons are for a person."""

    def __init__(self, reasons: list[Reason]) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Rendered:
    """The bytes to hand over, and what is known of them."""

    filename: str
    content: bytes
    dialect: str
    subject: str
    steps: tuple[str, ...]
    warnings: tuple[str, ...]
    rule_sets: tuple[str, ...]
    side_files: tuple[tuple[str, bytes], ...] = ()


def render(release: DocumentReleased, package: Package, pdf: bytes | None, original: bytes | None = None) -> Rendered:
    """The file for this package: the e-invoice as it came when that may be handed on untouched, else our own."""
    words = _words(release)
    name = file_name(package, words)
    if original is not None and is_untouched(release):
        violations = validate_ubl(original)
        if not any(v.is_fatal for v in violations):
            return Rendered(
                name, original, BIS3.name, subject(package, words), ("original",), _said(violations), _RULES
            )
    attachment = _attachment(name, pdf) if pdf is not None and package.embed_pdf else None
    invoice, steps = _complete(invoice_of(release, attachment), release)
    content = write_ubl(invoice)
    violations = validate_ubl(content)
    fatal = [v for v in violations if v.is_fatal]
    if fatal:
        raise CannotRender([Reason(code=v.rule, field=v.location[:200], params={"en": v.text[:500]}) for v in fatal])
    side = ((name.rpartition(".")[0] + ".pdf", pdf),) if package.side_pdf and pdf is not None else ()
    return Rendered(name, content, BIS3.name, subject(package, words), steps, _said(violations), _RULES, side)


_RULES = ("UBL-2.1-XSD", "EN16931")


def is_untouched(release: DocumentReleased) -> bool:
    """Whether a received e-invoice is handed on as it is: nobody corrected, tagged, commented or re-marked it."""
    fields = release.fields
    reads = [getattr(fields, name) for name in type(fields).model_fields]
    corrected = any(getattr(read, "origin", None) is Origin.USER for read in reads)
    return not (corrected or release.tags or release.comments or release.payment in ("cash", "private", "card"))


def _complete(invoice: Invoice, release: DocumentReleased) -> tuple[Invoice, tuple[str, ...]]:
    try:
        done = complete(invoice, facts_of(release))
    except Refused as refused:
        raise CannotRender(
            [Reason(code=f.rule, field=f.term, params=f.messages) for f in refused.findings]
        ) from refused
    except UblError as error:
        raise CannotRender([Reason(code="not_an_invoice", params={"en": str(error)[:500]})]) from error
    return with_ledger_account(done.invoice, release), done.steps


def _attachment(name: str, pdf: bytes) -> Attachment:
    return Attachment(
        id=hashlib.sha256(pdf).hexdigest()[:16],
        filename=name.rpartition(".")[0] + ".pdf",
        media_type=PDF,
        content=pdf,
    )


def _words(release: DocumentReleased) -> Mapping[str, str]:
    date = value(release.fields.issue_date) or release.released_at.date()
    return {
        "date": f"{date:%Y%m%d}",
        "sequence": f"{release.sequence:05}",
        "party": counterparty_name(release) or "unknown",
        "number": value(release.fields.number) or release.sha256[:8],
        "kind": release.kind.value.replace("_", " "),
        "route": release.route.value,
        "reference": release.client.reference or release.client.vat_number,
    }


def _said(violations: list[Violation]) -> tuple[str, ...]:
    return tuple(sorted({v.rule for v in violations if not v.is_fatal}))
