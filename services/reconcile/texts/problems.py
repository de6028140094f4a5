"""Why a request cannot be done, in the reader's language."""

Texts = dict[str, dict[str, str]]

TEXTS: Texts = {
    "field_refused": {
        "fr": "La valeur du champ « {field} » n'est pas acceptée ({why}).",
        "nl": "De waarde van het veld “{field}” wordt niet aanvaard ({why}).",
        "en": "The value of the field “{field}” is not accepted ({why}).",
    },
    "action_not_for_documents": {
        "fr": "Cette action ne concerne pas un document.",
        "nl": "Deze actie geldt niet voor een document.",
        "en": "This action is not for a document.",
    },
    "action_not_for_transactions": {
        "fr": "Cette action ne concerne pas un mouvement.",
        "nl": "Deze actie geldt niet voor een verrichting.",
        "en": "This action is not for a transaction.",
    },
    "action_not_offered": {
        "fr": "Cette tâche n'offre pas cette action.",
        "nl": "Deze taak biedt deze actie niet.",
        "en": "This task does not offer this action.",
    },
    "task_closed": {
        "fr": "Cette tâche est déjà terminée.",
        "nl": "Deze taak is al afgerond.",
        "en": "This task is already done.",
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
        "fr": "Ce document est déjà parti chez le comptable.",
        "nl": "Dit document is al bij de boekhouder.",
        "en": "This document has already gone to the accountant.",
    },
    "restore_window_over": {
        "fr": "Ce document a été supprimé il y a plus de 30 jours.",
        "nl": "Dit document is meer dan 30 dagen geleden verwijderd.",
        "en": "This document was deleted more than 30 days ago.",
    },
    "day_missing": {
        "fr": "Indiquez une date.",
        "nl": "Geef een datum op.",
        "en": "Please give a day.",
    },
    "day_not_in_future": {
        "fr": "La date doit être dans le futur.",
        "nl": "De datum moet in de toekomst liggen.",
        "en": "The day must be in the future.",
    },
    "not_several_documents": {
        "fr": "Cette image ne montre pas plusieurs documents.",
        "nl": "Deze foto toont geen verschillende documenten.",
        "en": "This picture does not show several documents.",
    },
    "already_divided": {
        "fr": "Cette image est déjà divisée en plusieurs documents.",
        "nl": "Deze foto is al in verschillende documenten opgedeeld.",
        "en": "This picture has already been divided into several documents.",
    },
    "division_under_way": {
        "fr": "Cette image est en train d'être divisée ; réessayez dans un instant.",
        "nl": "Deze foto wordt nu opgedeeld; probeer het zo dadelijk opnieuw.",
        "en": "This picture is being divided; try again in a moment.",
    },
    "parts_first": {
        "fr": "Supprimez d'abord les documents découpés dans cette image.",
        "nl": "Verwijder eerst de documenten die uit deze foto zijn geknipt.",
        "en": "Please delete the documents that were cut out of this picture first.",
    },
    "picture_is_one_document": {
        "fr": "L'image dont ce document est une partie est devenue un seul document.",
        "nl": "De foto waarvan dit document een deel is, is één document geworden.",
        "en": "The picture that this document is a part of has become one document.",
    },
    "same_document": {
        "fr": "C'est deux fois le même document.",
        "nl": "Dit is twee keer hetzelfde document.",
        "en": "This is twice the same document.",
    },
    "other_document_needed": {
        "fr": "Indiquez l'autre document.",
        "nl": "Geef het andere document op.",
        "en": "Please name the other document.",
    },
    "kind_needed": {
        "fr": "Indiquez d'abord le type de document.",
        "nl": "Geef eerst het soort document op.",
        "en": "Please say first what kind of document it is.",
    },
    "not_read_yet": {
        "fr": "Ce document n'est pas encore lu.",
        "nl": "Dit document is nog niet gelezen.",
        "en": "This document has not been read yet.",
    },
    "two_things_needed": {
        "fr": "Il faut au moins deux éléments pour les lier.",
        "nl": "Er zijn minstens twee elementen nodig om te koppelen.",
        "en": "At least two things are needed to link them.",
    },
    "too_many_things": {
        "fr": "Trop d'éléments à la fois ; au plus 50.",
        "nl": "Te veel elementen tegelijk; hoogstens 50.",
        "en": "Too many things at once; at most 50.",
    },
    "no_link_to_undo": {
        "fr": "Il n'y a ici aucune liaison faite par une personne.",
        "nl": "Hier is geen koppeling door een persoon gemaakt.",
        "en": "There is no link made by a person here.",
    },
    "not_linked": {
        "fr": "Cet élément n'est lié à rien.",
        "nl": "Dit element is aan niets gekoppeld.",
        "en": "This is not linked to anything.",
    },
    "cannot_leave_not_read": {
        "fr": "Le document ne peut pas partir : il n'est pas encore lu.",
        "nl": "Het document kan niet vertrekken: het is nog niet gelezen.",
        "en": "The document cannot go: it has not been read yet.",
    },
    "cannot_leave_kept_only": {
        "fr": "Le document ne peut pas partir : il est seulement conservé.",
        "nl": "Het document kan niet vertrekken: het wordt enkel bewaard.",
        "en": "The document cannot go: it is only kept.",
    },
    "cannot_leave_deleted": {
        "fr": "Le document ne peut pas partir : il est supprimé.",
        "nl": "Het document kan niet vertrekken: het is verwijderd.",
        "en": "The document cannot go: it is deleted.",
    },
    "cannot_leave_left": {
        "fr": "Le document ne peut pas partir : il est déjà parti.",
        "nl": "Het document kan niet vertrekken: het is al weg.",
        "en": "The document cannot go: it has already gone.",
    },
    "cannot_leave_client_closed": {
        "fr": "Le document ne peut pas partir : le dossier est fermé.",
        "nl": "Het document kan niet vertrekken: het dossier is gesloten.",
        "en": "The document cannot go: the client is closed.",
    },
    "cannot_leave_several_documents": {
        "fr": "Le document ne peut pas partir : l'image en montre plusieurs ; décidez d'abord.",
        "nl": "Het document kan niet vertrekken: de foto toont er verschillende; beslis eerst.",
        "en": "The document cannot go: the picture shows several; decide first.",
    },
    "cannot_leave_kind_unsure": {
        "fr": "Le document ne peut pas partir : son type n'est pas certain.",
        "nl": "Het document kan niet vertrekken: het soort is niet zeker.",
        "en": "The document cannot go: its kind is not certain.",
    },
    "cannot_leave_duplicate": {
        "fr": "Le document ne peut pas partir : c'est peut-être un double ; décidez d'abord.",
        "nl": "Het document kan niet vertrekken: het is misschien een dubbel; beslis eerst.",
        "en": "The document cannot go: it may be a duplicate; decide first.",
    },
    "cannot_leave_fields": {
        "fr": "Le document ne peut pas partir : il manque des données : {fields}.",
        "nl": "Het document kan niet vertrekken: er ontbreken gegevens: {fields}.",
        "en": "The document cannot go: data are missing: {fields}.",
    },
    "cannot_leave_payment": {
        "fr": "Le document ne peut pas partir : il attend son paiement.",
        "nl": "Het document kan niet vertrekken: het wacht op zijn betaling.",
        "en": "The document cannot go: it waits for its payment.",
    },
    "cannot_leave_statement": {
        "fr": "Le document ne peut pas partir : il attend l'état des dépenses.",
        "nl": "Het document kan niet vertrekken: het wacht op de uitgavenstaat.",
        "en": "The document cannot go: it waits for the card statement.",
    },
    "cannot_leave_on_demand": {
        "fr": "Le document ne peut pas partir : il part sur demande.",
        "nl": "Het document kan niet vertrekken: het vertrekt op verzoek.",
        "en": "The document cannot go: it goes on demand.",
    },
    "cannot_leave_approval": {
        "fr": "Le document ne peut pas partir : il attend une approbation.",
        "nl": "Het document kan niet vertrekken: het wacht op goedkeuring.",
        "en": "The document cannot go: it waits for approval.",
    },
    "cannot_leave_timing": {
        "fr": "Le document ne peut pas partir : il part plus tard.",
        "nl": "Het document kan niet vertrekken: het vertrekt later.",
        "en": "The document cannot go: it goes later.",
    },
    "cannot_leave_by_hand_only": {
        "fr": "Le document ne peut pas partir : il ne part qu'à la main.",
        "nl": "Het document kan niet vertrekken: het vertrekt enkel met de hand.",
        "en": "The document cannot go: it only goes by hand.",
    },
}
