"""Blocking keys: values that a document and a transaction can share; only items with a common key are compared.

So a change of one item affects only the items connected with it by common keys, however many others have the same
amount.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from contracts.events.bank import TransactionKind

from .keys import DocumentKeys, TransactionKeys

BlockingKey = tuple[str, str]
Item = TypeVar("Item", DocumentKeys, TransactionKeys)

WORD = 5
"""How many first letters of a word count: banks cut names, so both sides have only these for certain."""


def blocking_keys_of_document(document: DocumentKeys) -> set[BlockingKey]:
    """References, account, company number, the words of the name, the forms of the number."""
    blocking_keys = {("number", number) for number in document.numbers} | _words(document.name)
    for name in ("ogm", "creditor_reference", "iban", "company"):
        if value := getattr(document, name):
            blocking_keys.add((name, value))
    if document.number:
        blocking_keys.add(("settlement", ""))
    return blocking_keys


def blocking_keys_of_transaction(transaction: TransactionKeys) -> set[BlockingKey]:
    """References, account, the creditor's company number, the words of the name, what may be a document number."""
    blocking_keys = {("number", number) for number in transaction.numbers} | _words(transaction.name)
    for name in ("ogm", "creditor_reference", "iban"):
        if value := getattr(transaction, name):
            blocking_keys.add((name, value))
    if transaction.mandate:
        blocking_keys.add(("mandate", transaction.mandate))
    if transaction.creditor_company:
        blocking_keys.add(("company", transaction.creditor_company))
    if transaction.kind is TransactionKind.CARD_SETTLEMENT:
        blocking_keys.add(("settlement", ""))
    return blocking_keys


def connected(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], blocking_keys: Iterable[BlockingKey]
) -> tuple[list[DocumentKeys], list[TransactionKeys]]:
    """The documents and transactions connected with these keys, directly or through one another."""
    document_buckets = _Buckets(documents, blocking_keys_of_document)
    transaction_buckets = _Buckets(transactions, blocking_keys_of_transaction)
    new = set(blocking_keys)
    seen: set[BlockingKey] = set()
    while new:
        seen |= new
        new = (document_buckets.take(new) | transaction_buckets.take(new)) - seen
    return document_buckets.taken, transaction_buckets.taken


class _Buckets(Generic[Item]):
    """Items by blocking key; each item is taken once."""

    def __init__(self, items: Iterable[Item], keys_of: Callable[[Item], set[BlockingKey]]) -> None:
        self.blocking_keys: dict[Item, set[BlockingKey]] = {item: keys_of(item) for item in items}
        self.buckets: dict[BlockingKey, list[Item]] = defaultdict(list)
        for item, blocking_keys in self.blocking_keys.items():
            for key in blocking_keys:
                self.buckets[key].append(item)
        self.taken: list[Item] = []

    def take(self, wanted: Iterable[BlockingKey]) -> set[BlockingKey]:
        """Take all items with one of these keys; returns all keys of the items taken."""
        found = {item for key in wanted for item in self.buckets.pop(key, ())}
        new = [item for item in found if item in self.blocking_keys]
        self.taken += new
        return {key for item in new for key in self.blocking_keys.pop(item)}


def _words(name: str) -> set[BlockingKey]:
    return {("word", word[:WORD]) for word in name.split()}
