"""The words of card statements in French, Dutch and English: headings, balances and totals, folded."""

import re
from enum import StrEnum

from services.ocr_extract.domain.wording.phrases import any_of


class ColumnRole(StrEnum):
    """What a column contains. `transaction` is a day when another column has the description, else the description."""

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
        date of (?:purchase|transaction); achat; aankoop; effectue le; uitgevoerd op; trans\.? date; when; le; op;
        date (?:operation|transaction|achat|vente|trans\.?); date (?:of )?(?:sale|use|charge);
        (?:use|sale|charge|spent) date;
        datum (?:aankoop|verrichting|transactie|uitgave|gebruik); (?:uitgave|gebruiks|betaal|verkoop)datum
        """
    ),
    ColumnRole.BOOKED: any_of(
        r"""
        date (?:de )?(?:comptabilisation|comptable|valeur|traitement|imputation|posted); comptabilisee?; compta\.?;
        comptabilisation; valeur; imputee?; traitee?; (?:boekings|boek|valuta|verwerkings)datum; geboekt; boeking;
        datum (?:van )?(?:de )?(?:boeking|verwerking); verwerkt; valuta; posted; posted on; posting; booked;
        (?:posting|booking|value|processing|entry|settlement|ledger|process) date; processed; entered; settled;
        date (?:posted|booked|processed|entered|of (?:posting|booking|entry)); post\.? date; inscrite?(?: le)?;
        date (?:compt\.?|valeur|d'enregistrement|d'inscription|d'ecriture|d'execution|reglement); enregistree?(?: le)?;
        (?:passee?|imputee?|traitee?|comptabilisee?|debitee?) le; imputation; enregistrement; ecriture;
        (?:geboekt|verwerkt|ingeschreven|geregistreerd) op; (?:boekings|registratie|inschrijvings|reken)datum; boekdag;
        datum (?:boeking|verwerking|registratie|valuta)
        """
    ),
    ColumnRole.MERCHANT: any_of(
        r"""
        description; libelle; commercant; marchand; beneficiaire; enseigne; details?; omschrijving; handelaar;
        handelszaak; begunstigde; verkooppunt; merchant; payee; communication; mededeling; point de vente;
        etablissement; nature de l'operation; nom du commercant; naam (?:van de )?handelaar; merchant name;
        fournisseur; leverancier; supplier; description de l'operation; transaction details?; intitule; commerces?;
        (?:detail|details) (?:de l'operation|de la transaction|verrichting|transactie|van de verrichting);
        nature; motif;
        (?:nom|naam) (?:et|en) (?:lieu|ville|plaats|localite); (?:merchant|shop|name|payee) and (?:place|city|location);
        shops?; stores?; where; particulars; winkel; zaak; waar; bij wie; chez; magasin; ou; vendeur; verkoper; seller;
        retailer; (?:card )?acceptor; narrative; beschrijving; tekst; text; reference de l'operation; purchase; objet
        """
    ),
    ColumnRole.TRANSACTION: any_of("transactions?; operations?; verrichting(?:en)?; transacties?; depenses?; uitgaven"),
    ColumnRole.AMOUNT: any_of(
        rf"(?:montant|bedrag|amount|somme|total|totaal|value|charge|valeur|waarde|som|prix|price){_IN_EURO};"
        r"eur; euros?; €;"
        r"(?:en|in) euros?; debit ?/ ?credit; debet ?/ ?credit; credit ?/ ?debit; af ?/ ?bij; bij ?/ ?af; euro amount;"
        r"(?:montant|bedrag|amount) (?:debite|paye|net|total|charged|booked|billed|aangerekend|afgerekend|in euro);"
        r"charged?; billed; spent; depense; a charge; te uwen laste; tegenwaarde(?: in)? eur;"
        r"contre-?valeur(?: en)? eur",
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
    (?:sous-?total|subtotaal|subtotal|total|totaal|tussentotaal)(?: intermediaire)?(?: (?:de la|van de|
        of the))? (?:page|
        pagina|blad|sheet); (?:page|pagina) (?:total|totaal|subtotal); total intermediaire; tussentotaal; running total;
    (?:montant|total|somme|sous-total)?(?: a)? ?report(?:e|er|ee|s)?(?: (?:a|de|sur) la page (?:suivante|precedente))?;
    (?:te|over te) (?:transporteren|brengen|boeken|dragen); getransporteerd; overgebracht; overdracht;
    (?:transport|overdracht|overbrenging)(?: (?:naar|van))? (?:de )?(?:vorige|volgende) (?:pagina|blad|bladzijde);
    (?:(?:subtotal|total|amount|balance|sum) )?(?:to be )?(?:carr(?:y|ied)|brought) (?:forward|over)(?: (?:to|
        from) (?:the )?
        (?:next|previous|last) page)?; (?:from|to) (?:the )?(?:previous|next|last) page; carry over
    """
)
"""A row that carries a sum from one page to the next; before the first line it is an opening balance."""
OPENING = any_of(
    r"""
    (?:ancien|precedent) solde; solde (?:precedent|anterieur|initial|d'ouverture|de depart|reporte)(?: reporte)?;
    solde (?:du|de votre) (?:dernier|precedent) (?:releve|decompte|etat); report (?:du )?(?:mois|releve) precedent;
    (?:vorig|oud|begin) ?saldo; saldo (?:vorige|van de vorige) (?:staat|afrekening|maand); overgedragen saldo;
    (?:previous|opening|old|initial|starting|last|prior|former|brought) (?:statement )?balance; balance (?:from|of|on)
        (?:the )?(?:last|previous|prior) (?:statement|month|bill|period); (?:previous|last) (?:statement|bill|month);
    balance (?:carried over|b/f); (?:amount|sum) (?:still )?(?:open|outstanding) from (?:the )?(?:last|previous) [a-z]+;
    (?:solde|du|report|montant|reste)(?: du)?(?: sur)?(?: le| au| de la| de l')? ?(?:mois|releve|decompte|extrait|
        periode|
        compte)? ?(?:precedente?|anterieure?|dernier)s?; report (?:du |de )?(?:solde|mois|releve)(?: precedent)?;
    (?:reste du|impaye|solde) (?:du |de la )?(?:mois|releve|periode) (?:precedente?|dernier|passee?);
    (?:saldo|bedrag|rest|openstaand)(?: van| uit)?(?: de| het)? (?:vorige?|vorig|laatste) (?:maand|overzicht|afrekening|
        staat|periode|uittreksel); (?:vorige?|laatste|vroegere?|oude?) (?:afrekening|overzicht|staat|rekeningstand|
            stand);
    (?:start|aanvangs|open(?:ings)?)saldo; overdracht (?:vorig|van vorig)e? [a-z]+
    """
)
OWED = any_of(
    r"""
    (?:total|montant|solde)(?: total)? (?:a|qui sera|sera) (?:debiter|payer|regler|debite|preleve|prelever); total du;
    montant du; solde du; net a payer; te betalen;
    (?:totaal|bedrag|saldo|totaalbedrag)(?: bedrag)? te (?:debiteren|betalen|vereffenen);
    te (?:debiteren|betalen) (?:bedrag|saldo|totaal); verschuldigd (?:bedrag|saldo); total due;
    (?:total|amount|balance)(?: amount)? (?:to be (?:debited|paid|collected|charged|settled|taken)|due|payable|owed|
        owing|to pay|outstanding); te debiteren; a debiter; a payer; a regler; a prelever; you owe; to pay; due;
    (?:total|montant|solde|somme|net)(?: net| total)? (?:du|due|exigible|redevable|a (?:prelever|acquitter|verser|
        rembourser|charge)); reste du; (?:montant|total) du prelevement; votre (?:solde|dette)(?: a payer)?;
    (?:af te houden|te innen|te incasseren|verschuldigd|af te schrijven|te vereffenen|te storten|aan te
        zuiveren)(?: (?:bedrag|saldo|totaal|som))?; (?:totaal|bedrag|saldo) (?:verschuldigd|te innen|af te (?:houden|
            schrijven));
    totaal (?:bedrag )?(?:verschuldigd|ten laste); u bent (?:ons )?verschuldigd; vous (?:nous )?devez; debit amount
    """
)
"""Names of a total that state who owes it."""
TOTAL = any_of(
    r"""
    (?:nouveau|nieuw|new|closing|eind) ?(?:solde|saldo|balance); solde (?:final|de cloture|actuel); (?:slot|eind)saldo;
    montant total; total (?:general|du releve|de l'etat|des depenses|depenses|des operations|amount|spent|expenses);
    total of (?:statement|expenses|transactions); statement (?:total|balance); grand total; totaal ?bedrag;
    totaal (?:van (?:de |uw |alle )?)?(?:uitgavenstaat|staat|uitgaven|verrichtingen|afrekening|overzicht|transacties|
        aankopen|maand|periode); algemeen totaal; total; totaal; som van (?:de |uw )?(?:uitgaven|verrichtingen);
    (?:total|somme|montant total)(?: general)? (?:de (?:vos |la |toutes )?|des |du |d')(?:releve|decompte|extrait|etat|
        mois|depenses|operations|achats|transactions|periode|compte); (?:total|sum|all)(?: of)?(?: (?:your|all|the|
        this))? (?:statement|expenses|transactions|purchases|spending|charges|bill|period|month); balance; solde; saldo;
    (?:current|statement|end|final|month-end) balance; (?:solde|saldo) (?:du releve|du compte|van de staat|fin de mois)
    """
)
AVAILABLE = any_of(
    r"""
    (?:nouveau )?solde (?:disponible|de la carte|restant)(?: sur la carte)?; (?:nieuw )?beschikbaar saldo;
    (?:nieuw )?saldo (?:op|van) (?:de|uw) kaart; resterend saldo; (?:new )?(?:available|remaining|card) balance;
    (?:new )?balance (?:available|left|remaining|on (?:the|your) card)(?: on (?:the |your )?card)?; left to spend;
    (?:montant|reste|credit|somme) disponible; disponible(?: sur (?:la|votre) carte)?; (?:amount|funds|money) (?:left|
        available|remaining); available (?:amount|funds|credit); available; beschikbaar(?: bedrag)?; nog (?:beschikbaar|
        te besteden); bestedingsruimte; (?:saldo|bedrag) (?:op|van) (?:de |uw )?kaart; restsaldo; reste a depenser;
    (?:votre |uw |your )?(?:current (?:card )?balance|huidig saldo|solde actuel); (?:solde|avoir) sur (?:la|votre) carte
    """
)
"""What is left on a prepaid card; on a credit card it is the unused limit, which proves nothing."""
SUBTOTAL = any_of(
    r"""
    (?:sous-?total|subtotaal|subtotal|total|totaal) (?:(?:de la|pour la|par|van de|voor de|per|for|of) )?(?:carte|kaart|
    card); (?:carte|kaart|card)(?: \d{4})? totaa?l; sous-?total; subtotaal; subtotal;
    (?:total|totaal|somme?|sum|depenses?|uitgaven|spent|spending|expenses|achats|aankopen|verrichtingen|operations|
        purchases)(?: (?:de la|pour la|par|avec la|sur la|van de|voor de|met|met de|op|per|for|of|on|with|van|voor|
        with the|on the))? (?:carte|kaart|card)
    """
)
LIMIT = any_of("limite?; limiet; plafond; kredietlijn; ligne de credit; credit line; bestedingslimiet; ceiling")
FAVOUR = any_of("en votre faveur; in uw voordeel; in uw voordeel; in your favou?r; crediteur; credit balance")
DEBITED = any_of(
    r"""
    debitee?s?; preleve(?:e|s)?; prelevement; gedebiteerd; afgehouden; afgenomen; geind; debited; collected; charged to;
    date de debit; debitering; debetdatum; debit date; date du debit; domicilie(?:e)?; gedomicilieerd;
    preleve[a-z]*; debiter(?:ons|a)?; domiciliations?; domiciliering(?:en)?; incasseren; geincasseerd; incasso;
    houden wij; afhouding; wij (?:nemen|innen|schrijven); (?:van uw|van de|van) rekening [^\t]{0,40}af;
    afgeschreven; afschrijving; will (?:be )?(?:charged?|collect(?:ed)?|taken?|debit(?:ed)?|withdrawn?); direct debit;
    (?:collected|taken|withdrawn|paid) from; (?:collection|direct debit) (?:on|date); sera (?:retiree?|portee?)
    """
)
PREPAID = any_of("prepaid; pre-paid; prepayee?s?; rechargeables?; herlaadbare?; voorafbetaalde?; oplaadbare?")
SCHEMES = {"mastercard": any_of("master ?card; mastercard[a-z]*"), "visa": any_of("visa")}
CARD_WORD = any_of("[a-z]*cartes?; [a-z]*kaart(?:en|nummer)?; [a-z]*cards?", after="")

