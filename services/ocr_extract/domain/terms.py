"""Payment terms: `30 jours fin de mois`, `binnen 14 dagen na factuurdatum`, `zahlbar innerhalb 30 Tagen`, `comptant`."""

import calendar
import re
from datetime import date, timedelta

from services.ocr_extract.domain.found import Found
from services.ocr_extract.domain.page import Line, Pages

_DAYS = r"(?:jours?|jrs?|j|dagen|dag|d|days?|tagen?|tage)"
_TERM = re.compile(
    rf"(?P<days>\d{{1,3}}) ?{_DAYS}(?: (?:calendrier|kalender|calendar|date de facture|na factuurdatum|netto|net|nets))*"
    rf"(?P<end>,? ?(?:fin(?: de| du)? mois|eind(?:e)?(?: van de)?(?: maand)?|end of month|eom|zum monatsende|monatsende))?(?![a-z])"
)
_END_OF_MONTH = re.compile(
    r"(?:paiement|payable|betaling|betaalbaar|zahlbar|payment|echeance|vervaldag).{0,25}\b(?:fin de mois|einde maand|end of (?:the )?month|monatsende)"
)
_PAYMENT = re.compile(
    r"pai?e|paye|regl|echeance|conditions|solde|delai|virement|betal|voldoen|voldaan|vervalt|termijn|voorwaarde|overschrijv|"
    r"payment|pay\b|payable|due|terms|net\b|zahl|fallig|ziel|uberweis|netto"
)
_NOT_A_TERM = re.compile(
    r"skonto|escompte|discount|korting|remise|rabatt|contest|reclam|klacht|protest|beanstand|complaint|retour|return|garant|"
    r"retract|herroep|interet|rente|interest|rappel|aanmaning|mahn|zinsen|verzug|retard|late\b|laattijdig|preavis|opzeg|notice|voyage|reis"
)
_AT_ONCE = re.compile(
    r"(?:payable|paiement|payment|betaling|betaalbaar|conditions? de paiement|betalingsvoorwaarden|payment terms|zahlbar|zahlung)[ :]{1,3}"
    r"(?:au )?(?:comptant|a (?:la )?reception|contant|bij ontvangst|upon receipt|on receipt|due on receipt|sofort|bei erhalt|immediate(?:ly)?)"
)


def due_by_terms(pages: Pages, issued: date) -> Found[date] | None:
    """The due date that follows from the printed terms; None when there are none or they disagree."""
    found = [term for line in pages.lines for term in _terms_of(line, issued)]
    if len({term.value for term in found}) != 1:
        return None
    return found[0]


def _terms_of(line: Line, issued: date) -> list[Found[date]]:
    found = []
    for match in _TERM.finditer(line.folded):
        around = line.folded[max(0, match.start() - 60) : match.end() + 25]
        clause = _clause(line.folded, match.start(), match.end())
        if not _PAYMENT.search(around) or _NOT_A_TERM.search(clause) or int(match["days"]) > 120:
            continue
        due = issued + timedelta(days=int(match["days"]))
        found.append(Found(end_of_month(due) if match["end"] else due, line, match.start(), match.end()))
    if not found:
        month = _END_OF_MONTH.search(line.folded)
        at_once = _AT_ONCE.search(line.folded)
        if month:
            found.append(Found(end_of_month(issued), line, month.start(), month.end()))
        elif at_once:
            found.append(Found(issued, line, at_once.start(), at_once.end()))
    return found


def _clause(text: str, start: int, end: int) -> str:
    """The part of the sentence between commas and stops: `2 % escompte a 8 jours` says nothing of the 30 days after it."""
    left = max(text.rfind(mark, 0, start) for mark in (",", ";", ". ", "\t")) + 1
    rights = [at for at in (text.find(mark, end) for mark in (",", ";", ". ", "\t")) if at >= 0]
    return text[left : min(rights, default=len(text))]


def end_of_month(day: date) -> date:
    """The last day of the month: `fin de mois` counts from the date after the days, as in commercial practice."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
