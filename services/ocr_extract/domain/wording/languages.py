"""Short words and invoice words that occur in one language only; folded."""

_TEXTS = {
    "fr": """
        le la les des du une un et est pour par sur votre vos nous vous notre avec dans facture montant total tva
        client date echeance livraison paiement compte numero quantite prix unitaire description adresse rue jours
        merci banque prestation commande a au aux ht ttc tvac htva de carte depenses solde titulaire libelle
        commercant cours debite reporter operation achat precedent releve decompte extrait cotisation etat arrete
        prelevement sera mois page sommes avons cette nos ce qui que avant dont ou en madame monsieur
    """,
    "nl": """
        de het een en van voor op uw wij ons onze met bij te is zijn niet factuur bedrag totaal btw klant datum
        vervaldatum levering betaling rekening nummer aantal prijs eenheidsprijs omschrijving adres straat dagen
        bedankt bank dienst bestelling gelieve binnen betalen excl incl stuk kaart saldo verrichting houder koers
        wordt aan afrekening overzicht uitgaven gedebiteerd handelaar begunstigde vorig pagina volgende vorige deze
        dat die als door zal worden om naar geachte hierbij
    """,
    "en": """
        the and of for to your our with this invoice amount total vat customer date due delivery payment account
        number quantity price unit description address street days thank you bank service order please within bill
        by is subtotal excl incl net card statement balance carried brought forward from will be debited charged
        posted merchant purchase opening previous available holder cardholder rate annual fee refund page we have no
        details on at are closing expenses reference transaction spent collect dear sincerely
    """,
    "de": """
        der die das und ist fur von mit auf ihre ihr wir uns unser bei zu nicht rechnung betrag summe mwst kunde
        datum falligkeit lieferung zahlung konto nummer menge preis einzelpreis beschreibung bezeichnung adresse
        strasse tage tagen danke bank leistung bestellung bitte innerhalb zahlbar netto brutto gesamtbetrag
        rechnungsdatum ust im ohne karte saldo kontoauszug abrechnung umsatz seite wird werden dem den eine einen
        sie zum zur sehr geehrte damen herren freundlichen grussen hiermit bis dass sich am
    """,
}

WORDS: dict[str, frozenset[str]] = {language: frozenset(text.split()) for language, text in _TEXTS.items()}