DATED = any_of(
    r"""
    date(?: (?:du |de l'|de la |de ))?(?:releve|etat|decompte|cloture|emission|cloture du releve)?; arrete au;
    (?:afsluitings|afrekenings)?datum(?: (?:van )?(?:de )?(?:uitgaven)?(?:staat|afrekening|afsluiting))?;
    (?:statement|closing|issue|cut-?off|billing) date; date of (?:the )?(?:statement|issue|closing|bill); opgemaakt op;
    (?:etablie?|arretee?|cloturee?|editee?|emise?|clos|imprimee?|redigee?) (?:le|au|en date du); situation (?:au|du|le);
    (?:compte )?arrete (?:au|le); date (?:d'|de )?(?:arrete|edition|l'extrait|du decompte|cloture|situation|l'arrete);
    (?:opgesteld|afgesloten|uitgegeven|afgedrukt|gedateerd|aangemaakt) op; (?:toestand|stand|situatie) (?:op|per);
    datum (?:van )?(?:het |de )?(?:overzicht|afrekening|uittreksel|afsluiting|opmaak|staat|document);
    (?:overzichts|afsluit|opmaak|uitgifte|staat)datum; (?:issued|prepared|printed|closed|dated|drawn up)(?: on)?; as of;
    as at; statement (?:period end|as of|closed|closing); period (?:ending|end|to); du; per; op; d\.d
    """
)

_STATEMENT = (
    r"(?:releve|etat des depenses|etat|decompte|extrait(?: de compte)?|uitgavenstaat|uitgavenstaten|staat|afrekening|"
    r"overzicht|uittreksel|rekeningoverzicht|statement|bill|document|facture|invoice|apercu|volg)"
)
_SIGN = r"(?:n°|nrs?|no|num|numero|nummer|number|id|ref|reference|referentie|#)"
NUMBERED = re.compile(
    rf"(?:\b{_STATEMENT}(?: mastercard| visa| prepaid)?[ \t.-]?(?:s?{_SIGN})(?![a-z])"
    rf"|\b{_SIGN}\.?[ ](?:de |du |d'|van |of )?(?:de |het |the |l'|votre |uw )?{_STATEMENT}(?: des depenses)?(?![a-z])"
    r"|\b(?:uitgaven)?staat(?:nummer|nr)|\bafrekening(?:snummer|snr|nummer)|(?:^|\t)(?:reference|referentie"
    r"|ref)(?=\.?[ \t]?:))"
    r"\.?[ \t]?:?[ \t]*(?P<number>[a-z]{0,4}[-/]?\d[\w]*(?:[-/.]\w+)*)"
)
