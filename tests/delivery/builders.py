"""Parcels and events with good defaults: a purchase invoice of an invented seller, for an accounting package."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import sha256
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from contracts.events.client import ClientConfigured
from contracts.events.firm import FirmConfigured
from contracts.events.rendering import RenderedFile, UblRendered, ValidationSummary
from contracts.fields import Route
from services.delivery import domain
from services.delivery.connectors.addresses import AddressRule
from services.delivery.connectors.email import EmailDestination
from services.delivery.connectors.forms import Form
from services.delivery.connectors.parcel import MailServer, Operator, Parcel, ParcelFile

UBL = b'<?xml version="1.0" encoding="UTF-8"?>\n<Invoice>' + b"<!-- a line of an invoice -->\n" * 400 + b"</Invoice>\n"
LOOPBACK = AddressRule((ip_network("127.0.0.0/8"), ip_network("::1/128")))
RENDERED_AT = datetime(2026, 3, 14, 9, 26, 53, tzinfo=UTC)


def file(
    name: str = "20260312_000042_Houtbeek_2026-117.xml", content: bytes = UBL, media_type: str = "application/xml"
) -> ParcelFile:
    """Returns one file with its real hash."""
    return ParcelFile(name, media_type, content, sha256(content).hexdigest())


async def _nothing() -> None:
    pass


def parcel(
    *files: ParcelFile,
    destination: Form | None = None,
    route: Route = Route.PURCHASE,
    subject: str = "Houtbeek BV 2026-117",
    attempt: int = 1,
    handed_over_in: int | None = None,
    delivery_id: UUID | None = None,
    before_handover: Callable[[], Awaitable[None]] = _nothing,
) -> Parcel:
    """Returns a parcel, by mail to one address unless another destination is given."""
    client = uuid4()
    return Parcel(
        delivery_id=delivery_id or domain.delivery_id(client, uuid4()),
        client_id=client,
        release_id=uuid4(),
        document_id=uuid4(),
        route=route,
        package="octopus",
        subject=subject,
        files=files or (file(),),
        rendered_at=RENDERED_AT,
        destination=destination or EmailDestination(address="uid4711@docin.pakket.example"),
        attempt=attempt,
        handed_over_in=handed_over_in,
        before_handover=before_handover,
    )


def mail_server(port: int, **more: Any) -> MailServer:
    """Returns the settings of the operator's mail server on loopback, without TLS by default."""
    values: dict[str, Any] = {"sender": "levering@serein.example", "security": "none", "operators_own": True}
    return MailServer("127.0.0.1", port, **(values | more))


def operator(**more: Any) -> Operator:
    """Returns the settings of an operator who allows loopback, with short timeouts."""
    values: dict[str, Any] = {"addresses": LOOPBACK, "seconds": 2.0, "answer_seconds": 1.0}
    return Operator(**(values | more))


def ubl_rendered(client_id: UUID, *files: RenderedFile, **more: Any) -> UblRendered:
    """Returns the event of ubl_render for rendered files."""
    values: dict[str, Any] = {
        "client_id": client_id,
        "release_id": uuid4(),
        "document_id": uuid4(),
        "route": Route.PURCHASE,
        "package": "octopus",
        "dialect": "peppol_bis_3",
        "files": files,
        "subject": "Houtbeek BV 2026-117",
        "validation": ValidationSummary(rule_sets=("xsd",)),
        "rendered_at": RENDERED_AT,
    }
    return UblRendered(**(values | more))


def client_configured(client_id: UUID, firm_id: UUID | None = None, **more: Any) -> ClientConfigured:
    """Returns a client company with a valid (invented) VAT number."""
    values: dict[str, Any] = {
        "client_id": client_id,
        "firm_id": firm_id,
        "name": "Bakkerij Zilverlinde BV",
        "vat_number": "BE0403170701",
        "package": "octopus",
    }
    return ClientConfigured(**(values | more))


def firm_configured(firm_id: UUID, *channels: str) -> FirmConfigured:
    """Returns an accounting office that has enabled these channels."""
    return FirmConfigured(firm_id=firm_id, name="Fiduciaire Cormoran", channels=channels)


def whole_files(folder: Path) -> dict[str, bytes]:
    """Returns the files that an importer of this folder sees: all except our temporary files."""
    return {p.name: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.endswith(".part")}
