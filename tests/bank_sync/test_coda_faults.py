"""One fault at a time: the right rule, the right line, and a sentence with the figures."""

from collections.abc import Callable

import pytest

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.coda.refusal import TEXTS, CodaError, Rule
from tests.bank_sync.builders import OTHER_IBAN, CodaStatement, Entry, Record3, joined, lines

STATEMENT = CodaStatement(
    (
        Entry("121.00", name="CLIENT UN SA", account=OTHER_IBAN, text="FACTURE 1"),
        Entry(
            "-300.00", code="10107000", details=(Entry("-100.00", code="50107000"), Entry("-200.00", code="50107000"))
        ),
        Entry("-9.50", code="00101000", information=(Record3("DETAIL DU MOUVEMENT"),)),
    )
)
RECORDS = lines(STATEMENT)
"""1: 0, 2: 1, 3-5: 21 22 23, 6: 21, 7: 21 (detail), 8: 21 (detail), 9: 21, 10: 31, 11: 8, 12: 9."""


def at(line: int, first: int, text: str) -> Callable[[list[str]], list[str]]:
    """Returns a change that overwrites columns of one line."""

    def change(records: list[str]) -> list[str]:
        record = records[line - 1]
        return [*records[: line - 1], record[: first - 1] + text + record[first - 1 + len(text) :], *records[line:]]

    return change


def without(line: int) -> Callable[[list[str]], list[str]]:
    return lambda records: [*records[: line - 1], *records[line:]]


def swapped(line: int) -> Callable[[list[str]], list[str]]:
    return lambda records: [*records[: line - 1], records[line], records[line - 1], *records[line + 1 :]]


def inserted(line: int, record: str) -> Callable[[list[str]], list[str]]:
    return lambda records: [*records[: line - 1], record, *records[line - 1 :]]


def test_the_statement_the_faults_are_planted_in_is_sound() -> None:
    assert [record[:2] for record in RECORDS] == [
        "00", "12", "21", "22", "23", "21", "21", "21", "21", "31", "80", "9 ",
    ]  # fmt: skip
    assert len(read_coda(joined(RECORDS))[0].transactions) == 3


FAULTS: list[tuple[str, Callable[[list[str]], list[str]], Rule, int]] = [
    ("a text file", lambda _: ["Geachte klant,", "hierbij uw uittreksel"], Rule.NOT_CODA, 1),
    ("header lost", without(1), Rule.NOT_CODA, 1),
    ("version 1", at(1, 128, "1"), Rule.VERSION, 1),
    ("no version", at(1, 128, " "), Rule.VERSION, 1),
    ("creation date", at(1, 6, "310225"), Rule.DATE, 1),
    ("line too long", lambda r: [*r[:3], r[3] + "X", *r[4:]], Rule.LINE_LENGTH, 4),
    ("line cut short", lambda r: [*r[:2], r[2][:100], *r[3:]], Rule.DATE, 3),
    ("blank line inside", inserted(6, ""), Rule.LINE_LENGTH, 6),
    ("old balance lost", without(2), Rule.RECORD_ORDER, 2),
    ("old balance twice", inserted(3, RECORDS[1]), Rule.RECORD_ORDER, 3),
    ("2.2 before 2.1", swapped(3), Rule.RECORD_ORDER, 3),
    ("2.2 after 2.3", swapped(4), Rule.RECORD_ORDER, 5),
    ("3.2 without 3.1", at(10, 1, "32"), Rule.RECORD_ORDER, 10),
    ("2.4 does not exist", at(4, 1, "24"), Rule.RECORD_TYPE, 4),
    ("record 7 does not exist", at(4, 1, "7"), Rule.RECORD_TYPE, 4),
    ("new balance lost", without(11), Rule.RECORD_ORDER, 11),
    ("transaction after the new balance", swapped(10), Rule.RECORD_ORDER, 11),
    ("record 2.1 after the new balance", inserted(12, RECORDS[8]), Rule.RECORD_ORDER, 12),
    ("trailer lost", without(12), Rule.MISSING_TRAILER, 11),
    ("file ends in the middle", lambda r: r[:7], Rule.MISSING_TRAILER, 7),
    ("next statement begins before the trailer", lambda r: r[:11] + r, Rule.MISSING_TRAILER, 12),
    ("rubbish after the trailer", lambda r: [*r, "end of file"], Rule.RECORD_ORDER, 13),
    ("account structure", at(2, 2, "7"), Rule.ACCOUNT_STRUCTURE, 2),
    ("account number lost", at(2, 6, " " * 34), Rule.ACCOUNT_MISSING, 2),
    ("currency lost", at(2, 40, "   "), Rule.CURRENCY, 2),
    ("other account at the end", at(11, 5, OTHER_IBAN), Rule.ACCOUNT_MISMATCH, 11),
    ("other currency at the end", at(11, 39, "USD"), Rule.ACCOUNT_MISMATCH, 11),
    ("old balance with a letter", at(2, 50, "O"), Rule.NUMBER, 2),
    ("old balance sign", at(2, 43, "-"), Rule.SIGN, 2),
    ("amount with a letter", at(3, 40, "O"), Rule.NUMBER, 3),
    ("amount with foreign figures", at(3, 40, "٣"), Rule.NUMBER, 3),
    ("amount with blanks", at(3, 33, "    "), Rule.NUMBER, 3),
    ("sign neither credit nor debit", at(6, 32, "2"), Rule.SIGN, 6),
    ("half a cent", at(3, 47, "5"), Rule.THIRD_DECIMAL, 3),
    ("half a cent in the new balance", at(11, 57, "5"), Rule.THIRD_DECIMAL, 11),
    ("entry date impossible", at(3, 116, "300225"), Rule.DATE, 3),
    ("entry date lost", at(3, 116, "000000"), Rule.DATE, 3),
    ("value date impossible", at(6, 48, "001325"), Rule.DATE, 6),
    ("new balance date", at(11, 58, "      "), Rule.DATE, 11),
    ("transaction type 4", at(3, 54, "4"), Rule.TRANSACTION_TYPE, 3),
    ("transaction code with a letter", at(3, 56, "X"), Rule.TRANSACTION_TYPE, 3),
    ("a detail of nothing", at(3, 54, "5"), Rule.DETAIL_WITHOUT_PARENT, 3),
    ("a detail of a detail that is none", at(7, 54, "9"), Rule.DETAIL_WITHOUT_PARENT, 7),
    ("sequence number not a number", at(3, 3, "00A1"), Rule.NUMBER, 3),
    ("sequence number repeated", at(6, 3, "0001"), Rule.SEQUENCE, 6),
    ("sequence number falls", at(9, 3, "0001"), Rule.SEQUENCE, 9),
    ("record 2.2 of another transaction", at(4, 3, "0002"), Rule.SEQUENCE, 4),
    ("detail of another transaction", at(7, 3, "0001"), Rule.SEQUENCE, 7),
    ("detail number repeated", at(8, 7, "0001"), Rule.SEQUENCE, 8),
    ("detail number of its parent", at(7, 7, "0000"), Rule.SEQUENCE, 7),
    ("information numbered before its transaction", at(9, 7, "0005"), Rule.SEQUENCE, 10),
    ("information of another transaction", at(10, 3, "0002"), Rule.SEQUENCE, 10),
    ("a transaction lost", without(9), Rule.SEQUENCE, 9),
    ("a detail lost", without(8), Rule.RECORD_COUNT, 11),
    ("record count", at(12, 17, "000011"), Rule.RECORD_COUNT, 12),
    ("record count not a number", at(12, 17, "     9"), Rule.NUMBER, 12),
    ("a euro more", at(3, 42, "122"), Rule.BALANCE, 11),
    ("debit turned into credit", at(6, 32, "0"), Rule.BALANCE, 11),
    ("new balance", at(11, 50, "9"), Rule.BALANCE, 11),
    ("old balance", at(2, 50, "9"), Rule.BALANCE, 11),
    ("debit sum", at(12, 30, "9"), Rule.DEBIT_SUM, 12),
    ("credit sum", at(12, 45, "9"), Rule.CREDIT_SUM, 12),
]


