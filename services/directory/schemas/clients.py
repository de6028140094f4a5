"""A client company as users fill it in and see it."""

from datetime import date, datetime
from typing import Annotated, Any, Literal, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from contracts.day import Day
from contracts.events.client import Address, LedgerAccount, Mode, Release, ReleasePolicy, ReleaseTiming
from contracts.fields import Route
from libs.outside_text import Text
from libs.texts import in_words
from services.directory.confirmation_words import CONFIRMATION_WORDS
from services.directory.domain.client_settings import merged_release
from services.directory.domain.hand_over import State
from services.directory.queries.clients import ClientDetails
from services.directory.schemas.fields import Email, Groups, Input, Line, Mobile, Name, Password, UserLanguage
from services.directory.tables import Firm

Frequency = Literal["monthly", "quarterly"]
CardRoute = Literal[Route.PURCHASE, Route.MISC]
Iban = Annotated[str, Text(60)]
Ibans = Annotated[list[Iban], Field(max_length=50)]


class PostalAddress(Input):
    """A postal address."""

    street: Line | None = None
    postcode: Line | None = None
    city: Line | None = None
    country: Annotated[str, Text(2, pattern=r"^[A-Z]{2}$")] = "BE"


class LedgerAccountInput(Input):
    """A sales ledger account that the user may choose."""

    code: Annotated[str, Text(20, least=1, pattern=r"^[\w.-]+$")]
    name: Name
    default: bool = False


LedgerAccounts = Annotated[list[LedgerAccountInput], Field(max_length=100)]


class FollowUpChoice(Input):
    """Which transactions become tasks. Without `from_date`, follow-up starts on the day of registration."""

    from_date: Day | None = None
    expenses_only: bool = False
    documents_without_transaction: bool = True


class ReleaseExceptions(Input):
    """Where this client differs from its firm. Fields that are absent follow the firm."""

    policy: ReleasePolicy | None = None
    timing: ReleaseTiming | None = None
    after_days: Annotated[int, Field(ge=0, le=366)] | None = None
    card_paid_with_statement: bool | None = None


class Contact(Input):
    """The contact of the company, who signs in with this address and gets its notices there."""

    first_name: Name
    last_name: Name
    email: Email
    mobile: Mobile | None = None
    password: Password | None = None


class NewClient(Input):
    """A client company. `skip_vat_check` is for a new company that is not in a register yet."""

    name: Name
    vat_number: Line | None = None
    skip_vat_check: bool = False
    contact: Contact
    language: UserLanguage = "fr"
    reference: Line | None = None
    mode: Mode = Mode.FULL
    vat_frequency: Frequency = "quarterly"
    address: PostalAddress = PostalAddress()
    ibans: Ibans = []
    package: Line = "generic_email"
    follow_up: FollowUpChoice = FollowUpChoice()
    release: ReleaseExceptions | None = None
    card_statement_route: CardRoute = Route.PURCHASE
    ledger_accounts: LedgerAccounts = []
    groups: Groups | None = None


class ContactChanges(Input):
    """What may change of the contact. Fields that are not sent stay."""

    first_name: Name | None = None
    last_name: Name | None = None
    email: Email | None = None
    mobile: Mobile | None = None


class ClientChanges(Input):
    """What may change of a client. Fields that are not sent stay; null removes `reference` or `release`."""

    name: Name | None = None
    skip_vat_check: bool | None = None
    contact: ContactChanges | None = None
    language: UserLanguage | None = None
    reference: Line | None = None
    mode: Mode | None = None
    vat_frequency: Frequency | None = None
    address: PostalAddress | None = None
    ibans: Ibans | None = None
    package: Line | None = None
    follow_up: FollowUpChoice | None = None
    release: ReleaseExceptions | None = None
    card_statement_route: CardRoute | None = None
    ledger_accounts: LedgerAccounts | None = None
    groups: Groups | None = None
    closed: bool | None = None


class ContactView(BaseModel):
    """The contact of the company."""

    model_config = ConfigDict(from_attributes=True)

    user_id: UUID
    first_name: str
    last_name: str
    email: str
    mobile: str | None


class FollowUpView(BaseModel):
    """Which transactions become tasks, and from which day. `chosen` is false for the day of registration."""

    from_date: date
    chosen: bool
    expenses_only: bool
    documents_without_transaction: bool


class Confirmation(BaseModel):
    """What became of the question to the company, whether this firm shall serve it. A new client can be used at once.

    `state` is `asked`, `agreed`, `moved`, `refused`, `withdrawn` or `expired`; `detail` says it in words.
    """

    state: str
    detail: str
    asked_at: datetime
    expires_at: datetime
    moves_at: datetime | None
    succeeded_by: UUID | None


class ClientView(BaseModel):
    """A client company. `release` is in force; `release_exceptions` is where it differs from the firm."""

    client_id: UUID
    firm_id: UUID
    name: str
    vat_number: str
    unverified: bool
    contact: ContactView
    language: str
    reference: str | None
    status: str
    closed: bool
    mode: Mode
    vat_frequency: Frequency
    address: Address
    ibans: list[str]
    package: str
    follow_up: FollowUpView
    release: Release
    release_exceptions: dict[str, Any]
    card_statement_route: str
    ledger_accounts: list[LedgerAccount]
    groups: list[UUID]
    created_at: datetime
    confirmation: Confirmation | None


def _confirmation(details: ClientDetails, language: str) -> Confirmation | None:
    """What the firm is told of its request. Nothing in it differs before somebody has decided."""
    asked = details.request
    if asked is None or asked.state == State.UNOPPOSED:
        return None
    return Confirmation(
        state=asked.state,
        detail=in_words(CONFIRMATION_WORDS, asked.state, {}, language),
        asked_at=asked.asked_at,
        expires_at=asked.expires_at,
        moves_at=asked.moves_at,
        succeeded_by=details.client.succeeded_by,
    )


def view_of(details: ClientDetails, firm: Firm, language: str) -> ClientView:
    """A client as it is shown."""
    client = details.client
    return ClientView(
        client_id=client.client_id,
        firm_id=client.firm_id,
        name=client.name,
        vat_number=client.vat_number,
        unverified=client.unverified,
        contact=ContactView.model_validate(details.contact),
        language=client.language,
        reference=client.reference,
        status=client.status,
        closed=client.closed,
        mode=Mode(client.mode),
        vat_frequency=cast("Frequency", client.vat_frequency),
        address=Address.model_validate(client.address),
        ibans=client.ibans,
        package=client.package,
        follow_up=FollowUpView(
            from_date=client.follow_up_from or client.registered_on,
            chosen=client.follow_up_from is not None,
            expenses_only=client.expenses_only,
            documents_without_transaction=client.documents_without_transaction,
        ),
        release=merged_release(firm.default_release, client.release),
        release_exceptions=client.release,
        card_statement_route=client.card_statement_route,
        ledger_accounts=[LedgerAccount.model_validate(account) for account in client.ledger_accounts],
        groups=details.groups,
        created_at=client.created_at,
        confirmation=_confirmation(details, language),
    )
