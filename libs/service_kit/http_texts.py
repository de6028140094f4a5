"""The refusals that every service can give: their codes, their HTTP status, and their words in three languages."""

from enum import StrEnum

from libs.refusal import Statuses
from libs.service_kit.invalid_texts import INVALID_TEXTS
from libs.texts import Texts


class KitCode(StrEnum):
    """Why any service refuses a request."""

    NOT_SIGNED_IN = "not_signed_in"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    MEDIA_TYPE_NOT_ACCEPTED = "media_type_not_accepted"
    BODY_UNREADABLE = "body_unreadable"
    INVALID_REQUEST = "invalid_request"
    REQUEST_TOO_LARGE = "request_too_large"
    BODY_TOO_LARGE = "body_too_large"
    JSON_TOO_DEEP = "json_too_deep"
    JSON_TOO_MANY_VALUES = "json_too_many_values"
    JSON_NOT_UTF8 = "json_not_utf8"
    JSON_NAME_TWICE = "json_name_twice"
    ADDRESS_TOO_LONG = "address_too_long"
    HEADERS_TOO_LARGE = "headers_too_large"
    TOO_BUSY = "too_busy"
    CURSOR_INVALID = "cursor_invalid"
    CHANGED_MEANWHILE = "changed_meanwhile"
    TOO_MUCH_TEXT = "too_much_text"
    VALUE_OUT_OF_RANGE = "value_out_of_range"
    TRY_LATER = "try_later"
    REFUSED = "refused"
    UNEXPECTED = "unexpected"


KIT_STATUSES: Statuses = {
    **dict.fromkeys(KitCode, 422),
    KitCode.NOT_SIGNED_IN: 401,
    KitCode.NOT_ALLOWED: 403,
    KitCode.NOT_FOUND: 404,
    KitCode.REQUEST_TOO_LARGE: 413,
    KitCode.BODY_TOO_LARGE: 413,
    KitCode.JSON_TOO_DEEP: 400,
    KitCode.JSON_TOO_MANY_VALUES: 400,
    KitCode.JSON_NOT_UTF8: 400,
    KitCode.JSON_NAME_TWICE: 400,
    KitCode.ADDRESS_TOO_LONG: 414,
    KitCode.HEADERS_TOO_LARGE: 431,
    KitCode.TOO_BUSY: 503,
    KitCode.CURSOR_INVALID: 400,
    KitCode.CHANGED_MEANWHILE: 412,
    KitCode.BODY_UNREADABLE: 400,
    KitCode.METHOD_NOT_ALLOWED: 405,
    KitCode.MEDIA_TYPE_NOT_ACCEPTED: 415,
    KitCode.TRY_LATER: 503,
    KitCode.UNEXPECTED: 500,
}

