"""What a task asks, in the reader's language, and the names of the fields it asks for."""

Texts = dict[str, dict[str, str]]

TEXTS: Texts = {
    "task_document_missing": {
        "fr": "Il manque un document pour ce mouvement.",
        "nl": "Er ontbreekt een document bij deze verrichting.",
        "en": "A document is missing for this transaction.",
    },
    "task_payment_missing": {
        "fr": "Aucun paiement trouvé pour ce document. Est-il payé, et comment ?",
        "nl": "Geen betaling gevonden voor dit document. Is het betaald, en hoe?",
        "en": "No payment was found for this document. Is it paid, and how?",
    },
    "task_ambiguous_link": {
        "fr": "Plusieurs candidats conviennent aussi bien. Lequel est le bon ?",
        "nl": "Meerdere kandidaten passen even goed. Welke is de juiste?",
        "en": "Several candidates fit equally well. Which one is right?",
    },
    "task_partial_payment": {
        "fr": "Ceci semble être un paiement partiel. Faut-il les lier ?",
        "nl": "Dit lijkt een gedeeltelijke betaling. Moeten ze gekoppeld worden?",
        "en": "This looks like a partial payment. Should they be linked?",
    },
    "task_partial_payment_open": {
        "fr": "La réservation est incomplète : {open} reste ouvert.",
        "nl": "De boeking is onvolledig: {open} staat nog open.",
        "en": "The booking is incomplete: {open} is still open.",
    },
    "task_partial_payment_provisional": {
        "fr": "Incomplet, provisoirement en ordre : {open} reste ouvert.",
        "nl": "Onvolledig, voorlopig in orde: {open} staat nog open.",
        "en": "Incomplete, provisionally fine: {open} is still open.",
    },
    "task_unreadable": {
        "fr": "Ce fichier n'a pas pu être lu ({code}). Envoyez-en une meilleure copie ou saisissez les données.",
        "nl": "Dit bestand kon niet gelezen worden ({code}). Stuur een betere kopie of vul de gegevens in.",
        "en": "This file could not be read ({code}). Send a better copy or fill in the data.",
    },
    "task_password_needed": {
        "fr": "Ce fichier est protégé par un mot de passe. Envoyez-en une copie sans protection.",
        "nl": "Dit bestand is beveiligd met een wachtwoord. Stuur een kopie zonder beveiliging.",
        "en": "This file is protected by a password. Send a copy without protection.",
    },
    "task_fields_missing": {
        "fr": "Il manque des données, ou elles sont refusées : {fields}.",
        "nl": "Er ontbreken gegevens, of ze zijn geweigerd: {fields}.",
        "en": "Data are missing or were refused: {fields}.",
    },
    "task_kind_unsure": {
        "fr": "Est-ce une facture ou un reçu, ou faut-il simplement le conserver ?",
        "nl": "Is dit een factuur of een bonnetje, of moet het gewoon bewaard worden?",
        "en": "Is this an invoice or a receipt, or should it simply be kept?",
    },
    "task_several_documents": {
        "fr": "Cette image montre {count} documents. Faut-il la diviser, ou est-ce un seul document ?",
        "nl": "Deze foto toont {count} documenten. Moet hij worden opgedeeld, of is het één document?",
        "en": "This picture shows {count} documents. Is it to be divided, or is it one document?",
    },
    "task_several_documents_not_divided": {
        "fr": "Cette image de {count} documents n'a pas pu être divisée : {why}. "
        "Réessayez, ou est-ce un seul document ?",
        "nl": "Deze foto van {count} documenten kon niet worden opgedeeld: {why}. "
        "Probeer het opnieuw, of is het één document?",
        "en": "This picture of {count} documents could not be divided: {why}. Try again, or is it one document?",
    },
    "task_several_documents_not_read": {
        "fr": "Cette image n'a pas pu être lue comme un seul document : {why}. "
        "Réessayez, ou faut-il la diviser en {count} documents ?",
        "nl": "Deze foto kon niet als één document worden gelezen: {why}. "
        "Probeer het opnieuw, of moet hij in {count} documenten worden opgedeeld?",
        "en": "This picture could not be read as one document: {why}. "
        "Try again, or is it to be divided into {count} documents?",
    },
    "why_file_missing": {
        "fr": "un fichier n'est plus là",
        "nl": "een bestand is er niet meer",
        "en": "a file is not there any more",
    },
    "why_damaged": {
        "fr": "une partie est trop petite ou abîmée",
        "nl": "een deel is te klein of beschadigd",
        "en": "a part of it is too small or damaged",
    },
    "why_limits": {
        "fr": "cela demande trop de temps ou de mémoire",
        "nl": "dat vraagt te veel tijd of geheugen",
        "en": "it takes too much time or memory",
    },
    "why_nothing_to_divide": {
        "fr": "on ne sait plus où se trouvent les documents",
        "nl": "waar de documenten staan, is niet meer bekend",
        "en": "where its documents are is no longer known",
    },
    "why_no_answer": {
        "fr": "cela a duré trop longtemps",
        "nl": "het duurde te lang",
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
        "fr": "L'accès à ce compte bancaire arrive à échéance. Renouvelez-le.",
        "nl": "De toegang tot deze bankrekening verloopt binnenkort. Vernieuw hem.",
        "en": "Access to this bank account is about to expire. Please renew it.",
    },
    "task_statement_help": {
        "fr": "L'état des dépenses de cette carte manque. Ajoutez-le.",
        "nl": "De uitgavenstaat van deze kaart ontbreekt. Voeg hem toe.",
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
        "nl": "vervaldatum",
        "en": "due date",
    },
    "field_total_with_vat": {
        "fr": "total TVA comprise",
        "nl": "totaal inclusief btw",
        "en": "total including VAT",
    },
    "field_total_without_vat": {
        "fr": "total hors TVA",
        "nl": "totaal exclusief btw",
        "en": "total excluding VAT",
    },
    "field_total_vat": {
        "fr": "total de la TVA",
        "nl": "totaal btw",
        "en": "VAT total",
    },
    "field_seller_name": {
        "fr": "nom du fournisseur",
        "nl": "naam van de leverancier",
        "en": "supplier's name",
    },
    "field_seller_vat_number": {
        "fr": "numéro de TVA du fournisseur",
        "nl": "btw-nummer van de leverancier",
        "en": "supplier's VAT number",
    },
    "field_buyer_name": {
        "fr": "nom du client",
        "nl": "naam van de klant",
        "en": "customer's name",
    },
    "field_buyer_vat_number": {
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
        "nl": "lijnen",
        "en": "lines",
    },
}
