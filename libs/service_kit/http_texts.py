"""What every service can say to people, in the three languages of the product."""

Texts = dict[str, dict[str, str]]

KIT_TEXTS: Texts = {
    "not_signed_in": {
        "en": "Please sign in.",
        "fr": "Veuillez vous connecter.",
        "nl": "Meld u aan.",
    },
    "not_allowed": {
        "en": "You may not do this: the right {right} is missing.",
        "fr": "Vous ne pouvez pas faire cela : il manque le droit {right}.",
        "nl": "U mag dit niet doen: het recht {right} ontbreekt.",
    },
    "not_found": {
        "en": "There is nothing here, or it is not yours.",
        "fr": "Il n'y a rien ici, ou ce n'est pas à vous.",
        "nl": "Hier is niets, of het is niet van u.",
    },
    "invalid_request": {
        "en": "The request is not complete or not correct: {fields}.",
        "fr": "La demande est incomplète ou incorrecte : {fields}.",
        "nl": "De aanvraag is onvolledig of onjuist: {fields}.",
    },
    "request_too_large": {
        "en": "This request is too large; at most {limit} MiB at once.",
        "fr": "Cette demande est trop volumineuse ; au plus {limit} Mio à la fois.",
        "nl": "Deze aanvraag is te groot; hoogstens {limit} MiB tegelijk.",
    },
    "bad_cursor": {
        "en": "This page mark is not valid; start again from the first page.",
        "fr": "Ce repère de page n'est pas valable ; recommencez à la première page.",
        "nl": "Dit paginamerk is niet geldig; begin opnieuw bij de eerste pagina.",
    },
    "try_later": {
        "en": "The service is briefly unavailable. Nothing was changed; please try again.",
        "fr": "Le service est momentanément indisponible. Rien n'a été modifié ; veuillez réessayer.",
        "nl": "De dienst is even niet beschikbaar. Er is niets gewijzigd; probeer het opnieuw.",
    },
    "refused": {
        "en": "This cannot be done: {reason}.",
        "fr": "Impossible : {reason}.",
        "nl": "Dit kan niet: {reason}.",
    },
    "unexpected": {
        "en": "Something went wrong on our side. Nothing was changed.",
        "fr": "Une erreur s'est produite de notre côté. Rien n'a été modifié.",
        "nl": "Er ging iets mis aan onze kant. Er is niets gewijzigd.",
    },
}
