"""Reading a CODA file, record by record."""

from datetime import date
from decimal import Decimal

import pytest

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.statement import Account, Information, Statement, StatementTransaction
from tests.bank_sync.builders import IBAN, OTHER_IBAN, CodaStatement, Entry, Record3, file, filled, joined, lines


def statement(*transactions: Entry) -> Statement:
    return read_coda(file(CodaStatement(transactions)))[0]


def transaction(entry: Entry) -> StatementTransaction:
    return statement(entry).transactions[0]


def test_header_and_balances_of_a_statement() -> None:
    content = file(
        CodaStatement(
            (Entry("121.00"), Entry("-21.00")),
            reference="REFERENCE 16 POS",
            related_reference="RELATED 16 POSIT",
            messages=("NOUVEAUX TARIFS LE 1ER AVRIL", "ANNEXE AU GUICHET"),
            duplicate=True,
        )
    )

    (read,) = read_coda(content)

    assert read.account == Account(IBAN, "EUR", IBAN)
    assert (read.old_balance, read.old_balance_date) == (Decimal("1000.00"), date(2025, 2, 28))
    assert (read.new_balance, read.new_balance_date) == (Decimal("1100.00"), date(2025, 3, 3))
    assert (read.number, read.coda_number, read.year) == ("041", "041", 2025)
    assert (read.bic, read.holder, read.description) == ("GKCCBEBB", "BRASSERIE DU MIDI SRL", "COMPTE A VUE")
    assert (read.company_number, read.file_reference) == ("00403170701", "0000000041")
    assert (read.reference, read.related_reference) == ("REFERENCE 16 POS", "RELATED 16 POSIT")
    assert (read.duplicate, read.created_on, read.addressee) == (True, date(2025, 3, 3), "BRASSERIE DU MIDI SRL")
    assert read.messages == ("NOUVEAUX TARIFS LE 1ER AVRIL", "ANNEXE AU GUICHET")


def test_a_transaction_with_everything_the_bank_can_state() -> None:
    text = "LE TEXTE COMMENCE EN 2.1, ".ljust(53, "A") + "PASSE PAR 2.2 ".ljust(53, "B") + "ET FINIT EN 2.3"
    entry = Entry(
        "-1234.56",
        code="00101000",
        text=text,
        valued=date(2025, 3, 1),
        bank_reference="BANKREF0000000000042A",
        end_to_end="E2E-2025-0042",
        bic="BBRUBEBB",
        category_purpose="SUPP",
        purpose="GDDS",
        return_type="1",
        return_reason="AC04",
        account=OTHER_IBAN,
        account_currency="EUR",
        name="IMPRIMERIE DES ARDENNES SA",
    )

    read = transaction(entry)

    assert (read.amount, read.booking_date, read.value_date) == (Decimal("-1234.56"), entry.booked, entry.valued)
    assert read.code is not None
    assert (read.code.type, read.code.family, read.code.operation, read.code.category) == ("0", "01", "01", "000")
    assert read.communication == text
    assert (read.counterparty.name, read.counterparty.iban) == ("IMPRIMERIE DES ARDENNES SA", OTHER_IBAN)
    assert (read.counterparty.bic, read.counterparty.currency) == ("BBRUBEBB", "EUR")
    assert (read.bank_reference, read.end_to_end) == ("BANKREF0000000000042A", "E2E-2025-0042")
    assert (read.category_purpose, read.purpose) == ("SUPP", "GDDS")
    assert (read.return_type, read.return_reason, read.number) == ("1", "AC04", "0001.0000")


def test_every_text_may_fill_its_field_to_the_last_column() -> None:
    entry = Entry(
        text=filled(149),
        bank_reference=filled(21),
        end_to_end=filled(35),
        bic="BNAGBEBBXXX",
        name=filled(35),
        information=(Record3(filled(268)),),
    )
    filled_statement = CodaStatement(
        (entry,),
        holder=filled(26),
        description=filled(35),
        addressee=filled(26),
        bic=filled(11),
        company_number=filled(11),
        file_reference=filled(10),
        messages=(filled(80),),
    )

    (read,) = read_coda(file(filled_statement))

    (found,) = read.transactions
    assert (read.holder, read.description, read.addressee) == (filled(26), filled(35), filled(26))
    assert (read.bic, read.company_number, read.file_reference) == (filled(11), filled(11), filled(10))
    assert read.messages == (filled(80),)
    assert (found.communication, found.structured) == (filled(149), None)
    assert (found.bank_reference, found.end_to_end) == (filled(21), filled(35))
    assert (found.counterparty.name, found.counterparty.bic) == (filled(35), "BNAGBEBBXXX")
    assert found.information == (Information("", filled(268)),)


