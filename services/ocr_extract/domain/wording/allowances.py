"""Words for discounts on a whole document, and for charges that are added to it."""

from services.ocr_extract.domain.wording.phrases import any_of

_ALONE = r"(?<![a-z0-9])"
_ENDS = r"(?![a-z0-9])"

ALLOWANCE = any_of(
    r"""
    (?:remise|ristourne|rabais|reduction|bonification)s?(?: (?:commerciale|client|fidelite|quantite|globale|generale|
        speciale|exceptionnelle|supplementaire|promotionnelle|de quantite|de fidelite|de volume|sur facture|sur total|
        sur le total|accordee|consentie|deduite))*;
    (?:[a-z]*korting|kortingen)(?: (?:klant|op totaal|op het totaal|op factuur|op de factuur))?; ristorno;
    (?:[a-z]+ )?discounts?; rebates?; reduction; allowance;
    (?:[a-z]*rabatt?|[a-z]*nachlass|[a-z]*nachlasse|abschlag)(?: auf (?:die )?(?:gesamt)?(?:summe|betrag))?; bonus;
    promotions?; promo; actie; aktion; voucher; waardebon; bon d'achat; code promo; gutschein
    """,
    before=_ALONE,
    after=_ENDS,
)
CHARGE = any_of(
    r"""
    (?:participation (?:aux |en )?)?frais(?: forfaitaires?)?(?: (?:de|d'|d))? ?(?:port|transports?|livraison|expedition|
        envoi|emballage|port et emballage|port & emballage|traitement|dossier|gestion|administration|administratifs?|
        facturation|preparation|manutention|deplacement|douane|bancaires?|fixes|divers|
        annexes)(?: et (?:d')?(?:emballage|manutention|assurance))?; forfait (?:transport|livraison|port|deplacement);
    port(?: et emballage| & emballage)?; transports?; livraison; expedition; emballages?; manutention; deplacement;
    supplement(?: (?:carburant|energie|transport|urgence))?; surcharge(?: (?:carburant|energie))?; majoration;
    eco-?(?:contribution|participation|taxe)s?; recupel; bebat; auvibel; valipac; fost plus; milieubijdrage;
    (?:verzend|verzendings|transport|leverings?|vracht|port|porto|administratie|dossier|verpakkings|behandelings|
        verwerkings|factuur|facturatie|order|verplaatsings|bezorg|handling|afhandelings|afleverings|
        werkings)-?(?:en )?(?:kosten|kost|bijdrage);
    (?:administratieve|forfaitaire|bijkomende|extra|vaste) kosten; administratie; vracht; verzending; levering; porto;
    verpakking; [a-z]*toeslag; toeslag; vergoeding (?:transport|verplaatsing);
    (?:shipping|delivery|freight|carriage|postage|handling|packing|packaging|transport(?:ation)?|admin|administration|
        administrative|processing|service|order|booking|environmental|fuel)(?: (?:and|&) (?:handling|packing|packaging|
        delivery|insurance))?(?: (?:costs?|charges?|fees?|surcharge))?;
    fuel surcharge; (?:[a-z]+ )?surcharge;
    (?:versand|fracht|transport|liefer|verpackungs|bearbeitungs|verwaltungs|porto|service|handling|anfahrts|
        neben)-?(?:kosten|gebuhr|gebuhren|pauschale); versand; fracht; verpackung; lieferung; anfahrt; [a-z]*zuschlag;
    (?:porto|versand|fracht) (?:und|&|u\.) (?:verpackung|versand)
    """,
    before=_ALONE,
    after=_ENDS,
)
EARLY_PAYMENT = any_of(
    r"""
    escompte; skonti?o?; contant[a-z]*; comptant; au comptant; cash; financi[a-z]*; settlement; early; prompt;
    vervroegd[a-z]*; anticip[a-z]*; krediet[a-z]*; credit ?(?:beperking|restriction); betaling[a-z]*; betaal[a-z]*;
    paiements?; payments?; paye[a-z]*; paid; zahl[a-z]*; bezahl[a-z]*; within; endeans; binnen; innerhalb; innert;
    jours; dagen; days; tagen; domicili[a-z]*; intere[a-z]*; nalatig[a-z]*; retard; rappel; aanmaning; mahn[a-z]*
    """,
    before=_ALONE,
    after=_ENDS,
)
"""Words for a discount for early payment (or a charge for late payment), which does not change the invoice itself."""
