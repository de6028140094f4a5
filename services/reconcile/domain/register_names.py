"""Names as the company register has them, in place of those that were read.

The number decides: it has a check digit and is read far more surely than a logo. A company that the register does not
know keeps what the document says, and so does one that named itself in an e-invoice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from contracts.fields import DocumentFields, Origin, PartyFields, Read, Reason, value_of
from libs.reasons.reconciliation import ReconciliationReason

from .keys import company_digits
from .names import name_key

TRUSTED = 0.9
"""What a number must be worth to speak for a name, where no check digit has proved it."""

ALIKE = 60
"""Below this (0 to 100) the printed name is another one, perhaps a trade name: shown to whoever looks."""


@dataclass(frozen=True, slots=True)
class RegisteredCompany:
    """A company of the register: its official names by language, and the address of its seat where there is one."""

    number: str
    names: Mapping[str, str]
    street: str | None = None
    postcode: str | None = None
    city: str | None = None

    def name(self, language: str | None) -> str:
        """The name in a language, else the first that it has; most companies have one only."""
        return self.names.get(language or "") or next(iter(self.names.values()))


Find = Callable[[str], RegisteredCompany | None]


def registered(fields: DocumentFields, language: str | None, find: Find) -> tuple[DocumentFields, tuple[Reason, ...]]:
    """The fields with the names of the register, and what a person should know about it."""
    warnings: list[Reason] = []
    parties: dict[str, PartyFields] = {}
    for side in ("seller", "buyer"):
        party: PartyFields = getattr(fields, side)
        company = _company(party, find)
        if company is not None:
            name = company.name(language)
            parties[side] = party.changed(_changes(party, company, name))
            printed = value_of(party.name)
            if printed and fuzz.token_set_ratio(name_key(printed), name_key(name)) < ALIKE:
                said = {"printed": printed, "register": name}
                warnings.append(Reason(code=ReconciliationReason.NAME_FROM_REGISTER, field=f"{side}.name", params=said))
    return (fields.model_copy(update=parties) if parties else fields), tuple(warnings)


def _company(party: PartyFields, find: Find) -> RegisteredCompany | None:
    if party.name is not None and party.name.origin is Origin.EMBEDDED:
        return None
    number = party.vat_number or party.company_number
    if number is None or not (number.sure or number.confidence >= TRUSTED):
        return None
    if party.vat_number and not party.vat_number.value.startswith("BE"):
        return None
    if value_of(party.country) not in (None, "BE"):
        return None
    digits = company_digits(number.value)
    return find(digits) if digits and _is_belgian(digits) else None


def _is_belgian(digits: str) -> bool:
    """Ten digits whose last two are the check on the others; another country's number is not to be taken for one."""
    return len(digits) == 10 and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _changes(party: PartyFields, company: RegisteredCompany, name: str) -> dict[str, object]:
    """The name always; the address only where the document has none at all."""
    changes: dict[str, object] = {"name": _said(name)}
    if not (party.street or party.postcode or party.city):
        for part, value in (("street", company.street), ("postcode", company.postcode), ("city", company.city)):
            if value:
                changes[part] = _said(value)
        changes.setdefault("country", party.country or _said("BE"))
    return changes


def _said(value: str) -> Read[str]:
    return Read(value=value, confidence=1.0, origin=Origin.REGISTER)
