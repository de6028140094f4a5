"""What a task asks, in the reader's language."""

from libs.texts import Texts

TEXTS: Texts = {
    "task_document_missing": {
        "fr": "Il manque un document pour cette transaction.",
        "nl": "Er ontbreekt een document bij deze transactie.",
        "en": "A document is missing for this transaction.",
    },
    "task_payment_missing": {
        "fr": "Aucun paiement n'a été trouvé pour ce document. A-t-il été payé, et comment ?",
        "nl": "Er is geen betaling gevonden voor dit document. Is het betaald, en hoe?",
        "en": "No payment was found for this document. Has it been paid, and how?",
    },
    "task_ambiguous_link": {
        "fr": "Plusieurs possibilités correspondent aussi bien. Laquelle est la bonne ?",
        "nl": "Meerdere mogelijkheden passen even goed. Welke is de juiste?",
        "en": "Several possibilities match equally well. Which one is right?",
    },
    "task_partial_payment": {
        "fr": "Il semble s'agir d'un paiement partiel. Faut-il lier le document et la transaction ?",
        "nl": "Dit lijkt een gedeeltelijke betaling. Moeten het document en de transactie worden gekoppeld?",
        "en": "This looks like a partial payment. Should the document and the transaction be linked?",
    },
    "task_partial_payment_open": {
        "fr": "Le rapprochement est incomplet : il reste {open} à rapprocher.",
        "nl": "De afstemming is onvolledig: er moet nog {open} worden gekoppeld.",
        "en": "The reconciliation is incomplete: {open} is still to be linked.",
    },
    "task_partial_payment_provisional": {
        "fr": "Incomplet, mais provisoirement en ordre : il reste {open} à rapprocher.",
        "nl": "Onvolledig, maar voorlopig in orde: er moet nog {open} worden gekoppeld.",
        "en": "Incomplete, but OK for now: {open} is still to be linked.",
    },
    "task_amount_differs_discount": {
        "fr": "Le paiement est inférieur de {difference} : un escompte de {percent} % ?",
        "nl": "De betaling is {difference} lager: een korting van {percent} %?",
        "en": "The payment is {difference} lower: a discount of {percent} %?",
    },
    "task_amount_differs_rounding": {
        "fr": "Le paiement s'écarte de {difference} : un arrondi ?",
        "nl": "De betaling wijkt {difference} af: een afronding?",
        "en": "The payment differs by {difference}: a rounding?",
    },
    "task_amount_differs_too_much": {
        "fr": "Le paiement dépasse le document de {difference}. Faut-il les lier ?",
        "nl": "De betaling is {difference} hoger dan het document. Moeten ze worden gekoppeld?",
        "en": "The payment is {difference} more than the document. Should they be linked?",
    },
    "relation_whole": {"fr": "Le montant entier", "nl": "Het volledige bedrag", "en": "The whole amount"},
    "relation_discount": {
        "fr": "Un escompte de {difference}",
        "nl": "Een korting van {difference}",
        "en": "A discount of {difference}",
    },
    "relation_rounding": {
        "fr": "Un arrondi de {difference}",
        "nl": "Een afronding van {difference}",
        "en": "A rounding of {difference}",
    },
    "relation_part": {
        "fr": "Une partie ; il reste {difference}",
        "nl": "Een deel; er blijft {difference} open",
        "en": "A part; {difference} stays open",
    },
    "relation_too_much": {
        "fr": "{difference} de trop",
        "nl": "{difference} te veel",
        "en": "{difference} too much",
    },
    "relation_other_payee": {
        "fr": "Le montant entier, sur un autre compte à un autre nom",
        "nl": "Het volledige bedrag, op een andere rekening met een andere naam",
        "en": "The whole amount, to another account in another name",
    },
    "relation_foreign_currency": {
        "fr": "Dans une autre devise",
        "nl": "In een andere munt",
        "en": "In another currency",
    },
    "relation_together": {
        "fr": "{count} documents ensemble",
        "nl": "{count} documenten samen",
        "en": "{count} documents together",
    },
    "relation_netted": {
        "fr": "{count} documents ensemble, notes de crédit déduites",
        "nl": "{count} documenten samen, met aftrek van creditnota's",
        "en": "{count} documents together, less credit notes",
    },
    "task_unreadable": {
        "fr": "Ce fichier n'a pas pu être lu. {reason} Envoyez-en une meilleure copie ou complétez les données.",
        "nl": "Dit bestand kon niet worden gelezen. {reason} Stuur een betere kopie of vul de gegevens in.",
        "en": "This file could not be read. {reason} Send a better copy or fill in the data.",
    },
    "task_password_needed": {
        "fr": "Ce fichier est protégé par un mot de passe. Envoyez-en une copie sans protection.",
        "nl": "Dit bestand is beveiligd met een wachtwoord. Stuur een kopie zonder beveiliging.",
        "en": "This file is protected by a password. Please send a copy without protection.",
    },
    "task_fields_missing": {
        "fr": "Certaines données manquent ou ne sont pas acceptées : {fields}.",
        "nl": "Er ontbreken gegevens of ze worden niet aanvaard: {fields}.",
        "en": "Some data is missing or not accepted: {fields}.",
    },
    "task_fields_refused": {
        "fr": "Ce document ne peut pas encore être envoyé. {reason}",
        "nl": "Dit document kan nog niet worden verzonden. {reason}",
        "en": "This document cannot be sent yet. {reason}",
    },
    "task_fields_refused_and_missing": {
        "fr": "Ce document ne peut pas encore être envoyé. {reason} Il manque aussi des données : {fields}.",
        "nl": "Dit document kan nog niet worden verzonden. {reason} Er ontbreken ook gegevens: {fields}.",
        "en": "This document cannot be sent yet. {reason} Some data is missing too: {fields}.",
    },
    "task_kind_unsure": {
        "fr": "Est-ce une facture, un ticket, ou un document à conserver simplement ?",
        "nl": "Is dit een factuur, een kasticket of een document dat alleen bewaard moet worden?",
        "en": "Is this an invoice, a receipt, or a document that should simply be kept?",
    },
    "task_several_documents": {
        "fr": "Cette photo montre {count} documents. Faut-il la diviser, ou est-ce un seul document ?",
        "nl": "Deze foto toont {count} documenten. Moet ze worden gesplitst, of is het één document?",
        "en": "This photo shows {count} documents. Should it be split, or is it one document?",
    },
    "task_several_documents_not_divided": {
        "fr": "Cette photo de {count} documents n'a pas pu être divisée. {reason} Réessayez, ou est-ce un seul "
        "document ?",
        "nl": "Deze foto van {count} documenten kon niet worden gesplitst. {reason} Probeer het opnieuw, of is het "
        "één document?",
        "en": "This photo of {count} documents could not be split. {reason} Try again, or is it one document?",
    },
    "task_several_documents_not_read": {
        "fr": "Cette photo n'a pas pu être lue comme un seul document. {reason} Réessayez, ou faut-il la diviser en "
        "{count} documents ?",
        "nl": "Deze foto kon niet als één document worden gelezen. {reason} Probeer het opnieuw, of moet ze in "
        "{count} documenten worden gesplitst?",
        "en": "This photo could not be read as one document. {reason} Try again, or should it be split into {count} "
        "documents?",
    },
    "task_possible_duplicate": {
        "fr": "Ce document ressemble à un autre. Est-ce le même ?",
        "nl": "Dit document lijkt op een ander. Is het hetzelfde?",
        "en": "This document looks like another one. Is it the same?",
    },
    "task_consent_expiring": {
        "fr": "L'accès à ce compte bancaire expire bientôt. Renouvelez-le.",
        "nl": "De toegang tot deze bankrekening verloopt binnenkort. Vernieuw de toegang.",
        "en": "Access to this bank account expires soon. Please renew it.",
    },
    "task_statement_help": {
        "fr": "Le relevé de cette carte manque. Ajoutez-le.",
        "nl": "De uitgavenstaat van deze kaart ontbreekt. Voeg de staat toe.",
        "en": "The statement of this card is missing. Please add it.",
    },
    "task_delivery_failed": {
        "fr": "L'envoi au comptable a échoué. {reason}",
        "nl": "Het verzenden naar de boekhouder is mislukt. {reason}",
        "en": "Sending to the accountant failed. {reason}",
    },
    "task_delivery_unconfirmed": {
        "fr": "L'envoi au comptable n'est pas confirmé. {reason} Ne renvoyez le document qu'après vérification.",
        "nl": "De verzending naar de boekhouder is niet bevestigd. {reason} Verzend het document pas opnieuw na "
        "controle.",
        "en": "Sending to the accountant is not confirmed. {reason} Send the document again only after checking.",
    },
}
