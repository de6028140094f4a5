"""The arithmetic as judge: which printed amounts are the total without VAT, the VAT, and the total with VAT.

A label alone may lie (a subtotal, a carried amount, a line). So every three amounts with net + VAT = gross compete, and
win by what speaks for them: the labels beside them, and rows of base x rate = VAT that add up to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.inferred import explains
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.placing import fit_of
from services.ocr_extract.domain.fields.rates import CENT, HIGHEST, KNOWN, RateRow, fits
from services.ocr_extract.domain.wording.roles import Role

ZERO = Decimal(0)
ROLES = (Role.EXCL, Role.VAT, Role.INCL, Role.PAYABLE, Role.PREPAID, Role.ROUNDING, Role.OTHER_AMOUNT)
CANDIDATES_PER_RATE = 8
ENOUGH = 1.4
"""Weight of evidence under which three amounts are a coincidence and not the totals."""


WORTH_A_ROW = Decimal("0.20")
"""Less VAT than this fits some rate by chance."""


CLEAR = 0.6
"""A label this convincing is hard to overlook."""
NEARLY = 0.15
"""Two labels closer than this are equally convincing."""
PROOF = 1.2
"""What a proof adds: three amounts that merely have labels lose against three that are borne out."""
SUM = 0.4
"""What it adds when the lines of the table add up to the total."""
MISSED = 1.2
"""What it costs to leave out a rate whose base and VAT stand on one line: nearly a contradiction."""


@dataclass(frozen=True)
class Labelled:
    """An amount with how well each role's labels explain it."""

    amount: Found[Decimal]
    roles: dict[Role, float]

    @property
    def value(self) -> Decimal:
        return self.amount.value

    def of(self, role: Role) -> float:
        """How convincing this role is; an amount that better fits another role counts half."""
        mine = self.roles.get(role, 0.0)
        return mine if mine >= max(self.roles.values(), default=0.0) else mine / 2


@dataclass(frozen=True)
class Totals:
    """The winning three with the rows that explain them. `proved`: rows and sums agree and labels name the total."""

    excl: Decimal
    vat: Decimal
    incl: Decimal
    rows: tuple[RateRow, ...]
    weight: float
    proved: bool


def label_amounts(
    amounts: Sequence[Found[Decimal]], labels: Sequence[Label], inside: frozenset[int] = frozenset()
) -> tuple[Labelled, ...]:
    """Weigh every role for every amount; the heading of a table's column says little about its lines (`inside`)."""
    money_labels = [label for label in labels if label.role in ROLES]
    labelled = []
    for amount in amounts:
        roles: dict[Role, float] = {}
        for label in money_labels:
            if label.page == amount.page and label.box.y0 <= amount.box.y1 + 2:
                fit = label.strength * fit_of(label, amount, money_labels, amounts)
                if fit > roles.get(label.role, 0.05):
                    roles[label.role] = fit
        if any(_is_part(amount, other) for other in amounts):
            roles = {role: 0.6 * fit for role, fit in roles.items()}
        if amount.line.index in inside:
            roles = {role: 0.5 * fit for role, fit in roles.items()}
        labelled.append(Labelled(amount, roles))
    return tuple(labelled)


def _is_part(amount: Found[Decimal], other: Found[Decimal]) -> bool:
    """`034,61` inside `2 034,61`: the shorter reading counts less."""
    return amount.overlaps(other) and amount.start > other.start and amount.end == other.end


@dataclass(frozen=True)
class Evidence:
    """What the paper says: VAT rows, rates anywhere, VAT per rate without base, sums of columns, words of exemption."""

    rows: Sequence[RateRow]
    printed: frozenset[Decimal]
    vats: dict[Decimal, Decimal]
    sums: frozenset[Decimal]
    exempt: bool


def judge(labelled: Sequence[Labelled], evidence: Evidence) -> Totals | None:
    """The totals that the paper's own arithmetic supports best; None when nothing adds up with enough evidence."""
    strength = {role: _strengths(labelled, role) for role in ROLES}
    found = _contenders(labelled, evidence, strength)
    contenders = sorted(found, key=lambda totals: totals.weight, reverse=True)
    if not contenders or contenders[0].weight < ENOUGH:
        return None
    best = contenders[0]
    rival = next((other for other in contenders[1:] if other.incl != best.incl), None)
    if rival and best.weight - rival.weight < 0.15:
        return None if rival.proved or not best.proved else Totals(**{**vars(best), "proved": False})
    return best


def _strengths(labelled: Sequence[Labelled], role: Role) -> dict[Decimal, float]:
    best: dict[Decimal, float] = {}
    for item in labelled:
        best[item.value] = max(best.get(item.value, 0.0), item.of(role))
    return best


