"""How often a suspected duplicate is one, in years of invented companies in which some documents were received twice.

One number in a hundred is misread in these years, so sometimes two invoices of one seller have the same number and the
same amount within weeks: a task about them is right, although they are two.
"""

import random
from collections import defaultdict
from uuid import UUID

from contracts.fields import DocumentFields, DocumentKind
from services.reconcile.domain.duplicates import suspected_duplicates
from services.reconcile.domain.keys import DocumentKeys, keys_of_document
from tests.reconcile.company_year import company_year

Scan = tuple[UUID, DocumentKind, DocumentFields]
NAMED = (DocumentKind.PURCHASE_INVOICE, DocumentKind.SALES_INVOICE)


def scanned_again(scan: Scan, chance: random.Random) -> Scan:
    """Returns the document as another scan gives it: sometimes a field is not read, or one character is misread."""
    _, kind, fields = scan
    changes: dict[str, object] = {}
    if chance.random() < 0.1:
        changes[chance.choice(("due_date", "iban", "structured_communication", "currency"))] = None
    if fields.number is not None and chance.random() < 0.05:
        changes["number"] = fields.number.model_copy(update={"value": "B" + fields.number.value[1:]})
    return UUID(int=chance.getrandbits(128), version=4), kind, fields.model_copy(update=changes)


def test_suspected_duplicates_are_duplicates() -> None:
    right, wrong, there = 0, 0, 0

    for seed in range(700, 712):
        chance = random.Random(seed)
        documents: list[Scan] = list(company_year(seed, suppliers=20, per_supplier=12).documents)
        copies = {}
        for document in chance.sample([p for p in documents if p[1] in NAMED], 12):
            copy = scanned_again(document, chance)
            documents.append(copy)
            copies[frozenset({document[0], copy[0]})] = copy
        buckets: dict[object, list[DocumentKeys]] = defaultdict(list)
        for key in (keys_of_document(*document) for document in documents):
            buckets[key.number].append(key)
            buckets[key.cents, key.issued].append(key)
        found = {
            frozenset({s.first, s.second})
            for shelf in buckets.values()
            for key in shelf
            for s in suspected_duplicates(key, shelf)
        }
        right += len(found & copies.keys())
        wrong += len(found - copies.keys())
        there += len(copies)

    precision, recall = right / (right + wrong), right / there
    print(f"{right} right, {wrong} wrong, precision {precision:.4f}, recall {recall:.3f}")
    assert precision >= 0.95
    assert recall >= 0.9
