"""The communication of a transaction: references, cards and mandates are decoded, card numbers masked."""

from datetime import date, time
from decimal import Decimal

import pytest
from stdnum.iso7064 import mod_97_10

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.statement import StatementTransaction, StructuredKind
from tests.bank_sync.builders import CodaStatement, Entry, file, filled

CARD_PAYMENT = (
    "6703123456789017" + "1" + "027789" + "004" + "567" + "280225" + "1218" + "9"
    "GARAGE DU CENTRE" + "BRUXELLESX" + "100000000045000" + "000109500000" + "USD"
)  # fmt: skip
LONGEST_REFERENCE = "RF" + mod_97_10.calc_check_digits("12345678901234567890Z" + "RF") + "12345678901234567890Z"
DIRECT_DEBIT = (
    "030325" + "1" + "1" + "0" + "BE50ZZZ0403170701".ljust(35) + "MANDAT-2025-0007".ljust(35)
    + "FACTURE 2025-118 ELECTRICITE".ljust(62) + "0" + "    "
)  # fmt: skip


def transaction(entry: Entry) -> StatementTransaction:
    return read_coda(file(CodaStatement((entry,))))[0].transactions[0]


def test_a_returned_direct_debit_filled_to_its_last_column_says_why() -> None:
    content = "030325" + "1" + "2" + "0" + filled(35) + filled(35) + filled(62) + "2" + "AM04"

    read = transaction(Entry("-88.00", code="00503000", structured=("127", content)))

    assert (read.creditor_id, read.mandate, read.communication) == (filled(35), filled(35), filled(62))
    assert (read.return_type, read.return_reason) == ("2", "AM04")


@pytest.mark.parametrize("type_", ["101", "102"])
def test_a_belgian_structured_communication_is_read_with_its_check_digits(type_: str) -> None:
    read = transaction(Entry(structured=(type_, "090933755493")))

    assert read.structured is not None
    assert (read.structured.kind, read.structured.value) == (StructuredKind.OGM, "090933755493")
    assert read.communication == ""


def test_a_structured_communication_with_wrong_check_digits_is_kept_but_not_trusted() -> None:
    read = transaction(Entry(structured=("101", "090933755494")))

    assert read.structured is not None
    assert (read.structured.kind, read.structured.value) == (StructuredKind.RAW, "090933755494")


@pytest.mark.parametrize("reference", ["RF18539007547034", LONGEST_REFERENCE])
def test_an_iso_creditor_reference_is_read(reference: str) -> None:
    read = transaction(Entry(structured=("100", reference)))

    assert read.structured is not None
    assert (read.structured.kind, read.structured.value) == (StructuredKind.CREDITOR_REFERENCE, reference)


def test_a_card_payment_names_its_merchant_and_hides_its_card() -> None:
    read = transaction(Entry("-41.10", code="00402000", structured=("113", CARD_PAYMENT)))

    assert read.card is not None
    assert (read.card.number, read.card.merchant, read.card.place) == (
        "670312XXXXXX9017",
        "GARAGE DU CENTRE",
        "BRUXELLESX",
    )
    assert (read.card.used_on, read.card.used_at) == (date(2025, 2, 28), time(12, 18))
    assert (read.card.original_amount, read.card.original_currency) == (Decimal("100000000045.00"), "USD")
    assert "6703123456789017" not in repr(read)


@pytest.mark.parametrize(
    ("type_", "content"),
    [("115", "6703123456789017" + "1" + "027789"), ("124", "6703123456789017    " + "2" + "000012345678")],
)
def test_no_communication_keeps_a_whole_card_number(type_: str, content: str) -> None:
    read = transaction(Entry(structured=(type_, content)))

    assert "6703123456789017" not in repr(read)
    assert "670312XXXXXX9017" in repr(read)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("67031234567890171234", "670312XXXXXXXXXX1234"),
        ("123456789012", "XXXXXXXX9012"),
        ("670312******9017", "670312******9017"),
        ("", ""),
    ],
)
def test_a_card_number_is_masked_whatever_its_length_and_left_alone_when_the_bank_did_it(
    printed: str, kept: str
) -> None:
    read = transaction(Entry("-500.00", code="00403000", structured=("124", printed.ljust(20) + "2")))

    assert read.card is not None
    assert read.card.number == kept


def test_a_direct_debit_names_its_mandate_and_creditor() -> None:
    read = transaction(Entry("-88.00", code="00501000", structured=("127", DIRECT_DEBIT)))

    assert (read.mandate, read.creditor_id) == ("MANDAT-2025-0007", "BE50ZZZ0403170701")
    assert read.communication == "FACTURE 2025-118 ELECTRICITE"
    assert read.structured is not None
    assert read.structured.kind is StructuredKind.DIRECT_DEBIT


def test_a_structured_communication_keeps_its_columns_when_the_bank_omits_record_2_2() -> None:
    content = "6703123456789017" + "1" + "027789" + "004567" + "280225" + "0000" + "9" + "GARAGE".ljust(10)
    beyond = " " * (106 - 3 - len(content)) + "BEGINS IN 2.3"

    read = transaction(Entry(structured=("105", content + beyond), name="GARAGE", skip_second=True))

    assert read.structured is not None
    assert read.structured.value == content + beyond


def test_other_structured_communications_are_kept_as_printed() -> None:
    read = transaction(Entry(structured=("111", "1027789004000001030325000009030325" + "8" + "FRITERIE")))

    assert read.structured is not None
    assert (read.structured.type, read.structured.kind) == ("111", StructuredKind.RAW)
    assert read.structured.value.startswith("1027789004")
