"""The files in the receivers' inboxes, and whether an accounting package would accept them."""

from dataclasses import dataclass
from decimal import Decimal

from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.ubl_schema import Invoice, UblError, read
from libs.ubl_schema.official import peppol_rules_installed, validate_ubl


@dataclass(frozen=True)
class Arrived:
    """One file in an inbox: its place, its name, the invoice in it, and the official rules that it breaks."""

    place: str
    filename: str
    invoice: Invoice | None
    broken_rules: tuple[str, ...]

    @property
    def number(self) -> str | None:
        """The invoice's number."""
        return self.invoice.number if self.invoice else None

    @property
    def total(self) -> Decimal | None:
        """The total with VAT."""
        return self.invoice.totals.with_vat if self.invoice else None


def arrived_by_mail(server: SmtpReceiver) -> list[Arrived]:
    """Every attachment of every message, by recipient."""
    found = []
    for mail in server.messages():
        for part in mail.message.iter_attachments():
            content = part.get_payload(decode=True)
            body = content if isinstance(content, bytes) else b""
            found.append(_looked_at(",".join(mail.recipients), part.get_filename() or "", body))
    return found


def arrived_by_sftp(server: SftpReceiver, folders: set[str]) -> list[Arrived]:
    """Every file in the client's folders, temporary ones included, which would be a fault."""
    return [
        _looked_at(folder, name, server.read(f"{folder}/{name}")) for folder in folders for name in server.files(folder)
    ]


def _looked_at(place: str, filename: str, content: bytes) -> Arrived:
    try:
        invoice = read(content).invoice
        complete = bool(invoice.seller.endpoint and invoice.buyer.endpoint)
        violations = validate_ubl(content, peppol=complete and peppol_rules_installed())
    except UblError as error:
        return Arrived(place, filename, None, (str(error),))
    return Arrived(place, filename, invoice, tuple(sorted({v.rule for v in violations if v.is_fatal})))
