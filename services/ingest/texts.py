"""What ingest says to people."""

TEXTS = {
    "file_empty": {
        "en": "{filename} is empty.",
        "fr": "{filename} est vide.",
        "nl": "{filename} is leeg.",
    },
    "file_too_large": {
        "en": "{filename} is {size} MB; a file may be at most {limit} MB.",
        "fr": "{filename} fait {size} Mo ; un fichier peut faire {limit} Mo au maximum.",
        "nl": "{filename} is {size} MB groot; een bestand mag maximaal {limit} MB groot zijn.",
    },
    "format_not_accepted": {
        "en": "The format of {filename} ({found}) is not accepted. Accepted formats: {accepted}.",
        "fr": "Le format de {filename} ({found}) n'est pas accepté. Formats acceptés : {accepted}.",
        "nl": "Het formaat van {filename} ({found}) wordt niet aanvaard. Aanvaarde formaten: {accepted}.",
    },
    "too_many_files": {
        "en": "Send at most {limit} files at once.",
        "fr": "Envoyez au maximum {limit} fichiers à la fois.",
        "nl": "Stuur maximaal {limit} bestanden tegelijk.",
    },
    "no_files": {
        "en": "There is no file in this request (field name: files).",
        "fr": "Cette demande ne contient aucun fichier (nom du champ : files).",
        "nl": "Deze aanvraag bevat geen bestand (veldnaam: files).",
    },
    "client_inactive": {
        "en": "This company is no longer active: no new documents are accepted for it.",
        "fr": "Cette société n'est plus active : aucun nouveau document n'est accepté pour elle.",
        "nl": "Deze onderneming is niet meer actief: er worden geen nieuwe documenten voor aanvaard.",
    },
}
