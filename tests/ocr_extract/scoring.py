"""Compares what was read with what a sample says, field by field: exact, absent, wrong, made up, sure and wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from contracts.fields import DocumentFields, Origin, PaymentState, Read
from libs.samples.truth import PartyTruth, Sample, Truth
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.outcome import Extracted, Unreadable

NO_INVOICE = ("contract", "other")


@dataclass(frozen=True)
class Comparison:
    """One field of one sample. `expected` is None when the document does not have it."""

    field: str
    expected: Any
    got: Any
    sure: bool = False

    @property
    def verdict(self) -> str:
        if self.expected is None:
            return "silent" if self.got is None else "made_up"
        if self.got is None:
            return "absent"
        return "exact" if self.got == self.expected else "wrong"


@dataclass
class Tally:
    """Counts per field over many samples, and the cases worth looking at."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    cases: list[tuple[str, Comparison]] = field(default_factory=list)

    def add(self, name: str, comparison: Comparison) -> None:
        counter = self.counts.setdefault(comparison.field, Counter())
        counter[comparison.verdict] += 1
        if comparison.sure and comparison.verdict == "exact":
            counter["sure"] += 1
        if comparison.sure and comparison.verdict in ("wrong", "made_up"):
            counter["sure_wrong"] += 1
        if comparison.verdict in ("wrong", "absent", "made_up"):
            self.cases.append((name, comparison))

    def share(self, name: str, verdict: str) -> float:
        """The share of the expected values of a field with this verdict."""
        counter = self.counts.get(name, Counter())
        expected = counter["exact"] + counter["absent"] + counter["wrong"]
        return counter[verdict] / expected if expected else 1.0

    def total(self, verdict: str) -> int:
        return sum(counter[verdict] for counter in self.counts.values())


def identity_of(sample: Sample, names: dict[str | None, str], ibans: dict[str | None, str]) -> ClientIdentity:
    """The client as the service would know it."""
    vat = sample.truth.client_vat
    iban = ibans.get(vat)
    return ClientIdentity(
        name=names.get(vat),
        vat_number=vat,
        company_numbers=(vat[2:],) if vat and vat.startswith("BE") else (),
        ibans=(iban,) if iban else (),
    )


def compare(sample: Sample, result: Extracted | Unreadable) -> Iterator[Comparison]:
    """All comparisons of one sample. Structured files (nothing `shown`) have every value they are made from."""
    truth = sample.truth
    if isinstance(result, Extracted) and result.reader.startswith("pdf+"):
        truth = truth.model_copy(update={"shown": {}})  # the e-invoice inside has every value, whatever the page shows
    if isinstance(result, Unreadable):
        yield Comparison("readable", "read", result.code)
        return
    yield Comparison("kind", truth.kind, result.kind.value)
    yield Comparison("language", truth.language, result.language) if truth.shown else Comparison("language", None, None)
    yield from _fields(truth, result.fields)


def _fields(truth: Truth, got: DocumentFields) -> Iterator[Comparison]:
    seen = _Printed(truth)
    yield _of("issue_date", seen.value("issue_date", truth.issue_date), got.issue_date)
    if truth.kind in NO_INVOICE:
        yield _of("contract.names", _names(truth), _read_names(got))
        yield _of("number", None, got.number)
        yield _of("total_with_vat", None, got.total_with_vat)
        return
    yield from _party("seller", truth.seller, got.seller, seen)
    yield from _party("buyer", truth.buyer, got.buyer, seen)
    yield _of("number", seen.value("number", truth.number), got.number)
    yield _of("original_number", seen.value("original_number", truth.original_number), got.original_number)
    yield _of("due_date", seen.value("due_date", truth.due_date) or seen.value("terms", truth.due_date), got.due_date)
    yield _of("currency", truth.currency, got.currency)
    yield _of("iban", seen.value("seller.iban", truth.seller.iban if truth.seller else None), got.iban)
    yield _of("bic", seen.value("seller.bic", truth.seller.bic if truth.seller else None), got.bic)
    yield from _reference(seen.value("structured_communication", truth.structured_communication), got)
    yield _of("total_without_vat", truth.total_without_vat, got.total_without_vat)
    yield _of("total_vat", truth.total_vat, got.total_vat)
    yield _of("total_with_vat", truth.total_with_vat, got.total_with_vat)
    yield _of("prepaid", truth.prepaid or None, got.prepaid)
    if got.payable is not None:
        yield _of("payable", truth.payable if truth.payable is not None else truth.total_with_vat, got.payable)
    yield _rows(truth, got)
    if got.lines:
        yield _lines(truth, got)
    payment = got.payment_state.value.value if got.payment_state else PaymentState.UNKNOWN.value
    yield Comparison("payment", truth.payment, payment)


@dataclass(frozen=True)
class _Printed:
    truth: Truth

    def value(self, name: str, value: Any) -> Any:
        """The value when the document shows it; structured files show all."""
        return value if not self.truth.shown or name in self.truth.shown else None


def _of(name: str, expected: Any, read: Read[Any] | None) -> Comparison:
    return Comparison(name, expected, read.value if read else None, bool(read and read.sure))


def _party(side: str, truth: PartyTruth | None, got: Any, seen: _Printed) -> Iterator[Comparison]:
    if truth is None:
        return
    yield _of(f"{side}.name", seen.value(f"{side}.name", truth.name), got.name)
    yield _of(f"{side}.vat", seen.value(f"{side}.vat", truth.vat), got.vat_number)
    if truth.address:
        for part in ("street", "postcode", "city"):
            expected = seen.value(f"{side}.{part}", getattr(truth.address, part))
            yield _of(f"{side}.{part}", _bare_postcode(expected), _bare_read(getattr(got, part)))


def _names(truth: Truth) -> frozenset[str]:
    """The names of the two parties of a contract, of which neither is the seller."""
    return frozenset(party.name for party in (truth.seller, truth.buyer) if party)


def _read_names(got: DocumentFields) -> Read[frozenset[str]] | None:
    names = frozenset(party.name.value for party in (got.seller, got.buyer) if party.name)
    return Read(value=names, confidence=0.5, origin=Origin.TEXT) if names else None


def _bare_postcode(text: str | None) -> str | None:
    return text.removeprefix("L-").removeprefix("B-").removeprefix("D-").removeprefix("F-") if text else text


def _bare_read(read: Read[str] | None) -> Read[str] | None:
    return read.model_copy(update={"value": _bare_postcode(read.value)}) if read else None


def _reference(expected: str | None, got: DocumentFields) -> Iterator[Comparison]:
    if expected and expected.startswith("RF"):
        yield _of("creditor_reference", expected, got.creditor_reference)
    else:
        yield _of("structured_communication", expected, got.structured_communication)


def _rows(truth: Truth, got: DocumentFields) -> Comparison:
    expected = {(row.category, Decimal(row.rate), row.base, row.amount) for row in truth.vat_rows}
    read = {(row.category.value, Decimal(row.rate), row.base, row.vat) for row in got.vat}
    return Comparison("vat_rows", expected or None, read or None)


def _lines(truth: Truth, got: DocumentFields) -> Comparison:
    expected = [(line.description, line.net, Decimal(line.rate)) for line in truth.lines]
    read = [(line.name, line.net, Decimal(line.rate)) for line in got.lines]
    return Comparison("lines", expected, read)
