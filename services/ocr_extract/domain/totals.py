"""The arithmetic as judge: which printed amounts are the total without VAT, the VAT, and the total with VAT.

A label alone may lie (a subtotal, a carried amount, a line). So every three amounts with net + VAT = gross compete, and
win by what speaks for them: the labels beside them, and rows of base x rate = VAT that add up to them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.labels import Label
from services.ocr_extract.domain.placing import fit_of
from services.ocr_extract.domain.rates import CENT, HIGHEST, KNOWN, RateRow, fits
from services.ocr_extract.domain.wording.roles import Role

ZERO = Decimal(0)
ROLES = (Role.EXCL, Role.VAT, Role.INCL, Role.PAYABLE, Role.PREPAID, Role.ROUNDING, Role.OTHER_AMOUNT)
CANDIDATES_PER_RATE = 8
ENOUGH = 1.4
"""Weight of evidence under which three amounts are a coincidence and not the totals."""


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


def label_amounts(amounts: Sequence[Found[Decimal]], labels: Sequence[Label]) -> tuple[Labelled, ...]:
    """Weigh every role for every amount."""
    money_labels = [label for label in labels if label.role in ROLES]
    labelled = []
    for amount in amounts:
        roles: dict[Role, float] = {}
        for label in money_labels:
            if label.page == amount.page and label.box.y0 <= amount.box.y1 + 2:
                fit = label.strength * fit_of(label, amount, money_labels, amounts)
                if fit > roles.get(label.role, 0.05):
                    roles[label.role] = fit
        labelled.append(Labelled(amount, roles))
    return tuple(labelled)


def judge(
    labelled: Sequence[Labelled], rows: Sequence[RateRow], printed: frozenset[Decimal], *, exempt: bool
) -> Totals | None:
    """The totals that the paper's own arithmetic supports best; None when nothing adds up with enough evidence."""
    strength = {role: _strengths(labelled, role) for role in ROLES}
    contenders = sorted(
        _contenders(labelled, rows, printed, strength, exempt=exempt), key=lambda totals: totals.weight, reverse=True
    )
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
        size = abs(item.value)
        best[size] = max(best.get(size, 0.0), item.of(role))
    return best


def _contenders(
    labelled: Sequence[Labelled],
    rows: Sequence[RateRow],
    printed: frozenset[Decimal],
    strength: dict[Role, dict[Decimal, float]],
    *,
    exempt: bool,
) -> Iterator[Totals]:
    sizes = sorted({abs(item.value) for item in labelled})
    known = set(sizes)
    largest = max(sizes, default=ZERO)
    breakdowns = _breakdowns(rows)
    derived = {excl for excl, _ in breakdowns} - known
    for incl in sizes:
        named = max(strength[Role.INCL][incl], 0.85 * strength[Role.PAYABLE][incl])
        for excl in (*sizes, *derived):
            vat = incl - excl
            if excl in derived and (excl, vat) not in breakdowns:
                continue
            if excl <= 0 or vat < 0 or vat > excl * HIGHEST / 100 + CENT:
                continue
            if vat and vat not in known and (excl, vat) not in breakdowns:
                continue
            explained = breakdowns.get((excl, vat)) or _single(excl, vat, printed, exempt=exempt)
            weight = (
                named + strength[Role.EXCL].get(excl, 0.0) + strength[Role.VAT].get(vat, 0.0) * (1.0 if vat else 0.5)
            )
            weight += 0.3 * float(incl / largest)
            weight += _explanation_weight(explained, vat)
            proved = bool(explained) and named >= 0.4 and min(row.weight for row in explained) >= 0.55
            if not vat:
                proved = (
                    proved and strength[Role.EXCL].get(excl, 0.0) >= 0.4 and strength[Role.VAT].get(ZERO, 0.0) >= 0.3
                )
            yield Totals(excl, vat, incl, explained, weight, proved)


def _explanation_weight(rows: tuple[RateRow, ...], vat: Decimal) -> float:
    if not rows:
        return -0.6
    return min(row.weight for row in rows) * (1.2 if vat else 0.5)


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
