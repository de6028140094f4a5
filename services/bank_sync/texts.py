"""What bank_sync says to people; the reasons of a refused CODA file have their words in `domain/coda/refusal.py`."""

TEXTS = {
    "coda_refused": {
        "en": "{filename} was not imported. {reason}",
        "fr": "{filename} n'a pas été importé. {reason}",
        "nl": "{filename} is niet geïmporteerd. {reason}",
    },
    "account_not_yours": {
        "en": "{filename} is a statement of {account} ({holder}), which is not one of this company's accounts. Add the"
        " account to the settings, or send the file again with confirm_account=true.",
        "fr": "{filename} est un extrait du compte {account} ({holder}), qui n'est pas un compte de cette société."
        " Ajoutez le compte aux paramètres, ou renvoyez le fichier avec confirm_account=true.",
        "nl": "{filename} is een afschrift van {account} ({holder}), dat geen rekening van deze onderneming is. Voeg de"
        " rekening toe aan de instellingen, of stuur het bestand opnieuw met confirm_account=true.",
    },
    "amount_not_in_cents": {
        "en": "{filename} has an amount of {amount}; only whole cents can be taken in.",
        "fr": "{filename} contient un montant de {amount} ; seuls les centimes entiers sont acceptés.",
        "nl": "{filename} bevat een bedrag van {amount}; alleen hele centen worden aanvaard.",
    },
    "too_many_files": {
        "en": "Send at most {limit} files at once.",
        "fr": "Envoyez au plus {limit} fichiers à la fois.",
        "nl": "Stuur hoogstens {limit} bestanden tegelijk.",
    },
}
