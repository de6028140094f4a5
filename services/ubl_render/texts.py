"""The words of ubl_render in the three languages: why something cannot be rendered, what a package's set-up asks.

`{...}` is filled in from the reason.
"""

from contracts.fields import DocumentKind

REFUSALS: dict[str, dict[str, str]] = {
    "package_unknown": {
        "fr": "Il n'y a pas de profil pour le logiciel {package}.",
        "nl": "Er is geen profiel voor het pakket {package}.",
        "en": "There is no profile for the package {package}.",
    },
    "no_route": {
        "fr": "{package} ne prend pas ce type de document ; transmettez-le vous-même à votre comptable.",
        "nl": "{package} neemt dit soort document niet aan; bezorg het zelf aan uw boekhouder.",
        "en": "{package} does not take this type of document; hand it to your accountant yourself.",
    },
    "needs_document": {
        "fr": "{package} veut le document en PDF avec la facture, et il n'y en a pas.",
        "nl": "{package} wil het document als pdf bij de factuur, en er is er geen.",
        "en": "{package} wants the document as a PDF with the invoice, and there is none.",
    },
    "needs_number": {
        "fr": "{package} a besoin du numéro imprimé sur le document, et il n'a pas été lu.",
        "nl": "{package} heeft het nummer nodig dat op het document staat, en dat is niet gelezen.",
        "en": "{package} needs the number that is printed on the document, and it was not read.",
    },
    "needs_counterparty_vat_number": {
        "fr": "{package} reconnaît la contrepartie à son numéro de TVA, et il manque.",
        "nl": "{package} herkent de tegenpartij aan haar btw-nummer, en dat ontbreekt.",
        "en": "{package} recognises the counterparty by its VAT number, which is missing.",
    },
    "needs_client_company_number": {
        "fr": "{package} reconnaît son dossier au numéro d'entreprise belge du client, et il manque.",
        "nl": "{package} herkent zijn dossier aan het Belgische ondernemingsnummer van de klant, en dat ontbreekt.",
        "en": "{package} recognises its file by the client's Belgian company number, which is missing.",
    },
    "file_too_large": {
        "fr": "Le fichier fait {size} Mo ; {package} en prend au plus {limit}.",
        "nl": "Het bestand is {size} MB groot; {package} neemt er hoogstens {limit}.",
        "en": "The file has {size} MB; {package} takes at most {limit}.",
    },
    "document_unreadable": {
        "fr": "Le document ne peut pas être ouvert : il est abîmé ou protégé par un mot de passe.",
        "nl": "Het document kan niet worden geopend: het is beschadigd of met een wachtwoord beveiligd.",
        "en": "The document cannot be opened: it is damaged or protected by a password.",
    },
    "no_invoice_inside": {
        "fr": "Ce PDF ne contient pas de facture électronique.",
        "nl": "In deze pdf zit geen e-factuur.",
        "en": "There is no e-invoice inside this PDF.",
    },
    "document_too_large": {
        "fr": "Le document est trop grand pour être converti.",
        "nl": "Het document is te groot om het om te zetten.",
        "en": "The document is too large to be converted.",
    },
    "picture_unknown": {
        "fr": "L'image n'est pas d'un type que nous connaissons (JPEG, PNG, TIFF, BMP, GIF).",
        "nl": "De afbeelding is van geen soort die wij kennen (JPEG, PNG, TIFF, BMP, GIF).",
        "en": "The picture is of no kind that we know (JPEG, PNG, TIFF, BMP, GIF).",
    },
    "picture_damaged": {
        "fr": "L'image est abîmée ou incomplète.",
        "nl": "De afbeelding is beschadigd of onvolledig.",
        "en": "The picture is damaged or incomplete.",
    },
    "picture_too_large": {
        "fr": "L'image a trop de points pour être convertie.",
        "nl": "De afbeelding heeft te veel beeldpunten om ze om te zetten.",
        "en": "The picture has too many dots to be converted.",
    },
    "picture_moves": {
        "fr": "L'image est animée : ce n'est pas un document.",
        "nl": "De afbeelding beweegt: dit is geen document.",
        "en": "The picture moves: that is no document.",
    },
    "picture_too_many_pages": {
        "fr": "L'image a trop de pages.",
        "nl": "De afbeelding heeft te veel bladzijden.",
        "en": "The picture has too many pages.",
    },
    "not_an_invoice": {
        "fr": "De ce document on ne peut pas faire une facture électronique : {why}",
        "nl": "Van dit document kan geen e-factuur worden gemaakt: {why}",
        "en": "No e-invoice can be made of this document: {why}",
    },
    "official_rule": {
        "fr": "La règle officielle {rule} n'est pas respectée : {why}",
        "nl": "De officiële regel {rule} is niet nageleefd: {why}",
        "en": "The official rule {rule} is broken: {why}",
    },
}

