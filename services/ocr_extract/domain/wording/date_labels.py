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
            ausgestellt am; rechnung vom; datum der rechnung; creditdatum
        """,
        r"""
            date; datum; le; du; vom; dated; dd; d\.d; den; fait a
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
            zu zahlen bis; zahlung bis(?: zum)?; zahlungsfrist
        """,
    ),
    Role.DELIVERY_DATE: Phrases.of(
        r"""
            date de (?:la )?(?:livraison|prestation|service|l'operation|vente); livre le; date livraison;
            date d'execution; leverings ?datum; leverdatum; datum (?:van )?(?:de )?levering; geleverd op;
            datum prestatie; prestatiedatum; uitvoeringsdatum; delivery date; date of (?:supply|delivery);
            supply date; service date; delivered(?: on)?; liefer ?datum; leistungsdatum; lieferung am;
            liefer und leistungsdatum; leistungszeitpunkt; liefer-? ?(?:/|und) ?leistungsdatum
        """,
    ),
    Role.ORIGINAL_DATE: Phrases.of(
        r"""
            (?:concerne|annule|corrige|suivant|sur|relative a|reference|
                ref)(?: la| notre| votre)? {invoice}(?: originale)? du;
            date de la facture (?:d'origine|originale|initiale); datum (?:originele|oorspronkelijke) factuur;
            (?:originele|oorspronkelijke) factuurdatum; original invoice date; datum der ursprungsrechnung
        """,
    ),
    Role.OTHER_DATE: Phrases.of(
        r"""
            date (?:de |du |de la |d')?(?:commande|bon|contrat|debut|fin|impression|naissance|relevé|releve|valeur|
                depart|arrivee|visite|entree|sortie|offre|devis|intervention|signature|consommation); commande du;
            order ?datum; besteldatum; bestellingsdatum; datum (?:bestelling|order|offerte|contract);
            afdruk(?:datum)?; geboortedatum; print(?:ed)? date; order date; date of (?:birth|order); bestelldatum;
            auftragsdatum; bestellung vom; geburtsdatum; periode; period; zeitraum; (?:de|pour la) periode; van;
            vanaf; from; until; bis zum; au; jusqu'au; t/m; tot; contrat du; offre du; offerte van; bestelling van;
            bon de commande du; paye le; betaald op; paid on; bezahlt am; regle le; acompte du; voorschot van;
            valable jusqu'au; geldig tot; valid until; gultig bis; leistungszeitraum; lieferzeitraum;
            periode de facturation; facturatieperiode; billing period; abrechnungszeitraum; factuurperiode; skonto;
            escompte; loi du; lois? du; arrete(?: royal)? du; a\.?r\.? du; decret du; directive; wet van;
            k\.?b\.? van; besluit van; law of; act of; gesetz vom; mandat du; signe le; getekend op; datum mandaat;
            datum van ondertekening
        """,
    ),
}
