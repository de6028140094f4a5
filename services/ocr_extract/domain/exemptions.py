"""Why a row has no VAT: the phrase on the paper, its EN 16931 category and its reason code (VATEX list)."""

import re
from dataclasses import dataclass

from contracts.fields import VatCategory

from .page import Pages

_PHRASES: tuple[tuple[VatCategory, str, str], ...] = (
    (
        VatCategory.INTRA_COMMUNITY,
        "VATEX-EU-IC",
        r"livraisons? intra-?communautaires?|intracommunautaire leveringen?|intra-?community suppl\w+|intra-?communautaire levering|"
        r"innergemeinschaftliche lieferung(?:en)?|39 ?bis|art(?:icle|ikel|\.)? ?138|262 ?ter|§ ?4 nr\. ?1 ?b|vrijgestelde intracommunautaire",
    ),
    (
        VatCategory.REVERSE_CHARGE,
        "VATEX-EU-AE",
        r"auto-?liquidation|autoliquidee?|cocontractant|medecontractant|btw verlegd|verlegging|verleggingsregeling|reverse charge|"
        r"steuerschuldnerschaft|report de perception|due par le (?:preneur|client|cocontractant)|art(?:icle|ikel|\.)? ?(?:194|196)\b|"
        r"art(?:icle|ikel|\.)? ?51,? ?§ ?2|art(?:icle|ikel|\.)? ?20,? .{0,25}n[r°o]\.? ?1|§ ?13 ?b|btw te voldoen door|283-2",
    ),
    (
        VatCategory.EXPORT,
        "VATEX-EU-G",
        r"exportations? hors|livraison a l'exportation|exonere.{0,30}exportation|39,? ?§ ?1|art(?:icle|ikel|\.)? ?146|export (?:outside|buiten)|"
        r"uitvoer buiten|vrijgesteld.{0,30}uitvoer|ausfuhrlieferung|262 ?i\b|zero[- ]rated export",
    ),
    (
        VatCategory.EXEMPT,
        "",
        r"franchise(?: de la taxe| de taxe| en base| des petites)|petites? entreprises?|kleine ondernemingen?|vrijstellingsregeling|kleineondernemersregeling|"
        r"kleinunternehmer|§ ?19 ?ustg|293 ?b|art(?:icle|ikel|\.)? ?44\b|art(?:icle|ikel|\.)? ?56 ?bis|art(?:icle|ikel|\.)? ?132|261|"
        r"exemptee? de (?:la )?t\.?v\.?a|exoneree?s? de (?:la )?t\.?v\.?a|vrijgesteld van btw|btw[- ]vrij|vat exempt|exempt from vat|steuerfrei|umsatzsteuerfrei|"
        r"non assujetti|niet btw-plichtig|exoneration|vrijstelling",
    ),
    (
        VatCategory.OUTSIDE_SCOPE,
        "VATEX-EU-O",
        r"hors champ|buiten het toepassingsgebied|niet onderworpen aan (?:de )?btw|non soumis a la t\.?v\.?a|outside the scope|not subject to vat|nicht steuerbar|nicht der umsatzsteuer",
    ),
)
_COMPILED = tuple((category, code, re.compile(rf"(?<![a-z0-9])(?:{text})")) for category, code, text in _PHRASES)


@dataclass(frozen=True)
class Exemption:
    """The category that a phrase stands for, the words around it as printed, and the code when the law names one."""

    category: VatCategory
    reason: str
    code: str | None


def find_exemption(pages: Pages) -> Exemption | None:
    """The first phrase by importance; conditions in small print after a slash or "if" are not told apart."""
    for category, code, pattern in _COMPILED:
        for line in pages.lines:
            match = pattern.search(line.folded)
            if match:
                return Exemption(category, _sentence(line.text, match.start(), match.end()), code or None)
    return None


def _sentence(text: str, start: int, end: int) -> str:
    """The cell's words around the phrase, at most 200 characters."""
    left, right = text.rfind("\t", 0, start) + 1, text.find("\t", end)
    whole = text[left : right if right >= 0 else len(text)].strip(" -*:.")
    return whole if len(whole) <= 200 else text[start:end]