HINTS: dict[str, dict[str, str]] = {
    "allow_sender": {
        "fr": "Le logiciel refuse les expéditeurs inconnus : ajoutez-y d'abord notre adresse d'expéditeur.",
        "nl": "Het pakket weigert onbekende afzenders: voeg daar eerst ons afzenderadres toe.",
        "en": "The package refuses unknown senders: add our sender address there first.",
    },
    "address_from_package": {
        "fr": "Les adresses se trouvent dans le logiciel, dossier par dossier.",
        "nl": "De adressen staan in het pakket, dossier per dossier.",
        "en": "The addresses stand in the package, one client file at a time.",
    },
    "address_keeps_capitals": {
        "fr": "Recopiez l'adresse exactement : les majuscules comptent.",
        "nl": "Neem het adres precies over: hoofdletters tellen.",
        "en": "Copy the address exactly: capitals count.",
    },
    "address_suffix_in_capitals": {
        "fr": "Un trait d'union et un mot en majuscules derrière le nom de la boîte (…-ACHATS@…) font un sous-dossier "
        "par type de document.",
        "nl": "Een koppelteken en een woord in hoofdletters achter de naam van de postbus (…-AANKOOP@…) maken een "
        "submap per soort document.",
        "en": "A hyphen and a word in capitals after the mailbox name (…-PURCHASE@…) make a subfolder for each type of "
        "document.",
    },
    "address_per_journal": {
        "fr": "Chaque journal a sa propre adresse ; prenez celles des achats et des ventes.",
        "nl": "Elk dagboek heeft een eigen adres; neem die van aankoop en verkoop.",
        "en": "Each journal has an address of its own; take those of purchases and sales.",
    },
    "postbox_name_is_no_address": {
        "fr": "Le nom de la boîte ressemble à une adresse mais n'en est pas une : prenez l'adresse générée par type.",
        "nl": "De naam van de postbus lijkt op een adres maar is er geen: neem het adres dat per soort is aangemaakt.",
        "en": "The name of the postbox looks like an address but is none: take the address generated for each type.",
    },
    "one_address": {
        "fr": "Une seule adresse suffit pour tous les documents.",
        "nl": "Eén adres volstaat voor alle documenten.",
        "en": "One address is enough for all documents.",
    },
    "subject_decides_type": {
        "fr": "Une seule adresse ; l'objet du message, que nous remplissons, dit si c'est un achat ou une vente.",
        "nl": "Eén adres; het onderwerp van het bericht, dat wij invullen, zegt of het om aankoop of verkoop gaat.",
        "en": "One address; the subject of the mail, which we fill in, says whether it is a purchase or a sale.",
    },
    "mail_only_by_cloud": {
        "fr": "Par e-mail seulement avec le service en ligne du fournisseur ; sinon par dossier.",
        "nl": "Per e-mail enkel met de onlinedienst van de leverancier; anders via een map.",
        "en": "By e-mail only with the vendor's online service; otherwise by folder.",
    },
    "folder_per_company_number": {
        "fr": "Un dossier par numéro d'entreprise ou de TVA, avec un sous-dossier par type.",
        "nl": "Een map per ondernemings- of btw-nummer, met een submap per soort.",
        "en": "One folder for each company or VAT number, with a subfolder for each type.",
    },
    "folder_from_vendor": {
        "fr": "Le fournisseur donne le compte et les noms exacts des dossiers.",
        "nl": "De leverancier geeft de toegang en de juiste namen van de mappen.",
        "en": "The vendor gives the account and the exact names of the folders.",
    },
    "folder_chosen_at_import": {
        "fr": "Le dossier se choisit dans le logiciel au moment de l'importation.",
        "nl": "De map wordt in het pakket gekozen op het ogenblik van de import.",
        "en": "The folder is chosen in the package when importing.",
    },
    "import_settings_first": {
        "fr": "Réglez d'abord l'importation dans le logiciel (journaux, fournisseurs, comptes), sinon elle échoue.",
        "nl": "Stel eerst de import in het pakket in (dagboeken, leveranciers, rekeningen), anders mislukt ze.",
        "en": "First set up the import in the package (journals, suppliers, accounts), or it fails.",
    },
    "module_needed": {
        "fr": "Le logiciel a besoin d'un module payant pour importer des documents.",
        "nl": "Het pakket heeft een betalende module nodig om documenten te importeren.",
        "en": "The package needs a paid module to import documents.",
    },
    "ask_vendor": {
        "fr": "Peu est public sur ce logiciel : demandez à son fournisseur l'adresse ou le dossier d'importation.",
        "nl": "Over dit pakket is weinig openbaar: vraag de leverancier naar het importadres of de importmap.",
        "en": "Little is public about this package: ask its vendor for the import address or folder.",
    },
    "ask_for_dialect": {
        "fr": "Les sources se contredisent sur le format : si l'importation échoue, choisissez l'autre format.",
        "nl": "De bronnen spreken elkaar tegen over het formaat: kies het andere als de import mislukt.",
        "en": "The sources disagree on the format: choose the other one when the import fails.",
    },
}

