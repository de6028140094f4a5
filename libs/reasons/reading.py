"""Why a file could not be read, and what to check in what was read."""

from enum import StrEnum

from libs.texts import Texts


class ReadingReason(StrEnum):
    """Codes of unreadable files and of warnings about readable ones."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    PASSWORD = "password"  # noqa: S105 - a code, no secret
    DAMAGED = "damaged"
    BLANK = "blank"
    NEEDS_OCR = "needs_ocr"
    NO_TEXT = "no_text"
    BLURRED = "blurred"
    TOO_DARK = "too_dark"
    CUT_OFF = "cut_off"
    OVERLAPPING = "overlapping"
    SEVERAL_IN_FILE = "several_in_file"
    NO_SUCH_PAGE = "no_such_page"
    LAYER_DIFFERS = "layer_differs"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE_PAGE = "too_large_page"
    TOO_MANY_FRAMES = "too_many_frames"
    DOCTYPE = "doctype"
    NOT_AN_INVOICE_FILE = "not_an_invoice_file"
    LIMITS = "limits"
    HIDDEN_TEXT = "hidden_text"
    ACTIVE_CONTENT = "active_content"
    FOREIGN_PARTS = "foreign_parts"
    EMBEDDED_DIFFERS = "embedded_differs"
    PAYMENT_CODE_DIFFERS = "payment_code_differs"
    PAYMENT_CODE_DIFFERS_FROM_EMBEDDED = "payment_code_differs_from_embedded"
    EMBEDDED_UNREADABLE = "embedded_unreadable"
    ATTACHMENT_UNREADABLE = "attachment_unreadable"
    ATTACHED_DOCUMENTS = "attached_documents"
    INVALID_VALUE = "invalid_value"
    PAGES_WITHOUT_TEXT = "pages_without_text"
    REPAIRED = "repaired"
    CARD_STATEMENT_DOES_NOT_TIE_OUT = "card_statement_does_not_tie_out"
    CARD_STATEMENT_INCOMPLETE_PAGE = "card_statement_incomplete_page"
    CARD_STATEMENT_INCOMPLETE_LINES = "card_statement_incomplete_lines"
    CARD_STATEMENT_INCOMPLETE_DATE = "card_statement_incomplete_date"
    CARD_STATEMENT_INCOMPLETE_CARD = "card_statement_incomplete_card"
    CARD_STATEMENT_INCOMPLETE_TOTAL = "card_statement_incomplete_total"
    NEGATIVE_INVOICE = "negative_invoice"
    TYPE_NOT_STATED = "type_not_stated"
    VALUE_REPEATED = "value_repeated"
    OTHER_CURRENCY = "other_currency"
    PART_INCOMPLETE = "part_incomplete"
    ATTACHMENT_NOT_ALLOWED = "attachment_not_allowed"
    SCHEMA_NOT_MET = "schema_not_met"
    NOTHING_TO_DIVIDE = "nothing_to_divide"


WORDS: Texts = {
    ReadingReason.EMPTY: {
        "en": "The file is empty.",
        "fr": "Le fichier est vide.",
        "nl": "Het bestand is leeg.",
    },
    ReadingReason.SEVERAL_IN_FILE: {
        "en": "This file holds {count} documents. Send each one in a file of its own.",
        "fr": "Ce fichier contient {count} documents. Envoyez chacun dans un fichier séparé.",
        "nl": "Dit bestand bevat {count} documenten. Verstuur elk in een apart bestand.",
    },
    ReadingReason.UNSUPPORTED: {
        "en": "Files of this type ({media}) cannot be read. Readable types: {readable}.",
        "fr": "Les fichiers de ce type ({media}) ne peuvent pas être lus. Types lisibles : {readable}.",
        "nl": "Bestanden van dit type ({media}) kunnen niet worden gelezen. Leesbare types: {readable}.",
    },
    ReadingReason.PASSWORD: {
        "en": "The PDF is protected by a password. Please send it without protection.",
        "fr": "Le PDF est protégé par un mot de passe. Veuillez l'envoyer sans protection.",
        "nl": "De pdf is beveiligd met een wachtwoord. Stuur de pdf zonder beveiliging.",
    },
    ReadingReason.DAMAGED: {
        "en": "The file is damaged or incomplete.",
        "fr": "Le fichier est endommagé ou incomplet.",
        "nl": "Het bestand is beschadigd of onvolledig.",
    },
    ReadingReason.BLANK: {
        "en": "The pages of this document are blank.",
        "fr": "Les pages de ce document sont vides.",
        "nl": "De pagina's van dit document zijn leeg.",
    },
    ReadingReason.NEEDS_OCR: {
        "en": "This document is an image without text: it must be read by text recognition (OCR) or entered by hand.",
        "fr": "Ce document est une image sans texte : il doit être lu par reconnaissance de texte (OCR) ou encodé à "
        "la main.",
        "nl": "Dit document is een afbeelding zonder tekst: het moet met tekstherkenning (OCR) worden gelezen of met "
        "de hand worden ingevoerd.",
    },
    ReadingReason.NO_TEXT: {
        "en": "No text was found in this image. Is it the right file?",
        "fr": "Aucun texte n'a été trouvé dans cette image. Est-ce le bon fichier ?",
        "nl": "In deze afbeelding is geen tekst gevonden. Is dit het juiste bestand?",
    },
    ReadingReason.BLURRED: {
        "en": "The photo is blurred. Please take it again: hold still, move closer, and wait until it is sharp.",
        "fr": "La photo est floue. Veuillez la reprendre : ne bougez pas, approchez-vous et attendez qu'elle soit "
        "nette.",
        "nl": "De foto is onscherp. Neem een nieuwe foto: houd het toestel stil, ga dichterbij en wacht tot het "
        "beeld scherp is.",
    },
    ReadingReason.TOO_DARK: {
        "en": "The photo is too dark. Please take it again with more light and without your shadow on the document.",
        "fr": "La photo est trop sombre. Veuillez la reprendre avec plus de lumière et sans votre ombre sur le "
        "document.",
        "nl": "De foto is te donker. Neem een nieuwe foto met meer licht en zonder uw schaduw op het document.",
    },
    ReadingReason.CUT_OFF: {
        "en": "The photo does not show the whole page. Please take it again with all four edges visible.",
        "fr": "La photo ne montre pas toute la page. Veuillez la reprendre avec les quatre bords visibles.",
        "nl": "De foto toont niet de hele pagina. Neem een nieuwe foto met de vier randen in beeld.",
    },
    ReadingReason.OVERLAPPING: {
        "en": "The photo shows documents that overlap. Please photograph them separately, or side by side.",
        "fr": "La photo montre des documents qui se chevauchent. Photographiez-les séparément ou côte à côte.",
        "nl": "De foto toont documenten die elkaar overlappen. Fotografeer ze apart of naast elkaar.",
    },
    ReadingReason.NO_SUCH_PAGE: {
        "en": "There is no page {page}; number of pages in the document: {pages}.",
        "fr": "La page {page} n'existe pas ; nombre de pages du document : {pages}.",
        "nl": "Pagina {page} bestaat niet; aantal pagina's in het document: {pages}.",
    },
    ReadingReason.LAYER_DIFFERS: {
        "en": "Invisible text on top of the image says {hidden}, the image itself shows {seen}. Possible fraud: "
        "check before you pay.",
        "fr": "Un texte invisible superposé à l'image indique {hidden}, alors que l'image montre {seen}. Fraude "
        "possible : vérifiez avant de payer.",
        "nl": "Onzichtbare tekst boven op de afbeelding vermeldt {hidden}, de afbeelding zelf toont {seen}. Mogelijk "
        "fraude: controleer voor u betaalt.",
    },
    ReadingReason.TOO_MANY_PAGES: {
        "en": "The document has {pages} pages; at most {limit} are accepted.",
        "fr": "Le document compte {pages} pages ; {limit} au maximum sont acceptées.",
        "nl": "Het document telt {pages} pagina's; er worden er maximaal {limit} aanvaard.",
    },
    ReadingReason.TOO_LARGE_PAGE: {
        "en": "Page {page} has {megapixels} megapixels; at most {limit} are accepted.",
        "fr": "La page {page} compte {megapixels} mégapixels ; {limit} au maximum sont acceptés.",
        "nl": "Pagina {page} telt {megapixels} megapixels; er worden er maximaal {limit} aanvaard.",
    },
    ReadingReason.TOO_MANY_FRAMES: {
        "en": "This image is animated; only still images can be read.",
        "fr": "Cette image est animée ; seules les images fixes peuvent être lues.",
        "nl": "Deze afbeelding is geanimeerd; alleen stilstaande afbeeldingen kunnen worden gelezen.",
    },
    ReadingReason.DOCTYPE: {
        "en": "The XML file contains a document type declaration (DTD), which is not allowed in an invoice.",
        "fr": "Le fichier XML contient une déclaration de type de document (DTD), interdite dans une facture.",
        "nl": "Het XML-bestand bevat een documenttypedeclaratie (DTD), wat in een factuur niet is toegestaan.",
    },
    ReadingReason.NOT_AN_INVOICE_FILE: {
        "en": "The XML file is neither a UBL nor a CII invoice.",
        "fr": "Le fichier XML n'est ni une facture UBL ni une facture CII.",
        "nl": "Het XML-bestand is geen UBL- of CII-factuur.",
    },
    ReadingReason.LIMITS: {
        "en": "This file has too many lines or too long texts, or reading it takes too much time or memory. Please "
        "divide it, or send it in another format.",
        "fr": "Ce fichier contient trop de lignes ou des textes trop longs, ou sa lecture demande trop de temps ou de "
        "mémoire. Veuillez le diviser ou l'envoyer dans un autre format.",
        "nl": "Dit bestand bevat te veel regels of te lange teksten, of het lezen kost te veel tijd of geheugen. "
        "Splits het, of stuur het in een ander formaat.",
    },
    ReadingReason.HIDDEN_TEXT: {
        "en": "The file contains {words} words that are not visible on the page. They were ignored.",
        "fr": "Le fichier contient {words} mots invisibles sur la page. Ils ont été ignorés.",
        "nl": "Het bestand bevat {words} woorden die niet zichtbaar zijn op de pagina. Ze zijn genegeerd.",
    },
    ReadingReason.ACTIVE_CONTENT: {
        "en": "The file contains elements that run or send something when it is opened ({kinds}). Only its pages are "
        "passed on.",
        "fr": "Le fichier contient des éléments qui s'exécutent ou envoient des données à l'ouverture ({kinds}). "
        "Seules ses pages sont transmises.",
        "nl": "Het bestand bevat onderdelen die bij het openen iets uitvoeren of versturen ({kinds}). Alleen de "
        "pagina's worden doorgegeven.",
    },
    ReadingReason.FOREIGN_PARTS: {
        "en": "The file holds more than a PDF: something stands before, behind or inside it that is no part of it. "
        "Only its pages are passed on.",
        "fr": "Le fichier contient plus qu'un PDF : avant, après ou dans le document se trouve quelque chose qui n'en "
        "fait pas partie. Seules ses pages sont transmises.",
        "nl": "Het bestand bevat meer dan een pdf: ervoor, erachter of erin staat iets wat er niet bij hoort. "
        "Alleen de pagina's worden doorgegeven.",
    },
    ReadingReason.EMBEDDED_DIFFERS: {
        "en": "The e-invoice in the file differs from the page: for {field}, the e-invoice says {embedded}. Check "
        "before you pay.",
        "fr": "La facture électronique jointe diffère de la page : pour « {field} », elle indique {embedded}. "
        "Vérifiez avant de payer.",
        "nl": "De e-factuur in het bestand verschilt van de pagina: voor “{field}” vermeldt ze {embedded}. "
        "Controleer voor u betaalt.",
    },
    ReadingReason.PAYMENT_CODE_DIFFERS: {
        "en": "The QR code says {code}, the page says {printed}. Possible fraud: check with the supplier before you "
        "pay.",
        "fr": "Le code QR indique {code}, la page indique {printed}. Fraude possible : vérifiez auprès du "
        "fournisseur avant de payer.",
        "nl": "De QR-code vermeldt {code}, de pagina vermeldt {printed}. Mogelijk fraude: vraag het na bij de "
        "leverancier voor u betaalt.",
    },
    ReadingReason.PAYMENT_CODE_DIFFERS_FROM_EMBEDDED: {
        "en": "The QR code says {code}, the e-invoice in the file says {embedded}. Possible fraud: check with the "
        "supplier before you pay.",
        "fr": "Le code QR indique {code}, la facture électronique jointe indique {embedded}. Fraude possible : "
        "vérifiez auprès du fournisseur avant de payer.",
        "nl": "De QR-code vermeldt {code}, de e-factuur in het bestand vermeldt {embedded}. Mogelijk fraude: vraag "
        "het na bij de leverancier voor u betaalt.",
    },
    ReadingReason.EMBEDDED_UNREADABLE: {
        "en": "The e-invoice in the PDF could not be read; the page was read instead.",
        "fr": "La facture électronique contenue dans le PDF est illisible ; la page a été lue à sa place.",
        "nl": "De e-factuur in de pdf kon niet worden gelezen; in plaats daarvan is de pagina gelezen.",
    },
    ReadingReason.ATTACHMENT_UNREADABLE: {
        "en": "The PDF attached to the e-invoice could not be opened.",
        "fr": "Le PDF joint à la facture électronique n'a pas pu être ouvert.",
        "nl": "De pdf bij de e-factuur kon niet worden geopend.",
    },
    ReadingReason.ATTACHED_DOCUMENTS: {
        "en": "Other documents are attached inside this PDF and were not read: {files}. Send each one by itself.",
        "fr": "D'autres documents sont joints dans ce PDF et n'ont pas été lus : {files}. Envoyez chacun séparément.",
        "nl": "In deze pdf zitten andere documenten die niet zijn gelezen: {files}. Verstuur elk apart.",
    },
    ReadingReason.INVALID_VALUE: {
        "en": "A value in the e-invoice is not valid and was ignored (field {term}).",
        "fr": "Une valeur de la facture électronique n'est pas valide et a été ignorée (champ {term}).",
        "nl": "Een waarde in de e-factuur is niet geldig en is genegeerd (veld {term}).",
    },
    ReadingReason.PAGES_WITHOUT_TEXT: {
        "en": "These pages contain no text and were not read: {pages}.",
        "fr": "Ces pages ne contiennent pas de texte et n'ont pas été lues : {pages}.",
        "nl": "Deze pagina's bevatten geen tekst en zijn niet gelezen: {pages}.",
    },
    ReadingReason.REPAIRED: {
        "en": "The PDF contained errors and was repaired so that it could be read.",
        "fr": "Le PDF contenait des erreurs et a été réparé pour pouvoir être lu.",
        "nl": "De pdf bevatte fouten en is hersteld om gelezen te kunnen worden.",
    },
    ReadingReason.CARD_STATEMENT_DOES_NOT_TIE_OUT: {
        "en": "The lines of this card statement add up to {counted}, but the statement says {printed}. No line was "
        "imported.",
        "fr": "La somme des lignes de ce relevé de carte est de {counted}, mais le relevé indique {printed}. Aucune "
        "ligne n'a été reprise.",
        "nl": "De som van de regels van deze uitgavenstaat is {counted}, maar de staat vermeldt {printed}. Er is "
        "geen enkele regel overgenomen.",
    },
    ReadingReason.CARD_STATEMENT_INCOMPLETE_PAGE: {
        "en": "A page of this card statement is missing. No line was imported.",
        "fr": "Il manque une page à ce relevé de carte. Aucune ligne n'a été reprise.",
        "nl": "Er ontbreekt een pagina van deze uitgavenstaat. Er is geen enkele regel overgenomen.",
    },
    ReadingReason.CARD_STATEMENT_INCOMPLETE_LINES: {
        "en": "Not every line of this card statement could be read, so none were imported. Lay the page flat and take "
        "a sharp photo.",
        "fr": "Certaines lignes de ce relevé de carte n'ont pas pu être lues ; aucune n'a été reprise. Posez la "
        "page bien à plat et prenez une photo nette.",
        "nl": "Niet elke regel van deze uitgavenstaat kon worden gelezen; er is geen enkele regel overgenomen. "
        "Leg de pagina vlak neer en neem een scherpe foto.",
    },
    ReadingReason.CARD_STATEMENT_INCOMPLETE_DATE: {
        "en": "Not every date on this card statement is certain, so no line was imported.",
        "fr": "Certaines dates de ce relevé de carte ne sont pas sûres ; aucune ligne n'a été reprise.",
        "nl": "Niet elke datum op deze uitgavenstaat is zeker; er is geen enkele regel overgenomen.",
    },
    ReadingReason.CARD_STATEMENT_INCOMPLETE_CARD: {
        "en": "It is not clear which card each line of this statement belongs to. No line was imported.",
        "fr": "On ne sait pas avec certitude à quelle carte appartient chaque ligne de ce relevé. Aucune ligne n'a "
        "été reprise.",
        "nl": "Het is niet duidelijk bij welke kaart elke regel van deze staat hoort. Er is geen enkele regel "
        "overgenomen.",
    },
    ReadingReason.CARD_STATEMENT_INCOMPLETE_TOTAL: {
        "en": "This card statement shows no total to compare its lines with. No line was imported.",
        "fr": "Ce relevé de carte ne mentionne aucun total auquel comparer ses lignes. Aucune ligne n'a été reprise.",
        "nl": "Deze uitgavenstaat vermeldt geen totaal om de regels mee te vergelijken. Er is geen enkele regel "
        "overgenomen.",
    },
    ReadingReason.NEGATIVE_INVOICE: {
        "en": "An invoice with a negative amount was treated as a credit note.",
        "fr": "Une facture au montant négatif a été traitée comme une note de crédit.",
        "nl": "Een factuur met een negatief bedrag is als creditnota behandeld.",
    },
    ReadingReason.TYPE_NOT_STATED: {
        "en": "The e-invoice does not say whether it is an invoice or a credit note. Check the type of the document.",
        "fr": "La facture électronique n'indique pas s'il s'agit d'une facture ou d'une note de crédit. Vérifiez le "
        "type du document.",
        "nl": "De e-factuur vermeldt niet of ze een factuur of een creditnota is. Controleer het type van het "
        "document.",
    },
    ReadingReason.VALUE_REPEATED: {
        "en": "The e-invoice states something twice that may occur only once (field {term}); the first one was used.",
        "fr": "La facture électronique mentionne deux fois une donnée qui ne peut figurer qu'une fois (champ {term}) ; "
        "la première a été retenue.",
        "nl": "De e-factuur vermeldt een gegeven dat maar één keer mag voorkomen meer dan eens (veld {term}); het "
        "eerste is gebruikt.",
    },
    ReadingReason.OTHER_CURRENCY: {
        "en": "The e-invoice states an amount in another currency than its own (field {term}).",
        "fr": "La facture électronique mentionne un montant dans une autre monnaie que la sienne (champ {term}).",
        "nl": "De e-factuur vermeldt een bedrag in een andere munt dan de hare (veld {term}).",
    },
    ReadingReason.PART_INCOMPLETE: {
        "en": "A part of the e-invoice is incomplete and was ignored (field {term}).",
        "fr": "Une partie de la facture électronique est incomplète et a été ignorée (champ {term}).",
        "nl": "Een deel van de e-factuur is onvolledig en is genegeerd (veld {term}).",
    },
    ReadingReason.ATTACHMENT_NOT_ALLOWED: {
        "en": "A file attached to the e-invoice has a type that is not allowed, or is not what it says it is. Open it "
        "with care.",
        "fr": "Un fichier joint à la facture électronique est d'un type non autorisé, ou n'est pas ce qu'il prétend "
        "être. Ouvrez-le avec prudence.",
        "nl": "Een bestand bij de e-factuur heeft een type dat niet is toegestaan, of is niet wat het zegt te zijn. "
        "Open het voorzichtig.",
    },
    ReadingReason.SCHEMA_NOT_MET: {
        "en": "The e-invoice does not follow the official format everywhere. Compare its values with the page.",
        "fr": "La facture électronique ne respecte pas partout le format officiel. Comparez ses données avec la page.",
        "nl": "De e-factuur volgt niet overal het officiële formaat. Vergelijk de gegevens met de pagina.",
    },
    ReadingReason.NOTHING_TO_DIVIDE: {
        "en": "The position of the documents in the photo is no longer known.",
        "fr": "L'emplacement des documents sur la photo n'est plus connu.",
        "nl": "De plaats van de documenten op de foto is niet meer bekend.",
    },
}
