"""What the commands of the first day say and ask: `up`, `init`, `upload`, in three languages."""

from enum import StrEnum

from libs.texts import Texts


class Say(StrEnum):
    """Sentences and questions of the first day."""

    STARTING = "starting"
    STOPPING = "stopping"
    API = "api"
    SIGN_IN = "sign_in"
    PASSWORD_IS = "password_is"  # noqa: S105 - a code
    PASSWORD_KEPT = "password_kept"  # noqa: S105 - a code
    NEW_PASSWORD_IS = "new_password_is"  # noqa: S105 - a code
    NEW_PASSWORD_KEPT = "new_password_kept"  # noqa: S105 - a code
    DATA = "data"
    OUTBOX = "outbox"
    MAIL = "mail"
    WEB_APPS = "web_apps"
    NEXT_INIT = "next_init"
    ASK_FIRM = "ask_firm"
    ASK_EMAIL = "ask_email"
    ASK_CLIENT = "ask_client"
    ASK_VAT = "ask_vat"
    ASK_TO = "ask_to"
    ASK_PASSWORD = "ask_password"  # noqa: S105 - a code
    NOT_A_VAT_NUMBER = "not_a_vat_number"
    NOT_AN_ADDRESS = "not_an_address"
    MADE = "made"
    THERE_ALREADY = "there_already"
    DELIVERS_TO = "delivers_to"
    NEXT_UP = "next_up"
    NEXT_UPLOAD = "next_upload"
    NEXT_CURL = "next_curl"
    SENT_BEFORE = "sent_before"
    REFUSED = "refused"
    DELIVERED = "delivered"
    TASK = "task"
    RESTS = "rests"
    NOT_DONE = "not_done"


def _three(french: str, dutch: str, english: str) -> dict[str, str]:
    return {"fr": french, "nl": dutch, "en": english}