PROBLEMS: dict[str, dict[str, str]] = {
    "choice_not_offered": {
        "fr": "{package} ne laisse pas ce choix : {what}.",
        "nl": "{package} laat deze keuze niet: {what}.",
        "en": "{package} does not leave this choice: {what}.",
    },
}

TEXTS: dict[str, dict[str, str]] = {**REFUSALS, **{f"hint_{code}": words for code, words in HINTS.items()}, **PROBLEMS}

KINDS: dict[DocumentKind, dict[str, str]] = {
    DocumentKind.PURCHASE_INVOICE: {"fr": "facture d'achat", "nl": "aankoopfactuur", "en": "purchase invoice"},
    DocumentKind.PURCHASE_CREDIT_NOTE: {
        "fr": "note de crédit achat",
        "nl": "aankoopcreditnota",
        "en": "purchase credit note",
    },
    DocumentKind.SALES_INVOICE: {"fr": "facture de vente", "nl": "verkoopfactuur", "en": "sales invoice"},
    DocumentKind.SALES_CREDIT_NOTE: {
        "fr": "note de crédit vente",
        "nl": "verkoopcreditnota",
        "en": "sales credit note",
    },
    DocumentKind.RECEIPT: {"fr": "ticket", "nl": "kasticket", "en": "receipt"},
    DocumentKind.CARD_STATEMENT: {"fr": "relevé de carte", "nl": "kaartuitgavenstaat", "en": "card statement"},
    DocumentKind.CONTRACT: {"fr": "contrat", "nl": "contract", "en": "contract"},
    DocumentKind.OTHER: {"fr": "document", "nl": "document", "en": "document"},
}
"""How a kind of document is called in the subject of a mail."""

PAID: dict[str, dict[str, str]] = {
    "direct_debit": {"fr": "Domiciliation", "nl": "Domiciliëring", "en": "Direct debit"},
    "private": {"fr": "Payé par le gérant", "nl": "Betaald door de zaakvoerder", "en": "Paid by the owner"},
}
"""BT-82: payments for which the standard has no code that is valid without data we do not have."""

WITHOUT_REASON: dict[str, dict[str, str]] = {
    "allowance": {"fr": "Remise", "nl": "Korting", "en": "Discount"},
    "charge": {"fr": "Frais", "nl": "Kosten", "en": "Charge"},
}
"""BT-97 and BT-104 where nobody said what is taken off or added for."""

PAGE: dict[str, dict[str, str]] = {
    "fr": {
        "invoice": "FACTURE",
        "credit_note": "NOTE DE CRÉDIT",
        "number": "Numéro",
        "date": "Date",
        "due": "Échéance",
        "corrects": "Concerne la facture",
        "seller": "Vendeur",
        "buyer": "Acheteur",
        "vat": "TVA",
        "without_vat": "Total hors TVA",
        "with_vat": "Total TVA comprise",
        "payable": "À payer",
        "account": "Compte",
        "reference": "Communication",
        "origin": "Page dessinée par Serein d'après la facture électronique : son expéditeur n'y a pas joint de PDF.",
    },
    "nl": {
        "invoice": "FACTUUR",
        "credit_note": "CREDITNOTA",
        "number": "Nummer",
        "date": "Datum",
        "due": "Vervaldag",
        "corrects": "Betreft factuur",
        "seller": "Verkoper",
        "buyer": "Koper",
        "vat": "Btw",
        "without_vat": "Totaal zonder btw",
        "with_vat": "Totaal met btw",
        "payable": "Te betalen",
        "account": "Rekening",
        "reference": "Mededeling",
        "origin": "Bladzijde getekend door Serein naar de e-factuur: de afzender heeft er geen pdf bij gevoegd.",
    },
    "en": {
        "invoice": "INVOICE",
        "credit_note": "CREDIT NOTE",
        "number": "Number",
        "date": "Date",
        "due": "Due",
        "corrects": "Corrects invoice",
        "seller": "Seller",
        "buyer": "Buyer",
        "vat": "VAT",
        "without_vat": "Total without VAT",
        "with_vat": "Total with VAT",
        "payable": "To pay",
        "account": "Account",
        "reference": "Reference",
        "origin": "Page drawn by Serein from the e-invoice: its sender attached no PDF.",
    },
}
"""The words of a page that is drawn from an e-invoice without picture."""
