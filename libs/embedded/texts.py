"""Why an embedded server cannot do what was asked, in the words of a user who runs Serein on one computer."""

from enum import StrEnum

from libs.texts import Texts


class EmbeddedCode(StrEnum):
    """What is in the way of an embedded server."""

    NOT_INSTALLED = "embedded_not_installed"
    NOT_STARTED = "embedded_not_started"
    RUNS_ALREADY = "embedded_runs_already"
    FOLDER_IN_USE = "folder_in_use"
    PORT_TAKEN = "port_taken"
    NO_FREE_PORT = "no_free_port"
    PASSWORD_LOST = "database_password_lost"  # noqa: S105 - a code
    NOT_A_DATABASE = "not_a_database"
    OTHER_DATABASE_VERSION = "other_database_version"
    NOT_CREATED = "database_not_created"
    FOLDER_CLOSED = "folder_closed"
    NO_OPEN_FOLDER = "no_open_folder"
    FOLDER_NOT_OURS = "folder_not_ours"
    EXITED = "server_exited"
    NOT_READY = "server_not_ready"
    DISK_FULL = "server_disk_full"


WORDS: Texts = {
    EmbeddedCode.NOT_INSTALLED: {
        "fr": "{part} n'est pas installé : pip install 'serein[embedded]'.",
        "nl": "{part} is niet geïnstalleerd: pip install 'serein[embedded]'.",
        "en": "{part} is not installed: pip install 'serein[embedded]'.",
    },
    EmbeddedCode.NOT_STARTED: {
        "fr": "{part} n'a pas de port avant son premier démarrage.",
        "nl": "{part} heeft geen poort voor de eerste start.",
        "en": "{part} has no port before its first start.",
    },
    EmbeddedCode.RUNS_ALREADY: {
        "fr": "{part} fonctionne déjà : {place}.",
        "nl": "{part} draait al: {place}.",
        "en": "{part} runs already: {place}.",
    },
    EmbeddedCode.FOLDER_IN_USE: {
        "fr": "Serein fonctionne déjà sur {folder} (processus {pid}).",
        "nl": "Serein draait al op {folder} (proces {pid}).",
        "en": "Serein runs already on {folder} (process {pid}).",
    },
    EmbeddedCode.PORT_TAKEN: {
        "fr": "Le port {port} est utilisé par un autre programme : choisissez-en un autre.",
        "nl": "Poort {port} wordt door een ander programma gebruikt: kies een andere.",
        "en": "Port {port} is used by another program: choose another one.",
    },
    EmbeddedCode.NO_FREE_PORT: {
        "fr": "Aucun des {tried} ports essayés sur {host} n'était libre.",
        "nl": "Geen van {tried} geprobeerde poorten op {host} was vrij.",
        "en": "None of {tried} ports tried on {host} was free.",
    },
    EmbeddedCode.PASSWORD_LOST: {
        "fr": "{file} manque : remettez ce fichier en place, ou supprimez {folder}.",
        "nl": "{file} ontbreekt: zet het bestand terug, of verwijder {folder}.",
        "en": "{file} is missing: put it back, or remove {folder}.",
    },
    EmbeddedCode.NOT_A_DATABASE: {
        "fr": "{folder} n'est ni vide ni une base de données : choisissez un autre dossier.",
        "nl": "{folder} is niet leeg en ook geen databank: kies een andere map.",
        "en": "{folder} is neither empty nor a database: choose another folder.",
    },
    EmbeddedCode.OTHER_DATABASE_VERSION: {
        "fr": "{folder} vient de PostgreSQL {found}, et cette version de Serein utilise PostgreSQL {wanted}.",
        "nl": "{folder} komt van PostgreSQL {found}, en deze versie van Serein gebruikt PostgreSQL {wanted}.",
        "en": "{folder} was made by PostgreSQL {found}, and this version of Serein uses PostgreSQL {wanted}.",
    },
    EmbeddedCode.NOT_CREATED: {
        "fr": "La base de données n'a pas pu être créée dans {folder} : {reason}.",
        "nl": "De databank kon niet worden aangemaakt in {folder}: {reason}.",
        "en": "The database could not be created in {folder}: {reason}.",
    },
    EmbeddedCode.FOLDER_CLOSED: {
        "fr": "{folder} est fermé au compte {account}, sous lequel root doit faire tourner la base de données : "
        "choisissez un autre dossier, ou ne travaillez pas comme root.",
        "nl": "{folder} is gesloten voor de account {account}, waaronder root de databank moet draaien: kies een "
        "andere map, of werk niet als root.",
        "en": "{folder} is closed to the account {account}, as which root must run the database: choose another "
        "folder, or do not work as root.",
    },
    EmbeddedCode.NO_OPEN_FOLDER: {
        "fr": "Aucun dossier temporaire n'est ouvert au compte {account} : indiquez-en un dans TMPDIR.",
        "nl": "Geen enkele tijdelijke map staat open voor de account {account}: geef er een op in TMPDIR.",
        "en": "No temporary folder is open to the account {account}: set TMPDIR to one that is.",
    },
    EmbeddedCode.FOLDER_NOT_OURS: {
        "fr": "{folder} existe, mais d'autres peuvent le modifier : voyez qui l'a créé, puis supprimez-le.",
        "nl": "{folder} bestaat, maar ook anderen kunnen de map wijzigen: ga na wie ze gemaakt heeft en verwijder ze.",
        "en": "{folder} exists, but others can change it: look who made it, then remove it.",
    },
    EmbeddedCode.EXITED: {
        "fr": "{part} s'est arrêté au démarrage : {reason}.",
        "nl": "{part} is bij het starten gestopt: {reason}.",
        "en": "{part} ended at its start: {reason}.",
    },
    EmbeddedCode.NOT_READY: {
        "fr": "{part} n'était pas prêt après {seconds} secondes.",
        "nl": "{part} was na {seconds} seconden niet klaar.",
        "en": "{part} was not ready after {seconds} seconds.",
    },
    EmbeddedCode.DISK_FULL: {
        "fr": "{part} ne peut plus rien écrire : le disque est plein.",
        "nl": "{part} kan niets meer schrijven: de schijf is vol.",
        "en": "{part} cannot write any more: the disk is full.",
    },
    "part:database": {"fr": "La base de données", "nl": "De databank", "en": "The database"},
    "part:broker": {"fr": "Le serveur de messages (broker)", "nl": "De berichtenserver (broker)", "en": "The broker"},
    "part:mail_receiver": {"fr": "Le serveur de mail local", "nl": "De lokale mailserver", "en": "The mail receiver"},
    "part:sftp_receiver": {"fr": "Le serveur SFTP local", "nl": "De lokale SFTP-server", "en": "The SFTP receiver"},
}
