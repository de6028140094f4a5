"""What our own storage can fail to give: known to every service that keeps files."""

from enum import StrEnum

from libs.texts import Texts


class StorageReason(StrEnum):
    """Codes of what the storage of files did not give."""

    FILE_MISSING = "file_missing"
    BLOB_STORE_AWAY = "blob_store_away"


WORDS: Texts = {
    StorageReason.FILE_MISSING: {
        "en": "The file is no longer in our storage.",
        "fr": "Le fichier n'est plus dans notre espace de stockage.",
        "nl": "Het bestand staat niet meer in onze opslag.",
    },
    StorageReason.BLOB_STORE_AWAY: {
        "en": "Our storage did not respond; we will try again.",
        "fr": "Notre espace de stockage n'a pas répondu ; nous réessayons.",
        "nl": "Onze opslag heeft niet geantwoord; we proberen het opnieuw.",
    },
}
