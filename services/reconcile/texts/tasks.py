"""What a task asks, in the reader's language, and the names of the fields it asks for."""

Texts = dict[str, dict[str, str]]

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
        "fr": "Le rapprochement est incomplet : il reste {open} à lier.",
        "nl": "De afstemming is onvolledig: er moet nog {open} worden gekoppeld.",
        "en": "The reconciliation is incomplete: {open} is still to be linked.",
    },
    "task_partial_payment_provisional": {
        "fr": "Incomplet, mais provisoirement en ordre : il reste {open} à lier.",
        "nl": "Onvolledig, maar voorlopig in orde: er moet nog {open} worden gekoppeld.",
        "en": "Incomplete, but OK for now: {open} is still to be linked.",
    },
    "task_unreadable": {
        "fr": "Ce fichier n'a pas pu être lu ({code}). Envoyez-en une meilleure copie ou saisissez les données.",
        "nl": "Dit bestand kon niet gelezen worden ({code}). Stuur een betere kopie of vul de gegevens in.",
        "en": "This file could not be read ({code}). Send a better copy or fill in the data.",
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
    "task_kind_unsure": {
        "fr": "Est-ce une facture, un ticket, ou un document à conserver simplement ?",
        "nl": "Is dit een factuur, een kasticket of een document dat alleen bewaard moet worden?",
        "en": "Is this an invoice, a receipt, or a document that should simply be kept?",
    },
    "task_several_documents": {
        "fr": "Cette image montre {count} documents. Faut-il la diviser, ou est-ce un seul document ?",
        "nl": "Deze foto toont {count} documenten. Moet ze worden gesplitst, of is het één document?",
        "en": "This image shows {count} documents. Should it be split, or is it one document?",
    },
    "task_several_documents_not_divided": {
        "fr": "Cette image de {count} documents n'a pas pu être divisée : {why}. "
        "Réessayez, ou est-ce un seul document ?",
        "nl": "Deze foto van {count} documenten kon niet worden gesplitst: {why}. Probeer het opnieuw, of is het één "
        "document?",
        "en": "This image of {count} documents could not be split: {why}. Try again, or is it one document?",
    },
    "task_several_documents_not_read": {
        "fr": "Cette image n'a pas pu être lue comme un seul document : {why}. "
        "Réessayez, ou faut-il la diviser en {count} documents ?",
        "nl": "Deze foto kon niet als één document worden gelezen: {why}. Probeer het opnieuw, of moet ze in {count} "
        "documenten worden gesplitst?",
        "en": "This image could not be read as one document: {why}. Try again, or should it be split into {count} "
        "documents?",
    },
    "why_file_missing": {
        "fr": "un fichier n'existe plus",
        "nl": "een bestand bestaat niet meer",
        "en": "a file no longer exists",
    },
    "why_damaged": {
        "fr": "une partie est trop petite ou endommagée",
        "nl": "een deel is te klein of beschadigd",
        "en": "a part of it is too small or damaged",
    },
    "why_limits": {
        "fr": "cela demande trop de temps ou de mémoire",
        "nl": "dat kost te veel tijd of geheugen",
        "en": "it takes too much time or memory",
    },
    "why_no_papers": {
        "fr": "l'emplacement des documents sur l'image n'est plus connu",
        "nl": "de plaats van de documenten op de foto is niet meer bekend",
        "en": "the position of the documents in the image is no longer known",
    },
    "why_no_answer": {
        "fr": "l'opération a duré trop longtemps",
        "nl": "de bewerking duurde te lang",
        "en": "it took too long",
    },
    "why_other": {
        "fr": "une erreur est survenue ({code})",
        "nl": "er ging iets mis ({code})",
        "en": "something went wrong ({code})",
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
        "fr": "L'envoi au comptable a échoué ({code}).",
        "nl": "Het doorsturen naar de boekhouder is mislukt ({code}).",
        "en": "Sending to the accountant failed ({code}).",
    },
    "task_delivery_unconfirmed": {
        "fr": "L'envoi est peut-être arrivé, sans confirmation ({code}). Vérifiez avant de renvoyer.",
        "nl": "De zending is misschien aangekomen, zonder bevestiging ({code}). Controleer voor u opnieuw stuurt.",
        "en": "It may have arrived, but this is not confirmed ({code}). Check before sending it again.",
    },
    "field_number": {
        "fr": "numéro",
        "nl": "nummer",
        "en": "number",
    },
    "field_issue_date": {
        "fr": "date",
        "nl": "datum",
        "en": "date",
    },
    "field_due_date": {
        "fr": "échéance",
        "nl": "vervaldag",
        "en": "due date",
    },
    "field_total_incl": {
        "fr": "total TVA comprise",
        "nl": "totaal inclusief btw",
        "en": "total including VAT",
    },
    "field_total_excl": {
        "fr": "total hors TVA",
        "nl": "totaal exclusief btw",
        "en": "total excluding VAT",
    },
    "field_total_vat": {
        "fr": "total de TVA",
        "nl": "btw-totaal",
        "en": "VAT total",
    },
    "field_supplier_name": {
        "fr": "nom du fournisseur",
        "nl": "naam van de leverancier",
        "en": "supplier's name",
    },
    "field_supplier_vat_number": {
        "fr": "numéro de TVA du fournisseur",
        "nl": "btw-nummer van de leverancier",
        "en": "supplier's VAT number",
    },
    "field_customer_name": {
        "fr": "nom du client",
        "nl": "naam van de klant",
        "en": "customer's name",
    },
    "field_customer_vat_number": {
        "fr": "numéro de TVA du client",
        "nl": "btw-nummer van de klant",
        "en": "customer's VAT number",
    },
    "field_currency": {
        "fr": "devise",
        "nl": "munt",
        "en": "currency",
    },
    "field_iban": {
        "fr": "numéro de compte",
        "nl": "rekeningnummer",
        "en": "account number",
    },
    "field_vat": {
        "fr": "TVA par taux",
        "nl": "btw per tarief",
        "en": "VAT per rate",
    },
    "field_lines": {
        "fr": "lignes",
        "nl": "regels",
        "en": "lines",
    },
}
