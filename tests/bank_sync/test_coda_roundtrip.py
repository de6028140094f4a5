"""Random statements, written by the tests' own writer, are read unchanged; a second reader agrees."""

import io
from datetime import date
from decimal import Decimal

from coda import CODA
from hypothesis import given, settings
from hypothesis import strategies as st

from services.bank_sync.connectors.coda_file import read_coda
from services.bank_sync.domain.statement import Statement, StatementTransaction, StructuredKind
from tests.bank_sync.builders import IBAN, OTHER_IBAN, CodaStatement, Entry, Record3, file, new_balance

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 /-?:().,'+&éèàçüïñßôÉ€–"
DAYS = st.dates(date(2001, 1, 1), date(2068, 12, 31))
CENTS = st.integers(-999_999_999_999, 999_999_999_999).map(lambda cents: str(Decimal(cents) / 100))
TOP_CODES = st.from_regex(r"[0-3][0-9]{7}", fullmatch=True)


def text(longest: int, shortest: int = 0) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=shortest, max_size=longest).map(lambda words: words.strip(" "))


def ogm(base: int) -> str:
    return f"{base:010d}{base % 97 or 97:02d}"


INFORMATION = st.tuples(
    st.builds(Record3, text(268)) | st.builds(Record3, text(260), type=st.sampled_from(["002", "004", "005"]))
) | st.just(())


def entries(codes: st.SearchStrategy[str], details: st.SearchStrategy[tuple[Entry, ...]]) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        amount=CENTS,
        code=codes,
        text=text(149),
        structured=st.none() | st.integers(0, 9_999_999_999).map(lambda base: ("101", ogm(base))),
        booked=DAYS,
        valued=st.none() | DAYS,
        bank_reference=text(21),
        end_to_end=text(35),
        bic=st.sampled_from(["", "GKCCBEBB", "BNAGBEBBXXX"]),
        category_purpose=st.sampled_from(["", "SALA", "SUPP"]),
        purpose=st.sampled_from(["", "GDDS"]),
        account=st.sampled_from(["", IBAN, OTHER_IBAN, "NL91ABNA0417164300"]),
        name=text(35),
        information=INFORMATION,
        details=details,
    )


def nested(parents: str, children: str) -> st.SearchStrategy[Entry]:
    inner = entries(st.from_regex(rf"[{children}][0-9]{{7}}", fullmatch=True), st.just(()))
    return entries(st.from_regex(rf"[{parents}][0-9]{{7}}", fullmatch=True), st.lists(inner, max_size=2).map(tuple))


DETAILS = st.lists(nested("5678", "9"), max_size=2).map(tuple)
STATEMENTS = st.builds(
    CodaStatement,
    transactions=st.lists(entries(TOP_CODES, DETAILS), max_size=5).map(tuple),
    old_balance=CENTS,
    number=st.integers(0, 999).map(lambda number: f"{number:03d}"),
    coda_number=st.integers(0, 999).map(lambda number: f"{number:03d}"),
    old_date=DAYS,
    new_date=DAYS,
    created=DAYS,
    holder=text(26),
    description=text(35),
    addressee=text(26),
    reference=text(16),
    related_reference=text(15),
    messages=st.lists(text(80), max_size=2).map(tuple),
    duplicate=st.booleans(),
)


def same(read: StatementTransaction, written: Entry) -> bool:
    """Tells whether every field of the writer was read unchanged, with the details in the same order."""
    expected = (
        Decimal(written.amount), written.booked, written.valued, written.code, written.bank_reference,
        written.end_to_end, written.bic, written.category_purpose, written.purpose, written.account,
    )  # fmt: skip
    found = (
        read.amount, read.booking_date, read.value_date, str(read.code), read.bank_reference,
        read.end_to_end, read.counterparty.bic, read.category_purpose, read.purpose, read.counterparty.account,
    )  # fmt: skip
    return (
        found == expected
        and read.counterparty.name == written.name
        and communication_of(read) == (written.structured[1] if written.structured else written.text)
        and [(each.type, each.text) for each in read.information] == [(i.type, i.text) for i in written.information]
        and len(read.details) == len(written.details)
        and all(same(*pair) for pair in zip(read.details, written.details, strict=True))
    )


def communication_of(transaction: StatementTransaction) -> str:
    if transaction.structured is None:
        return transaction.communication
    assert transaction.structured.kind is StructuredKind.OGM
    return transaction.structured.value


def agree(read: Statement, written: CodaStatement) -> None:
    assert (read.old_balance, read.new_balance) == (Decimal(written.old_balance), new_balance(written))
    assert (read.old_balance_date, read.new_balance_date) == (written.old_date, written.new_date)
    assert (read.number, read.coda_number) == (written.number, written.coda_number)
    assert (read.holder, read.description, read.addressee) == (written.holder, written.description, written.addressee)
    assert (read.reference, read.related_reference) == (written.reference, written.related_reference)
    assert (read.messages, read.duplicate, read.created_on) == (written.messages, written.duplicate, written.created)
    assert len(read.transactions) == len(written.transactions)
    for transaction, entry in zip(read.transactions, written.transactions, strict=True):
        assert same(transaction, entry)


@settings(max_examples=80, deadline=None)
@given(
    written=st.lists(STATEMENTS, min_size=1, max_size=3),
    encoding=st.sampled_from(["windows-1252", "utf-8", "utf-8-sig"]),
    newline=st.sampled_from(["\r\n", "\n"]),
)
def test_random_statements_are_read_back_as_they_were_written(
    written: list[CodaStatement], encoding: str, newline: str
) -> None:
    read = read_coda(file(*written, encoding=encoding, newline=newline))

    assert len(read) == len(written)
    for statement, original in zip(read, written, strict=True):
        agree(statement, original)


KNOWN_DATES = entries(TOP_CODES, st.just(())).filter(lambda entry: entry.valued is not None)


@settings(max_examples=60, deadline=None)
@given(written=st.builds(CodaStatement, transactions=st.lists(KNOWN_DATES, max_size=5).map(tuple), old_balance=CENTS))
def test_an_independent_reader_finds_the_same_transactions(written: CodaStatement) -> None:
    """Compares with febelfin-coda where it reads correctly: no type 9, no unknown value date, no byte order mark."""
    content = file(written)

    (ours,) = read_coda(content)

    (theirs,) = CODA(io.StringIO(content.decode("windows-1252"))).statements
    assert (ours.account.number, ours.account.currency) == (theirs.account.strip(), theirs.account_currency)
    assert (ours.old_balance, ours.new_balance) == (theirs.old_balance, theirs.new_balance)
    assert (ours.bic, ours.holder, ours.coda_number) == (theirs.bic, theirs.account_holder_name, theirs.coda_sequence)
    assert len(ours.transactions) == len(theirs.moves)
    for mine, other in zip(ours.transactions, theirs.moves, strict=True):
        assert (mine.amount, mine.booking_date, mine.value_date) == (other.amount, other.entry_date, other.value_date)
        assert str(mine.code) == other.transaction_code
        assert communication_of(mine) == other.communication.strip(" ")
        assert mine.bank_reference == other.bank_reference.strip(" ")
        assert mine.end_to_end == (other.customer_reference or "").strip(" ")
