"""What card statements say in French, Dutch and English: headings of columns, totals and sorts of lines, folded."""

import re
from enum import StrEnum

from contracts.fields import CardLineSort
from services.ocr_extract.domain.wording.phrases import any_of


class ColumnRole(StrEnum):
    """What a column of the table holds. `transaction` is a day where another column describes, else a description."""

    DAY = "day"
    BOOKED = "booked"
    MERCHANT = "merchant"
    TRANSACTION = "transaction"
    AMOUNT = "amount"
    DEBIT = "debit"
    CREDIT = "credit"
    FOREIGN = "foreign"
    OTHER = "other"


_IN_EURO = r"(?: (?:en|in))?(?: ?\(? ?(?:eur|euros?|€) ?\)?)?"
HEADINGS: dict[ColumnRole, re.Pattern[str]] = {
    ColumnRole.DAY: any_of(
        r"""
        date (?:de |d'|de l')?(?:la )?(?:operation|transaction|achat|depense)s?; date; jour; datum; dag; day;
        datum (?:van )?(?:de )?(?:verrichting|transactie|aankoop); date d'?op\.?;
        (?:transactie|aankoop|verrichtings)datum; (?:transaction|purchase) date;
        date of (?:purchase|transaction); achat; aankoop; effectue le; uitgevoerd op
        """
    ),
    ColumnRole.BOOKED: any_of(
        r"""
        date (?:de )?(?:comptabilisation|comptable|valeur|traitement|imputation|posted); comptabilisee?; compta\.?;
        comptabilisation; valeur; imputee?; traitee?; (?:boekings|boek|valuta|verwerkings)datum; geboekt; boeking;
        datum (?:van )?(?:de )?(?:boeking|verwerking); verwerkt; valuta; posted; posted on; posting; booked;
        (?:posting|booking|value|processing) date; processed
        """
    ),
    ColumnRole.MERCHANT: any_of(
        r"""
        description; libelle; commercant; marchand; beneficiaire; enseigne; details?; omschrijving; handelaar;
        handelszaak; begunstigde; verkooppunt; merchant; payee; communication; mededeling; point de vente;
        etablissement; nature de l'operation; nom du commercant; naam (?:van de )?handelaar; merchant name;
        fournisseur; leverancier; supplier; description de l'operation; transaction details?
        """
    ),
    ColumnRole.TRANSACTION: any_of("transactions?; operations?; verrichting(?:en)?; transacties?; depenses?; uitgaven"),
    ColumnRole.AMOUNT: any_of(
        rf"montant{_IN_EURO}; bedrag{_IN_EURO}; amount{_IN_EURO}; somme; eur; euros?; €",
        before=r"(?<!\w)",
        after=r"(?!\w)",
    ),
    ColumnRole.DEBIT: any_of(rf"debits?{_IN_EURO}; debet{_IN_EURO}; af", after=r"(?!\w)"),
    ColumnRole.CREDIT: any_of(rf"credits?{_IN_EURO}; krediet{_IN_EURO}; bij", after=r"(?!\w)"),
    ColumnRole.FOREIGN: any_of(
        r"""
        montant (?:en |dans la )?(?:devises?|monnaie)(?: etrangeres?| d'origine| locale)?; montant d'origine;
        montant (?:de la )?transaction; devises?; monnaie; cours(?: de change)?; taux(?: de change)?; munt;
        valutabedrag;
        bedrag (?:in )?(?:vreemde |lokale |originele )?(?:munt|deviezen|valuta); oorspronkelijk bedrag;
        koers; wisselkoers;
        foreign (?:amount|currency); original amount; (?:local|transaction) amount; currency;
        amount in (?:foreign |local )?currency; (?:exchange )?rate
        """
    ),
    ColumnRole.OTHER: any_of(
        r"""
        carte; kaart; card; references?; ref\.?; referentie; pays; land; country; ville; lieu; plaats; city; place;
        n°; nr\.?; no\.?; type; categorie; category; secteur; sector
        """,
        after=r"(?!\w)",
    ),
}

