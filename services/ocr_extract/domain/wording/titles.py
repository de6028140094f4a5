"""Titles and phrases that tell what a paper is; folded patterns, tried in this order on the titles of a paper."""

import re

INVOICE = re.compile(r"\b(?:factures?|facturen?|factuur|invoices?|rechnung|tax invoice|faktuur|ereloonnota|note d'honoraires|ereloonstaat|kostennota|schlussrechnung)\b|rechnung\b")
CREDIT_NOTE = re.compile(r"\b(?:notes? de credit|note credit|creditnota|credit nota|credit-nota|kredietnota|creditfactuur|credit notes?|credit memo|gutschrift|facture d'avoir|avoir|rechnungskorrektur|stornorechnung)\b")
RECEIPT = re.compile(r"\b(?:ticket de caisse|ticket tva|ticket client|kassaticket|kasticket|kassabon|btw-?ticket|btw-?bon|recu|receipt|kassenbon|kassenbeleg|quittung|bewijs van betaling|souche|vat receipt|ticket|bon de caisse|carte bancaire ticket|klantenticket|bonnetje)\b")
CONTRACT = re.compile(r"\b(?:contrat|convention|overeenkomst|contract|agreement|vertrag|bail|huurovereenkomst|huurcontract|lease|mietvertrag|avenant|bijakte|leasing ?contract|dienstverleningsovereenkomst|arbeidsovereenkomst|polis|police d'assurance)\b")
CONTRACT_BODY = re.compile(
    r"entre les soussigne|tussen de ondergetekenden|between the undersigned|zwischen den|il est convenu|(?:is|wordt|werd) overeengekomen|it is agreed|wird folgendes vereinbart|wird vereinbart|"
    r"fait (?:a .{2,30} )?en (?:double|deux|trois|autant)|opgemaakt (?:te .{2,30} )?in (?:twee|drie|tweevoud|zoveel)|signature|handtekening|unterschrift|ci-apres|hierna|hereinafter|nachstehend|gelezen en goedgekeurd|lu et approuve|"
    r"article \d|artikel \d|clause \d|§ ?\d|preavis|opzegtermijn|notice period|kundigung"
)
CARD_STATEMENT = re.compile(r"etat des depenses|releve (?:de |des )?(?:la )?(?:carte|depenses)|uitgavenstaat|kaartafrekening|kredietkaartafrekening|card statement|statement of (?:card )?expenses|kreditkartenabrechnung|umsatzaufstellung|releve mastercard|releve visa")
OTHER = re.compile(
    r"\b(?:devis|offre(?: de prix)?|offerte|prijsofferte|prijsvoorstel|quotation|quote|angebot|kostenvoranschlag|bon de commande|bestelbon|purchase order|order confirmation|confirmation de commande|orderbevestiging|"
    r"bestelbevestiging|auftragsbestatigung|bon de livraison|note d'envoi|leveringsbon|leverbon|pakbon|delivery note|lieferschein|pro[- ]?forma|rappel|aanmaning|betalingsherinnering|herinnering|reminder|mahnung|zahlungserinnerung|mise en demeure|"
    r"ingebrekestelling|releve de compte|rekeninguittreksel|rekeningoverzicht|account statement|statement of account|kontoauszug|extrait de compte|fiche de paie|loonfiche|loonbrief|payslip|lohnabrechnung|avertissement-extrait|aanslagbiljet|"
    r"attestation|attest|certificat|getuigschrift|certificate|bescheinigung|rapport annuel|jaarverslag|annual report|jahresbericht|comptes annuels|jaarrekening|newsletter|nieuwsbrief|brochure|catalogue|proces-verbal|notulen|menu|curriculum)\b"
)
