"""One company of the paper as fields: the best of its names, its numbers, its address."""

from collections.abc import Sequence
from dataclasses import dataclass

from contracts.fields import PartyFields, Read
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.identity import bare_name
from services.ocr_extract.domain.fields.names import has_legal_form
from services.ocr_extract.domain.fields.parties import Candidate
from services.ocr_extract.domain.layout.blocks import Address
from services.ocr_extract.domain.proof.repairs import mended_form


@dataclass(frozen=True)
class Company:
    """One company with all its places on the paper."""

    places: tuple[Candidate, ...]

    @property
    def own(self) -> bool:
        return any(candidate.own for candidate in self.places)

    @property
    def lean(self) -> float:
        selling = max((candidate.selling for candidate in self.places), default=0.0)
        buying = max((candidate.buying for candidate in self.places), default=0.0)
        return selling - buying

    def numbers(self) -> tuple[Found[str], ...]:
        return tuple(number for candidate in self.places for number in candidate.vat_numbers)


def has_domain(company: Company, domains: set[str]) -> bool:
    for candidate in company.places:
        name = bare_name(candidate.name.value).replace(" ", "") if candidate.name else ""
        if len(name) >= 4 and any(
            name in domain.replace("-", "") or (len(domain) >= 5 and domain.replace("-", "") in name)
            for domain in domains
        ):
            return True
    return False


def party_fields(
    company: Company,
    vat_number: Found[str] | None,
    certain: bool,
    company_numbers: Sequence[Found[str]],
    domains: set[str],
) -> PartyFields:
    place = _best_place(company)
    address = next((candidate.address for candidate in company.places if candidate.address), None)
    changes: dict[str, object] = {}
    if place and place.name:
        changes["name"] = mended_form(place.name).read(_name_confidence(company, place, vat_number, domains))
    if vat_number:
        changes["vat_number"] = vat_number.read(0.98 if certain else 0.8, sure=certain)
        changes |= _register_number(vat_number, certain, company_numbers)
    if address:
        changes |= _address(address)
    return PartyFields.model_validate(changes)


def _best_place(company: Company) -> Candidate | None:
    named = [candidate for candidate in company.places if candidate.name]

    def weight(candidate: Candidate) -> float:
        legal = 0.6 if candidate.name and has_legal_form(candidate.name) else 0.0
        first = 0.2 if candidate.page == 1 else 0.0
        return legal + first + (0.4 if candidate.address else 0.0) + 0.1 * abs(candidate.lean)

    return max(named, key=weight, default=None)


def _name_confidence(company: Company, place: Candidate, vat: Found[str] | None, domains: set[str]) -> float:
    points = [
        0.55,
        0.12 if place.name and has_legal_form(place.name) else 0.0,
        0.1 if place.address else 0.0,
        0.12 if vat and vat.value in {number.value for number in company.numbers()} else 0.0,
        0.08 if len(company.places) > 1 else 0.0,
        0.1 if has_domain(company, domains) else 0.0,
        0.2 if place.own else 0.0,
        0.1 if abs(company.lean) >= 0.6 else 0.0,
    ]
    return min(0.97, sum(points))


def _register_number(vat: Found[str], certain: bool, company_numbers: Sequence[Found[str]]) -> dict[str, Read[str]]:
    """The Belgian number is the VAT number's digits, the SIREN its last nine; others must be printed."""
    if vat.value.startswith("BE"):
        found = Found(vat.value[2:], vat.line, vat.start, vat.end)
        return {"company_number": found.read(0.98 if certain else 0.8, sure=certain)}
    if vat.value.startswith("FR"):
        siren = next((n for n in company_numbers if n.value == vat.value[4:]), None)
        found = siren or Found(vat.value[4:], vat.line, vat.start, vat.end)
        return {"company_number": found.read(0.98 if certain else 0.8, sure=certain)}
    if vat.value.startswith("NL") and company_numbers:
        return {"company_number": company_numbers[0].read(0.75)}
    return {}


def _address(address: Address) -> dict[str, Read[str]]:
    fields = {"postcode": address.postcode.read(0.8), "city": address.city.read(0.8)}
    if address.street:
        fields["street"] = address.street.read(0.75)
    if address.country:
        fields["country"] = address.country.read(0.85)
    return fields
