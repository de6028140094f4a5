"""Small words and invoice words that occur in one language only; folded."""

WORDS: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les des du une un et est pour par sur votre vos nous vous notre avec dans facture montant total tva client date echeance "
        "livraison paiement compte numero quantite prix unitaire description adresse rue jours merci banque prestation commande a au aux ht ttc tvac htva de".split()
    ),
    "nl": frozenset(
        "de het een en van voor op uw wij ons onze met bij te is zijn niet factuur bedrag totaal btw klant datum vervaldatum levering betaling "
        "rekening nummer aantal prijs eenheidsprijs omschrijving adres straat dagen bedankt bank dienst bestelling gelieve binnen betalen excl incl stuk".split()
    ),
    "en": frozenset(
        "the and of for to your our with this invoice amount total vat customer date due delivery payment account number quantity price unit "
        "description address street days thank you bank service order please within bill by is subtotal excl incl net".split()
    ),
    "de": frozenset(
        "der die das und ist fur von mit auf ihre ihr wir uns unser bei zu nicht rechnung betrag summe mwst kunde datum falligkeit lieferung zahlung "
        "konto nummer menge preis einzelpreis beschreibung bezeichnung adresse strasse tage tagen danke bank leistung bestellung bitte innerhalb zahlbar netto brutto gesamtbetrag rechnungsdatum ust im ohne".split()
    ),
}
