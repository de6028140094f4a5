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

_NOT_YOU: Final = {
    "en": "If you did not want this, tell the administrator of your firm, or your accountant, at once.",
    "fr": "Si ce n'était pas votre intention, avertissez immédiatement l'administrateur de votre bureau ou votre"
    " comptable.",
    "nl": "Was dat niet de bedoeling, verwittig dan meteen de beheerder van uw kantoor of uw boekhouder.",
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
    f"{Letter.INVITED}_subject": {
        "en": "Another account was made with your e-mail address",
        "fr": "Un autre compte a été créé avec votre adresse e-mail",
        "nl": "Er is een ander account met uw e-mailadres gemaakt",
    },
    f"{Letter.INVITED}_text": {
        "en": "“{company}” has added a user with your e-mail address. With one address one signs in to one"
        " account.\n\nIf you do not know about it, or want to keep your present account, you need not do anything. If"
        " you want to work there from now on instead, sign in and accept the invitation: your address and password then"
        " belong to the account there, and your present one is closed.",
        "fr": "« {company} » a ajouté un utilisateur avec votre adresse e-mail. Une adresse donne accès à un seul"
        " compte.\n\nSi vous n'êtes pas au courant, ou si vous voulez garder votre compte actuel, vous ne devez rien"
        " faire. Si vous voulez désormais travailler là-bas, connectez-vous et acceptez l'invitation : votre adresse et"
        " votre mot de passe appartiendront alors au compte là-bas, et votre compte actuel sera fermé.",
        "nl": "“{company}” heeft een gebruiker met uw e-mailadres toegevoegd. Met één adres logt men in op één account."
        "\n\nWeet u daar niets van, of wilt u uw huidige account houden, dan hoeft u niets te doen. Wilt u voortaan"
        " daar werken, log dan in en aanvaard de uitnodiging: uw adres en wachtwoord horen dan bij het account daar, en"
        " uw huidige account wordt gesloten.",
    },
    f"{Letter.EMAIL_PROOF}_subject": {
        "en": "Confirm your new e-mail address",
        "fr": "Confirmez votre nouvelle adresse e-mail",
        "nl": "Bevestig uw nieuwe e-mailadres",
    },
    f"{Letter.EMAIL_PROOF}_text": {
        "en": "Somebody, probably you, wants to sign in to Serein with this e-mail address from now on. To confirm it,"
        " use this code within {minutes} minutes, where you changed the address:\n\n{code}\n\nIf it was not you, you"
        " need not do anything: nothing changes without the code.",
        "fr": "Quelqu'un, sans doute vous, souhaite désormais se connecter à Serein avec cette adresse e-mail. Pour la"
        " confirmer, utilisez ce code dans les {minutes} minutes, là où vous avez modifié l'adresse :\n\n{code}\n\nSi"
        " ce n'était pas vous, vous ne devez rien faire : rien ne change sans le code.",
        "nl": "Iemand, wellicht u, wil voortaan met dit e-mailadres inloggen bij Serein. Om het te bevestigen gebruikt"
        " u deze code binnen {minutes} minuten, waar u het adres wijzigde:\n\n{code}\n\nWas u het niet, dan hoeft u"
        " niets te doen: zonder de code verandert er niets.",
    },
    f"{Letter.EMAIL_CHANGED}_subject": {
        "en": "The e-mail address of your account was changed",
        "fr": "L'adresse e-mail de votre compte a été modifiée",
        "nl": "Het e-mailadres van uw account is gewijzigd",
    },
    f"{Letter.EMAIL_CHANGED}_text": {
        "en": "On {when} the e-mail address of your Serein account was changed, from the IP address {address}. From now"
        " on you sign in with the new address, and all messages go there.\n\n" + _NOT_YOU["en"],
        "fr": "Le {when}, l'adresse e-mail de votre compte Serein a été modifiée, depuis l'adresse IP {address}. Vous"
        " vous connectez désormais avec la nouvelle adresse, et tous les messages y sont envoyés.\n\n" + _NOT_YOU["fr"],
        "nl": "Op {when} is het e-mailadres van uw Serein-account gewijzigd, vanaf het IP-adres {address}. Voortaan"
        " logt u in met het nieuwe adres, en alle berichten gaan daarheen.\n\n" + _NOT_YOU["nl"],
    },
    f"{Letter.PASSWORD_CHANGED}_subject": {
        "en": "The password of your account was changed",
        "fr": "Le mot de passe de votre compte a été modifié",
        "nl": "Het wachtwoord van uw account is gewijzigd",
    },
    f"{Letter.PASSWORD_CHANGED}_text": {
        "en": "On {when} the password of your Serein account was changed, from the IP address {address}. All sessions"
        " have ended.\n\n" + _NOT_YOU["en"],
        "fr": "Le {when}, le mot de passe de votre compte Serein a été modifié, depuis l'adresse IP {address}. Toutes"
        " les sessions sont terminées.\n\n" + _NOT_YOU["fr"],
        "nl": "Op {when} is het wachtwoord van uw Serein-account gewijzigd, vanaf het IP-adres {address}. Alle sessies"
        " zijn beëindigd.\n\n" + _NOT_YOU["nl"],
    },
    f"{Letter.NEW_SIGN_IN}_subject": {
        "en": "A sign-in from a new place",
        "fr": "Une connexion depuis un nouvel endroit",
        "nl": "Er is ingelogd vanaf een nieuwe plaats",
    },
    f"{Letter.NEW_SIGN_IN}_text": {
        "en": "On {when} somebody signed in to your Serein account with your password, on a device and from an IP"
        " address ({address}) that were not used before. If it was you, you need not do anything. Otherwise change your"
        " password at once: that ends all sessions.",
        "fr": "Le {when}, quelqu'un s'est connecté à votre compte Serein avec votre mot de passe, sur un appareil et"
        " depuis une adresse IP ({address}) qui n'avaient pas encore servi. Si c'était vous, vous ne devez rien faire."
        " Sinon, changez immédiatement votre mot de passe : toutes les sessions seront terminées.",
        "nl": "Op {when} heeft iemand met uw wachtwoord ingelogd op uw Serein-account, op een toestel en vanaf een"
        " IP-adres ({address}) die nog niet gebruikt waren. Was u het zelf, dan hoeft u niets te doen. Wijzig anders"
        " meteen uw wachtwoord: dat beëindigt alle sessies.",
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
