"""Amounts with how well each role's labels explain them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from services.ocr_extract.domain.evidence import totals as weights
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.placing import fit_of
from services.ocr_extract.domain.wording.roles import Role

ROLES = (Role.EXCL, Role.VAT, Role.INCL, Role.PAYABLE, Role.PREPAID, Role.ROUNDING, Role.OTHER_AMOUNT)


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
        return mine if mine >= max(self.roles.values(), default=0.0) else weights.BETTER_ELSEWHERE * mine


def label_amounts(
    amounts: Sequence[Found[Decimal]], labels: Sequence[Label], inside: frozenset[int] = frozenset()
) -> tuple[Labelled, ...]:
    """The fit of every role for every amount; the heading of a column fits the lines of the table (`inside`) badly."""
    money_labels = [label for label in labels if label.role in ROLES]
    labelled = []
    for amount in amounts:
        roles: dict[Role, float] = {}
        for label in money_labels:
            if label.page == amount.page and label.box.y0 <= amount.box.y1 + 2:
                fit = label.strength * fit_of(label, amount, money_labels, amounts)
                if fit > roles.get(label.role, weights.LEAST_FIT):
                    roles[label.role] = fit
        if any(_is_part(amount, other) for other in amounts):
            roles = {role: weights.PART_OF_AN_AMOUNT * fit for role, fit in roles.items()}
        if _in_sentence(amount):
            roles = {role: weights.IN_SENTENCE * fit for role, fit in roles.items()}
        if amount.line.index in inside:
            roles = {role: weights.IN_TABLE * fit for role, fit in roles.items()}
        labelled.append(Labelled(amount, roles))
    return tuple(_with_sums_of_columns(labelled))


def _in_sentence(amount: Found[Decimal]) -> bool:
    """Whether the words around it are a sentence: `Montant total facturé en 2025 : 759,91 € TTC, dont ...`."""
    cell = next(cell for cell in amount.line.cells if cell.start <= amount.start < cell.end)
    words = [word for word in cell.folded.split() if sum(map(str.isalpha, word)) >= weights.A_WORD]
    return len(words) >= weights.A_SENTENCE


def _is_part(amount: Found[Decimal], other: Found[Decimal]) -> bool:
    """`034,61` inside `2 034,61`: the shorter reading counts less."""
    return amount.overlaps(other) and amount.start > other.start and amount.end == other.end


def _with_sums_of_columns(labelled: Sequence[Labelled]) -> Iterator[Labelled]:
    """The heading of a column names the sum under its amounts, which stands too far below it, rather than them.

    `Nettobetrag` over 321,40 and 127,59, with 448,99 under both: one row a VAT rate, and the totals last.
    """
    summed = {at: above for at in range(len(labelled)) if (above := _summed(at, labelled))}
    parts = {part for above in summed.values() for part in above}
    for at, item in enumerate(labelled):
        if at in summed:
            roles = labelled[summed[at][0]].roles
            yield replace(item, roles={role: max(fit, item.roles.get(role, 0.0)) for role, fit in roles.items()})
        elif at in parts:
            yield replace(item, roles={role: weights.ADDEND * fit for role, fit in item.roles.items()})
        else:
            yield item


def _summed(at: int, labelled: Sequence[Labelled]) -> tuple[int, ...]:
    """The amounts right above in its column, under one heading, that add up to this one, which has no label itself."""
    item = labelled[at]
    if max(item.roles.values(), default=0.0) >= weights.A_LABEL or not item.value:
        return ()
    above = [other for other in range(len(labelled)) if _stands_above(labelled[other].amount, item.amount)]
    above.sort(key=lambda other: labelled[other].amount.line.index)
    named = bool(above) and max(labelled[above[0]].roles.values(), default=0.0) >= weights.A_LABEL
    whole = sum((labelled[other].value for other in above), Decimal(0))
    return tuple(above) if named and len(above) > 1 and whole == item.value else ()


def _stands_above(other: Found[Decimal], amount: Found[Decimal]) -> bool:
    far = amount.box.y0 - other.box.y1
    same_edge = abs(other.box.x1 - amount.box.x1) <= weights.SAME_EDGE
    return other.page == amount.page and other.line.index < amount.line.index and same_edge and far <= weights.COLUMN