CARRIED = any_of(
    r"""
    a reporter; report; reports?(?: de la| sur la)? page (?:suivante|precedente); solde (?:a )?reporte; transport;
    transport (?:naar )?(?:vorige|volgende) (?:pagina|blad); over te dragen; overgedragen; overdracht; carried forward;
    brought forward; carried over; balance (?:carried|brought) forward;
    (?:sous-?total|subtotaal|subtotal) (?:de la )?page
    """
)
"""A row that only carries a sum from one page to the next; before the first line it is an opening balance."""
OPENING = any_of(
    r"""
    (?:ancien|precedent) solde; solde (?:precedent|anterieur|initial|d'ouverture|de depart|reporte)(?: reporte)?;
    solde (?:du|de votre) (?:dernier|precedent) (?:releve|decompte|etat); report (?:du )?(?:mois|releve) precedent;
    (?:vorig|oud|begin) ?saldo; saldo (?:vorige|van de vorige) (?:staat|afrekening|maand); overgedragen saldo;
    (?:previous|opening|old|initial|starting) balance; balance (?:from|of) (?:last|previous) statement
    """
)
OWED = any_of(
    r"""
    (?:total|montant|solde)(?: total)? (?:a|qui sera|sera) (?:debiter|payer|regler|debite|preleve|prelever); total du;
    montant du; solde du; net a payer; te betalen;
    (?:totaal|bedrag|saldo|totaalbedrag)(?: bedrag)? te (?:debiteren|betalen|vereffenen);
    te (?:debiteren|betalen) (?:bedrag|saldo|totaal); verschuldigd (?:bedrag|saldo); total due;
    (?:total|amount|balance)(?: amount)? (?:to be (?:debited|paid)|due|payable|owed); te debiteren; a debiter
    """
)
"""Names of a total that say who owes it."""
TOTAL = any_of(
    r"""
    (?:nouveau|nieuw|new|closing|eind) ?(?:solde|saldo|balance); solde (?:final|de cloture|actuel); (?:slot|eind)saldo;
    montant total; total (?:general|du releve|de l'etat|des depenses|depenses|des operations|amount|spent|expenses);
    total of (?:statement|expenses|transactions); statement (?:total|balance); grand total; totaal ?bedrag;
    totaal (?:van de )?(?:uitgavenstaat|staat|uitgaven|verrichtingen|afrekening); algemeen totaal; total; totaal
    """
)
AVAILABLE = any_of(
    r"""
    (?:nouveau )?solde (?:disponible|de la carte|restant)(?: sur la carte)?; (?:nieuw )?beschikbaar saldo;
    (?:nieuw )?saldo (?:op|van) (?:de|uw) kaart; resterend saldo; (?:new )?(?:available|remaining|card) balance;
    (?:new )?balance (?:available|on (?:the|your) card)
    """
)
"""What is left on a prepaid card; on a credit card it is what may still be spent, and tells nothing."""
SUBTOTAL = any_of(
    r"""
    (?:sous-?total|subtotaal|subtotal|total|totaal) (?:(?:de la|pour la|par|van de|voor de|per|for|of) )?(?:carte|kaart|
    card); (?:carte|kaart|card) totaa?l; sous-?total; subtotaal; subtotal
    """
)
FAVOUR = any_of("en votre faveur; in uw voordeel; in uw voordeel; in your favou?r; crediteur; credit balance")
DEBITED = any_of(
    r"""
    debitee?s?; preleve(?:e|s)?; prelevement; gedebiteerd; afgehouden; afgenomen; geind; debited; collected; charged to;
    date de debit; debitering; debetdatum; debit date; date du debit; domicilie(?:e)?; gedomicilieerd
    """
)
PREPAID = any_of("prepaid; pre-paid; prepayee?s?; rechargeables?; herlaadbare?; voorafbetaalde?; oplaadbare?")
SCHEMES = {"mastercard": any_of("master ?card; mastercard[a-z]*"), "visa": any_of("visa")}
CARD_WORD = any_of("[a-z]*cartes?; [a-z]*kaart(?:en|nummer)?; [a-z]*cards?", after="")

