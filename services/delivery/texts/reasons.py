"""Why a document did not get to its package, for the people who have to do something about it."""

REASONS: dict[str, dict[str, str]] = {
    "no_destination": {
        "en": "No destination has been set for the documents yet. They will be sent as soon as there is one.",
        "fr": "Aucune destination n'est encore définie pour les documents. Ils seront envoyés dès qu'elle le sera.",
        "nl": "Er is nog geen bestemming ingesteld voor de documenten. Ze worden verzonden zodra er een is.",
    },
    "mail_unconfirmed": {
        "en": "The e-mail may have arrived, but the server did not confirm it. Check in the accounting package.",
        "fr": "L'e-mail est peut-être arrivé, mais le serveur ne l'a pas confirmé. Vérifiez dans le logiciel de "
        "comptabilité.",
        "nl": "De e-mail is misschien aangekomen, maar de server heeft dat niet bevestigd. Controleer het in het "
        "boekhoudpakket.",
    },
    "cannot_be_asked": {
        "en": "The document may have arrived; with this channel we cannot check it. Check in the accounting package.",
        "fr": "Le document est peut-être arrivé ; ce canal ne permet pas de le vérifier. Vérifiez dans le logiciel "
        "de comptabilité.",
        "nl": "Het document is misschien aangekomen; via dit kanaal kunnen we dat niet nagaan. Controleer het in het "
        "boekhoudpakket.",
    },
    "rename_unconfirmed": {
        "en": "The connection to {host} broke while {filename} was being handed over. We are checking whether it "
        "arrived.",
        "fr": "La connexion à {host} a été interrompue pendant l'envoi de {filename}. Nous vérifions s'il est arrivé.",
        "nl": "De verbinding met {host} werd verbroken tijdens het verzenden van {filename}. We gaan na of het is "
        "aangekomen.",
    },
    "file_gone": {
        "en": "{filename} was sent to {host} and is no longer there: the accounting package has probably imported "
        "it. Check there.",
        "fr": "{filename} a été envoyé à {host} et n'y est plus : le logiciel de comptabilité l'a sans doute "
        "importé. Vérifiez-le dans le logiciel.",
        "nl": "{filename} is naar {host} verzonden en staat er niet meer: het boekhoudpakket heeft het wellicht "
        "ingelezen. Controleer het daar.",
    },
    "other_file_there": {
        "en": "There is already another file named {filename}; it was not overwritten.",
        "fr": "Un autre fichier nommé {filename} existe déjà à cet endroit ; il n'a pas été écrasé.",
        "nl": "Er bestaat daar al een ander bestand met de naam {filename}; het is niet overschreven.",
    },
    "host_key_changed": {
        "en": "{host} shows another key ({seen}) than the one you confirmed. Nothing is sent until you have checked "
        "it.",
        "fr": "{host} présente une autre clé ({seen}) que celle que vous avez confirmée. Rien n'est envoyé avant que "
        "vous ne l'ayez vérifiée.",
        "nl": "{host} toont een andere sleutel ({seen}) dan degene die u bevestigd hebt. Er wordt niets verzonden "
        "tot u dit hebt nagekeken.",
    },
    "host_key_unknown": {
        "en": "{host} shows the key {seen}. Confirm the key if it is the right one.",
        "fr": "{host} présente la clé {seen}. Confirmez-la si c'est la bonne.",
        "nl": "{host} toont de sleutel {seen}. Bevestig de sleutel als het de juiste is.",
    },
    "weak_algorithms": {
        "en": "{host} only offers outdated encryption that is no longer secure.",
        "fr": "{host} ne propose qu'un chiffrement obsolète, qui n'est plus sûr.",
        "nl": "{host} biedt alleen verouderde versleuteling aan, die niet meer veilig is.",
    },
    "sign_in_refused": {
        "en": "{host} does not accept the user name or password.",
        "fr": "{host} refuse le nom d'utilisateur ou le mot de passe.",
        "nl": "{host} aanvaardt de gebruikersnaam of het wachtwoord niet.",
    },
    "sign_in_not_offered": {
        "en": "{host} does not allow signing in this way.",
        "fr": "{host} ne permet pas de se connecter de cette façon.",
        "nl": "{host} laat niet toe om op deze manier aan te melden.",
    },
    "private_key_unreadable": {
        "en": "The private key cannot be read, or its passphrase is wrong.",
        "fr": "La clé privée est illisible, ou sa phrase secrète est incorrecte.",
        "nl": "De privésleutel is onleesbaar, of de wachtwoordzin is onjuist.",
    },
    "tls_missing": {
        "en": "{host} offers no encryption, so nothing was sent.",
        "fr": "{host} ne propose pas de chiffrement ; rien n'a été envoyé.",
        "nl": "{host} biedt geen versleuteling aan; er is niets verzonden.",
    },
    "tls_failed": {
        "en": "No secure connection with {host} could be made.",
        "fr": "Aucune connexion sécurisée n'a pu être établie avec {host}.",
        "nl": "Er kon geen beveiligde verbinding met {host} worden gemaakt.",
    },
    "certificate_not_trusted": {
        "en": "The certificate of {host} cannot be trusted.",
        "fr": "Le certificat de {host} n'est pas digne de confiance.",
        "nl": "Het certificaat van {host} is niet betrouwbaar.",
    },
    "address_refused": {
        "en": "{host} does not accept the address: {answer}",
        "fr": "{host} n'accepte pas l'adresse : {answer}",
        "nl": "{host} aanvaardt het adres niet: {answer}",
    },
    "mail_refused": {
        "en": "{host} refused the e-mail: {answer}",
        "fr": "{host} a refusé l'e-mail : {answer}",
        "nl": "{host} heeft de e-mail geweigerd: {answer}",
    },
    "mail_postponed": {
        "en": "{host} asks us to try again later: {answer}",
        "fr": "{host} nous demande de réessayer plus tard : {answer}",
        "nl": "{host} vraagt om het later opnieuw te proberen: {answer}",
    },
    "too_large": {
        "en": "The message is {size} MB; the accounting package accepts at most {limit} MB.",
        "fr": "Le message fait {size} Mo ; le logiciel de comptabilité accepte {limit} Mo au maximum.",
        "nl": "Het bericht is {size} MB groot; het boekhoudpakket aanvaardt maximaal {limit} MB.",
    },
    "no_address_for_route": {
        "en": "No e-mail address is set for this type of document ({route}).",
        "fr": "Aucune adresse e-mail n'est définie pour ce type de document ({route}).",
        "nl": "Er is geen e-mailadres ingesteld voor dit type document ({route}).",
    },
    "no_mail_server": {
        "en": "This installation has no mail server yet.",
        "fr": "Cette installation n'a pas encore de serveur d'e-mail.",
        "nl": "Deze installatie heeft nog geen mailserver.",
    },
    "address_forbidden": {
        "en": "{host} is in a network that cannot be reached from here for security reasons.",
        "fr": "{host} se trouve dans un réseau auquel l'accès est interdit pour des raisons de sécurité.",
        "nl": "{host} ligt in een netwerk dat om veiligheidsredenen niet toegankelijk is.",
    },
    "host_unknown": {
        "en": "There is no server named {host}, or it cannot be found at the moment.",
        "fr": "Le serveur {host} n'existe pas, ou il est introuvable pour l'instant.",
        "nl": "De server {host} bestaat niet, of is op dit ogenblik onvindbaar.",
    },
    "host_malformed": {
        "en": "{host} is not a valid server name.",
        "fr": "{host} n'est pas un nom de serveur valide.",
        "nl": "{host} is geen geldige servernaam.",
    },
    "no_connection": {
        "en": "{host} does not answer on port {port}.",
        "fr": "{host} ne répond pas sur le port {port}.",
        "nl": "{host} antwoordt niet op poort {port}.",
    },
    "connection_lost": {
        "en": "The connection with {host} broke before anything was sent.",
        "fr": "La connexion avec {host} a été interrompue avant tout envoi.",
        "nl": "De verbinding met {host} werd verbroken voor er iets verzonden was.",
    },
    "not_permitted": {
        "en": "We are not allowed to write in the folder at {host}: {answer}",
        "fr": "Nous n'avons pas le droit d'écrire dans le dossier sur {host} : {answer}",
        "nl": "We mogen niet schrijven in de map op {host}: {answer}",
    },
    "not_written": {
        "en": "{filename} could not be saved at {host}: {answer}",
        "fr": "{filename} n'a pas pu être enregistré sur {host} : {answer}",
        "nl": "{filename} kon niet worden opgeslagen op {host}: {answer}",
    },
    "not_whole": {
        "en": "{filename} did not arrive complete and was removed again.",
        "fr": "{filename} est arrivé incomplet et a été supprimé.",
        "nl": "{filename} is onvolledig aangekomen en is weer verwijderd.",
    },
    "rename_refused": {
        "en": "{filename} could not be given its final name: {answer}",
        "fr": "{filename} n'a pas pu recevoir son nom définitif : {answer}",
        "nl": "{filename} kon zijn definitieve naam niet krijgen: {answer}",
    },
    "folder_missing": {
        "en": "The folder does not exist.",
        "fr": "Le dossier n'existe pas.",
        "nl": "De map bestaat niet.",
    },
    "folder_leads_out": {
        "en": "The folder {folder} is outside the agreed location.",
        "fr": "Le dossier {folder} se trouve en dehors de l'emplacement convenu.",
        "nl": "De map {folder} ligt buiten de afgesproken plaats.",
    },
    "folders_not_opened": {
        "en": "No folder has been made available for deliveries on this installation.",
        "fr": "Cette installation n'a prévu aucun dossier pour les livraisons.",
        "nl": "In deze installatie is geen map voorzien voor leveringen.",
    },
    "unsafe_file_name": {
        "en": "The file name contains characters that not every system accepts.",
        "fr": "Le nom du fichier contient des caractères que certains systèmes n'acceptent pas.",
        "nl": "De bestandsnaam bevat tekens die niet elk systeem aanvaardt.",
    },
    "same_file_name": {
        "en": "Two files of one delivery have the same name.",
        "fr": "Deux fichiers d'une même livraison portent le même nom.",
        "nl": "Twee bestanden van één levering hebben dezelfde naam.",
    },
    "wrong_bytes": {
        "en": "{filename} is no longer the file that was prepared: it was not sent.",
        "fr": "{filename} n'est plus le fichier qui avait été préparé : il n'a pas été envoyé.",
        "nl": "{filename} is niet meer het bestand dat was klaargemaakt: het is niet verzonden.",
    },
    "bad_header": {
        "en": "The {header} of the e-mail is too long or contains characters that are not allowed.",
        "fr": "L'élément « {header} » de l'e-mail est trop long ou contient des caractères interdits.",
        "nl": "Het onderdeel “{header}” van de e-mail is te lang of bevat tekens die niet toegestaan zijn.",
    },
    "file_missing": {
        "en": "The prepared file is no longer in our storage.",
        "fr": "Le fichier préparé n'est plus dans notre espace de stockage.",
        "nl": "Het klaargemaakte bestand staat niet meer in onze opslag.",
    },
    "blob_store_away": {
        "en": "Our storage did not respond; we will try again.",
        "fr": "Notre espace de stockage n'a pas répondu ; nous réessayons.",
        "nl": "Onze opslag heeft niet geantwoord; we proberen het opnieuw.",
    },
    "channel_disabled": {
        "en": "Your accountant has not enabled this channel: {channel}.",
        "fr": "Votre comptable n'a pas activé ce canal : {channel}.",
        "nl": "Uw boekhouder heeft dit kanaal niet ingeschakeld: {channel}.",
    },
    "channel_unknown": {
        "en": "This channel does not exist on this installation: {channel}.",
        "fr": "Ce canal n'existe pas dans cette installation : {channel}.",
        "nl": "Dit kanaal bestaat niet in deze installatie: {channel}.",
    },
    "connection_incomplete": {
        "en": "The connection {name} is incomplete: open it and save it again.",
        "fr": "La liaison {name} est incomplète : ouvrez-la et enregistrez-la à nouveau.",
        "nl": "De koppeling {name} is onvolledig: open en bewaar de koppeling opnieuw.",
    },
    "connection_gone": {
        "en": "The connection through which the document may have arrived was removed. Check in the accounting "
        "package.",
        "fr": "La liaison par laquelle le document est peut-être arrivé a été supprimée. Vérifiez dans le logiciel "
        "de comptabilité.",
        "nl": "De koppeling waarlangs het document misschien is aangekomen, is verwijderd. Controleer het in het "
        "boekhoudpakket.",
    },
    "connection_stopped": {
        "en": "The connection is suspended until someone has checked it.",
        "fr": "La liaison est suspendue jusqu'à ce que quelqu'un l'ait vérifiée.",
        "nl": "De koppeling is stopgezet tot iemand ze heeft nagekeken.",
    },
    "wrong_destination": {
        "en": "The destination does not match the connection: set it again.",
        "fr": "La destination ne correspond pas à la liaison : définissez-la à nouveau.",
        "nl": "De bestemming past niet bij de koppeling: stel de bestemming opnieuw in.",
    },
    "given_up": {
        "en": "Sending was given up after many attempts.",
        "fr": "L'envoi a été abandonné après de nombreuses tentatives.",
        "nl": "Het verzenden is na vele pogingen opgegeven.",
    },
}
