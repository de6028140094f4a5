"""Words above or beside the block of a company."""

from services.ocr_extract.domain.wording.phrases import Phrases
from services.ocr_extract.domain.wording.roles import Role

PARTY_LABELS: dict[Role, Phrases] = {
    Role.SELLER: Phrases.of(
        r"""
            fournisseur; vendeur; emetteur; prestataire; expediteur; de la part de; leverancier; verkoper;
            afzender; dienstverlener; supplier; seller; vendor; sold by; issued by; billed by; verkaufer;
            lieferant; rechnungssteller; leistungserbringer; absender; emis par; vendu par; verkocht door;
            uitgereikt door; beneficiaire; begunstigde; beneficiary; zahlungsempfanger; payee; emise? par; facture par;
            gefactureerd door; opgemaakt door; from; von; invoiced by; aussteller; ausgestellt von
        """,
    ),
    Role.BUYER: Phrases.of(
        r"""
            client; acheteur; facturee? a; factura?tion; adresse de facturation; destinataire; doit;
            adresse client; a l'attention de; facturer a; preneur; client facture; debiteur; abonne;
            nom de l'abonne; votre adresse; vos coordonnees; coordonnees (?:du )?client; maitre de l'ouvrage;
            facture pour; klant(?:gegevens)?; koper; gefactureerd aan; factuur ?adres; factuur aan; bestemmeling;
            afnemer; aan; ter attentie van; t\.a\.v; uw gegevens; facturatieadres; opdrachtgever; factuur voor;
            geadresseerde; customer; buyer; bill(?:ed)? to; invoice(?:d)? to; sold to; billing address;
            invoice address; client details; attn; for the attention of; recipient; kunde; kaufer;
            rechnungs(?:empfanger|adresse|anschrift); rechnung an; leistungsempfanger; auftraggeber; empfanger;
            z\. ?hd; kaufer/leistungsempfanger; vendue? a; adressee? a; acquereur; au nom de; pour le compte de;
            informations client; donnees (?:du )?client; client final; facture destinee a; verkocht aan; geleverd aan;
            ten name van; op naam van; t\.n\.v; gegevens (?:van de )?klant; klantadres; adres (?:van de )?klant;
            gericht aan;
            customer (?:details|address|name|information); client (?:address|name|information); billing (?:details|to);
            invoice recipient; addressee; invoicee; issued to; billed; kunden(?:adresse|anschrift|daten); besteller;
            adressat; rechnung fur; rechnungsempfanger/in; verkauft an; ausgestellt (?:an|fur); an; fur; pour; voor;
            to; for
        """,
    ),
    Role.DELIVERY_PLACE: Phrases.of(
        r"""
            adresse de (?:la )?livraison; livre a; livraison a; lieu de (?:livraison|prestation);
            adresse de l'installation; adresse du chantier; adresse d'expedition; lever(?:ings)?adres;
            geleverd (?:aan|te); afleveradres; leveren aan; plaats van levering; werfadres; verzendadres;
            installatieadres; ship(?:ped)? to; deliver(?:ed)? to; delivery address; shipping address;
            place of (?:supply|delivery); lieferadresse; lieferanschrift; lieferung an; versandadresse;
            leistungsort; adresse de fourniture; leveringsplaats; point de livraison; verbruiksadres
        """,
    ),
    Role.SUPPLIER_VAT: Phrases.of(
        r"""
            (?:notre|nos|ons|onze|our|unsere) (?:{no} (?:de )?)?{vat}(?: ?-?{no})?;
            {vat} (?:du |van de |of the )?(?:fournisseur|leverancier|vendeur|verkoper|supplier|seller|lieferant);
            (?:notre|ons|onze|our|unsere) uid
        """,
    ),
    Role.CUSTOMER_VAT: Phrases.of(
        r"""
            (?:votre|vos|uw|your|ihre) (?:{no} (?:de )?)?{vat}(?: ?-?(?:id)?-? ?{no})?;
            {no} (?:de )?{vat} (?:du )?(?:client|acheteur|preneur);
            {vat} (?:du |van de |van )?(?:client|acheteur|preneur|klant|koper|afnemer|customer|buyer|kunde);
            (?:customer|client|buyer|klant|klanten)s?-? ?{vat}(?: ?-?{no})?;
            {vat} ?-?{no} (?:klant|koper|afnemer|client|customer|kunde|des kunden|of the customer);
            (?:votre|uw) {no} d'entreprise; uw ondernemingsnummer;
            {vat}-?id(?:-?nr)? (?:kunde|des kunden|empfanger); uid(?: ?-?{no})? (?:kunde|des kunden|empfanger);
            (?:ihre|kunden)-? ?(?:uid|{vat}-?id)(?: ?-?{no})?; (?:votre|vos|uw|your) (?:identification|tax id|vat id)
        """,
    ),
}
