"""Names of files and subjects of mails, from a package's templates and what the document says."""

import re
import unicodedata
from collections.abc import Mapping

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from services.ubl_render.domain.invoice import counterparty_name, value
from services.ubl_render.domain.package import Package
from services.ubl_render.texts import KINDS

_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})
LONGEST_WORD, LONGEST_SUBJECT = 40, 150


def words_of(release: DocumentReleased) -> Mapping[str, str]:
    """What the templates may speak of. A document without date is filed under the day of its release."""
    date = value(release.fields.issue_date) or release.released_at.date()
    number = value(release.fields.number) or release.sha256[:8]
    words = {
        "date": f"{date:%Y%m%d}",
        "sequence": f"{release.sequence:05}",
        "party": counterparty_name(release) or "x",
        "number": number,
        "kind": KINDS[release.kind].get(release.client.language, KINDS[release.kind]["en"]),
        "route": release.route.value,
        "reference": release.client.reference or release.client.vat_number,
        "issuer": _issuer(release),
    }
    return words | {"compact": words["date"] + words["sequence"] + re.sub(r"[^A-Za-z0-9]", "", plain(number, 40))}


def base_name(package: Package, words: Mapping[str, str]) -> str:
    """The name of the file without its ending: it sorts in the order of booking and holds no surprise."""
    safe = {key: plain(word, LONGEST_WORD) or "x" for key, word in words.items()}
    return package.file_template.format(**safe)


def subject_of(package: Package, release: DocumentReleased, words: Mapping[str, str]) -> str:
    """The subject of a mail: one line, without control characters."""
    line = package.subject_for(release.kind, release.route).format(**words)
    return " ".join("".join(c if c.isprintable() else " " for c in line).split())[:LONGEST_SUBJECT]


def plain(text: str, longest: int) -> str:
    """Text as every file system, mail server and importer takes it: ASCII letters, digits, dash, dot."""
    folded = unicodedata.normalize("NFKD", text.translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9.]+", "-", folded).strip("-.")[:longest].rstrip("-.")


def _issuer(release: DocumentReleased) -> str:
    """Who made the document, by VAT number; a supplier without one leaves only the client's to name the file."""
    supplier = value(release.fields.supplier.vat_number) if release.route is not Route.SALES else None
    return supplier or release.client.vat_number
