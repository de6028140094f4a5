"""What lies at the receivers, byte for byte: the only witnesses that a fault cannot talk out of what they got."""

from dataclasses import dataclass
from pathlib import Path

from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.ubl_schema import UblError, read


@dataclass(frozen=True)
class Arrival:
    """One file at a receiver. `parcel` is what the sender promises to be the same on every attempt."""

    place: str
    filename: str
    parcel: str
    number: str | None
    total: str | None


class Inboxes:
    """Looks into both receivers; a file that was read once is not read again."""

    def __init__(self, mail: SmtpReceiver, sftp: SftpReceiver) -> None:
        self._mail, self._sftp = mail, sftp
        self._read: dict[Path, tuple[str | None, str | None]] = {}

    def arrivals(self) -> list[Arrival]:
        """Every file that arrived, by mail and by SFTP, temporary ones too: those would be half a file."""
        return [*self._by_mail(), *self._by_sftp()]

    def _by_mail(self) -> list[Arrival]:
        found = []
        for mail in self._mail.messages():
            (part,) = mail.message.iter_attachments()
            content = part.get_payload(decode=True)
            said = self._said(mail.path, content if isinstance(content, bytes) else b"")
            parcel = str(mail.message["Message-ID"])
            found.append(Arrival(",".join(mail.recipients), part.get_filename() or "", parcel, *said))
        return found

    def _by_sftp(self) -> list[Arrival]:
        root = self._sftp.folder
        files = sorted(path for path in root.rglob("*") if path.is_file())
        return [
            Arrival(f"/{path.parent.relative_to(root)}", path.name, path.name, *self._said(path, path.read_bytes()))
            for path in files
        ]

    def _said(self, path: Path, content: bytes) -> tuple[str | None, str | None]:
        if path not in self._read:
            try:
                invoice = read(content).invoice
            except UblError:
                return None, None
            self._read[path] = (invoice.number, str(invoice.totals.with_vat))
        return self._read[path]
