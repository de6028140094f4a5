"""What a connector gets and gives back: the parcel, the receipt, and what the operator has decided for all of them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import SecretStr

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.forms import Form
from services.delivery.connectors.names import why_unsafe


@dataclass(frozen=True)
class ParcelFile:
    """One file to hand over, with the hash it has in the blob store."""

    filename: str
    media_type: str
    content: bytes = field(repr=False)
    sha256: str

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content)


async def _nobody_to_tell() -> None:
    """For a parcel outside the delivery service: there is no lease to lose."""


@dataclass(frozen=True)
class Parcel:
    """One released document on its way to one destination. The first file is the document, others go beside it.

    Everything that the other side can see of it (file name, message id, date) follows from these values, so it is the
    same on every attempt. `attempt` is the fence of the lease: a number that grows with each worker that takes the
    delivery up. `handed_over_in` is the attempt whose outcome is not known, when `find` is asked.

    `before_handover` is awaited right before the one step that makes the document visible to the package (the rename,
    the dot that ends a mail). Before it the document is surely not there; after it, it may be. It raises when another
    worker has taken the delivery over, and then nothing may be handed over.
    """

    delivery_id: UUID
    client_id: UUID
    release_id: UUID
    document_id: UUID
    route: Route
    package: str
    subject: str
    files: tuple[ParcelFile, ...]
    rendered_at: datetime
    destination: Form
    attempt: int = 1
    handed_over_in: int | None = None
    before_handover: Callable[[], Awaitable[None]] = _nobody_to_tell

    @property
    def document(self) -> ParcelFile:
        """The file that counts: the UBL, with the PDF inside."""
        return self.files[0]

    def temporary_name(self, position: int, attempt: int | None = None) -> str:
        """The name that a file has while it is being written: ours alone, and another one for each attempt,

        so that two workers never write into one file.
        """
        return f".serein-{self.delivery_id.hex}-{attempt or self.attempt}-{position}.part"

    def leftovers(self) -> list[str]:
        """The temporary names that earlier attempts may have left behind."""
        return [self.temporary_name(p, a) for a in range(1, self.attempt) for p in range(len(self.files))]

    def check(self) -> None:
        """Refuse what must not leave: an unsafe file name, two files of one name, other bytes than were rendered."""
        for file in self.files:
            if why := why_unsafe(file.filename):
                raise Refused(DeliveryReason.UNSAFE_FILE_NAME, filename=file.filename, why=why)
            if sha256(file.content).hexdigest() != file.sha256:
                raise Refused(DeliveryReason.WRONG_BYTES, filename=file.filename)
        if len({file.filename.casefold() for file in self.files}) != len(self.files):
            raise Refused(DeliveryReason.SAME_FILE_NAME, filename=self.document.filename)


@dataclass(frozen=True)
class Receipt:
    """Proof of arrival: what, where, and what the other side answered. `destination` holds no secret."""

    destination: str
    filename: str
    size: int
    sha256: str
    remote_id: str | None = None
    remote_answer: str | None = None
    found_by_probe: bool = False


@dataclass(frozen=True)
class MailServer:
    """A server that takes our mail, and the sender it knows us by. `none` (no TLS) works on loopback only."""

    host: str
    port: int
    sender: str
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: SecretStr | None = None
    operators_own: bool = False


@dataclass(frozen=True)
class Operator:
    """What the operator of this installation decides for every connection.

    `seconds` is the patience for one question to the other side; `answer_seconds` that for the answer after a whole
    mail (RFC 5321 4.5.3.2.6 asks for ten minutes: giving up sooner makes an unconfirmed delivery of a slow one).
    """

    addresses: AddressRule = field(default_factory=AddressRule)
    mail: MailServer | None = None
    folder_root: Path | None = None
    trusted_certificates: Path | None = None
    seconds: float = 60
    answer_seconds: float = 600
    slowest_bytes_per_second: int = 1_000

    def transfer_seconds(self, size: int) -> float:
        """How long a transfer of `size` bytes may take before we give it up, unseen by the package."""
        return 2 * self.seconds + size / self.slowest_bytes_per_second
