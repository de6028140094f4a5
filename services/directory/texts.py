"""The texts that users read, by code, in three languages."""

from enum import StrEnum

from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """Why the directory refuses a request."""

    SIGN_IN_FAILED = "sign_in_failed"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - a code, no secret
    PASSWORD_LENGTH = "password_length"  # noqa: S105 - a code, no secret
    PASSWORD_TOO_SIMPLE = "password_too_simple"  # noqa: S105 - a code, no secret
    EMAIL_INVALID = "email_invalid"
    EMAIL_TAKEN = "email_taken"
    CODE_INVALID = "code_invalid"
    LAST_ADMINISTRATOR = "last_administrator"
    MOBILE_INVALID = "mobile_invalid"
    VAT_NUMBER_MISSING = "vat_number_missing"
    VAT_NUMBER_INVALID = "vat_number_invalid"
    VAT_NUMBER_TAKEN = "vat_number_taken"
    IBAN_INVALID = "iban_invalid"
    IBAN_TWICE = "iban_twice"
    INTERNAL_NEEDS_IBAN = "internal_needs_iban"
    PACKAGE_UNKNOWN = "package_unknown"
    FOLLOW_UP_TOO_EARLY = "follow_up_too_early"
    RELEASE_DAYS = "release_days"
    LEDGER_ACCOUNT_TWICE = "ledger_account_twice"
    LEDGER_DEFAULT = "ledger_default"
    GROUP_UNKNOWN = "group_unknown"
    GROUP_NOT_YOURS = "group_not_yours"
    GROUP_NAME_TAKEN = "group_name_taken"
    NOT_YOURSELF = "not_yourself"
    LAST_ADMIN = "last_admin"
    CONTACT_STAYS_OWNER = "contact_stays_owner"
    TOO_MANY_NEW_CLIENTS = "too_many_new_clients"
    REQUEST_DECIDED = "request_decided"
    FILE_SUCCEEDED = "file_succeeded"


STATUSES: Statuses = {
    **dict.fromkeys(Code, 422),
    Code.SIGN_IN_FAILED: 401,
    Code.TOO_MANY_ATTEMPTS: 429,
    Code.EMAIL_TAKEN: 409,
    Code.LAST_ADMINISTRATOR: 409,
    Code.VAT_NUMBER_TAKEN: 409,
    Code.GROUP_NAME_TAKEN: 409,
    Code.NOT_YOURSELF: 409,
    Code.LAST_ADMIN: 409,
    Code.CONTACT_STAYS_OWNER: 409,
    Code.TOO_MANY_NEW_CLIENTS: 429,
    Code.REQUEST_DECIDED: 409,
    Code.FILE_SUCCEEDED: 409,
}

