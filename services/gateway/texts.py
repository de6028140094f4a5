"""What the gateway says to people."""

TEXTS = {
    "sign_in_failed": {
        "en": "This e-mail address and password do not belong together.",
        "fr": "Cette adresse e-mail et ce mot de passe ne vont pas ensemble.",
        "nl": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
    },
    "too_many_tries": {
        "en": "Too many attempts. Try again in {seconds} seconds.",
        "fr": "Trop de tentatives. Réessayez dans {seconds} secondes.",
        "nl": "Te veel pogingen. Probeer opnieuw over {seconds} seconden.",
    },
    "csrf_header_missing": {
        "en": "Send the header {header} with every change made by cookie.",
        "fr": "Envoyez l'en-tête {header} avec chaque modification faite par cookie.",
        "nl": "Stuur de header {header} mee met elke wijziging via cookie.",
    },
    "method_not_allowed": {
        "en": "This cannot be done here. Possible: {allowed}.",
        "fr": "Cela n'est pas possible ici. Possible : {allowed}.",
        "nl": "Dat kan hier niet. Mogelijk: {allowed}.",
    },
    "starting_up": {
        "en": "The platform is starting; please try again in a moment.",
        "fr": "La plateforme démarre ; veuillez réessayer dans un instant.",
        "nl": "Het platform start op; probeer het zo dadelijk opnieuw.",
    },
    "service_away": {
        "en": "This part of the platform is briefly unavailable. Nothing was changed ({reference}).",
        "fr": "Cette partie de la plateforme est momentanément indisponible. Rien n'a été modifié ({reference}).",
        "nl": "Dit deel van het platform is even niet beschikbaar. Er is niets gewijzigd ({reference}).",
    },
    "service_broke_off": {
        "en": "The answer broke off. Please look whether your change was made before you repeat it ({reference}).",
        "fr": "La réponse s'est interrompue. Vérifiez votre modification avant de recommencer ({reference}).",
        "nl": "Het antwoord brak af. Kijk of uw wijziging gebeurd is voor u het opnieuw doet ({reference}).",
    },
    "service_silent": {
        "en": "No answer in time. Please look whether your change was made before you repeat it ({reference}).",
        "fr": "Pas de réponse à temps. Vérifiez votre modification avant de recommencer ({reference}).",
        "nl": "Geen antwoord op tijd. Kijk of uw wijziging gebeurd is voor u het opnieuw doet ({reference}).",
    },
    "bad_idempotency_key": {
        "en": "An Idempotency-Key has 1 to 255 visible characters.",
        "fr": "Une Idempotency-Key compte de 1 à 255 caractères visibles.",
        "nl": "Een Idempotency-Key telt 1 tot 255 zichtbare tekens.",
    },
    "request_in_progress": {
        "en": "This request is still being worked on.",
        "fr": "Cette demande est encore en cours.",
        "nl": "Deze aanvraag wordt nog verwerkt.",
    },
    "key_used_differently": {
        "en": "This Idempotency-Key was used for another request.",
        "fr": "Cette Idempotency-Key a servi à une autre demande.",
        "nl": "Deze Idempotency-Key is voor een andere aanvraag gebruikt.",
    },
    "too_many_listeners": {
        "en": "Too many open pages listen for news; close some.",
        "fr": "Trop de pages ouvertes attendent des nouvelles ; fermez-en quelques-unes.",
        "nl": "Te veel open pagina's luisteren naar nieuws; sluit er enkele.",
    },
}
