"""Which transaction is which, over repeated imports and over two sources.

Importing the same file twice must change nothing; two equal payments on one day must stay two; and the same payment in
a CODA file and in an open-banking feed must become one. No number of the banks serves all three: references are blank,
repeat, or differ by channel. So a transaction is identified by its content (account, day, amount, counterparty,
communication, bank reference) and, among those with equal content, by its position in the statement.

Where the evidence is not enough, `recognise` keeps both and names the doubt. Two transactions of one source to which
the bank gave two references are never merged.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from uuid import UUID, uuid5

from contracts.events.bank import TransactionSource
from libs.outside_text import without_accents
from libs.payment_references import structured_communications
from services.bank_sync.domain.statement import Account, Statement, StatementTransaction, StructuredKind

NAME_LENGTH = 24
"""How many letters of a name are compared: CODA cuts names at 35 columns, other sources elsewhere."""
TEXT_LENGTH = 120
"""How many letters of a communication are compared: SEPA carries 140 characters, blanks and signs included."""
LEGAL_FORMS = frozenset(
    {"NV", "SA", "BV", "BVBA", "SRL", "SPRL", "CV", "CVBA", "SC", "SCRL", "VOF", "SNC", "VZW", "ASBL"}
)
MOST_DOUBTS = 5
"""A question with more answers than this does not help the user."""
CERTAIN = frozenset({StructuredKind.OGM, StructuredKind.CREDITOR_REFERENCE})


@dataclass(frozen=True, slots=True)
class Identity:
    """What a transaction is recognised by.

    `occurrence` counts from 1 among the transactions of one statement with the same content. `content` is the same
    whatever source it comes from; `money` is the part of it that no source can phrase differently.
    """

    transaction_id: UUID
    source: TransactionSource
    money: str
    content: str
    bank_reference: str
    occurrence: int

    @property
    def key(self) -> str:
        """What the occurrences are counted by."""
        return _key(self.content, self.bank_reference)


@dataclass(frozen=True, slots=True)
class Recognition:
    """One incoming transaction: known as `same_as`, or new. `doubts` are known ones that it might be."""

    identity: Identity
    same_as: UUID | None = None
    doubts: tuple[UUID, ...] = ()


def identify(
    client_id: UUID,
    account: Account,
    transactions: Sequence[StatementTransaction],
    source: TransactionSource,
    earlier: Mapping[str, int] | None = None,
) -> tuple[Identity, ...]:
    """Identities for the transactions of one statement (or one fetch), in its order.

    `earlier` counts, by `Identity.key`, the transactions of *other* statements that the balance chain proves to be
    different from this one (`chain.py`). Without it, an equal transaction without a bank reference in two statements of
    one day would be taken for the same.
    """
    seen = Counter(earlier or {})
    identities = []
    for transaction in transactions:
        money, content, reference = _evidence(account, transaction)
        key = _key(content, reference)
        seen[key] += 1
        transaction_id = uuid5(client_id, f"transaction|{key}|{seen[key]}")
        identities.append(Identity(transaction_id, source, money, content, reference, seen[key]))
    return tuple(identities)


def counted(identities: Iterable[Identity]) -> Mapping[str, int]:
    """How often each key occurs, as `identify` takes it for `earlier`."""
    return Counter(identity.key for identity in identities)


def recognise(incoming: Sequence[Identity], known: Sequence[Identity]) -> tuple[Recognition, ...]:
    """Which of `incoming` (one source) are already `known` (same account, around those days), in their order.

    Evidence, strongest first: the same identity; the same content from another source; the same money and bank
    reference from another source, where each side has only one. A known transaction matches at most one incoming. What
    remains with the same money from another source, or with the same money and reference, is a doubt.
    """
    free = {each.transaction_id: each for each in known}
    answers: dict[UUID, UUID] = {}

    def settle(new: Identity, old: Identity) -> None:
        answers[new.transaction_id] = old.transaction_id
        del free[old.transaction_id]

    for each in incoming:
        if each.transaction_id in free:
            settle(each, each)
    for new, old in _pairs(_open(incoming, answers), free.values(), by=_by_content, only_unique=False):
        settle(new, old)
    for new, old in _pairs(_open(incoming, answers), free.values(), by=_by_reference, only_unique=True):
        settle(new, old)
    left = _grouped(free.values(), by=lambda each: each.money)
    return tuple(
        Recognition(each, same_as=answers[each.transaction_id])
        if each.transaction_id in answers
        else Recognition(each, doubts=_doubts(each, left.get(each.money, ())))
        for each in incoming
    )


def statement_id(client_id: UUID, statement: Statement) -> UUID:
    """The id of a statement, the same however often and through whatever channel it arrives.

    Its numbers and the header of its file do not count: a copy on demand may carry others.
    """
    account = statement.account
    balances = f"{_plain(statement.old_balance)}|{_plain(statement.new_balance)}"
    parts = [account.number, account.currency, balances, statement.new_balance_date.isoformat()]
    for transaction in statement.transactions:
        _, content, reference = _evidence(account, transaction)
        parts.append(_key(content, reference))
    return uuid5(client_id, "statement|" + "|".join(parts))


def normal_party(transaction: StatementTransaction) -> str:
    """The counterparty in a form that is equal in every source: its IBAN, otherwise its bare name."""
    if transaction.counterparty.iban:
        return transaction.counterparty.iban
    name = transaction.counterparty.name or (transaction.card.merchant if transaction.card else "")
    words = re.split(r"[^A-Z0-9]+", _plain_letters(name).replace(".", ""))
    return "".join(word for word in words if word not in LEGAL_FORMS)[:NAME_LENGTH]


def normal_communication(transaction: StatementTransaction) -> str:
    """The reference if its check digits are right, wherever it is printed, otherwise the bare letters and figures."""
    if transaction.structured and transaction.structured.kind in CERTAIN:
        return transaction.structured.value
    if typed := structured_communications(transaction.communication):
        return typed[0]
    text = transaction.communication or (transaction.structured.value if transaction.structured else "")
    return letters(text)[:TEXT_LENGTH]


def _key(content: str, bank_reference: str) -> str:
    return f"{content}|{bank_reference}"


def _open(incoming: Iterable[Identity], answers: Mapping[UUID, UUID]) -> list[Identity]:
    return [each for each in incoming if each.transaction_id not in answers]


def _by_content(identity: Identity) -> str:
    return identity.content


def _by_reference(identity: Identity) -> str:
    return f"{identity.money}|{identity.bank_reference}" if identity.bank_reference else ""


def _grouped(identities: Iterable[Identity], by: Callable[[Identity], str]) -> dict[str, list[Identity]]:
    """Identities grouped by `by`; those for which it is empty are left out."""
    groups: dict[str, list[Identity]] = defaultdict(list)
    for identity in identities:
        if name := by(identity):
            groups[name].append(identity)
    return groups


def _pairs(
    incoming: Iterable[Identity], known: Iterable[Identity], by: Callable[[Identity], str], *, only_unique: bool
) -> list[tuple[Identity, Identity]]:
    """Incoming and known transactions of different sources with the same `by`, in order of appearance."""
    groups = _grouped(known, by)
    pairs: list[tuple[Identity, Identity]] = []
    for name, new in _grouped(incoming, by).items():
        olds = [old for old in groups.get(name, ()) if old.source != new[0].source]
        if not only_unique or len(new) == len(olds) == 1:
            pairs += zip(new, olds, strict=False)
    return pairs


def _doubts(new: Identity, left: Sequence[Identity]) -> tuple[UUID, ...]:
    alike = (
        old.transaction_id
        for old in left
        if old.source != new.source or (new.bank_reference and old.bank_reference == new.bank_reference)
    )
    return tuple(islice(alike, MOST_DOUBTS))


def _evidence(account: Account, transaction: StatementTransaction) -> tuple[str, str, str]:
    """Money, content and bank reference of a transaction, in the spelling that identities are made of."""
    day = transaction.booking_date.isoformat()
    money = f"{account.number}|{account.currency}|{day}|{_plain(transaction.amount)}"
    content = f"{money}|{normal_party(transaction)}|{normal_communication(transaction)}"
    return money, content, letters(transaction.bank_reference)


def _plain(amount: Decimal) -> str:
    """One spelling per amount: 12.5 and 12.500 are equal."""
    return format(amount.normalize() + 0, "f")


def _plain_letters(text: str) -> str:
    """Capitals without accents."""
    return without_accents(text.upper())


def letters(text: str) -> str:
    """Capital letters and figures only, without accents."""
    return re.sub(r"[^A-Z0-9]", "", _plain_letters(text))
