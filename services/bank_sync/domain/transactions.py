"""Which lines of a statement are transactions, their kind, and whether an accountant needs a document for them.

A line of type 0, 1, 2 or 3 is one transaction, whatever it covers, because the bank booked it and the balance counts
it. Lines of type 5 to 9 are details: they stay with their parent, so that a salary file or a batch of card takings can
be explained, and are never transactions of their own.

The kind follows from the bank's own transaction code: family, operation and category of the Belgian banks' list. The
order matters: costs are recognised in every family before the family itself counts. An unknown code, and every
correction, stays a question (`unknown`, or the kind of its family): a transaction kept off the task list by mistake is
a missing invoice that nobody asks for.
"""

from collections.abc import Collection, Mapping

from contracts.events.bank import TransactionKind
from services.bank_sync.domain.statement import Statement, StatementTransaction, TransactionCode

TRANSACTION_TYPES = frozenset("0123")
DETAIL_TYPES = frozenset("56789")

NEEDS_DOCUMENT: Mapping[TransactionKind, bool] = {
    TransactionKind.TRANSFER: True,
    TransactionKind.INSTANT: True,
    TransactionKind.STANDING_ORDER: True,
    TransactionKind.DIRECT_DEBIT: True,
    TransactionKind.CARD: True,
    TransactionKind.CARD_SETTLEMENT: True,  # its document is the card statement
    TransactionKind.LOAN: True,  # its document is the contract, attached once for the whole series
    TransactionKind.UNKNOWN: True,
    TransactionKind.CASH: False,
    TransactionKind.BANK_COSTS: False,
    TransactionKind.INTEREST: False,
    TransactionKind.SALARY: False,
    TransactionKind.TAX: False,
    TransactionKind.OWN_ACCOUNT: False,  # the other account of the company shows the other half
}
"""Whether the accountant needs a document; without that a transaction never enters the task list."""

TAX_ACCOUNTS = frozenset({"BE22679200300047", "BE61679200229117", "BE31679200349355", "BE42679200349254"})
"""Published accounts of the Belgian tax administration: VAT, advance payments, special VAT accounts (two regions)."""

SALARY_PURPOSES = frozenset({"SALA", "PAYR"})
TAX_PURPOSES = frozenset({"TAXS", "VATX", "WHLD"})
"""ISO 20022 purposes that the payer gave the transfer."""

INTEREST_CATEGORIES = frozenset({"001", "002"})
COST_CATEGORIES = frozenset(
    {"003", "004", "005", "006", "007", "008", "009", "010", "011", "012", "013", "014", "015", "016"}
    | {"039", "041", "042", "043", "045", "047", "061"}
)
DIRECT_DEBITS = "05"
RETURN_OPERATIONS = frozenset({"03", "05"})
"""Of direct debits: unpaid, and paid back."""

COSTS_OPERATIONS = frozenset({"37", "87"})
"""In every family: costs, and costs paid back."""

TRANSFER_FAMILIES: Mapping[str, TransactionKind] = {
    "01": TransactionKind.TRANSFER,
    "02": TransactionKind.INSTANT,
    "41": TransactionKind.TRANSFER,
}
TRANSFER_OPERATIONS: Mapping[str, TransactionKind] = {
    "03": TransactionKind.STANDING_ORDER,
    "05": TransactionKind.SALARY,
    "13": TransactionKind.OWN_ACCOUNT,
    "17": TransactionKind.OWN_ACCOUNT,
    "64": TransactionKind.OWN_ACCOUNT,
    "66": TransactionKind.OWN_ACCOUNT,
}
"""17 and 66 are cash pooling: a bank sweeps the accounts of one company together."""

