"""Words for payment terms."""

import re

from services.ocr_extract.domain.wording.phrases import any_of

_DAYS = r"(?:jours?|jrs?|j|dagen|dag|d|days?|tagen?|tage)"
_QUALIFIED = r"(?: (?:calendrier|kalender|calendar|date de facture|na factuurdatum|netto|net|nets))*"
_MONTH_END = r"(?:fin(?: de| du)? mois|eind(?:e)?(?: van de)?(?: maand)?|end of month|eom|zum monatsende|monatsende)"
_END = r"(?:fin de mois|fin du mois|eind(?:e)? (?:van de )?maand|end of (?:the )?month|eom|monatsende)"
_AFTER_END = (
    r"(?:apres (?:la )?fin (?:de|du) mois|na (?:het )?einde (?:van de )?maand|after (?:the )?end of (?:the )?month|"
    r"nach monatsende)"
)

TERM = re.compile(rf"(?P<days>\d{{1,3}}) ?{_DAYS}{_QUALIFIED}(?P<end>,? ?{_MONTH_END})?(?![a-z])")
MONTH_PLUS = re.compile(
    rf"{_END} ?(?:\+|plus) ?(?P<days>\d{{1,2}}) ?{_DAYS}\b|(?P<after>\d{{1,2}}) ?{_DAYS} {_AFTER_END}"
)
"""Terms that are counted from the end of the month of the invoice."""
END_OF_MONTH = re.compile(
    rf"(?:paiement|payable|betaling|betaalbaar|zahlbar|payment|echeance|vervaldag).{{0,25}}\b(?:{_END})"
)
PAYMENT = any_of(
    r"""
    date de facture; factuurdatum; rechnungsdatum; invoice date; pai?e; paye; regl; echeance; conditions; solde;
    delai; virement; betal; betaal; voldoen; voldaan; vervalt; termijn; voorwaarde; overschrijv; payment; pay\b;
    payable; due; terms; net\b; zahl; fallig; ziel; uberweis; netto
    """,
    before="",
    after="",
)
OTHER_TERM = any_of(
    r"""
    skonto; escompte; discount; korting; remise; rabatt; contest; reclam; klacht; protest; beanstand; complaint;
    retour; return; garant; retract; herroep; interet; rente; interest; rappel; aanmaning; mahn; zinsen; verzug;
    retard; late\b; laattijdig; preavis; opzeg; notice; voyage; reis
    """,
    before="",
    after="",
)
"""Words by which a number of days is not the payment term."""
UNTIL = re.compile(r",? ?\(?(?:netto )?(?:bis|tot|d\.?i\.?|soit(?: le)?|jusqu'au|until|by)(?: (?:zum|op|den|the))? ")
"""Between a term and the date that states the same."""
COLLECTED = re.compile(
    r"\b(?:(?:ab)?gebucht|eingezogen|prelevee?|debitee?|geind|geinde|afgeschreven|gedomicilieerd|"
    r"(?:debited|collected|taken) from)\b"
)
ON = re.compile(r"\b(?:am|zum|le|au|op|on|den)[ \t]$")
"""A direct debit, and the word before its day: `wird am 20.03.2026 von Ihrem Konto eingezogen`."""
AT_ONCE = re.compile(
    r"(?:payable|paiement|payment|betaling|betaalbaar|conditions? de paiement|betalingsvoorwaarden|payment terms|"
    r"zahlbar|zahlung)[ :]{1,3}(?:au )?(?:comptant|a (?:la )?reception|contant|bij ontvangst|upon receipt|on receipt|"
    r"due on receipt|sofort|bei erhalt|immediate(?:ly)?)"
)
