"""Setting up a connection: check the form, seal the secrets, keep apart what may be shown, test the connection."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypedDict
from uuid import UUID

from pydantic import ValidationError

from contracts.reason import Reason
from libs.reasons import reason_of
from libs.reasons.delivery import DeliveryReason
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.invalid_request import FieldError, InvalidRequest
from libs.service_kit.vault import SealBroken
from services.delivery.attempts import load
from services.delivery.connections import secrets
from services.delivery.connections.secrets import Binding
from services.delivery.connectors import CONNECTORS, Registered, forms
from services.delivery.connectors.errors import DeliveryError
from services.delivery.connectors.forms import Form
from services.delivery.connectors.parcel import Operator
from services.delivery.service import Deps
from services.delivery.tables import Connection


@dataclass(frozen=True)
class CheckResult:
    """The result of a connection test: it works, or why not."""

    works: bool
    reason: Reason | None = None


class StoredConfig(TypedDict):
    """The columns for a configuration: what may be shown, the names of its secrets, and the secrets sealed."""

    config: dict[str, Any]
    secret_names: list[str]
    sealed: bytes | None


def registered(name: str) -> Registered:
    """The connector of this name. Raises Refusal (422) when there is none."""
    if name not in CONNECTORS:
        raise Refusal(DeliveryReason.CHANNEL_UNKNOWN, channel=name)
    return CONNECTORS[name]


def usable(name: str, *, rights: frozenset[str], channels: frozenset[str] | None) -> Registered:
    """A connector that this user may set up. Raises Refusal (403) without the right, 409 for a disabled channel."""
    one = registered(name)
    if one.right not in rights and "connections:all" not in rights:
        raise Refusal(KitCode.NOT_ALLOWED, right=one.right)
    if channels is not None and name not in channels:
        raise Refusal(DeliveryReason.CHANNEL_DISABLED, channel=name)
    return one


def refuse_unworkable(one: Registered, config: Mapping[str, Any], operator: Operator) -> None:
    """Raises Refusal (409) when this installation lacks what the connection needs: then no delivery could work."""
    if code := one.missing(config, operator):
        raise Refusal(code)


def checked(model: type[Form], values: Mapping[str, Any], *, below: str) -> Form:
    """The values as the form. Raises Refusal (422) that names the wrong fields, and never a value.

    `below` is the field of the request that holds them.
    """
    try:
        return model.model_validate(dict(values))
    except ValidationError as wrong:
        raise InvalidRequest.of(wrong.errors(), below=(below,)) from None


async def stored(ctx: Context[Deps], owner: UUID, connection_id: UUID, one: Registered, config: Form) -> StoredConfig:
    """The columns for a configuration: what may be shown, and the secrets sealed for its place."""
    plain, hidden = forms.plain_part(config), forms.secret_part(config)
    return {
        "config": plain,
        "secret_names": sorted(hidden),
        "sealed": await secrets.seal(ctx.vault, Binding(owner, connection_id, one, plain), hidden),
    }


async def changed(ctx: Context[Deps], connection: Connection, changes: Mapping[str, Any]) -> StoredConfig:
    """The columns after a change: fields that are not named keep their value; null empties a field.

    A secret keeps its value too, while the place stays the same. Raises Refusal (422, secret_needed) that names the
    secrets to be entered again after another place, or when they can no longer be opened.
    """
    one = registered(connection.connector)
    kept = sorted(set(connection.secret_names) - set(changes))
    hidden = await _opened(ctx, connection, one, kept) if kept else {}
    config = checked(one.config, {**connection.config, **hidden, **changes}, below="config")
    refuse_unworkable(one, forms.plain_part(config), ctx.deps.operator)
    if kept and not _same_place(one, connection.config, forms.plain_part(config)):
        raise secret_needed(kept)
    return await stored(ctx, secrets.owner_of(connection), connection.connection_id, one, config)


def _same_place(one: Registered, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the secrets still go to the same place. A first host key changes nothing: before it nothing is sent."""
    pinned = {name: after[name] for name in one.config.recognised_by if not before.get(name)}
    return forms.place_of(one.config, {**before, **pinned}) == forms.place_of(one.config, after)


async def _opened(ctx: Context[Deps], connection: Connection, one: Registered, needed: Iterable[str]) -> dict[str, str]:
    try:
        return await secrets.unseal(ctx.vault, Binding.of(connection, one), connection)
    except SealBroken:
        raise secret_needed(needed) from None


def secret_needed(names: Iterable[str]) -> InvalidRequest:
    """The refusal that names the secrets to be entered again."""
    code = DeliveryReason.SECRET_NEEDED
    return InvalidRequest([FieldError(("config", name), code) for name in names], code=code)


async def try_connection(ctx: Context[Deps], connection: Connection, settings: Mapping[str, Any] | None) -> CheckResult:
    """Connect, sign in, and check that the client's destination can be used. No transaction is open meanwhile."""
    one = registered(connection.connector)
    destination = checked(one.destination, settings, below="settings") if settings is not None else None
    try:
        hidden = await secrets.unseal(ctx.vault, Binding.of(connection, one), connection)
    except SealBroken:
        return CheckResult(works=False, reason=Reason(code=DeliveryReason.SECRET_NEEDED))
    try:
        config = forms.assemble(one.config, connection.config, hidden)
        await load.installed_connector(one.name).make(config, await load.within(ctx, connection)).check(destination)
    except DeliveryError as error:
        return CheckResult(works=False, reason=secrets.hide_in_reason(reason_of(error), hidden.values()))
    return CheckResult(works=True)
