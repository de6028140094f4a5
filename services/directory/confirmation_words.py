"""What a firm is told of its request to serve a company, by state, in three languages."""

from typing import Final

from libs.texts import Texts
from services.directory.domain.hand_over import State

CONFIRMATION_WORDS: Final[Texts] = {
    State.ASKED: {
        "en": "The company will be asked to confirm that your firm serves it.",
        "fr": "La société sera invitée à confirmer que votre fiduciaire s'occupe d'elle.",
        "nl": "De onderneming wordt gevraagd te bevestigen dat uw kantoor haar bedient.",
    },
    State.AGREED: {
        "en": "The company has agreed. It comes to your firm when its notice period ends.",
        "fr": "La société a accepté. Elle rejoindra votre fiduciaire à la fin du délai de préavis.",
        "nl": "De onderneming is akkoord. Zij komt naar uw kantoor als de opzegtermijn afloopt.",
    },
    State.MOVED: {
        "en": "The company is now a client of your firm, with everything it had.",
        "fr": "La société est maintenant cliente de votre fiduciaire, avec tout son dossier.",
        "nl": "De onderneming is nu klant van uw kantoor, met haar volledige dossier.",
    },
    State.REFUSED: {
        "en": "The company has not confirmed that your firm serves it. The file is closed.",
        "fr": "La société n'a pas confirmé que votre fiduciaire s'occupe d'elle. Le dossier est fermé.",
        "nl": "De onderneming heeft niet bevestigd dat uw kantoor haar bedient. Het dossier is gesloten.",
    },
    State.WITHDRAWN: {
        "en": "Your firm has withdrawn its request. The file is closed.",
        "fr": "Votre fiduciaire a retiré sa demande. Le dossier est fermé.",
        "nl": "Uw kantoor heeft de aanvraag ingetrokken. Het dossier is gesloten.",
    },
    State.EXPIRED: {
        "en": "The company has not answered in time. Open the file again to ask once more.",
        "fr": "La société n'a pas répondu à temps. Rouvrez le dossier pour lui redemander.",
        "nl": "De onderneming heeft niet op tijd geantwoord. Open het dossier opnieuw om het nogmaals te vragen.",
    },
    State.UNOPPOSED: {
        "en": "The company is a client of your firm.",
        "fr": "La société est cliente de votre fiduciaire.",
        "nl": "De onderneming is klant van uw kantoor.",
    },
}
