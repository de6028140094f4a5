"""By mail, to the address that the package gives out: Octopus, Yuki, Winbooks on Web, Exact and most others."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, model_validator

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors import connector
from services.delivery.connectors.email import content, message
from services.delivery.connectors.email.session import signed_in, size_limit, translated_errors
from services.delivery.connectors.errors import Refused, Unconfirmed
from services.delivery.connectors.forms import Form, ill_formed, labels
from services.delivery.connectors.hosts import Host
from services.delivery.connectors.names import mail_address
from services.delivery.connectors.parcel import MailServer, Operator, Parcel, Receipt
from services.delivery.texts import Code

MEGABYTE = 1_000_000


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


MailAddress = Annotated[str, AfterValidator(mail_address)]
OptionalAddress = Annotated[MailAddress | None, BeforeValidator(_blank_is_none)]


class EmailConfig(Form):
    """How to send. Without an own server the mail is sent by the platform's server, from its published address."""

    about: ClassVar[Mapping[str, str]] = {
        "en": "Sending by e-mail. Without a mail server of your own, the platform's server sends, from its address.",
        "fr": "Envoi par e-mail. Sans serveur d'e-mail propre, c'est celui de la plateforme qui envoie, depuis son "
        "adresse.",
        "nl": "Verzenden per e-mail. Zonder eigen mailserver verzendt die van het platform, vanaf zijn adres.",
    }

    host: Annotated[Host | None, BeforeValidator(_blank_is_none)] = Field(
        None,
        max_length=253,
        json_schema_extra=labels(
            "Serveur d'envoi d'e-mails (vide : celui de la plateforme)",
            "Uitgaande mailserver (leeg: die van het platform)",
            "Outgoing mail server (empty: that of the platform)",
        ),
    )
    port: int = Field(587, ge=1, le=65535, json_schema_extra=labels("Port", "Poort", "Port"))
    security: Literal["starttls", "tls"] = Field(
        "starttls", json_schema_extra=labels("Chiffrement", "Versleuteling", "Encryption")
    )
    username: Annotated[str | None, BeforeValidator(_blank_is_none)] = Field(
        None, max_length=254, json_schema_extra=labels("Nom d'utilisateur", "Gebruikersnaam", "User name")
    )
    password: SecretStr | None = Field(None, json_schema_extra=labels("Mot de passe", "Wachtwoord", "Password"))
    sender: OptionalAddress = Field(
        None,
        json_schema_extra=labels(
            "Adresse d'expédition",
            "Afzenderadres",
            "Sender address",
            hint=(
                "Autorisez cette adresse dans le logiciel de comptabilité s'il filtre les expéditeurs.",
                "Laat dit adres toe in het boekhoudpakket als het op afzender filtert.",
                "Allow this address in the accounting package if it filters senders.",
            ),
            place=False,
        ),
    )
    max_megabytes: int = Field(
        20,
        ge=1,
        le=50,
        json_schema_extra=labels(
            "Taille maximale du message (Mo)",
            "Maximale grootte van het bericht (MB)",
            "Maximum size of the message (MB)",
            place=False,
        ),
    )

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.host and not self.sender:
            raise ill_formed(Code.SENDER_NEEDED)
        if bool(self.username) != bool(self.password):
            raise ill_formed(Code.USER_AND_PASSWORD)
        if self.username and not self.host:
            raise ill_formed(Code.SERVER_NEEDED)
        return self


