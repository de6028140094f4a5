"""What a connector takes and returns: the parcel, the receipt, and the settings of the operator."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Generic, Literal, TypeVar
from uuid import UUID

from pydantic import SecretStr

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.forms import Form
from services.delivery.connectors.names import why_unsafe
from services.delivery.connectors.public_networks import Network

Value = TypeVar("Value")


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


async def _nothing_to_record() -> None:
    """Does nothing: a parcel outside the delivery service has no lease to lose."""


@dataclass(frozen=True)
class Parcel:
    """One released document on its way to one destination. The first file is the document, the others go with it.

    Everything that the receiver can see of it (file name, message id, date) is derived from these values, so it is the
    same on every attempt. `attempt` is the fence of the lease: a number that grows with each lease of the delivery.
    `handed_over_in` is the attempt whose outcome is unknown, for `find`.

    `before_handover` is awaited right before the one step that makes the document visible to the package (the rename,
    the dot that ends a mail). Before it the document surely has not arrived; after it, it may have. It raises when
    another worker has leased the delivery, and then nothing may be handed over.
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
    before_handover: Callable[[], Awaitable[None]] = _nothing_to_record

    @property
    def document(self) -> ParcelFile:
        """The document itself: the UBL, with the PDF inside."""
        return self.files[0]

    def temporary_name(self, position: int, attempt: int | None = None) -> str:
        """The name of a file while it is written. It differs for each attempt: two workers never write to one file."""
        return f".serein-{self.delivery_id.hex}-{attempt or self.attempt}-{position}.part"

    def leftovers(self) -> list[str]:
        """The temporary names of files that earlier attempts may have left behind."""
        return [self.temporary_name(p, a) for a in range(1, self.attempt) for p in range(len(self.files))]

    def check(self) -> None:
        """Raises Refused for an unsafe file name, two files of one name, or other bytes than were rendered."""
        for file in self.files:
            if why := why_unsafe(file.filename):
                raise Refused(DeliveryReason.UNSAFE_FILE_NAME, filename=file.filename, why=why)
            if sha256(file.content).hexdigest() != file.sha256:
                raise Refused(DeliveryReason.WRONG_BYTES, filename=file.filename)
        if len({file.filename.casefold() for file in self.files}) != len(self.files):
            raise Refused(DeliveryReason.SAME_FILE_NAME, filename=self.document.filename)


@dataclass(frozen=True)
class Receipt:
    """Proof of arrival: what, where, and what the receiver answered. `destination` holds no secret."""

    destination: str
    filename: str
    size: int
    sha256: str
    remote_id: str | None = None
    remote_answer: str | None = None
    found_by_probe: bool = False


@dataclass(frozen=True)
class MailServer:
    """A server that takes our mail, and the sender address. `none` (no TLS) works only in own networks."""

    host: str
    port: int
    sender: str
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str | None = None
    password: SecretStr | None = None
    operators_own: bool = False


@dataclass(frozen=True)
class Opened(Generic[Value]):
    """A network, or a domain of e-mail addresses, that the operator opens: for one firm, or for all."""

    value: Value
    firm_id: UUID | None = None


@dataclass(frozen=True)
class Operator:
    """The settings of the operator that hold for every connection, or, after `within`, for those of one firm.

    `seconds` is the timeout of one request to a receiver. `answer_seconds` is that of the answer after a whole mail:
    RFC 5321 4.5.3.2.6 asks for ten minutes, and giving up sooner makes a slow delivery an unconfirmed one.
    """

    addresses: AddressRule = field(default_factory=AddressRule)
    networks: tuple[Opened[Network], ...] = ()
    mail_domains: tuple[Opened[str], ...] = ()
    mail: MailServer | None = None
    folder_root: Path | None = None
    trusted_certificates: Path | None = None
    seconds: float = 60
    answer_seconds: float = 600
    slowest_bytes_per_second: int = 1_000

    def within(self, wall: UUID) -> "Operator":
        """What the connections of one firm reach: its own folder, and the networks opened for it or for all.

        `wall` is the id of the firm, or of a client that has none. It names the folder, so no text that a user writes
        leads into that of another.
        """
        mine = tuple(one.value for one in self.networks if one.firm_id in {None, wall})
        return replace(
            self,
            addresses=AddressRule(self.addresses.opened + mine),
            mail_domains=tuple(one for one in self.mail_domains if one.firm_id in {None, wall}),
            folder_root=self.folder_root / str(wall) if self.folder_root else None,
        )

    def transfer_seconds(self, size: int) -> float:
        """The timeout in seconds of a transfer of `size` bytes; until its end the package sees nothing of the file."""
        return 2 * self.seconds + size / self.slowest_bytes_per_second
