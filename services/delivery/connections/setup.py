"""Setting up a connection: check the form, seal the secrets, say what may be shown, press the test button."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from pydantic import ValidationError

from contracts.fields import Reason
from libs.reasons.delivery import DeliveryReason
from libs.service_kit import Context, Problem
from libs.service_kit.invalid_request import InvalidRequest
from services.delivery.attempts import load
from services.delivery.connections import secrets
from services.delivery.connectors import CONNECTORS, Registered, forms
from services.delivery.connectors.errors import DeliveryError
from services.delivery.connectors.forms import Form
from services.delivery.service import Deps
from services.delivery.tables import Connection


@dataclass(frozen=True)
class CheckResult:
    """What the test button says: it works, or why not."""

    works: bool
    reason: Reason | None = None


class StoredConfig(TypedDict):
    """The columns that a configuration fills: what may be shown, the names of its secrets, and the secrets sealed."""

    config: dict[str, Any]
    secret_names: list[str]
    sealed: bytes | None


def registered(name: str) -> Registered:
    """A connector by name; a problem of the request when there is none."""
    if name not in CONNECTORS:
        raise Problem(422, DeliveryReason.CHANNEL_UNKNOWN, channel=name)
    return CONNECTORS[name]


def usable(name: str, *, rights: frozenset[str], channels: frozenset[str] | None) -> Registered:
    """A connector that this user may set up: it has the right, and the firm has enabled the channel."""
    one = registered(name)
    if one.right not in rights and "connections:all" not in rights:
        raise Problem(403, "not_allowed", right=one.right)
    if channels is not None and name not in channels:
        raise Problem(409, DeliveryReason.CHANNEL_DISABLED, channel=name)
    return one


def checked(model: type[Form], values: Mapping[str, Any]) -> Form:
    """Values that fit a form; a problem that names the fields, and never a value, when they do not."""
    try:
        return model.model_validate(dict(values))
    except ValidationError as wrong:
        raise InvalidRequest.of(wrong.errors()) from None


async def stored(ctx: Context[Deps], owner: UUID, connection_id: UUID, config: Form) -> StoredConfig:
    """The columns that a configuration fills: what may be shown, and the rest sealed."""
    hidden = forms.secret_part(config)
    return {
        "config": forms.plain_part(config),
        "secret_names": sorted(hidden),
        "sealed": await secrets.seal(ctx.vault, owner, connection_id, hidden),
    }


async def changed(ctx: Context[Deps], connection: Connection, changes: Mapping[str, Any]) -> StoredConfig:
    """The columns after a change: what is not named stays as it was, secrets too; null empties a field."""
    hidden = await secrets.unseal(ctx.vault, connection)
    merged = {**connection.config, **hidden, **changes}
    config = checked(registered(connection.connector).config, merged)
    return await stored(ctx, secrets.owner_of(connection), connection.connection_id, config)


async def try_out(ctx: Context[Deps], connection: Connection, settings: Mapping[str, Any] | None) -> CheckResult:
    """Reach it, sign in, and see that a client's place in it can be written to. No transaction is held meanwhile."""
    one = registered(connection.connector)
    destination = checked(one.destination, settings) if settings is not None else None
    hidden = await secrets.unseal(ctx.vault, connection)
    try:
        config = forms.assemble(one.config, connection.config, hidden)
        await load.known(one.name).make(config, ctx.deps.operator).check(destination)
    except DeliveryError as error:
        return CheckResult(works=False, reason=secrets.hide_in_reason(error.reason, hidden.values()))
    return CheckResult(works=True)
