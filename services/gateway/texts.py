"""The refusals of the gateway, with their words in three languages."""

from enum import StrEnum

from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """Why the gateway refuses a request."""

    SIGN_IN_FAILED = "sign_in_failed"
    TOO_MANY_ATTEMPTS = "too_many_attempts"
    PASSWORD_WRONG = "password_wrong"  # noqa: S105 - a code, no secret
    CONFIRM_PASSWORD = "confirm_password"  # noqa: S105 - a code, no secret
    CSRF_HEADER_MISSING = "csrf_header_missing"
    STARTING_UP = "starting_up"
    SERVICE_AWAY = "service_away"
    SERVICE_BROKE_OFF = "service_broke_off"
    SERVICE_SILENT = "service_silent"
    BAD_IDEMPOTENCY_KEY = "bad_idempotency_key"
    REQUEST_IN_PROGRESS = "request_in_progress"
    KEY_USED_DIFFERENTLY = "key_used_differently"
    TOO_MANY_STREAMS = "too_many_streams"
    TOO_MANY_REQUESTS = "too_many_requests"
    TOO_MANY_AT_ONCE = "too_many_at_once"
    TOO_MANY_BODIES = "too_many_bodies"
    TOO_MANY_KEYS = "too_many_keys"


STATUSES: Statuses = {
    **dict.fromkeys(Code, 422),
    Code.SIGN_IN_FAILED: 401,
    Code.TOO_MANY_ATTEMPTS: 429,
    Code.CONFIRM_PASSWORD: 403,
    Code.CSRF_HEADER_MISSING: 403,
    Code.STARTING_UP: 503,
    Code.SERVICE_AWAY: 503,
    Code.SERVICE_BROKE_OFF: 502,
    Code.SERVICE_SILENT: 504,
    Code.BAD_IDEMPOTENCY_KEY: 400,
    Code.REQUEST_IN_PROGRESS: 409,
    Code.TOO_MANY_STREAMS: 429,
    Code.TOO_MANY_REQUESTS: 429,
    Code.TOO_MANY_AT_ONCE: 429,
    Code.TOO_MANY_BODIES: 429,
    Code.TOO_MANY_KEYS: 429,
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
    Code.CONFIRM_PASSWORD: {
        "en": "Enter your password again: it was last given more than {minutes} minutes ago.",
        "fr": "Saisissez à nouveau votre mot de passe : il a été donné il y a plus de {minutes} minutes.",
        "nl": "Voer uw wachtwoord opnieuw in: het is langer dan {minutes} minuten geleden opgegeven.",
    },
    Code.CSRF_HEADER_MISSING: {
        "en": "Send the header {header} with every change made with a session cookie.",
        "fr": "Envoyez l'en-tête {header} avec chaque modification faite au moyen du cookie de session.",
        "nl": "Stuur de header {header} mee met elke wijziging via de sessiecookie.",
    },
    Code.STARTING_UP: {
        "en": "The platform is starting; please try again in a moment.",
        "fr": "La plateforme démarre ; veuillez réessayer dans un instant.",
        "nl": "Het platform start op; probeer het zo dadelijk opnieuw.",
    },
    Code.SERVICE_AWAY: {
        "en": "This part of the platform is briefly unavailable. Nothing was changed (reference: {reference}).",
        "fr": "Cette partie de la plateforme est momentanément indisponible. Rien n'a été modifié (référence : "
        "{reference}).",
        "nl": "Dit deel van het platform is even niet beschikbaar. Er is niets gewijzigd (referentie: {reference}).",
    },
    Code.SERVICE_BROKE_OFF: {
        "en": "The answer was cut off. Check whether your change was saved before you try again (reference: "
        "{reference}).",
        "fr": "La réponse a été interrompue. Vérifiez si votre modification est enregistrée avant de recommencer "
        "(référence : {reference}).",
        "nl": "Het antwoord werd onderbroken. Controleer of uw wijziging bewaard is voor u het opnieuw probeert "
        "(referentie: {reference}).",
    },
    Code.SERVICE_SILENT: {
        "en": "There was no answer in time. Check whether your change was saved before you try again (reference: "
        "{reference}).",
        "fr": "La réponse n'est pas arrivée à temps. Vérifiez si votre modification est enregistrée avant de "
        "recommencer (référence : {reference}).",
        "nl": "Er kwam niet op tijd antwoord. Controleer of uw wijziging bewaard is voor u het opnieuw probeert "
        "(referentie: {reference}).",
    },
    Code.BAD_IDEMPOTENCY_KEY: {
        "en": "An Idempotency-Key must have 1 to 255 visible characters.",
        "fr": "Une Idempotency-Key doit compter de 1 à 255 caractères visibles.",
        "nl": "Een Idempotency-Key moet 1 tot 255 zichtbare tekens tellen.",
    },
    Code.REQUEST_IN_PROGRESS: {
        "en": "This request is still being processed.",
        "fr": "Cette demande est encore en cours de traitement.",
        "nl": "Deze aanvraag wordt nog verwerkt.",
    },
    Code.KEY_USED_DIFFERENTLY: {
        "en": "This Idempotency-Key has already been used for another request.",
        "fr": "Cette Idempotency-Key a déjà servi à une autre demande.",
        "nl": "Deze Idempotency-Key is al voor een andere aanvraag gebruikt.",
    },
    Code.TOO_MANY_REQUESTS: {
        "en": "Too many requests in a short time. Try again in {seconds} seconds.",
        "fr": "Trop de demandes en peu de temps. Réessayez dans {seconds} secondes.",
        "nl": "Te veel aanvragen op korte tijd. Probeer opnieuw over {seconds} seconden.",
    },
    Code.TOO_MANY_AT_ONCE: {
        "en": "Your office is already testing several connections; wait until one of the tests has ended.",
        "fr": "Votre bureau teste déjà plusieurs connexions ; attendez la fin de l'un des tests.",
        "nl": "Uw kantoor test al meerdere verbindingen; wacht tot een van de tests klaar is.",
    },
    Code.TOO_MANY_BODIES: {
        "en": "Too many uploads of yours are under way; wait until some are finished.",
        "fr": "Trop de vos envois sont en cours ; attendez que quelques-uns soient terminés.",
        "nl": "Er lopen te veel uploads van u; wacht tot er enkele klaar zijn.",
    },
    Code.TOO_MANY_KEYS: {
        "en": "Too many requests with an Idempotency-Key in one day; send this one without a key, or later.",
        "fr": "Trop de demandes avec une Idempotency-Key en un jour ; envoyez celle-ci sans clé, ou plus tard.",
        "nl": "Te veel aanvragen met een Idempotency-Key op één dag; stuur deze zonder sleutel, of later.",
    },
    Code.TOO_MANY_STREAMS: {
        "en": "Too many open windows are following updates; close some of them.",
        "fr": "Trop de fenêtres ouvertes suivent les mises à jour ; fermez-en quelques-unes.",
        "nl": "Te veel open vensters volgen updates; sluit er enkele.",
    },
}