TEXTS: Texts = {
    Say.STARTING: _three("démarrage : {step}", "start: {step}", "starting: {step}"),
    Say.STOPPING: _three("arrêt", "stoppen", "stopping"),
    Say.API: _three(
        "API publique     {url}/v1  (document : {url}/v1/openapi.json)",
        "publieke API     {url}/v1  (document: {url}/v1/openapi.json)",
        "public API       {url}/v1  (document: {url}/v1/openapi.json)",
    ),
    Say.SIGN_IN: _three("exploitant       {email}", "beheerder        {email}", "operator         {email}"),
    Say.PASSWORD_IS: _three(
        "mot de passe     {password}  (montré une seule fois ; il reste dans {file})",
        "wachtwoord       {password}  (wordt maar één keer getoond; het staat in {file})",
        "password         {password}  (shown only this once; it is kept in {file})",
    ),
    Say.PASSWORD_KEPT: _three(
        "mot de passe     dans {file}", "wachtwoord       in {file}", "password         in {file}"
    ),
    Say.NEW_PASSWORD_IS: _three(
        "Nouveau mot de passe de {email} : {password} (montré une seule fois). Ses sessions sont terminées.",
        "Nieuw wachtwoord van {email}: {password} (wordt maar één keer getoond). De sessies zijn beëindigd.",
        "New password of {email}: {password} (shown only this once). Their sessions have ended.",
    ),
    Say.NEW_PASSWORD_KEPT: _three("Il reste dans {file}.", "Het staat in {file}.", "It is kept in {file}."),
    Say.DATA: _three("données          {folder}", "gegevens         {folder}", "data             {folder}"),
    Say.OUTBOX: _three("fichiers livrés  {folder}", "geleverd in      {folder}", "delivered files  {folder}"),
    Say.MAIL: _three(
        "e-mails          {folder}/*.eml  (rien ne quitte cet ordinateur)",
        "e-mails          {folder}/*.eml  (niets verlaat deze computer)",
        "e-mails          {folder}/*.eml  (nothing leaves this computer)",
    ),
    Say.WEB_APPS: _three(
        "applications     {url}/app/ et {url}/portal/  (Ctrl-C arrête tout)",
        "web-apps         {url}/app/ en {url}/portal/  (Ctrl-C stopt alles)",
        "web apps         {url}/app/ and {url}/portal/  (Ctrl-C stops everything)",
    ),
    Say.NEXT_INIT: _three(
        "Dans une autre fenêtre : {command}", "In een ander venster: {command}", "In another window: {command}"
    ),
    Say.ASK_FIRM: _three("Nom du bureau comptable", "Naam van het boekhoudkantoor", "Name of the accounting firm"),
    Say.ASK_EMAIL: _three(
        "Adresse e-mail de son administrateur", "E-mailadres van de beheerder", "E-mail address of its administrator"
    ),
    Say.ASK_CLIENT: _three("Nom du premier client", "Naam van de eerste klant", "Name of the first client"),
    Say.ASK_VAT: _three("Numéro de TVA du client", "Btw-nummer van de klant", "VAT number of the client"),
    Say.ASK_TO: _three(
        "Livrer à : « folder » (un dossier ici) ou une adresse e-mail",
        "Leveren aan: “folder” (een map hier) of een e-mailadres",
        "Deliver to: “folder” (a folder here) or an e-mail address",
    ),
    Say.ASK_PASSWORD: _three("Mot de passe de {email}", "Wachtwoord van {email}", "Password of {email}"),
    Say.NOT_A_VAT_NUMBER: _three(
        "{text} n'est pas un numéro de TVA valable.",
        "{text} is geen geldig btw-nummer.",
        "{text} is not a valid VAT number.",
    ),
    Say.NOT_AN_ADDRESS: _three(
        "{text} n'est pas une adresse e-mail.", "{text} is geen e-mailadres.", "{text} is not an e-mail address."
    ),
    Say.MADE: _three("créé : {what}", "gemaakt: {what}", "made: {what}"),
    Say.THERE_ALREADY: _three("existait déjà : {what}", "bestond al: {what}", "there already: {what}"),
    Say.DELIVERS_TO: _three("livré à : {place}", "geleverd aan: {place}", "delivered to: {place}"),
    Say.NEXT_UP: _three(
        "Ensuite, dans cette fenêtre : {command}",
        "Daarna, in dit venster: {command}",
        "Next, in this window: {command}",
    ),
    Say.NEXT_UPLOAD: _three(
        "Votre première facture : {command}", "Uw eerste factuur: {command}", "Your first invoice: {command}"
    ),
    Say.NEXT_CURL: _three("Ou par l'API :", "Of via de API:", "Or by the API:"),
    Say.SENT_BEFORE: _three(
        "{file} : déjà envoyé, conservé une seule fois",
        "{file}: al eerder verzonden, één keer bewaard",
        "{file}: sent before, kept once",
    ),
    Say.REFUSED: _three("{file} : refusé : {reason}", "{file}: geweigerd: {reason}", "{file}: refused: {reason}"),
    Say.DELIVERED: _three("{file} : livré ({found})", "{file}: geleverd ({found})", "{file}: delivered ({found})"),
    Say.TASK: _three("{file} : à décider : {task}", "{file}: te beslissen: {task}", "{file}: to decide: {task}"),
    Say.RESTS: _three("{file} : {state} ({found})", "{file}: {state} ({found})", "{file}: {state} ({found})"),
    Say.NOT_DONE: _three(
        "{file} : pas encore terminé ({state}) ; cela continue si Serein fonctionne.",
        "{file}: nog niet klaar ({state}); het gaat verder als Serein draait.",
        "{file}: not finished yet ({state}); it goes on while Serein runs.",
    ),
    "step:database": _three("base de données", "databank", "database"),
    "step:broker": _three("serveur de messages", "berichtenserver", "broker"),
    "step:data_folder": _three("dossier de données", "gegevensmap", "data folder"),
    "step:services": _three("services", "diensten", "services"),
    "state:received": _three("reçu", "ontvangen", "received"),
    "state:reading": _three("en lecture", "wordt gelezen", "being read"),
    "state:read": _three("lu", "gelezen", "read"),
    "state:unreadable": _three("illisible", "onleesbaar", "unreadable"),
    "state:waiting": _three("en attente", "wacht", "waiting"),
    "state:linked": _three("rapproché", "gekoppeld", "linked"),
    "state:archived": _three("archivé", "gearchiveerd", "archived"),
    "state:released": _three("envoi demandé", "vrijgegeven", "released"),
    "state:rendered": _three("e-facture prête", "e-factuur klaar", "e-invoice ready"),
    "state:delivered": _three("livré", "geleverd", "delivered"),
    "state:delivery_failed": _three("livraison échouée", "levering mislukt", "delivery failed"),
    "state:deleted": _three("supprimé", "verwijderd", "deleted"),
}
