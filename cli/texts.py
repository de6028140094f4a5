"""What the command says when something is in the way, in three languages."""

from enum import StrEnum

from cli.first_day_texts import TEXTS
from libs.embedded.texts import WORDS
from libs.texts import Texts


class CliCode(StrEnum):
    """Why a command ends without having done what was asked."""

    INTERRUPTED = "interrupted"
    NO_RIGHTS = "no_rights"
    NO_SUCH_FILE = "no_such_file"
    IS_A_FOLDER = "is_a_folder"
    NOT_A_FOLDER = "not_a_folder"
    EXISTS_ALREADY = "exists_already"
    DISK_FULL = "disk_full"
    NO_TEMPORARY_FOLDER = "no_temporary_folder"
    FILE_UNUSABLE = "file_unusable"
    FILE_DAMAGED = "file_damaged"
    NOT_TEXT = "not_text"
    OTHER_VERSION = "other_version"
    PORT_NOT_ALLOWED = "port_not_allowed"
    DATABASE_AWAY = "database_away"
    DATABASE_REFUSED = "database_refused"
    API_AWAY = "api_away"
    API_REFUSED = "api_refused"
    SETTING_INVALID = "setting_invalid"
    NOT_INSTALLED = "not_installed"
    NOT_RUNNING = "not_running"
    NOT_READY = "not_ready"
    NO_ACCOUNT = "no_account"
    NO_OPERATOR = "no_operator"
    SEVERAL_OPERATORS = "several_operators"
    PART_ENDED = "part_ended"
    NOT_THE_REGISTER = "not_the_register"
    SYSTEM_REFUSED = "system_refused"
    OUT_OF_MEMORY = "out_of_memory"
    UNEXPECTED = "unexpected"
    UNKNOWN_OPTION = "unknown_option"
    VALUE_MISSING = "value_missing"
    VALUE_REFUSED = "value_refused"
    VALUE_NOT_ONE_OF = "value_not_one_of"
    WRONG_USE = "wrong_use"


