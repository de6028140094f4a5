"""Which transaction is which, over repeated imports and over two sources.

The same file imported twice must change nothing; two equal payments on one day must stay two; and the same payment
seen in a CODA file and in an open-banking feed must become one. Banks give no number that serves all three: references
are blank, repeat, or differ by channel. So a transaction is known by what it says (account, day, amount, counterparty,
communication, bank reference) and, among those that say the same, by its place in the statement.

Where the evidence is not enough, `recognise` keeps both and names the doubt. Nothing here ever merges two movements of
one source that the bank gave two references.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from uuid import UUID, uuid5

from stdnum.be import ogm_vcs

from contracts.events.bank import TransactionSource
from services.bank_sync.domain.statement import Account, Movement, Statement, StructuredKind

NAME_LENGTH = 24
"""Compared letters of a name: CODA cuts names at 35 columns, other sources elsewhere."""
TEXT_LENGTH = 120
"""Compared letters of a communication: SEPA carries 140 characters, blanks and signs included."""
LEGAL_FORMS = frozenset(
    {"NV", "SA", "BV", "BVBA", "SRL", "SPRL", "CV", "CVBA", "SC", "SCRL", "VOF", "SNC", "VZW", "ASBL"}
)
PRINTED_OGM = re.compile(r"(?:\+{3}|\*{3})\s*(\d{3})\s*/\s*(\d{4})\s*/\s*(\d{5})\s*(?:\+{3}|\*{3})")
MOST_DOUBTS = 5
"""A question with more answers than this is no help to the person who is asked."""
CERTAIN = frozenset({StructuredKind.OGM, StructuredKind.CREDITOR_REFERENCE})


@dataclass(frozen=True, slots=True)
class Identity:
    """What a transaction is recognised by.

    `occurrence` counts from 1 among the movements of one statement that say exactly the same. `content` is the same
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
    """One incoming movement: known already as `same_as`, or new. `doubts` are known ones it might be: ask a person."""

    identity: Identity
    same_as: UUID | None = None
    doubts: tuple[UUID, ...] = ()


def identify(
    client_id: UUID,
    account: Account,
    movements: Sequence[Movement],
    source: TransactionSource,
    earlier: Mapping[str, int] | None = None,
) -> tuple[Identity, ...]:
    """Identities for the transactions of one statement (or one fetch), in its order.

    `earlier` counts, by `Identity.key`, the transactions of *other* statements that the balance chain proves to be
    different from this one (`chain.py`); without it, an equal movement without a bank reference in two statements of
    one day would be taken for the same.
    """
    seen = Counter(earlier or {})
    identities = []
    for movement in movements:
        money, content, reference = _evidence(account, movement)
        key = _key(content, reference)
        seen[key] += 1
        transaction_id = uuid5(client_id, f"transaction|{key}|{seen[key]}")
        identities.append(Identity(transaction_id, source, money, content, reference, seen[key]))
    return tuple(identities)


def counted(identities: Iterable[Identity]) -> Mapping[str, int]:
    """How often each key occurs: what `identify` wants as `earlier`."""
    return Counter(identity.key for identity in identities)


def recognise(incoming: Sequence[Identity], known: Sequence[Identity]) -> tuple[Recognition, ...]:
    """Tell known transactions from new ones: `incoming` of one source, `known` of the same account around those days.

    Evidence, strongest first: the same identity; the same content from another source; the same money and bank
    reference from another source, where only one on each side has them. Each known one answers for one incoming. What
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
    """The same statement has the same id, however often and through whatever channel it arrives.

    Its numbers and the header of its file are left out: a copy on demand may carry others.
    """
    account = statement.account
    balances = f"{_plain(statement.old_balance)}|{_plain(statement.new_balance)}"
    parts = [account.number, account.currency, balances, statement.new_balance_date.isoformat()]
    for movement in statement.movements:
        _, content, reference = _evidence(account, movement)
        parts.append(_key(content, reference))
    return uuid5(client_id, "statement|" + "|".join(parts))


def normal_party(movement: Movement) -> str:
    """The other side in a form that survives the way from one source to another: its IBAN, else its bare name."""
    if movement.counterparty.iban:
        return movement.counterparty.iban
    name = movement.counterparty.name or (movement.card.merchant if movement.card else "")
    words = re.split(r"[^A-Z0-9]+", _plain_letters(name).replace(".", ""))
    return "".join(word for word in words if word not in LEGAL_FORMS)[:NAME_LENGTH]


def normal_communication(movement: Movement) -> str:
    """The reference if there is one with right check digits, wherever it stands, else the bare letters and figures."""
    if movement.structured and movement.structured.kind in CERTAIN:
        return movement.structured.value
    if printed := PRINTED_OGM.search(movement.communication):
        figures = "".join(printed.groups())
        if ogm_vcs.is_valid(figures):
            return figures
    text = movement.communication or (movement.structured.value if movement.structured else "")
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
    """Identities by what they have in common; those that lack it are left out."""
    groups: dict[str, list[Identity]] = defaultdict(list)
    for identity in identities:
        if name := by(identity):
            groups[name].append(identity)
    return groups


def _pairs(
    incoming: Iterable[Identity], known: Iterable[Identity], by: Callable[[Identity], str], *, only_unique: bool
) -> list[tuple[Identity, Identity]]:
    """Incoming and known ones of different sources with the same `by`, in order of appearance."""
    groups = _grouped(known, by)
    pairs: list[tuple[Identity, Identity]] = []
    for name, news in _grouped(incoming, by).items():
        olds = [old for old in groups.get(name, ()) if old.source != news[0].source]
        if not only_unique or len(news) == len(olds) == 1:
            pairs += zip(news, olds, strict=False)
    return pairs


def _doubts(new: Identity, left: Sequence[Identity]) -> tuple[UUID, ...]:
    alike = (
        old.transaction_id
        for old in left
        if old.source != new.source or (new.bank_reference and old.bank_reference == new.bank_reference)
    )
    return tuple(islice(alike, MOST_DOUBTS))


def _evidence(account: Account, movement: Movement) -> tuple[str, str, str]:
    """Money, content and bank reference of a movement, in the spelling that identities are made of."""
    day = movement.booking_date.isoformat()
    money = f"{account.number}|{account.currency}|{day}|{_plain(movement.amount)}"
    content = f"{money}|{normal_party(movement)}|{normal_communication(movement)}"
    return money, content, letters(movement.bank_reference)


def _plain(amount: Decimal) -> str:
    """One spelling per amount: 12.5 and 12.500 are the same money."""
    return format(amount.normalize() + 0, "f")


def _plain_letters(text: str) -> str:
    """Capitals without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.upper()) if not unicodedata.combining(c))


def letters(text: str) -> str:
    """Capitals and figures alone, without accents."""
    return re.sub(r"[^A-Z0-9]", "", _plain_letters(text))
