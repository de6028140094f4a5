"""The groups that a request names."""

from collections.abc import Sequence
from uuid import UUID

from libs.refusal import Refusal
from libs.service_kit import Transaction
from services.directory.queries import firms
from services.directory.texts import Code


async def named_groups(tx: Transaction, firm_id: UUID, wanted: Sequence[UUID] | None) -> set[UUID]:
    """The wanted groups, or the one for everyone when none is. Raises 422 when one is not a group of the firm."""
    groups = await firms.group_ids(tx, firm_id, wanted)
    if wanted and groups != set(wanted):
        raise Refusal(Code.GROUP_UNKNOWN)
    return groups
