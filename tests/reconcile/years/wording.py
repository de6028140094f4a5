"""How payers write a reference or a document number, and what a reader can still see of it.

What is shown: `reference` and `number` as they are on the document, `digits` when a part of the number is left, and
`other` when a typing error makes it look like another one.
"""

import random
import re
from dataclasses import dataclass, field
from typing import Any

WORDS = ("facture", "factuur", "FACT", "inv", "betaling", "Fact.", "uw factuur", "notre paiement", "faktuur nr")
THANKS = (None, None, "merci", "bedankt", "paiement", "met dank", "client 4711 merci", "voir annexe", "overschrijving")


@dataclass(frozen=True)
class Wording:
    """What is written with a payment: fields of the event, and what they show of the document."""

    values: dict[str, Any] = field(default_factory=dict)
    shows: frozenset[str] = frozenset()


def _wording(shows: str | None = None, **values: Any) -> Wording:
    return Wording(values, frozenset({shows} if shows else ()))


def one_digit_off(chance: random.Random, text: str) -> str:
    """The text with one digit changed or two exchanged."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    at = chance.choice(places)
    if chance.random() < 0.3 and at + 1 in places and text[at] != text[at + 1]:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + str((int(text[at]) + chance.randrange(1, 10)) % 10) + text[at + 1 :]


def printed(ogm: str, *, sign: str = "+++") -> str:
    """Twelve digits as `+++123/4567/89012+++`."""
    return f"{sign}{ogm[:3]}/{ogm[3:7]}/{ogm[7:]}{sign}"


def write(chance: random.Random, number: str | None, reference: str | None) -> Wording:
    """What one payer writes: the reference in most cases where there is one, else the number, else nothing."""
    if reference and chance.random() < 0.9:
        return write_reference(chance, reference)
    if number and chance.random() < 0.75:
        return write_number(chance, number)
    return _wording(text=chance.choice(THANKS))


def write_reference(chance: random.Random, reference: str) -> Wording:
    """A structured communication or an ISO 11649 reference, in the field of its own or typed as text."""
    if reference.startswith("RF"):
        if chance.random() < 0.5:
            return _wording("reference", creditor_reference=reference)
        spaced = " ".join(reference[i : i + 4] for i in range(0, len(reference), 4))
        return _wording("reference", text=chance.choice((spaced, reference, f"ref {spaced}")))
    way = chance.random()
    if way < 0.72:
        return _wording("reference", reference=reference)
    if way < 0.97:
        writings = (
            printed(reference),
            printed(reference, sign="***"),
            printed(reference, sign=""),
            f"{chance.choice(WORDS)} {printed(reference, sign='')} {chance.choice(('', 'merci', 'dank u'))}".strip(),
            reference,
            f"{reference[:3]} {reference[3:7]} {reference[7:]}",
            f"mededeling {printed(reference)}",
        )
        return _wording("reference", text=chance.choice(writings))
    return _wording("other", text=printed(one_digit_off(chance, reference)))


def write_number(chance: random.Random, number: str) -> Wording:
    """A document number: whole, spaced, in small letters, in the end-to-end id, cut, or with a typing error."""
    way = chance.random()
    word = chance.choice(WORDS)
    if way < 0.46:
        return _wording("number", text=chance.choice((f"{word} {number}", number, f"{word} {number} du 03/03/2026")))
    if way < 0.58:
        return _wording("number", text=f"{word} {re.sub('[-/.]', ' ', number)}")
    if way < 0.64:
        return _wording("number", text=number.lower())
    if way < 0.72:
        return _wording("number", end_to_end_id=number, text=chance.choice(THANKS))
    if way < 0.82:
        return _wording("digits", text=f"{word} {re.sub('[^0-9]', '', number)}")
    if way < 0.92:
        last = re.findall(r"\d+", number)
        return _wording("digits", text=f"{word} {max(last, key=lambda d: (d != '2026', len(d))).lstrip('0') or '0'}")
    return _wording("other", text=f"{word} {one_digit_off(chance, number)}")


def name_all(chance: random.Random, numbers: list[str]) -> str:
    """The numbers of several documents in one text."""
    joiner = chance.choice((" ", " + ", ", ", " en ", " et ", ";", " / "))
    return f"{chance.choice(('', 'factures ', 'facturen ', 'fact. '))}{joiner.join(numbers)}"
