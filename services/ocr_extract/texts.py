"""The texts of ocr_extract for users: refused requests, and the reasons of `libs.reasons`."""

from enum import StrEnum

from libs.reasons import REASONS
from libs.reasons.reading import ReadingReason
from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """The codes with which ocr_extract refuses requests."""

    NOT_READ_YET = "not_read_yet"
    FILE_TOO_LARGE = "file_too_large"
    NOT_SHOWN = "not_shown"


STATUSES: Statuses = {
    **dict.fromkeys(ReadingReason, 404),
    Code.NOT_READ_YET: 404,
    Code.NOT_SHOWN: 404,
    Code.FILE_TOO_LARGE: 413,
}
"""A file is only read on request when one of its pages is shown: the page is what is not there."""

TEXTS: Texts = {
    Code.NOT_READ_YET: {
        "en": "This document has not been read yet, or you do not have access to it.",
        "fr": "Ce document n'a pas encore été lu, ou vous n'y avez pas accès.",
        "nl": "Dit document is nog niet gelezen, of u hebt er geen toegang toe.",
    },
    Code.FILE_TOO_LARGE: {
        "en": "The image is larger than {limit} MiB.",
        "fr": "L'image fait plus de {limit} Mio.",
        "nl": "De afbeelding is groter dan {limit} MiB.",
    },
    Code.NOT_SHOWN: {
        "en": "This document has no page that can be shown.",
        "fr": "Ce document n'a aucune page à afficher.",
        "nl": "Dit document heeft geen pagina die getoond kan worden.",
    },
    **REASONS,
}
