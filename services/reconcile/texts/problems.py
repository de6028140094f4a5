"""Why a request cannot be done, in the reader's language."""

from libs.texts import Texts

TEXTS: Texts = {
    "field_refused": {
        "fr": "La valeur du champ « {field} » n'est pas acceptée ({why}).",
        "nl": "De waarde van het veld “{field}” wordt niet aanvaard ({why}).",
        "en": "The value of the field “{field}” is not accepted ({why}).",
    },
    "action_not_for_documents": {
        "fr": "Cette action n'est pas possible pour un document.",
        "nl": "Deze actie is niet mogelijk voor een document.",
        "en": "This action is not possible for a document.",
    },
    "action_not_for_transactions": {
        "fr": "Cette action n'est pas possible pour une transaction.",
        "nl": "Deze actie is niet mogelijk voor een transactie.",
        "en": "This action is not possible for a transaction.",
    },
    "action_not_offered": {
        "fr": "Cette action n'est pas possible pour cette tâche.",
        "nl": "Deze actie is niet mogelijk voor deze taak.",
        "en": "This action is not possible for this task.",
    },
    "task_closed": {
        "fr": "Cette tâche est déjà terminée.",
        "nl": "Deze taak is al afgerond.",
        "en": "This task is already closed.",
    },
    "document_deleted": {
        "fr": "Ce document est supprimé ; restaurez-le d'abord.",
        "nl": "Dit document is verwijderd; herstel het eerst.",
        "en": "This document is deleted; restore it first.",
    },
    "document_not_deleted": {
        "fr": "Ce document n'est pas supprimé.",
        "nl": "Dit document is niet verwijderd.",
        "en": "This document is not deleted.",
    },
    "document_has_left": {
        "fr": "Ce document a déjà été envoyé au comptable.",
        "nl": "Dit document is al naar de boekhouder verzonden.",
        "en": "This document has already been sent to the accountant.",
    },
    "restore_window_over": {
        "fr": "Ce document a été supprimé il y a plus de 30 jours.",
        "nl": "Dit document is meer dan 30 dagen geleden verwijderd.",
        "en": "This document was deleted more than 30 days ago.",
    },
    "day_missing": {
        "fr": "Indiquez une date.",
        "nl": "Geef een datum op.",
        "en": "Please enter a date.",
    },
    "day_not_in_future": {
        "fr": "La date doit être dans le futur.",
        "nl": "De datum moet in de toekomst liggen.",
        "en": "The date must be in the future.",
    },
    "not_several_documents": {
        "fr": "Cette image ne montre pas plusieurs documents.",
        "nl": "Deze foto toont niet meerdere documenten.",
        "en": "This image does not show several documents.",
    },
    "already_divided": {
        "fr": "Cette image a déjà été divisée en plusieurs documents.",
        "nl": "Deze foto is al in meerdere documenten gesplitst.",
        "en": "This image has already been split into several documents.",
    },
    "division_under_way": {
        "fr": "Cette image est en cours de division ; réessayez dans un instant.",
        "nl": "Deze foto wordt nu gesplitst; probeer het zo dadelijk opnieuw.",
        "en": "This image is being split; try again in a moment.",
    },
    "parts_first": {
        "fr": "Supprimez d'abord les documents issus de cette image.",
        "nl": "Verwijder eerst de documenten die uit deze foto komen.",
        "en": "Delete the documents that were made from this image first.",
    },
    "picture_is_one_document": {
        "fr": "L'image dont ce document provient est devenue un seul document.",
        "nl": "De foto waaruit dit document komt, is één document geworden.",
        "en": "The image that this document comes from has become one document.",
    },
    "same_document": {
        "fr": "Vous avez indiqué deux fois le même document.",
        "nl": "U hebt twee keer hetzelfde document opgegeven.",
        "en": "You named the same document twice.",
    },
    "other_document_needed": {
        "fr": "Choisissez l'autre document.",
        "nl": "Kies het andere document.",
        "en": "Please choose the other document.",
    },
    "kind_needed": {
        "fr": "Indiquez d'abord le type de document.",
        "nl": "Kies eerst het soort document.",
        "en": "Please choose the type of document first.",
    },
    "not_read_yet": {
        "fr": "Ce document n'a pas encore été lu.",
        "nl": "Dit document is nog niet gelezen.",
        "en": "This document has not been read yet.",
    },
    "two_things_needed": {
        "fr": "Il faut au moins deux documents ou transactions à lier.",
        "nl": "Er zijn minstens twee documenten of transacties nodig om te koppelen.",
        "en": "At least two documents or transactions are needed to link them.",
    },
    "too_many_things": {
        "fr": "Trop de documents et de transactions à la fois : 50 au maximum.",
        "nl": "Te veel documenten en transacties tegelijk: maximaal 50.",
        "en": "Too many documents and transactions at once: at most 50.",
    },
    "no_link_to_undo": {
        "fr": "Il n'y a ici aucun lien créé par un utilisateur.",
        "nl": "Hier is geen koppeling die door een gebruiker is gemaakt.",
        "en": "There is no link here that was made by a user.",
    },
    "not_linked": {
        "fr": "Ce document ou cette transaction n'est pas lié.",
        "nl": "Dit document of deze transactie is niet gekoppeld.",
        "en": "This document or transaction is not linked.",
    },
    "cannot_leave_not_read": {
        "fr": "Le document ne peut pas être envoyé : il n'a pas encore été lu.",
        "nl": "Het document kan niet worden verzonden: het is nog niet gelezen.",
        "en": "The document cannot be sent: it has not been read yet.",
    },
    "cannot_leave_kept_only": {
        "fr": "Le document ne peut pas être envoyé : il est uniquement conservé.",
        "nl": "Het document kan niet worden verzonden: het wordt alleen bewaard.",
        "en": "The document cannot be sent: it is only kept.",
    },
    "cannot_leave_deleted": {
        "fr": "Le document ne peut pas être envoyé : il est supprimé.",
        "nl": "Het document kan niet worden verzonden: het is verwijderd.",
        "en": "The document cannot be sent: it is deleted.",
    },
    "cannot_leave_left": {
        "fr": "Le document ne peut pas être envoyé : il a déjà été envoyé.",
        "nl": "Het document kan niet worden verzonden: het is al verzonden.",
        "en": "The document cannot be sent: it has already been sent.",
    },
    "cannot_leave_client_closed": {
        "fr": "Le document ne peut pas être envoyé : le dossier est clôturé.",
        "nl": "Het document kan niet worden verzonden: het dossier is afgesloten.",
        "en": "The document cannot be sent: the client file is closed.",
    },
    "cannot_leave_several_documents": {
        "fr": "Le document ne peut pas être envoyé : l'image montre plusieurs documents ; décidez d'abord s'il faut "
        "la diviser.",
        "nl": "Het document kan niet worden verzonden: de foto toont meerdere documenten; beslis eerst of ze "
        "gesplitst moet worden.",
        "en": "The document cannot be sent: the image shows several documents; first decide whether to split it.",
    },
    "cannot_leave_kind_unsure": {
        "fr": "Le document ne peut pas être envoyé : son type n'est pas certain.",
        "nl": "Het document kan niet worden verzonden: het soort document is niet zeker.",
        "en": "The document cannot be sent: its type is not certain.",
    },
    "cannot_leave_duplicate": {
        "fr": "Le document ne peut pas être envoyé : c'est peut-être un doublon ; décidez d'abord.",
        "nl": "Het document kan niet worden verzonden: het is misschien een duplicaat; beslis dat eerst.",
        "en": "The document cannot be sent: it may be a duplicate; decide that first.",
    },
    "cannot_leave_fields": {
        "fr": "Le document ne peut pas être envoyé : il manque des données : {fields}.",
        "nl": "Het document kan niet worden verzonden: er ontbreken gegevens: {fields}.",
        "en": "The document cannot be sent: some data is missing: {fields}.",
    },
    "cannot_leave_payment": {
        "fr": "Le document ne peut pas être envoyé : il attend le paiement.",
        "nl": "Het document kan niet worden verzonden: het wacht op de betaling.",
        "en": "The document cannot be sent: it is waiting for its payment.",
    },
    "cannot_leave_statement": {
        "fr": "Le document ne peut pas être envoyé : il attend le relevé de carte.",
        "nl": "Het document kan niet worden verzonden: het wacht op de uitgavenstaat.",
        "en": "The document cannot be sent: it is waiting for the card statement.",
    },
    "cannot_leave_on_demand": {
        "fr": "Le document ne peut pas être envoyé : l'envoi se fait à la demande.",
        "nl": "Het document kan niet worden verzonden: het wordt op aanvraag verzonden.",
        "en": "The document cannot be sent: it is sent on request.",
    },
    "cannot_leave_approval": {
        "fr": "Le document ne peut pas être envoyé : il attend une approbation.",
        "nl": "Het document kan niet worden verzonden: het wacht op goedkeuring.",
        "en": "The document cannot be sent: it is waiting for approval.",
    },
    "cannot_leave_timing": {
        "fr": "Le document ne peut pas être envoyé : il sera envoyé plus tard.",
        "nl": "Het document kan niet worden verzonden: het wordt later verzonden.",
        "en": "The document cannot be sent: it will be sent later.",
    },
    "cannot_leave_by_hand_only": {
        "fr": "Le document ne peut pas être envoyé : l'envoi est manuel.",
        "nl": "Het document kan niet worden verzonden: het wordt enkel handmatig verzonden.",
        "en": "The document cannot be sent: it is only sent manually.",
    },
}
