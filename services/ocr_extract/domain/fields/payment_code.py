"""The QR code of a credit transfer (EPC069-12): it fills in what is not printed, and both must agree.

A code with another account than the printed one is a known fraud: whoever scans it pays somebody else. Then the
printed account is not trusted either, until a user has checked it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter, ValidationError

from contracts.fields import Box, DocumentFields, Origin, Read
from contracts.reason import Reason
from contracts.values import Amount, CreditorReference, Iban, StructuredCommunication
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.proof.doubt import doubted

_VERSIONS, _TRANSFERS = ("001", "002"), ("SCT", "INST")
_FILLED = 0.95
_REFERENCES = ("structured_communication", "creditor_reference")
_COMPARED = ("iban", "payable", *_REFERENCES)


@dataclass(frozen=True)
class Code:
    """The text of a QR code, and its place on the page in points."""

    text: str
    box: Box


@dataclass(frozen=True)
class PaymentCode:
    """What a payment code asks for, and where it stands. Each value has passed its own check."""

    page: int
    box: Box
    iban: str
    payable: Decimal | None = None
    structured_communication: str | None = None
    creditor_reference: str | None = None


def payment_codes(codes: Iterable[Code], page: int) -> tuple[PaymentCode, ...]:
    """The codes of a page that ask for a payment."""
    return tuple(payment for code in codes if (payment := parse(code.text, page, code.box)) is not None)


def parse(text: str, page: int, box: Box) -> PaymentCode | None:
    """A payment from the text of a QR code; None when it is something else or asks for no valid account."""
    lines = [line.strip() for line in text.splitlines()] + [""] * 12
    if lines[0] != "BCD" or lines[1] not in _VERSIONS or lines[3] not in _TRANSFERS:
        return None
    account = _valid(Iban, lines[6])
    if account is None:
        return None
    structured, remittance = lines[9], lines[10]
    return PaymentCode(
        page,
        box,
        account,
        _valid(Amount, lines[7].removeprefix("EUR")) if lines[7].startswith("EUR") else None,
        _valid(StructuredCommunication, structured) or _valid(StructuredCommunication, remittance),
        _valid(CreditorReference, structured),
    )


def with_payment_codes(
    fields: DocumentFields, codes: Sequence[PaymentCode], printed: Collection[str]
) -> tuple[DocumentFields, list[Reason]]:
    """The fields with what the code adds, and where it contradicts them. `printed` are all printed accounts.

    Several codes in one document (two accounts to choose from, one for each instalment) fill in nothing, but each must
    pay to a printed account.
    """
    if _are_several(codes):
        return _each_to_an_account(fields, codes, printed)
    code, warnings = codes[0], []
    changes: dict[str, Any] = {}
    for name in _COMPARED:
        said, read = getattr(code, name), getattr(fields, name)
        if said is None or (read is not None and read.value == said):
            continue
        if name == "payable" and read is None and fields.total_with_vat is not None:
            name, read = "total_with_vat", fields.total_with_vat
            if read.value == said:
                continue
        if read is None:
            if name not in _REFERENCES or not any(getattr(fields, reference) for reference in _REFERENCES):
                changes[name] = _read(code, said, sure=name != "payable")
        elif name == "iban" and said in printed:
            changes[name] = _read(code, said, sure=True)  # of several printed accounts this is the one to pay to
        else:
            warnings.append(_difference(name, said, read.value))
            if name == "iban" or not read.sure:
                changes[name] = doubted(read)
    return fields.changed(changes), warnings


def held_against_embedded(
    embedded: DocumentFields, codes: Sequence[PaymentCode], accounts: Collection[str]
) -> tuple[DocumentFields, list[Reason]]:
    """The e-invoice inside a file, and where the codes on its page contradict it. `accounts` are all that it names.

    The codes fill in nothing here: what they add is compared with the page first. Amounts and references of an
    e-invoice are kept; its account is no longer proved when a code pays to another one.
    """
    warnings, changes = [], dict[str, Any]()
    if embedded.iban is not None:
        others = [iban for iban in dict.fromkeys(code.iban for code in codes) if iban not in accounts]
        warnings += [_differs_from_embedded("iban", iban, embedded.iban) for iban in others]
        changes |= {"iban": doubted(embedded.iban)} if others else {}
    for name in () if _are_several(codes) else ("payable", *_REFERENCES):
        said, read = getattr(codes[0], name), getattr(embedded, name)
        if name == "payable":
            read = read or embedded.total_with_vat
        if said is not None and read is not None and read.value != said:
            warnings.append(_differs_from_embedded(name, said, read))
    return embedded.model_copy(update=changes), warnings


def _are_several(codes: Sequence[PaymentCode]) -> bool:
    return len({(code.iban, code.payable) for code in codes}) != 1


def _each_to_an_account(
    fields: DocumentFields, codes: Sequence[PaymentCode], printed: Collection[str]
) -> tuple[DocumentFields, list[Reason]]:
    """The fields, with a doubt when one of several codes pays to an account that is not printed: it may be a fraud."""
    read = fields.iban
    named = {*printed, *([read.value] if read else [])}
    others = [iban for iban in dict.fromkeys(code.iban for code in codes) if iban not in named]
    if not named or not others:
        return fields, []
    shown = read.value if read else ", ".join(sorted(named))
    warnings = [_difference("iban", iban, shown) for iban in others]
    return (fields.model_copy(update={"iban": doubted(read)}) if read else fields), warnings


def _differs_from_embedded(name: str, said: Any, read: Read[Any]) -> Reason:
    params = {"code": str(said), "embedded": str(read.value)}
    return Reason(code=ReadingReason.PAYMENT_CODE_DIFFERS_FROM_EMBEDDED, field=name, params=params)


def _difference(name: str, said: Any, printed: Any) -> Reason:
    params = {"code": str(said), "printed": str(printed)}
    return Reason(code=ReadingReason.PAYMENT_CODE_DIFFERS, field=name, params=params)


def _read(code: PaymentCode, value: Any, *, sure: bool) -> Read[Any]:
    return Read(value=value, confidence=_FILLED, origin=Origin.EMBEDDED, sure=sure, page=code.page, box=code.box)


def _valid(kind: Any, text: str) -> Any:
    try:
        return TypeAdapter(kind).validate_python(text) if text else None
    except ValidationError:
        return None
