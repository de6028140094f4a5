"""Why a document did not get to its package, for the people who have to do something about it."""

REASONS: dict[str, dict[str, str]] = {
    "no_destination": {
        "en": "Nobody has said yet where the documents must go. They leave as soon as there is a destination.",
        "fr": "La destination des documents n'est pas encore connue. Ils partiront dès qu'elle le sera.",
        "nl": "Nog niemand heeft gezegd waar de documenten naartoe moeten. Ze vertrekken zodra er een bestemming is.",
    },
    "mail_unconfirmed": {
        "en": "The mail may have arrived, but the server did not say so. Look in the package.",
        "fr": "L'e-mail est peut-être arrivé, mais le serveur ne l'a pas confirmé. Vérifiez dans le logiciel.",
        "nl": "De mail is misschien aangekomen, maar de server zei het niet. Kijk in het pakket.",
    },
    "cannot_be_asked": {
        "en": "The document may have arrived; this channel cannot tell. Look in the package.",
        "fr": "Le document est peut-être arrivé ; ce canal ne permet pas de le savoir. Vérifiez dans le logiciel.",
        "nl": "Het document is misschien aangekomen; dit kanaal kan het niet zeggen. Kijk in het pakket.",
    },
    "rename_unconfirmed": {
        "en": "The connection to {host} broke while {filename} was being handed over. We ask what became of it.",
        "fr": "La connexion à {host} s'est rompue pendant la remise de {filename}. Nous demandons ce qu'il en est.",
        "nl": "De verbinding met {host} brak tijdens de overdracht van {filename}. We vragen na wat ervan werd.",
    },
    "file_gone": {
        "en": "{filename} was handed over at {host} and is no longer there: the package probably took it. Look there.",
        "fr": "{filename} a été remis à {host} et n'y est plus : le logiciel l'a sans doute pris. Vérifiez-y.",
        "nl": "{filename} is overgedragen op {host} en staat er niet meer: wellicht nam het pakket het op. Kijk daar.",
    },
    "other_file_there": {
        "en": "Another file called {filename} is already there; nothing was written over it.",
        "fr": "Un autre fichier nommé {filename} s'y trouve déjà ; rien n'a été écrasé.",
        "nl": "Er staat al een ander bestand met de naam {filename}; er is niets overschreven.",
    },
    "host_key_changed": {
        "en": "{host} shows another key ({seen}) than the one that was agreed. Nothing is sent until you have checked.",
        "fr": "{host} présente une autre clé ({seen}) que celle convenue. Rien n'est envoyé avant vérification.",
        "nl": "{host} toont een andere sleutel ({seen}) dan afgesproken. Er wordt niets verstuurd tot u dit nakijkt.",
    },
    "host_key_unknown": {
        "en": "{host} shows the key {seen}. Confirm it if it is the right one.",
        "fr": "{host} présente la clé {seen}. Confirmez-la si c'est la bonne.",
        "nl": "{host} toont de sleutel {seen}. Bevestig hem als het de juiste is.",
    },
    "weak_algorithms": {
        "en": "{host} only offers encryption that is no longer safe.",
        "fr": "{host} ne propose qu'un chiffrement qui n'est plus sûr.",
        "nl": "{host} biedt alleen versleuteling die niet meer veilig is.",
    },
    "sign_in_refused": {
        "en": "{host} does not accept the user name or password.",
        "fr": "{host} refuse l'utilisateur ou le mot de passe.",
        "nl": "{host} aanvaardt de gebruiker of het wachtwoord niet.",
    },
    "sign_in_not_offered": {
        "en": "{host} does not let anyone sign in this way.",
        "fr": "{host} ne permet pas de s'identifier de cette façon.",
        "nl": "{host} laat niet toe zo aan te melden.",
    },
    "private_key_unreadable": {
        "en": "The private key cannot be read, or its passphrase is wrong.",
        "fr": "La clé privée est illisible, ou sa phrase de passe est fausse.",
        "nl": "De privésleutel is onleesbaar, of de wachtzin klopt niet.",
    },
    "tls_missing": {
        "en": "{host} offers no encryption, so nothing was sent.",
        "fr": "{host} ne propose pas de chiffrement ; rien n'a été envoyé.",
        "nl": "{host} biedt geen versleuteling; er is niets verstuurd.",
    },
    "tls_failed": {
        "en": "No safe connection with {host} could be made.",
        "fr": "Aucune connexion sûre n'a pu être établie avec {host}.",
        "nl": "Er kon geen veilige verbinding met {host} gemaakt worden.",
    },
    "certificate_not_trusted": {
        "en": "The certificate of {host} is not to be trusted.",
        "fr": "Le certificat de {host} n'est pas digne de confiance.",
        "nl": "Het certificaat van {host} is niet te vertrouwen.",
    },
    "address_refused": {
        "en": "{host} does not know the address: {answer}",
        "fr": "{host} ne connaît pas l'adresse : {answer}",
        "nl": "{host} kent het adres niet: {answer}",
    },
    "mail_refused": {
        "en": "{host} refused the mail: {answer}",
        "fr": "{host} a refusé l'e-mail : {answer}",
        "nl": "{host} weigerde de mail: {answer}",
    },
    "mail_postponed": {
        "en": "{host} asks to try later: {answer}",
        "fr": "{host} demande de réessayer plus tard : {answer}",
        "nl": "{host} vraagt later opnieuw te proberen: {answer}",
    },
    "too_large": {
        "en": "The message is {size} MB; the package takes at most {limit} MB.",
        "fr": "Le message fait {size} Mo ; le logiciel en accepte {limit} au plus.",
        "nl": "Het bericht is {size} MB; het pakket aanvaardt hoogstens {limit} MB.",
    },
    "no_address_for_route": {
        "en": "There is no mail address for this type of document ({route}).",
        "fr": "Il n'y a pas d'adresse e-mail pour ce type de document ({route}).",
        "nl": "Er is geen mailadres voor dit type document ({route}).",
    },
    "no_mail_server": {
        "en": "This installation has no mail server yet.",
        "fr": "Cette installation n'a pas encore de serveur d'e-mail.",
        "nl": "Deze installatie heeft nog geen mailserver.",
    },
    "address_forbidden": {
        "en": "{host} lies inside a network that may not be reached from here.",
        "fr": "{host} se trouve dans un réseau qui ne peut être atteint d'ici.",
        "nl": "{host} ligt in een netwerk dat van hieruit niet bereikt mag worden.",
    },
    "host_unknown": {
        "en": "There is no server called {host}, or it cannot be found now.",
        "fr": "Il n'y a pas de serveur {host}, ou il est introuvable pour l'instant.",
        "nl": "Er is geen server {host}, of hij is nu onvindbaar.",
    },
    "host_malformed": {
        "en": "{host} is not the name of a server.",
        "fr": "{host} n'est pas un nom de serveur.",
        "nl": "{host} is geen servernaam.",
    },
    "no_connection": {
        "en": "{host} does not answer on port {port}.",
        "fr": "{host} ne répond pas sur le port {port}.",
        "nl": "{host} antwoordt niet op poort {port}.",
    },
    "connection_lost": {
        "en": "The connection with {host} broke before anything was handed over.",
        "fr": "La connexion avec {host} s'est rompue avant toute remise.",
        "nl": "De verbinding met {host} brak voor er iets overgedragen was.",
    },
    "not_permitted": {
        "en": "We may not write in the folder at {host}: {answer}",
        "fr": "Nous ne pouvons pas écrire dans le dossier sur {host} : {answer}",
        "nl": "We mogen niet schrijven in de map op {host}: {answer}",
    },
    "not_written": {
        "en": "{filename} could not be written at {host}: {answer}",
        "fr": "{filename} n'a pas pu être écrit sur {host} : {answer}",
        "nl": "{filename} kon niet geschreven worden op {host}: {answer}",
    },
    "not_whole": {
        "en": "{filename} did not arrive whole and was taken away again.",
        "fr": "{filename} n'est pas arrivé entier et a été retiré.",
        "nl": "{filename} kwam niet volledig aan en werd weer weggenomen.",
    },
    "rename_refused": {
        "en": "{filename} could not be given its final name: {answer}",
        "fr": "{filename} n'a pas pu recevoir son nom définitif : {answer}",
        "nl": "{filename} kon zijn definitieve naam niet krijgen: {answer}",
    },
    "folder_missing": {
        "en": "The folder is not there.",
        "fr": "Le dossier n'existe pas.",
        "nl": "De map bestaat niet.",
    },
    "folder_leads_out": {
        "en": "The folder {folder} leads out of the place that was agreed.",
        "fr": "Le dossier {folder} sort de l'emplacement convenu.",
        "nl": "De map {folder} leidt buiten de afgesproken plaats.",
    },
    "folders_not_opened": {
        "en": "This installation has opened no folder for deliveries.",
        "fr": "Cette installation n'a ouvert aucun dossier pour les livraisons.",
        "nl": "Deze installatie heeft geen map voor leveringen opengesteld.",
    },
    "unsafe_file_name": {
        "en": "The file name is not safe on every system.",
        "fr": "Le nom du fichier n'est pas sûr sur tous les systèmes.",
        "nl": "De bestandsnaam is niet op elk systeem veilig.",
    },
    "same_file_name": {
        "en": "Two files of one delivery have the same name.",
        "fr": "Deux fichiers d'une même livraison portent le même nom.",
        "nl": "Twee bestanden van één levering hebben dezelfde naam.",
    },
    "wrong_bytes": {
        "en": "{filename} is not what was made: it was not sent.",
        "fr": "{filename} n'est pas ce qui a été produit : il n'a pas été envoyé.",
        "nl": "{filename} is niet wat gemaakt werd: het is niet verstuurd.",
    },
    "bad_header": {
        "en": "The {header} of the mail contains characters that must not be there.",
        "fr": "L'élément {header} de l'e-mail contient des caractères interdits.",
        "nl": "Het onderdeel {header} van de mail bevat tekens die er niet mogen staan.",
    },
    "file_missing": {
        "en": "The rendered file is no longer in our own store.",
        "fr": "Le fichier produit n'est plus dans notre propre stockage.",
        "nl": "Het gemaakte bestand staat niet meer in onze eigen opslag.",
    },
    "blob_store_away": {
        "en": "Our own store did not answer; it is tried again.",
        "fr": "Notre propre stockage n'a pas répondu ; nous réessayons.",
        "nl": "Onze eigen opslag antwoordde niet; we proberen opnieuw.",
    },
    "channel_disabled": {
        "en": "Your accountant has not enabled this channel ({channel}).",
        "fr": "Votre comptable n'a pas activé ce canal ({channel}).",
        "nl": "Uw boekhouder heeft dit kanaal niet ingeschakeld ({channel}).",
    },
    "channel_unknown": {
        "en": "This installation does not have the channel {channel}.",
        "fr": "Cette installation n'a pas le canal {channel}.",
        "nl": "Deze installatie heeft het kanaal {channel} niet.",
    },
    "connection_incomplete": {
        "en": "The connection {name} is not complete: open and save it again.",
        "fr": "La liaison {name} est incomplète : ouvrez-la et enregistrez-la à nouveau.",
        "nl": "De koppeling {name} is onvolledig: open ze en bewaar ze opnieuw.",
    },
    "connection_gone": {
        "en": "The connection by which it may have arrived was removed. Look in the package.",
        "fr": "La liaison par laquelle il est peut-être arrivé a été supprimée. Vérifiez dans le logiciel.",
        "nl": "De koppeling waarlangs het misschien aankwam is verwijderd. Kijk in het pakket.",
    },
    "connection_stopped": {
        "en": "The connection is stopped until somebody has looked at it.",
        "fr": "La liaison est arrêtée jusqu'à ce que quelqu'un l'ait vérifiée.",
        "nl": "De koppeling ligt stil tot iemand ze nagekeken heeft.",
    },
    "wrong_destination": {
        "en": "The destination does not fit the connection: set it again.",
        "fr": "La destination ne correspond pas à la liaison : définissez-la à nouveau.",
        "nl": "De bestemming past niet bij de koppeling: stel ze opnieuw in.",
    },
    "given_up": {
        "en": "Given up after many attempts.",
        "fr": "Abandonné après de nombreuses tentatives.",
        "nl": "Opgegeven na vele pogingen.",
    },
}