OPERATIONS: Mapping[tuple[str, str], TransactionKind] = {
    ("04", "03"): TransactionKind.CARD_SETTLEMENT,
    ("04", "04"): TransactionKind.CASH,
    ("04", "53"): TransactionKind.CASH,
    ("04", "09"): TransactionKind.OWN_ACCOUNT,  # loading a prepaid card
    ("04", "10"): TransactionKind.OWN_ACCOUNT,
    ("04", "54"): TransactionKind.OWN_ACCOUNT,
    ("04", "56"): TransactionKind.OWN_ACCOUNT,
    ("09", "01"): TransactionKind.CASH,
    ("09", "03"): TransactionKind.CASH,
    ("09", "13"): TransactionKind.CASH,
    ("09", "50"): TransactionKind.CASH,
    ("09", "52"): TransactionKind.CASH,
    ("09", "58"): TransactionKind.CASH,
    ("13", "55"): TransactionKind.INTEREST,
    ("30", "55"): TransactionKind.INTEREST,
    ("41", "38"): TransactionKind.BANK_COSTS,
    ("80", "07"): TransactionKind.UNKNOWN,  # insurance sold by the bank: there is a policy and a premium notice
    ("80", "26"): TransactionKind.UNKNOWN,
}
FAMILIES: Mapping[str, TransactionKind] = {
    "04": TransactionKind.CARD,
    "05": TransactionKind.DIRECT_DEBIT,
    "13": TransactionKind.LOAN,
    "35": TransactionKind.INTEREST,
    "80": TransactionKind.BANK_COSTS,
}


def booked_transactions(statement: Statement) -> tuple[StatementTransaction, ...]:
    """The transactions that count: types 0 to 3, and all of a source without types."""
    return tuple(each for each in statement.transactions if each.code is None or each.code.type in TRANSACTION_TYPES)


def kind_of(transaction: StatementTransaction, own_accounts: Collection[str] = ()) -> TransactionKind:
    """The kind of a transaction. `own_accounts` are the IBANs of the same company, which banks do not always know."""
    code = transaction.code
    fee = _cost_or_interest(code) if code else None
    if fee:
        return fee
    if transaction.counterparty.iban and transaction.counterparty.iban in own_accounts:
        return TransactionKind.OWN_ACCOUNT
    if code is None or code.family == "00":
        return _without_code(transaction)
    if code.family in TRANSFER_FAMILIES:
        return TRANSFER_OPERATIONS.get(code.operation) or _by_purpose(transaction) or TRANSFER_FAMILIES[code.family]
    return _by_code(code)


def needs_document(kind: TransactionKind) -> bool:
    """Whether the accountant needs a document for this kind of transaction."""
    return NEEDS_DOCUMENT[kind]


def is_return(transaction: StatementTransaction) -> bool:
    """Whether an earlier transaction came back: the bank gives a reason, or its code says unpaid or paid back."""
    code = transaction.code
    by_code = code is not None and code.family == DIRECT_DEBITS and code.operation in RETURN_OPERATIONS
    return bool(transaction.return_type or transaction.return_reason) or by_code


def _cost_or_interest(code: TransactionCode) -> TransactionKind | None:
    """Costs or interest of the account itself, in whatever family the bank books them; otherwise None."""
    if code.category in INTEREST_CATEGORIES:
        return TransactionKind.INTEREST
    if code.category in COST_CATEGORIES or code.operation in COSTS_OPERATIONS:
        return TransactionKind.BANK_COSTS
    kind = _by_code(code)
    return kind if kind in (TransactionKind.BANK_COSTS, TransactionKind.INTEREST) else None


def _by_code(code: TransactionCode) -> TransactionKind:
    """The kind by family and operation, as in the banks' list."""
    return OPERATIONS.get((code.family, code.operation)) or FAMILIES.get(code.family, TransactionKind.UNKNOWN)


def _by_purpose(transaction: StatementTransaction) -> TransactionKind | None:
    """Wages and taxes among the transfers, by the purpose that the payer declared or by the receiving account."""
    purposes = {transaction.category_purpose, transaction.purpose}
    if transaction.amount < 0 and purposes & SALARY_PURPOSES:
        return TransactionKind.SALARY
    if purposes & TAX_PURPOSES or transaction.counterparty.iban in TAX_ACCOUNTS:
        return TransactionKind.TAX
    return None


def _without_code(transaction: StatementTransaction) -> TransactionKind:
    """The kind where the source gives no transaction code."""
    if transaction.mandate:
        return TransactionKind.DIRECT_DEBIT
    if transaction.card:
        return TransactionKind.CARD
    if transaction.counterparty.account:
        return _by_purpose(transaction) or TransactionKind.TRANSFER
    return TransactionKind.UNKNOWN
