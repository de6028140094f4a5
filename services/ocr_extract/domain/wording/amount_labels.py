"""Labels of amounts: totals, and amounts that are not totals."""

from services.ocr_extract.domain.wording.phrases import Phrases
from services.ocr_extract.domain.wording.roles import Role

AMOUNT_LABELS: dict[Role, Phrases] = {
    Role.EXCL: Phrases.of(
        r"""
            (?:sous-? ?total|total|montant|montant total|net|valeur|
                prix)(?: general| net| facture| de la facture)? (?:h\.?t\.?v\.?a|h\.?t|hors {vat}|hors taxes?|
                sans {vat}); total (?:hors|sans) (?:{vat}|taxes?); (?:hors|sans) {vat}; hors taxes?; h\.?t\.?v\.?a;
            h\.?t; base imposable; total base(?: imposable)?; montant imposable; base taxable; base {vat};
            total net; montant net; net commercial; montant de base;
            (?:sub)?(?:totaal|totaalbedrag|bedrag|netto)(?: netto)? (?:excl|exclusief|zonder|ex)(?: de)? {vat};
            (?:excl|exclusief|zonder|ex) {vat}; maatstaf(?: van heffing)?; belastbare? (?:bedrag|basis);
            nettobedrag; totaal netto; netto totaal; totaal maatstaf; grondslag; bedrag excl; totaal excl;
            subtotaal excl;
            (?:sub-? ?)?(?:total|amount|net)(?: amount| value)? (?:excl|excluding|exclusive of|ex|before|without|
                net of)(?: of)? {vat}; (?:excl|excluding|before|ex) {vat}; taxable (?:amount|total|base|value);
            net (?:amount|total|value); total net amount; total excl; amount excl; subtotal excl;
            (?:netto|zwischen|gesamt|rechnungs)?(?:summe|betrag|gesamtbetrag|
                rechnungsbetrag)(?: netto| ohne {vat}| exkl {vat}| zzgl {vat});
            netto(?:betrag|summe|wert|gesamtbetrag|rechnungsbetrag); summe netto; gesamt netto;
            bemessungsgrundlage; (?:exkl|ohne|zzgl) {vat}; gesamtbetrag netto; nettoentgelt; steuerbasis;
            assiette; montant (?:soumis|taxable|net)(?: a la {vat})?; valeur nette; total avant (?:{vat}|taxes?);
            net hors (?:{vat}|taxes?); {vat} non comprise; belastbaar; te belasten; nettosom; totaal voor {vat};
            (?:total|amount|value) (?:before|without|net of) (?:{vat}|taxe?s?); net value; warenwert; entgelt;
            steuerpflichtig(?:er betrag)?; (?:gesamt|summe) (?:netto|ohne {vat}|exkl {vat})
        """,
        r"""
            sous-? ?total; sub-? ?tota?al; subtotal; zwischensumme; netto; base; basis; net; positionssumme;
            merchandise total; total marchandises; goederen totaal
        """,
    ),
    Role.VAT: Phrases.of(
        r"""
            (?:total|montant|total des|montant total|montant)(?: de la| des| de| du)? ?(?:{vat}|
                taxes?)(?: a payer)?; total taxes; {vat} due; {vat} (?:collectee|totale);
            taxe sur la valeur ajoutee; (?:totaal|bedrag|totaalbedrag|totale) ?-?{vat}; {vat} ?-?bedrag;
            {vat} ?-?totaal; te betalen btw; (?:total|amount of|sales) {vat}; {vat} (?:amount|total); total tax;
            value added tax; (?:gesamt|summe) ?{vat}; {vat}-? ?(?:betrag|summe|gesamt); steuerbetrag;
            gesetzl(?:iche)? {vat}; zzgl {vat}; {vat} ?(?:a|de|van|of|@|von)? ?\(?\d{1,2}(?:[.,]\d{1,2})? ?%\)?;
            \d{1,2}(?:[.,]\d{1,2})? ?% ?{vat}; \+ ?\d{1,2}(?:[.,]\d{1,2})? ?% ?{vat};
            (?:dont|waarvan|davon|darin enthalten|enthaltene|of which) {vat}(?: \d{1,2}(?:[.,]\d{1,2})? ?%)?;
            (?:incl|inclus|inclusief|including|inkl)(?: \d{1,2}(?:[.,]\d{1,2})? ?%) {vat};
            (?:incl|inclus|inclusief|including|inkl) {vat} \d{1,2}(?:[.,]\d{1,2})? ?%;
            {vat} (?:incluse|inbegrepen|comprise dans le total); verschuldigde {vat}; {vat} verschuldigd; totale {vat};
            {vat} (?:due|gesamt|payable|total); sales tax; (?:enthaltene|inbegrepen) {vat}; somme {vat}; steuersumme;
            steueranteil; mehrwertsteuerbetrag; bedrag van de {vat}; (?:montant|total) (?:de la )?taxe
        """,
        r"""
            {vat}; taxes?; steuer
        """,
    ),
    Role.INCL: Phrases.of(
        r"""
            (?:total|montant|prix|somme|net|montant total)(?: general| total| facture| de la facture)? (?:t\.?t\.?c|
                t\.?v\.?a\.?c|{vat} comprise|{vat} incluse|{vat} incl(?:us)?|toutes taxes(?: comprises)?);
            total (?:for|of) (?:this|the) invoice; total de cette facture; totaal van deze factuur;
            montant preleve(?: le)?;
            t\.?t\.?c; t\.?v\.?a\.?c; {vat} comprise; toutes taxes comprises; total general; total de la facture;
            total facture; montant (?:total )?(?:de la )?facture; total a payer ttc;
            (?:totaal|totaalbedrag|bedrag|totaal factuur|eindtotaal)(?: bruto)? (?:incl|inclusief|
                met)(?: de)? {vat}; (?:incl|inclusief) {vat}; totaal factuur; factuur ?totaal; factuurbedrag;
            totaal incl; bedrag incl; eindtotaal; algemeen totaal; totaalbedrag(?: factuur)?;
            totaal van de factuur;
            (?:total|amount|grand total|invoice total)(?: amount)? (?:incl|including|inclusive of|inc|
                with)(?: of)? {vat}; (?:incl|including|inc) {vat}; grand total; invoice total;
            total invoice(?: amount)?; gross (?:amount|total); total incl; amount incl; total amount;
            invoice amount; total gross; (?:gesamt|rechnungs|end|brutto)(?:summe|betrag)(?: brutto| inkl {vat})?;
            brutto(?:betrag|summe|gesamtbetrag)?; (?:inkl|einschl) {vat}; gesamt brutto; summe brutto;
            gesamtbetrag inkl {vat}; (?:summe|betrag) (?:inkl {vat}|brutto); gesamt(?:preis)? inkl {vat};
            gesamtrechnungsbetrag; gesamtsumme; rechnungssumme; rechnungsendbetrag; endsumme; bruttosumme;
            totaal bruto; bruto ?(?:bedrag|totaal); totaalsom; factuursom; totaal met {vat}; totaal {vat} inbegrepen;
            (?:total|amount|value)(?: amount)? (?:with|incl|including) (?:{vat}|taxe?s?); invoice value; {vat} included;
            total {vat} (?:comprise|incluse|incl); montant facture; total (?:{vat}|taxes?) comprises?; total brut;
            (?:gesamt|betrag|summe|total) (?:mit|inkl|inklusive) {vat}
        """,
        r"""
            total; totaal; totalen; summe; gesamt; montant total; somme; total eur(?:o)?; totaal eur
        """,
    ),
    Role.PAYABLE: Phrases.of(
        r"""
            (?:net|total|montant|somme|solde|reste|restant)(?: total| net)? (?:a|restant a) (?:payer|regler|
                verser); a payer; net a payer; reste a payer; reste du; solde(?: du)?; montant du; a regler;
            montant du prelevement; solde a payer; montant a (?:payer|prelever|rembourser|verser); a rembourser;
            net a rembourser; en votre faveur;
            (?:totaal |totaalbedrag |bedrag |saldo |nog |netto )?te (?:betalen|voldoen|storten|
                ontvangen)(?: bedrag)?; openstaand(?: bedrag| saldo)?; te betalen (?:bedrag|saldo); saldo;
            nog te betalen; terug te betalen; verschuldigd(?: bedrag)?; restbedrag;
            amount (?:due|payable|to pay|outstanding); due payable;
            (?:total|balance|net)(?: amount)? (?:due|payable|to pay|outstanding); to pay; please pay; total due;
            balance; outstanding(?: amount| balance)?; amount to be paid; pay this amount; amount due for payment;
            total to be paid; zahl ?betrag; zu zahlen(?:der betrag)?; zu zahlender (?:gesamt)?betrag;
            offener betrag; fallig(?:er|e)? betrag; restbetrag; zu begleichen; zu uberweisen(?:der betrag)?;
            uberweisungsbetrag; auszahlungsbetrag; endbetrag zu zahlen; noch zu zahlen; zahlungsbetrag; zahllast;
            restant du; somme due; total du; montant exigible; a virer; a acquitter; solde restant(?: du)?; reste du;
            door u te (?:betalen|voldoen); (?:nog )?verschuldigd(?: bedrag| saldo); resterend(?: bedrag| saldo)?;
            te vereffenen; over te (?:maken|schrijven); terug te (?:ontvangen|krijgen); saldo te betalen;
            saldo in uw voordeel; solde en votre faveur; amount owing; balance owing; remaining balance; to be refunded;
            ihr guthaben; zu erstatten; gesamt zu zahlen; zur zahlung fallig
        """,
    ),
    Role.PREPAID: Phrases.of(
        r"""
            acomptes?(?: verse| paye| recu| deduit| deja verse| deja paye| deja regle)?s?;
            deja (?:paye|regle|verse|facture); provision(?: versee)?s?; avance(?: versee)?;
            montant (?:deja )?(?:paye|regle|verse); paiements? recus?; voorschot(?:ten)?(?: betaald| ontvangen)?;
            reeds (?:betaald|voldaan|ontvangen|gefactureerd); betaald voorschot; aanbetaling; ontvangen betaling;
            al betaald; betaald bedrag; deposit(?: paid| received)?; (?:already|amount) (?:paid|received);
            down ?payment; advance(?: payment)?(?: received)?; prepaid(?: amount)?; prepayment; less deposit;
            paid to date; (?:geleistete |erhaltene )?anzahlung(?:en)?; bereits (?:bezahlt|gezahlt|geleistet);
            abschlag(?:szahlung)?(?:en)?; vorauszahlung(?:en)?; paye; betaald; paid; bezahlt; gezahlt;
            (?:acompte|avance|provision|arrhe|paiement)s? (?:percu|recu|encaisse|deduit|verse|effectue|anterieur|
                deja percu)e?s?;
            arrhes; deja (?:percu|encaisse|acquitte)e?s?; acomptes? a deduire; moins acomptes?; a deduire;
            (?:ontvangen|betaalde?|gefactureerde?|reeds betaalde?|verrekend|af|min|minus|
                in mindering) voorschot(?:ten)?;
            aanbetaald; vooruitbetaling(?:en)?; vooruitbetaald; voorafbetaling; reeds gestort;
            in mindering(?: gebracht)?;
            eerder (?:betaald|gefactureerd); voorschotfactuur; (?:paid )?on account;
            payments? (?:received|made|to date);
            (?:less|minus) (?:advance|payments?|prepayments?|deposits?)(?: received| paid)?; advance (?:received|paid);
            retainer; (?:abzgl|abzuglich|geleistete|erhaltene) (?:anzahlung|vorauszahlung|abschlag|zahlung)(?:en)?;
            anzahlungsbetrag; schon bezahlt; bereits (?:erhalten|beglichen)
        """,
    ),
    Role.ROUNDING: Phrases.of(
        r"""
            arrondis?(?: caisse)?; afronding(?:sverschil)?; rounding; rundung(?:sdifferenz)?; rundungsbetrag
        """,
    ),
    Role.OTHER_AMOUNT: Phrases.of(
        r"""
            (?:s\.?a\.?r\.?l\.?|s\.?a\.?s?\.?|societe)? ?au capital(?: social)?(?: de)?;
            capital(?: social)?(?: de)?; kapitaal; stammkapital; share capital;
            prix unit(?:aire)?(?: (?:h\.?t\.?v\.?a|h\.?t|net|ttc|tvac|brut))?; prix/? ?u;
            p\.? ?u\.?(?: (?:h\.?t\.?v\.?a|h\.?t))?; (?:eenheids|stuk)prijs(?: excl(?: {vat})?| incl(?: {vat})?)?;
            prijs(?: per stuk| per eenheid)?(?: excl(?: {vat})?| incl(?: {vat})?)?; unit price;
            price(?: per unit)?; einzelpreis; e-? ?preis; stuckpreis; nettopreis; prix; preis; remises?; escompte;
            rabais; ristourne; korting(?:en)?; discounts?; rabatt; skonto; nachlass; promotion; reduction;
            interets? de retard; clause penale; indemnite(?: forfaitaire)?(?: de)?; nalatigheidsinteresten;
            schadevergoeding; forfaitaire vergoeding; minimum; au moins; frais de rappel; aanmaningskosten;
            mahngebuhr; late (?:payment )?fee; recupel; bebat; auvibel; rendu; wisselgeld; terug; change; ruckgeld;
            recu(?: en)? especes; especes; contant(?: ontvangen)?; cash; bar; gegeben; ontvangen; solde precedent;
            vorig saldo; nouveau solde; ancien solde; previous balance; franco; vous (?:avez )?economise[sz]?;
            avantage; puntensaldo; points?; iban; commande >
        """,
    ),
}
