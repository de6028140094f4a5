"""Why a file could not be read, and what a person should look at, in the reader's language."""

TEXTS: dict[str, dict[str, str]] = {
    "not_read_yet": {
        "en": "This document has not been read yet, or it is not yours.",
        "fr": "Ce document n'a pas encore été lu, ou il n'est pas à vous.",
        "nl": "Dit document is nog niet gelezen, of het is niet van u.",
    },
    "empty": {
        "en": "The file is empty.",
        "fr": "Le fichier est vide.",
        "nl": "Het bestand is leeg.",
    },
    "unsupported": {
        "en": "This kind of file ({media}) cannot be read. Readable are {readable}.",
        "fr": "Ce type de fichier ({media}) ne peut pas être lu. Lisibles : {readable}.",
        "nl": "Dit soort bestand ({media}) kan niet worden gelezen. Leesbaar: {readable}.",
    },
    "password": {
        "en": "The PDF is protected by a password. Please send it without.",
        "fr": "Le PDF est protégé par un mot de passe. Veuillez l'envoyer sans protection.",
        "nl": "De pdf is beveiligd met een wachtwoord. Stuur hem zonder beveiliging.",
    },
    "damaged": {
        "en": "The file is damaged or incomplete.",
        "fr": "Le fichier est endommagé ou incomplet.",
        "nl": "Het bestand is beschadigd of onvolledig.",
    },
    "blank": {
        "en": "There is nothing on the pages of this document.",
        "fr": "Les pages de ce document sont vides.",
        "nl": "De pagina's van dit document zijn leeg.",
    },
    "needs_ocr": {
        "en": "This document is a picture without text; it has to be recognised (OCR) or typed in.",
        "fr": "Ce document est une image sans texte ; il doit être reconnu (OCR) ou encodé à la main.",
        "nl": "Dit document is een afbeelding zonder tekst; het moet worden herkend (OCR) of ingetypt.",
    },
    "no_text": {
        "en": "No text was found in this picture. Is it the right file?",
        "fr": "Aucun texte n'a été trouvé dans cette image. Est-ce le bon fichier ?",
        "nl": "In deze afbeelding is geen tekst gevonden. Is dit het juiste bestand?",
    },
    "blurred": {
        "en": "The picture is blurred. Please take it again: hold still, go closer, and wait until it is sharp.",
        "fr": "L'image est floue. Veuillez la reprendre : ne bougez pas, approchez-vous, attendez qu'elle soit nette.",
        "nl": "De foto is onscherp. Neem hem opnieuw: houd stil, ga dichterbij en wacht tot hij scherp is.",
    },
    "too_dark": {
        "en": "The picture is too dark. Please take it again with more light and without your shadow on the paper.",
        "fr": "L'image est trop sombre. Veuillez la reprendre avec plus de lumière et sans votre ombre sur le papier.",
        "nl": "De foto is te donker. Neem hem opnieuw met meer licht en zonder uw schaduw op het papier.",
    },
    "cut_off": {
        "en": "The picture does not show the whole page. Please take it again with all four edges visible.",
        "fr": "L'image ne montre pas toute la page. Veuillez la reprendre avec les quatre bords visibles.",
        "nl": "De foto toont niet de hele pagina. Neem hem opnieuw met de vier randen in beeld.",
    },
    "overlapping": {
        "en": "The picture shows papers that lie over each other. Please photograph them apart, or side by side.",
        "fr": "L'image montre des papiers qui se chevauchent. Photographiez-les séparément ou côte à côte.",
        "nl": "De foto toont papieren die over elkaar liggen. Fotografeer ze apart of naast elkaar.",
    },
    "file_too_large": {
        "en": "The picture is larger than {limit} MiB.",
        "fr": "L'image fait plus de {limit} Mio.",
        "nl": "De foto is groter dan {limit} MiB.",
    },
    "no_such_page": {
        "en": "There is no page {page}; the document has {pages}.",
        "fr": "Il n'y a pas de page {page} ; le document en compte {pages}.",
        "nl": "Er is geen pagina {page}; het document telt er {pages}.",
    },
    "not_shown": {
        "en": "There is no page to show of this document.",
        "fr": "Il n'y a pas de page à montrer pour ce document.",
        "nl": "Van dit document is er geen pagina om te tonen.",
    },
    "layer_differs": {
        "en": "Unseen text over the picture says {hidden}, the picture itself says {seen}. This may be fraud.",
        "fr": "Un texte invisible sur l'image dit {hidden}, l'image elle-même dit {seen}. Attention : fraude possible.",
        "nl": "Onzichtbare tekst over het beeld zegt {hidden}, het beeld zelf zegt {seen}. Let op: mogelijk fraude.",
    },
    "too_many_pages": {
        "en": "The document has {pages} pages; at most {limit} are read.",
        "fr": "Le document compte {pages} pages ; {limit} au plus sont lues.",
        "nl": "Het document telt {pages} pagina's; er worden er hoogstens {limit} gelezen.",
    },
    "too_large_page": {
        "en": "Page {page} has {megapixels} megapixels; at most {limit} are read.",
        "fr": "La page {page} compte {megapixels} mégapixels ; {limit} au plus sont lus.",
        "nl": "Pagina {page} telt {megapixels} megapixels; er worden er hoogstens {limit} gelezen.",
    },
    "too_many_frames": {
        "en": "This picture is an animation; only still pictures are read.",
        "fr": "Cette image est une animation ; seules les images fixes sont lues.",
        "nl": "Deze afbeelding is een animatie; alleen stilstaande beelden worden gelezen.",
    },
    "doctype": {
        "en": "The XML file holds a document type declaration ({place}), which is not allowed in an invoice.",
        "fr": "Le fichier XML contient une déclaration de type de document ({place}), interdite dans une facture.",
        "nl": "Het XML-bestand bevat een documenttypedeclaratie ({place}), wat in een factuur niet mag.",
    },
    "not_an_invoice_file": {
        "en": "The XML file is neither a UBL nor a CII invoice.",
        "fr": "Le fichier XML n'est ni une facture UBL ni une facture CII.",
        "nl": "Het XML-bestand is geen UBL- of CII-factuur.",
    },
    "limits": {
        "en": "Reading this file took too much time or memory, twice. Please send it in another form.",
        "fr": "La lecture de ce fichier a demandé trop de temps ou de mémoire, deux fois. Envoyez-en une autre forme.",
        "nl": "Het lezen van dit bestand kostte twee keer te veel tijd of geheugen. Stuur het in een andere vorm.",
    },
    "hidden_text": {
        "en": "The file holds {words} words that cannot be seen on the page. They were not read.",
        "fr": "Le fichier contient {words} mots invisibles sur la page. Ils n'ont pas été lus.",
        "nl": "Het bestand bevat {words} woorden die op de pagina niet te zien zijn. Ze zijn niet gelezen.",
    },
    "active_content": {
        "en": "The file wants to run or send something when opened ({kinds}). Only its pages are handed on.",
        "fr": "Le fichier veut exécuter ou envoyer quelque chose ({kinds}). Seules ses pages sont transmises.",
        "nl": "Het bestand wil iets uitvoeren of versturen ({kinds}). Alleen de pagina's worden doorgegeven.",
    },
    "embedded_differs": {
        "en": "The e-invoice inside says something else than the page: {field}, {embedded}.",
        "fr": "La facture électronique incluse dit autre chose que la page : {field}, {embedded}.",
        "nl": "De e-factuur in het bestand zegt iets anders dan de pagina: {field}, {embedded}.",
    },
    "payment_code_differs": {
        "en": "The QR code says {code}, the page says {printed}. This may be fraud: pay nothing before you have asked.",
        "fr": "Le code QR dit {code}, la page dit {printed}. Fraude possible : vérifiez avant de payer.",
        "nl": "De QR-code zegt {code}, de pagina zegt {printed}. Mogelijk fraude: vraag na voor u betaalt.",
    },
    "payment_code_differs_from_embedded": {
        "en": "The QR code says {code}, the e-invoice in the file {embedded}. Possible fraud: ask before you pay.",
        "fr": "Le code QR dit {code}, la facture électronique {embedded}. Fraude possible : vérifiez avant de payer.",
        "nl": "De QR-code zegt {code}, de e-factuur {embedded}. Mogelijk fraude: vraag na voor u betaalt.",
    },
    "embedded_unreadable": {
        "en": "The e-invoice inside the PDF could not be read; the page was read instead.",
        "fr": "La facture électronique dans le PDF est illisible ; la page a été lue à sa place.",
        "nl": "De e-factuur in de pdf kon niet worden gelezen; de pagina is gelezen.",
    },
    "attachment_unreadable": {
        "en": "The PDF inside the e-invoice could not be opened ({reason}).",
        "fr": "Le PDF inclus dans la facture électronique n'a pas pu être ouvert ({reason}).",
        "nl": "De pdf in de e-factuur kon niet worden geopend ({reason}).",
    },
    "invalid_value": {
        "en": "A value of the e-invoice breaks its own rule and was left out: {term}.",
        "fr": "Une valeur de la facture électronique enfreint sa propre règle et a été omise : {term}.",
        "nl": "Een waarde van de e-factuur voldoet niet aan haar eigen regel en is weggelaten: {term}.",
    },
    "pages_without_text": {
        "en": "Pages without text were not read: {pages}.",
        "fr": "Des pages sans texte n'ont pas été lues : {pages}.",
        "nl": "Pagina's zonder tekst zijn niet gelezen: {pages}.",
    },
    "repaired": {
        "en": "The PDF had faults and was repaired for reading.",
        "fr": "Le PDF présentait des défauts et a été réparé pour la lecture.",
        "nl": "De pdf had fouten en is hersteld om hem te lezen.",
    },
    "card_statement_does_not_tie_out": {
        "en": "The lines of this card statement make {counted}, but it says {printed}. None of its lines were taken.",
        "fr": "Les lignes de ce relevé de carte font {counted}, il indique {printed}. Aucune ligne n'a été reprise.",
        "nl": "De lijnen van deze uitgavenstaat geven {counted}, er staat {printed}. Geen enkele lijn is overgenomen.",
    },
    "card_statement_incomplete_page": {
        "en": "A page of this card statement is missing. None of its lines were taken.",
        "fr": "Il manque une page à ce relevé de carte. Aucune ligne n'a été reprise.",
        "nl": "Er ontbreekt een bladzijde van deze uitgavenstaat. Geen enkele lijn is overgenomen.",
    },
    "card_statement_incomplete_lines": {
        "en": "Not every line of this card statement could be read, so none were taken. A flat, sharp picture helps.",
        "fr": "Toutes les lignes de ce relevé de carte n'ont pas pu être lues ; aucune n'a été reprise. "
        "Une image plane et nette aide.",
        "nl": "Niet elke lijn van deze uitgavenstaat kon worden gelezen; geen enkele is overgenomen. "
        "Een vlak en scherp beeld helpt.",
    },
    "card_statement_incomplete_date": {
        "en": "Not every date on this card statement is certain, so none of its lines were taken.",
        "fr": "Toutes les dates de ce relevé de carte ne sont pas certaines ; aucune ligne n'a été reprise.",
        "nl": "Niet elke datum op deze uitgavenstaat is zeker; geen enkele lijn is overgenomen.",
    },
    "card_statement_incomplete_card": {
        "en": "It is not certain which card each line of this statement belongs to. None of them were taken.",
        "fr": "Il n'est pas certain à quelle carte appartient chaque ligne de ce relevé. Aucune n'a été reprise.",
        "nl": "Het is niet zeker bij welke kaart elke lijn van deze staat hoort. Geen enkele is overgenomen.",
    },
    "card_statement_incomplete_total": {
        "en": "This card statement shows no total that its lines could be held against. None of them were taken.",
        "fr": "Ce relevé de carte ne montre aucun total auquel comparer ses lignes. Aucune n'a été reprise.",
        "nl": "Deze uitgavenstaat toont geen totaal om de lijnen mee te vergelijken. Geen enkele is overgenomen.",
    },
    "negative_invoice": {
        "en": "A negative invoice, read as the credit note that it is.",
        "fr": "Une facture négative, lue comme la note de crédit qu'elle est.",
        "nl": "Een negatieve factuur, gelezen als de creditnota die ze is.",
    },
}