def test_amounts_and_numbers_may_fill_their_fields() -> None:
    largest = Decimal("499999999999.99")
    deep = tuple(Entry("-0.01", code="50107000") for _ in range(1001))
    written = CodaStatement(
        (Entry(str(largest)), Entry(str(-largest), code="10107000", details=deep)), old_balance=str(largest)
    )

    (read,) = read_coda(file(written))

    assert (read.old_balance, read.new_balance) == (largest, largest)
    assert [each.amount for each in read.transactions] == [largest, -largest]
    assert read.transactions[1].details[-1].number == "0002.1001"


def test_a_value_date_of_zeros_is_unknown() -> None:
    read = transaction(Entry(valued=None))

    assert read.value_date is None


def test_information_records_stay_with_their_transaction() -> None:
    address = "IMPRIMERIE DES ARDENNES SA".ljust(70) + "RUE DU PONT 4".ljust(35) + "6600 BASTOGNE".ljust(35)
    long_text = "EXTRAIT DETAILLE ".ljust(73, "X") + "Y" * 105 + "Z" * 90
    entry = Entry(information=(Record3(address, "001"), Record3(long_text)))

    first, second = statement(entry, Entry("5.00")).transactions

    assert first.information == (Information("001", address.rstrip()), Information("", long_text))
    assert (first.counterparty.name, first.counterparty.address) == (
        "IMPRIMERIE DES ARDENNES SA",
        "RUE DU PONT 4 6600 BASTOGNE",
    )
    assert second.information == ()


def test_details_hang_under_their_transaction_and_details_of_details_under_those() -> None:
    batch = Entry(
        "300.00",
        code="20450000",
        details=(
            Entry("100.00", code="60450000"),
            Entry(
                "200.00", code="70450000", details=(Entry("150.00", code="90450000"), Entry("50.00", code="90450000"))
            ),
        ),
    )

    first, second = statement(batch, Entry("1.00")).transactions

    assert [each.number for each in first.with_details()] == [
        "0001.0000",
        "0001.0001",
        "0001.0002",
        "0001.0003",
        "0001.0004",
    ]
    assert [each.amount for each in first.details[1].details] == [Decimal("150.00"), Decimal("50.00")]
    assert (second.number, second.details) == ("0002.0000", ())


@pytest.mark.parametrize(
    ("structure", "account", "currency", "expected"),
    [
        ("0", "096123456769", "EUR", Account("BE71096123456769", "EUR", "BE71096123456769")),
        ("1", "20041010050500013", "USD", Account("20041010050500013", "USD", None)),
        ("2", IBAN, "EUR", Account(IBAN, "EUR", IBAN)),
        ("3", "NL91ABNA0417164300", "EUR", Account("NL91ABNA0417164300", "EUR", "NL91ABNA0417164300")),
    ],
)
def test_all_four_account_structures_are_read(structure: str, account: str, currency: str, expected: Account) -> None:
    (read,) = read_coda(file(CodaStatement((Entry(),), structure=structure, account=account, currency=currency)))

    assert read.account == expected


@pytest.mark.parametrize(
    ("account", "currency", "number", "iban"),
    [
        (OTHER_IBAN, "EUR", OTHER_IBAN, OTHER_IBAN),
        ("NL91ABNA0417164300", "", "NL91ABNA0417164300", "NL91ABNA0417164300"),
        ("068999999501 EUR", "", "068999999501", OTHER_IBAN),
        ("068999999502 EUR", "", "068999999502", None),
        ("BE43068999999502", "EUR", "BE43068999999502", None),
        ("BE16068999999502", "EUR", "BE16068999999502", None),
        ("03056891", "GBP", "03056891", None),
        ("000000000000", "", "", None),
    ],
)
def test_a_counterparty_account_is_an_iban_only_with_right_check_digits(
    account: str, currency: str, number: str, iban: str | None
) -> None:
    read = transaction(Entry(account=account, account_currency=currency))

    assert (read.counterparty.account, read.counterparty.iban) == (number, iban)


