"""The refusals of ingest, with their words in three languages."""

from enum import StrEnum

from libs.reasons.values import FOUND_FORMATS
from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """Why ingest refuses a file or a request."""

    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FORMAT_NOT_ACCEPTED = "format_not_accepted"
    TOO_MANY_FILES = "too_many_files"
    NO_FILES = "no_files"
    CLIENT_INACTIVE = "client_inactive"


STATUSES: Statuses = {
    Code.FILE_EMPTY: 400,
    Code.FILE_TOO_LARGE: 413,
    Code.FORMAT_NOT_ACCEPTED: 415,
    Code.TOO_MANY_FILES: 413,
    Code.NO_FILES: 400,
    Code.CLIENT_INACTIVE: 409,
}

TEXTS: Texts = {
    **FOUND_FORMATS,
    Code.FILE_EMPTY: {
        "en": "{filename} is empty.",
        "fr": "{filename} est vide.",
        "nl": "{filename} is leeg.",
    },
    Code.FILE_TOO_LARGE: {
        "en": "{filename} is {size} MiB; a file may be at most {limit} MiB.",
        "fr": "{filename} fait {size} Mio ; un fichier peut faire {limit} Mio au maximum.",
        "nl": "{filename} is {size} MiB groot; een bestand mag maximaal {limit} MiB groot zijn.",
    },
    Code.FORMAT_NOT_ACCEPTED: {
        "en": "The format of {filename} ({found}) is not accepted. Accepted formats: {accepted}.",
        "fr": "Le format de {filename} ({found}) n'est pas accepté. Formats acceptés : {accepted}.",
        "nl": "Het formaat van {filename} ({found}) wordt niet aanvaard. Aanvaarde formaten: {accepted}.",
    },
    Code.TOO_MANY_FILES: {
        "en": "Send at most {limit} files at once.",
        "fr": "Envoyez au maximum {limit} fichiers à la fois.",
        "nl": "Stuur maximaal {limit} bestanden tegelijk.",
    },
    Code.NO_FILES: {
        "en": "There is no file in this request (field name: files).",
        "fr": "Cette demande ne contient aucun fichier (nom du champ : files).",
        "nl": "Deze aanvraag bevat geen bestand (veldnaam: files).",
    },
    Code.CLIENT_INACTIVE: {
        "en": "This company is no longer active: no new documents are accepted for it.",
        "fr": "Cette société n'est plus active : aucun nouveau document n'est accepté pour elle.",
        "nl": "Deze onderneming is niet meer actief: er worden geen nieuwe documenten voor aanvaard.",
    },
}
