"""How papers say they were or will be paid; folded patterns."""

import re

_CARD = r"(?:carte(?: bancaire| bleue| de credit| de debit)?|bancontact|mister cash|visa|master ?card|maestro|amex|american express|payconiq|kredietkaart|bankkaart|debetkaart|kaart|credit card|debit card|card|kreditkarte|ec-?karte|girocard|karte|ideal|paypal|apple pay|google pay|cb|wero)"
_PAID = r"(?:paye|payee|paiement|regle|reglee|regle|acquitte|acquittee|betaald|voldaan|betaling|paid|settled|payment|bezahlt|gezahlt|zahlung|beglichen|encaisse)"

PAID_BY_CARD = re.compile(
    rf"\b{_PAID}(?: (?:effectue|recu|ontvangen|received|le|op|on|am|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}))* ?(?:par|via|avec|met|door|by|with|mit|per|en|:|-) ?(?:(?:votre|une|un|uw|een|your|a|ihrer) )?{_CARD}\b"
    rf"|\b{_CARD} ?(?:payment|betaling|betaald|zahlung|paye)\b|\bpar {_CARD} le\b|\bkaartbetaling\b|\bpaiement carte\b|\bkartenzahlung\b"
    rf"|\b(?:reeds|deja|already|bereits) {_PAID}.{{0,30}}{_CARD}\b|\b{_CARD}\b.{{0,12}}(?:\*{{2,}}|x{{4,}}|•{{2,}}|[xX*]+\d{{4}})"
    rf"|\b(?:mode de paiement|moyen de paiement|betaalwijze|betaalmethode|betalingswijze|payment method|method of payment|zahlungsart|zahlungsweise|means of payment|mode de reglement|paiement|betaling|payment|zahlung) ?[:\t]? ?{_CARD}\b"
)
CARD_TENDER = re.compile(rf"^(?:{_CARD})\b[^a-z]*\d+[.,]\d{{2}}|\n(?:{_CARD})\b[^a-z\n]*\d+[.,]\d{{2}}")
"""On a till receipt: the name of a card with the amount after it."""

DIRECT_DEBIT = re.compile(
    r"\bdomicilia?tion\b|\bdomicilie[re]ing\b|\bgedomicilieerd\b|\bdomicilie\b|\bavis de prelevement\b|\bsera (?:automatiquement )?preleve|\bprelevement (?:automatique|sepa|bancaire|europeen)"
    r"|\bautomatische incasso\b|\bsepa[- ]?incasso\b|\b(?:via|per) (?:automatische )?(?:incasso|domiciliering|domiciliatie)\b|\bdomicili[eë]r|\bdirect debit\b|\blastschrift\w*\b|\beinzug\w*\b|\bwird (?:am .{0,25})?(?:von ihrem konto )?(?:abgebucht|eingezogen)\b"
    r"|\bwordt (?:automatisch )?(?:afgehouden|afgeschreven|geincasseerd|geind)|\bzal (?:automatisch )?(?:worden )?(?:afgehouden|afgeschreven|geincasseerd|geind)|\bbankeinzug\b|\bpreleve sur votre compte|\bwill be (?:debited|collected|taken)\b"
)
NOT_DIRECT_DEBIT = re.compile(
    r"(?:optez|choisissez|passez|souscri|possibilite|pouvez|souhaitez|demandez|pensez|vous ne beneficiez pas|facilitez|kies|kiezen|stap over|vraag|wenst|wil u|kunt u|mogelijkheid|"
    r"choose|would you like|you can|switch to|set up|why not|wahlen sie|mochten sie|konnen sie|aucune|geen|pas de|sans|not by|kein|niet via|ohne).{0,60}$"
)

CASH = re.compile(
    rf"\b{_PAID}(?: (?:en|in|par|met|by)) (?:especes|liquide|cash|contanten|contant|speciën|specien)\b|\b(?:contant|cash) (?:betaald|voldaan|paid|bezahlt)\b|\b(?:paid|betaald|paye|bezahlt) (?:cash|contant|comptant|bar)\b|\bbar (?:bezahlt|gezahlt)\b|\bbarzahlung\b"
    r"|\b(?:mode de paiement|moyen de paiement|betaalwijze|betaalmethode|betalingswijze|payment method|method of payment|zahlungsart|zahlungsweise|means of payment|mode de reglement|paiement|betaling|payment|zahlung) ?[:\t]? ?(?:especes|contant|cash|liquide|bar)\b"
    r"|\bdans nos caisses\b|\brecu en especes\b"
)
CASH_TENDER = re.compile(r"(?:^|\n)(?:especes|contant|cash|bar|liquide|contanten)\b[^a-z\n]*\d+[.,]\d{2}|\b(?:rendu|wisselgeld|terug|ruckgeld|change)\b[^a-z\n]*\d+[.,]\d{2}")

BANK = re.compile(
    r"\bvirement\b|\boverschrijving\b|\bbank transfer\b|\buberweis|\bwire\b|\bover te (?:schrijven|maken)\b|\ba verser\b|\bverser (?:le|ce) montant\b|\bte storten\b|\bop rekening(?:nummer)?\b|\bsur le compte\b|\bauf (?:das|unser) konto\b|\bto (?:our )?account\b"
)