def test_a_day_without_transactions_is_a_statement_too() -> None:
    with_record_8, without_record_8 = read_coda(
        file(CodaStatement(another_follows=True), CodaStatement(number="042", coda_number="042", has_new_balance=False))
    )

    assert (with_record_8.transactions, with_record_8.new_balance) == ((), Decimal("1000.00"))
    assert (without_record_8.new_balance, without_record_8.new_balance_date) == (
        Decimal("1000.00"),
        date(2025, 2, 28),
    )


@pytest.mark.parametrize("follows", [True, False])
def test_several_statements_in_one_file_are_all_read_whatever_the_trailer_flag_says(follows: bool) -> None:
    content = file(
        CodaStatement((Entry("10.00"),), another_follows=follows),
        CodaStatement((Entry("-4.00"),), account=OTHER_IBAN, another_follows=follows),
    )

    read = read_coda(content)

    assert [(each.account.number, each.new_balance) for each in read] == [
        (IBAN, Decimal("1010.00")),
        (OTHER_IBAN, Decimal("996.00")),
    ]


def test_a_currency_with_thousandths_keeps_them() -> None:
    (read,) = read_coda(file(CodaStatement((Entry("1.234"),), currency="TND", structure="3")))

    assert read.transactions[0].amount == Decimal("1.234")


ACCENTS = CodaStatement((Entry(name="CAFÉ DE L'HÔTEL", text="ACOMPTE N° 7 – REÇU"),), holder="SOCIÉTÉ D'ÉVÉNEMENTS")


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["windows-1252", "utf-8", "utf-8-sig"])
def test_accents_arrive_whole_in_every_encoding_and_line_end(encoding: str, newline: str) -> None:
    (read,) = read_coda(file(ACCENTS, encoding=encoding, newline=newline))

    assert read.holder == "SOCIÉTÉ D'ÉVÉNEMENTS"
    assert read.transactions[0].counterparty.name == "CAFÉ DE L'HÔTEL"
    assert read.transactions[0].communication == "ACOMPTE N° 7 – REÇU"


def test_accents_that_look_like_utf_8_are_still_windows_text() -> None:
    (read,) = read_coda(file(CodaStatement((Entry(text="MENU CAFÉ€ 12"),))))

    assert read.transactions[0].communication == "MENU CAFÉ€ 12"


def test_a_shortened_line_with_accents_is_still_utf_8() -> None:
    records = lines(CodaStatement((Entry(),), messages=("FÊTE DU PERSONNEL",)))
    content = joined([record[:60] if record[0] == "4" else record for record in records], encoding="utf-8")

    assert read_coda(content)[0].messages == ("FÊTE DU PERSONNEL",)


def test_utf_8_padded_to_128_bytes_keeps_its_amounts_in_their_columns() -> None:
    records = [record.encode() for record in lines(CodaStatement((Entry("77.70", name="CAFÉ"),)))]
    padded = b"\n".join(record.replace("É ".encode(), "É".encode(), 1) for record in records)

    (read,) = read_coda(padded)

    assert read.transactions[0].amount == Decimal("77.70")


def test_blanks_that_an_editor_stripped_or_added_change_nothing() -> None:
    records = lines(CodaStatement((Entry(text="LOYER MARS"),), messages=("BONNE ANNEE",)))
    stripped = [record[:-1].rstrip() if record[0] == "4" else record for record in records]
    widened = [record + "   " for record in records]

    assert read_coda(joined(stripped)) == read_coda(joined(widened)) == read_coda(joined(records))


@pytest.mark.parametrize("tail", ["\r\n\r\n", "\x1a", "\n   \n", ""])
def test_what_mail_programs_leave_at_the_end_is_ignored(tail: str) -> None:
    content = file(CodaStatement((Entry(),)))

    assert read_coda(content.rstrip() + tail.encode()) == read_coda(content)
