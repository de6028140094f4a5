"""Names of files and subjects of mails, from a package's templates and the values of the document."""

import re
from collections.abc import Mapping
from datetime import date

from contracts.day import belgian_day
from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, Route, value_of
from libs.outside_text import without_accents
from libs.ubl_schema import Invoice
from services.ubl_render.domain.invoice import counterparty_name
from services.ubl_render.domain.package import Package
from services.ubl_render.texts import KINDS

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})
LONGEST_WORD, LONGEST_SUBJECT = 40, 150


def words_of(release: DocumentReleased) -> Mapping[str, str]:
    """The values for the templates. A document without a date has the day of its release."""
    return _words(
        date=value_of(release.fields.issue_date) or belgian_day(release.released_at),
        sequence=release.sequence,
        party=counterparty_name(release),
        number=value_of(release.fields.number) or release.sha256[:8],
        kind=KINDS[release.kind].get(release.client.language, KINDS[release.kind]["en"]),
        route=release.route,
        reference=release.client.reference or release.client.vat_number,
        issuer=_issuer(release),
    )


def words_of_invoice(invoice: Invoice, kind: DocumentKind, sequence: int, language: str) -> Mapping[str, str]:
    """The same values of a completed invoice without a release, for a user who renders by hand."""
    route = Route.SALES if kind.is_sale else Route.PURCHASE
    counterparty, client = (invoice.buyer, invoice.seller) if route is Route.SALES else (invoice.seller, invoice.buyer)
    return _words(
        date=invoice.issue_date,
        sequence=sequence,
        party=counterparty.name,
        number=invoice.number or "x",
        kind=KINDS[kind].get(language, KINDS[kind]["en"]),
        route=route,
        reference=client.vat_id or "x",
        issuer=invoice.seller.vat_id or client.vat_id or "x",
    )


def _words(
    *,
    date: date | None,
    sequence: int,
    party: str | None,
    number: str,
    kind: str,
    route: Route,
    reference: str,
    issuer: str,
) -> Mapping[str, str]:
    words = {
        "date": f"{date:%Y%m%d}" if date else "00000000",
        "sequence": f"{sequence:05}",
        "party": party or "x",
        "number": number,
        "kind": kind,
        "route": route.value,
        "reference": reference,
        "issuer": issuer,
    }
    return words | {"compact": words["date"] + words["sequence"] + re.sub(r"[^A-Za-z0-9]", "", plain(number, 40))}


def base_name(package: Package, words: Mapping[str, str]) -> str:
    """The name of the file without its extension; names sort in the order of booking and are safe everywhere."""
    safe = {key: plain(word, LONGEST_WORD) or "x" for key, word in words.items()}
    return package.file_template.format(**safe)


def subject_of(package: Package, kind: DocumentKind, route: Route, words: Mapping[str, str]) -> str:
    """The subject of a mail: one line, without control characters."""
    line = package.subject_for(kind, route).format(**words)
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())[:LONGEST_SUBJECT]


def plain(text: str, longest: int) -> str:
    """Text that every file system, mail server and importer accepts: ASCII letters, digits, dash, dot."""
    folded = without_accents(text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", folded).strip("-.")[:longest].rstrip("-.")


def _issuer(release: DocumentReleased) -> str:
    """The VAT number of the seller, or the client's when the seller has none."""
    seller = value_of(release.fields.seller.vat_number) if release.route is not Route.SALES else None
    return seller or release.client.vat_number
