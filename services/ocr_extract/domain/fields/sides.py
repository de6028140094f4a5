"""Who sells and who buys: the client's own numbers decide whether a paper is a sale or a purchase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contracts.fields import PartyFields, value_of
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.headline import headlines
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.names import has_legal_form
from services.ocr_extract.domain.fields.parties import FOOTER, find_candidates, group_by_company
from services.ocr_extract.domain.fields.party_fields import Company, has_domain, party_fields
from services.ocr_extract.domain.fields.placing import place
from services.ocr_extract.domain.layout.blocks import Block
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.wording.roles import Role

_DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{3,})\.[a-z]{2,}")
_PUBLIC_MAIL = frozenset(
    ["gmail", "hotmail", "outlook", "skynet", "telenet", "proximus", "yahoo", "live", "orange", "free", "gmx", "icloud"]
)
PURCHASE_PRIOR = 0.15
"""With all else equal a paper in a client's file is a purchase."""


@dataclass(frozen=True)
class Sides:
    """Seller and buyer as fields; `sales` says the client is the seller, `certainty` how sure that is (0.5 to 1)."""

    seller: PartyFields
    buyer: PartyFields
    sales: bool
    certainty: float
    supplier_vat: str | None


def tell_sides(
    pages: Pages,
    blocks: Sequence[Block],
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    company_numbers: Sequence[Found[str]],
    ibans: Sequence[Found[str]],
    identity: ClientIdentity,
    table: frozenset[int] = frozenset(),
    *,
    direct_debit: bool,
) -> Sides:
    """Find both companies and which of them sells."""
    candidates = [*find_candidates(pages, blocks, labels, vat_numbers, identity, table), *headlines(pages, identity)]
    companies = [Company(tuple(group)) for group in group_by_company(candidates)]
    leans = _vat_leans(pages, labels, vat_numbers)
    own = next((company for company in companies if company.own), Company(()))
    others = [company for company in companies if not company.own]
    domains = {match[1] for match in _DOMAIN.finditer(pages.folded)} - _PUBLIC_MAIL

    drift = _drift(own, others, leans, ibans, identity, direct_debit=direct_debit)
    sales = drift > 0
    other = _counterparty(others, leans, domains, selling=not sales)
    other_vat = _other_vat(vat_numbers, other, leans, identity, selling=not sales)
    own_vat = _own_vat(vat_numbers, identity)
    mine = party_fields(own, own_vat, own_vat is not None, company_numbers, domains)
    certain = _role_is_certain(vat_numbers, other_vat, own_vat, other, leans, selling=not sales)
    theirs = party_fields(other, other_vat, certain, company_numbers, domains)
    seen = own_vat is not None or bool(own.places)
    certainty = min(0.99, 0.62 + 0.25 * min(1.4, abs(drift))) if seen else 0.7
    seller, buyer = (mine, theirs) if sales else (theirs, mine)
    return Sides(seller, buyer, sales, round(certainty, 2), value_of(seller.vat_number))


def _vat_leans(pages: Pages, labels: Sequence[Label], vat_numbers: Sequence[Found[str]]) -> dict[str, float]:
    """Per VAT number how much its places speak for the seller (positive) or the buyer (negative)."""
    roles = [label for label in labels if label.role in (Role.CUSTOMER_VAT, Role.SUPPLIER_VAT)]
    leans: dict[str, float] = {}
    for placed in place(vat_numbers, roles):
        number = placed.value
        lean = 0.0
        if placed.role and placed.score > 0.4:
            lean += 1.0 if placed.role == Role.SUPPLIER_VAT else -1.2
        if number.box.y0 > FOOTER * pages[number.page].height:
            lean += 0.7
        leans[number.value] = leans.get(number.value, 0.0) + lean
    return leans


def _drift(
    own: Company,
    others: Sequence[Company],
    leans: dict[str, float],
    ibans: Sequence[Found[str]],
    identity: ClientIdentity,
    *,
    direct_debit: bool,
) -> float:
    """Positive when the client is the seller. Its own account to pay to says so loudest."""
    drift = -PURCHASE_PRIOR
    drift += own.lean if own.places else 0.0
    drift += leans.get(identity.vat_number or "", 0.0)
    numbered = [company for company in others if company.numbers()] or others
    drift -= 0.6 * max((company.lean for company in numbered), default=0.0)
    theirs = [value for value in leans if not identity.owns_vat_number(value)]
    drift -= 0.5 * max((leans[value] for value in theirs), default=0.0)
    if any(identity.owns_iban(iban.value) for iban in ibans) and not direct_debit:
        drift += 1.5
    elif ibans and identity.ibans:
        drift -= 0.5
    seen = bool(own.places) or identity.vat_number in leans
    return drift if seen or any(identity.owns_iban(iban.value) for iban in ibans) else min(drift, -0.01)


def _counterparty(others: Sequence[Company], leans: dict[str, float], domains: set[str], *, selling: bool) -> Company:
    def weight(company: Company) -> float:
        lean = company.lean if selling else -company.lean
        vat = 0.9 if company.numbers() else 0.0
        site = 0.5 if selling and has_domain(company, domains) else 0.0
        legal = 0.3 if any(place.name and has_legal_form(place.name) for place in company.places) else 0.0
        address = 0.25 if any(place.address for place in company.places) else 0.0
        return lean + vat + site + legal + address + 0.1 * min(3, len(company.places))

    named = [company for company in others if any(place.name for place in company.places)]
    return max(named, key=weight, default=Company(()))


def _other_vat(
    vat_numbers: Sequence[Found[str]],
    other: Company,
    leans: dict[str, float],
    identity: ClientIdentity,
    *,
    selling: bool,
) -> Found[str] | None:
    theirs = [number for number in vat_numbers if not identity.owns_vat_number(number.value)]
    inside = {number.value for number in other.numbers()}
    sign = 1.0 if selling else -1.0

    def weight(number: Found[str]) -> float:
        return (1.5 if number.value in inside else 0.0) + sign * leans.get(number.value, 0.0)

    best = max(theirs, key=weight, default=None)
    if best is None or (weight(best) <= -0.5):
        return None
    rivals = {number.value for number in theirs if number.value != best.value and weight(number) >= weight(best)}
    return None if rivals else best


def _own_vat(vat_numbers: Sequence[Found[str]], identity: ClientIdentity) -> Found[str] | None:
    return next((number for number in vat_numbers if identity.owns_vat_number(number.value)), None)


def _role_is_certain(
    vat_numbers: Sequence[Found[str]],
    other_vat: Found[str] | None,
    own_vat: Found[str] | None,
    other: Company,
    leans: dict[str, float],
    *,
    selling: bool,
) -> bool:
    """The other number's role is proved when the client's own is the only other one, or its place says so."""
    if other_vat is None:
        return False
    values = {number.value for number in vat_numbers}
    if own_vat is not None:
        return len(values) == 2
    inside = other_vat.value in {number.value for number in other.numbers()}
    lean = leans.get(other_vat.value, 0.0) + (other.lean if inside else 0.0)
    return len(values) == 1 and (lean > 0.3 if selling else lean < -0.3)
