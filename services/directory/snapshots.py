"""The events with which other services learn settings: whole snapshots, made from the rows just written."""

from uuid import UUID

from contracts.events.client import Address, ClientConfigured, FollowUp, LedgerAccount, Mode
from contracts.events.firm import FirmConfigured
from contracts.fields import Route
from libs.service_kit import Transaction
from services.directory.access import found
from services.directory.domain.client_settings import merged_release
from services.directory.queries import clients, firms
from services.directory.queries.clients import ClientDetails
from services.directory.tables import Firm


def firm_snapshot(firm: Firm) -> FirmConfigured:
    """The snapshot of a firm."""
    return FirmConfigured(
        firm_id=firm.firm_id,
        active=firm.active,
        name=firm.name,
        language=firm.language,
        channels=tuple(firm.channels),
        release=firm.default_release,
        revision=firm.revision,
    )


def client_snapshot(details: ClientDetails, firm: Firm) -> ClientConfigured:
    """The snapshot of a client. It is active while neither the client is closed nor its firm suspended."""
    client = details.client
    return ClientConfigured(
        client_id=client.client_id,
        firm_id=client.firm_id,
        active=firm.active and not client.closed,
        name=client.name,
        vat_number=client.vat_number,
        vat_verified=client.vat_held and not client.unverified,
        language=client.language,
        reference=client.reference,
        mode=Mode(client.mode),
        address=Address.model_validate(client.address),
        ibans=tuple(client.ibans),
        package=client.package,
        follow_up=FollowUp(
            from_date=client.follow_up_from or client.registered_on,
            expenses_only=client.expenses_only,
            documents_without_transaction=client.documents_without_transaction,
        ),
        release=merged_release(firm.default_release, client.release),
        card_statement_route=Route(client.card_statement_route),
        ledger_accounts=tuple(LedgerAccount.model_validate(account) for account in client.ledger_accounts),
        groups=tuple(details.groups),
        revision=client.revision,
    )


async def announce_client(tx: Transaction, client_id: UUID) -> None:
    """Publish the snapshot of a client. Raises 404."""
    details = found(await clients.client_for_snapshot(tx, client_id))
    firm = found(await firms.firm(tx, details.client.firm_id))
    tx.publish(client_snapshot(details, firm))


async def announce_firm(tx: Transaction, firm_id: UUID, *, clients_too: bool) -> None:
    """Publish the snapshot of a firm and, when its defaults changed, of each of its clients. Raises 404."""
    firm = found(await firms.firm_for_snapshot(tx, firm_id))
    tx.publish(firm_snapshot(firm))
    if clients_too:
        tx.publish(client_snapshot(details, firm) for details in await clients.clients_of_firm(tx, firm_id))
