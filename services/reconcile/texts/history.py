"""The lines of the timeline, in the reader's language."""

Texts = dict[str, dict[str, str]]

TEXTS: Texts = {
    "history_received": {
        "fr": "Reçu : {filename}",
        "nl": "Ontvangen: {filename}",
        "en": "Received: {filename}",
    },
    "history_seen_again": {
        "fr": "Reçu encore une fois : {filename}",
        "nl": "Nog een keer ontvangen: {filename}",
        "en": "Received once more: {filename}",
    },
    "history_read": {
        "fr": "Lu",
        "nl": "Gelezen",
        "en": "Read",
    },
    "history_unreadable": {
        "fr": "Illisible ({code})",
        "nl": "Onleesbaar ({code})",
        "en": "Unreadable ({code})",
    },
    "history_linked": {
        "fr": "Lié",
        "nl": "Gekoppeld",
        "en": "Linked",
    },
    "history_unlinked": {
        "fr": "Liaison défaite",
        "nl": "Losgekoppeld",
        "en": "Unlinked",
    },
    "history_corrected": {
        "fr": "Corrigé",
        "nl": "Verbeterd",
        "en": "Corrected",
    },
    "history_annotated": {
        "fr": "Annoté",
        "nl": "Van een notitie voorzien",
        "en": "Annotated",
    },
    "history_release": {
        "fr": "Envoi demandé",
        "nl": "Doorsturen gevraagd",
        "en": "Sending asked for",
    },
    "history_released": {
        "fr": "Parti (n° {sequence})",
        "nl": "Vertrokken (nr. {sequence})",
        "en": "Gone (no. {sequence})",
    },
    "history_rendered": {
        "fr": "Fichier préparé",
        "nl": "Bestand klaargemaakt",
        "en": "File prepared",
    },
    "history_refused": {
        "fr": "Refusé par les règles ({codes})",
        "nl": "Geweigerd door de regels ({codes})",
        "en": "Refused by the rules ({codes})",
    },
    "history_delivered": {
        "fr": "Livré : {filename}",
        "nl": "Afgeleverd: {filename}",
        "en": "Delivered: {filename}",
    },
    "history_delivery_failed": {
        "fr": "Livraison échouée ({code})",
        "nl": "Aflevering mislukt ({code})",
        "en": "Delivery failed ({code})",
    },
    "history_private": {
        "fr": "Marqué comme privé",
        "nl": "Als privé gemarkeerd",
        "en": "Marked as private",
    },
    "history_cash": {
        "fr": "Payé en espèces",
        "nl": "Contant betaald",
        "en": "Paid in cash",
    },
    "history_private_money": {
        "fr": "Payé avec de l'argent privé",
        "nl": "Met privégeld betaald",
        "en": "Paid with private money",
    },
    "history_card": {
        "fr": "Payé par carte",
        "nl": "Met kaart betaald",
        "en": "Paid by card",
    },
    "history_direct_debit": {
        "fr": "Payé par domiciliation",
        "nl": "Betaald door domiciliëring",
        "en": "Paid by direct debit",
    },
    "history_no_document": {
        "fr": "Pas de document ({no_document})",
        "nl": "Geen document ({no_document})",
        "en": "No document ({no_document})",
    },
    "history_not_an_invoice": {
        "fr": "Conservé, pas une facture",
        "nl": "Bewaard, geen factuur",
        "en": "Kept, not an invoice",
    },
    "history_remind_on": {
        "fr": "Rappel le {day}",
        "nl": "Herinnering op {day}",
        "en": "Reminder on {day}",
    },
    "history_pause_until": {
        "fr": "En pause jusqu'au {day}",
        "nl": "Gepauzeerd tot {day}",
        "en": "Paused until {day}",
    },
    "history_provisionally_ok": {
        "fr": "Provisoirement en ordre",
        "nl": "Voorlopig in orde",
        "en": "Provisionally fine",
    },
    "history_done": {
        "fr": "Terminé",
        "nl": "Afgerond",
        "en": "Done",
    },
    "history_reopen": {
        "fr": "Rouvert",
        "nl": "Heropend",
        "en": "Reopened",
    },
    "history_delete": {
        "fr": "Supprimé",
        "nl": "Verwijderd",
        "en": "Deleted",
    },
    "history_restore": {
        "fr": "Restauré",
        "nl": "Hersteld",
        "en": "Restored",
    },
    "history_connect_duplicate": {
        "fr": "Marqué comme double",
        "nl": "Als dubbel gemarkeerd",
        "en": "Marked as duplicate",
    },
    "history_divide": {
        "fr": "À diviser en plusieurs documents",
        "nl": "Op te delen in verschillende documenten",
        "en": "To be divided into several documents",
    },
    "history_one_document": {
        "fr": "C'est un seul document",
        "nl": "Het is één document",
        "en": "It is one document",
    },
    "history_division_failed": {
        "fr": "L'image n'a été ni divisée ni relue ({code})",
        "nl": "De foto is niet opgedeeld en niet opnieuw gelezen ({code})",
        "en": "The picture was neither divided nor read anew ({code})",
    },
    "history_picture_is_one_document": {
        "fr": "Mis de côté : l'image dont il vient n'est plus à diviser",
        "nl": "Opzijgelegd: de foto waaruit het komt, moet niet meer worden opgedeeld",
        "en": "Put aside: the picture that it comes from is no longer to be divided",
    },
    "history_disconnect_duplicate": {
        "fr": "N'est pas un double",
        "nl": "Geen dubbel",
        "en": "Not a duplicate",
    },
}
