"""What the routes show. No view has a field for secrets, so none can be shown by mistake."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from contracts.events.delivery import Receipt
from contracts.events.rendering import RenderedFile
from libs.outside_text import Form, Text
from libs.reasons import ReasonView
from services.delivery.connectors import CONNECTORS, Registered, forms
from services.delivery.connectors.parcel import Operator
from services.delivery.domain import Action, State, actions
from services.delivery.tables import Attempt, Connection, Delivery

ConnectionName = Annotated[str, Text(120, least=1)]


class ConnectorView(BaseModel):
    """A kind of connection with its two forms as JSON Schema: for the connection, and for a client's place in it."""

    name: str
    title: str
    enabled: bool
    may_set_up: bool
    sender: str | None = Field(None, description="The address that packages must allow as sender")
    config_form: dict[str, Any]
    destination_form: dict[str, Any]

    @classmethod
    def of(
        cls, one: Registered, *, language: str, enabled: bool, rights: frozenset[str], operator: Operator
    ) -> "ConnectorView":
        """A connector in the reader's language."""
        return cls(
            name=one.name,
            title=one.title.get(language, one.title["en"]),
            enabled=enabled,
            may_set_up=one.right in rights or "connections:all" in rights,
            sender=operator.mail.sender if one.name == "email" and operator.mail else None,
            config_form=forms.schema(one.config, language, one.title),
            destination_form=forms.schema(one.destination, language, one.title),
        )


class ConnectionView(BaseModel):
    """A connection as it may be shown; `secrets` names the ones that are filled in. A firm's shows clients its name."""

    connection_id: UUID
    connector: str
    name: str
    owner: str
    config: dict[str, Any]
    secrets: list[str]
    stopped: ReasonView | None
    checked_at: datetime | None
    created_at: datetime

    @classmethod
    def of(cls, row: Connection, language: str, *, whole: bool = True) -> "ConnectionView":
        """A connection's row; `whole` for its owner."""
        return cls(
            connection_id=row.connection_id,
            connector=row.connector,
            name=row.name,
            owner="client" if row.client_id else "firm",
            config=row.config if whole else {},
            secrets=row.secret_names if whole else [],
            stopped=ReasonView.of(row.stopped, language),
            checked_at=row.checked_at,
            created_at=row.created_at,
        )


class NewConnection(BaseModel):
    """A connection to be set up; `config` follows the connector's form."""

    connector: Annotated[str, Text(40)]
    name: ConnectionName
    config: Form = {}


class ConnectionChange(BaseModel):
    """What changes. A field of `config` that is not named stays, a secret too; null empties it."""

    name: ConnectionName | None = None
    config: Form = {}


class CheckRequest(BaseModel):
    """A client's place in the connection, to be tested with it."""

    settings: Form | None = None


class CheckView(BaseModel):
    """The result of a connection test."""

    works: bool
    reason: ReasonView | None = None


class DestinationChange(BaseModel):
    """Where a client's documents go; `settings` follows the connector's destination form."""

    connection_id: UUID
    settings: Form
    active: bool = True


class DestinationView(DestinationChange):
    """Where a client's documents go."""

    connector: str
    changed_at: datetime


class DeliveryView(BaseModel):
    """A delivery: its state, its receipt or the reason why there is none, and what a user may do."""

    delivery_id: UUID
    document_id: UUID
    release_id: UUID
    route: str
    package: str
    files: list[RenderedFile]
    state: State
    unconfirmed: bool
    channel: str | None
    receipt: Receipt | None
    reason: ReasonView | None
    actions: list[Action]
    attempts: int
    next_attempt_at: datetime | None
    created_at: datetime
    finished_at: datetime | None

    @classmethod
    def of(cls, row: Delivery, language: str) -> "DeliveryView":
        """A delivery's row."""
        state = State(row.state)
        return cls(
            delivery_id=row.delivery_id,
            document_id=row.document_id,
            release_id=row.release_id,
            route=row.route,
            package=row.package,
            files=row.files,
            state=state,
            unconfirmed=row.unconfirmed,
            channel=row.channel,
            receipt=row.receipt,
            reason=ReasonView.of(row.reason, language),
            actions=sorted(actions(state, unconfirmed=row.unconfirmed)),
            attempts=row.fence,
            next_attempt_at=row.not_before if state in {State.PENDING, State.SENT_UNCONFIRMED} else None,
            created_at=row.created_at,
            finished_at=row.finished_at,
        )


class AttemptView(BaseModel):
    """One attempt. Without an end it was abandoned, and the next one asked the receiver whether it had arrived."""

    number: int
    started_at: datetime
    handed_over_at: datetime | None
    ended_at: datetime | None
    outcome: str | None
    reason: ReasonView | None

    @classmethod
    def of(cls, row: Attempt, language: str) -> "AttemptView":
        """An attempt's row."""
        return cls(
            number=row.number,
            started_at=row.started_at,
            handed_over_at=row.handed_over_at,
            ended_at=row.ended_at,
            outcome=row.outcome,
            reason=ReasonView.of(row.reason, language),
        )


class DeliveryDetail(DeliveryView):
    """A delivery with every attempt."""

    history: list[AttemptView] = []


def connectors_for(
    *, language: str, rights: frozenset[str], channels: frozenset[str] | None, operator: Operator
) -> list[ConnectorView]:
    """Every connector of this installation, and whether this user may choose it."""
    return [
        ConnectorView.of(
            one, language=language, enabled=channels is None or one.name in channels, rights=rights, operator=operator
        )
        for one in CONNECTORS.values()
    ]
