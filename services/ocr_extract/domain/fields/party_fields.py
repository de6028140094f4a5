"""One company of the document as fields: the best of its names, its numbers, its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contracts.fields import PartyFields, Read
from services.ocr_extract.domain.evidence import Score, strongest
from services.ocr_extract.domain.evidence import parties as weights
from services.ocr_extract.domain.fields.candidates import Candidate
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.identity import bare_name
from services.ocr_extract.domain.fields.names import has_legal_form
from services.ocr_extract.domain.layout.blocks import Address
from services.ocr_extract.domain.proof.repairs import mended_form


@dataclass(frozen=True)
class Company:
    """One company with all its places in the document."""

    places: tuple[Candidate, ...]

    @property
    def own(self) -> bool:
        return any(candidate.own for candidate in self.places)

    @cached_property
    def role(self) -> Score:
        """Positive when its likeliest place is a seller's, negative when it is a buyer's."""
        selling = strongest(candidate.selling for candidate in self.places)
        return selling + strongest(candidate.buying for candidate in self.places).times(-1.0)

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
    company_numbers: Sequence[Found[str]],
    domains: set[str],
    *,
    certain: bool,
) -> PartyFields:
    place = _best_place(company)
    address = next((candidate.address for candidate in company.places if candidate.address), None)
    changes: dict[str, object] = {}
    if place and place.name:
        changes["name"] = mended_form(place.name).read(_name_confidence(company, place, vat_number, domains))
    if vat_number:
        changes["vat_number"] = vat_number.read(_certainty(certain=certain), sure=certain)
        changes |= _register_number(vat_number, company_numbers, certain=certain)
    if address:
        changes |= _address(address)
    return PartyFields.model_validate(changes)


def _best_place(company: Company) -> Candidate | None:
    named = [candidate for candidate in company.places if candidate.name]

    def weight(candidate: Candidate) -> float:
        legal = weights.NAME_WITH_LEGAL_FORM if candidate.name and has_legal_form(candidate.name) else 0.0
        first = weights.NAME_ON_FIRST_PAGE if candidate.page == 1 else 0.0
        address = weights.NAME_WITH_ADDRESS if candidate.address else 0.0
        return legal + first + address + weights.NAME_IN_ROLE * abs(candidate.role)

    return max(named, key=weight, default=None)


def _name_confidence(company: Company, place: Candidate, vat: Found[str] | None, domains: set[str]) -> float:
    points = (
        (weights.CONFIDENCE_OF_A_NAME, True),
        (weights.CONFIDENCE_BY_LEGAL_FORM, place.name is not None and has_legal_form(place.name)),
        (weights.CONFIDENCE_BY_ADDRESS, place.address is not None),
        (weights.CONFIDENCE_BY_VAT_NUMBER, bool(vat and vat.value in {number.value for number in company.numbers()})),
        (weights.CONFIDENCE_BY_ANOTHER_PLACE, len(company.places) > 1),
        (weights.CONFIDENCE_BY_WEB_ADDRESS, has_domain(company, domains)),
        (weights.CONFIDENCE_BY_CLIENT, place.own),
        (weights.CONFIDENCE_BY_ROLE, abs(company.role.total) >= weights.A_ROLE),
    )
    return min(weights.MOST_CONFIDENCE_OF_A_NAME, sum(weight for weight, applies in points if applies))


def _certainty(*, certain: bool) -> float:
    return weights.CERTAIN_NUMBER if certain else weights.LIKELY_NUMBER


def _register_number(vat: Found[str], company_numbers: Sequence[Found[str]], *, certain: bool) -> dict[str, Read[str]]:
    """The Belgian number is the VAT number's digits, the SIREN its last nine; others must be printed."""
    if vat.value.startswith("BE"):
        found = Found(vat.value[2:], vat.line, vat.start, vat.end)
        return {"company_number": found.read(_certainty(certain=certain), sure=certain)}
    if vat.value.startswith("FR"):
        siren = next((n for n in company_numbers if n.value == vat.value[4:]), None)
        found = siren or Found(vat.value[4:], vat.line, vat.start, vat.end)
        return {"company_number": found.read(_certainty(certain=certain), sure=certain)}
    if vat.value.startswith("NL") and company_numbers:
        return {"company_number": company_numbers[0].read(weights.REGISTER_NUMBER)}
    return {}


def _address(address: Address) -> dict[str, Read[str]]:
    fields = {"postcode": address.postcode.read(weights.OF_POSTCODE), "city": address.city.read(weights.OF_CITY)}
    if address.street:
        fields["street"] = address.street.read(weights.OF_STREET)
    if address.country:
        fields["country"] = address.country.read(weights.OF_COUNTRY)
    return fields
