"""The lines of the timeline, in the reader's language."""

from libs.texts import Texts

TEXTS: Texts = {
    "history_received": {
        "fr": "Reçu : {filename}",
        "nl": "Ontvangen: {filename}",
        "en": "Received: {filename}",
    },
    "history_seen_again": {
        "fr": "Reçu une nouvelle fois : {filename}",
        "nl": "Opnieuw ontvangen: {filename}",
        "en": "Received again: {filename}",
    },
    "history_read": {
        "fr": "Lu",
        "nl": "Gelezen",
        "en": "Read",
    },
    "history_unreadable": {
        "fr": "Illisible. {reason}",
        "nl": "Onleesbaar. {reason}",
        "en": "Unreadable. {reason}",
    },
    "history_linked": {
        "fr": "Lié",
        "nl": "Gekoppeld",
        "en": "Linked",
    },
    "history_unlinked": {
        "fr": "Lien supprimé",
        "nl": "Koppeling verwijderd",
        "en": "Link removed",
    },
    "history_corrected": {
        "fr": "Corrigé",
        "nl": "Verbeterd",
        "en": "Corrected",
    },
    "history_annotated": {
        "fr": "Note ajoutée",
        "nl": "Notitie toegevoegd",
        "en": "Note added",
    },
    "history_release": {
        "fr": "Transmission demandée",
        "nl": "Verzending gevraagd",
        "en": "Sending requested",
    },
    "history_released": {
        "fr": "Envoyé (n° {sequence})",
        "nl": "Verzonden (nr. {sequence})",
        "en": "Sent (no. {sequence})",
    },
    "history_rendered": {
        "fr": "Fichier préparé",
        "nl": "Bestand klaargemaakt",
        "en": "File prepared",
    },
    "history_refused": {
        "fr": "Refusé par les règles de facturation électronique. {reason}",
        "nl": "Geweigerd door de regels voor e-facturatie. {reason}",
        "en": "Refused by the rules for e-invoicing. {reason}",
    },
    "history_delivered": {
        "fr": "Livré : {filename}",
        "nl": "Geleverd: {filename}",
        "en": "Delivered: {filename}",
    },
    "history_delivery_failed": {
        "fr": "L'envoi a échoué. {reason}",
        "nl": "Het verzenden is mislukt. {reason}",
        "en": "Sending failed. {reason}",
    },
    "history_private": {
        "fr": "Marqué comme privé",
        "nl": "Gemarkeerd als privé",
        "en": "Marked as private",
    },
    "history_cash": {
        "fr": "Payé en espèces",
        "nl": "Contant betaald",
        "en": "Paid in cash",
    },
    "history_private_money": {
        "fr": "Payé avec des fonds privés",
        "nl": "Betaald met privégeld",
        "en": "Paid with private money",
    },
    "history_card": {
        "fr": "Payé par carte",
        "nl": "Betaald met kaart",
        "en": "Paid by card",
    },
    "history_direct_debit": {
        "fr": "Payé par domiciliation",
        "nl": "Betaald via domiciliëring",
        "en": "Paid by direct debit",
    },
    "history_no_document": {
        "fr": "Sans document : {no_document}",
        "nl": "Zonder document: {no_document}",
        "en": "No document: {no_document}",
    },
    "history_not_an_invoice": {
        "fr": "Conservé : ce n'est pas une facture",
        "nl": "Bewaard: dit is geen factuur",
        "en": "Kept: not an invoice",
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
        "en": "OK for now",
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
        "fr": "Marqué comme doublon",
        "nl": "Gemarkeerd als duplicaat",
        "en": "Marked as a duplicate",
    },
    "history_retry": {
        "fr": "Nouvel essai d'envoi demandé",
        "nl": "Nieuwe poging tot verzenden gevraagd",
        "en": "Another attempt to send was requested",
    },
    "history_send_again": {
        "fr": "Renvoi demandé après vérification",
        "nl": "Opnieuw verzenden gevraagd na controle",
        "en": "Sending again was requested after checking",
    },
    "history_arrived": {
        "fr": "Réception confirmée par un utilisateur",
        "nl": "Ontvangst bevestigd door een gebruiker",
        "en": "Arrival confirmed by a user",
    },
    "history_done_by_hand": {
        "fr": "Remis au comptable autrement",
        "nl": "Op een andere manier aan de boekhouder bezorgd",
        "en": "Given to the accountant in another way",
    },
    "history_change_destination": {
        "fr": "Destination modifiée",
        "nl": "Bestemming gewijzigd",
        "en": "Destination changed",
    },
    "history_divide": {
        "fr": "À diviser en plusieurs documents",
        "nl": "Te splitsen in meerdere documenten",
        "en": "To be split into several documents",
    },
    "history_one_document": {
        "fr": "C'est un seul document",
        "nl": "Het is één document",
        "en": "It is one document",
    },
    "history_division_failed": {
        "fr": "La photo n'a pu être ni divisée, ni relue. {reason}",
        "nl": "De foto kon niet worden gesplitst of opnieuw gelezen. {reason}",
        "en": "The photo could not be split or read again. {reason}",
    },
    "history_photo_is_one_document": {
        "fr": "Mis de côté : il n'est plus nécessaire de diviser la photo dont il provient",
        "nl": "Opzijgezet: de foto waaruit het komt, hoeft niet meer te worden gesplitst",
        "en": "Set aside: the photo that it comes from no longer has to be split",
    },
    "history_disconnect_duplicate": {
        "fr": "N'est pas un doublon",
        "nl": "Geen duplicaat",
        "en": "Not a duplicate",
    },
}