CLI_TEXTS: Texts = {
    **WORDS,
    **TEXTS,
    CliCode.INTERRUPTED: {
        "fr": "Interrompu.",
        "nl": "Onderbroken.",
        "en": "Interrupted.",
    },
    CliCode.NO_RIGHTS: {
        "fr": "Pas les droits nécessaires sur {file}.",
        "nl": "Niet de nodige rechten op {file}.",
        "en": "No permission to use {file}.",
    },
    CliCode.NO_SUCH_FILE: {
        "fr": "{file} n'existe pas.",
        "nl": "{file} bestaat niet.",
        "en": "{file} does not exist.",
    },
    CliCode.IS_A_FOLDER: {
        "fr": "{file} est un dossier, et non un fichier.",
        "nl": "{file} is een map, geen bestand.",
        "en": "{file} is a folder, not a file.",
    },
    CliCode.NOT_A_FOLDER: {
        "fr": "{file} n'est pas un dossier.",
        "nl": "{file} is geen map.",
        "en": "{file} is not a folder.",
    },
    CliCode.EXISTS_ALREADY: {
        "fr": "{file} existe déjà.",
        "nl": "{file} bestaat al.",
        "en": "{file} exists already.",
    },
    CliCode.DISK_FULL: {
        "fr": "Le disque est plein{file} : libérez de la place, puis recommencez.",
        "nl": "De schijf is vol{file}: maak plaats vrij en probeer opnieuw.",
        "en": "The disk is full{file}: free some space, then try again.",
    },
    CliCode.NO_TEMPORARY_FOLDER: {
        "fr": "Aucun dossier temporaire ne peut être utilisé : indiquez-en un dans TMPDIR.",
        "nl": "Geen enkele tijdelijke map is bruikbaar: geef er een op in TMPDIR.",
        "en": "No temporary folder can be used: set TMPDIR to one.",
    },
    CliCode.FILE_UNUSABLE: {
        "fr": "{file} n'est pas utilisable : {reason}.",
        "nl": "{file} is niet bruikbaar: {reason}.",
        "en": "{file} cannot be used: {reason}.",
    },
    CliCode.FILE_DAMAGED: {
        "fr": "{file} est endommagé : remettez une sauvegarde en place.",
        "nl": "{file} is beschadigd: zet een back-up terug.",
        "en": "{file} is damaged: put a back-up in its place.",
    },
    CliCode.NOT_TEXT: {
        "fr": "Le fichier n'est pas du texte en UTF-8.",
        "nl": "Het bestand is geen tekst in UTF-8.",
        "en": "The file is not text in UTF-8.",
    },
    CliCode.OTHER_VERSION: {
        "fr": "{folder} vient d'une autre version de Serein : utilisez celle-là, ou choisissez un autre dossier.",
        "nl": "{folder} komt van een andere versie van Serein: gebruik die, of kies een andere map.",
        "en": "{folder} was made by another version of Serein: use that one, or choose another folder.",
    },
    CliCode.PORT_NOT_ALLOWED: {
        "fr": "Le port {port} est réservé à root : choisissez-en un autre avec --port.",
        "nl": "Poort {port} is voorbehouden aan root: kies een andere met --port.",
        "en": "Port {port} is reserved for root: choose another one with --port.",
    },
    CliCode.DATABASE_AWAY: {
        "fr": "La base de données ne répond pas.",
        "nl": "De databank antwoordt niet.",
        "en": "The database does not answer.",
    },
    CliCode.DATABASE_REFUSED: {
        "fr": "La base de données a refusé : {reason}.",
        "nl": "De databank heeft geweigerd: {reason}.",
        "en": "The database refused: {reason}.",
    },
    CliCode.API_AWAY: {
        "fr": "Serein ne répond pas à l'adresse {address}.",
        "nl": "Serein antwoordt niet op {address}.",
        "en": "Serein does not answer at {address}.",
    },
    CliCode.API_REFUSED: {
        "fr": "Serein a refusé : {reason}",
        "nl": "Serein heeft geweigerd: {reason}",
        "en": "Serein refused: {reason}",
    },
    CliCode.SETTING_INVALID: {
        "fr": "La valeur de {names} dans l'environnement n'est pas valable.",
        "nl": "De waarde van {names} in de omgeving is niet geldig.",
        "en": "The value of {names} in the environment is not valid.",
    },
    CliCode.NOT_INSTALLED: {
        "fr": "{name} n'est pas installé : pip install 'serein[{extras}]'.",
        "nl": "{name} is niet geïnstalleerd: pip install 'serein[{extras}]'.",
        "en": "{name} is not installed: pip install 'serein[{extras}]'.",
    },
    CliCode.NOT_RUNNING: {
        "fr": "Serein ne fonctionne pas sur {folder} : démarrez-le avec « serein up --var {folder} ».",
        "nl": "Serein draait niet op {folder}: start het met “serein up --var {folder}”.",
        "en": "No platform runs on {folder}: start it with “serein up --var {folder}”.",
    },
    CliCode.NO_ACCOUNT: {
        "fr": "Il n'y a pas encore de client : créez-en un avec « serein init --var {folder} ».",
        "nl": "Er is nog geen klant: maak er een met “serein init --var {folder}”.",
        "en": "There is no client yet: make one with “serein init --var {folder}”.",
    },
    CliCode.NO_OPERATOR: {
        "fr": "Il n'y a pas d'exploitant {email}.",
        "nl": "Er is geen beheerder {email}.",
        "en": "There is no operator {email}.",
    },
    CliCode.SEVERAL_OPERATORS: {
        "fr": "Il y a plusieurs exploitants, indiquez lequel : {emails}.",
        "nl": "Er zijn meerdere beheerders, geef op welke: {emails}.",
        "en": "There are several operators, say which: {emails}.",
    },
    CliCode.NOT_READY: {
        "fr": "Serein n'était pas prêt à temps : cet ordinateur est peut-être trop occupé ; réessayez.",
        "nl": "Serein was niet op tijd klaar: misschien heeft deze computer het te druk; probeer opnieuw.",
        "en": "Serein was not ready in time: this computer may be too busy; try again.",
    },
    CliCode.PART_ENDED: {
        "fr": "{part} s'est arrêté, et Serein avec lui ; rien n'est perdu : redémarrez.",
        "nl": "{part} is gestopt, en Serein dus ook; er is niets verloren: start opnieuw.",
        "en": "{part} ended, and Serein with it; nothing is lost: start again.",
    },
    CliCode.NOT_THE_REGISTER: {
        "fr": "{file} n'est pas l'édition complète des données ouvertes de la BCE : {reason}.",
        "nl": "{file} is niet de volledige editie van de open data van de KBO: {reason}.",
        "en": "{file} is not the full edition of the open data of the company register: {reason}.",
    },
    CliCode.SYSTEM_REFUSED: {
        "fr": "Le système a refusé : {reason}.",
        "nl": "Het systeem heeft geweigerd: {reason}.",
        "en": "The system refused: {reason}.",
    },
    CliCode.OUT_OF_MEMORY: {
        "fr": "Il n'y a pas assez de mémoire.",
        "nl": "Er is te weinig geheugen.",
        "en": "There is not enough memory.",
    },
    CliCode.UNEXPECTED: {
        "fr": "Erreur inattendue : {reason}. Détails : {file}",
        "nl": "Onverwachte fout: {reason}. Details: {file}",
        "en": "Unexpected error: {reason}. Details: {file}",
    },
    CliCode.UNKNOWN_OPTION: {
        "fr": "L'option {name} n'existe pas ; voir « {command} --help ».",
        "nl": "De optie {name} bestaat niet; zie “{command} --help”.",
        "en": "There is no option {name}; see “{command} --help”.",
    },
    CliCode.VALUE_MISSING: {
        "fr": "Il manque {name} ; voir « {command} --help ».",
        "nl": "{name} ontbreekt; zie “{command} --help”.",
        "en": "{name} is missing; see “{command} --help”.",
    },
    CliCode.VALUE_REFUSED: {
        "fr": "La valeur de {name} n'est pas acceptée ; voir « {command} --help ».",
        "nl": "De waarde van {name} wordt niet aanvaard; zie “{command} --help”.",
        "en": "The value of {name} is not accepted; see “{command} --help”.",
    },
    CliCode.VALUE_NOT_ONE_OF: {
        "fr": "La valeur de {name} doit être une de celles-ci : {allowed} ; voir « {command} --help ».",
        "nl": "De waarde van {name} moet een van deze zijn: {allowed}; zie “{command} --help”.",
        "en": "The value of {name} must be one of: {allowed}; see “{command} --help”.",
    },
    CliCode.WRONG_USE: {
        "fr": "Commande inconnue ou argument en trop : {value} ; voir « {command} --help ».",
        "nl": "Onbekend commando of een argument te veel: {value}; zie “{command} --help”.",
        "en": "Unknown command or one argument too many: {value}; see “{command} --help”.",
    },
}
