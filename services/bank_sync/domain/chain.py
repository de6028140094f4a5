"""Whether the statements of one account follow each other without a hole.

The proof is the balance: a statement begins with the amount the one before it ended with. Numbers only help to say
which statements are missing, because banks number differently (some repeat the number of the paper statement for a
week, some skip). Nothing is decided here but the verdict; what to do about a gap is asked of a person.
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
"""A jump of more numbers than days in a month says that the numbering changed, not that statements are missing."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the chain needs to know of a statement. `number` is None where the bank gives none that can be counted."""

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
        """Statements in the order of the account; the number tells those of one day apart."""
        return self.new_balance_date, self.old_balance_date, self.number or 0


@dataclass(frozen=True, slots=True)
class Break:
    """Two neighbours that do not fit: `difference` is the money between them, `missing` the numbers between them."""

    earlier: Link
    later: Link
    difference: Decimal
    missing: tuple[int, ...] = ()


class Verdict(StrEnum):
    """How a statement stands to those we have."""

    FIRST = "first"  # the account's first: nothing to compare with
    NEXT = "next"  # continues the latest one
    EARLIER = "earlier"  # leads up to the earliest one
    FILLS_GAP = "fills_gap"  # fits on both sides of a gap
    GAP = "gap"  # does not fit its neighbours: something is missing between them
    OVERLAP = "overlap"  # covers days that another statement covers too
    DUPLICATE = "duplicate"  # we have it already
    CONFLICT = "conflict"  # the same number as one we have, with another content


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict and what it rests on: the statements it clashes with, the breaks it leaves, the numbers skipped.

    A balance that fits on both sides is proof enough, whatever the numbers and dates say; `skipped` then holds the
    numbers that the bank jumped over. `proven` says that the balances prove the movements of this statement to be
    others than those we have: it fits, and it moves money. A statement that ends where it began proves nothing, as on
    an account that a cash pool empties every evening.
    """

    verdict: Verdict
    against: tuple[Link, ...] = ()
    breaks: tuple[Break, ...] = ()
    skipped: tuple[int, ...] = ()
    proven: bool = False


def link_of(statement: Statement, statement_id: UUID) -> Link:
    """The link of a statement: the number of the coded statement counts, else that of the paper one."""
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


def judge(new: Link, known: Iterable[Link]) -> Judgement:
    """Where a statement stands among the known ones of its account (others are left aside)."""
    chain = sorted((each for each in known if each.account == new.account), key=lambda link: link.order)
    if copy := next((each for each in chain if each.statement_id == new.statement_id), None):
        return Judgement(Verdict.DUPLICATE, against=(copy,))
    before, after = _neighbours(new, chain)
    breaks = tuple(_breaks([each for each in (before, new, after) if each]))
    same_number = tuple(each for each in chain if _same_number(each, new))
    if twins := tuple(each for each in same_number if _same_step(each, new)):
        return Judgement(Verdict.CONFLICT, against=twins, breaks=breaks)
    moves_money = new.old_balance != new.new_balance
    overlapping = tuple(each for each in chain if _share_days(each, new))
    if not breaks and (moves_money or not overlapping):
        verdicts = {(False, False): Verdict.FIRST, (True, False): Verdict.NEXT, (False, True): Verdict.EARLIER}
        verdict = verdicts.get((before is not None, after is not None), Verdict.FILLS_GAP)
        skipped = _numbers_between(before, new) if before else ()
        return Judgement(verdict, skipped=skipped, proven=moves_money and verdict is not Verdict.FIRST)
    if same_number and breaks:
        return Judgement(Verdict.CONFLICT, against=same_number, breaks=breaks)
    if overlapping:
        return Judgement(Verdict.OVERLAP, against=overlapping, breaks=breaks)
    return Judgement(Verdict.GAP, breaks=breaks)


def _breaks(chain: Sequence[Link]) -> Iterable[Break]:
    for earlier, later in pairwise(chain):
        if difference := later.old_balance - earlier.new_balance:
            yield Break(earlier, later, difference, _numbers_between(earlier, later))


def _neighbours(new: Link, chain: Sequence[Link]) -> tuple[Link | None, Link | None]:
    """The known statements before and after. Of two that nothing else tells apart, the balance says which is first."""
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
    """From the same balance to the same balance on the same day: two accounts of one thing, not two things."""
    steps = [(each.old_balance, each.new_balance, each.new_balance_date) for each in (one, other)]
    return steps[0] == steps[1]


def _numbers_between(earlier: Link, later: Link) -> tuple[int, ...]:
    if earlier.number is None or later.number is None or earlier.year != later.year:
        return ()
    missing = range(earlier.number + 1, later.number)
    return tuple(missing) if len(missing) <= MOST_MISSING else ()
