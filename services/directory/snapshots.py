"""The settings that other services need, as whole snapshots made from the rows just written."""

from typing import Any
from uuid import UUID

from sqlalchemy.engine import Row

from contracts.events.client import Address, ClientConfigured, FollowUp, LedgerAccount, Mode, Release
from contracts.events.firm import FirmConfigured
from contracts.fields import Route
from libs.service_kit import Problem, Transaction
from services.directory.domain.client_settings import merged_release
from services.directory.queries import clients, firms


def firm_snapshot(firm: Row[Any]) -> FirmConfigured:
    """What others know of a firm."""
    return FirmConfigured(
        firm_id=firm.firm_id,
        active=firm.active,
        name=firm.name,
        language=firm.language,
        channels=tuple(firm.channels),
        release=Release.model_validate(firm.release),
    )


def client_snapshot(client: Row[Any], firm: Row[Any]) -> ClientConfigured:
    """What others know of a client; it is served as long as neither it nor its firm is closed."""
    return ClientConfigured(
        client_id=client.client_id,
        firm_id=client.firm_id,
        active=firm.active and not client.closed,
        name=client.name,
        vat_number=client.vat_number,
        vat_verified=not client.unverified,
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
        release=merged_release(Release.model_validate(firm.release), client.release),
        card_statement_route=Route(client.card_statement_route),
        ledger_accounts=tuple(LedgerAccount.model_validate(account) for account in client.ledger_accounts),
        groups=tuple(client.groups),
    )


async def announce_client(tx: Transaction, client_id: UUID) -> None:
    """Tell everybody how this client wants to be served, now."""
    client = await clients.client(tx, client_id)
    if client is None:
        raise Problem(404, "not_found")
    firm = await firms.firm(tx, client.firm_id)
    if firm is None:
        raise Problem(404, "not_found")
    tx.publish(client_snapshot(client, firm))


async def announce_firm(tx: Transaction, firm_id: UUID, *, clients_too: bool) -> None:
    """Tell everybody about a firm and, when its defaults changed, about each of its clients."""
    firm = await firms.firm(tx, firm_id)
    if firm is None:
        raise Problem(404, "not_found")
    tx.publish(firm_snapshot(firm))
    if clients_too:
        tx.publish(client_snapshot(client, firm) for client in await clients.clients_of_firm(tx, firm_id))
