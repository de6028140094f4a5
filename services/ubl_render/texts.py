"""The words of ubl_render in the three languages: why something cannot be rendered, what a package's set-up asks.

`{...}` is filled in from the reason.
"""

from enum import StrEnum

from contracts.fields import DocumentKind
from libs.refusal import Statuses
from libs.texts import Texts


class Code(StrEnum):
    """The codes with which ubl_render refuses to render a document, and refuses requests."""

    PACKAGE_UNKNOWN = "package_unknown"
    NO_ROUTE = "no_route"
    NEEDS_DOCUMENT = "needs_document"
    NEEDS_NUMBER = "needs_number"
    NEEDS_COUNTERPARTY_VAT_NUMBER = "needs_counterparty_vat_number"
    NEEDS_CLIENT_COMPANY_NUMBER = "needs_client_company_number"
    FILE_TOO_LARGE = "file_too_large"
    DOCUMENT_UNREADABLE = "document_unreadable"
    NO_INVOICE_INSIDE = "no_invoice_inside"
    DOCUMENT_TOO_LARGE = "document_too_large"
    IMAGE_UNKNOWN = "image_unknown"
    IMAGE_DAMAGED = "image_damaged"
    IMAGE_TOO_LARGE = "image_too_large"
    IMAGE_ANIMATED = "image_animated"
    IMAGE_TOO_MANY_PAGES = "image_too_many_pages"
    NOT_AN_INVOICE = "not_an_invoice"
    OFFICIAL_RULE = "official_rule"
    NOT_JUDGED = "not_judged"
    CHOICE_NOT_OFFERED = "choice_not_offered"


REFUSALS: Texts = {
    Code.PACKAGE_UNKNOWN: {
        "fr": "Nous ne connaissons pas le logiciel {package}.",
        "nl": "We kennen het boekhoudpakket {package} niet.",
        "en": "We do not know the accounting package {package}.",
    },
    Code.NO_ROUTE: {
        "fr": "{package} n'accepte pas ce type de document ; transmettez-le vous-même à votre comptable.",
        "nl": "{package} aanvaardt dit soort document niet; bezorg het zelf aan uw boekhouder.",
        "en": "{package} does not accept this type of document; give it to your accountant yourself.",
    },
    Code.NEEDS_DOCUMENT: {
        "fr": "{package} exige le document en PDF avec la facture, mais il n'y a pas de PDF.",
        "nl": "{package} vraagt het document als pdf bij de factuur, maar er is geen pdf.",
        "en": "{package} requires the document as a PDF with the invoice, but there is no PDF.",
    },
    Code.NEEDS_NUMBER: {
        "fr": "{package} a besoin du numéro du document, mais il n'a pas pu être lu.",
        "nl": "{package} heeft het nummer van het document nodig, maar dat kon niet worden gelezen.",
        "en": "{package} needs the number of the document, but it could not be read.",
    },
    Code.NEEDS_COUNTERPARTY_VAT_NUMBER: {
        "fr": "{package} identifie la contrepartie par son numéro de TVA, mais celui-ci manque.",
        "nl": "{package} herkent de tegenpartij aan het btw-nummer, maar dat ontbreekt.",
        "en": "{package} identifies the counterparty by its VAT number, but it is missing.",
    },
    Code.NEEDS_CLIENT_COMPANY_NUMBER: {
        "fr": "{package} identifie le dossier par le numéro d'entreprise belge du client, mais celui-ci manque.",
        "nl": "{package} herkent het dossier aan het Belgische ondernemingsnummer van de klant, maar dat ontbreekt.",
        "en": "{package} identifies the client file by the client's Belgian company number, but it is missing.",
    },
    Code.FILE_TOO_LARGE: {
        "fr": "Le fichier fait {size} Mo ; {package} accepte {limit} Mo au maximum.",
        "nl": "Het bestand is {size} MB groot; {package} aanvaardt maximaal {limit} MB.",
        "en": "The file is {size} MB; {package} accepts at most {limit} MB.",
    },
    Code.DOCUMENT_UNREADABLE: {
        "fr": "Le document ne peut pas être ouvert : il est endommagé ou protégé par un mot de passe.",
        "nl": "Het document kan niet worden geopend: het is beschadigd of met een wachtwoord beveiligd.",
        "en": "The document cannot be opened: it is damaged or protected by a password.",
    },
    Code.NO_INVOICE_INSIDE: {
        "fr": "Ce PDF ne contient pas de facture électronique.",
        "nl": "In deze pdf zit geen e-factuur.",
        "en": "There is no e-invoice inside this PDF.",
    },
    Code.DOCUMENT_TOO_LARGE: {
        "fr": "Le document est trop grand pour être converti.",
        "nl": "Het document is te groot om te worden omgezet.",
        "en": "The document is too large to be converted.",
    },
    Code.IMAGE_UNKNOWN: {
        "fr": "Ce type d'image n'est pas accepté. Types acceptés : JPEG, PNG, TIFF, BMP, GIF.",
        "nl": "Dit type afbeelding wordt niet aanvaard. Aanvaarde types: JPEG, PNG, TIFF, BMP, GIF.",
        "en": "This type of image is not accepted. Accepted types: JPEG, PNG, TIFF, BMP, GIF.",
    },
    Code.IMAGE_DAMAGED: {
        "fr": "L'image est endommagée ou incomplète.",
        "nl": "De afbeelding is beschadigd of onvolledig.",
        "en": "The image is damaged or incomplete.",
    },
    Code.IMAGE_TOO_LARGE: {
        "fr": "L'image compte trop de pixels pour être convertie.",
        "nl": "De afbeelding heeft te veel pixels om te worden omgezet.",
        "en": "The image has too many pixels to be converted.",
    },
    Code.IMAGE_ANIMATED: {
        "fr": "L'image est animée : ce n'est pas un document.",
        "nl": "De afbeelding is geanimeerd: dit is geen document.",
        "en": "The image is animated: this is not a document.",
    },
    Code.IMAGE_TOO_MANY_PAGES: {
        "fr": "L'image a trop de pages.",
        "nl": "De afbeelding heeft te veel pagina's.",
        "en": "The image has too many pages.",
    },
    Code.NOT_AN_INVOICE: {
        "fr": "Ce document ne peut pas être transformé en facture électronique : {why}",
        "nl": "Van dit document kan geen e-factuur worden gemaakt: {why}",
        "en": "This document cannot be turned into an e-invoice: {why}",
    },
    Code.OFFICIAL_RULE: {
        "fr": "La règle officielle {rule} n'est pas respectée : {why}",
        "nl": "Aan de officiële regel {rule} is niet voldaan: {why}",
        "en": "The official rule {rule} is not met: {why}",
    },
    Code.NOT_JUDGED: {
        "fr": "Les règles officielles n'ont pas pu juger ce fichier ; il n'est donc pas transmis.",
        "nl": "De officiële regels konden dit bestand niet beoordelen; het wordt dus niet doorgestuurd.",
        "en": "The official rules could not judge this file, so it is not sent.",
    },
}

