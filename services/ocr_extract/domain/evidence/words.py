"""What each piece of evidence says to a reader. Its weight says whether it speaks for the decision or against it."""

from libs.texts import Texts

EVIDENCE_WORDS: Texts = {
    # The kind of document.
    "title_words": {
        "en": "The title names this type of document.",
        "fr": "Le titre nomme ce type de document.",
        "nl": "De titel noemt dit type document.",
    },
    "title_first_in_cell": {
        "en": "The title stands at the start of its line or cell.",
        "fr": "Le titre se trouve au début de sa ligne ou de sa cellule.",
        "nl": "De titel staat vooraan op zijn regel of in zijn cel.",
    },
    "title_large": {
        "en": "The title is printed larger than the rest.",
        "fr": "Le titre est imprimé plus grand que le reste.",
        "nl": "De titel is groter gedrukt dan de rest.",
    },
    "title_short": {
        "en": "The title stands almost alone.",
        "fr": "Le titre est presque seul.",
        "nl": "De titel staat bijna alleen.",
    },
    "title_in_sentence": {
        "en": "The word stands in the middle of a long sentence.",
        "fr": "Le mot se trouve au milieu d'une longue phrase.",
        "nl": "Het woord staat midden in een lange zin.",
    },
    "number_label_names_kind": {
        "en": "The label of the number names this type of document.",
        "fr": "L'intitulé du numéro nomme ce type de document.",
        "nl": "Het label bij het nummer noemt dit type document.",
    },
    "title_of_another_kind": {
        "en": "The title says quote, order, delivery note, pro forma or reminder.",
        "fr": "Le titre dit devis, commande, bon de livraison, pro forma ou rappel.",
        "nl": "De titel zegt offerte, bestelling, leverbon, pro forma of herinnering.",
    },
    "has_total": {
        "en": "A total with VAT was read.",
        "fr": "Un total TVA comprise a été lu.",
        "nl": "Een totaal inclusief btw is gelezen.",
    },
    "has_number": {
        "en": "A document number was read.",
        "fr": "Un numéro de document a été lu.",
        "nl": "Een documentnummer is gelezen.",
    },
    "has_seller_number": {
        "en": "A VAT or company number of the seller was read.",
        "fr": "Un numéro de TVA ou d'entreprise du vendeur a été lu.",
        "nl": "Een btw- of ondernemingsnummer van de verkoper is gelezen.",
    },
    "has_date": {
        "en": "A document date was read.",
        "fr": "Une date de document a été lue.",
        "nl": "Een documentdatum is gelezen.",
    },
    "has_vat_rows": {
        "en": "A VAT breakdown was read.",
        "fr": "Une ventilation de la TVA a été lue.",
        "nl": "Een btw-uitsplitsing is gelezen.",
    },
    "cell_says_ticket": {
        "en": "The word ticket or receipt stands by itself.",
        "fr": "Le mot ticket ou reçu se trouve seul.",
        "nl": "Het woord ticket of kassabon staat apart.",
    },
    "narrow_page": {
        "en": "The page is as narrow as a till receipt.",
        "fr": "La page est étroite comme un ticket de caisse.",
        "nl": "De pagina is zo smal als een kassabon.",
    },
    "time_beside_date": {
        "en": "A time of day stands beside the date, and no buyer is named.",
        "fr": "Une heure figure à côté de la date, et aucun acheteur n'est nommé.",
        "nl": "Naast de datum staat een uur, en er is geen koper vermeld.",
    },
    "contract_phrases": {
        "en": "Phrases of a contract occur in the text.",
        "fr": "Le texte contient des formules de contrat.",
        "nl": "De tekst bevat zinnen uit een contract.",
    },
    "built_as_card_statement": {
        "en": "A card number and a list of dated amounts are printed, as on a card statement.",
        "fr": "Un numéro de carte et une liste de montants datés sont imprimés, comme sur un relevé de carte.",
        "nl": "Er staan een kaartnummer en een lijst van gedateerde bedragen op, zoals op een uitgavenstaat.",
    },
    "title_names_a_card": {
        "en": "The title names a card, over a list of dated amounts.",
        "fr": "Le titre nomme une carte, au-dessus d'une liste de montants datés.",
        "nl": "De titel noemt een kaart, boven een lijst van gedateerde bedragen.",
    },
    "nothing_of_an_invoice": {
        "en": "Nothing on the document is typical of an invoice or a receipt.",
        "fr": "Rien sur le document n'est typique d'une facture ou d'un ticket.",
        "nl": "Niets op het document is typisch voor een factuur of een kassabon.",
    },
    "stated_by_einvoice": {
        "en": "The e-invoice states it itself.",
        "fr": "La facture électronique l'indique elle-même.",
        "nl": "De e-factuur vermeldt het zelf.",
    },
    "stated_by_user": {
        "en": "A user stated it.",
        "fr": "Un utilisateur l'a indiqué.",
        "nl": "Een gebruiker heeft het aangegeven.",
    },
    # Seller and buyer.
    "under_seller_heading": {
        "en": "The company stands under a heading for the seller.",
        "fr": "La société figure sous un intitulé pour le vendeur.",
        "nl": "Het bedrijf staat onder een kop voor de verkoper.",
    },
    "under_buyer_heading": {
        "en": "The company stands under a heading for the buyer.",
        "fr": "La société figure sous un intitulé pour l'acheteur.",
        "nl": "Het bedrijf staat onder een kop voor de koper.",
    },
    "in_footer": {
        "en": "The company stands at the foot of the page.",
        "fr": "La société figure au bas de la page.",
        "nl": "Het bedrijf staat onderaan de pagina.",
    },
    "in_header": {
        "en": "The company stands at the head of the page.",
        "fr": "La société figure en haut de la page.",
        "nl": "Het bedrijf staat bovenaan de pagina.",
    },
    "with_contact_details": {
        "en": "Contact details, an account or a company register stand beside it.",
        "fr": "Des coordonnées, un compte ou un registre figurent à côté.",
        "nl": "Er staan contactgegevens, een rekening of een register bij.",
    },
    "on_later_page": {
        "en": "The company stands on a later page.",
        "fr": "La société figure sur une page suivante.",
        "nl": "Het bedrijf staat op een latere pagina.",
    },
    "in_large_type": {
        "en": "Its name is printed large.",
        "fr": "Son nom est imprimé en grand.",
        "nl": "De naam is groot gedrukt.",
    },
    "largest_words": {
        "en": "Its name is the largest text at the head of the first page.",
        "fr": "Son nom est le texte le plus grand en haut de la première page.",
        "nl": "De naam is de grootste tekst bovenaan de eerste pagina.",
    },
    "first_words": {
        "en": "Its name is the first text of the document.",
        "fr": "Son nom est le premier texte du document.",
        "nl": "De naam is de eerste tekst van het document.",
    },
    "in_address_window": {
        "en": "Its address stands where an envelope has its window.",
        "fr": "Son adresse figure à l'endroit de la fenêtre d'une enveloppe.",
        "nl": "Het adres staat op de plaats van het venster van een envelop.",
    },
    "number_with_seller_label": {
        "en": "Its VAT number has a label for the seller.",
        "fr": "Son numéro de TVA porte un intitulé pour le vendeur.",
        "nl": "Bij het btw-nummer staat een label voor de verkoper.",
    },
    "number_with_buyer_label": {
        "en": "Its VAT number has a label for the buyer.",
        "fr": "Son numéro de TVA porte un intitulé pour l'acheteur.",
        "nl": "Bij het btw-nummer staat een label voor de koper.",
    },
    "number_in_footer": {
        "en": "Its VAT number stands at the foot of the page.",
        "fr": "Son numéro de TVA figure au bas de la page.",
        "nl": "Het btw-nummer staat onderaan de pagina.",
    },
    "mostly_purchases": {
        "en": "Most documents in a client's file are purchases.",
        "fr": "La plupart des documents d'un dossier sont des achats.",
        "nl": "De meeste documenten in een dossier zijn aankopen.",
    },
    "other_looks_like_seller": {
        "en": "The place of the other company on the document.",
        "fr": "La place de l'autre société sur le document.",
        "nl": "De plaats van het andere bedrijf op het document.",
    },
    "other_number_of_seller": {
        "en": "The place and label of the other VAT number.",
        "fr": "La place et l'intitulé de l'autre numéro de TVA.",
        "nl": "De plaats en het label van het andere btw-nummer.",
    },
    "account_of_client": {
        "en": "The account to pay to is the client's.",
        "fr": "Le compte à créditer est celui du client.",
        "nl": "De rekening om op te betalen is van de klant.",
    },
    "account_contradicted": {
        "en": "All else says that the client is the buyer.",
        "fr": "Tout le reste indique que le client est l'acheteur.",
        "nl": "Al het andere zegt dat de klant de koper is.",
    },
    "account_of_other": {
        "en": "The account to pay to is not the client's.",
        "fr": "Le compte à créditer n'est pas celui du client.",
        "nl": "De rekening om op te betalen is niet van de klant.",
    },
    "client_not_seen": {
        "en": "The client is not named on the document.",
        "fr": "Le client n'est pas nommé sur le document.",
        "nl": "De klant is niet vermeld op het document.",
    },
    "with_vat_number": {
        "en": "A VAT number stands beside it.",
        "fr": "Un numéro de TVA figure à côté.",
        "nl": "Er staat een btw-nummer bij.",
    },
    "with_web_address": {
        "en": "A web or e-mail address contains its name.",
        "fr": "Une adresse web ou e-mail contient son nom.",
        "nl": "Een web- of e-mailadres bevat de naam.",
    },
    "with_legal_form": {
        "en": "Its name has a legal form.",
        "fr": "Son nom porte une forme juridique.",
        "nl": "Bij de naam staat een rechtsvorm.",
    },
    "with_address": {
        "en": "An address stands beside it.",
        "fr": "Une adresse figure à côté.",
        "nl": "Er staat een adres bij.",
    },
    "named_again": {
        "en": "How often the company is named on the document.",
        "fr": "Le nombre de fois que la société est nommée sur le document.",
        "nl": "Hoe vaak het bedrijf op het document vermeld is.",
    },
    # The totals.
    "label_of_total": {
        "en": "A label names the total with VAT.",
        "fr": "Un intitulé désigne le total TVA comprise.",
        "nl": "Een label benoemt het totaal inclusief btw.",
    },
    "label_without_vat": {
        "en": "A label names the total without VAT.",
        "fr": "Un intitulé désigne le total hors TVA.",
        "nl": "Een label benoemt het totaal exclusief btw.",
    },
    "label_of_vat": {
        "en": "A label names the VAT.",
        "fr": "Un intitulé désigne la TVA.",
        "nl": "Een label benoemt de btw.",
    },
    "largest_amount": {
        "en": "The size of the total beside the largest amount of the document.",
        "fr": "La taille du total par rapport au plus grand montant du document.",
        "nl": "De grootte van het totaal naast het grootste bedrag van het document.",
    },
    "rows_add_up": {
        "en": "Base times rate gives this VAT.",
        "fr": "La base multipliée par le taux donne cette TVA.",
        "nl": "Maatstaf maal tarief geeft deze btw.",
    },
    "no_rows": {
        "en": "No VAT rate explains these amounts.",
        "fr": "Aucun taux de TVA n'explique ces montants.",
        "nl": "Geen enkel btw-tarief verklaart deze bedragen.",
    },
    "lines_add_up": {
        "en": "The lines of the table add up to the total.",
        "fr": "Les lignes du tableau donnent le total.",
        "nl": "De regels van de tabel geven samen het totaal.",
    },
    "proof": {
        "en": "Labels and arithmetic confirm each other.",
        "fr": "Les intitulés et le calcul se confirment.",
        "nl": "De labels en de berekening bevestigen elkaar.",
    },
    "rate_left_out": {
        "en": "A VAT rate of the document is missing from these totals.",
        "fr": "Un taux de TVA du document manque dans ces totaux.",
        "nl": "Een btw-tarief van het document ontbreekt in deze totalen.",
    },
}
