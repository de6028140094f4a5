"""Titles and phrases by which the kind of a document is recognised."""

import re

from services.ocr_extract.domain.wording.phrases import any_of

INVOICE = any_of(
    r"""
    factures?; [a-z]*facturen?; [a-z]*factuur(?:nummer|nr)?; invoices?; [a-z]*rechnung; rechnungs-?(?:nummer|nr);
    tax invoice; faktuur; ereloonnota; ereloonstaat; kostennota; note d'honoraires; honorarnote; state of fees
    """
)
NUMBERED_TITLE = re.compile(
    r"(?:^|\t)(?:(?:[a-z-]+ ){0,1}(?:facture|[a-z-]*factuur|invoice|faktuur|note de credit|credit-? ?nota|credit note|"
    r"avoir|gutschrift)|[a-z]*(?:-?rechnung|rechnungs-?korrektur|gutschrift))"
    r"(?:[^\t\d:()]{0,40}(?P<code>\([2-9]\d{2}\))|(?: [a-z-]+){0,3})?"
    r"[ \t:]*(?<![a-z])(?:n°|nr|no|num(?:ber|mer|ero)?|#)[ .:\t]*"
)
"""A title with "number" after it; between the two at most the code of its kind in UNTDID 1001, or a few words."""
CREDIT_NOTE = any_of(
    r"""
    notes? de credit; note credit; credit-? ?nota(?:nummer|nr)?; krediet-? ?nota(?:nummer|nr)?; creditfactuur;
    credit notes?; credit memo; gutschrift; gutschrifts?-?(?:nummer|nr); facture d'avoir; avoir;
    rechnungs-?korrektur; stornorechnung
    """
)
RECEIPT = any_of(
    r"""
    ticket de caisse; ticket tva; ticket client; kassaticket; kasticket; kassabon; btw-?ticket; btw-?bon; recu;
    receipt; kassenbon; kassenbeleg; quittung; bewijs van betaling; souche; vat receipt; ticket; bon de caisse;
    klantenticket; bonnetje; tankbeleg; (?:bewijs van aankoop|aankoopbewijs|betaalbewijs|kassabewijs);
    (?:preuve|justificatif|ticket) (?:d'achat|de paiement); proof of purchase; (?:kauf|zahlungs)beleg; zahlungsquittung
    """
)
CONTRACT = any_of(
    r"""
    contrat; convention; contract; agreement; [a-z]*vertrag; bail; bail commercial; [a-z]*overeenkomst;
    huurcontract; lease; avenant; bijakte; leasing ?contract; polis; police d'assurance
    """
)
CONTRACT_BODY = any_of(
    r"""
    entre les soussigne; tussen de ondergetekenden; between the undersigned; il est convenu; wordt overeengekomen;
    is overeengekomen; werd overeengekomen; it is agreed; wird folgendes vereinbart; wird vereinbart; ci-apres;
    hierna; hereinafter; nachstehend; gelezen en goedgekeurd; lu et approuve; article \d; artikel \d; clause \d;
    preavis; opzegtermijn; opzegging; notice period; kundigung; bailleur; preneur; verhuurder; huurder; vermieter;
    mieter; fait (?:a .{2,30} )?en (?:double|deux|trois|autant);
    opgemaakt (?:te .{2,40} )?in (?:twee|drie|tweevoud|zoveel); signatures?; handtekening(?:en)?;
    unterschrift(?:en)?
    """,
    after="",
)
_SCHEME = r"(?:mastercard|visa|american express|amex|prepaid|maestro)"
CARD_STATEMENT = any_of(
    rf"""
    etat des depenses; (?:releve|decompte|extrait)(?: mensuel)? (?:de |des )?(?:la |votre )?(?:carte|depenses)[a-z ]*;
    uitgavenstaat; [a-z]*kaart(?:afrekening|overzicht|uittreksel|staat);
    (?:maand)?afrekening (?:van )?(?:uw )?[a-z]*kaart;
    (?:credit |debit )?card (?:account )?(?:statement|bill|summary|overview); verrichtingenstaat; uitgavenoverzicht;
    statement of (?:card )?(?:expenses|transactions); statement of your [a-z ]*card; kreditkarten-?abrechnung;
    umsatzaufstellung; kreditkartenumsatze; (?:releve|decompte|extrait|etat)(?: mensuel)? (?:de )?{_SCHEME};
    (?:maand)?(?:afrekening|overzicht|staat|uittreksel)(?: van)?(?: uw)? {_SCHEME};
    {_SCHEME}(?:[ -](?:card|carte|kaart|business|corporate|gold|classic))* (?:statement|expenses|account summary|
        spending overview|expense report|afrekening|overzicht|uitgaven|releve|decompte|abrechnung);
    (?:monthly |your )?statement {_SCHEME}; vos (?:achats|depenses) {_SCHEME}; uw {_SCHEME} uitgaven
    """
)
CARD = any_of(rf"[a-z]*cartes?; [a-z]*kaart; [a-z]*cards?; {_SCHEME}[a-z]*")
_QUOTE = r"""
    devis; offre(?: de prix)?; offerte; prijsofferte; prijsvoorstel; quotation; quote; estimate; angebot;
    kostenvoranschlag; bestek
    """