TEXTS: Texts = {
    Code.SIGN_IN_FAILED: {
        "en": "Incorrect e-mail address or password.",
        "fr": "Adresse e-mail ou mot de passe incorrect.",
        "nl": "E-mailadres of wachtwoord is onjuist.",
    },
    Code.TOO_MANY_ATTEMPTS: {
        "en": "Too many attempts. Try again in {seconds} seconds.",
        "fr": "Trop de tentatives. Réessayez dans {seconds} secondes.",
        "nl": "Te veel pogingen. Probeer opnieuw over {seconds} seconden.",
    },
    Code.PASSWORD_WRONG: {
        "en": "This is not your current password.",
        "fr": "Ce n'est pas votre mot de passe actuel.",
        "nl": "Dit is niet uw huidige wachtwoord.",
    },
    Code.PASSWORD_LENGTH: {
        "en": "A password must have {least} to {most} characters.",
        "fr": "Un mot de passe doit compter de {least} à {most} caractères.",
        "nl": "Een wachtwoord moet {least} tot {most} tekens tellen.",
    },
    Code.PASSWORD_TOO_SIMPLE: {
        "en": "This password is too easy to guess.",
        "fr": "Ce mot de passe est trop facile à deviner.",
        "nl": "Dit wachtwoord is te gemakkelijk te raden.",
    },
    Code.EMAIL_INVALID: {
        "en": "This is not a valid e-mail address.",
        "fr": "Cette adresse e-mail n'est pas valide.",
        "nl": "Dit e-mailadres is niet geldig.",
    },
    Code.EMAIL_TAKEN: {
        "en": "This e-mail address is already in use.",
        "fr": "Cette adresse e-mail est déjà utilisée.",
        "nl": "Dit e-mailadres is al in gebruik.",
    },
    Code.CODE_INVALID: {
        "en": "This code is not valid or no longer valid. Ask for another one.",
        "fr": "Ce code n'est pas valable ou ne l'est plus. Demandez-en un autre.",
        "nl": "Deze code is niet of niet meer geldig. Vraag een andere.",
    },
    Code.LAST_ADMINISTRATOR: {
        "en": "You are the only administrator of your firm. Make somebody else an administrator first.",
        "fr": "Vous êtes le seul administrateur de votre fiduciaire. Désignez d'abord un autre administrateur.",
        "nl": "U bent de enige beheerder van uw kantoor. Maak eerst iemand anders beheerder.",
    },
    Code.MOBILE_INVALID: {
        "en": "Enter the mobile number with its country code, for example +32470123456.",
        "fr": "Indiquez le numéro de GSM avec l'indicatif du pays, par exemple +32470123456.",
        "nl": "Geef het gsm-nummer in met de landcode, bijvoorbeeld +32470123456.",
    },
    Code.VAT_NUMBER_MISSING: {
        "en": "A VAT number is required: the service is only for businesses with a VAT number.",
        "fr": "Un numéro de TVA est obligatoire : le service est réservé aux assujettis.",
        "nl": "Een btw-nummer is verplicht: de dienst is er alleen voor btw-plichtigen.",
    },
    Code.VAT_NUMBER_INVALID: {
        "en": "This is not a valid VAT number. Enter it with its country code, for example BE0123456749.",
        "fr": "Ce numéro de TVA n'est pas valide. Indiquez-le avec le code du pays, par exemple BE0123456749.",
        "nl": "Dit btw-nummer is niet geldig. Geef het in met de landcode, bijvoorbeeld BE0123456749.",
    },
    Code.VAT_NUMBER_TAKEN: {
        "en": "Your firm already has a client with this VAT number.",
        "fr": "Votre fiduciaire a déjà un client avec ce numéro de TVA.",
        "nl": "Uw kantoor heeft al een klant met dit btw-nummer.",
    },
    Code.IBAN_INVALID: {
        "en": "{iban} is not a valid bank account number.",
        "fr": "{iban} n'est pas un numéro de compte valide.",
        "nl": "{iban} is geen geldig rekeningnummer.",
    },
    Code.IBAN_TWICE: {
        "en": "Bank account {iban} is listed twice.",
        "fr": "Le compte {iban} est indiqué deux fois.",
        "nl": "Rekening {iban} is twee keer opgegeven.",
    },
    Code.INTERNAL_NEEDS_IBAN: {
        "en": "A client managed by the firm itself needs at least one bank account number.",
        "fr": "Un client géré par la fiduciaire elle-même doit avoir au moins un numéro de compte bancaire.",
        "nl": "Een klant die door het kantoor zelf wordt beheerd, moet minstens één rekeningnummer hebben.",
    },
    Code.PACKAGE_UNKNOWN: {
        "en": "We do not know this accounting package. Choose one of these: {known}.",
        "fr": "Nous ne connaissons pas ce logiciel de comptabilité. Choisissez parmi : {known}.",
        "nl": "We kennen dit boekhoudpakket niet. Kies uit: {known}.",
    },
    Code.FOLLOW_UP_TOO_EARLY: {
        "en": "Follow-up can start at most {days} days ago.",
        "fr": "Le suivi peut commencer au plus tôt il y a {days} jours.",
        "nl": "De opvolging kan ten vroegste {days} dagen geleden beginnen.",
    },
    Code.RELEASE_DAYS: {
        "en": "To send after a number of days, choose a number from 1 to {most}.",
        "fr": "Pour un envoi après quelques jours, choisissez un nombre de jours de 1 à {most}.",
        "nl": "Kies voor verzending na een aantal dagen een getal van 1 tot {most}.",
    },
    Code.LEDGER_ACCOUNT_TWICE: {
        "en": "Ledger account {code} is listed twice.",
        "fr": "Le compte général {code} est indiqué deux fois.",
        "nl": "Grootboekrekening {code} is twee keer opgegeven.",
    },
    Code.LEDGER_DEFAULT: {
        "en": "Exactly one of several ledger accounts must be the default.",
        "fr": "S'il y a plusieurs comptes généraux, un seul doit être le compte par défaut.",
        "nl": "Bij meerdere grootboekrekeningen moet er precies één de standaardrekening zijn.",
    },
    Code.GROUP_UNKNOWN: {
        "en": "One of these groups does not exist in your firm.",
        "fr": "L'un de ces groupes n'existe pas dans votre fiduciaire.",
        "nl": "Een van deze groepen bestaat niet in uw kantoor.",
    },
    Code.GROUP_NOT_YOURS: {
        "en": "Keep the client in at least one of your own groups.",
        "fr": "Gardez le client dans au moins un de vos propres groupes.",
        "nl": "Houd de klant in minstens één van uw eigen groepen.",
    },
    Code.GROUP_NAME_TAKEN: {
        "en": "There is already a group with this name.",
        "fr": "Il existe déjà un groupe de ce nom.",
        "nl": "Er bestaat al een groep met deze naam.",
    },
    Code.NOT_YOURSELF: {
        "en": "You cannot do this for yourself: ask a colleague, or use your own account page.",
        "fr": "Vous ne pouvez pas le faire pour vous-même : demandez-le à un collègue, ou passez par la page de "
        "votre compte.",
        "nl": "U kunt dit niet voor uzelf doen: vraag het aan een collega, of gebruik uw eigen accountpagina.",
    },
    Code.LAST_ADMIN: {
        "en": "The firm needs an administrator, and this is the last one.",
        "fr": "Le bureau a besoin d'un administrateur, et c'est le dernier.",
        "nl": "Het kantoor heeft een beheerder nodig, en dit is de laatste.",
    },
    Code.CONTACT_STAYS_OWNER: {
        "en": "The company's contact person must remain active and remain its owner.",
        "fr": "La personne de contact de la société doit rester active et propriétaire du dossier.",
        "nl": "De contactpersoon van de onderneming moet actief en eigenaar van het dossier blijven.",
    },
    Code.TOO_MANY_NEW_CLIENTS: {
        "en": "Your firm has added {most} clients within a day. Add more tomorrow.",
        "fr": "Votre fiduciaire a ajouté {most} clients en un jour. Ajoutez les suivants demain.",
        "nl": "Uw kantoor heeft in één dag {most} klanten toegevoegd. Voeg er morgen meer toe.",
    },
    Code.REQUEST_DECIDED: {
        "en": "This request has already been decided.",
        "fr": "Cette demande a déjà été tranchée.",
        "nl": "Over deze aanvraag is al beslist.",
    },
    Code.FILE_SUCCEEDED: {
        "en": "The company itself has come to your firm: this earlier file stays closed.",
        "fr": "La société elle-même a rejoint votre fiduciaire : ce dossier antérieur reste fermé.",
        "nl": "De onderneming zelf is naar uw kantoor gekomen: dit eerdere dossier blijft gesloten.",
    },
}
