"""The words that stand beside a value and say what it is.

Each phrase is a small pattern over folded text: a space is any short separator, `{no}` any way to write "number",
`{vat}` any name of the tax. The longest phrase that fits wins, so "date d'echeance" never counts as "date".
`weak` phrases say little by themselves and lose against any other label for the same value.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a label announces."""

    ISSUE_DATE = "issue_date"
    DUE_DATE = "due_date"
    DELIVERY_DATE = "delivery_date"
    ORIGINAL_DATE = "original_date"
    OTHER_DATE = "other_date"
    NUMBER = "number"
    ORIGINAL_NUMBER = "original_number"
    ORDER_REFERENCE = "order_reference"
    BUYER_REFERENCE = "buyer_reference"
    OTHER_NUMBER = "other_number"
    EXCL = "excl"
    VAT = "vat"
    INCL = "incl"
    PAYABLE = "payable"
    PREPAID = "prepaid"
    ROUNDING = "rounding"
    OTHER_AMOUNT = "other_amount"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    DELIVERY_PLACE = "delivery_place"
    SUPPLIER_VAT = "supplier_vat"
    CUSTOMER_VAT = "customer_vat"


@dataclass(frozen=True)
class Phrases:
    """All phrases of one role, strong and weak, whatever the language: a Dutch invoice may well say "invoice date"."""

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()


NO = r"(?:n°|no|nr|nos?|num|numero|nummer|number|nb|#|№|id)"
VAT = r"(?:t\.?v\.?a|b\.?t\.?w|v\.?a\.?t|mwst|m\.w\.st|mehrwertsteuer|ust|u\.st|umsatzsteuer|tax)"

_INVOICE = r"(?:facture|factuur|invoice|rechnung|faktuur|ereloonnota|note d'honoraires|bill)"
_CREDIT = (
    r"(?:note de credit|credit ?nota|credit note|creditfactuur|gutschrift|avoir|facture d'avoir|rechnungskorrektur|n\.c)"
)
_DOCUMENT = r"(?:document|piece|belegs?|stuk|ticket|bon|kassabon|kasticket|recu|receipt)"

