"""The refusals of reconcile, with their words in three languages."""

from enum import StrEnum

from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """Why a request or a command is refused."""

    FIELD_REFUSED = "field_refused"
    ACTION_NOT_FOR_DOCUMENTS = "action_not_for_documents"
    ACTION_NOT_FOR_TRANSACTIONS = "action_not_for_transactions"
    ACTION_NOT_OFFERED = "action_not_offered"
    DESTINATION_OF_CLIENT = "destination_of_client"
    TASK_CLOSED = "task_closed"
    DOCUMENT_DELETED = "document_deleted"
    DOCUMENT_NOT_DELETED = "document_not_deleted"
    DOCUMENT_RELEASED = "document_released"
    RESTORE_WINDOW_OVER = "restore_window_over"
    DAY_MISSING = "day_missing"
    DAY_NOT_IN_FUTURE = "day_not_in_future"
    NOT_SEVERAL_DOCUMENTS = "not_several_documents"
    ALREADY_DIVIDED = "already_divided"
    DIVISION_UNDER_WAY = "division_under_way"
    PARTS_FIRST = "parts_first"
    PHOTO_IS_ONE_DOCUMENT = "photo_is_one_document"
    SAME_DOCUMENT = "same_document"
    OTHER_DOCUMENT_NEEDED = "other_document_needed"
    KIND_NEEDED = "kind_needed"
    NOT_READ_YET = "not_read_yet"
    TWO_ITEMS_NEEDED = "two_items_needed"
    TOO_MANY_ITEMS = "too_many_items"
    NO_LINK_TO_UNDO = "no_link_to_undo"
    NOT_LINKED = "not_linked"
    CANNOT_RELEASE_NOT_READ = "cannot_release_not_read"
    CANNOT_RELEASE_KEPT_ONLY = "cannot_release_kept_only"
    CANNOT_RELEASE_DELETED = "cannot_release_deleted"
    CANNOT_RELEASE_RELEASED = "cannot_release_released"
    CANNOT_RELEASE_CLIENT_CLOSED = "cannot_release_client_closed"
    CANNOT_RELEASE_SEVERAL_DOCUMENTS = "cannot_release_several_documents"
    CANNOT_RELEASE_KIND_UNSURE = "cannot_release_kind_unsure"
    CANNOT_RELEASE_DUPLICATE = "cannot_release_duplicate"
    CANNOT_RELEASE_FIELDS = "cannot_release_fields"
    CANNOT_RELEASE_PAYMENT = "cannot_release_payment"
    CANNOT_RELEASE_STATEMENT = "cannot_release_statement"
    CANNOT_RELEASE_ON_DEMAND = "cannot_release_on_demand"
    CANNOT_RELEASE_APPROVAL = "cannot_release_approval"
    CANNOT_RELEASE_TIMING = "cannot_release_timing"
    CANNOT_RELEASE_BY_HAND_ONLY = "cannot_release_by_hand_only"


STATUSES: Statuses = {**dict.fromkeys(Code, 409), Code.FIELD_REFUSED: 422}

