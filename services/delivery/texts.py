"""The words for every code of this service, in the three languages; `{...}` is filled in from the reason."""

from enum import StrEnum

from libs.reasons import REASONS
from libs.reasons.delivery import DeliveryReason
from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """The codes of requests that delivery refuses."""

    CONNECTION_IN_USE = "connection_in_use"
    CONNECTION_OF_FIRM = "connection_of_firm"
    ACTION_NOT_POSSIBLE = "action_not_possible"
    FOLDER_WITH_SLASH_IN_FRONT = "folder_with_slash_in_front"
    FOLDER_NAME_UNSAFE = "folder_name_unsafe"
    NOT_A_HOST = "not_a_host"
    NOT_A_MAIL_ADDRESS = "not_a_mail_address"
    NOT_A_FINGERPRINT = "not_a_fingerprint"
    NOT_A_PUBLIC_KEY = "not_a_public_key"
    PASSWORD_OR_KEY_NEEDED = "password_or_key_needed"  # noqa: S105 - a code, no secret
    SENDER_NEEDED = "sender_needed"
    USER_AND_PASSWORD = "user_and_password"  # noqa: S105 - a code, no secret
    SERVER_NEEDED = "server_needed"
    ADDRESS_NEEDED = "address_needed"
    ADDRESS_BY_STAFF_ONLY = "address_by_staff_only"


STATUSES: Statuses = {
    **dict.fromkeys(Code, 422),
    Code.CONNECTION_IN_USE: 409,
    Code.CONNECTION_OF_FIRM: 403,
    Code.ACTION_NOT_POSSIBLE: 409,
    DeliveryReason.CHANNEL_DISABLED: 409,
    DeliveryReason.CHANNEL_UNKNOWN: 422,
    DeliveryReason.SECRET_NEEDED: 422,
    DeliveryReason.NO_MAIL_SERVER: 409,
    DeliveryReason.FOLDERS_NOT_OPENED: 409,
}

TEXTS: Texts = {
    Code.CONNECTION_IN_USE: {
        "en": "Documents are still sent through {name}: choose another destination first.",
        "fr": "Des documents sont encore envoyés par {name} : choisissez d'abord une autre destination.",
        "nl": "Er worden nog documenten via {name} verstuurd: kies eerst een andere bestemming.",
    },
    Code.CONNECTION_OF_FIRM: {
        "en": "{name} belongs to your accountant; only they can change it.",
        "fr": "{name} appartient à votre comptable ; lui seul peut modifier cette liaison.",
        "nl": "{name} is van uw boekhouder; alleen die kan deze koppeling wijzigen.",
    },
    Code.ACTION_NOT_POSSIBLE: {
        "en": "This action is no longer possible for this delivery.",
        "fr": "Cette action n'est plus possible pour cet envoi.",
        "nl": "Deze actie is niet meer mogelijk voor deze verzending.",
    },
    Code.FOLDER_WITH_SLASH_IN_FRONT: {
        "en": "is a folder below that of the connection: leave out the slash in front",
        "fr": "est un dossier situé sous celui de la liaison : supprimez la barre oblique au début",
        "nl": "is een map onder die van de koppeling: laat de schuine streep vooraan weg",
    },
    Code.FOLDER_NAME_UNSAFE: {
        "en": "contains a folder name that not every system accepts",
        "fr": "contient un nom de dossier que certains systèmes n'acceptent pas",
        "nl": "bevat een mapnaam die niet elk systeem aanvaardt",
    },
    Code.NOT_A_HOST: {
        "en": "is not the name or address of a server",
        "fr": "n'est pas le nom ou l'adresse d'un serveur",
        "nl": "is geen naam of adres van een server",
    },
    Code.NOT_A_MAIL_ADDRESS: {
        "en": "is not a valid e-mail address",
        "fr": "n'est pas une adresse e-mail valide",
        "nl": "is geen geldig e-mailadres",
    },
    Code.NOT_A_FINGERPRINT: {
        "en": "is not a SHA256 fingerprint",
        "fr": "n'est pas une empreinte SHA256",
        "nl": "is geen SHA256-vingerafdruk",
    },
    Code.NOT_A_PUBLIC_KEY: {
        "en": "is not a public key",
        "fr": "n'est pas une clé publique",
        "nl": "is geen publieke sleutel",
    },
    Code.PASSWORD_OR_KEY_NEEDED: {
        "en": "enter a password or a private key",
        "fr": "indiquez un mot de passe ou une clé privée",
        "nl": "geef een wachtwoord of een privésleutel in",
    },
    Code.SENDER_NEEDED: {
        "en": "your own mail server needs a sender address",
        "fr": "votre propre serveur d'e-mail demande une adresse d'expédition",
        "nl": "een eigen mailserver vereist een afzenderadres",
    },
    Code.USER_AND_PASSWORD: {
        "en": "enter both a user name and a password, or neither",
        "fr": "indiquez un nom d'utilisateur et un mot de passe, ou aucun des deux",
        "nl": "geef zowel een gebruikersnaam als een wachtwoord in, of geen van beide",
    },
    Code.SERVER_NEEDED: {
        "en": "a user name needs your own mail server",
        "fr": "un nom d'utilisateur demande votre propre serveur d'e-mail",
        "nl": "een gebruikersnaam vereist een eigen mailserver",
    },
    Code.ADDRESS_NEEDED: {
        "en": "enter at least one address",
        "fr": "indiquez au moins une adresse",
        "nl": "geef minstens één adres in",
    },
    Code.ADDRESS_BY_STAFF_ONLY: {
        "en": "This address is not known as one of an accounting package. Ask your accountant to set it.",
        "fr": "Cette adresse n'est pas connue comme celle d'un logiciel de comptabilité. Demandez à votre comptable de "
        "la définir.",
        "nl": "Dit adres is niet bekend als dat van een boekhoudpakket. Vraag uw boekhouder om het in te stellen.",
    },
    **REASONS,
}
