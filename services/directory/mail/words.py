"""What the letters to users say, in three languages."""

from enum import StrEnum
from typing import Final

from libs.texts import Texts
from services.directory.domain.letters import Letter


class Part(StrEnum):
    """Parts of letters."""

    FOOTER = "footer"
    LINK = "link"


_UNLOCK_CODE: Final = {
    "en": "To sign in without waiting, use this code within {minutes} minutes, and then your password:\n\n{code}"
    "{link}\n\nThe code works once. It does not replace your password. Never pass it on: nobody at Serein or at your"
    " accountant's will ask you for it.",
    "fr": "Pour vous connecter sans attendre, utilisez ce code dans les {minutes} minutes, puis votre mot de passe :"
    "\n\n{code}{link}\n\nLe code ne sert qu'une fois. Il ne remplace pas votre mot de passe. Ne le communiquez jamais :"
    " personne, ni chez Serein ni dans votre fiduciaire, ne vous le demandera.",
    "nl": "Om zonder te wachten in te loggen, gebruikt u deze code binnen {minutes} minuten, en daarna uw wachtwoord:"
    "\n\n{code}{link}\n\nDe code werkt één keer. Ze vervangt uw wachtwoord niet. Geef ze nooit door: niemand bij Serein"
    " of bij uw boekhouder zal ernaar vragen.",
}

LETTER_WORDS: Final[Texts] = {
    f"{Letter.UNLOCK}_subject": {
        "en": "Wrong passwords were entered for your account",
        "fr": "Des mots de passe erronés ont été saisis pour votre compte",
        "nl": "Er zijn verkeerde wachtwoorden ingevoerd voor uw account",
    },
    f"{Letter.UNLOCK}_text": {
        "en": "Wrong passwords have been entered for your Serein account several times, so that you may have to wait"
        " before you can sign in. If it was not you, you need not do anything: nobody got in.\n\n" + _UNLOCK_CODE["en"],
        "fr": "Des mots de passe erronés ont été saisis plusieurs fois pour votre compte Serein ; il se peut que vous"
        " deviez attendre avant de vous connecter. Si ce n'était pas vous, vous ne devez rien faire : personne n'est"
        " entré.\n\n" + _UNLOCK_CODE["fr"],
        "nl": "Er zijn meermaals verkeerde wachtwoorden ingevoerd voor uw Serein-account, waardoor u misschien moet"
        " wachten voor u kunt inloggen. Was u het niet zelf, dan hoeft u niets te doen: niemand is binnengeraakt.\n\n"
        + _UNLOCK_CODE["nl"],
    },
    f"{Letter.UNLOCK_ASKED}_subject": {
        "en": "Your code to sign in without waiting",
        "fr": "Votre code pour vous connecter sans attendre",
        "nl": "Uw code om zonder te wachten in te loggen",
    },
    f"{Letter.UNLOCK_ASKED}_text": {
        "en": "Somebody, probably you, asked for a code to sign in to Serein.\n\n" + _UNLOCK_CODE["en"],
        "fr": "Quelqu'un, sans doute vous, a demandé un code pour se connecter à Serein.\n\n" + _UNLOCK_CODE["fr"],
        "nl": "Iemand, wellicht u, heeft een code gevraagd om in te loggen bij Serein.\n\n" + _UNLOCK_CODE["nl"],
    },
    Part.LINK: {
        "en": "\n\nor open {address}",
        "fr": "\n\nou ouvrez {address}",
        "nl": "\n\nof open {address}",
    },
    Part.FOOTER: {
        "en": "--\nSerein. This message was sent automatically; nobody reads an answer to it.",
        "fr": "--\nSerein. Ce message est envoyé automatiquement ; personne ne lit les réponses.",
        "nl": "--\nSerein. Dit bericht is automatisch verstuurd; niemand leest een antwoord erop.",
    },
}
"""By letter and part. A value in braces fills the text of a letter, never its subject."""
