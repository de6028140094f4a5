"""The files at the receivers, byte for byte: evidence that does not depend on the platform."""

from dataclasses import dataclass
from pathlib import Path

from libs.embedded.receivers import SftpReceiver, SmtpReceiver
from libs.ubl_schema import UblError, read


@dataclass(frozen=True)
class Arrival:
    """One file at a receiver. `parcel` is the id that must be the same on every attempt of the sender."""

    place: str
    filename: str
    parcel: str
    number: str | None
    total: str | None


class Inboxes:
    """Reads both receivers; a file is read only once."""

    def __init__(self, mail: SmtpReceiver, sftp: SftpReceiver) -> None:
        self._mail, self._sftp = mail, sftp
        self._read: dict[Path, tuple[str | None, str | None]] = {}

    def arrivals(self) -> list[Arrival]:
        """Every file that arrived, by mail and by SFTP, also temporary ones, which would be half a file."""
        return [*self._by_mail(), *self._by_sftp()]

    def _by_mail(self) -> list[Arrival]:
        found = []
        for mail in self._mail.messages():
            (part,) = mail.message.iter_attachments()
            content = part.get_payload(decode=True)
            found_in_file = self._number_and_total(mail.path, content if isinstance(content, bytes) else b"")
            parcel = str(mail.message["Message-ID"])
            found.append(Arrival(",".join(mail.recipients), part.get_filename() or "", parcel, *found_in_file))
        return found

    def _by_sftp(self) -> list[Arrival]:
        root = self._sftp.folder
        files = sorted(path for path in root.rglob("*") if path.is_file())
        return [
            Arrival(
                f"/{path.parent.relative_to(root)}",
                path.name,
                path.name,
                *self._number_and_total(path, path.read_bytes()),
            )
            for path in files
        ]

    def _number_and_total(self, path: Path, content: bytes) -> tuple[str | None, str | None]:
        if path not in self._read:
            try:
                invoice = read(content).invoice
            except UblError:
                return None, None
            self._read[path] = (invoice.number, str(invoice.totals.with_vat))
        return self._read[path]
