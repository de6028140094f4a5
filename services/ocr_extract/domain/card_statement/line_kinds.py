"""The words for kinds of card lines (refund, fee, cash, load) in French, Dutch and English, folded."""

import re

from contracts.card_statement import CardLineKind
from services.ocr_extract.domain.wording.phrases import any_of

_KINDS: dict[CardLineKind, re.Pattern[str]] = {
    CardLineKind.REFUND: any_of(
        "remboursement; terugbetaling; terugstorting; creditering; refund; note de credit; credit ?nota; credit note;"
        "annulation; annulering; reversal; chargeback; retour; avoir; extourne; contre-?passation; ristourne; credit;"
        "money back; return(?:ed)?; cash-?back; terugname; teruggave; tegoed; storno; restitution; credited"
    ),
    CardLineKind.FEE: any_of(
        r"""
        cotisation(?: annuelle| mensuelle)?; frais (?:de |d'|sur |pour )?(?:change|retrait|dossier|rappel|gestion|tenue|
        service|carte|utilisation|conversion|transaction|operation|paiement|rechargement|inactivite|annuels?|mensuels?);
        (?:commission|marge) (?:de |sur )?(?:change|retrait|conversion|transactions?|operations?); interets;
        (?:jaarlijkse|maandelijkse) (?:bijdrage|kosten); jaarbijdrage; lidgeld; wisselkosten; wisselmarge; koerskosten;
        kosten (?:voor |van )?(?:de )?(?:geldopneming|geldafhaling|opname|wissel|oplading|kaart|verrichting|conversie);
        (?:debet)?interesten; (?:dossier|beheers|administratie|opname|transactie|conversie)kosten; kaartkosten;
        droit (?:de |annuel de )?carte(?: annuel)?; cotisation [a-z]+;
        frais (?:de |d')?[a-z]+(?: [a-z]+)?(?: distributeur)?;
        (?:jaar|maand|kaart|lid|leden)bijdrage; wissel(?:kost|marge|toeslag)e?n?; toeslag; kosten [a-z]+; commission;
        (?:annual|monthly|yearly|membership|card|foreign exchange|foreign transaction|conversion|
        exchange|cash withdrawal|withdrawal|cash advance|service|late payment|load|top-up|inactivity|
        currency conversion|currency|atm|yearly card|annual card|monthly card|card membership|administration|
            handling) (?:fee|charge)s?;
        interest(?: charged?)?; mark-?up
        """
    ),
    CardLineKind.CASH: any_of(
        r"""
        retrait(?: d'especes| d'argent| cash| atm| distributeur)?; geld(?:opneming|opname|afhaling); cash ?opname;
        opname (?:van )?(?:geld|cash|automaat|bancontact); cash (?:withdrawal|advance); atm; withdrawal; avance de fonds
        """
    ),
    CardLineKind.LOAD: any_of(
        r"""
        rechargements?; recharges?; chargement(?: de la)?(?: carte)?; (?:op)?lading(?: kaart)?; herladen; opgeladen;
        funds? (?:received|added|loaded); added funds; approvisionnement; storting op kaart; reload(?:ed)?;
        alimentation(?: de (?:la )?carte)?; versements?(?: recus?)?; alimentation(?: de la)? carte;
        oplading(?:en)?; opladen; herlading; ontvangen storting; storting; top-? ?up; loads?(?: received)?;
        card load; reload;
        (?:votre |notre )?paiement(?: recu)?(?: -)? ?(?:merci|recu|par domiciliation|du releve precedent);
        (?:uw )?betaling (?:ontvangen|vorige|dank|via domiciliering)[a-z ]*; ontvangen betaling; payment received;
        your payment; payment(?: -)? thank you; paiement recu; domiciliation; domiciliering
        """
    ),
}


def named_kind(merchant: str) -> CardLineKind | None:
    """The kind that a line names at its beginning; None for the name of a shop."""
    for kind, pattern in _KINDS.items():
        if pattern.match(merchant):
            return kind
    return None
