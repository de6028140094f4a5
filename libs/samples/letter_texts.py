"""The texts of letters, per language and subject: a title and sentences; `TABLE` is the list of open invoices."""

from typing import Literal, get_args

Subject = Literal["reminder", "price_change", "new_address", "balance", "certificate"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)

TABLE_HEADS: dict[str, tuple[str, str, str, str]] = {
    "nl": ("Factuurnummer", "Factuurdatum", "Vervaldatum", "Openstaand"),
    "fr": ("Facture", "Date", "Échéance", "Solde ouvert"),
    "en": ("Invoice", "Date", "Due date", "Outstanding"),
    "de": ("Rechnung", "Datum", "Fällig am", "Offen"),
}

LETTERS: dict[str, dict[Subject, tuple[str, tuple[str, ...]]]] = {
    "nl": {
        "reminder": ("Betalingsherinnering", ("Geachte klant,", "Volgens onze boekhouding staan de volgende facturen "
            "nog open.", "TABLE", "Mogen wij u vragen het saldo binnen acht dagen over te schrijven? Hebt u intussen "
            "betaald, dan vervalt deze herinnering.", "Met vriendelijke groeten")),
        "price_change": ("Aanpassing van onze tarieven", ("Geachte,", "Vanaf {start} passen wij onze prijzen aan. Uw "
            "maandelijkse bijdrage wordt {amount} exclusief btw.", "Uw contract {number} loopt ongewijzigd verder.",
            "Hoogachtend")),
        "new_address": ("Wij verhuizen", ("Beste relatie,", "Vanaf {start} vindt u ons op een nieuw adres. Ons "
            "rekeningnummer en btw-nummer blijven gelijk.", "Graag tot binnenkort!")),
        "balance": ("Saldobevestiging", ("Geachte,", "In het kader van onze jaarafsluiting bedroeg het saldo van uw "
            "rekening op {day} {amount} in ons voordeel.", "Gelieve dit saldo schriftelijk te bevestigen.",
            "Met vriendelijke groeten")),
        "certificate": ("Attest", ("Wij bevestigen hierbij dat {name} sinds {day} bij ons verzekerd is onder nummer "
            "{number}.", "Dit attest wordt afgeleverd om te dienen waar nodig.")),
    },
    "fr": {
        "reminder": ("Rappel de paiement", ("Madame, Monsieur,", "Sauf erreur de notre part, les factures suivantes "
            "restent impayées à ce jour.", "TABLE", "Nous vous prions de régler ce solde dans les huit jours. Si votre "
            "paiement a croisé la présente, veuillez ne pas en tenir compte.", "Salutations distinguées")),
        "price_change": ("Adaptation de nos tarifs", ("Cher client,", "À partir du {start}, nos prix sont adaptés : "
            "votre redevance mensuelle sera de {amount} hors TVA.", "Votre contrat {number} reste inchangé.",
            "Bien à vous")),
        "new_address": ("Nous déménageons", ("Chers partenaires,", "Dès le {start}, nos bureaux se trouveront à une "
            "nouvelle adresse. Notre compte bancaire et notre numéro de TVA restent les mêmes.", "À bientôt !")),
        "balance": ("Confirmation de solde", ("Madame, Monsieur,", "Dans le cadre de notre clôture annuelle, le solde "
            "de votre compte au {day} s'élevait à {amount} en notre faveur.", "Merci de confirmer ce solde par écrit.",
            "Salutations distinguées")),
        "certificate": ("Attestation", ("Nous attestons par la présente que {name} est assurée auprès de notre société "
            "depuis le {day} sous le numéro {number}.", "Fait pour servir et valoir ce que de droit.")),
    },
    "en": {
        "reminder": ("Payment reminder", ("Dear customer,", "According to our records the following invoices are still "
            "open.", "TABLE", "Please transfer the balance within eight days. If you have paid in the meantime, please "
            "ignore this letter.", "Kind regards")),
        "price_change": ("Change of our prices", ("Dear customer,", "From {start} your monthly fee will be {amount} "
            "excluding VAT.", "Your contract {number} is otherwise unchanged.", "Yours sincerely")),
        "new_address": ("We are moving", ("Dear partner,", "From {start} you will find us at a new address. Our bank "
            "account and VAT number stay the same.", "See you soon!")),
        "balance": ("Confirmation of balance", ("Dear Sir or Madam,", "For our annual accounts: on {day} the balance "
            "of your account was {amount} in our favour.", "Please confirm this balance in writing.", "Regards")),
        "certificate": ("Certificate", ("We hereby certify that {name} has been insured with us since {day} under "
            "number {number}.", "Issued for whatever purpose it may serve.")),
    },
    "de": {
        "reminder": ("Zahlungserinnerung", ("Sehr geehrte Damen und Herren,", "nach unseren Unterlagen sind folgende "
            "Rechnungen noch offen.", "TABLE", "Bitte überweisen Sie den Betrag innerhalb von acht Tagen. Sollten Sie "
            "inzwischen gezahlt haben, betrachten Sie dieses Schreiben als gegenstandslos.", "Freundliche Grüße")),
        "price_change": ("Anpassung unserer Preise", ("Sehr geehrte Damen und Herren,", "ab dem {start} beträgt Ihr "
            "monatlicher Beitrag {amount} ohne Umsatzsteuer.", "Ihr Vertrag {number} bleibt sonst unverändert.",
            "Mit freundlichen Grüßen")),
        "new_address": ("Wir ziehen um", ("Liebe Geschäftspartner,", "ab dem {start} finden Sie uns an einer neuen "
            "Adresse. Bankverbindung und Umsatzsteuernummer bleiben gleich.", "Bis bald!")),
        "balance": ("Saldenbestätigung", ("Sehr geehrte Damen und Herren,", "für unseren Jahresabschluss: am {day} "
            "betrug der Saldo Ihres Kontos {amount} zu unseren Gunsten.", "Bitte bestätigen Sie uns diesen Saldo.",
            "Mit freundlichen Grüßen")),
        "certificate": ("Bescheinigung", ("Hiermit bescheinigen wir, dass {name} seit dem {day} unter der Nummer "
            "{number} bei uns versichert ist.", "Diese Bescheinigung dient zur Vorlage.")),
    },
}  # fmt: skip
