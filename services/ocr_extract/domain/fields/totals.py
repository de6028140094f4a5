"""Decides by arithmetic which amounts are the total without VAT, the VAT, and the total with VAT.

A label alone can be wrong (a subtotal, a carried amount, a line). So all three amounts with net + VAT = gross are
compared by their evidence: the labels beside them, and rows of base x rate = VAT that add up to them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from services.ocr_extract.domain.evidence import totals as weights
from services.ocr_extract.domain.evidence.totals import TotalsEvidence
from services.ocr_extract.domain.fields.inferred import explains
from services.ocr_extract.domain.fields.labelled import ROLES, Labelled
from services.ocr_extract.domain.fields.rates import CENT, HIGHEST, KNOWN, RateRow, fits
from services.ocr_extract.domain.wording.roles import Role

ZERO = Decimal(0)
CANDIDATES_PER_RATE = 8
Strength = Mapping[Role, Mapping[Decimal, float]]
"""How well the labels of a role fit an amount, at its best place."""


@dataclass(frozen=True)
class Totals:
    """The three amounts with the rows that explain them. `proved`: rows and sums agree, and labels name the total."""

    excl: Decimal
    vat: Decimal
    incl: Decimal
    rows: tuple[RateRow, ...]
    evidence: TotalsEvidence
    weight: float
    proved: bool


@dataclass(frozen=True)
class Printed:
    """What a document prints: VAT rows, rates anywhere, VAT per rate without base, sums of columns, an exemption."""

    rows: Sequence[RateRow]
    rates: frozenset[Decimal]
    vats: dict[Decimal, Decimal]
    sums: frozenset[Decimal]
    exempt: bool


def decide_totals(labelled: Sequence[Labelled], printed: Printed) -> Totals | None:
    """The totals with the strongest evidence; None when nothing adds up with enough evidence."""
    strength = {role: _strengths(labelled, role) for role in ROLES}
    found = _contenders(labelled, printed, strength)
    contenders = sorted(found, key=lambda totals: totals.weight, reverse=True)
    if not contenders or contenders[0].weight < weights.ENOUGH:
        return None
    best = contenders[0]
    rival = next((other for other in contenders[1:] if other.incl != best.incl), None)
    if rival and best.weight - rival.weight < weights.RIVALS:
        return None if rival.proved or not best.proved else replace(best, proved=False)
    return best


def _strengths(labelled: Sequence[Labelled], role: Role) -> dict[Decimal, float]:
    best: dict[Decimal, float] = {}
    for item in labelled:
        best[item.value] = max(best.get(item.value, 0.0), item.of(role))
    return best


def _contenders(labelled: Sequence[Labelled], printed: Printed, strength: Strength) -> Iterator[Totals]:
    values = sorted({item.value for item in labelled})
    known = set(values)
    largest = max(values, default=ZERO)
    breakdowns = _breakdowns(printed.rows)
    derived = {excl for excl, _ in breakdowns} - known
    standing = _standing_rates(printed.rows)
    for incl in values:
        for excl in (*values, *derived):
            vat = incl - excl
            if excl <= 0 or vat < 0 or vat > excl * HIGHEST / 100 + CENT:
                continue
            by_rows = (excl, vat) in breakdowns
            by_vats = explains(printed.vats, excl, vat)
            if not by_rows and (excl in derived or (vat and vat not in known and not by_vats)):
                continue
            why = _explanation(excl, vat, breakdowns, printed, by_vats=by_vats)
            missed = len(standing - why.rates)
            proved = not missed and _is_proved(excl, vat, incl, why, printed, strength)
            evidence = TotalsEvidence(
                label_of_total=_named(incl, strength),
                label_without_vat=strength[Role.EXCL].get(excl, 0.0),
                label_of_vat=strength[Role.VAT].get(vat, 0.0) * (1.0 if vat else weights.ZERO_VAT),
                largest_amount=weights.LARGEST * float(incl / largest),
                rows_add_up=why.weight * (weights.ROWS if vat else weights.ZERO_VAT),
                no_rows=0.0 if why.weight else weights.NO_ROWS,
                lines_add_up=weights.SUM if excl in printed.sums or incl in printed.sums else 0.0,
                proof=weights.PROOF if proved else 0.0,
                rate_left_out=weights.RATE_LEFT_OUT * missed,
            )
            yield Totals(excl, vat, incl, why.rows, evidence, evidence.total, proved)


def _standing_rates(rows: Sequence[RateRow]) -> set[Decimal]:
    """Rates whose base and VAT stand on one line; they belong to any totals."""
    return {row.rate for row in rows if row.weight >= weights.ON_ONE_LINE and abs(row.vat) >= weights.WORTH_A_ROW}


def _named(incl: Decimal, strength: Strength) -> float:
    """How clearly a label names this amount as the total with VAT."""
    return max(strength[Role.INCL][incl], weights.LABEL_OF_PAYABLE * strength[Role.PAYABLE][incl])


def _is_proved(
    excl: Decimal, vat: Decimal, incl: Decimal, why: "_Explanation", printed: Printed, strength: Strength
) -> bool:
    """Whether rows confirm the totals, a label names them, and no other amount has equal evidence."""
    named = _named(incl, strength)
    if why.weight < weights.PROVED_ROWS or named < weights.PROVED_LABEL:
        return False
    if _outshone(incl, excl, named, strength, why.rows):
        return False
    if vat:
        return True
    labels_without, labels_vat = strength[Role.EXCL].get(excl, 0.0), strength[Role.VAT].get(ZERO, 0.0)
    shown = labels_without >= weights.PROVED_LABEL and labels_vat >= weights.ZERO_SHOWN
    return shown or (printed.exempt and incl in printed.sums)


def _outshone(
    incl: Decimal,
    excl: Decimal,
    named: float,
    strength: Strength,
    rows: Sequence[RateRow],
) -> bool:
    """Whether a larger amount has as clear a label of a total, or another one the label of the total without VAT."""
    for role in (Role.INCL, Role.PAYABLE):
        for value, said in strength[role].items():
            if value > incl and (said >= named or said > max(named - weights.NEARLY, weights.CLEAR)):
                return True
    if excl in strength[Role.EXCL]:
        return False
    bases = {row.base for row in rows}
    return any(said > weights.CLEAR and value not in bases for value, said in strength[Role.EXCL].items())


@dataclass(frozen=True)
class _Explanation:
    rows: tuple[RateRow, ...]
    rates: frozenset[Decimal]
    weight: float


def _explanation(
    excl: Decimal,
    vat: Decimal,
    breakdowns: dict[tuple[Decimal, Decimal], tuple[RateRow, ...]],
    printed: Printed,
    *,
    by_vats: bool,
) -> _Explanation:
    """The explanation of the totals: by rows that add up, else by VAT amounts, else by one rate for all."""
    rows = breakdowns.get((excl, vat))
    if not rows and by_vats and len(printed.vats) > 1:
        return _Explanation((), frozenset(printed.vats), weights.PRINTED_VAT_PER_RATE)
    rows = rows or _single(excl, vat, printed.rates, exempt=printed.exempt)
    weight = min((row.weight for row in rows), default=0.0)
    return _Explanation(rows, frozenset(row.rate for row in rows), weight)


def _single(excl: Decimal, vat: Decimal, rates: frozenset[Decimal], *, exempt: bool) -> tuple[RateRow, ...]:
    """One rate for the whole document, surest when that rate is printed somewhere."""
    if not vat:
        weight = weights.ZERO_RATE if exempt or ZERO in rates else 0.0
        return (RateRow(ZERO, excl, ZERO, weight, None),) if weight else ()
    for likely, weight in ((rates, weights.PRINTED_RATE), (KNOWN, weights.KNOWN_RATE)):
        for rate in sorted(likely, reverse=True):
            if rate and fits(excl, rate, vat):
                return (RateRow(rate, excl, vat, weight, None),)
    return ()


def _breakdowns(rows: Sequence[RateRow]) -> dict[tuple[Decimal, Decimal], tuple[RateRow, ...]]:
    """Every pair of (sum of bases, sum of VAT) that one row per rate can make, with the strongest such rows."""
    by_rate: dict[Decimal, list[RateRow]] = {}
    for row in sorted(rows, key=lambda row: -row.weight):
        options = by_rate.setdefault(row.rate, [])
        if not any((row.base, row.vat) == (other.base, other.vat) for other in options):
            options.append(row)
    for options in by_rate.values():
        summed = _summed(options)
        del options[CANDIDATES_PER_RATE:]
        options.extend(summed)
    sums: dict[tuple[Decimal, Decimal], tuple[RateRow, ...]] = {}
    for choice in product(*([None, *options] for options in list(by_rate.values())[:5])):
        chosen = tuple(row for row in choice if row)
        if not chosen:
            continue
        key = (sum((row.base for row in chosen), ZERO), sum((row.vat for row in chosen), ZERO))
        if key not in sums or _worth(chosen) > _worth(sums[key]):
            sums[key] = chosen
    return sums


def _worth(rows: tuple[RateRow, ...]) -> float:
    return min(row.weight for row in rows) - weights.EACH_ROW * len(rows)


def _summed(options: Sequence[RateRow]) -> list[RateRow]:
    """The sum of several lines of one rate that each print their VAT, as the row of that rate."""
    inline = [row for row in options if row.weight >= weights.INLINE_ROW]
    lines = {row.line.index for row in inline if row.line}
    if len(inline) < 2 or len(lines) != len(inline):
        return []
    first = inline[0]
    return [
        RateRow(
            first.rate,
            sum((row.base for row in inline), ZERO),
            sum((row.vat for row in inline), ZERO),
            weights.LINES_OF_ONE_RATE,
            first.line,
        )
    ]
