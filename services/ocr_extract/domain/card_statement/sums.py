"""The arithmetic of a card statement: lines, balances and totals must add up to the cent in exactly one way.

Issuers print what was spent as plain amounts, with a minus, or with letters, and the total often the other way round.
The sums show which way it is. When two ways add up, one of them must clearly make most lines purchases.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from contracts.card_statement import CardLineKind
from services.ocr_extract.domain.card_statement.figures import is_scanned
from services.ocr_extract.domain.card_statement.line_kinds import named_kind
from services.ocr_extract.domain.card_statement.rows import Rows, Sum
from services.ocr_extract.domain.layout.folding import fold

ZERO = Decimal(0)
MOST_WITHOUT_SIGN = 0.25
"""When more than this share of the lines has no sign, the statement prints no signs."""
MOST_UNSIGNED = 8
"""At most this many amounts may have a doubtful minus; with more the statement is unreadable."""
MANY = 3
"""With this many more purchases than refunds the signs cannot be the other way round."""


@dataclass(frozen=True)
class Tied:
    """A statement whose sums add up. `owed` has the amounts of the lines in their order, positive when spent."""

    owed: tuple[Decimal, ...]
    carried_over: Decimal
    total: Decimal
    prepaid: bool


@dataclass(frozen=True)
class Untied:
    """Two amounts that should be equal: the printed sum and the computed one."""

    printed: Decimal
    counted: Decimal


@dataclass(frozen=True)
class _Signs:
    """One way to read the signs: the factors (1 or -1) of lines, opening balance and total."""

    lines: int
    opening: int
    total: int


def tie_out(rows: Rows, *, prepaid: bool) -> Tied | Untied:
    """Compare every printed sum with the lines; returns the two amounts that differ when they do not add up.

    Both signs are tried where a minus may be dirt or lost. When two ways add up, the statement counts as `Untied`.
    """
    unsigned = _unsigned(rows)
    if not unsigned or len(unsigned) > MOST_UNSIGNED:
        return _tie_out(rows, prepaid=prepaid)
    answers = [
        _tie_out(_signed(rows, dict(zip(unsigned, signs, strict=True))), prepaid=prepaid)
        for signs in product((1, -1), repeat=len(unsigned))
    ]
    tied = {answer for answer in answers if isinstance(answer, Tied)}
    if len(tied) == 1:
        return tied.pop()
    counted = sum((row.amount.value for row in rows.lines), ZERO)
    return next((answer for answer in answers if isinstance(answer, Untied)), Untied(ZERO, counted))


def _unsigned(rows: Rows) -> list[int]:
    """The indexes of scanned lines with a doubtful sign, and of the few without a sign where nearly all have one."""
    free = [at for at, row in enumerate(rows.lines) if row.amount.owed is None and is_scanned(row.line)]
    bare = [at for at in free if not rows.lines[at].amount.sign]
    doubtful = [at for at in free if rows.lines[at].amount.sign == "±"]
    return sorted(doubtful + bare) if len(bare) <= MOST_WITHOUT_SIGN * len(free) else doubtful


def _signed(rows: Rows, signs: dict[int, int]) -> Rows:
    lines = list(rows.lines)
    for at, sign in signs.items():
        amount = lines[at].amount
        lines[at] = replace(lines[at], amount=replace(amount, value=sign * amount.value))
    return replace(rows, lines=lines)


def _tie_out(rows: Rows, *, prepaid: bool) -> Tied | Untied:
    printed = tuple(row.amount.value for row in rows.lines)
    if wrong := _wrong_sum(rows, printed):
        return wrong
    openings = set(rows.opening) or {ZERO}
    claims = _claims(rows, prepaid=prepaid)
    counted = sum(printed, ZERO)
    if len(openings) > 1:
        return Untied(max(openings), min(openings))
    found = _fitting(rows, printed, openings, claims, prepaid=prepaid)
    if not found:
        found = _by_strange_names(rows, printed, claims, prepaid=prepaid)
    if len(found) == 1:
        return found.pop()
    if not claims:
        return Untied(ZERO, counted)
    opening = openings.pop()
    expected = opening - counted if prepaid else opening + counted
    return Untied(claims[0], expected)


def _fitting(
    rows: Rows, printed: tuple[Decimal, ...], openings: set[Decimal], claims: Sequence[Decimal], *, prepaid: bool
) -> set[Tied]:
    found: set[Tied] = set()
    for opening, total in product(openings, claims):
        for signs in _possible_signs(rows, total, prepaid=prepaid):
            tied = _tied(printed, opening, total, signs, prepaid=prepaid)
            if tied and _plausible(rows, tied, signs) and not _unexplained(rows, tied):
                found.add(tied)
    return found


def _by_strange_names(
    rows: Rows, printed: tuple[Decimal, ...], claims: Sequence[Decimal], *, prepaid: bool
) -> set[Tied]:
    """Try balances with unknown names: accepted when they add up and no printed sum is left unexplained."""
    openings = set(rows.opening) or {ZERO, *rows.strange}
    totals = list(dict.fromkeys([*claims, *rows.strange]))
    found = _fitting(rows, printed, openings, totals, prepaid=prepaid)
    return {tied for tied in found if not _without_meaning(rows.strange, rows, tied)}


def _claims(rows: Rows, *, prepaid: bool) -> list[Decimal]:
    """The amounts that may be the total, the clearest name first."""
    claims = rows.available + rows.totals if prepaid else rows.owed + rows.totals
    return list(dict.fromkeys(claims))


def _possible_signs(rows: Rows, total: Decimal, *, prepaid: bool) -> Iterator[_Signs]:
    """The ways to read the signs; with letters or a debit column there is only one."""
    if any(row.amount.owed is not None for row in rows.lines):
        yield _Signs(1, 1, 1)
        return
    yield _Signs(1, 1, 1)
    yield _Signs(-1, 1, 1)
    if not prepaid:
        yield _Signs(-1, -1, 1)
        if total < 0:
            yield _Signs(-1, -1, -1)


def _tied(
    printed: tuple[Decimal, ...], opening: Decimal, total: Decimal, signs: _Signs, *, prepaid: bool
) -> Tied | None:
    owed = tuple(signs.lines * amount for amount in printed)
    spent = sum(owed, ZERO)
    start, end = signs.opening * opening, signs.total * total
    if end != (start - spent if prepaid else start + spent):
        return None
    return Tied(owed, start + 0, end, prepaid)


def _plausible(rows: Rows, tied: Tied, signs: _Signs) -> bool:
    """Whether most lines are purchases or fees, apart from those whose words say otherwise."""
    if any(row.amount.owed is not None for row in rows.lines):
        return True
    balance = 0
    for row, owed in zip(rows.lines, tied.owed, strict=True):
        back = named_kind(fold(row.merchant)) in (CardLineKind.REFUND, CardLineKind.LOAD)
        balance += 1 if (owed < 0) == back else -1
    if signs.total < 0:
        return balance >= MANY or (balance > 0 and tied.total > 0 and -tied.total in rows.owed)
    return balance > 0


def _wrong_sum(rows: Rows, printed: tuple[Decimal, ...]) -> Untied | None:
    """The first carried sum or subtotal that is not the sum of its lines; None when all are."""
    openings = [ZERO, *rows.opening]
    for carried in rows.carried:
        so_far = sum(printed[: carried.rows], ZERO)
        here = _of_card(rows, printed, carried)
        fitting = {abs(start + sign * so_far) for start in openings for sign in (1, -1)} | {abs(here)}
        if abs(carried.amount) not in fitting:
            return Untied(carried.amount, so_far)
    start = 0
    for subtotal in rows.subtotals:
        since = sum(printed[start : subtotal.rows], ZERO)
        counted = _of_card(rows, printed, subtotal) if subtotal.digits else since
        if abs(subtotal.amount) != abs(counted) and abs(subtotal.amount) != abs(sum(printed[: subtotal.rows], ZERO)):
            return Untied(subtotal.amount, counted)
        start = subtotal.rows
    for unnamed in rows.unnamed:
        counted = sum(printed[: unnamed.rows], ZERO)
        inside = 0 < unnamed.rows < len(printed)
        if inside and abs(unnamed.amount) not in {abs(counted), abs(_of_card(rows, printed, unnamed))}:
            return Untied(unnamed.amount, counted)
    return None


def _of_card(rows: Rows, printed: tuple[Decimal, ...], named: Sum) -> Decimal:
    """The sum of the lines of the card that `named` names, else of the card of the last line above it."""
    last = rows.lines[named.rows - 1].card if 0 < named.rows <= len(rows.lines) else None
    digits = named.digits or (last[-4:] if last else "")
    pairs = zip(rows.lines[: named.rows], printed, strict=False)
    return sum((amount for row, amount in pairs if row.card and row.card[-4:] == digits), ZERO)


def _unexplained(rows: Rows, tied: Tied) -> bool:
    """Whether a printed total is neither the total nor the sum of a kind of lines or of a card."""
    claims = rows.totals + (rows.available if tied.prepaid else rows.owed)
    return _without_meaning(claims, rows, tied)


def _without_meaning(claims: Sequence[Decimal], rows: Rows, tied: Tied) -> bool:
    spent = sum(tied.owed, ZERO)
    known = {tied.total, spent, sum((owed for owed in tied.owed if owed > 0), ZERO)}
    known.add(sum((owed for owed in tied.owed if owed < 0), ZERO))
    for card in {row.card for row in rows.lines}:
        known.add(sum((o for row, o in zip(rows.lines, tied.owed, strict=True) if row.card == card), ZERO))
    for kind in CardLineKind:
        named = (o for row, o in zip(rows.lines, tied.owed, strict=True) if named_kind(fold(row.merchant)) is kind)
        known.add(sum(named, ZERO))
    sizes = {abs(value) for value in known} | ({abs(tied.carried_over)} if claims is rows.strange else set())
    return any(abs(claim) not in sizes for claim in claims)
