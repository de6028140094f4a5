"""Finds the VAT rate of each discount or cost by comparing the lines of a rate with its printed base.

Belgian law taxes what is charged at the rate of what it belongs to, so a discount on a document with two rates lowers
both bases. The bases are printed: a distribution over the rates is accepted when it is the only one that agrees with
all of them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import product

from contracts.fields import AllowanceFields, LineFields, VatCategory
from services.ocr_extract.domain.fields.allowances import Printed
from services.ocr_extract.domain.fields.rates import CENT, ROUNDING, Rated

ZERO = Decimal(0)
CONFIDENCE = 0.97
Key = tuple[VatCategory, Decimal]
Share = tuple[Printed, Rated, Decimal]
"""A discount or cost, a rate that bears it, and how much of it."""


def dealt_out(
    printed: Sequence[Printed], lines: Sequence[LineFields], rates: Sequence[Rated]
) -> tuple[AllowanceFields, ...] | None:
    """The allowances and charges with their rates; None when no distribution, or more than one, agrees with
    the bases.

    Of several, the one counts that agrees with the printed percentages, of discount or of VAT.
    """
    net = {rated.key: ZERO for rated in rates}
    for line in lines:
        net[line.category, line.rate] += line.net
    off = {rated.key: net[rated.key] - rated.base for rated in rates}
    ways = {way for choice in _choices(printed, rates) if (way := _way(printed, choice, net, off, rates))}
    if len(ways) > 1:
        ways = {way for way in ways if all(_is_borne_out(share, net) for share in way)}
    if len(ways) != 1:
        return None
    return tuple(_fields(share, net) for share in ways.pop())


def _choices(printed: Sequence[Printed], rates: Sequence[Rated]) -> Iterator[tuple[Rated | None, ...]]:
    """Yields for each discount or cost the rate that bears it. At most one has None: all rates bear it together."""
    options: tuple[Rated | None, ...] = tuple(rates) if len(rates) == 1 else (*rates, None)
    for choice in product(options, repeat=len(printed)):
        if choice.count(None) <= 1:
            yield choice


def _way(
    printed: Sequence[Printed],
    choice: Sequence[Rated | None],
    net: Mapping[Key, Decimal],
    off: Mapping[Key, Decimal],
    rates: Sequence[Rated],
) -> tuple[Share, ...] | None:
    """The shares, when this choice explains every base to the cent."""
    left = dict(off)
    shares: list[Share] = []
    for item, rated in zip(printed, choice, strict=True):
        if rated is not None:
            left[rated.key] -= item.off
            shares.append((item, rated, item.value))
    spread = next((item for item, rated in zip(printed, choice, strict=True) if rated is None), None)
    if spread is None:
        return tuple(shares) if not any(left.values()) else None
    if not _is_in_proportion(spread, left, net):
        return None
    sign = -1 if spread.is_charge else 1
    shares += [(spread, rated, sign * left[rated.key]) for rated in rates if left[rated.key]]
    return tuple(shares)


def _is_in_proportion(spread: Printed, left: Mapping[Key, Decimal], net: Mapping[Key, Decimal]) -> bool:
    """Whether the discount is spread over the rates in proportion to their lines, and the shares add up to it."""
    whole = sum(net.values(), ZERO)
    borne = [part for part in left.values() if part]
    if len(borne) < 2 or sum(borne) != spread.off or whole <= 0:
        return False
    return all(abs(part - spread.off * net[key] / whole) <= ROUNDING for key, part in left.items())


def _is_borne_out(share: Share, net: Mapping[Key, Decimal]) -> bool:
    item, rated, _ = share
    return not item.percents or rated.rate in item.percents or _percentage(share, net) != (None, None)


def _percentage(share: Share, net: Mapping[Key, Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """The printed percentage that gives this amount on the lines of its rate, and the sum of these lines."""
    item, rated, amount = share
    base = net[rated.key]
    size = next((size for size in item.percents if abs(base * size / 100 - amount) <= CENT), None)
    return (None, None) if size is None else (size, base)


def _fields(share: Share, net: Mapping[Key, Decimal]) -> AllowanceFields:
    item, rated, amount = share
    percentage, base = _percentage(share, net)
    read = item.amount.read(CONFIDENCE, sure=True)
    return AllowanceFields(
        is_charge=item.is_charge,
        amount=amount,
        reason=item.reason or None,
        percentage=percentage,
        base=base,
        category=rated.category,
        rate=rated.rate,
        confidence=read.confidence,
        origin=read.origin,
    )
