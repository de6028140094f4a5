"""A document received as an e-invoice: passed on as it is, or extended, so that nothing its sender stated is lost."""

from collections.abc import Iterator
from typing import Any

from contracts.events.release import DocumentReleased
from contracts.fields import Origin, PartyFields, PaymentState, Read, Route
from libs.ubl_schema import Invoice
from libs.ubl_schema.model import Line
from libs.ubl_schema.notes import Note, join_note
from services.ubl_render.domain.invoice import client_party, marked_payment


def is_corrected(release: DocumentReleased) -> bool:
    """Whether a user changed values of the document."""
    return any(origin is Origin.USER for origin in _origins(release))


def is_untouched(release: DocumentReleased) -> bool:
    """Whether nobody corrected, tagged, commented or marked it, and no ledger account is to be added."""
    added = release.tags or release.comments or _is_marked(release)
    accounts = release.route is Route.SALES and (
        release.client.ledger_account or any(line.ledger_account for line in release.fields.lines)
    )
    return not (added or accounts or is_corrected(release))


def built_upon(original: Invoice, release: DocumentReleased) -> Invoice | None:
    """The received invoice with what users added to it; None when they changed its values.

    The client's side comes from its settings; its electronic address stays as the sender has it.
    """
    if is_corrected(release) or original.is_credit_note is not release.kind.is_credit_note:
        return None
    lines = _with_accounts(original.lines, release)
    if lines is None:
        return None
    ours = "seller" if release.route is Route.SALES else "buyer"
    known = getattr(original, ours)
    client = client_party(release.client).model_copy(update={"endpoint": known.endpoint, "contact": known.contact})
    update: dict[str, Any] = {
        ours: client,
        "lines": lines,
        "attachments": (),
        "note": join_note(Note(tags=release.tags, comments=release.comments, text=original.note)),
    }
    if _is_marked(release) and (marked := marked_payment(release)):
        reference = original.payment.reference if original.payment else None
        update["payments"] = (marked.model_copy(update={"reference": reference}),)
    return original.model_copy(update=update)


def _is_marked(release: DocumentReleased) -> bool:
    """Whether the payment differs from the one that the e-invoice states."""
    if release.payment in (PaymentState.UNKNOWN, PaymentState.BANK):
        return False
    stated = release.fields.payment_state
    return stated is None or stated.value is not release.payment


def _with_accounts(lines: tuple[Line, ...], release: DocumentReleased) -> tuple[Line, ...] | None:
    """The ledger accounts that were chosen line by line; None when the lines are no longer the same."""
    chosen = [line.ledger_account for line in release.fields.lines]
    if not any(chosen):
        return lines
    if len(chosen) != len(lines):
        return None
    return tuple(
        line.model_copy(update={"accounting_cost": account}) if account else line
        for line, account in zip(lines, chosen, strict=True)
    )


def _origins(release: DocumentReleased) -> Iterator[Origin]:
    for _, field in release.fields:
        if isinstance(field, Read):
            yield field.origin
        elif isinstance(field, PartyFields):
            yield from (read.origin for _, read in field if isinstance(read, Read))
    yield from (row.origin for row in release.fields.vat)
    yield from (line.origin for line in release.fields.lines)
    yield from (part.origin for part in release.fields.allowances)
