"""Why a document did not reach the accounting package, for those who have to do something about it."""

from enum import StrEnum

from libs.texts import Texts


class DeliveryReason(StrEnum):
    """Codes of what stopped a delivery, or left its outcome unclear."""

    NO_DESTINATION = "no_destination"
    MAIL_UNCONFIRMED = "mail_unconfirmed"
    CANNOT_BE_ASKED = "cannot_be_asked"
    RENAME_UNCONFIRMED = "rename_unconfirmed"
    FILE_GONE = "file_gone"
    OTHER_FILE_THERE = "other_file_there"
    HOST_KEY_CHANGED = "host_key_changed"
    HOST_KEY_UNKNOWN = "host_key_unknown"
    WEAK_ALGORITHMS = "weak_algorithms"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_IN_NOT_OFFERED = "sign_in_not_offered"
    PRIVATE_KEY_UNREADABLE = "private_key_unreadable"
    TLS_MISSING = "tls_missing"
    TLS_FAILED = "tls_failed"
    CERTIFICATE_NOT_TRUSTED = "certificate_not_trusted"
    ADDRESS_REFUSED = "address_refused"
    MAIL_REFUSED = "mail_refused"
    MAIL_POSTPONED = "mail_postponed"
    MAIL_RATE_OF_CLIENT = "mail_rate_of_client"
    MAIL_RATE_OF_FIRM = "mail_rate_of_firm"
    TOO_LARGE = "too_large"
    NO_ADDRESS_FOR_ROUTE = "no_address_for_route"
    NO_MAIL_SERVER = "no_mail_server"
    ADDRESS_FORBIDDEN = "address_forbidden"
    HOST_UNKNOWN = "host_unknown"
    HOST_MALFORMED = "host_malformed"
    NO_CONNECTION = "no_connection"
    CONNECTION_LOST = "connection_lost"
    NOT_PERMITTED = "not_permitted"
    NOT_WRITTEN = "not_written"
    NOT_WHOLE = "not_whole"
    RENAME_REFUSED = "rename_refused"
    FOLDER_MISSING = "folder_missing"
    FOLDER_LEADS_OUT = "folder_leads_out"
    FOLDERS_NOT_OPENED = "folders_not_opened"
    UNSAFE_FILE_NAME = "unsafe_file_name"
    SAME_FILE_NAME = "same_file_name"
    WRONG_BYTES = "wrong_bytes"
    BAD_HEADER = "bad_header"
    CHANNEL_DISABLED = "channel_disabled"
    CHANNEL_UNKNOWN = "channel_unknown"
    CONNECTION_INCOMPLETE = "connection_incomplete"
    CONNECTION_GONE = "connection_gone"
    CONNECTION_STOPPED = "connection_stopped"
    SECRET_NEEDED = "secret_needed"  # noqa: S105 - a code, no secret
    WRONG_DESTINATION = "wrong_destination"
    GIVEN_UP = "given_up"
    STORED_DATA_BROKEN = "stored_data_broken"


