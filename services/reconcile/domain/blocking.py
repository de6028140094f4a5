"""What a document and a movement can have in common, so that only those that share something are ever compared.

Two things without a common facet never meet in a judgement. So news about one thing concerns only what is reached from
it by common facets, however many others have the same amount.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from contracts.events.bank import TransactionKind

from .keys import DocumentKeys, TransactionKeys

Facet = tuple[str, str]
Thing = TypeVar("Thing", DocumentKeys, TransactionKeys)

WORD = 5
"""Banks cut names: the first letters of a word are what both sides surely have."""


def facets_of_document(document: DocumentKeys) -> set[Facet]:
    """References, account, company number, the words of the name, the forms of the number."""
    facets = {("number", number) for number in document.numbers} | _words(document.name)
    for name in ("ogm", "creditor_reference", "iban", "company"):
        if value := getattr(document, name):
            facets.add((name, value))
    if document.number:
        facets.add(("settlement", ""))
    return facets


def facets_of_transaction(transaction: TransactionKeys) -> set[Facet]:
    """References, account, the creditor's company number, the words of the name, what may be a document number."""
    facets = {("number", number) for number in transaction.numbers} | _words(transaction.name)
    for name in ("ogm", "creditor_reference", "iban"):
        if value := getattr(transaction, name):
            facets.add((name, value))
    if transaction.creditor_company:
        facets.add(("company", transaction.creditor_company))
    if transaction.kind is TransactionKind.CARD_SETTLEMENT:
        facets.add(("settlement", ""))
    return facets


def reached(
    documents: Iterable[DocumentKeys], transactions: Iterable[TransactionKeys], facets: Iterable[Facet]
) -> tuple[list[DocumentKeys], list[TransactionKeys]]:
    """The documents and movements that hang together with these facets, directly or through one another."""
    papers = _Shelves(documents, facets_of_document)
    moves = _Shelves(transactions, facets_of_transaction)
    new = set(facets)
    seen: set[Facet] = set()
    while new:
        seen |= new
        new = (papers.take(new) | moves.take(new)) - seen
    return papers.taken, moves.taken


class _Shelves(Generic[Thing]):
    """Things by their facets; each is taken once."""

    def __init__(self, things: Iterable[Thing], facets_of: Callable[[Thing], set[Facet]]) -> None:
        self.facets: dict[Thing, set[Facet]] = {thing: facets_of(thing) for thing in things}
        self.shelves: dict[Facet, list[Thing]] = defaultdict(list)
        for thing, facets in self.facets.items():
            for facet in facets:
                self.shelves[facet].append(thing)
        self.taken: list[Thing] = []

    def take(self, wanted: Iterable[Facet]) -> set[Facet]:
        """Take everything with one of these facets; answers all facets of what was taken."""
        found = {thing for facet in wanted for thing in self.shelves.pop(facet, ())}
        new = [thing for thing in found if thing in self.facets]
        self.taken += new
        return {facet for thing in new for facet in self.facets.pop(thing)}


def _words(name: str) -> set[Facet]:
    return {("word", word[:WORD]) for word in name.split()}
