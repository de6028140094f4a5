"""Reads a document from its words: candidates, labels and their roles, totals by arithmetic, companies by numbers."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from contracts.fields import DocumentFields, DocumentKind, Origin, PartyFields, Read, VatCategory, VatRow
from services.ocr_extract.domain.evidence import Decision, Score
from services.ocr_extract.domain.fields.allowances import find_printed
from services.ocr_extract.domain.fields.amounts import find_amounts, find_currency
from services.ocr_extract.domain.fields.dates import find_dates
from services.ocr_extract.domain.fields.day_order import in_one_order
from services.ocr_extract.domain.fields.exemptions import Exemption, find_exemption
from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.identifiers import (
    find_bics,
    find_company_numbers,
    find_creditor_references,
    find_ibans,
    find_structured_communications,
    find_vat_numbers,
)
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.domain.fields.items import read_items
from services.ocr_extract.domain.fields.kinds import decide_kind, is_credit_note, read_titles
from services.ocr_extract.domain.fields.labels import find_labels
from services.ocr_extract.domain.fields.language import find_language
from services.ocr_extract.domain.fields.line_table import table_lines
from services.ocr_extract.domain.fields.money import Money, read_money
from services.ocr_extract.domain.fields.numbers import read_numbers
from services.ocr_extract.domain.fields.parties import Parties, decide_parties
from services.ocr_extract.domain.fields.payment import find_direct_debit, read_payment
from services.ocr_extract.domain.fields.rates import Rated
from services.ocr_extract.domain.fields.title_line import title_line
from services.ocr_extract.domain.fields.when import read_dates
from services.ocr_extract.domain.layout.blocks import broken_lines, find_blocks
from services.ocr_extract.domain.layout.page import Pages
from services.ocr_extract.domain.proof.calibration import calibrated


@dataclass(frozen=True)
class Extraction:
    """What was read of a document, and the evidence for each decision."""

    kind: DocumentKind
    kind_confidence: float
    language: str | None
    fields: DocumentFields
    scores: Mapping[Decision, Score]


def extract(pages: Pages, identity: ClientIdentity) -> Extraction:
    """Read a document from its words. Whatever is not certain enough is absent."""
    labels = find_labels(pages)
    table = table_lines(pages, labels)
    inside = frozenset(entry.line.index for entry in table)
    titles = read_titles(pages, labels, inside)
    title = title_line(pages, labels)
    ordered = in_one_order(pages, find_dates(pages))
    dates = ordered.dates
    vat_numbers, company_numbers = find_vat_numbers(pages), find_company_numbers(pages)
    blocks = find_blocks(pages)
    broken = broken_lines(blocks)
    ibans, bics = find_ibans(pages, broken), find_bics(pages)
    communications = find_structured_communications(pages, broken)
    references = find_creditor_references(pages, broken)
    taken = [*vat_numbers, *company_numbers, *ibans, *bics, *communications, *references]
    direct_debit = find_direct_debit((*pages.lines, *broken)) is not None

    parties = decide_parties(
        pages,
        blocks,
        labels,
        vat_numbers,
        company_numbers,
        ibans,
        identity,
        direct_debit=direct_debit,
    )
    meant: list[Found[Any]] = [*taken, *dates]
    amounts = [amount for amount in find_amounts(pages) if not any(amount.overlaps(other) for other in meant)]
    exemption = find_exemption(pages)
    money = read_money(pages, labels, amounts, table, exempt=exemption is not None)
    credit = is_credit_note(titles) or money.negative
    vat = _vat_rows(money, exemption, parties)
    when = read_dates(pages, labels, dates, title=title, unordered=ordered.open, broken=broken)
    numbers = read_numbers(pages, labels, taken, table, credit=credit, title=title)
    pay_to = [iban for iban in ibans if parties.sales or not identity.owns_iban(iban.value)]
    items = read_items(
        table,
        money.excl.value if money.excl and money.proved else None,
        [Rated(row.rate, row.category, row.base) for row in vat],
        lambda: find_printed(pages, labels, amounts, frozenset(entry.header.index for entry in table)),
    )
    fields = DocumentFields(
        number=numbers.number,
        issue_date=when.issue,
        due_date=when.due,
        delivery_date=when.delivery,
        currency=_currency(pages, money),
        seller=parties.seller,
        buyer=parties.buyer,
        iban=_account(pay_to, identity, sales=parties.sales),
        bic=_bic(bics, pay_to),
        structured_communication=_only(communications),
        creditor_reference=_only(references),
        total_without_vat=money.excl,
        total_vat=money.vat,
        total_with_vat=money.incl,
        prepaid=money.prepaid,
        rounding=money.rounding,
        payable=money.payable,
        vat=vat,
        lines=items.lines,
        allowances=items.allowances,
        payment_state=read_payment(pages, broken, ibans=pay_to, receipt=titles.is_receipt),
        original_number=numbers.original_number,
        original_date=when.original if credit else None,
        buyer_reference=numbers.buyer_reference,
        order_reference=numbers.order_reference,
    )
    kind = decide_kind(titles, fields, parties, credit=credit)
    seller, buyer = (parties.client, parties.counterparty) if parties.sales else (parties.counterparty, parties.client)
    scores = {
        Decision.KIND: kind.score,
        Decision.SELLER: seller,
        Decision.BUYER: buyer,
        Decision.TOTALS: money.score,
    }
    return Extraction(kind.kind, kind.confidence, find_language(pages), _trim(kind.kind, fields), scores)


def _trim(kind: DocumentKind, fields: DocumentFields) -> DocumentFields:
    """The fields of a contract or letter without amounts: a figure found there may be a rent and is no total."""
    if kind.is_payable:
        return calibrated(fields)
    return DocumentFields(
        issue_date=fields.issue_date,
        seller=_unproved(fields.seller),
        buyer=_unproved(fields.buyer),
    )


def _unproved(party: PartyFields) -> PartyFields:
    """The party without proof: in a contract the numbers are right, but who is seller and who is buyer is a guess."""
    guesses = {
        name: read.model_copy(update={"sure": False, "confidence": min(read.confidence, 0.6)})
        for name, read in party
        if isinstance(read, Read)
    }
    return party.model_copy(update=guesses)


def _vat_rows(money: Money, exemption: Exemption | None, parties: Parties) -> tuple[VatRow, ...]:
    """The rows with their category; it stays open for a row without VAT between two countries that states no reason."""
    if exemption is None and _crosses_a_border(parties) and any(row.rate == 0 for row in money.rows):
        return ()
    rows = []
    for row in money.rows:
        category, reason, code = VatCategory.STANDARD, None, None
        if row.rate == 0:
            category = exemption.category if exemption else VatCategory.ZERO
            if exemption and category != VatCategory.ZERO:
                reason, code = exemption.reason, exemption.code
        confidence = round(min(0.99, row.weight) if money.proved else 0.6 * row.weight, 2)
        rows.append(
            VatRow(
                category=category,
                rate=row.rate,
                base=row.base,
                vat=row.vat,
                confidence=confidence,
                origin=money.origin,
                exemption_reason=reason,
                exemption_code=code,
            )
        )
    return tuple(rows)


def _crosses_a_border(parties: Parties) -> bool:
    seller, buyer = parties.seller.vat_number, parties.buyer.vat_number
    return seller is not None and buyer is not None and seller.value[:2] != buyer.value[:2]


def _account(ibans: Sequence[Found[str]], identity: ClientIdentity, *, sales: bool) -> Read[str] | None:
    """The account to pay to. Of several accounts of the seller it is the first, which then is not proved."""
    own = [iban for iban in ibans if identity.owns_iban(iban.value)]
    choice = own if sales and own else list(ibans)
    if not choice:
        return None
    single = len({iban.value for iban in choice}) == 1
    return choice[0].read(0.98 if single else 0.7, sure=single)


def _bic(bics: Sequence[Found[str]], ibans: Sequence[Found[str]]) -> Read[str] | None:
    """The BIC on the line of the account, or the only one of its country."""
    if not ibans:
        return None
    country = ibans[0].value[:2]
    fitting = [bic for bic in bics if bic.value[4:6] == country]
    near = [bic for bic in fitting if abs(bic.line.index - ibans[0].line.index) <= 2] or fitting
    return near[0].read(0.9) if near else None


def _only(found: Sequence[Found[str]]) -> Read[str] | None:
    """The payment reference; None when the document shows several."""
    if len({item.value for item in found}) != 1:
        return None
    return found[0].read(0.98, sure=True)


def _currency(pages: Pages, money: Money) -> Read[str] | None:
    """The currency beside the total, else beside most amounts, or named in words on the document."""
    total = money.incl.value if money.incl else None
    found = find_currency(pages, total) or find_currency(pages)
    if found:
        code, count = found
        return Read(value=code, confidence=0.95 if count > 1 else 0.85, origin=Origin.TEXT)
    named = re.search(
        r"\b(?:en|in|devise|valuta|munt|currency|wahrung)\b[ :\t]{1,3}(eur|usd|gbp|chf)(?:os?)?\b",
        pages.folded,
    )
    if named:
        return Read(value=named[1].upper(), confidence=0.85, origin=Origin.TEXT)
    bare = {code for code in ("eur", "usd", "gbp", "chf") if re.search(rf"\b{code}\b", pages.folded)}
    bare |= {"eur"} if "€" in pages.folded else set()
    return Read(value=bare.pop().upper(), confidence=0.8, origin=Origin.TEXT) if len(bare) == 1 else None
