"""The messages of bank_sync; those about a refused CODA file are in `domain/coda/refusal.py`."""

from enum import StrEnum

from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """Why bank_sync refuses a request."""

    CODA_REFUSED = "coda_refused"
    ACCOUNT_NOT_YOURS = "account_not_yours"
    AMOUNT_NOT_IN_CENTS = "amount_not_in_cents"
    TOO_MANY_FILES = "too_many_files"


STATUSES: Statuses = {**dict.fromkeys(Code, 422), Code.TOO_MANY_FILES: 413}

TEXTS: Texts = {
    Code.CODA_REFUSED: {
        "en": "{filename} was not imported. {reason}",
        "fr": "{filename} n'a pas été importé. {reason}",
        "nl": "{filename} is niet geïmporteerd. {reason}",
    },
    Code.ACCOUNT_NOT_YOURS: {
        "en": "{filename} is a statement of account {account} ({holder}), which is not one of this company's "
        "accounts. Add the account in the settings, or confirm the account and send the file again.",
        "fr": "{filename} est un extrait du compte {account} ({holder}), qui n'est pas un compte de cette société. "
        "Ajoutez le compte dans les paramètres, ou confirmez le compte et renvoyez le fichier.",
        "nl": "{filename} is een uittreksel van rekening {account} ({holder}), die geen rekening van deze onderneming "
        "is. Voeg de rekening toe in de instellingen, of bevestig de rekening en stuur het bestand opnieuw.",
    },
    Code.AMOUNT_NOT_IN_CENTS: {
        "en": "{filename} contains an amount of {amount}; only amounts in whole cents are accepted.",
        "fr": "{filename} contient un montant de {amount} ; seuls les montants en centimes entiers sont acceptés.",
        "nl": "{filename} bevat een bedrag van {amount}; alleen bedragen in hele centen worden aanvaard.",
    },
    Code.TOO_MANY_FILES: {
        "en": "Send at most {limit} files at once.",
        "fr": "Envoyez au maximum {limit} fichiers à la fois.",
        "nl": "Stuur maximaal {limit} bestanden tegelijk.",
    },
}