_ORDER = r"""
    bon de commande; bestelbon; purchase order; order confirmation; (?:confirmation|accuse de reception) de commande;
    orderbevestiging; bestelbevestiging; auftragsbestatigung; bestellung
    """
_DELIVERY = r"""
    bon de livraison; bordereau (?:de livraison|d'envoi|d'expedition); note d'envoi; leveringsbon; leverbon;
    leverings ?nota;
    verzendnota; zendnota; pakbon; packing list; delivery (?:note|slip); dispatch note; lieferschein; vrachtbrief;
    werkbon;
    lettre de voiture; consignment note; leveringsnota
    """
_PRO_FORMA = r"""
    (?:factures? |[a-z]*facturen? |[a-z]*factuur |invoice |rechnung )?pro[- ]?forma(?:[- ]?(?:facture|factuur|invoice|
        rechnung))?
    """
_REMINDER = r"""
    (?:premier |deuxieme |second |dernier |1er |2e )?rappel(?: de (?:paiement|facture))?; lettre de rappel;
    (?:eerste |tweede |derde |laatste |1e |2e )?(?:betalings?)?(?:herinnering|aanmaning); mise en demeure;
    ingebrekestelling;
    (?:first |second |final |friendly )?(?:payment )?reminder; (?:overdue|final) notice;
    (?:erste |zweite |letzte |1\. |2\. )?(?:zahlungserinnerung|mahnung); herinneringsbrief; sommation; relance;
    mahnbescheid; zahlungsaufforderung; dunning letter; demand for payment; dernier avis; laatste verwittiging;
    kundigung; kundigungsbestatigung; opzegging; opzegbrief; (?:lettre de )?resiliation; notice of termination;
    termination (?:notice|letter); remittance advice; zahlungsavis; avis de paiement; betaalbericht;
    (?:balance|account) confirmation; saldobevestiging; saldobestatigung; confirmation de solde
    """
NO_INVOICE = any_of(f"{_QUOTE}; {_ORDER}; {_DELIVERY}; {_PRO_FORMA}", before=r"^", after=r"(?![a-z])")
"""Titles of documents that may look like an invoice, with a table and a total, but are not."""
REMINDER = any_of(_REMINDER, before=r"^", after=r"(?![a-z])")
"""Titles of reminders: letters that list invoices."""
PRO_FORMA = any_of(_PRO_FORMA)
AFTER_TITLE = re.compile(r"[ :.,-]*+(?:(?:n°|nr|no|num|number|nummer|numero|#)[ .:]*+)?[a-z]{0,4}[\d/._-]*+[ .:-]*+$")
"""What may follow a title in its cell: the number of the document."""
OTHER = any_of(
    r"""
    devis; offre(?: de prix)?; offerte; prijsofferte; prijsvoorstel; quotation; quote; angebot; kostenvoranschlag;
    bon de commande; bestelbon; purchase order; order confirmation; confirmation de commande; orderbevestiging;
    bestelbevestiging; auftragsbestatigung; bon de livraison; note d'envoi; leveringsbon; leverbon; pakbon;
    delivery note; lieferschein; pro[- ]?forma(?:[- ]?(?:facture|factuur|invoice|rechnung))?; rappel; aanmaning;
    betalingsherinnering; herinnering; reminder; mahnung; zahlungserinnerung; mise en demeure; ingebrekestelling;
    releve de compte; rekeninguittreksel; rekeningoverzicht; account statement; statement of account; kontoauszug;
    extrait de compte; fiche de paie; loonfiche; loonbrief; payslip; lohnabrechnung; avertissement-extrait;
    aanslagbiljet; attestation; attest; certificat; getuigschrift; certificate; bescheinigung; rapport annuel;
    jaarverslag; annual report; jahresbericht; comptes annuels; jaarrekening; newsletter; nieuwsbrief; brochure;
    catalogue; proces-verbal; notulen; menu; curriculum
    """
)
