"""Why a document was read as it was: the evidence of each decision with what was decided."""

from collections.abc import Mapping

from contracts.fields import DocumentFields, DocumentKind, PartyFields
from services.ocr_extract.domain.evidence import Decision, Explanation, Score
from services.ocr_extract.domain.evidence.kind import STATED_BY_EINVOICE, STATED_BY_USER


def explain(kind: DocumentKind, fields: DocumentFields, scores: Mapping[Decision, Score]) -> tuple[Explanation, ...]:
    """The explanation of each decision whose value is in the fields and that has evidence."""
    values = _values(kind, fields)
    return tuple(
        Explanation.of(decision, value, score)
        for decision, score in scores.items()
        if (value := values.get(decision)) and score.evidence
    )


def explain_einvoice(kind: DocumentKind, fields: DocumentFields) -> tuple[Explanation, ...]:
    """An e-invoice states everything itself."""
    return explain(kind, fields, dict.fromkeys(Decision, Score.of(STATED_BY_EINVOICE)))


def with_hint(
    explanations: tuple[Explanation, ...], kind: DocumentKind, hint: DocumentKind | None
) -> tuple[Explanation, ...]:
    """The explanations of a document whose kind a user stated: then nothing else decided it."""
    if hint is None:
        return explanations
    stated = Explanation.of(Decision.KIND, kind.value, Score.of(STATED_BY_USER))
    return (stated, *(each for each in explanations if each.decision is not Decision.KIND))


def _values(kind: DocumentKind, fields: DocumentFields) -> dict[Decision, str | None]:
    return {
        Decision.KIND: kind.value,
        Decision.SELLER: _party(fields.seller),
        Decision.BUYER: _party(fields.buyer),
        Decision.TOTALS: None if kind is DocumentKind.CARD_STATEMENT else _totals(fields),
    }


def _party(party: PartyFields) -> str | None:
    read = party.name or party.vat_number or party.company_number
    return read.value if read else None


def _totals(fields: DocumentFields) -> str | None:
    """Total without VAT, VAT and total with VAT, as a sum."""
    if not fields.total_without_vat or not fields.total_vat or not fields.total_with_vat:
        return None
    return f"{fields.total_without_vat.value} + {fields.total_vat.value} = {fields.total_with_vat.value}"
