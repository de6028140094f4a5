"""Whether the statements of one account follow each other without a gap.

The balance proves it: a statement begins with the amount with which the one before it ended. Numbers only help to name
the missing statements, because banks number differently (some repeat the number of the paper statement for a week, some
skip). This module only states the result; a user is asked what to do about a gap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from uuid import UUID

from services.bank_sync.domain.statement import Account, Statement

MOST_MISSING = 31
"""A jump of more numbers than a month has days means that the numbering changed, not that statements are missing."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the chain needs of a statement. `number` is None where the bank gives none that can be counted."""

    statement_id: UUID
    account: Account
    number: int | None
    old_balance: Decimal
    old_balance_date: date
    new_balance: Decimal
    new_balance_date: date

    @property
    def year(self) -> int:
        """Statement numbers start again every year."""
        return self.new_balance_date.year

    @property
    def order(self) -> tuple[date, date, int]:
        """What statements are sorted by; the number orders those of one day."""
        return self.new_balance_date, self.old_balance_date, self.number or 0


@dataclass(frozen=True, slots=True)
class Break:
    """Two neighbours that do not fit: `difference` is the amount between them, `missing` the numbers between them."""

    earlier: Link
    later: Link
    difference: Decimal
    missing: tuple[int, ...] = ()


class Continuity(StrEnum):
    """How a statement continues those that we have."""

    FIRST = "first"  # the first of the account: nothing to compare with
    NEXT = "next"  # follows the latest one
    EARLIER = "earlier"  # precedes the earliest one
    FILLS_GAP = "fills_gap"  # fits on both sides of a gap
    GAP = "gap"  # does not fit its neighbours: something is missing between them
    OVERLAP = "overlap"  # covers days that another statement covers too
    DUPLICATE = "duplicate"  # we have it already
    CONFLICT = "conflict"  # the same number as one we have, with another content


@dataclass(frozen=True, slots=True)
class ContinuityCheck:
    """The continuity, the statements it conflicts with, the breaks it leaves, and the numbers skipped.

    A balance that fits on both sides is proof enough, whatever numbers and dates are printed; `skipped` then holds the
    numbers that the bank skipped. `proven` means that the balances prove the transactions of this statement to be
    different from those we have: the statement fits and its balance changes. A statement that ends with the balance it
    began with proves nothing (for example an account that a cash pool empties every evening).
    """

    continuity: Continuity
    against: tuple[Link, ...] = ()
    breaks: tuple[Break, ...] = ()
    skipped: tuple[int, ...] = ()
    proven: bool = False


def link_of(statement: Statement, statement_id: UUID) -> Link:
    """The link of a statement: the number of the coded statement counts, otherwise that of the paper one."""
    number = next((int(n) for n in (statement.coda_number, statement.number) if n.isdecimal() and int(n)), None)
    return Link(
        statement_id=statement_id,
        account=statement.account,
        number=number,
        old_balance=statement.old_balance,
        old_balance_date=min(statement.old_balance_date or statement.new_balance_date, statement.new_balance_date),
        new_balance=statement.new_balance,
        new_balance_date=statement.new_balance_date,
    )


def check_continuity(new: Link, known: Iterable[Link]) -> ContinuityCheck:
    """How a statement continues the known ones of its account; statements of other accounts are ignored."""
    chain = sorted((each for each in known if each.account == new.account), key=lambda link: link.order)
    if copy := next((each for each in chain if each.statement_id == new.statement_id), None):
        return ContinuityCheck(Continuity.DUPLICATE, against=(copy,))
    before, after = _neighbours(new, chain)
    breaks = tuple(_breaks([each for each in (before, new, after) if each]))
    same_number = tuple(each for each in chain if _same_number(each, new))
    if twins := tuple(each for each in same_number if _same_step(each, new)):
        return ContinuityCheck(Continuity.CONFLICT, against=twins, breaks=breaks)
    balance_changes = new.old_balance != new.new_balance
    overlapping = tuple(each for each in chain if _share_days(each, new))
    if not breaks and (balance_changes or not overlapping):
        kinds = {(False, False): Continuity.FIRST, (True, False): Continuity.NEXT, (False, True): Continuity.EARLIER}
        continuity = kinds.get((before is not None, after is not None), Continuity.FILLS_GAP)
        skipped = _numbers_between(before, new) if before else ()
        return ContinuityCheck(
            continuity, skipped=skipped, proven=balance_changes and continuity is not Continuity.FIRST
        )
    if same_number and breaks:
        return ContinuityCheck(Continuity.CONFLICT, against=same_number, breaks=breaks)
    if overlapping:
        return ContinuityCheck(Continuity.OVERLAP, against=overlapping, breaks=breaks)
    return ContinuityCheck(Continuity.GAP, breaks=breaks)


def _breaks(chain: Sequence[Link]) -> Iterable[Break]:
    for earlier, later in pairwise(chain):
        if difference := later.old_balance - earlier.new_balance:
            yield Break(earlier, later, difference, _numbers_between(earlier, later))


def _neighbours(new: Link, chain: Sequence[Link]) -> tuple[Link | None, Link | None]:
    """The known statements before and after. Where dates and numbers are equal, the balance decides which is first."""
    earlier: list[Link] = []
    later: list[Link] = []
    for each in chain:
        leads_from_new = each.old_balance == new.new_balance and each.new_balance != new.old_balance
        is_later = each.order > new.order or (each.order == new.order and leads_from_new)
        (later if is_later else earlier).append(each)
    return (earlier[-1] if earlier else None), (later[0] if later else None)


def _share_days(one: Link, other: Link) -> bool:
    """A statement covers the days after its old balance, up to its new one."""
    return one.old_balance_date < other.new_balance_date and other.old_balance_date < one.new_balance_date


def _same_number(one: Link, other: Link) -> bool:
    return one.number is not None and one.number == other.number and one.year == other.year


def _same_step(one: Link, other: Link) -> bool:
    """From the same balance to the same balance on the same day: two versions of one statement."""
    steps = [(each.old_balance, each.new_balance, each.new_balance_date) for each in (one, other)]
    return steps[0] == steps[1]


def _numbers_between(earlier: Link, later: Link) -> tuple[int, ...]:
    if earlier.number is None or later.number is None or earlier.year != later.year:
        return ()
    missing = range(earlier.number + 1, later.number)
    return tuple(missing) if len(missing) <= MOST_MISSING else ()
