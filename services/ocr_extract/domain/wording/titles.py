"""Titles and phrases that tell what a paper is."""

from services.ocr_extract.domain.wording.phrases import any_of

INVOICE = any_of(
    r"""
    factures?; [a-z]*facturen?; [a-z]*factuur(?:nummer|nr)?; invoices?; [a-z]*rechnung; rechnungs-?(?:nummer|nr);
    tax invoice; faktuur; ereloonnota; ereloonstaat; kostennota; note d'honoraires; honorarnote; state of fees
    """
)
CREDIT_NOTE = any_of(
    r"""
    notes? de credit; note credit; credit-? ?nota(?:nummer|nr)?; krediet-? ?nota(?:nummer|nr)?; creditfactuur;
    credit notes?; credit memo; gutschrift; gutschrifts?-?(?:nummer|nr); facture d'avoir; avoir;
    rechnungskorrektur; stornorechnung
    """
)
RECEIPT = any_of(
    r"""
    ticket de caisse; ticket tva; ticket client; kassaticket; kasticket; kassabon; btw-?ticket; btw-?bon; recu;
    receipt; kassenbon; kassenbeleg; quittung; bewijs van betaling; souche; vat receipt; ticket; bon de caisse;
    klantenticket; bonnetje; tankbeleg
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
CARD_STATEMENT = any_of(
    r"""
    etat des depenses; releve (?:de |des )?(?:la )?(?:carte|depenses); uitgavenstaat; kaartafrekening;
    kredietkaartafrekening; card statement; statement of (?:card )?expenses; kreditkartenabrechnung;
    umsatzaufstellung; releve mastercard; releve visa
    """
)
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