LABELS: dict[Role, Phrases] = {
    Role.ISSUE_DATE: Phrases(
        strong=(
            rf"date (?:de |du |de la |d')?(?:{_INVOICE}|{_CREDIT}|facturation|emission|document|piece)",
            r"facturation date", r"emise? le", r"etablie? le", r"facture le", r"date facture", r"date d'etablissement",
            rf"{_INVOICE}s?-?datum", r"creditnota ?datum", r"datum (?:van )?(?:de )?(?:factuur|creditnota|kredietnota)",
            r"documentdatum", r"opgemaakt op", r"uitgereikt op", r"kredietnotadatum", r"datum kassaticket",
            r"invoice date", r"date of (?:issue|invoice)", r"issue date", r"issued(?: on)?", r"credit note date",
            r"bill date", r"document date", r"tax date", r"date issued", r"tax point",
            r"rechnungs ?datum", r"belegdatum", r"ausstellungsdatum", r"gutschriftsdatum", r"ausgestellt am",
            r"rechnung vom", r"datum der rechnung", r"creditdatum",
        ),
        weak=(r"date", r"datum", r"le", r"du", r"vom", r"dated", r"dd", r"d\.d", r"den", r"fait a"),
    ),
    Role.DUE_DATE: Phrases(
        strong=(
            r"(?:date )?(?:d'|de l')?echeance", r"date limite(?: de paiement)?", r"a payer (?:avant|pour|jusqu'au)(?: le)?",
            r"date de paiement", r"payable (?:avant|au plus tard|pour|jusqu'au)(?: le)?", r"paiement (?:avant|pour) le",
            r"date d'exigibilite", r"a regler (?:avant|pour)(?: le)?", r"paiement du", r"prelevement (?:le|a partir du)",
            r"sera preleve (?:le|a partir du)", r"exigible le", r"date ech", r"paiement au plus tard le", r"echeant le",
            r"echeance de paiement", r"delai de paiement", r"a payer au plus tard(?: le)?", r"date d'echeance du paiement",
            r"verval ?datum", r"vervaldag", r"uiterste (?:betaal)?datum", r"te betalen (?:voor|tegen|op|uiterlijk)",
            r"betaal(?:baar)? (?:voor|tegen|uiterlijk|op)", r"betaaldatum", r"uiterlijk(?: op)?", r"vervalt op",
            r"te betalen uiterlijk(?: op)?", r"betaling voor", r"vervaldatum betaling", r"te voldoen (?:voor|uiterlijk)",
            r"betalen voor", r"wordt afgeschreven op", r"incassodatum", r"uiterste betaaldag", r"betaaltermijn tot",
            r"due date", r"payment due(?: date)?", r"due(?: by| on)?", r"payable by", r"pay by", r"date due",
            r"payment date", r"please pay by",
            r"fallig(?:keit)?(?:sdatum)?(?: am| bis)?", r"zahlbar bis(?: zum)?", r"zahlungsziel", r"zahlungsdatum",
            r"zu zahlen bis", r"zahlung bis(?: zum)?", r"zahlungsfrist",
        ),
    ),
    Role.DELIVERY_DATE: Phrases(
        strong=(
            r"date de (?:la )?(?:livraison|prestation|service|l'operation|vente)", r"livre le", r"date livraison",
            r"date d'execution", r"leverings ?datum", r"leverdatum", r"datum (?:van )?(?:de )?levering", r"geleverd op",
            r"datum prestatie", r"prestatiedatum", r"uitvoeringsdatum", r"delivery date", r"date of (?:supply|delivery)",
            r"supply date", r"service date", r"delivered(?: on)?", r"liefer ?datum", r"leistungsdatum", r"lieferung am",
            r"liefer und leistungsdatum", r"leistungszeitpunkt", r"liefer-? ?(?:/|und) ?leistungsdatum",
        ),
    ),
    Role.ORIGINAL_DATE: Phrases(
        strong=(
            rf"(?:concerne|annule|corrige|suivant|sur|relative a|reference|ref)(?: la| notre| votre)? {_INVOICE}(?: originale)? du",
            r"date de la facture (?:d'origine|originale|initiale)", r"datum (?:originele|oorspronkelijke) factuur",
            r"(?:originele|oorspronkelijke) factuurdatum", r"original invoice date", r"datum der ursprungsrechnung",
        ),
    ),
    Role.OTHER_DATE: Phrases(
        strong=(
            r"date (?:de |du |de la |d')?(?:commande|bon|contrat|debut|fin|impression|naissance|relevé|releve|valeur|"
            r"depart|arrivee|visite|entree|sortie|offre|devis|intervention|signature|consommation)",
            r"commande du", r"order ?datum", r"besteldatum", r"bestellingsdatum", r"datum (?:bestelling|order|offerte|contract)",
            r"afdruk(?:datum)?", r"geboortedatum", r"print(?:ed)? date", r"order date", r"date of (?:birth|order)",
            r"bestelldatum", r"auftragsdatum", r"bestellung vom", r"geburtsdatum", r"periode", r"period", r"zeitraum",
            r"(?:de|pour la) periode", r"van", r"vanaf", r"from", r"until", r"bis zum", r"au", r"jusqu'au", r"t/m", r"tot",
            r"contrat du", r"offre du", r"offerte van", r"bestelling van", r"bon de commande du", r"paye le", r"betaald op",
            r"paid on", r"bezahlt am", r"regle le", r"acompte du", r"voorschot van", r"valable jusqu'au", r"geldig tot",
            r"valid until", r"gultig bis", r"leistungszeitraum", r"lieferzeitraum", r"periode de facturation",
            r"facturatieperiode", r"billing period", r"abrechnungszeitraum", r"factuurperiode", r"skonto", r"escompte",
            r"mandat du", r"signe le", r"getekend op", r"datum mandaat", r"datum van ondertekening",
        ),
    ),
    Role.NUMBER: Phrases(
        strong=(
            rf"{_INVOICE}s? ?-?(?:de vente )?{NO}", rf"{NO} (?:de |du |de la |d'|van de )?{_INVOICE}",
            rf"{_CREDIT}s? ?-?{NO}", rf"{NO} (?:de |du |de la |d'|van de )?{_CREDIT}", rf"{_INVOICE} (?:ref|reference)",
            r"factuur ?nummer", r"creditnota ?nummer", r"kredietnota ?nummer", r"rechnungs ?(?:nummer|nr|no)",
            r"gutschrifts? ?-?(?:nummer|nr)", r"rechnungs ?-?nr", r"ref(?:erence)? (?:de )?(?:la )?facture", r"belegnummer",
            rf"(?:uw|votre|your) {_INVOICE}s? ?-?{NO}", rf"tax invoice {NO}", r"factuurnr", r"invoiceno", r"invoice ref",
            r"invoice id", rf"{_INVOICE} electronique {NO}", rf"{_INVOICE} de vente", r"referentie factuur",
            r"factuurreferentie", r"creditnotanr", r"referentie creditnota",
        ),
        weak=(
            rf"{_INVOICE}", rf"{_CREDIT}", NO, rf"{_DOCUMENT}s? ?-?{NO}?", rf"{NO} (?:de |du )?{_DOCUMENT}", r"numero de document",
            r"documentnummer", r"document number", r"notre ref(?:erence)?", r"onze ref(?:erentie)?", r"our ref(?:erence)?",
            r"unser zeichen", r"ticket", r"bonnummer", r"ticketnummer", r"reference", r"referentie", r"referenz", r"kenmerk",
        ),
    ),
    Role.ORIGINAL_NUMBER: Phrases(
        strong=(
            rf"(?:concerne|annule|corrige|suivant|sur|relative a|rectifie|ref|reference|se rapporte a|credite)"
            rf"(?: a)?(?: la| notre| votre)? {_INVOICE}(?: originale| initiale)?(?: {NO})?",
            rf"{_INVOICE} (?:d'origine|originale|initiale|concernee|corrigee|creditee)(?: {NO})?",
            rf"{NO} (?:de |de la )?{_INVOICE} (?:d'origine|originale|initiale|concernee)",
            rf"(?:betreft|betreffende|correctie|correctie op|heeft betrekking op|betrekking op|op|crediteert|i\.v\.m)"
            rf"(?: onze| uw| de)?(?: oorspronkelijke)? factuur(?: ?-?{NO})?",
            rf"(?:originele|oorspronkelijke|gecrediteerde) factuur(?: ?-?{NO})?", r"(?:originele|oorspronkelijke) factuurnummer",
            rf"(?:original|credited|corrected|related) invoice(?: {NO})?",
            rf"(?:relates? to|relating to|regarding|refers to|credit for|against|concerns|for|correction of|corrects)(?: our| your)?(?: original)? invoice(?: {NO})?",
            rf"(?:zu|zur|betrifft|bezug auf|bezieht sich auf|korrigiert|storno)(?: unserer?| die| der)? rechnung(?:s ?-?(?:nummer|nr)| {NO})?(?: {NO})?",
            rf"(?:ursprungs|original)s?rechnung(?: {NO})?", r"bezugsrechnung", r"urspr(?:unglichen?)? rechnung",
        ),
    ),
    Role.ORDER_REFERENCE: Phrases(
        strong=(
            rf"(?:{NO} (?:de |du )?)?(?:bon de )?commande(?: {NO})?", rf"(?:bestel|order)(?:ling)?s?(?:bon)? ?-?{NO}",
            rf"{NO} (?:bestelling|order|bestelbon)", r"ordernummer", r"bestelnummer", r"uw bestelling", r"votre commande",
            rf"(?:purchase )?order(?: {NO})?", rf"p\.?o\.? ?{NO}?", r"your order", rf"bestell?(?:ung)?s? ?-?{NO}", r"bestellnummer",
            rf"auftrags? ?-?{NO}", r"auftragsnummer", r"ihre bestellung", r"bestelbon", r"bestelreferentie",
        ),
    ),
    Role.BUYER_REFERENCE: Phrases(
        strong=(
            r"votre ref(?:erence)?", r"vos ref(?:erence)?s?", r"v/ ?ref", r"v\. ?ref", r"uw ref(?:erentie)?", r"uw kenmerk",
            r"your ref(?:erence)?", r"ihr zeichen", r"ihre referenz", r"ref(?:erence)? client", r"klantreferentie",
            r"customer ref(?:erence)?", r"kundenreferenz", r"buyer reference", r"reference acheteur",
        ),
    ),
    Role.OTHER_NUMBER: Phrases(
        strong=(
            rf"(?:{NO} |code |id )?(?:de |du )?(?:client|abonne|compte client|contrat|dossier|ligne|affaire|chantier|mandat|"
            rf"adherent|membre|article|compteur|ean|projet|adhesion|livraison|bon de livraison|bl|agrement|entreprise|caisse|"
            rf"table|terminal|transaction|creancier|police|devis|offre|intervention)(?: {NO})",
            rf"{NO} (?:de |du |d')?(?:client|abonne|compte client|contrat|dossier|ligne|affaire|chantier|mandat|adherent|membre|"
            rf"article|compteur|ean|projet|livraison|bon de livraison|bl|agrement|entreprise|caisse|telephone|tel|compte|"
            rf"transaction|creancier|police|devis|offre|identification|registre|serie|intervention)",
            r"code client", r"id\.? ?client", r"client id", r"reference mandat", r"rum", r"ics",
            rf"(?:klant|klanten|contract|dossier|project|lidmaatschap|meter|mandaat|polis|artikel|leverings?(?:bon)?|werf|serie|"
            rf"rekening|ondernemings|debiteuren|relatie|kassa|tafel|transactie|offerte|aansluitings|crediteur)s?(?:nummer|nr|code)",
            rf"(?:klant|contract|dossier|project|mandaat|polis|artikel|leverbon|levering|offerte) ?-?{NO}", r"leveringsbon",
            rf"{NO} (?:klant|contract|dossier|leverbon|mandaat|artikel)", r"mandaatreferte", r"mandaatreferentie",
            rf"(?:customer|client|account|contract|project|article|item|mandate|policy|delivery note|job|member|meter|phone|"
            rf"vat|company|registration|terminal|transaction|serial|quote|table|creditor)(?: {NO}| code| reference| ref)",
            rf"(?:kunden?|vertrags|projekt|artikel|mandats|lieferschein|konto|steuer|angebots|filial|kassen|handelsregister|"
            rf"debitoren|lieferanten|vorgangs|zahler)-? ?(?:nummer|nr|referenz)", r"lieferschein", r"kd-? ?nr", r"steuer ?nr",
            r"bon de livraison", r"delivery note", r"contrat", r"contract", r"vertrag", r"dossier", r"chantier", r"werf",
            r"projet", r"project", r"projekt", r"mandat", r"mandaat", r"mandate", r"globale nummer", r"gln", r"ean",
            rf"{NO} (?:de )?{VAT}", rf"{VAT} ?-?{NO}", r"iban", r"bic", r"siret", r"siren", r"kvk", r"rcs", r"rpm", r"rpr",
            r"b\.?c\.?e", r"k\.?b\.?o", r"ondernemingsnummer", rf"{NO} d'entreprise", r"tel(?:ephone)?", r"fax", r"gsm", r"telefoon",
            r"capital(?: social)?", r"hrb", r"page", r"pagina", r"seite", r"communication(?: structuree)?", r"mededeling",
            r"gestructureerde mededeling", r"communication a (?:mentionner|rappeler)", r"payment reference",
            r"verwendungszweck", r"betalingskenmerk", r"compte", r"rekening", r"account", r"konto", r"kunde", r"klant",
            r"client", r"reference client", r"reference de paiement", r"betaalreferentie", r"zahlungsreferenz",
            r"vcs", r"ogm", r"licence", r"accijnsnummer", r"erkenningsnummer", r"enregistrement", r"terminal", r"auteurisation",
            r"autorisation", r"autorisatie", r"auth(?:orisation)?(?: code)?", r"kaart(?:nummer)?", r"carte", r"card",
        ),
    ),
    Role.EXCL: Phrases(
        strong=(
            rf"(?:sous-? ?total|total|montant|net|valeur|prix)(?: general| net| facture| de la facture)? (?:h\.?t\.?v\.?a|h\.?t|hors {VAT}|hors taxes?|sans {VAT})",
            rf"total (?:hors|sans) (?:{VAT}|taxes?)", rf"(?:hors|sans) {VAT}", r"hors taxes?", r"h\.?t\.?v\.?a", r"h\.?t",
            r"base imposable", r"total base(?: imposable)?", r"montant imposable", r"base taxable", r"base {vat}", r"total net",
            r"montant net", r"net commercial", r"montant de base",
            rf"(?:sub)?(?:totaal|totaalbedrag|bedrag|netto)(?: netto)? (?:excl|exclusief|zonder|ex)(?: de)? {VAT}",
            rf"(?:excl|exclusief|zonder|ex) {VAT}", r"maatstaf(?: van heffing)?", r"belastbare? (?:bedrag|basis)", r"nettobedrag",
            r"totaal netto", r"netto totaal", r"totaal maatstaf", r"grondslag", r"bedrag excl", r"totaal excl", r"subtotaal excl",
            rf"(?:sub-? ?)?(?:total|amount|net)(?: amount| value)? (?:excl|excluding|exclusive of|ex|before|without|net of)(?: of)? {VAT}",
            rf"(?:excl|excluding|before|ex) {VAT}", r"taxable (?:amount|total|base|value)", r"net (?:amount|total|value)", r"total net amount",
            r"total excl", r"amount excl", r"subtotal excl",
            rf"(?:netto|zwischen|gesamt|rechnungs)?(?:summe|betrag|gesamtbetrag|rechnungsbetrag)(?: netto| ohne {VAT}| exkl {VAT}| zzgl {VAT})",
            r"netto(?:betrag|summe|wert|gesamtbetrag|rechnungsbetrag)", r"summe netto", r"gesamt netto", r"bemessungsgrundlage",
            rf"(?:exkl|ohne|zzgl) {VAT}", r"gesamtbetrag netto", r"nettoentgelt", r"steuerbasis",
        ),
        weak=(
            r"sous-? ?total", r"sub-? ?tota?al", r"subtotal", r"zwischensumme", r"netto", r"base", r"basis", r"net",
            r"positionssumme", r"merchandise total", r"total marchandises", r"goederen totaal",
        ),
    ),
    Role.VAT: Phrases(
        strong=(
            rf"(?:total|montant|total des|montant total)(?: de la| des| de| du)? ?(?:{VAT}|taxes?)(?: a payer)?", r"total taxes", r"{vat} due",
            rf"{VAT} (?:collectee|totale)", r"taxe sur la valeur ajoutee",
            rf"(?:totaal|bedrag|totaalbedrag|totale) ?-?{VAT}", rf"{VAT} ?-?bedrag", rf"{VAT} ?-?totaal", r"te betalen btw",
            rf"(?:total|amount of|sales) {VAT}", rf"{VAT} (?:amount|total)", r"total tax", r"value added tax",
            rf"(?:gesamt|summe) ?{VAT}", rf"{VAT}-? ?(?:betrag|summe|gesamt)", r"steuerbetrag", r"gesetzl(?:iche)? {vat}", r"zzgl {vat}",
            rf"{VAT} ?(?:a|de|van|of|@|von)? ?\(?\d{{1,2}}(?:[.,]\d{{1,2}})? ?%\)?", rf"\d{{1,2}}(?:[.,]\d{{1,2}})? ?% ?{VAT}",
            rf"\+ ?\d{{1,2}}(?:[.,]\d{{1,2}})? ?% ?{VAT}", rf"(?:dont|waarvan|davon|darin enthalten|enthaltene|of which) {VAT}(?: \d{{1,2}}(?:[.,]\d{{1,2}})? ?%)?",
            rf"(?:incl|inclus|inclusief|including|inkl)(?: \d{{1,2}}(?:[.,]\d{{1,2}})? ?%) {VAT}", rf"(?:incl|inclus|inclusief|including|inkl) {VAT} \d{{1,2}}(?:[.,]\d{{1,2}})? ?%",
            rf"{VAT} (?:incluse|inbegrepen|comprise dans le total)",
        ),
        weak=(VAT, r"taxes?", r"steuer"),
    ),
    Role.INCL: Phrases(
        strong=(
            rf"(?:total|montant|prix|somme|net)(?: general| total| facture| de la facture)? (?:t\.?t\.?c|t\.?v\.?a\.?c|{VAT} comprise|{VAT} incluse|{VAT} incl(?:us)?|toutes taxes(?: comprises)?)",
            r"t\.?t\.?c", r"t\.?v\.?a\.?c", rf"{VAT} comprise", r"toutes taxes comprises", r"total general", r"total de la facture",
            r"total facture", r"montant (?:total )?(?:de la )?facture", r"total a payer ttc",
            rf"(?:totaal|totaalbedrag|bedrag|totaal factuur|eindtotaal)(?: bruto)? (?:incl|inclusief|met)(?: de)? {VAT}",
            rf"(?:incl|inclusief) {VAT}", r"totaal factuur", r"factuur ?totaal", r"factuurbedrag", r"totaal incl", r"bedrag incl",
            r"eindtotaal", r"algemeen totaal", r"totaalbedrag(?: factuur)?", r"totaal van de factuur",
            rf"(?:total|amount|grand total|invoice total)(?: amount)? (?:incl|including|inclusive of|inc|with)(?: of)? {VAT}",
            rf"(?:incl|including|inc) {VAT}", r"grand total", r"invoice total", r"total invoice(?: amount)?", r"gross (?:amount|total)",
            r"total incl", r"amount incl", r"total amount", r"invoice amount", r"total gross",
            rf"(?:gesamt|rechnungs|end|brutto)(?:summe|betrag)(?: brutto| inkl {VAT})?", r"brutto(?:betrag|summe|gesamtbetrag)?",
            rf"(?:inkl|einschl) {VAT}", r"gesamt brutto", r"summe brutto", r"gesamtbetrag inkl {vat}",
            rf"(?:summe|betrag) (?:inkl {VAT}|brutto)", r"gesamt(?:preis)? inkl {vat}", r"gesamtrechnungsbetrag",
        ),
        weak=(r"total", r"totaal", r"totalen", r"summe", r"gesamt", r"montant total", r"somme", r"total eur(?:o)?", r"totaal eur"),
    ),
    Role.PAYABLE: Phrases(
        strong=(
            r"(?:net|total|montant|somme|solde|reste|restant)(?: total| net)? (?:a|restant a) (?:payer|regler|verser)", r"a payer", r"net a payer",
            r"reste a payer", r"reste du", r"solde(?: du)?", r"montant du", r"a regler", r"montant du prelevement", r"solde a payer",
            r"montant a (?:payer|prelever|rembourser|verser)", r"a rembourser", r"net a rembourser", r"en votre faveur",
            r"(?:totaal |totaalbedrag |bedrag |saldo |nog |netto )?te (?:betalen|voldoen|storten|ontvangen)(?: bedrag)?", r"openstaand(?: bedrag| saldo)?",
            r"te betalen (?:bedrag|saldo)", r"saldo", r"nog te betalen", r"terug te betalen", r"verschuldigd(?: bedrag)?", r"restbedrag",
            r"amount (?:due|payable|to pay|outstanding)", r"(?:total|balance|net)(?: amount)? (?:due|payable|to pay|outstanding)",
            r"to pay", r"please pay", r"total due", r"balance", r"outstanding(?: amount| balance)?", r"amount to be paid", r"pay this amount",
            r"amount due for payment", r"total to be paid",
            r"zahl ?betrag", r"zu zahlen(?:der betrag)?", r"zu zahlender (?:gesamt)?betrag", r"offener betrag", r"fallig(?:er|e)? betrag", r"restbetrag",
            r"zu begleichen", r"zu uberweisen(?:der betrag)?", r"uberweisungsbetrag", r"auszahlungsbetrag", r"endbetrag zu zahlen", r"noch zu zahlen",
        ),
    ),
    Role.PREPAID: Phrases(
        strong=(
            r"acomptes?(?: verse| paye| recu| deduit| deja verse)?s?", r"deja (?:paye|regle|verse|facture)", r"provision(?: versee)?s?", r"avance(?: versee)?",
            r"montant (?:deja )?(?:paye|regle|verse)", r"paiements? recus?", r"voorschot(?:ten)?(?: betaald| ontvangen)?",
            r"reeds (?:betaald|voldaan|ontvangen|gefactureerd)", r"betaald voorschot", r"aanbetaling", r"ontvangen betaling", r"al betaald",
            r"betaald bedrag", r"deposit(?: paid| received)?", r"(?:already|amount) (?:paid|received)", r"down ?payment", r"advance(?: payment)?(?: received)?",
            r"prepaid(?: amount)?", r"prepayment", r"less deposit", r"paid to date", r"(?:geleistete |erhaltene )?anzahlung(?:en)?", r"bereits (?:bezahlt|gezahlt|geleistet)",
            r"abschlag(?:szahlung)?(?:en)?", r"vorauszahlung(?:en)?", r"paye", r"betaald", r"paid", r"bezahlt", r"gezahlt",
        ),
    ),
    Role.ROUNDING: Phrases(strong=(r"arrondis?(?: caisse)?", r"afronding(?:sverschil)?", r"rounding", r"rundung(?:sdifferenz)?", r"rundungsbetrag")),
    Role.OTHER_AMOUNT: Phrases(
        strong=(
            r"(?:s\.?a\.?r\.?l\.?|s\.?a\.?s?\.?|societe)? ?au capital(?: social)?(?: de)?", r"capital(?: social)?(?: de)?", r"kapitaal", r"stammkapital", r"share capital",
            r"prix unit(?:aire)?(?: (?:h\.?t\.?v\.?a|h\.?t|net|ttc|tvac|brut))?", r"prix/? ?u", r"p\.? ?u\.?(?: (?:h\.?t\.?v\.?a|h\.?t))?", rf"(?:eenheids|stuk)prijs(?: excl(?: {VAT})?| incl(?: {VAT})?)?",
            rf"prijs(?: per stuk| per eenheid)?(?: excl(?: {VAT})?| incl(?: {VAT})?)?", r"unit price", r"price(?: per unit)?", r"einzelpreis", r"e-? ?preis", r"stuckpreis", r"nettopreis", r"prix", r"preis",
            r"remises?", r"escompte", r"rabais", r"ristourne", r"korting(?:en)?", r"discounts?", r"rabatt", r"skonto", r"nachlass", r"promotion", r"reduction",
            r"interets? de retard", r"clause penale", r"indemnite(?: forfaitaire)?(?: de)?", r"nalatigheidsinteresten", r"schadevergoeding", r"forfaitaire vergoeding",
            r"minimum", r"au moins", r"frais de rappel", r"aanmaningskosten", r"mahngebuhr", r"late (?:payment )?fee", r"recupel", r"bebat", r"auvibel", r"rendu", r"wisselgeld",
            r"terug", r"change", r"ruckgeld", r"recu(?: en)? especes", r"especes", r"contant(?: ontvangen)?", r"cash", r"bar", r"gegeben", r"ontvangen", r"solde precedent", r"vorig saldo", r"nouveau solde",
            r"ancien solde", r"previous balance", r"franco", r"vous (?:avez )?economise[sz]?", r"avantage", r"puntensaldo", r"points?", r"iban", r"commande >",
        ),
    ),
    Role.SUPPLIER: Phrases(
        strong=(
            r"fournisseur", r"vendeur", r"emetteur", r"prestataire", r"expediteur", r"de la part de", r"leverancier", r"verkoper", r"afzender", r"dienstverlener", r"supplier", r"seller",
            r"vendor", r"sold by", r"issued by", r"billed by", r"verkaufer", r"lieferant", r"rechnungssteller", r"leistungserbringer", r"absender", r"emis par", r"vendu par", r"verkocht door",
            r"uitgereikt door", r"beneficiaire", r"begunstigde", r"beneficiary", r"zahlungsempfanger", r"payee",
        ),
    ),
    Role.CUSTOMER: Phrases(
        strong=(
            r"client", r"acheteur", r"facturee? a", r"factura?tion", r"adresse de facturation", r"destinataire", r"doit", r"adresse client", r"a l'attention de", r"facturer a", r"preneur",
            r"client facture", r"debiteur", r"abonne", r"nom de l'abonne", r"votre adresse", r"vos coordonnees", r"coordonnees (?:du )?client", r"maitre de l'ouvrage", r"facture pour",
            r"klant(?:gegevens)?", r"koper", r"gefactureerd aan", r"factuur ?adres", r"factuur aan", r"bestemmeling", r"afnemer", r"aan", r"ter attentie van", r"t\.a\.v", r"uw gegevens", r"facturatieadres",
            r"opdrachtgever", r"factuur voor", r"geadresseerde", r"debiteur",
            r"customer", r"buyer", r"bill(?:ed)? to", r"invoice(?:d)? to", r"sold to", r"billing address", r"invoice address", r"client details", r"attn", r"for the attention of", r"recipient",
            r"kunde", r"kaufer", r"rechnungs(?:empfanger|adresse|anschrift)", r"rechnung an", r"leistungsempfanger", r"auftraggeber", r"empfanger", r"z\. ?hd", r"kaufer/leistungsempfanger",
        ),
    ),
    Role.DELIVERY_PLACE: Phrases(
        strong=(
            r"adresse de (?:la )?livraison", r"livre a", r"livraison a", r"lieu de (?:livraison|prestation)", r"adresse de l'installation", r"adresse du chantier", r"adresse d'expedition",
            r"lever(?:ings)?adres", r"geleverd (?:aan|te)", r"afleveradres", r"leveren aan", r"plaats van levering", r"werfadres", r"verzendadres", r"installatieadres",
            r"ship(?:ped)? to", r"deliver(?:ed)? to", r"delivery address", r"shipping address", r"place of (?:supply|delivery)", r"lieferadresse", r"lieferanschrift", r"lieferung an", r"versandadresse",
            r"leistungsort", r"adresse de fourniture", r"leveringsplaats", r"point de livraison", r"verbruiksadres",
        ),
    ),
    Role.SUPPLIER_VAT: Phrases(
        strong=(rf"(?:notre|nos|ons|onze|our|unsere) (?:{NO} (?:de )?)?{VAT}(?: ?-?{NO})?", rf"{VAT} (?:fournisseur|leverancier|vendeur|verkoper|supplier|seller|lieferant)"),
    ),
    Role.CUSTOMER_VAT: Phrases(
        strong=(
            rf"(?:votre|vos|uw|your|ihre) (?:{NO} (?:de )?)?{VAT}(?: ?-?(?:id)?-? ?{NO})?", rf"{NO} (?:de )?{VAT} (?:du )?(?:client|acheteur|preneur)", rf"{VAT} (?:du |van de |van )?(?:client|acheteur|preneur|klant|koper|afnemer|customer|buyer|kunde)",
            rf"(?:customer|client|buyer|klant|klanten)s?-? ?{VAT}(?: ?-?{NO})?", rf"{VAT} ?-?{NO} (?:klant|koper|afnemer|client|customer|kunde|des kunden|of the customer)", rf"(?:votre|uw) {NO} d'entreprise", r"uw ondernemingsnummer", rf"{VAT}-?id(?:-?nr)? (?:kunde|des kunden|empfanger)",
        ),
    ),
}