HINTS: dict[str, dict[str, str]] = {
    "allow_sender": {
        "fr": "Le logiciel refuse les expéditeurs inconnus : ajoutez-y d'abord notre adresse d'expédition.",
        "nl": "Het pakket weigert onbekende afzenders: voeg er eerst ons afzenderadres aan toe.",
        "en": "The package refuses unknown senders: add our sender address in it first.",
    },
    "address_from_package": {
        "fr": "Vous trouvez les adresses dans le logiciel, pour chaque dossier.",
        "nl": "U vindt de adressen in het pakket, per dossier.",
        "en": "You find the addresses in the package, for each client file.",
    },
    "address_keeps_capitals": {
        "fr": "Recopiez l'adresse exactement, en respectant les majuscules.",
        "nl": "Neem het adres exact over, met de hoofdletters.",
        "en": "Copy the address exactly, including capital letters.",
    },
    "address_suffix_in_capitals": {
        "fr": "Ajoutez au nom de la boîte un trait d'union et un mot en majuscules (…-ACHATS@…) pour obtenir un "
        "sous-dossier par type de document.",
        "nl": "Voeg aan de naam van de mailbox een koppelteken en een woord in hoofdletters toe (…-AANKOOP@…) voor "
        "een submap per soort document.",
        "en": "Add a hyphen and a word in capitals to the mailbox name (…-PURCHASE@…) to get a subfolder for each "
        "type of document.",
    },
    "address_per_journal": {
        "fr": "Chaque journal a sa propre adresse ; prenez celles des journaux d'achats et de ventes.",
        "nl": "Elk dagboek heeft een eigen adres; neem die van het aankoop- en het verkoopdagboek.",
        "en": "Each journal has its own address; use those of the purchase and sales journals.",
    },
    "postbox_name_is_no_address": {
        "fr": "Le nom de la boîte ressemble à une adresse mais n'en est pas une : utilisez l'adresse générée pour "
        "chaque type.",
        "nl": "De naam van de postbus lijkt op een adres maar is er geen: gebruik het adres dat per soort is "
        "aangemaakt.",
        "en": "The name of the mailbox looks like an address but is not one: use the address generated for each type.",
    },
    "one_address": {
        "fr": "Une seule adresse suffit pour tous les documents.",
        "nl": "Eén adres volstaat voor alle documenten.",
        "en": "One address is enough for all documents.",
    },
    "subject_decides_type": {
        "fr": "Une seule adresse ; l'objet du message, que nous remplissons, indique s'il s'agit d'un achat ou d'une "
        "vente.",
        "nl": "Eén adres; het onderwerp van het bericht, dat wij invullen, geeft aan of het om een aankoop of een "
        "verkoop gaat.",
        "en": "One address; the subject of the e-mail, which we fill in, shows whether it is a purchase or a sale.",
    },
    "mail_only_by_cloud": {
        "fr": "L'e-mail n'est possible qu'avec le service en ligne de l'éditeur ; sinon, passez par un dossier.",
        "nl": "E-mail kan enkel met de onlinedienst van de leverancier; gebruik anders een map.",
        "en": "E-mail is only possible with the vendor's online service; otherwise use a folder.",
    },
    "folder_per_company_number": {
        "fr": "Un dossier par numéro d'entreprise ou de TVA, avec un sous-dossier par type.",
        "nl": "Een map per ondernemings- of btw-nummer, met een submap per soort.",
        "en": "One folder for each company or VAT number, with a subfolder for each type.",
    },
    "folder_from_vendor": {
        "fr": "L'éditeur vous donne l'accès et les noms exacts des dossiers.",
        "nl": "De leverancier geeft u de toegang en de juiste namen van de mappen.",
        "en": "The vendor gives you the account and the exact names of the folders.",
    },
    "folder_chosen_at_import": {
        "fr": "Vous choisissez le dossier dans le logiciel au moment de l'importation.",
        "nl": "U kiest de map in het pakket op het moment van de import.",
        "en": "You choose the folder in the package when importing.",
    },
    "import_settings_first": {
        "fr": "Configurez d'abord l'importation dans le logiciel (journaux, fournisseurs, comptes), sinon elle échoue.",
        "nl": "Stel eerst de import in het pakket in (dagboeken, leveranciers, rekeningen), anders mislukt ze.",
        "en": "Set up the import in the package first (journals, suppliers, accounts), otherwise it fails.",
    },
    "module_needed": {
        "fr": "Le logiciel n'importe des documents qu'avec un module payant.",
        "nl": "Het pakket heeft een betalende module nodig om documenten te importeren.",
        "en": "The package needs a paid module to import documents.",
    },
    "ask_vendor": {
        "fr": "Peu d'informations sont publiées sur ce logiciel : demandez à l'éditeur l'adresse ou le dossier "
        "d'importation.",
        "nl": "Over dit pakket is weinig gepubliceerd: vraag de leverancier naar het importadres of de importmap.",
        "en": "Little is published about this package: ask the vendor for the import address or folder.",
    },
    "ask_for_dialect": {
        "fr": "Les sources se contredisent sur le format : si l'importation échoue, choisissez l'autre.",
        "nl": "De bronnen spreken elkaar tegen over het formaat: kies het andere formaat als de import mislukt.",
        "en": "Sources disagree on the format: choose the other one if the import fails.",
    },
}

