"""Whether statements follow each other, decided from balances, dates and numbers only."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.chain import Continuity, Link, check_continuity, link_of
from services.bank_sync.domain.statement import Account
from tests.bank_sync.builders import IBAN, OTHER_IBAN, CodaStatement, Entry, file

ACCOUNT = Account(IBAN, "EUR", IBAN)
START = date(2025, 3, 3)


def link(day: int, old: str, new: str, number: int | None = None, content: str = "") -> Link:
    """Returns the statement of one day; `day` counts from the start, and the number is the day unless it is given."""
    closing = START + timedelta(days=day)
    return Link(
        statement_id=uuid5(NAMESPACE_OID, f"{day} {old} {new} {content}"),
        account=ACCOUNT,
        number=day + 1 if number is None else number,
        old_balance=Decimal(old),
        old_balance_date=closing - timedelta(days=1),
        new_balance=Decimal(new),
        new_balance_date=closing,
    )


MONDAY = link(0, "100", "150")
TUESDAY = link(1, "150", "120")
WEDNESDAY = link(2, "120", "500")


def test_the_first_statement_has_nothing_to_compare_with() -> None:
    assert check_continuity(MONDAY, []).continuity is Continuity.FIRST


def test_a_statement_that_begins_where_the_last_ended_is_the_next() -> None:
    found = check_continuity(WEDNESDAY, [TUESDAY, MONDAY])

    assert (found.continuity, found.breaks, found.skipped) == (Continuity.NEXT, (), ())


def test_a_statement_that_does_not_continue_the_balance_shows_the_gap_and_its_numbers() -> None:
    found = check_continuity(link(4, "640", "700"), [MONDAY, TUESDAY])

    (gap,) = found.breaks
    assert found.continuity is Continuity.GAP
    assert (gap.earlier, gap.difference, gap.missing) == (TUESDAY, Decimal(520), (3, 4))


def test_a_late_statement_that_fits_on_both_sides_fills_the_gap() -> None:
    assert check_continuity(TUESDAY, [MONDAY, WEDNESDAY]).continuity is Continuity.FILLS_GAP
    assert check_continuity(TUESDAY, [MONDAY, link(4, "640", "700")]).continuity is Continuity.GAP


def test_a_statement_of_before_the_first_is_accepted_when_it_leads_up_to_it() -> None:
    assert check_continuity(MONDAY, [TUESDAY, WEDNESDAY]).continuity is Continuity.EARLIER
    assert check_continuity(link(0, "100", "151"), [TUESDAY, WEDNESDAY]).continuity is Continuity.GAP


def test_the_same_statement_again_is_a_duplicate_even_under_another_number() -> None:
    renumbered = replace(TUESDAY, number=99)

    assert check_continuity(TUESDAY, [MONDAY, TUESDAY, WEDNESDAY]).continuity is Continuity.DUPLICATE
    assert check_continuity(renumbered, [MONDAY, TUESDAY]).against == (TUESDAY,)


def test_the_same_number_with_another_content_is_a_conflict() -> None:
    other_tuesday = link(1, "150", "119", content="changed")
    other_transactions = link(1, "150", "120", content="same balances, other transactions")

    assert check_continuity(other_tuesday, [MONDAY, TUESDAY, WEDNESDAY]).continuity is Continuity.CONFLICT
    assert check_continuity(other_transactions, [MONDAY, TUESDAY]).continuity is Continuity.CONFLICT
    assert check_continuity(other_transactions, [MONDAY, TUESDAY]).against == (TUESDAY,)


def test_two_statements_that_change_nothing_in_sum_but_share_a_number_are_a_conflict() -> None:
    in_and_out = link(1, "150", "150", content="5 in, 5 out")
    also_in_and_out = link(1, "150", "150", content="7 in, 7 out")

    assert check_continuity(also_in_and_out, [MONDAY, in_and_out]).continuity is Continuity.CONFLICT


def test_a_balance_that_fits_and_changes_proves_the_transactions_to_be_new() -> None:
    nothing_moves = link(3, "500", "500")

    assert check_continuity(WEDNESDAY, [MONDAY, TUESDAY]).proven
    assert check_continuity(TUESDAY, [MONDAY, WEDNESDAY]).proven
    assert not check_continuity(MONDAY, []).proven
    assert not check_continuity(link(4, "640", "700"), [MONDAY, TUESDAY]).proven
    assert not check_continuity(nothing_moves, [WEDNESDAY]).proven


def test_on_an_account_emptied_every_evening_a_week_over_its_days_is_an_overlap() -> None:
    days = [link(day, "0", "0") for day in range(3)]
    week = replace(link(2, "0", "0", number=90, content="week"), old_balance_date=START - timedelta(days=1))

    assert check_continuity(link(3, "0", "0"), days).continuity is Continuity.NEXT
    assert check_continuity(week, days).continuity is Continuity.OVERLAP


def test_a_number_is_only_the_same_in_the_same_year() -> None:
    a_year_later = replace(link(370, "150", "119"), number=MONDAY.number)

    found = check_continuity(replace(a_year_later, old_balance=Decimal(1)), [MONDAY])

    assert found.continuity is Continuity.GAP


def test_a_week_that_contains_days_we_have_is_an_overlap() -> None:
    week = replace(link(4, "100", "700", number=50), old_balance_date=START - timedelta(days=1))

    found = check_continuity(week, [MONDAY, TUESDAY])

    assert found.continuity is Continuity.OVERLAP
    assert set(found.against) == {MONDAY, TUESDAY}


def test_numbers_that_a_bank_repeats_or_skips_do_not_matter_while_the_balance_fits() -> None:
    repeated = check_continuity(link(1, "150", "120", number=1), [MONDAY])
    skipped = check_continuity(link(1, "150", "120", number=4), [MONDAY])

    assert (repeated.continuity, repeated.skipped) == (Continuity.NEXT, ())
    assert (skipped.continuity, skipped.skipped) == (Continuity.NEXT, (2, 3))


def test_a_new_year_and_a_new_numbering_name_no_missing_statements() -> None:
    new_year = link(310, "120", "130", number=5)
    new_numbering = link(2, "120", "130", number=700)

    assert check_continuity(new_year, [MONDAY, TUESDAY]).skipped == ()
    assert check_continuity(new_numbering, [MONDAY, TUESDAY]).skipped == ()


def test_several_statements_of_one_day_follow_by_number_or_else_by_balance() -> None:
    morning = replace(link(1, "150", "120"), number=2)
    noon = replace(link(1, "120", "90"), number=3)
    unnumbered = [replace(each, number=None) for each in (morning, noon)]

    assert check_continuity(noon, [MONDAY, morning]).continuity is Continuity.NEXT
    assert check_continuity(morning, [MONDAY, noon]).continuity is Continuity.FILLS_GAP
    assert check_continuity(unnumbered[1], [MONDAY, unnumbered[0]]).continuity is Continuity.NEXT
    assert check_continuity(unnumbered[0], [MONDAY, unnumbered[1]]).continuity is Continuity.FILLS_GAP


def test_statements_of_other_accounts_and_currencies_are_left_aside() -> None:
    elsewhere = replace(MONDAY, account=Account(OTHER_IBAN, "EUR", OTHER_IBAN))
    in_dollars = replace(MONDAY, account=Account(IBAN, "USD", IBAN))

    assert check_continuity(WEDNESDAY, [elsewhere, in_dollars]).continuity is Continuity.FIRST


def test_every_break_around_a_statement_is_listed() -> None:
    friday = link(4, "510", "600")

    found = check_continuity(WEDNESDAY, [friday, MONDAY]).breaks

    assert [(each.earlier, each.later, each.difference, each.missing) for each in found] == [
        (MONDAY, WEDNESDAY, Decimal(-30), (2,)),
        (WEDNESDAY, friday, Decimal(10), (4,)),
    ]
    assert check_continuity(WEDNESDAY, [MONDAY, TUESDAY]).breaks == ()


@given(amounts=st.lists(st.integers(-10_000, 10_000), min_size=2, max_size=8), hidden=st.data())
def test_a_missing_day_with_money_in_it_is_always_noticed(amounts: list[int], hidden: st.DataObject) -> None:
    balances = [0]
    for amount in amounts:
        balances.append(balances[-1] + amount)
    chain = [link(day, str(balances[day]), str(balances[day + 1])) for day in range(len(amounts))]
    gone = hidden.draw(st.integers(0, len(chain) - 2))
    last = chain[-1]

    complete = check_continuity(last, chain[:-1])
    holed = check_continuity(chain[gone + 1], [*chain[:gone], *chain[gone + 2 :]])

    assert complete.continuity is Continuity.NEXT
    assert bool(holed.breaks) == (gone > 0 and amounts[gone] != 0)


@pytest.mark.parametrize(
    ("number", "coda_number", "expected"), [("041", "017", 17), ("041", "000", 41), ("041", "", 41), ("000", "", None)]
)
def test_the_number_of_the_coded_statement_is_used_before_that_of_the_paper_statement(
    number: str, coda_number: str, expected: int | None
) -> None:
    (statement,) = read_coda(file(CodaStatement((Entry("5.00"),), number=number, coda_number=coda_number)))

    found = link_of(statement, UUID(int=1))

    assert found.number == expected
    assert (found.old_balance, found.new_balance) == (Decimal("1000.00"), Decimal("1005.00"))
    assert (found.old_balance_date, found.new_balance_date) == (date(2025, 2, 28), date(2025, 3, 3))