DATED = any_of(
    r"""
    date(?: (?:du |de l'|de la |de ))?(?:releve|etat|decompte|cloture|emission|cloture du releve)?; arrete au;
    (?:afsluitings|afrekenings)?datum(?: (?:van )?(?:de )?(?:uitgaven)?(?:staat|afrekening|afsluiting))?;
    (?:statement|closing|issue) date; date of (?:statement|issue); opgemaakt op; etabli le
    """
)

NUMBERED = re.compile(
    r"(?:\b(?:releve|etat des depenses|etat|decompte|uitgavenstaat|uitgavenstaten|staat|afrekening|statement|overzicht)"
    r"(?: mastercard| visa| prepaid)?[ \t]?(?:n°|nr|no|num|numero|nummer|number|#)"
    r"|\b(?:n°|nr|no|num|numero|nummer|number)\.?[ ](?:de |du |van |of )?(?:de |the |l')?"
    r"(?:releve|etat|decompte|uitgavenstaat|staat|afrekening|statement)(?: des depenses)?"
    r"|\b(?:uitgaven)?staat(?:nummer|nr)|\bafrekening(?:snummer|snr|nummer))"
    r"\.?[ \t]?:?[ \t]*(?P<number>[a-z]{0,4}[-/]?\d[\w]*(?:[-/.]\w+)*)"
)

_SORTS: dict[CardLineSort, re.Pattern[str]] = {
    CardLineSort.REFUND: any_of(
        "remboursement; terugbetaling; terugstorting; creditering; refund; note de credit; credit ?nota; credit note;"
        "annulation; annulering; reversal; chargeback"
    ),
    CardLineSort.FEE: any_of(
        r"""
        cotisation(?: annuelle| mensuelle)?; frais (?:de |d'|sur |pour )?(?:change|retrait|dossier|rappel|gestion|tenue|
        service|carte|utilisation|conversion|transaction|operation|paiement|rechargement|inactivite|annuels?|mensuels?);
        (?:commission|marge) (?:de |sur )?(?:change|retrait|conversion|transactions?|operations?); interets;
        (?:jaarlijkse|maandelijkse) (?:bijdrage|kosten); jaarbijdrage; lidgeld; wisselkosten; wisselmarge; koerskosten;
        kosten (?:voor |van )?(?:de )?(?:geldopneming|geldafhaling|opname|wissel|oplading|kaart|verrichting|conversie);
        (?:debet)?interesten; (?:dossier|beheers|administratie|opname|transactie|conversie)kosten; kaartkosten;
        (?:annual|monthly|yearly|membership|card|foreign exchange|foreign transaction|conversion|
        exchange|cash withdrawal|withdrawal|cash advance|service|late payment|load|top-up|inactivity) fee;
        interest(?: charged?)?; mark-?up
        """
    ),
    CardLineSort.CASH: any_of(
        r"""
        retrait(?: d'especes| d'argent| cash| atm| distributeur)?; geld(?:opneming|opname|afhaling); cash ?opname;
        opname (?:van )?(?:geld|cash|automaat|bancontact); cash (?:withdrawal|advance); atm; withdrawal; avance de fonds
        """
    ),
    CardLineSort.LOAD: any_of(
        r"""
        rechargements?; chargement(?: de la)? carte; versements?(?: recus?)?; alimentation(?: de la)? carte;
        oplading(?:en)?; opladen; herlading; ontvangen storting; storting; top-? ?up; loads?(?: received)?;
        card load; reload;
        (?:votre |notre )?paiement(?: recu)?(?: -)? ?(?:merci|recu|par domiciliation|du releve precedent);
        (?:uw )?betaling (?:ontvangen|vorige|dank|via domiciliering)[a-z ]*; ontvangen betaling; payment received;
        your payment; payment(?: -)? thank you; paiement recu; domiciliation; domiciliering
        """
    ),
}


def named_sort(merchant: str) -> CardLineSort | None:
    """What a line calls itself at its beginning; a shop's name calls itself nothing."""
    for sort, pattern in _SORTS.items():
        if pattern.match(merchant):
            return sort
    return None
