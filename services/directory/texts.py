"""What the directory says to people."""

TEXTS = {
    "sign_in_failed": {
        "en": "This e-mail address and password do not belong together.",
        "fr": "Cette adresse e-mail et ce mot de passe ne vont pas ensemble.",
        "nl": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar.",
    },
    "too_many_tries": {
        "en": "Too many attempts. Try again in {seconds} seconds.",
        "fr": "Trop de tentatives. Réessayez dans {seconds} secondes.",
        "nl": "Te veel pogingen. Probeer opnieuw over {seconds} seconden.",
    },
    "password_wrong": {
        "en": "This is not your present password.",
        "fr": "Ce n'est pas votre mot de passe actuel.",
        "nl": "Dit is niet uw huidige wachtwoord.",
    },
    "password_length": {
        "en": "A password has {least} to {most} characters.",
        "fr": "Un mot de passe compte de {least} à {most} caractères.",
        "nl": "Een wachtwoord telt {least} tot {most} tekens.",
    },
    "password_too_simple": {
        "en": "This password is too easy to guess.",
        "fr": "Ce mot de passe est trop facile à deviner.",
        "nl": "Dit wachtwoord is te gemakkelijk te raden.",
    },
    "email_invalid": {
        "en": "This is not a valid e-mail address.",
        "fr": "Cette adresse e-mail n'est pas valable.",
        "nl": "Dit e-mailadres is niet geldig.",
    },
    "email_taken": {
        "en": "This e-mail address is already in use.",
        "fr": "Cette adresse e-mail est déjà utilisée.",
        "nl": "Dit e-mailadres is al in gebruik.",
    },
    "mobile_invalid": {
        "en": "Give the mobile number with its country code, for example +32470123456.",
        "fr": "Indiquez le numéro de GSM avec l'indicatif du pays, par exemple +32470123456.",
        "nl": "Geef het gsm-nummer met de landcode, bijvoorbeeld +32470123456.",
    },
    "vat_number_missing": {
        "en": "A VAT number is required; private households are not served.",
        "fr": "Un numéro de TVA est obligatoire ; les particuliers ne sont pas servis.",
        "nl": "Een btw-nummer is verplicht; particulieren worden niet bediend.",
    },
    "vat_number_invalid": {
        "en": "This is not a valid VAT number. Give it with its country code, for example BE0123456749.",
        "fr": "Ce numéro de TVA n'est pas valable. Indiquez-le avec le code du pays, par exemple BE0123456749.",
        "nl": "Dit btw-nummer is niet geldig. Geef het met de landcode, bijvoorbeeld BE0123456749.",
    },
    "vat_number_taken": {
        "en": "There is already a company with this VAT number.",
        "fr": "Il existe déjà une société avec ce numéro de TVA.",
        "nl": "Er bestaat al een onderneming met dit btw-nummer.",
    },
    "iban_invalid": {
        "en": "{iban} is not a valid bank account number.",
        "fr": "{iban} n'est pas un numéro de compte valable.",
        "nl": "{iban} is geen geldig rekeningnummer.",
    },
    "iban_twice": {
        "en": "Bank account {iban} is there twice.",
        "fr": "Le compte {iban} figure deux fois.",
        "nl": "Rekening {iban} staat er twee keer.",
    },
    "internal_needs_iban": {
        "en": "A client run by the firm itself needs at least one bank account number.",
        "fr": "Un client géré par la fiduciaire seule doit avoir au moins un numéro de compte bancaire.",
        "nl": "Een klant die het kantoor zelf beheert, heeft minstens één rekeningnummer nodig.",
    },
    "package_unknown": {
        "en": "This accounting package is not known. Known: {known}.",
        "fr": "Ce logiciel de comptabilité n'est pas connu. Connus : {known}.",
        "nl": "Dit boekhoudpakket is niet bekend. Bekend: {known}.",
    },
    "follow_up_too_early": {
        "en": "Follow-up can start at most {days} days back.",
        "fr": "Le suivi peut commencer au plus {days} jours en arrière.",
        "nl": "De opvolging kan hoogstens {days} dagen in het verleden beginnen.",
    },
    "release_days": {
        "en": "Sending after a number of days needs a number from 1 to {most}.",
        "fr": "L'envoi après un nombre de jours demande un nombre de 1 à {most}.",
        "nl": "Doorsturen na een aantal dagen vraagt een getal van 1 tot {most}.",
    },
    "ledger_account_twice": {
        "en": "Ledger account {code} is there twice.",
        "fr": "Le compte général {code} figure deux fois.",
        "nl": "Grootboekrekening {code} staat er twee keer.",
    },
    "ledger_default": {
        "en": "Of several ledger accounts exactly one is the default.",
        "fr": "De plusieurs comptes généraux, un seul est le compte par défaut.",
        "nl": "Van meerdere grootboekrekeningen is er precies één de standaardrekening.",
    },
    "group_unknown": {
        "en": "One of these groups does not exist in your firm.",
        "fr": "L'un de ces groupes n'existe pas dans votre fiduciaire.",
        "nl": "Een van deze groepen bestaat niet in uw kantoor.",
    },
    "group_not_yours": {
        "en": "Keep the client in at least one of your own groups.",
        "fr": "Gardez le client dans au moins un de vos propres groupes.",
        "nl": "Houd de klant in minstens één van uw eigen groepen.",
    },
    "group_name_taken": {
        "en": "There is already a group with this name.",
        "fr": "Il existe déjà un groupe de ce nom.",
        "nl": "Er bestaat al een groep met deze naam.",
    },
    "not_yourself": {
        "en": "Somebody else must do this for you, or use your own account page.",
        "fr": "Quelqu'un d'autre doit le faire pour vous, ou utilisez la page de votre compte.",
        "nl": "Iemand anders moet dit voor u doen, of gebruik uw eigen accountpagina.",
    },
    "contact_stays_owner": {
        "en": "The contact of the company stays active, and its owner.",
        "fr": "Le contact de la société reste actif et propriétaire.",
        "nl": "De contactpersoon van de onderneming blijft actief en eigenaar.",
    },
}