def _contenders(
    labelled: Sequence[Labelled], evidence: Evidence, strength: dict[Role, dict[Decimal, float]]
) -> Iterator[Totals]:
    values = sorted({item.value for item in labelled})
    known = set(values)
    largest = max(values, default=ZERO)
    breakdowns = _breakdowns(evidence.rows)
    standing = {row.rate for row in evidence.rows if row.weight >= 1 and abs(row.vat) >= WORTH_A_ROW}
    derived = {excl for excl, _ in breakdowns} - known
    for incl in values:
        named = max(strength[Role.INCL][incl], 0.85 * strength[Role.PAYABLE][incl])
        for excl in (*values, *derived):
            vat = incl - excl
            if excl <= 0 or vat < 0 or vat > excl * HIGHEST / 100 + CENT:
                continue
            by_rows = (excl, vat) in breakdowns
            by_vats = explains(evidence.vats, excl, vat)
            if not by_rows and (excl in derived or (vat and vat not in known and not by_vats)):
                continue
            why = _explanation(excl, vat, breakdowns, evidence, by_vats=by_vats)
            missed = standing - why.rates
            without = strength[Role.EXCL].get(excl, 0.0)
            tax = strength[Role.VAT].get(vat, 0.0)
            weight = named + without + tax * (1.0 if vat else 0.5) + 0.3 * float(incl / largest)
            weight += why.weight * (1.2 if vat else 0.5) if why.weight else -0.6
            proved = why.weight >= 0.55 and not missed and named >= 0.4
            proved = proved and not _outshone(incl, excl, named, strength, why.rows)
            weight += SUM if excl in evidence.sums or incl in evidence.sums else 0.0
            if not vat:
                shown = without >= 0.4 and strength[Role.VAT].get(ZERO, 0.0) >= 0.3
                proved = proved and (shown or (evidence.exempt and incl in evidence.sums))
            weight += (PROOF if proved else 0.0) - MISSED * len(missed)
            yield Totals(excl, vat, incl, why.rows, weight, proved)


def _outshone(
    incl: Decimal,
    excl: Decimal,
    named: float,
    strength: dict[Role, dict[Decimal, float]],
    rows: Sequence[RateRow],
) -> bool:
    """Does a larger amount bear as clear a label of a total, or another one the label of the total without VAT?"""
    for role in (Role.INCL, Role.PAYABLE):
        for value, said in strength[role].items():
            if value > incl and (said >= named or said > max(named - NEARLY, CLEAR)):
                return True
    if excl in strength[Role.EXCL]:
        return False
    bases = {row.base for row in rows}
    return any(said > CLEAR and value not in bases for value, said in strength[Role.EXCL].items())


@dataclass(frozen=True)
class _Explanation:
    rows: tuple[RateRow, ...]
    rates: frozenset[Decimal]
    weight: float


def _explanation(
    excl: Decimal,
    vat: Decimal,
    breakdowns: dict[tuple[Decimal, Decimal], tuple[RateRow, ...]],
    evidence: Evidence,
    *,
    by_vats: bool,
) -> _Explanation:
    """Rows that add up; else VAT amounts that do; else one rate for all."""
    rows = breakdowns.get((excl, vat))
    if not rows and by_vats and len(evidence.vats) > 1:
        return _Explanation((), frozenset(evidence.vats), 0.9)
    rows = rows or _single(excl, vat, evidence.printed, exempt=evidence.exempt)
    weight = min((row.weight for row in rows), default=0.0)
    return _Explanation(rows, frozenset(row.rate for row in rows), weight)


def _single(excl: Decimal, vat: Decimal, printed: frozenset[Decimal], *, exempt: bool) -> tuple[RateRow, ...]:
    """One rate for the whole document, surest when that rate is printed somewhere."""
    if not vat:
        weight = 0.8 if exempt or ZERO in printed else 0.0
        return (RateRow(ZERO, excl, ZERO, weight, None),) if weight else ()
    for rates, weight in ((printed, 0.8), (KNOWN, 0.35)):
        for rate in sorted(rates, reverse=True):
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
    return min(row.weight for row in rows) - 0.05 * len(rows)


def _summed(options: Sequence[RateRow]) -> list[RateRow]:
    """Several lines of one rate that each print their VAT: together they are that rate's row."""
    inline = [row for row in options if row.weight >= 0.8]
    lines = {row.line.index for row in inline if row.line}
    if len(inline) < 2 or len(lines) != len(inline):
        return []
    first = inline[0]
    return [
        RateRow(
            first.rate,
            sum((row.base for row in inline), ZERO),
            sum((row.vat for row in inline), ZERO),
            0.75,
            first.line,
        )
    ]