TEXTS: Texts = {
    Code.DESTINATION_OF_CLIENT: {
        "fr": "La destination vaut pour tous les documents du client : changez-la dans ses réglages.",
        "nl": "De bestemming geldt voor alle documenten van de klant: wijzig ze in zijn instellingen.",
        "en": "The destination is that of all documents of the client: change it in the client's settings.",
    },
    Code.FIELD_REFUSED: {
        "fr": "La valeur du champ « {field} » n'est pas acceptée.",
        "nl": "De waarde van het veld “{field}” wordt niet aanvaard.",
        "en": "The value of the field “{field}” is not accepted.",
    },
    Code.ACTION_NOT_FOR_DOCUMENTS: {
        "fr": "Cette action n'est pas possible pour un document.",
        "nl": "Deze actie is niet mogelijk voor een document.",
        "en": "This action is not possible for a document.",
    },
    Code.ACTION_NOT_FOR_TRANSACTIONS: {
        "fr": "Cette action n'est pas possible pour une transaction.",
        "nl": "Deze actie is niet mogelijk voor een transactie.",
        "en": "This action is not possible for a transaction.",
    },
    Code.ACTION_NOT_OFFERED: {
        "fr": "Cette action n'est pas possible pour cette tâche.",
        "nl": "Deze actie is niet mogelijk voor deze taak.",
        "en": "This action is not possible for this task.",
    },
    Code.TASK_CLOSED: {
        "fr": "Cette tâche est déjà terminée.",
        "nl": "Deze taak is al afgerond.",
        "en": "This task is already closed.",
    },
    Code.DOCUMENT_DELETED: {
        "fr": "Ce document est supprimé ; restaurez-le d'abord.",
        "nl": "Dit document is verwijderd; herstel het eerst.",
        "en": "This document is deleted; restore it first.",
    },
    Code.DOCUMENT_NOT_DELETED: {
        "fr": "Ce document n'est pas supprimé.",
        "nl": "Dit document is niet verwijderd.",
        "en": "This document is not deleted.",
    },
    Code.DOCUMENT_RELEASED: {
        "fr": "Ce document a déjà été envoyé au comptable.",
        "nl": "Dit document is al naar de boekhouder verzonden.",
        "en": "This document has already been sent to the accountant.",
    },
    Code.RESTORE_WINDOW_OVER: {
        "fr": "Ce document a été supprimé il y a plus de 30 jours.",
        "nl": "Dit document is meer dan 30 dagen geleden verwijderd.",
        "en": "This document was deleted more than 30 days ago.",
    },
    Code.DAY_MISSING: {
        "fr": "Indiquez une date.",
        "nl": "Geef een datum op.",
        "en": "Please enter a date.",
    },
    Code.DAY_NOT_IN_FUTURE: {
        "fr": "La date doit être dans le futur.",
        "nl": "De datum moet in de toekomst liggen.",
        "en": "The date must be in the future.",
    },
    Code.NOT_SEVERAL_DOCUMENTS: {
        "fr": "Cette photo ne montre qu'un seul document.",
        "nl": "Op deze foto staat maar één document.",
        "en": "This photo shows only one document.",
    },
    Code.ALREADY_DIVIDED: {
        "fr": "Cette photo a déjà été divisée en plusieurs documents.",
        "nl": "Deze foto is al in meerdere documenten gesplitst.",
        "en": "This photo has already been split into several documents.",
    },
    Code.DIVISION_UNDER_WAY: {
        "fr": "Cette photo est en cours de division ; réessayez dans un instant.",
        "nl": "Deze foto wordt nu gesplitst; probeer het zo dadelijk opnieuw.",
        "en": "This photo is being split; try again in a moment.",
    },
    Code.PARTS_FIRST: {
        "fr": "Supprimez d'abord les documents issus de cette photo.",
        "nl": "Verwijder eerst de documenten die uit deze foto komen.",
        "en": "Delete the documents that were made from this photo first.",
    },
    Code.PHOTO_IS_ONE_DOCUMENT: {
        "fr": "La photo dont ce document provient est devenue un seul document.",
        "nl": "De foto waaruit dit document komt, is één document geworden.",
        "en": "The photo that this document comes from has become one document.",
    },
    Code.SAME_DOCUMENT: {
        "fr": "Vous avez indiqué deux fois le même document.",
        "nl": "U hebt twee keer hetzelfde document opgegeven.",
        "en": "You named the same document twice.",
    },
    Code.OTHER_DOCUMENT_NEEDED: {
        "fr": "Choisissez l'autre document.",
        "nl": "Kies het andere document.",
        "en": "Please choose the other document.",
    },
    Code.KIND_NEEDED: {
        "fr": "Indiquez d'abord le type de document.",
        "nl": "Kies eerst het soort document.",
        "en": "Please choose the type of document first.",
    },
    Code.NOT_READ_YET: {
        "fr": "Ce document n'a pas encore été lu.",
        "nl": "Dit document is nog niet gelezen.",
        "en": "This document has not been read yet.",
    },
    Code.TWO_ITEMS_NEEDED: {
        "fr": "Il faut au moins deux documents ou transactions à lier.",
        "nl": "Er zijn minstens twee documenten of transacties nodig om te koppelen.",
        "en": "At least two documents or transactions are needed to link them.",
    },
    Code.TOO_MANY_ITEMS: {
        "fr": "Trop de documents et de transactions à la fois : 50 au maximum.",
        "nl": "Te veel documenten en transacties tegelijk: maximaal 50.",
        "en": "Too many documents and transactions at once: at most 50.",
    },
    Code.NO_LINK_TO_UNDO: {
        "fr": "Il n'y a ici aucun lien créé par un utilisateur.",
        "nl": "Hier is geen koppeling die door een gebruiker is gemaakt.",
        "en": "There is no link here that was made by a user.",
    },
    Code.NOT_LINKED: {
        "fr": "Ce document ou cette transaction n'est pas lié.",
        "nl": "Dit document of deze transactie is niet gekoppeld.",
        "en": "This document or transaction is not linked.",
    },
    Code.CANNOT_RELEASE_NOT_READ: {
        "fr": "Le document ne peut pas être envoyé : il n'a pas encore été lu.",
        "nl": "Het document kan niet worden verzonden: het is nog niet gelezen.",
        "en": "The document cannot be sent: it has not been read yet.",
    },
    Code.CANNOT_RELEASE_KEPT_ONLY: {
        "fr": "Le document ne peut pas être envoyé : il est uniquement conservé.",
        "nl": "Het document kan niet worden verzonden: het wordt alleen bewaard.",
        "en": "The document cannot be sent: it is only kept.",
    },
    Code.CANNOT_RELEASE_DELETED: {
        "fr": "Le document ne peut pas être envoyé : il est supprimé.",
        "nl": "Het document kan niet worden verzonden: het is verwijderd.",
        "en": "The document cannot be sent: it is deleted.",
    },
    Code.CANNOT_RELEASE_RELEASED: {
        "fr": "Le document ne peut pas être envoyé : il a déjà été envoyé.",
        "nl": "Het document kan niet worden verzonden: het is al verzonden.",
        "en": "The document cannot be sent: it has already been sent.",
    },
    Code.CANNOT_RELEASE_CLIENT_CLOSED: {
        "fr": "Le document ne peut pas être envoyé : le dossier est clôturé.",
        "nl": "Het document kan niet worden verzonden: het dossier is afgesloten.",
        "en": "The document cannot be sent: the client file is closed.",
    },
    Code.CANNOT_RELEASE_SEVERAL_DOCUMENTS: {
        "fr": "Le document ne peut pas être envoyé : la photo montre plusieurs documents ; décidez d'abord s'il faut "
        "la diviser.",
        "nl": "Het document kan niet worden verzonden: de foto toont meerdere documenten; beslis eerst of ze "
        "gesplitst moet worden.",
        "en": "The document cannot be sent: the photo shows several documents; first decide whether to split it.",
    },
    Code.CANNOT_RELEASE_KIND_UNSURE: {
        "fr": "Le document ne peut pas être envoyé : son type n'est pas certain.",
        "nl": "Het document kan niet worden verzonden: het soort document is niet zeker.",
        "en": "The document cannot be sent: its type is not certain.",
    },
    Code.CANNOT_RELEASE_DUPLICATE: {
        "fr": "Le document ne peut pas être envoyé : c'est peut-être un doublon ; tranchez d'abord ce point.",
        "nl": "Het document kan niet worden verzonden: het is misschien een duplicaat; beslis daar eerst over.",
        "en": "The document cannot be sent: it may be a duplicate; decide that first.",
    },
    Code.CANNOT_RELEASE_FIELDS: {
        "fr": "Le document ne peut pas être envoyé : il manque des données : {fields}.",
        "nl": "Het document kan niet worden verzonden: er ontbreken gegevens: {fields}.",
        "en": "The document cannot be sent: some data is missing: {fields}.",
    },
    Code.CANNOT_RELEASE_PAYMENT: {
        "fr": "Le document ne peut pas être envoyé : il attend le paiement.",
        "nl": "Het document kan niet worden verzonden: het wacht op de betaling.",
        "en": "The document cannot be sent: it is waiting for its payment.",
    },
    Code.CANNOT_RELEASE_STATEMENT: {
        "fr": "Le document ne peut pas être envoyé : il attend le relevé de carte.",
        "nl": "Het document kan niet worden verzonden: het wacht op de uitgavenstaat.",
        "en": "The document cannot be sent: it is waiting for the card statement.",
    },
    Code.CANNOT_RELEASE_ON_DEMAND: {
        "fr": "Le document ne peut pas être envoyé : l'envoi se fait à la demande.",
        "nl": "Het document kan niet worden verzonden: het wordt op aanvraag verzonden.",
        "en": "The document cannot be sent: it is sent on request.",
    },
    Code.CANNOT_RELEASE_APPROVAL: {
        "fr": "Le document ne peut pas être envoyé : il attend une approbation.",
        "nl": "Het document kan niet worden verzonden: het wacht op goedkeuring.",
        "en": "The document cannot be sent: it is waiting for approval.",
    },
    Code.CANNOT_RELEASE_TIMING: {
        "fr": "Le document ne peut pas être envoyé : il sera envoyé plus tard.",
        "nl": "Het document kan niet worden verzonden: het wordt later verzonden.",
        "en": "The document cannot be sent: it will be sent later.",
    },
    Code.CANNOT_RELEASE_BY_HAND_ONLY: {
        "fr": "Le document ne peut pas être envoyé : l'envoi est manuel.",
        "nl": "Het document kan niet worden verzonden: het wordt enkel handmatig verzonden.",
        "en": "The document cannot be sent: it is only sent manually.",
    },
}
