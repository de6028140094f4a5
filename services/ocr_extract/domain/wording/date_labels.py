"""Labels of dates."""

from services.ocr_extract.domain.wording.phrases import Phrases
from services.ocr_extract.domain.wording.roles import Role

DATE_LABELS: dict[Role, Phrases] = {
    Role.ISSUE_DATE: Phrases.of(
        r"""
            date (?:de |du |de la |d')?(?:{invoice}|{credit}|facturation|emission|document|piece);
            facturation date; emise? le; etablie? le; facture le; date facture; date d'etablissement;
            {invoice}s?-?datum; creditnota ?datum; datum (?:van )?(?:de )?(?:factuur|creditnota|kredietnota);
            documentdatum; opgemaakt op; uitgereikt op; kredietnotadatum; datum kassaticket; invoice date;
            date of (?:issue|invoice); issue date; issued(?: on)?; credit note date; bill date; document date;
            tax date; date issued; tax point; rechnungs ?datum; belegdatum; ausstellungsdatum; gutschriftsdatum;
            ausgestellt am; rechnung vom; datum der rechnung; creditdatum;
            {invoice}s? (?:du|van|vom|of|dated|d\.?d); {credit}s? (?:du|van|vom|of|dated|d\.?d);
            factur(?:ee|e|ation) le;
            (?:creee?|faite?|dressee?|delivree?|etablie?|redigee?) (?:le|en date du); date de creation; date fact;
            date (?:de )?(?:la )?note; date ?-? ?doc(?:ument)?; gefactureerd (?:op|d\.?d); facturatie ?datum;
            uitgiftedatum;
            (?:aangemaakt|opgesteld|gemaakt|uitgeschreven) op; uitreikingsdatum; aanmaakdatum; opmaakdatum; nota ?datum;
            datum (?:van )?(?:de )?(?:uitgifte|uitreiking|opmaak|facturatie|facturering|document|stuk|nota|aanmaak);
            invoiced(?: on)?; date invoiced; bill(?:ed|ing) (?:on|date); raised on; created on; date (?:raised|created);
            inv date; doc date; (?:rg|re|rechn|bel)-? ?(?:datum|dat); (?:erstellt|ausgefertigt|fakturiert) am;
            erstellungsdatum; datum der (?:ausstellung|erstellung); fakturadatum; faktura vom; rechnungsdat;
            date (?:de |du |de la |de l'|d'|d')?(?:edition|redaction|delivrance|avis|note|decompte|la piece|doc|
                comptable|facturation|credit|l'avoir|la note de credit|expedition de la facture);
            (?:date )?(?:fact|fac|doc|emission|edition|piece|pce|avoir) ?(?:du|le)?; editee? le; en date du;
            (?:emise|editee|dressee|signee|imprimee) (?:a .{2,20} )?le;
            (?:factuur|fact|fac|fct|fak|faktuur|doc|boekstuk|stuk|nota|cn|kn|creditnota|kredietnota|
                afrekenings?|opmaak|uitreikings?|uitgifte|aanmaak|verkoop)-? ?(?:datum|dat|date|dd|d\.d);
            gedateerd(?: op)?;
            afgiftedatum; (?:afgegeven|afgeleverd|vastgesteld|opgesteld|gefactureerd) op; uitreiking; uitgifte;
            datum (?:van )?(?:de |het )?(?:afgifte|boekstuk|verkoop|uitschrijving|fact|creditering|factuuropmaak);
            (?:inv|bill|billing|doc|document|credit|statement|issue)-? ?(?:date|dt); date (?:of )?(?:bill|billing|
                document|credit|drawing up|the invoice|preparation); date billed; (?:billed|drawn up|made out|prepared);
            (?:ausstellungs|rechnungs|beleg|erstellungs|fakturierungs|buchungs|gutschrifts?|faktura|dokument(?:en)?|
                abrechnungs|honorar|re|rg|rechn|dok)-? ?(?:datum|dat|tag)\b; datum des (?:belegs?|dokuments?);
            (?:ausgestellt|erstellt|geschrieben|berechnet) (?:am|den|zum); ausstellung(?: am)?
        """,
        r"""
            date; datum; le; du; vom; dated; dd; d\.d; den; fait a; dat; dt; issued; raised; emis; emise
        """,
    ),
    Role.DUE_DATE: Phrases.of(
        r"""
            (?:date )?(?:d'|de l')?echeance; date limite(?: de paiement)?; a payer (?:avant|pour|jusqu'au)(?: le)?;
            date de paiement; payable (?:avant|au plus tard|pour|jusqu'au)(?: le)?; paiement (?:avant|pour) le;
            date d'exigibilite; a regler (?:avant|pour)(?: le)?; paiement du; prelevement (?:le|a partir du);
            sera preleve (?:le|a partir du); exigible le; date ech; paiement au plus tard le; echeant le;
            echeance de paiement; delai de paiement; a payer au plus tard(?: le)?; date d'echeance du paiement;
            verval ?datum; vervaldag; uiterste (?:betaal)?datum; te betalen (?:voor|tegen|op|uiterlijk);
            betaal(?:baar)? (?:voor|tegen|uiterlijk|op); betaaldatum; uiterlijk(?: op)?; vervalt op;
            te betalen uiterlijk(?: op)?; betaling voor; vervaldatum betaling; te voldoen (?:voor|uiterlijk);
            betalen voor; wordt afgeschreven op; incassodatum; uiterste betaaldag; betaaltermijn tot; due date;
            payment due(?: date)?; due(?: by| on)?; payable by; pay by; date due; payment date; please pay by;
            fallig(?:keit)?(?:sdatum)?(?: am| bis)?; zahlbar bis(?: zum)?; zahlungsziel; zahlungsdatum;
            zu zahlen bis; zahlung bis(?: zum)?; zahlungsfrist;
            echeance(?: le| au| du); echeances?; exigibilite; date d'ech; date butoir; date de reglement;
            (?:a|pour) (?:payer|regler|verser|acquitter|virer) (?:avant|pour|jusqu'au|au plus tard|d'ici)(?: le| au)?;
            (?:a payer|a regler|payable|reglable) (?:le|jusqu'au|d'ici(?: le| au)?);
            (?:payer|regler|reglement|paiement) (?:avant|au plus tard|pour|attendu(?: avant| pour)?|demande(?: avant|
                 pour)?|
                souhaite(?: avant| pour)?|exigible)(?: le)?; limite de paiement; derniere date de paiement;
            te (?:betalen|voldoen|vereffenen|storten) (?:voor|tegen|op|uiterlijk|ten laatste)(?: op| tegen)?;
            (?:betalen|betaling|voldoen|betaalbaar) (?:voor|tegen|uiterlijk|ten laatste|tot|verwacht (?:voor|op|
                tegen))(?: op)?;
            ten laatste (?:te betalen )?op; uiterlijk te (?:betalen|voldoen)(?: op)?; uiterste dag; laatste betaaldag;
            uiterste datum (?:van |voor )?(?:de )?betaling; vervaldat; vervalt; vervallend op; (?:op)?eisbaar op;
            (?:due|pay|payable|payment|to be paid|to pay|settle|please pay) (?:by|before|until|on or before|
                no later than);
            to be paid on; payment (?:is )?due(?: on| by| before); payment deadline; settlement date;
            maturity(?: date)?;
            (?:last|latest) (?:date|day) (?:of |for )?payment; latest payment date; payable on;
            fallig(?:keit)?s?-?(?:datum|tag|termin)?(?: am| bis| zum)?; zahl(?:ungs)?termin; falligkeitstag;
            zahlbar (?:am|zum|spatestens|vor)(?: am| dem| bis(?: zum)?)?;
            (?:zahlung|zahlbar) (?:erbeten|fallig) (?:bis|am)(?: zum)?;
            zu (?:begleichen|uberweisen) bis(?: zum)?; (?:zahlen|uberweisen)(?: sie)? bis(?: spatestens)?(?: zum)?;
            spatestens (?:bis|am|zum)(?: zum)?; letzter zahltag;
            ech; ech(?:eance)?\.? (?:le|au|du|paiement|finale|de la facture); (?:date|jour) (?:d')?(?:ech|echeance);
            date (?:ultime|maximale|maximum|butoir|finale|extreme|echeance)(?: de (?:paiement|reglement))?;
            date de (?:paiement|reglement) (?:limite|ultime|maximale|au plus tard);
            dernier (?:delai|jour)(?: de paiement)?;
            date limite (?:de |pour )?(?:le |la )?(?:paiement|payement|reglement|versement|virement);
            (?:limite|delai)(?: ultime)? (?:de |pour )(?:paiement|payement|reglement)(?: au| le)?;
            payement (?:pour|avant) le;
            (?:payable|reglable|payables|du|due|dus) (?:le|au|avant le|pour le|jusqu'au|au plus tard(?: le)?);
            (?:a|merci de) (?:acquitter|honorer|virer|payer|regler|verser)(?: [^\t]{0,20})? (?:pour|avant|
                d'ici)(?: le| au)?;
            (?:prelevement|domiciliation|debit)(?: prevue?| effectuee?)? (?:le|au|du|vers le|a la date du);
            date (?:de |du )?(?:prelevement|domiciliation|debit);
            verv; verv\.? ?-?(?:datum|dat|dag); verval(?:t)?(?: dag| datum)?(?: op)?; vervaldatum (?:betaling|factuur);
            uiterste (?:dag|datum|betaling|betaaldag|betalingsdatum|termijn)(?: (?:van|voor) (?:de )?betaling)?;
            (?:graag |gelieve |te |nog )?(?:betalen|voldoen|vereffenen|storten|overschrijven|overmaken)(?: [^\t]{0,20})?
                (?:voor|tegen|uiterlijk|ten laatste|vóór)(?: op| tegen)?;
            (?:betaal|betalings)(?:datum|dag|deadline|limiet|uiterste)(?: uiterlijk)?; deadline(?: betaling)?;
            (?:betaling|betaalbaar) (?:ten laatste|uiterlijk|voor|tegen|vóór|op)(?: op)?; opeisbaar(?:heid)?(?: op)?;
            ten laatste(?: te betalen| betaald)?(?: op)?; (?:te innen|incasso|inning|afschrijving|domiciliering) op;
            (?:incasso|afschrijf|domicilierings|innings)datum;
            (?:net |final |invoice )?due (?:date|by|on|before|until|for payment(?: by| on)?);
            (?:please )?(?:settle|remit|pay)(?: [^\t]{0,20})? (?:by|before|until|on or before|no later than);
            (?:latest|last|final) (?:payment|pay)(?: date| day)?; payment (?:by|before|no later than|expected(?: by)?);
            (?:payment|payable) (?:deadline|limit|until); falls? due(?: on)?; collection date;
            (?:will be )?collected on;
            (?:netto-?)?fallig(?:keit)?(?:s-? ?(?:datum|tag|termin))?(?: netto)?(?: am| bis| zum| per)?;
            zahlungs(?:falligkeit|ziel|datum|termin|frist|eingang|schluss)(?: bis| am)?(?: zum| spatestens)?;
            (?:bitte )?(?:uberweisung|uberweisen|zahlung|zahlen|zahlbar|begleichung|begleichen|zu zahlen|
                zu begleichen|zu uberweisen)(?: sie)?(?: netto)?(?: [^\t]{0,20})? (?:bis|spatestens|fallig)(?: zum|
                am| bis)?;
            (?:zahlbar|zahlung|zu zahlen)(?: netto)? (?:per|am|zum|vor dem); (?:abbuchung|einzug|lastschrift) (?:am|zum)
        """,
        r"""
            avant le; pour le; voor; tegen; before; by; bis; uiterlijk; au plus tard(?: le)?; spatestens; date limite
        """,
    ),
    Role.DELIVERY_DATE: Phrases.of(
        r"""
            date de (?:la )?(?:livraison|prestation|service|l'operation|vente); livre le; date livraison;
            date d'execution; leverings ?datum; leverdatum; datum (?:van )?(?:de )?levering; geleverd op;
            datum prestatie; prestatiedatum; uitvoeringsdatum; delivery date; date of (?:supply|delivery);
            supply date; service date; delivered(?: on)?; liefer ?datum; leistungsdatum; lieferung am;
            liefer-?(?: und| bzw\.?)? leistungs-?datum; leistungszeitpunkt;
            (?:leistungs|liefer)-datum; liefer-? ?(?:/|und) ?leistungsdatum;
            (?:livree?s?|effectuee?s?|executee?s?|realisee?s?) le;
            datum (?:van )?(?:de )?(?:dienst|uitvoering|prestaties?);
            (?:uitgevoerd|verricht|gepresteerd) op; afleverdatum; leveringsdag; dienstdatum; (?:supplied|performed) on;
            date of service; (?:geliefert|erbracht|ausgefuhrt) am; lieferung vom; leistung vom
        """,
    ),
    Role.ORIGINAL_DATE: Phrases.of(
        r"""
            (?:concerne|annule|corrige|suivant|sur|relative a|reference|
                ref)(?: la| notre| votre)? {invoice}(?: originale)? du;
            date (?:de )?(?:la )?facture (?:d'origine|originale|initiale); datum (?:originele|oorspronkelijke) factuur;
            (?:pour|avoir sur|note de credit sur|credit sur|de)(?: la| notre| votre)? {invoice}(?: originale)? du;
            (?:betreft|crediteert|corrigeert|annuleert|m\.b\.t|inzake|creditering|correctie|op|bij|voor|uw|onze|
                de)(?: van| op)?(?: onze| uw| de)?(?: originele| oorspronkelijke)? factuur (?:van|d\.?d);
            (?:originele|oorspronkelijke) factuur (?:van|d\.?d); datum van de (?:originele|oorspronkelijke) factuur;
            (?:for|to|on|against|credits?|corrects|regarding|relating to)(?: our| your|
                 the)?(?: original)? invoice (?:of|dated);
            (?:original|credited|related) invoice (?:of|dated); date of (?:the )?original invoice;
            (?:zu|zur|betrifft|korrigiert|storno)(?: der| unserer| ihrer)? rechnung vom; ursprungsrechnung vom;
            (?:originele|oorspronkelijke) factuurdatum; original invoice date; datum der ursprungsrechnung
        """,
    ),
    Role.OTHER_DATE: Phrases.of(
        r"""
            (?:date )?(?:d')?expiration; exp(?:ir(?:y|es?|ation))?(?: date)?; (?:date )?(?:d')?exp; valid thru;
            valid (?:to|till|through); verfall(?:s?datum)?; gultig bis; vervaldatum kaart; kaart geldig tot;
            contract ?datum; vertragsdatum; (?:bestell|auftrags?|lieferschein)-? ?datum(?:-lief)?;
            date (?:de |du )?(?:prelevement )?mandat; stand; rapport vom;
            leistungs- ?und lieferzeitraum; carte valable jusqu'au;
            date (?:de |du |de la |d')?(?:commande|bon|contrat|debut|fin|impression|naissance|relevé|releve|valeur|
                depart|arrivee|visite|entree|sortie|offre|devis|intervention|signature|consommation); commande du;
            order ?datum; besteldatum; bestellingsdatum; datum (?:bestelling|order|offerte|contract);
            afdruk(?:datum)?; geboortedatum; print(?:ed)? date; order date; date of (?:birth|order); bestelldatum;
            auftragsdatum; bestellung vom; geburtsdatum; periode; period; zeitraum; (?:de|pour la) periode; van;
            vanaf; from; of; until; bis zum; au; jusqu'au; t/m; tot; contrat du; offre du; offerte van; bestelling van;
            bon de commande du; paye le; betaald op; paid on; bezahlt am; regle le; acompte du; voorschot van;
            valable jusqu'au; geldig tot; valid until; gultig bis; leistungszeitraum; lieferzeitraum;
            periode de facturation; facturatieperiode; billing period; abrechnungszeitraum; factuurperiode; skonto;
            escompte; loi du; lois? du; arrete(?: royal)? du; a\.?r\.? du; decret du; directive; wet van;
            k\.?b\.? van; besluit van; law of; act of; gesetz vom; mandat du; signe le; getekend op; datum mandaat;
            datum van ondertekening; geldig(?:heid)? t/m; validite; geldigheid; gultigkeit; validity; offertedatum;
            angebotsdatum; quote date; besteld op; ordered on; commandee? le; bestellt am
        """,
    ),
}
