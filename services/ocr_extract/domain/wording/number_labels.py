"""Labels of numbers: the document's own, others it refers to, and numbers of anything else."""

import re

from services.ocr_extract.domain.wording.phrases import Phrases
from services.ocr_extract.domain.wording.roles import Role

NUMBER_LABELS: dict[Role, Phrases] = {
    Role.NUMBER: Phrases.of(
        r"""
            {invoice}s? ?-?(?:de vente )?{no}; {no} (?:de |du |de la |d'|van de )?{invoice}; {credit}s? ?-?{no};
            {no} (?:de |du |de la |d'|van de )?{credit}; {invoice} (?:ref|reference); factuur ?nummer;
            creditnota ?nummer; kredietnota ?nummer; rechnungs ?(?:nummer|nr|no); gutschrifts? ?-?(?:nummer|nr);
            rechnungs ?-?nr; {document}s? ?-?{no}; {no} (?:de |du )?{document}; bonnummer; ticketnummer;
            documentnummer; (?:ticket|bon) de caisse {no}; ticket (?:client|tva) {no}; (?:kas|kassa)?ticket {no};
            document number; ref(?:erence)? (?:de )?(?:la )?facture; belegnummer;
            (?:uw|votre|your) {invoice}s? ?-?{no}; tax invoice {no}; factuurnr; invoiceno; invoice ref; invoice id;
            {invoice} electronique {no}; {invoice} de vente; referentie factuur; factuurreferentie; creditnotanr;
            referentie creditnota; volg(?:nummer|nr); {invoice}s? ?-?(?:ref(?:erence|erentie|erenz)?|kenmerk|code|id);
            ref(?:erence|erentie|erenz)? (?:de la |du |van de |der )?(?:{invoice}|{credit}|{document});
            (?:{document}|{invoice}|{credit})s? ?-?(?:kenmerk|referentie|reference|ref); {document}en ?-?{no};
            (?:rg|re|rechn|fact|fak|inv|faktura|nota|stuk|kn|cn|gs) ?-? ?(?:{no}); facturatienummer; verkoopnummer;
            {no} (?:de |du |de la |d'|van (?:de |het )?|der |des )?(?:nota|note|stuk|vente|facturation|doc);
            (?:sales|our) (?:invoice )?{no}; identification (?:de la )?facture; notanummer; (?:boek)?stuknummer;
            (?:fa|fac|fct|fakt|vf|rech|rechng|avoir|nc|storno|korrektur|credit|crediteer|krediet|decompte|
                honoraires?|honorarnote|afrekening|kostennota|kostenstaat) ?[/.-]? ?(?:{no}); r-(?:nr|no); f[.-]? ?nr;
            (?:identifiant|code|id) (?:de )?(?:la )?(?:{invoice}|{credit}|{document}); {no} d'ordre;
            (?:{invoice}|{credit}|{document})s? ?-?(?:kennung|identifikation|identificatie|identifiant|identifier);
            {no} (?:de |du |van |of |der )?(?:the )?(?:fact|rechn|inv|dok|boekstuk); boekstuk; fakturanummer;
            {no} (?:der |des )(?:{credit}|{invoice}|{document}); (?:{invoice}|{credit}) ?/ ?{no};
            (?:{invoice}|{credit}) (?:identifikations|verkoop)(?:nummer|nr); (?:billing|bill) (?:reference|ref|{no});
            declaration de creance(?: {no})?; schuldvordering(?: {no})?
        """,
        r"""
            {invoice}; {credit}; {document}; numero de document; ticket; ons kenmerk; onze ref(?:erentie)?;
            ticket de caisse; bon de caisse; (?:notre|onze|unsere|our) {no};
            notre ref(?:erence)?; nos ref(?:erence)?s?; n/ ?ref; our ref(?:erence)?; unser zeichen; reference;
            referentie; referenz; kenmerk; {no}; o/ ?ref; n\.? ?ref; unsere ref(?:erenz)?; u\.? ?z; ref;
            (?:reference|referentie|referenz|ref) ?-?{no}; {no} (?:de |van )?(?:reference|referentie)
        """,
    ),
    Role.ORIGINAL_NUMBER: Phrases.of(
        r"""
            (?:concerne|annule|corrige|suivant|sur|relative a|rectifie|ref|reference|se rapporte a|
                credite)(?: a)?(?: la| notre| votre)? {invoice}(?: originale| initiale)?(?: {no})?;
            {invoice} (?:d'origine|originale|initiale|concernee|corrigee|creditee)(?: {no})?;
            {no} (?:de |de la )?{invoice} (?:d'origine|originale|initiale|concernee);
            (?:creditering|crediteert|correctie|annulering|annulatie|terugname|rectificatie) (?:van|op|
                voor)(?: de| onze| uw)? factuur(?: ?-?{no})?;
            (?:credit|avoir|annulation|correction|rectification|extourne|
                note de credit)(?: sur| de| pour)(?: la| notre| votre)? {invoice}(?: {no})?;
            (?:credit|refund|correction|cancellation) (?:of|for|on|to)(?: our| your| the)? invoice(?: {no})?;
            (?:gutschrift|korrektur|storno|stornierung) (?:zu|zur|fur|von|
                der)(?: unserer?| ihrer?| die| der)? rechnung(?:s ?-?{no})?(?: {no})?;
            (?:betreft|betreffende|correctie|correctie op|heeft betrekking op|betrekking op|op|crediteert|
                i\.v\.m)(?: onze| uw| de)?(?: oorspronkelijke)? factuur(?: ?-?{no})?;
            (?:originele|oorspronkelijke|gecrediteerde) factuur(?: ?-?{no})?;
            (?:originele|oorspronkelijke) factuurnummer; (?:original|credited|corrected|related) invoice(?: {no})?;
            (?:relates? to|relating to|regarding|refers to|credit for|against|concerns|for|correction of|
                corrects)(?: our| your)?(?: original)? invoice(?: {no})?;
            (?:zu|zur|betrifft|bezug auf|bezieht sich auf|korrigiert|
                storno)(?: unserer?| ihrer?| die| der)? rechnung(?:s ?-?(?:nummer|nr)| {no})?(?: {no})?;
            (?:ursprungs|original)s?rechnung(?: {no})?; bezugsrechnung; urspr(?:unglichen?)? rechnung;
            (?:a valoir sur|porte sur|en rapport avec|vise|remplace|relatif a|relative a|avoir pour|avoir sur|
                objet|concernant)(?: la| notre| votre)? {invoice}(?: {no})?; {no} facture initiale; {invoice} liee;
            {no} (?:van )?(?:de )?(?:originele|oorspronkelijke|gecrediteerde|betrokken|
                gecorrigeerde) factuur; (?:gecorrigeerde|betrokken|gelinkte|verbonden) factuur(?: {no})?;
            (?:verwijst naar|verwijzing naar|aangaande|inzake|m\.b\.t|met betrekking tot|corrigeert|annuleert|credit op|
                credit voor|bij|voor|vervangt)(?: onze| uw| de)?(?: oorspronkelijke)? factuur(?: ?-?{no})?;
            (?:applies to|reverses|cancels|replaces|ref|reference|reference to|concerning)(?: our|
                 your)? invoice(?: {no})?;
            (?:original|initial|credited|reversed) (?:invoice )?(?:{no}|reference|document);
            invoice (?:credited|corrected)(?: {no})?;
            (?:gutschrift|korrektur) (?:fur|zu) (?:rg|re)-? ?{no}; zu (?:rg|re)-? ?{no}; betr rechnung(?: {no})?;
            korrigierte rechnung(?: {no})?; bezug rechnung(?: {no})?; rechnungsbezug;
            (?:ref(?:erence)?|{no}) (?:de )?(?:la )?(?:facture|fact) (?:d'origine|originale|initiale|de reference|
                creditee|concernee|rectifiee);
            (?:facture|fact) (?:d'origine|originale|initiale|de reference|de base|rectifiee|annulee|remboursee|
                precedente|visee|anterieure)(?: {no})?;
            (?:notre|onze|our|unsere) (?:facture|fact|factuur|invoice|rechnung)(?: ?-?{no})?;
            (?:sur|de|pour|annule|credite) (?:fact|notre facture|votre facture|nos factures?)(?: {no})?;
            (?:gekoppelde|initiele|vorige|betreffende|bijhorende|bijbehorende|geannuleerde|te crediteren|
                terugbetaalde) factuur(?: ?-?{no})?; factuur waarop(?: de creditnota)?(?: betrekking heeft)?;
            (?:verwijzing|referentie|ref)(?: naar| van)?(?: de)?(?: originele| oorspronkelijke)? factuur(?: {no})?;
            (?:orig|oorspr|betr)\.? factuur(?: ?-?{no})?; factuur (?:gecrediteerd|origineel|betrokken)(?: {no})?;
            origin(?:al|ating) (?:inv|document|doc)(?: {no})?; (?:in respect of|in relation to|linked|previous|parent|
                refunded|corrected|adjusted|preceding) (?:inv|invoice)(?: {no})?;
            (?:invoice|inv) (?:ref(?:erence)? )?(?:adjusted|refunded|concerned|reversed)(?: {no})?;
            (?:ursprungliche|vorherige|stornierte|korrigierte|betreffende|zugehorige|gutgeschriebene|
                bezogene) rechnung(?:s?-?(?:{no}))?; (?:bezug|ursprung|original)s?-? ?(?:rechn|rg|re|beleg)-? ?{no};
            (?:bezug|betr|betrifft|zu|storno|korrektur)(?: der)?(?: auf| zu)?:? ?(?:rechnungs?|rg|re|rechn)-? ?{no};
            (?:ursprungs|original|bezugs)(?:beleg|rechnungs?)(?:nummer|nr)?
        """,
    ),
    Role.ORDER_REFERENCE: Phrases.of(
        r"""
            (?:{no} (?:de |du )?)?(?:bon de )?commande(?: {no})?; (?:bestel|order)(?:ling)?s?(?:bon)? ?-?{no};
            {no} (?:bestelling|order|bestelbon); ordernummer; bestelnummer; uw bestelling; votre commande;
            (?:purchase )?order(?: {no})?; p\.?o\.? ?{no}; your order; bestell?(?:ung)?s? ?-?{no}; bestellnummer;
            auftrags? ?-?{no}; auftragsnummer; ihre bestellung; bestelbon; bestelreferentie; bestelling; uw order;
            (?:ref|reference) (?:de )?(?:la )?commande; cde(?: {no})?; order ?(?:ref|reference); v\. ?cde; auftrag
        """,
    ),
    Role.BUYER_REFERENCE: Phrases.of(
        r"""
            votre ref(?:erence)?; vos ref(?:erence)?s?; v/ ?ref; v\. ?ref; uw ref(?:erentie)?; uw kenmerk;
            your ref(?:erence)?; ihr zeichen; ihre referenz; ref(?:erence)? client; klantreferentie;
            customer ref(?:erence)?; kundenreferenz; referenz des kaufers; leitwe(?:g|ge)s?-? ?id;
            buyer reference; reference acheteur
        """,
    ),
    Role.OTHER_NUMBER: Phrases.of(
        r"""
            (?:{no} |code |id )?(?:de |du )?(?:client|abonne|compte client|contrat|dossier|ligne|affaire|chantier|
                mandat|adherent|membre|article|compteur|ean|projet|adhesion|livraison|bon de livraison|bl|agrement|
                entreprise|caisse|table|terminal|transaction|creancier|police|devis|offre|intervention)(?: {no});
            {no} (?:de |du |d')?(?:client|abonne|compte client|contrat|dossier|ligne|affaire|chantier|mandat|
                adherent|membre|article|compteur|ean|projet|livraison|bon de livraison|bl|agrement|entreprise|
                caisse|telephone|tel|compte|transaction|creancier|police|devis|offre|identification|registre|serie|
                intervention); code client; id\.? ?client; client id; reference mandat;
            ref(?:erence)? (?:de l')?(?:abonne|contrat|dossier|chantier|devis|membre|adherent|projet); rum; ics;
            (?:klant|klanten|contract|dossier|project|lidmaatschap|meter|mandaat|polis|artikel|leverings?(?:bon)?|
                werf|serie|rekening|ondernemings|debiteuren|relatie|kassa|tafel|transactie|offerte|aansluitings|
                crediteur|debiteur|abonnee|factuurklant|leden|lid|winkel|bedienings|verkopers)s?(?:nummer|nr|code|id);
            (?:ond|ondern|reg|regis|art|deb|lev|kl|id|abo|kto|blz|tel|vest|btw|tva|ust|vat) ?-? ?{no};
            (?:klant|contract|dossier|project|mandaat|polis|artikel|leverbon|levering|offerte) ?-?{no};
            leveringsbon; {no} (?:klant|contract|dossier|leverbon|mandaat|artikel); mandaatreferte;
            mandaatreferentie;
            (?:customer|client|account|contract|project|article|item|mandate|policy|delivery note|job|member|meter|
                phone|vat|company|registration|terminal|transaction|serial|quote|table|
                creditor)(?: {no}| code| reference| ref);
            (?:kunden?|vertrags|projekt|artikel|mandats|lieferschein|konto|steuer|angebots|filial|kassen|
                handelsregister|debitoren|lieferanten|vorgangs|zahler)-? ?(?:nummer|nr|referenz); lieferschein;
            kd-? ?nr; steuer ?nr; steuernummer; lief-? ?nr; (?:vendor|supplier)(?: {no}); globale nummer; rapport-? ?nr;
            (?:buchungs|weitere )referenz; reklamations(?:nummer|nr); {no} (?:de )?fournisseur; leveranciersnummer;
            bon de livraison; delivery note; contrat; contract; vertrag; dossier; chantier;
            werf; projet; project; projekt; mandat; mandaat; mandate; globale nummer; gln; ean; {no} (?:de )?{vat};
            {vat} ?id ?{no}; {vat} ?id; {vat} ?-?{no}; iban; bic; siret; siren; kvk; rcs; rpm; rpr; b\.?c\.?e;
            k\.?b\.?o; ondernemingsnummer; {no} d'entreprise; tel(?:ephone)?; fax; gsm; telefoon;
            capital(?: social)?; hrb; page; pagina; seite; communication(?: structuree)?; mededeling;
            gestructureerde mededeling; communication a (?:mentionner|rappeler); payment reference;
            verwendungszweck; betalingskenmerk; compte; rekening; account; konto; kunde; klant; client;
            reference client; reference de paiement; betaalreferentie; zahlungsreferenz; vcs; ogm; licence;
            accijnsnummer; erkenningsnummer; enregistrement; terminal; auteurisation; autorisation; autorisatie;
            auth(?:orisation)?(?: code)?; kaart(?:nummer)?; carte; card; lot; batch; charge; kassa; caisse; kasse; till;
            tafel; tisch; cashier; kassier; caissier(?:e)?; bediend door; servi par; served by; bedient von; operator;
            filiale; winkel; compte client; vestiging; uid; numero de (?:lot|serie|client|compte|contrat|dossier)
        """,
    ),
}

STEM = re.compile(
    r"(?<![a-z])(?:fact|fakt|fatt|invoi|rechn|rg\b|beleg|piece|boekst|doc|dok|credit|kredit|krediet|gutschr|avoir|nota\b|volg)"
)
"""Stems of words for the document itself, for labels that are not listed."""
