"""Names of the company register instead of those that were read.

The company number decides: it has check digits and is read more reliably than a logo. A company that the register does
not know keeps the name of the document, and so does one that is named in an e-invoice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from contracts.fields import DocumentFields, Origin, PartyFields, Read, value_of
from contracts.reason import Reason
from libs.reasons.reconciliation import ReconciliationReason

from .keys import company_digits
from .names import name_key

TRUSTED = 0.9
"""The least confidence of a company number that no check digits have proved."""

ALIKE = 60
"""Below this similarity (0 to 100) the printed name is a different one, perhaps a trade name: the document warns."""


@dataclass(frozen=True, slots=True)
class RegisteredCompany:
    """A company of the register: its official names by language, and the address of its seat if any."""

    number: str
    names: Mapping[str, str]
    street: str | None = None
    postcode: str | None = None
    city: str | None = None

    def name(self, language: str | None) -> str:
        """The name in a language, else the first one; most companies have only one."""
        return self.names.get(language or "") or next(iter(self.names.values()))


Find = Callable[[str], RegisteredCompany | None]


def with_register_names(
    fields: DocumentFields, language: str | None, find: Find
) -> tuple[DocumentFields, tuple[Reason, ...]]:
    """The fields with the names of the register, and the warnings for users."""
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
                params = {"printed": printed, "register": name}
                warnings.append(
                    Reason(code=ReconciliationReason.NAME_FROM_REGISTER, field=f"{side}.name", params=params)
                )
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
    """Whether these are ten digits with right check digits; a number of another country is no Belgian one."""
    return len(digits) == 10 and 97 - int(digits[:8]) % 97 == int(digits[8:])


def _changes(party: PartyFields, company: RegisteredCompany, name: str) -> dict[str, object]:
    """The fields that change: always the name; the address only where the document has none."""
    changes: dict[str, object] = {"name": _registered_value(name)}
    if not (party.street or party.postcode or party.city):
        for part, value in (("street", company.street), ("postcode", company.postcode), ("city", company.city)):
            if value:
                changes[part] = _registered_value(value)
        changes.setdefault("country", party.country or _registered_value("BE"))
    return changes


def _registered_value(value: str) -> Read[str]:
    return Read(value=value, confidence=1.0, origin=Origin.REGISTER)
