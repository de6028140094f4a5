"""What ingest says to people."""

TEXTS = {
    "file_empty": {
        "en": "{filename} is empty.",
        "fr": "{filename} est vide.",
        "nl": "{filename} is leeg.",
    },
    "file_too_large": {
        "en": "{filename} is {size} MiB; a file may have {limit} MiB.",
        "fr": "{filename} fait {size} Mio ; un fichier peut faire {limit} Mio.",
        "nl": "{filename} is {size} MiB groot; een bestand mag {limit} MiB zijn.",
    },
    "format_not_accepted": {
        "en": "{filename} is not in a format we can take. Accepted: {accepted}.",
        "fr": "Le format de {filename} n'est pas accepté. Formats acceptés : {accepted}.",
        "nl": "Het formaat van {filename} wordt niet aanvaard. Aanvaard: {accepted}.",
    },
    "too_many_files": {
        "en": "Send at most {limit} files at once.",
        "fr": "Envoyez au plus {limit} fichiers à la fois.",
        "nl": "Stuur hoogstens {limit} bestanden tegelijk.",
    },
    "no_files": {
        "en": "There is no file in this request (field name: files).",
        "fr": "Cette demande ne contient aucun fichier (nom du champ : files).",
        "nl": "Deze aanvraag bevat geen bestand (veldnaam: files).",
    },
    "client_inactive": {
        "en": "This company is no longer active; nothing new is taken in for it.",
        "fr": "Cette société n'est plus active ; rien de nouveau n'est accepté pour elle.",
        "nl": "Deze onderneming is niet meer actief; er wordt niets nieuws voor aanvaard.",
    },
}
