"""The same payment is one transaction, however often it is imported; two equal payments are two."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from contracts.events.bank import TransactionSource
from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.identity import Identity, counted, identify, recognise, statement_id
from services.bank_sync.domain.statement import (
    Account,
    Party,
    Statement,
    StatementTransaction,
    Structured,
    StructuredKind,
)
from tests.bank_sync.builders import IBAN, OTHER_IBAN, CodaStatement, Entry, file

CLIENT = UUID("0197a1b2-0000-7000-8000-000000000001")
OTHER_CLIENT = UUID("0197a1b2-0000-7000-8000-000000000002")
ACCOUNT = Account(IBAN, "EUR", IBAN)
CODA, PSD2 = TransactionSource.CODA, TransactionSource.PSD2

RENT = StatementTransaction(
    1,
    0,
    Decimal("-850.00"),
    date(2025, 3, 3),
    communication="LOYER MARS 2025",
    counterparty=Party("IMMOBILIÈRE DU LAC S.A.", OTHER_IBAN, OTHER_IBAN),
    bank_reference="BNK00000000000000077A",
)
PARKING = StatementTransaction(2, 0, Decimal("-2.50"), date(2025, 3, 3), counterparty=Party("PARKING CENTRAL"))


def ids(*transactions: StatementTransaction, source: TransactionSource = CODA) -> tuple[Identity, ...]:
    return identify(CLIENT, ACCOUNT, transactions, source)


def read(content: bytes) -> Statement:
    return read_coda(content)[0]


def test_the_same_file_imported_twice_gives_the_same_ids() -> None:
    statement = CodaStatement((Entry("12.00", text="A"), Entry("12.00", text="A"), Entry("-3.00", name="B")))

    first = ids(*read(file(statement)).transactions)
    again = ids(*read(file(statement, encoding="utf-8", newline="\n")).transactions)

    assert [each.transaction_id for each in first] == [each.transaction_id for each in again]
    assert [found.same_as for found in recognise(again, first)] == [each.transaction_id for each in first]


def test_two_identical_transactions_on_one_day_get_two_ids() -> None:
    first, second = ids(PARKING, replace(PARKING, sequence=3))

    assert first.transaction_id != second.transaction_id
    assert (first.occurrence, second.occurrence) == (1, 2)


def test_where_a_transaction_stands_on_its_statement_does_not_change_its_id() -> None:
    assert ids(RENT)[0].transaction_id == ids(PARKING, replace(RENT, sequence=9))[1].transaction_id


@pytest.mark.parametrize(
    "other",
    [
        replace(RENT, amount=Decimal("-850.01")),
        replace(RENT, amount=Decimal("850.00")),
        replace(RENT, booking_date=date(2025, 3, 4)),
        replace(RENT, communication="LOYER AVRIL 2025"),
        replace(RENT, counterparty=Party("AUTRE BAILLEUR")),
        replace(RENT, bank_reference="BNK00000000000000078A"),
    ],
    ids=["amount", "sign", "day", "communication", "party", "bank reference"],
)
def test_whatever_differs_makes_another_transaction(other: StatementTransaction) -> None:
    assert ids(RENT)[0].transaction_id != ids(other)[0].transaction_id


def test_two_clients_and_two_accounts_never_share_an_id() -> None:
    in_dollars = Account(IBAN, "USD", IBAN)

    found = {
        ids(RENT)[0].transaction_id,
        identify(OTHER_CLIENT, ACCOUNT, [RENT], CODA)[0].transaction_id,
        identify(CLIENT, in_dollars, [RENT], CODA)[0].transaction_id,
    }

    assert len(found) == 3


def test_the_same_payment_from_two_sources_is_recognised_despite_its_spelling() -> None:
    (known,) = ids(RENT)
    from_feed = replace(
        RENT,
        amount=Decimal("-850.0"),
        communication="Loyer mars  2025",
        counterparty=Party("Immobilière du Lac", OTHER_IBAN, OTHER_IBAN),
        bank_reference="7e5a4c1f",
    )

    (found,) = recognise(ids(from_feed, source=PSD2), [known])

    assert found.same_as == known.transaction_id


def test_a_structured_communication_is_the_same_however_it_is_printed() -> None:
    in_coda = replace(RENT, communication="", structured=Structured("101", StructuredKind.OGM, "090933755493"))
    in_feed = replace(RENT, communication="+++090/9337/55493+++", bank_reference="x1")
    in_stars = replace(RENT, communication="payé ***090/9337/55493*** merci", bank_reference="x1")

    (known,) = ids(in_coda)

    assert recognise(ids(in_feed, source=PSD2), [known])[0].same_as == known.transaction_id
    assert recognise(ids(in_stars, source=PSD2), [known])[0].same_as == known.transaction_id


def test_names_are_compared_without_accents_legal_form_or_what_was_cut_off() -> None:
    long_name = "SOCIÉTÉ COOPÉRATIVE DES BRASSEURS RÉUNIS SRL"
    (known,) = ids(replace(PARKING, counterparty=Party(long_name[:35])))

    (found,) = recognise(ids(replace(PARKING, counterparty=Party(long_name.title())), source=PSD2), [known])

    assert found.same_as == known.transaction_id


@pytest.mark.parametrize("name", ["Parking Central N.V.", "NV PARKING CENTRAL", "parking-central"])
def test_a_legal_form_does_not_make_another_party(name: str) -> None:
    (known,) = ids(PARKING)

    (found,) = recognise(ids(replace(PARKING, counterparty=Party(name)), source=PSD2), [known])

    assert found.same_as == known.transaction_id


def test_two_equal_payments_in_both_sources_stay_two() -> None:
    known = ids(PARKING, PARKING)

    found = recognise(ids(PARKING, PARKING, PARKING, source=PSD2), known)

    assert [each.same_as for each in found[:2]] == [each.transaction_id for each in known]
    assert (found[2].same_as, found[2].doubts) == (None, ())


def test_the_bank_s_reference_recognises_a_payment_whose_text_differs_between_sources() -> None:
    (known,) = ids(RENT)

    (found,) = recognise(ids(replace(RENT, communication="VIREMENT", counterparty=Party()), source=PSD2), [known])

    assert found.same_as == known.transaction_id


def test_a_reference_shared_by_a_batch_decides_nothing() -> None:
    known = ids(replace(RENT, communication="A"), replace(RENT, communication="B"))

    (found,) = recognise(ids(replace(RENT, communication="C"), source=PSD2), known)

    assert found.same_as is None
    assert set(found.doubts) == {each.transaction_id for each in known}


def test_the_same_money_in_another_source_is_a_doubt_and_never_an_answer() -> None:
    (known,) = ids(PARKING)

    (found,) = recognise(ids(replace(PARKING, counterparty=Party("BOULANGERIE")), source=PSD2), [known])

    assert (found.same_as, found.doubts) == (None, (known.transaction_id,))


def test_one_source_giving_two_references_means_two_payments() -> None:
    known = ids(replace(PARKING, bank_reference="REF1"))

    (found,) = recognise(ids(replace(PARKING, bank_reference="REF2")), known)

    assert (found.same_as, found.doubts) == (None, ())


def test_one_source_changing_the_text_of_a_reference_is_a_doubt() -> None:
    known = ids(RENT)

    (found,) = recognise(ids(replace(RENT, communication="LOYER MARS 2025 CORRIGE")), known)

    assert (found.same_as, found.doubts) == (None, (known[0].transaction_id,))


def test_an_equal_transaction_of_a_statement_proved_to_be_another_one_is_new() -> None:
    morning = ids(PARKING)

    unproved = identify(CLIENT, ACCOUNT, [PARKING], CODA)
    proved = identify(CLIENT, ACCOUNT, [PARKING], CODA, earlier=counted(morning))

    assert recognise(unproved, morning)[0].same_as == morning[0].transaction_id
    assert recognise(proved, morning)[0].same_as is None


def test_a_copy_of_a_statement_has_the_id_of_the_original_and_a_changed_one_has_not() -> None:
    original = CodaStatement((Entry("12.00", text="A"), Entry("-3.00", name="B")))

    known = statement_id(CLIENT, read(file(original)))

    copy = replace(original, duplicate=True, file_reference="COPY000001", created=date(2025, 4, 1))
    renumbered = replace(original, number="043", coda_number="043")
    changed = replace(original, transactions=(Entry("12.00", text="A"), Entry("-3.00", name="C")))
    assert statement_id(CLIENT, read(file(copy))) == known
    assert statement_id(CLIENT, read(file(renumbered))) == known
    assert statement_id(CLIENT, read(file(changed))) != known
    assert statement_id(OTHER_CLIENT, read(file(original))) != known


def test_many_equal_transactions_are_distinguished_in_bounded_time() -> None:
    known = ids(*[PARKING] * 3000)

    found = recognise(ids(*[PARKING] * 3001, source=PSD2), known)

    assert sum(each.same_as is None for each in found) == 1