WORDS: Texts = {
    DeliveryReason.NO_DESTINATION: {
        "en": "No destination has been set for the documents yet. They will be sent as soon as there is one.",
        "fr": "Aucune destination n'est encore définie pour les documents. Ils seront envoyés dès qu'elle le sera.",
        "nl": "Er is nog geen bestemming ingesteld voor de documenten. Ze worden verzonden zodra er een is.",
    },
    DeliveryReason.MAIL_UNCONFIRMED: {
        "en": "The e-mail may have arrived, but the server did not confirm it. Check in the accounting package.",
        "fr": "L'e-mail est peut-être arrivé, mais le serveur ne l'a pas confirmé. Vérifiez dans le logiciel de "
        "comptabilité.",
        "nl": "De e-mail is misschien aangekomen, maar de server heeft dat niet bevestigd. Controleer het in het "
        "boekhoudpakket.",
    },
    DeliveryReason.CANNOT_BE_ASKED: {
        "en": "The document may have arrived; with this channel we cannot check it. Check in the accounting package.",
        "fr": "Le document est peut-être arrivé ; ce canal ne permet pas de le vérifier. Vérifiez dans le logiciel "
        "de comptabilité.",
        "nl": "Het document is misschien aangekomen; via dit kanaal kunnen we dat niet nagaan. Controleer het in het "
        "boekhoudpakket.",
    },
    DeliveryReason.RENAME_UNCONFIRMED: {
        "en": "The connection to {host} broke while {filename} was being handed over. We are checking whether it "
        "arrived.",
        "fr": "La connexion à {host} a été interrompue pendant l'envoi de {filename}. Nous vérifions s'il est arrivé.",
        "nl": "De verbinding met {host} werd verbroken tijdens het verzenden van {filename}. We gaan na of het is "
        "aangekomen.",
    },
    DeliveryReason.FILE_GONE: {
        "en": "{filename} was sent to {host} and is no longer there: the accounting package has probably imported "
        "it. Check there.",
        "fr": "{filename} a été envoyé à {host} et n'y est plus : le logiciel de comptabilité l'a sans doute "
        "importé. Vérifiez-le dans le logiciel.",
        "nl": "{filename} is naar {host} verzonden en staat er niet meer: het boekhoudpakket heeft het wellicht "
        "ingelezen. Controleer het daar.",
    },
    DeliveryReason.OTHER_FILE_THERE: {
        "en": "There is already another file named {filename}; it was not overwritten.",
        "fr": "Un autre fichier nommé {filename} existe déjà à cet endroit ; il n'a pas été écrasé.",
        "nl": "Er bestaat daar al een ander bestand met de naam {filename}; het is niet overschreven.",
    },
    DeliveryReason.HOST_KEY_CHANGED: {
        "en": "{host} shows another key ({seen}) than the one you confirmed. Nothing is sent until you have checked "
        "it.",
        "fr": "{host} présente une autre clé ({seen}) que celle que vous avez confirmée. Rien n'est envoyé avant que "
        "vous ne l'ayez vérifiée.",
        "nl": "{host} toont een andere sleutel ({seen}) dan degene die u bevestigd hebt. Er wordt niets verzonden "
        "tot u dit hebt nagekeken.",
    },
    DeliveryReason.HOST_KEY_UNKNOWN: {
        "en": "{host} shows the key {seen}. Confirm the key if it is the right one.",
        "fr": "{host} présente la clé {seen}. Confirmez-la si c'est la bonne.",
        "nl": "{host} toont de sleutel {seen}. Bevestig de sleutel als het de juiste is.",
    },
    DeliveryReason.WEAK_ALGORITHMS: {
        "en": "{host} only offers outdated encryption that is no longer secure.",
        "fr": "{host} ne propose qu'un chiffrement obsolète, qui n'est plus sûr.",
        "nl": "{host} biedt alleen verouderde versleuteling aan, die niet meer veilig is.",
    },
    DeliveryReason.SIGN_IN_REFUSED: {
        "en": "{host} does not accept the user name or password.",
        "fr": "{host} refuse le nom d'utilisateur ou le mot de passe.",
        "nl": "{host} aanvaardt de gebruikersnaam of het wachtwoord niet.",
    },
    DeliveryReason.SIGN_IN_NOT_OFFERED: {
        "en": "{host} does not allow signing in this way.",
        "fr": "{host} ne permet pas de se connecter de cette façon.",
        "nl": "{host} laat niet toe om op deze manier aan te melden.",
    },
    DeliveryReason.PRIVATE_KEY_UNREADABLE: {
        "en": "The private key cannot be read, or its passphrase is wrong.",
        "fr": "La clé privée est illisible, ou sa phrase secrète est incorrecte.",
        "nl": "De privésleutel is onleesbaar, of de wachtwoordzin is onjuist.",
    },
    DeliveryReason.TLS_MISSING: {
        "en": "{host} offers no encryption, so nothing was sent.",
        "fr": "{host} ne propose pas de chiffrement ; rien n'a été envoyé.",
        "nl": "{host} biedt geen versleuteling aan; er is niets verzonden.",
    },
    DeliveryReason.TLS_FAILED: {
        "en": "No secure connection with {host} could be made.",
        "fr": "Aucune connexion sécurisée n'a pu être établie avec {host}.",
        "nl": "Er kon geen beveiligde verbinding met {host} worden gemaakt.",
    },
    DeliveryReason.CERTIFICATE_NOT_TRUSTED: {
        "en": "The certificate of {host} cannot be trusted.",
        "fr": "Le certificat de {host} n'est pas digne de confiance.",
        "nl": "Het certificaat van {host} is niet betrouwbaar.",
    },
    DeliveryReason.ADDRESS_REFUSED: {
        "en": "{host} does not accept the address: {answer}",
        "fr": "{host} n'accepte pas l'adresse : {answer}",
        "nl": "{host} aanvaardt het adres niet: {answer}",
    },
    DeliveryReason.MAIL_REFUSED: {
        "en": "{host} refused the e-mail: {answer}",
        "fr": "{host} a refusé l'e-mail : {answer}",
        "nl": "{host} heeft de e-mail geweigerd: {answer}",
    },
    DeliveryReason.MAIL_POSTPONED: {
        "en": "{host} asks us to try again later: {answer}",
        "fr": "{host} nous demande de réessayer plus tard : {answer}",
        "nl": "{host} vraagt om het later opnieuw te proberen: {answer}",
    },
    DeliveryReason.MAIL_RATE_OF_CLIENT: {
        "en": "At most {limit} e-mails an hour are sent for one client. This one waits for its turn.",
        "fr": "Au maximum {limit} e-mails par heure sont envoyés pour un client. Celui-ci attend son tour.",
        "nl": "Er worden hoogstens {limit} e-mails per uur voor één klant verzonden. Deze wacht op zijn beurt.",
    },
    DeliveryReason.MAIL_RATE_OF_FIRM: {
        "en": "At most {limit} e-mails an hour are sent for one accounting office. This one waits for its turn.",
        "fr": "Au maximum {limit} e-mails par heure sont envoyés pour un bureau comptable. Celui-ci attend son tour.",
        "nl": "Er worden hoogstens {limit} e-mails per uur voor één boekhoudkantoor verzonden. Deze wacht op zijn "
        "beurt.",
    },
    DeliveryReason.TOO_LARGE: {
        "en": "The message is {size} MB; the accounting package accepts at most {limit} MB.",
        "fr": "Le message fait {size} Mo ; le logiciel de comptabilité accepte {limit} Mo au maximum.",
        "nl": "Het bericht is {size} MB groot; het boekhoudpakket aanvaardt maximaal {limit} MB.",
    },
    DeliveryReason.NO_ADDRESS_FOR_ROUTE: {
        "en": "No e-mail address is set for this type of document ({route}).",
        "fr": "Aucune adresse e-mail n'est définie pour ce type de document ({route}).",
        "nl": "Er is geen e-mailadres ingesteld voor dit type document ({route}).",
    },
    DeliveryReason.NO_MAIL_SERVER: {
        "en": "This installation has no mail server yet.",
        "fr": "Cette installation n'a pas encore de serveur d'e-mail.",
        "nl": "Deze installatie heeft nog geen mailserver.",
    },
    DeliveryReason.ADDRESS_FORBIDDEN: {
        "en": "{host} is in a network that cannot be reached from here for security reasons.",
        "fr": "{host} se trouve dans un réseau auquel l'accès est interdit pour des raisons de sécurité.",
        "nl": "{host} ligt in een netwerk dat om veiligheidsredenen niet toegankelijk is.",
    },
    DeliveryReason.HOST_UNKNOWN: {
        "en": "There is no server named {host}, or it cannot be found at the moment.",
        "fr": "Le serveur {host} n'existe pas, ou il est introuvable pour l'instant.",
        "nl": "De server {host} bestaat niet, of is op dit ogenblik onvindbaar.",
    },
    DeliveryReason.HOST_MALFORMED: {
        "en": "{host} is not a valid server name.",
        "fr": "{host} n'est pas un nom de serveur valide.",
        "nl": "{host} is geen geldige servernaam.",
    },
    DeliveryReason.NO_CONNECTION: {
        "en": "{host} does not answer on port {port}.",
        "fr": "{host} ne répond pas sur le port {port}.",
        "nl": "{host} antwoordt niet op poort {port}.",
    },
    DeliveryReason.CONNECTION_LOST: {
        "en": "The connection with {host} broke before anything was sent.",
        "fr": "La connexion avec {host} a été interrompue avant tout envoi.",
        "nl": "De verbinding met {host} werd verbroken voor er iets verzonden was.",
    },
    DeliveryReason.NOT_PERMITTED: {
        "en": "We are not allowed to write in the folder at {host}: {answer}",
        "fr": "Nous n'avons pas le droit d'écrire dans le dossier sur {host} : {answer}",
        "nl": "We mogen niet schrijven in de map op {host}: {answer}",
    },
    DeliveryReason.NOT_WRITTEN: {
        "en": "{filename} could not be saved at {host}: {answer}",
        "fr": "{filename} n'a pas pu être enregistré sur {host} : {answer}",
        "nl": "{filename} kon niet worden opgeslagen op {host}: {answer}",
    },
    DeliveryReason.NOT_WHOLE: {
        "en": "{filename} did not arrive complete and was removed again.",
        "fr": "{filename} est arrivé incomplet et a été supprimé.",
        "nl": "{filename} is onvolledig aangekomen en is weer verwijderd.",
    },
    DeliveryReason.RENAME_REFUSED: {
        "en": "{filename} could not be given its final name: {answer}",
        "fr": "{filename} n'a pas pu recevoir son nom définitif : {answer}",
        "nl": "{filename} kon zijn definitieve naam niet krijgen: {answer}",
    },
    DeliveryReason.FOLDER_MISSING: {
        "en": "The folder does not exist.",
        "fr": "Le dossier n'existe pas.",
        "nl": "De map bestaat niet.",
    },
    DeliveryReason.FOLDER_LEADS_OUT: {
        "en": "The folder {folder} is outside the agreed location.",
        "fr": "Le dossier {folder} se trouve en dehors de l'emplacement convenu.",
        "nl": "De map {folder} ligt buiten de afgesproken plaats.",
    },
    DeliveryReason.FOLDERS_NOT_OPENED: {
        "en": "No folder has been made available for deliveries on this installation.",
        "fr": "Cette installation n'a prévu aucun dossier pour les envois.",
        "nl": "In deze installatie is geen map voorzien voor verzendingen.",
    },
    DeliveryReason.UNSAFE_FILE_NAME: {
        "en": "The file name contains characters that not every system accepts.",
        "fr": "Le nom du fichier contient des caractères que certains systèmes n'acceptent pas.",
        "nl": "De bestandsnaam bevat tekens die niet elk systeem aanvaardt.",
    },
    DeliveryReason.SAME_FILE_NAME: {
        "en": "Two files of one delivery have the same name.",
        "fr": "Deux fichiers d'un même envoi portent le même nom.",
        "nl": "Twee bestanden van één verzending hebben dezelfde naam.",
    },
    DeliveryReason.WRONG_BYTES: {
        "en": "{filename} is no longer the file that was prepared: it was not sent.",
        "fr": "{filename} n'est plus le fichier qui avait été préparé : il n'a pas été envoyé.",
        "nl": "{filename} is niet meer het bestand dat was klaargemaakt: het is niet verzonden.",
    },
    DeliveryReason.BAD_HEADER: {
        "en": "The {header} of the e-mail is too long or contains characters that are not allowed.",
        "fr": "L'élément « {header} » de l'e-mail est trop long ou contient des caractères interdits.",
        "nl": "Het onderdeel “{header}” van de e-mail is te lang of bevat tekens die niet toegestaan zijn.",
    },
    DeliveryReason.CHANNEL_DISABLED: {
        "en": "Your accountant has not enabled this channel: {channel}.",
        "fr": "Votre comptable n'a pas activé ce canal : {channel}.",
        "nl": "Uw boekhouder heeft dit kanaal niet ingeschakeld: {channel}.",
    },
    DeliveryReason.CHANNEL_UNKNOWN: {
        "en": "This channel does not exist on this installation: {channel}.",
        "fr": "Ce canal n'existe pas dans cette installation : {channel}.",
        "nl": "Dit kanaal bestaat niet in deze installatie: {channel}.",
    },
    DeliveryReason.CONNECTION_INCOMPLETE: {
        "en": "The connection {name} is incomplete: open it and save it again.",
        "fr": "La liaison {name} est incomplète : ouvrez-la et enregistrez-la à nouveau.",
        "nl": "De koppeling {name} is onvolledig: open en bewaar de koppeling opnieuw.",
    },
    DeliveryReason.CONNECTION_GONE: {
        "en": "The connection through which the document may have arrived was removed. Check in the accounting "
        "package.",
        "fr": "La liaison par laquelle le document est peut-être arrivé a été supprimée. Vérifiez dans le logiciel "
        "de comptabilité.",
        "nl": "De koppeling waarlangs het document misschien is aangekomen, is verwijderd. Controleer het in het "
        "boekhoudpakket.",
    },
    DeliveryReason.CONNECTION_STOPPED: {
        "en": "The connection is suspended until someone has checked it.",
        "fr": "La liaison est suspendue jusqu'à ce que quelqu'un l'ait vérifiée.",
        "nl": "De koppeling is stopgezet tot iemand ze heeft nagekeken.",
    },
    DeliveryReason.SECRET_NEEDED: {
        "en": "The password or key was given for another server or account. Enter it again for this one.",
        "fr": "Le mot de passe ou la clé a été donné pour un autre serveur ou un autre compte. Indiquez-le à nouveau "
        "pour celui-ci.",
        "nl": "Het wachtwoord of de sleutel is voor een andere server of account ingevoerd. Voer het wachtwoord of de "
        "sleutel opnieuw in.",
    },
    DeliveryReason.WRONG_DESTINATION: {
        "en": "The destination does not match the connection: set it again.",
        "fr": "La destination ne correspond pas à la liaison : définissez-la à nouveau.",
        "nl": "De bestemming past niet bij de koppeling: stel de bestemming opnieuw in.",
    },
    DeliveryReason.GIVEN_UP: {
        "en": "Sending was given up after many attempts.",
        "fr": "L'envoi a été abandonné après de nombreuses tentatives.",
        "nl": "Het verzenden is na vele pogingen opgegeven.",
    },
    DeliveryReason.STORED_DATA_BROKEN: {
        "en": "What the database holds about this delivery or its connection can no longer be read, so it was not "
        "sent. The operator of this installation must repair it; then send the document again.",
        "fr": "Les données enregistrées sur cet envoi ou sa liaison ne peuvent plus être lues ; rien n'a été "
        "envoyé. Le gestionnaire de cette installation doit les réparer ; renvoyez ensuite le document.",
        "nl": "Wat over deze verzending of de koppeling ervan is opgeslagen, kan niet meer worden gelezen; er is niets "
        "verzonden. De beheerder van deze installatie moet het herstellen; verzend het document daarna opnieuw.",
    },
}