class EmailDestination(Form):
    """Where one client's documents go: an address per type of document, or one for all types without their own."""

    about: ClassVar[Mapping[str, str]] = {
        "en": "The e-mail addresses of this client in the accounting package: one for all documents, or one per type.",
        "fr": "Les adresses e-mail de ce client dans le logiciel de comptabilité : une pour tous les documents, ou "
        "une par type.",
        "nl": "De e-mailadressen van deze klant in het boekhoudpakket: één voor alle documenten, of één per soort.",
    }

    address: OptionalAddress = Field(
        None,
        json_schema_extra=labels(
            "Adresse pour tous les documents", "Adres voor alle documenten", "Address for all documents"
        ),
    )
    purchase: OptionalAddress = Field(
        None, json_schema_extra=labels("Adresse pour les achats", "Adres voor aankopen", "Address for purchases")
    )
    sales: OptionalAddress = Field(
        None, json_schema_extra=labels("Adresse pour les ventes", "Adres voor verkopen", "Address for sales")
    )
    misc: OptionalAddress = Field(
        None,
        json_schema_extra=labels(
            "Adresse pour les autres documents", "Adres voor andere documenten", "Address for other documents"
        ),
    )

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.address or self.purchase or self.sales or self.misc):
            raise ill_formed(Code.ADDRESS_NEEDED)
        return self

    def recipients(self) -> Mapping[str, str]:
        """The addresses that are filled in."""
        return {name: address for name, address in self.model_dump().items() if address}

    def address_for(self, route: Route) -> str:
        """The address for a route. Raises Refused when this client has none for it."""
        special = {Route.PURCHASE: self.purchase, Route.SALES: self.sales, Route.MISC: self.misc}[route]
        if address := special or self.address:
            return address
        raise Refused(DeliveryReason.NO_ADDRESS_FOR_ROUTE, route=route.value)


@connector(
    "email",
    title={"fr": "E-mail", "nl": "E-mail", "en": "E-mail"},
    config=EmailConfig,
    destination=EmailDestination,
    right="connections:email",
)
class Email:
    """One message per document. It cannot be asked whether a mail arrived, so an unclear one is never sent again."""

    can_find: ClassVar[bool] = False

    def __init__(self, config: EmailConfig, operator: Operator) -> None:
        self.config, self.operator = config, operator

    @classmethod
    def missing(cls, config: Mapping[str, Any], operator: Operator) -> DeliveryReason | None:
        """The platform's mail server, when it has none and the connection none of its own."""
        return None if config.get("host") or operator.mail else DeliveryReason.NO_MAIL_SERVER

    @classmethod
    def by_operator(cls, config: Mapping[str, Any]) -> bool:
        """When the connection has no server of its own."""
        return not config.get("host")

    def _server(self) -> MailServer:
        own = self.config
        if own.host and own.sender:
            return MailServer(own.host, own.port, own.sender, own.security, own.username, own.password)
        if self.operator.mail is None:
            raise Refused(DeliveryReason.NO_MAIL_SERVER)
        return self.operator.mail

    async def check(self, _destination: Form | None = None) -> None:
        """Connect to the server and sign in. Only a real mail would show whether an address exists."""
        server = self._server()
        async with signed_in(server, self.operator) as client:
            with translated_errors(server.host):
                await client.noop()

    async def find(self, parcel: Parcel) -> Receipt | None:
        """Always raises Unconfirmed: it cannot be asked whether a mail arrived."""
        raise Unconfirmed(DeliveryReason.MAIL_UNCONFIRMED, address=self._recipient(parcel))

    def _recipient(self, parcel: Parcel) -> str:
        if not isinstance(parcel.destination, EmailDestination):
            raise Refused(DeliveryReason.WRONG_DESTINATION, filename=parcel.document.filename)
        return parcel.destination.address_for(parcel.route)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Send it. The receipt holds the server's answer to the end of the mail."""
        server, recipient = self._server(), self._recipient(parcel)
        raw = message.build(parcel, sender=server.sender, recipient=recipient)
        self._refuse_too_large(len(raw), self.config.max_megabytes * MEGABYTE)
        async with signed_in(server, self.operator) as client:
            self._refuse_too_large(len(raw), size_limit(client))
            with translated_errors(server.host):
                await client.mail(server.sender, options=[f"size={len(raw)}"] if size_limit(client) else [])
                await client.rcpt(recipient)
            answer = await content.hand_over(client, raw, self.operator, before_handover=parcel.before_handover)
        return Receipt(
            destination=recipient,
            filename=parcel.document.filename,
            size=parcel.document.size,
            sha256=parcel.document.sha256,
            remote_id=message.message_id(parcel, server.sender),
            remote_answer=answer,
        )

    def _refuse_too_large(self, size: int, limit: int | None) -> None:
        if limit is not None and size > limit:
            raise Refused(DeliveryReason.TOO_LARGE, size=_megabytes(size), limit=_megabytes(limit))


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:.1f}"
