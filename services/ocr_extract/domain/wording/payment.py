"""Words for how a document was or will be paid."""

from services.ocr_extract.domain.wording.phrases import any_of

_CARD = (
    r"(?:carte(?: bancaire| bleue| de credit| de debit)?|bancontact|mister cash|visa|master ?card|maestro|amex|"
    r"american express|payconiq|kredietkaart|bankkaart|debetkaart|betaalkaart|kaart|credit ?card|debit card|card|"
    r"kreditkarte|ec-?karte|girocard|karte|ideal|paypal|apple pay|google pay|cb|wero|pin(?:pas)?)"
)
_PAID = (
    r"(?:payee?|paiement|reglee?|reglement|acquittee?|betaald|voldaan|betaling|paid|settled|payment|bezahlt|gezahlt|"
    r"zahlung|beglichen|encaisse|recu|ontvangen|received|erhalten)"
)
_WAY = (
    r"(?:mode de (?:paiement|reglement)|moyen de paiement|betaalwijze|betaalmethode|betalingswijze|payment method|"
    r"method of payment|means of payment|zahlungsart|zahlungsweise|paiement|betaling|payment|zahlung|reglement)"
)
_WHEN = r"(?: (?:effectuee?|le|op|on|am|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|uw|votre|your))*"
_BY = r" ?(?:par|via|avec|met|door|by|with|mit|per|en|:|-) ?(?:(?:votre|une|un|uw|een|your|a|ihrer) )?"

PAID_BY_CARD = any_of(
    rf"""
    {_PAID}{_WHEN}{_BY}{_CARD}; {_CARD} ?(?:payment|betaling|betaald|zahlung|payee?); par {_CARD} le;
    kaartbetaling; kartenzahlung; paiement carte;
    (?:charged to|debited from|taken from|porte au debit de|debite (?:de|sur)|aangerekend op|afgerekend (?:met|via)|
        abgebucht von|belastet) (?:(?:votre|uw|your|ihrer|la|de|the) )?{_CARD};
    (?:reeds|deja|already|bereits) {_PAID}.{{0,30}}{_CARD};
    (?:par|via|avec|met|per|by|mit) (?:(?:votre|uw|your|ihrer) )?{_CARD} {_PAID}; {_WAY} ?[:\t]? ?{_CARD};
    {_CARD} .{{0,12}}(?:\*{{2,}}|x{{4,}}|•{{2,}}|[x*]+ ?\d{{4}})
    """,
    after=r"(?![a-z])",
)
CARD_TENDER = any_of(rf"{_CARD}(?![a-z])[^a-z]*\d+[.,]\d{{2}}", before=r"^", after="")
"""Payment by card on a till receipt: the name of a card at the start of a line, followed by the amount."""

DIRECT_DEBIT = any_of(
    r"""
    domicilia?tion; domicilie[re]ing; domiciliering; gedomicilieerd; gedomicilieerde; domicilie;
    avis de prelevement; sera (?:automatiquement )?preleve; prelevement (?:automatique|sepa|bancaire|europeen);
    preleve sur votre compte; automatische incasso; sepa[- ]?incasso; via incasso; per incasso; direct debit;
    (?:sepa[- ]?)?[a-z]*lastschrift[a-z]*; bankeinzug;
    wird (?:am .{0,25})?(?:von ihrem konto )?(?:abgebucht|eingezogen); einzug;
    wordt .{0,40}(?:afgehouden|afgeschreven|afgehaald|geincasseerd|geind);
    zal (?:automatisch )?(?:worden )?(?:afgehouden|afgeschreven|geincasseerd|geind);
    will be (?:debited|collected|taken) (?:from|by); buchen wir; ziehen wir
    """,
    after=r"(?![a-z])",
)
NOT_DIRECT_DEBIT = any_of(
    r"""
    im falle (?:einer|von); falls; im fall einer; bei (?:einer )?(?=ruck); en cas de; in geval van; in case of; ruck;
    erteilen; wurden wir;
    optez; choisissez; passez; souscri[a-z]*; possibilite; pouvez; souhaitez; demandez; pensez; facilitez; kies;
    kiezen; stap over; vraag; wenst; wil u; kunt u; u kunt; kan u; u kan; mogelijkheid; choose; would you like;
    you can; switch to; set up; why not; wahlen sie; mochten sie; konnen sie; aucune; geen; pas de; sans; not by;
    kein; niet via; ohne
    """,
    after=r".{0,60}$",
)
"""Words before "direct debit" by which it is only offered."""

CASH = any_of(
    rf"""
    {_PAID}{_WHEN} (?:en|in|par|met|by) (?:especes|liquide|cash|contanten|contant|specien); dans nos caisses;
    (?:contant|cash) (?:betaald|voldaan|paid|bezahlt);
    (?:paid|betaald|payee?|bezahlt) (?:cash|contant|comptant|bar); bar (?:bezahlt|gezahlt|erhalten); barzahlung;
    (?:in bar|in contanten|en especes|in cash) {_PAID}; recu en especes;
    {_WAY} ?[:\t]? ?(?:especes|contant|cash|liquide|bar)
    """,
    after=r"(?![a-z])",
)
CASH_TENDER = any_of(
    r"""
    ^(?:especes|contant|cash|bar|liquide|contanten)(?![a-z])[^a-z]*\d+[.,]\d{2};
    \b(?:rendu|wisselgeld|terug|ruckgeld|change)(?![a-z])[^a-z]*\d+[.,]\d{2}
    """,
    before="",
    after="",
)

BANK_STATED = any_of(
    rf"{_WAY}(?:sform)? ?[:\t]? ?(?:bank)?(?:uberweisung|virement|overschrijving|transfer); "
    r"zahlungsform ?[:\t]? ?(?:bank)?uberweisung; (?:par|per|via) (?:virement|overschrijving|bankuberweisung)"
)
"""Bank transfer as the way of payment that a paper states, not as one of several."""
OTHER_WAY = any_of(
    r"""
    virement; cheque; especes; domiciliation; prelevement; overschrijving; contant; cash; domiciliering; transfer;
    uberweisung; lastschrift; bar; bankoverschrijving
    """
)
OFFERED = any_of(
    r"""
    possibilite; pouvez; au choix; kunt u; kan u; mogelijk; keuze; you can; we accept; accepted; konnen sie; moglich;
    acceptons; acceptees?; aanvaard(?:en)?; akzeptier[a-z]*; modes; moyens; betaalwijzen; methods
    """
)
"""Words by which a way of payment is only one that the seller takes."""
BANK = any_of(
    r"""
    virement; overschrijving; bank transfer; uberweis[a-z]*; wire; over te (?:schrijven|maken); a verser;
    te storten; verser (?:le|ce) montant; op rekening(?:nummer)?; sur le compte; auf (?:das|unser) konto;
    to (?:our )?account
    """
)