PROBLEMS: Texts = {
    Code.CHOICE_NOT_OFFERED: {
        "fr": "{package} ne propose pas ce choix : {what}.",
        "nl": "{package} biedt deze keuze niet: {what}.",
        "en": "{package} does not offer this choice: {what}.",
    },
}

STATUSES: Statuses = dict.fromkeys(Code, 422)

TEXTS: Texts = {**REFUSALS, **PROBLEMS}

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
    DocumentKind.CARD_STATEMENT: {"fr": "relevé de carte", "nl": "uitgavenstaat", "en": "card statement"},
    DocumentKind.CONTRACT: {"fr": "contrat", "nl": "contract", "en": "contract"},
    DocumentKind.OTHER: {"fr": "document", "nl": "document", "en": "document"},
}
"""The names of kinds of document in the subject of a mail."""

PAID: dict[str, dict[str, str]] = {
    "direct_debit": {"fr": "Domiciliation", "nl": "Domiciliëring", "en": "Direct debit"},
    "private": {"fr": "Payé par le gérant", "nl": "Betaald door de zaakvoerder", "en": "Paid by the owner"},
}
"""BT-82: payments for which the standard has no code that is valid without data we do not have."""

WITHOUT_REASON: dict[str, dict[str, str]] = {
    "allowance": {"fr": "Remise", "nl": "Korting", "en": "Discount"},
    "charge": {"fr": "Frais", "nl": "Kosten", "en": "Charge"},
}
"""BT-97 and BT-104: default reasons of allowances and charges."""

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
        "cut": "[...] La suite ne figure que dans la facture électronique.",
        "origin": "Page établie par Serein à partir de la facture électronique : l'expéditeur n'y a pas joint de PDF.",
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
        "without_vat": "Totaal exclusief btw",
        "with_vat": "Totaal inclusief btw",
        "payable": "Te betalen",
        "account": "Rekening",
        "reference": "Mededeling",
        "cut": "[...] De rest staat alleen in de e-factuur.",
        "origin": "Pagina opgemaakt door Serein op basis van de e-factuur: de afzender heeft er geen pdf bij gevoegd.",
    },
    "en": {
        "invoice": "INVOICE",
        "credit_note": "CREDIT NOTE",
        "number": "Number",
        "date": "Date",
        "due": "Due date",
        "corrects": "Corrects invoice",
        "seller": "Seller",
        "buyer": "Buyer",
        "vat": "VAT",
        "without_vat": "Total excluding VAT",
        "with_vat": "Total including VAT",
        "payable": "To pay",
        "account": "Account",
        "reference": "Reference",
        "cut": "[...] The rest is only in the e-invoice.",
        "origin": "Page made by Serein from the e-invoice: the sender attached no PDF.",
    },
}
"""The words of a page that is drawn from an e-invoice without a PDF."""