@pytest.mark.parametrize(("plant", "rule", "line"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_planted_fault_is_refused_with_its_rule_and_line(
    plant: Callable[[list[str]], list[str]], rule: Rule, line: int
) -> None:
    content = joined(plant(RECORDS), encoding="utf-8")

    with pytest.raises(CodaError) as refused:
        read_coda(content)

    assert (refused.value.rule, refused.value.line) == (rule, line)


def test_every_rule_has_a_planted_fault_or_a_hostile_file() -> None:
    hostile = {Rule.EMPTY, Rule.TOO_LARGE, Rule.TOO_MANY_LINES, Rule.NOT_TEXT}

    assert {fault[2] for fault in FAULTS} | hostile == set(Rule)


def test_a_fault_in_the_second_statement_refuses_the_whole_file_at_its_line() -> None:
    content = joined(RECORDS + at(3, 42, "122")(RECORDS))

    with pytest.raises(CodaError) as refused:
        read_coda(content)

    assert (refused.value.rule, refused.value.line) == (Rule.BALANCE, 12 + 11)


def test_the_refusal_gives_the_figures_in_three_languages() -> None:
    with pytest.raises(CodaError) as refused:
        read_coda(joined(at(3, 42, "122")(RECORDS)))

    assert refused.value.facts["difference"] == "-1.00"
    assert refused.value.in_language("fr").startswith("Ligne 11 : Ancien solde 1000.00 + crédits 122.00")
    assert refused.value.in_language("nl").startswith("Regel 11: Oud saldo 1000.00 + credit 122.00")
    assert str(refused.value) == refused.value.in_language("de") == refused.value.message
    assert "1000.00 + credits 122.00 - debits 309.50 is not the new balance 811.50" in refused.value.message


@pytest.mark.parametrize("rule", list(Rule))
def test_every_message_fills_in_the_same_facts_in_every_language(rule: Rule) -> None:
    names = {frozenset(part.split("}")[0] for part in text.split("{")[1:]) for text in TEXTS[rule]}

    assert len(names) == 1
    assert all(text.endswith((".", ").")) for text in TEXTS[rule])


def test_sequence_numbers_may_skip_and_start_again_after_9999() -> None:
    skipping = [
        record[:2] + "0009" + record[6:] if record[2:6] == "0003" and record[0] in "23" else record
        for record in RECORDS
    ]
    wrapping = [
        record[:2] + {"0001": "9998", "0002": "9999", "0003": "0001"}[record[2:6]] + record[6:]
        if record[0] in "23"
        else record
        for record in RECORDS
    ]

    assert len(read_coda(joined(skipping))[0].transactions) == 3
    assert len(read_coda(joined(wrapping))[0].transactions) == 3
