"""What a service publishes for the audit trail: who did what to what, from where, in the transaction that does it."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from contracts.events.audit import AuditRecorded
from contracts.ids import uuid7
from libs.service_kit.context import Context

USER = "user"
"""The actor of what a signed-in user did; otherwise it is the service itself."""

_LONGEST = 5_000
"""Characters of a value that the contract takes."""


def audited(
    ctx: Context[Any],
    action: str,
    *,
    subject: UUID | None = None,
    old: Mapping[str, object] | None = None,
    new: Mapping[str, object] | None = None,
    firm_id: UUID | None = None,
    client_id: UUID | None = None,
) -> AuditRecorded:
    """An entry of the audit trail to publish: the caller of the context, or the service itself, did `action`.

    Never put a secret into `old` or `new`; say `"password": "changed"` at most.
    """
    caller = ctx.caller
    user_id = caller.user_id if caller is not None else None
    return AuditRecorded(
        entry_id=uuid7(),
        at=ctx.now,
        actor=USER if user_id is not None else ctx.service,
        user_id=user_id,
        firm_id=firm_id or (caller.firm_id if caller is not None else None),
        client_id=client_id or ctx.client_id,
        action=action,
        subject_id=subject,
        address=caller.address if caller is not None else None,
        old=texts_of(old or {}),
        new=texts_of(new or {}),
    )


def texts_of(values: Mapping[str, object]) -> dict[str, str]:
    """The values as the audit trail keeps them: lists, objects and booleans as JSON, all others as text, None not."""
    return {name: _text(value) for name, value in values.items() if value is not None}


def _text(value: object) -> str:
    composed = isinstance(value, bool | list | tuple | dict | set | frozenset)
    text = json.dumps(value, default=_plain, sort_keys=True, ensure_ascii=False) if composed else str(value)
    return text.replace("\0", "")[:_LONGEST]


def _plain(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, set | frozenset) else str(value)
