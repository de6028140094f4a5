"""The platform's mail server is shared: no client and no firm sends more by it in an hour than the operator allows."""

from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context
from services.delivery import domain
from services.delivery.connectors.errors import NotReached
from services.delivery.queries import connections, rates
from services.delivery.queries.deliveries import Lease
from services.delivery.service import Deps


async def within_rates(ctx: Context[Deps], lease: Lease) -> None:
    """Raises NotReached when the client, or its firm, has sent as many e-mails in the last hour as it may."""
    now, most = ctx.deps.clock(), ctx.deps.mail_rates
    since = now - domain.RATE_WINDOW
    async with ctx.read() as tx:
        firm_id = await connections.firm_of(tx, lease.client_id)
        by_client = await rates.mails_of_client(tx, lease.client_id, since)
    if wait := domain.wait_for_rate(by_client, most.per_client, now):
        raise NotReached.held_back(DeliveryReason.MAIL_RATE_OF_CLIENT, wait, limit=most.per_client)
    if firm_id is None:
        return
    async with ctx.read(all_tenants=True) as tx:
        by_firm = await rates.mails_of_firm(tx, firm_id, since)
    if wait := domain.wait_for_rate(by_firm, most.per_firm, now):
        raise NotReached.held_back(DeliveryReason.MAIL_RATE_OF_FIRM, wait, limit=most.per_firm)
