"""The messages that every service can give, in the three languages of the product."""

from libs.service_kit.invalid_texts import INVALID_TEXTS
from libs.texts import Texts

KIT_TEXTS: Texts = {
    **INVALID_TEXTS,
    "not_signed_in": {
        "en": "Please sign in.",
        "fr": "Veuillez vous connecter.",
        "nl": "Meld u aan.",
    },
    "not_allowed": {
        "en": "You do not have permission to do this.",
        "fr": "Vous n'avez pas les droits nécessaires pour faire cela.",
        "nl": "U hebt niet de nodige rechten om dit te doen.",
    },
    "not_found": {
        "en": "Not found, or you do not have access.",
        "fr": "Introuvable, ou vous n'y avez pas accès.",
        "nl": "Niet gevonden, of u hebt geen toegang.",
    },
    "invalid_request": {
        "en": "The request is incomplete or incorrect: {fields}.",
        "fr": "La demande est incomplète ou incorrecte : {fields}.",
        "nl": "De aanvraag is onvolledig of onjuist: {fields}.",
    },
    "request_too_large": {
        "en": "This request is too large: at most {limit} MiB at once.",
        "fr": "Cette demande est trop volumineuse : {limit} Mio au maximum par envoi.",
        "nl": "Deze aanvraag is te groot: maximaal {limit} MiB per keer.",
    },
    "bad_cursor": {
        "en": "The page marker is not valid; start again from the first page.",
        "fr": "Le marqueur de page n'est pas valide ; recommencez à la première page.",
        "nl": "De paginamarkering is niet geldig; begin opnieuw bij de eerste pagina.",
    },
    "value_out_of_range": {
        "en": "A value in this request cannot be stored: check numbers, dates and special characters.",
        "fr": "Une valeur de cette demande ne peut être stockée : vérifiez nombres, dates et caractères spéciaux.",
        "nl": "Een waarde in deze aanvraag kan niet worden bewaard: controleer getallen, datums en speciale tekens.",
    },
    "try_later": {
        "en": "The service is briefly unavailable. Nothing was changed; please try again.",
        "fr": "Le service est momentanément indisponible. Rien n'a été modifié ; veuillez réessayer.",
        "nl": "De dienst is even niet beschikbaar. Er is niets gewijzigd; probeer het opnieuw.",
    },
    "refused": {
        "en": "This action is not possible.",
        "fr": "Cette action n'est pas possible.",
        "nl": "Deze actie is niet mogelijk.",
    },
    "unexpected": {
        "en": "Something went wrong on our side. Nothing was changed.",
        "fr": "Une erreur s'est produite de notre côté. Rien n'a été modifié.",
        "nl": "Er is bij ons iets misgegaan. Er is niets gewijzigd.",
    },
}
