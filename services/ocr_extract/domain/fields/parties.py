"""Decides who is seller and who is buyer: the client's own numbers show whether it is a sale or a purchase."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contracts.fields import PartyFields
from services.ocr_extract.domain.evidence import NOTHING, Evidence, Score, strongest
from services.ocr_extract.domain.evidence import parties as weights
from services.ocr_extract.domain.fields.candidates import find_candidates, group_by_company
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.headline import headlines
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.fields.names import has_legal_form
from services.ocr_extract.domain.fields.party_fields import Company, has_domain, party_fields
from services.ocr_extract.domain.fields.placing import place
from services.ocr_extract.domain.layout.blocks import Block
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.wording.roles import Role

_DOMAIN = re.compile(r"(?:@|www\.|https?://(?:www\.)?)([a-z0-9-]{3,})\.[a-z]{2,}")
_PUBLIC_MAIL = frozenset(
    ["gmail", "hotmail", "outlook", "skynet", "telenet", "proximus", "yahoo", "live", "orange", "free", "gmx", "icloud"]
)


@dataclass(frozen=True)
class Parties:
    """Seller and buyer as fields; `sales` says the client is the seller, `certainty` how sure that is (0.5 to 1).

    `client` is the evidence for the client's role, `counterparty` that for the other company.
    """

    seller: PartyFields
    buyer: PartyFields
    sales: bool
    certainty: float
    client: Score
    counterparty: Score


def decide_parties(
    pages: Pages,
    blocks: Sequence[Block],
    labels: Sequence[Label],
    vat_numbers: Sequence[Found[str]],
    company_numbers: Sequence[Found[str]],
    ibans: Sequence[Found[str]],
    identity: ClientIdentity,
    *,
    direct_debit: bool,
) -> Parties:
    """Find both companies and decide which of them is the seller."""
    candidates = [*find_candidates(pages, blocks, labels, vat_numbers, identity), *headlines(pages, identity)]
    companies = [Company(tuple(group)) for group in group_by_company(candidates)]
    roles = _roles_of_numbers(pages, labels, vat_numbers)
    own = next((company for company in companies if company.own), Company(()))
    others = [company for company in companies if not company.own]
    domains = {match[1] for match in _DOMAIN.finditer(pages.folded)} - _PUBLIC_MAIL

    client = _client_sells(own, others, roles, ibans, identity, direct_debit=direct_debit)
    sales = client.total > 0
    other, counterparty = _counterparty(others, domains, selling=not sales)
    other_vat = _other_vat(vat_numbers, other, roles, identity, selling=not sales)
    own_vat = _own_vat(vat_numbers, identity)
    contradicted = weights.ACCOUNT_CONTRADICTED in client.evidence
    mine = party_fields(own, own_vat, company_numbers, domains, certain=own_vat is not None and not contradicted)
    certain = not contradicted and _role_is_certain(vat_numbers, other_vat, own_vat, other, roles, selling=not sales)
    theirs = party_fields(other, other_vat, company_numbers, domains, certain=certain)
    seen = own_vat is not None or bool(own.places)
    seller, buyer = (mine, theirs) if sales else (theirs, mine)
    of_client = client if sales else client.times(-1.0)
    return Parties(seller, buyer, sales, _certainty(client, seen=seen), of_client, counterparty)


def _certainty(client_sells: Score, *, seen: bool) -> float:
    if weights.ACCOUNT_CONTRADICTED in client_sells.evidence:
        return weights.ROLE_CONTRADICTED
    if not seen:
        return weights.ROLE_UNSEEN
    counted = min(weights.ROLE_CLEAR, abs(client_sells.total))
    return round(min(weights.ROLE_MOST, weights.ROLE_BASE + weights.ROLE_SHARE * counted), 2)


def _roles_of_numbers(pages: Pages, labels: Sequence[Label], vat_numbers: Sequence[Found[str]]) -> dict[str, Score]:
    """For each VAT number the score of its places: positive for the seller, negative for the buyer."""
    of_vat = [label for label in labels if label.role in (Role.CUSTOMER_VAT, Role.SUPPLIER_VAT)]
    roles: dict[str, Score] = {}
    for placed in place(vat_numbers, of_vat):
        number = placed.value
        evidence = []
        if placed.role and placed.score > weights.LABELLED:
            sells = placed.role == Role.SUPPLIER_VAT
            evidence.append(weights.NUMBER_WITH_SELLER_LABEL if sells else weights.NUMBER_WITH_BUYER_LABEL)
        if number.box.y0 > weights.FOOTER * pages[number.page].height:
            evidence.append(weights.NUMBER_IN_FOOTER)
        roles[number.value] = roles.get(number.value, NOTHING) + Score.of(*evidence)
    return roles


def _client_sells(
    own: Company,
    others: Sequence[Company],
    roles: Mapping[str, Score],
    ibans: Sequence[Found[str]],
    identity: ClientIdentity,
    *,
    direct_debit: bool,
) -> Score:
    """Positive when the client is the seller; its own account as the one to pay to is the strongest evidence.

    Where all else contradicts the account, it counts for nothing: somebody typed it in, and the rest is printed.
    """
    numbered = [company for company in others if company.numbers()] or others
    other_company = max((company.role.total for company in numbered), default=0.0)
    theirs = [role.total for number, role in roles.items() if not identity.owns_vat_number(number)]
    owns_account = any(identity.owns_iban(iban.value) for iban in ibans)
    score = Score.of(weights.MOSTLY_PURCHASES) + own.role + roles.get(identity.vat_number or "", NOTHING)
    score = score.plus(
        weights.OTHER_LOOKS_LIKE_SELLER.times(other_company),
        weights.OTHER_NUMBER_OF_SELLER.times(max(theirs, default=0.0)),
    )
    if owns_account and not direct_debit:
        is_contradicted = score.total < weights.CONTRADICTION
        score = score.plus(weights.ACCOUNT_OF_CLIENT, *([weights.ACCOUNT_CONTRADICTED] if is_contradicted else []))
    elif ibans and identity.ibans:
        score = score.plus(weights.ACCOUNT_OF_OTHER)
    seen = bool(own.places) or identity.vat_number in roles or owns_account
    if seen or score.total <= weights.NOT_SEEN:
        return score
    taken = weights.CLIENT_NOT_SEEN.times(score.total - weights.NOT_SEEN)
    return Score(weights.NOT_SEEN, (*score.evidence, taken))


def _counterparty(others: Sequence[Company], domains: set[str], *, selling: bool) -> tuple[Company, Score]:
    """The other company that fits the role best, with its evidence."""
    named = [company for company in others if any(place.name for place in company.places)]
    scores = [
        company.role.times(1.0 if selling else -1.0).plus(*_of_counterparty(company, domains, selling=selling))
        for company in named
    ]
    best = strongest(scores)
    return (named[scores.index(best)], best) if named else (Company(()), NOTHING)


def _of_counterparty(company: Company, domains: set[str], *, selling: bool) -> Iterator[Evidence]:
    if company.numbers():
        yield weights.WITH_VAT_NUMBER
    if selling and has_domain(company, domains):
        yield weights.WITH_WEB_ADDRESS
    if any(place.name and has_legal_form(place.name) for place in company.places):
        yield weights.WITH_LEGAL_FORM
    if any(place.address for place in company.places):
        yield weights.WITH_ADDRESS
    yield weights.NAMED_AGAIN.times(min(weights.MOST_PLACES, len(company.places)))


def _other_vat(
    vat_numbers: Sequence[Found[str]],
    other: Company,
    roles: Mapping[str, Score],
    identity: ClientIdentity,
    *,
    selling: bool,
) -> Found[str] | None:
    theirs = [number for number in vat_numbers if not identity.owns_vat_number(number.value)]
    inside = {number.value for number in other.numbers()}
    sign = 1.0 if selling else -1.0

    def weight(number: Found[str]) -> float:
        in_block = weights.NUMBER_OF_COUNTERPARTY if number.value in inside else 0.0
        return in_block + sign * roles.get(number.value, NOTHING).total

    best = max(theirs, key=weight, default=None)
    if best is None or weight(best) <= weights.NUMBER_OF_NOBODY:
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
    roles: Mapping[str, Score],
    *,
    selling: bool,
) -> bool:
    """Whether the role of the other number is proved: the client's is the only other one, or its place shows it."""
    if other_vat is None:
        return False
    values = {number.value for number in vat_numbers}
    if own_vat is not None:
        return len(values) == 2
    inside = other_vat.value in {number.value for number in other.numbers()}
    role = roles.get(other_vat.value, NOTHING).total + (other.role.total if inside else 0.0)
    return len(values) == 1 and (role > weights.CLEAR_ROLE if selling else role < -weights.CLEAR_ROLE)