KIT_TEXTS: Texts = {
    **INVALID_TEXTS,
    KitCode.NOT_SIGNED_IN: {
        "en": "Please sign in.",
        "fr": "Veuillez vous connecter.",
        "nl": "Meld u aan.",
    },
    KitCode.NOT_ALLOWED: {
        "en": "You do not have permission to do this.",
        "fr": "Vous n'avez pas les droits nécessaires pour faire cela.",
        "nl": "U hebt niet de nodige rechten om dit te doen.",
    },
    KitCode.NOT_FOUND: {
        "en": "Not found, or you do not have access.",
        "fr": "Introuvable, ou vous n'y avez pas accès.",
        "nl": "Niet gevonden, of u hebt geen toegang.",
    },
    KitCode.METHOD_NOT_ALLOWED: {
        "en": "This method is not allowed here. Allowed: {allowed}.",
        "fr": "Cette méthode n'est pas autorisée ici. Méthodes autorisées : {allowed}.",
        "nl": "Deze methode is hier niet toegestaan. Toegestaan: {allowed}.",
    },
    KitCode.MEDIA_TYPE_NOT_ACCEPTED: {
        "en": "Send the content as {accepted}.",
        "fr": "Envoyez le contenu au format {accepted}.",
        "nl": "Verstuur de inhoud als {accepted}.",
    },
    KitCode.CHANGED_MEANWHILE: {
        "en": "This was changed in the meantime. Load it again and repeat your change.",
        "fr": "Ceci a été modifié entre-temps. Rechargez et refaites votre modification.",
        "nl": "Dit werd intussen gewijzigd. Laad het opnieuw en herhaal uw wijziging.",
    },
    KitCode.BODY_UNREADABLE: {
        "en": "The content of the request could not be read.",
        "fr": "Le contenu de la demande n'a pas pu être lu.",
        "nl": "De inhoud van de aanvraag kon niet gelezen worden.",
    },
    KitCode.INVALID_REQUEST: {
        "en": "The request is incomplete or incorrect: {fields}.",
        "fr": "La demande est incomplète ou incorrecte : {fields}.",
        "nl": "De aanvraag is onvolledig of onjuist: {fields}.",
    },
    KitCode.REQUEST_TOO_LARGE: {
        "en": "This request is too large: at most {limit} MiB at once.",
        "fr": "Cette demande est trop volumineuse : {limit} Mio au maximum par envoi.",
        "nl": "Deze aanvraag is te groot: maximaal {limit} MiB per keer.",
    },
    KitCode.BODY_TOO_LARGE: {
        "en": "This request is too large: at most {limit} KiB.",
        "fr": "Cette demande est trop volumineuse : {limit} Kio au maximum.",
        "nl": "Deze aanvraag is te groot: maximaal {limit} KiB.",
    },
    KitCode.JSON_TOO_DEEP: {
        "en": "The JSON of this request is nested too deeply: at most {limit} levels.",
        "fr": "Le JSON de cette demande compte trop de niveaux : {limit} au maximum.",
        "nl": "De JSON van deze aanvraag is te diep genest: maximaal {limit} niveaus.",
    },
    KitCode.JSON_TOO_MANY_VALUES: {
        "en": "The JSON of this request has too many values: at most {limit}.",
        "fr": "Le JSON de cette demande compte trop de valeurs : {limit} au maximum.",
        "nl": "De JSON van deze aanvraag telt te veel waarden: maximaal {limit}.",
    },
    KitCode.JSON_NOT_UTF8: {
        "en": "The JSON of this request must be UTF-8.",
        "fr": "Le JSON de cette demande doit être en UTF-8.",
        "nl": "De JSON van deze aanvraag moet UTF-8 zijn.",
    },
    KitCode.JSON_NAME_TWICE: {
        "en": "A name occurs twice in the JSON of this request.",
        "fr": "Un nom figure deux fois dans le JSON de cette demande.",
        "nl": "Een naam komt twee keer voor in de JSON van deze aanvraag.",
    },
    KitCode.ADDRESS_TOO_LONG: {
        "en": "The address of this request is too long.",
        "fr": "L'adresse de cette demande est trop longue.",
        "nl": "Het adres van deze aanvraag is te lang.",
    },
    KitCode.HEADERS_TOO_LARGE: {
        "en": "This request has too many or too large headers: at most {limit} of them.",
        "fr": "Cette demande a des en-têtes trop nombreux ou trop longs : {limit} au maximum.",
        "nl": "Deze aanvraag heeft te veel of te grote headers: maximaal {limit}.",
    },
    KitCode.TOO_BUSY: {
        "en": "There are too many requests at this moment; please try again shortly.",
        "fr": "Il y a trop de demandes en ce moment ; veuillez réessayer dans un instant.",
        "nl": "Er zijn op dit ogenblik te veel aanvragen; probeer het zo dadelijk opnieuw.",
    },
    KitCode.CURSOR_INVALID: {
        "en": "The page marker is not valid; start again from the first page.",
        "fr": "Le marqueur de page n'est pas valide ; recommencez à la première page.",
        "nl": "De paginamarkering is niet geldig; begin opnieuw bij de eerste pagina.",
    },
    KitCode.TOO_MUCH_TEXT: {
        "en": "With this, the record would hold more lines and text than can be processed. Please shorten it.",
        "fr": "L'enregistrement contiendrait ainsi plus de lignes et de texte que ce qui peut être traité. "
        "Veuillez l'abréger.",
        "nl": "Hiermee zou het geheel meer regels en tekst bevatten dan verwerkt kan worden. Maak het korter.",
    },
    KitCode.VALUE_OUT_OF_RANGE: {
        "en": "A value in this request cannot be stored: check numbers, dates and special characters.",
        "fr": "Une valeur de cette demande ne peut être stockée : vérifiez nombres, dates et caractères spéciaux.",
        "nl": "Een waarde in deze aanvraag kan niet worden bewaard: controleer getallen, datums en speciale tekens.",
    },
    KitCode.TRY_LATER: {
        "en": "The service is briefly unavailable. Nothing was changed; please try again.",
        "fr": "Le service est momentanément indisponible. Rien n'a été modifié ; veuillez réessayer.",
        "nl": "De dienst is even niet beschikbaar. Er is niets gewijzigd; probeer het opnieuw.",
    },
    KitCode.REFUSED: {
        "en": "This action is not possible.",
        "fr": "Cette action n'est pas possible.",
        "nl": "Deze actie is niet mogelijk.",
    },
    KitCode.UNEXPECTED: {
        "en": "Something went wrong on our side. Nothing was changed.",
        "fr": "Une erreur s'est produite de notre côté. Rien n'a été modifié.",
        "nl": "Er is bij ons iets misgegaan. Er is niets gewijzigd.",
    },
}
