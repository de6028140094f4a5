"""Reads the amounts of a document: totals by arithmetic, what was paid before, and what is left to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from contracts.fields import Origin, Read
from services.ocr_extract.domain.evidence import NOTHING, Score
from services.ocr_extract.domain.evidence import totals as weights
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.inferred import rows_by_partition, rows_of, vat_by_rate
from services.ocr_extract.domain.fields.labelled import Labelled, label_amounts
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.line_table import TableLine, columns
from services.ocr_extract.domain.fields.rates import RateRow, find_rows, printed_rates
from services.ocr_extract.domain.fields.totals import Printed, Totals, decide_totals
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.wording.roles import Role

ZERO = Decimal(0)


@dataclass(frozen=True)
class Money:
    """Amounts with their rows. `proved`: the totals and rows confirm each other. Credit notes are positive here."""

    excl: Read[Decimal] | None = None
    vat: Read[Decimal] | None = None
    incl: Read[Decimal] | None = None
    prepaid: Read[Decimal] | None = None
    rounding: Read[Decimal] | None = None
    payable: Read[Decimal] | None = None
    rows: tuple[RateRow, ...] = ()
    proved: bool = False
    negative: bool = False
    origin: Origin = Origin.TEXT
    score: Score = NOTHING
    """The evidence for these totals."""


def read_money(
    pages: Pages,
    labels: Sequence[Label],
    amounts: Sequence[Found[Decimal]],
    table: Sequence[TableLine],
    *,
    exempt: bool,
) -> Money:
    """Decide the totals, then read from the other amounts what was paid and what is left to pay."""
    inside = frozenset(entry.line.index for entry in table)
    negative = _prints_minus(label_amounts(amounts, labels, inside))
    if negative:
        amounts = [Found(-amount.value, amount.line, amount.start, amount.end) for amount in amounts]
    labelled = label_amounts(amounts, labels, inside)
    sign = -1 if negative else 1
    totals = decide_totals(labelled, _printed(pages, labelled, amounts, table, sign, exempt=exempt))
    if totals is None or (not totals.proved and _another_is_named(totals, labelled)):
        return _by_label_alone(labelled, negative=negative)
    confidence = _confidence(totals, labelled)
    incl = _read(labelled, totals.incl, (Role.INCL, Role.PAYABLE), confidence, proved=totals.proved)
    excl = _read(labelled, totals.excl, (Role.EXCL,), confidence, proved=totals.proved)
    vat = _read(labelled, totals.vat, (Role.VAT,), confidence, proved=totals.proved)
    prepaid, rounding, payable = _settlement(labelled, totals)
    return Money(
        excl=excl,
        vat=vat,
        incl=incl,
        prepaid=prepaid,
        rounding=rounding,
        payable=payable,
        rows=totals.rows,
        proved=totals.proved,
        negative=negative,
        origin=incl.origin,
        score=totals.evidence.score(),
    )


def _another_is_named(totals: Totals, labelled: Sequence[Labelled]) -> bool:
    """Whether a larger amount has as clear a label of a total: these three may then belong to one rate of several."""
    named = max(item.of(Role.INCL) for item in labelled if item.value == totals.incl)
    return any(item.value > totals.incl and item.of(Role.INCL) >= max(named, weights.A_LABEL) for item in labelled)


def _confidence(totals: Totals, labelled: Sequence[Labelled]) -> float:
    if totals.proved:
        return weights.PROVED
    weighed = weights.UNPROVED_BASE + weights.UNPROVED_SHARE * totals.weight
    return round(min(_most(totals, labelled), weighed), 2)


def _most(totals: Totals, labelled: Sequence[Labelled]) -> float:
    """The highest confidence of totals without proof; lower when a larger amount shows that they may be a part."""
    return weights.UNPROVED if totals.incl >= max(item.value for item in labelled) else weights.A_PART


def _prints_minus(labelled: Sequence[Labelled]) -> bool:
    """Whether the totals are printed with a minus, as on many credit notes."""
    signs = [
        item.value < 0
        for item in labelled
        if item.value and max(item.of(Role.INCL), item.of(Role.EXCL)) >= weights.MINUS_LABEL
    ]
    return bool(signs) and 2 * sum(signs) > len(signs)


def _printed(
    pages: Pages,
    labelled: Sequence[Labelled],
    amounts: Sequence[Found[Decimal]],
    table: Sequence[TableLine],
    sign: int,
    *,
    exempt: bool,
) -> Printed:
    """The printed rows, and those inferred from the lines of the table or the VAT amounts."""
    vats = vat_by_rate(pages, amounts, frozenset(entry.line.index for entry in table))
    targets = [item.value for item in labelled if item.of(Role.EXCL) >= weights.TARGET_LABEL]
    rates = {entry.line.index: entry.rate for entry in table}
    rows = [row for row in find_rows(pages, amounts) if not _is_ten_of_something(row, rates)]
    sums = set()
    for column in columns(table, sign):
        sums.add(column.total)
        rows += rows_of(column, amounts, targets)
        if column.total in targets:
            rows += rows_by_partition(column, vats)
    return Printed(rows, printed_rates(pages), vats, frozenset(sums), exempt)


def _is_ten_of_something(row: RateRow, rates: dict[int, Decimal | None]) -> bool:
    """Whether the rate of 10 % may be a quantity: of a line of the table only the column of rates is believed."""
    return row.line is not None and row.rate == 10 and rates.get(row.line.index, row.rate) != row.rate


def _read(
    labelled: Sequence[Labelled], size: Decimal, roles: tuple[Role, ...], confidence: float, *, proved: bool
) -> Read[Decimal]:
    """The amount at the printed place with the best label; without a place when it only follows by subtraction."""
    places = [item for item in labelled if item.value == size]
    if not places:
        return Read(value=size, confidence=confidence, origin=Origin.TEXT, sure=proved)
    best = max(places, key=lambda item: max(item.roles.get(role, 0.0) for role in roles))
    amount = best.amount
    return Found(size, amount.line, amount.start, amount.end).read(confidence, sure=proved)


def _settlement(
    labelled: Sequence[Labelled], totals: Totals
) -> tuple[Read[Decimal] | None, Read[Decimal] | None, Read[Decimal] | None]:
    """Prepaid, rounding and payable, where the printed amounts satisfy gross - prepaid + rounding = payable."""
    payables = _by_role(labelled, Role.PAYABLE, weights.SETTLEMENT_LABEL)
    prepaids = _by_role(labelled, Role.PREPAID, weights.SETTLEMENT_LABEL)
    roundings = _by_role(labelled, Role.ROUNDING, weights.SETTLEMENT_LABEL)
    sure = totals.proved
    for payable in payables:
        due = abs(payable.value)
        for prepaid in prepaids:
            paid = abs(prepaid.value)
            if paid and totals.incl - paid == due:
                return (
                    _positive(prepaid, weights.SETTLED, sure=sure),
                    None,
                    _positive(payable, weights.SETTLED, sure=sure),
                )
        for rounding in roundings:
            if rounding.value and totals.incl + rounding.value == due:
                return (
                    None,
                    rounding.amount.read(weights.SETTLED, sure=sure),
                    _positive(payable, weights.SETTLED, sure=sure),
                )
    equal = next((payable for payable in payables if abs(payable.value) == totals.incl), None)
    if equal:
        return None, None, _positive(equal, weights.SETTLED if sure else weights.SETTLED_UNPROVED, sure=sure)
    return None, None, None


def _by_role(labelled: Sequence[Labelled], role: Role, least: float) -> list[Labelled]:
    fitting = [item for item in labelled if item.roles.get(role, 0.0) >= least]
    return sorted(fitting, key=lambda item: -item.roles[role])


def _positive(item: Labelled, confidence: float, *, sure: bool) -> Read[Decimal]:
    amount = item.amount
    return Found(abs(amount.value), amount.line, amount.start, amount.end).read(confidence, sure=sure)


def _by_label_alone(labelled: Sequence[Labelled], *, negative: bool) -> Money:
    """The amounts when nothing adds up: only a total with a clear label, with a low confidence."""
    named = [
        item
        for item in labelled
        if max(item.of(Role.INCL), item.of(Role.PAYABLE)) >= weights.LABEL_ALONE and item.value
    ]
    named = named or _lone_total(labelled)
    sizes = {abs(item.value) for item in named}
    if len(sizes) != 1:
        return Money()
    incl = _positive(named[0], weights.BY_LABEL_ALONE, sure=False)
    excl, vat = _rounded_per_line(labelled, abs(named[0].value))
    return Money(excl=excl, vat=vat, incl=incl, negative=negative, origin=incl.origin)


def _lone_total(labelled: Sequence[Labelled]) -> list[Labelled]:
    """The largest amount, when a plain `Total` names it: small businesses and foreign services print no VAT."""
    largest = max((abs(item.value) for item in labelled), default=ZERO)
    named = [item for item in labelled if item.of(Role.INCL) >= weights.LONE_TOTAL]
    return [item for item in named if item.value and abs(item.value) == largest]


def _rounded_per_line(labelled: Sequence[Labelled], incl: Decimal) -> tuple[Read[Decimal] | None, Read[Decimal] | None]:
    """Base and VAT with clear labels that miss the total by a cent or two; without proof."""
    bases = [item for item in labelled if item.of(Role.EXCL) >= weights.TARGET_LABEL]
    vats = [item for item in labelled if item.of(Role.VAT) >= weights.A_LABEL]
    pairs = {
        (abs(base.value), abs(vat.value)): (base, vat)
        for base in bases
        for vat in vats
        if vat.value and abs(abs(base.value) + abs(vat.value) - incl) <= weights.PER_LINE
    }
    if len(pairs) != 1:
        return None, None
    ((base, vat),) = pairs.values()
    alone = weights.BY_LABEL_ALONE
    return _positive(base, alone, sure=False), _positive(vat, alone, sure=False)
