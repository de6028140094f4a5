"""Finds the names of companies: which words can be one, and what is printed around them."""

import re
from collections.abc import Sequence

from services.ocr_extract.domain.fields.found import Found
from services.ocr_extract.domain.fields.labels import Label
from services.ocr_extract.domain.layout.page import Cell
from services.ocr_extract.domain.wording.companies import LEGAL_FORM, NOT_A_NAME, PLAIN_FORMS, STREET
from services.ocr_extract.domain.wording.roles import Role

FEWEST_INITIALS = 3
_ATTENTION = re.compile(
    r"^(?:t\.?a\.?v\.?|a l'attention|attn|attention|z\. ?hd|mr?\.|mme|m\. |service|dienst|afdeling|abteilung|c/o)\b"
)
_BEFORE_NAME = re.compile(
    r"^(?:(?:en )?(?:enerzijds|anderzijds)|(?:et )?d'(?:une|autre) part|entre|tussen|between|zwischen)[ ,:]+"
)
_AFTER_NAME = re.compile(
    r",? (?:au capital|ayant son siege|met (?:maatschappelijke )?zetel|dont le siege|having its|mit sitz)\b"
)


def name_before(parts: Sequence[Found[str]], labels: Sequence[Label], small: float) -> Found[str] | None:
    """The piece that is the name: the one with a legal form, else the first that is neither a label nor a person."""
    named = [name for name in (bare_part(part, labels) for part in parts) if name and looks_like_name(name)]
    with_form = [name for name in named if has_legal_form(name)]
    chosen = next(iter(with_form or named), None)
    if chosen is None:
        return None
    form = next((part for part in parts if _is_only_form(part) and _under(chosen, part)), None)
    if form is not None:
        return Found(f"{chosen.value} {form.value}", chosen.line, chosen.start, chosen.end)
    return _with_other_half(chosen, named, small)


def _is_only_form(part: Found[str]) -> bool:
    """Whether it is only a legal form: `NV` alone on a line, or the rest of `S.à` / `r.l.`"""
    folded = part.line.folded[part.start : part.end]
    return bool(LEGAL_FORM.fullmatch(folded)) or folded in ("r.l.", "r.l", "co. kg")


def _under(name: Found[str], part: Found[str]) -> bool:
    """Whether the piece is right under the name in the same type."""
    return abs(name.size - part.size) < 0.3 and 0 < part.box.y0 - name.box.y0 < 2 * name.size


def _with_other_half(chosen: Found[str], named: Sequence[Found[str]], small: float) -> Found[str]:
    """The name with its other half, when a long name is set on two lines of one size, larger than the address below."""
    halves = [
        name for name in named if abs(name.size - chosen.size) < 0.3 and abs(name.line.index - chosen.line.index) <= 1
    ]
    if len(halves) != 2 or chosen not in halves or chosen.size < 1.2 * small:
        return chosen
    first, second = sorted(halves, key=lambda half: half.line.index)
    if first.line is second.line or (has_legal_form(first) and has_legal_form(second) and not _only_form(second)):
        return chosen
    return Found(f"{first.value} {second.value}", first.line, first.start, first.end)


def joined_by_initials(above: Cell, name: Found[str]) -> Found[str]:
    """`MVM Musterhafter` over `Versicherungsverein Musterstadt`: the first word is the initials of those after it."""
    first, *rest = above.text.split() or [""]
    initials = "".join(word[0] for word in [*rest, *name.value.split()] if word[0].isupper())
    if not (rest and len(first) >= FEWEST_INITIALS and first.isupper() and initials.startswith(first)):
        return name
    return Found(f"{above.text} {name.value}", above.line, above.start, above.end)


def _only_form(part: Found[str]) -> bool:
    """Whether it is nothing but a legal form, as `GmbH & Co. KG` alone on a line."""
    folded = LEGAL_FORM.sub(" ", part.line.folded[part.start : part.end])
    return not re.search(r"[a-z]{3}", folded)


def bare_part(part: Found[str], labels: Sequence[Label]) -> Found[str] | None:
    """A piece without the label before it and without the phrases that contracts and foot lines put around a name."""
    found = _without_label(part, labels)
    if found is None:
        return None
    folded = found.line.folded[found.start : found.end]
    before, after = _BEFORE_NAME.match(folded), _AFTER_NAME.search(folded)
    start = before.end() if before else 0
    end = after.start() if after and after.start() > start else len(folded)
    if (start, end) == (0, len(folded)):
        return found
    return Found(found.value[start:end], found.line, found.start + start, found.start + end)


def _without_label(part: Found[str], labels: Sequence[Label]) -> Found[str] | None:
    """`Client : Dupont SA` without its label; None when nothing but the label is there."""
    for label in labels:
        if label.line.index == part.line.index and label.start == part.start and label.end <= part.end:
            rest = part.line.text[label.end : part.end]
            if label.role not in (Role.BUYER, Role.SELLER) or not re.match(r"\s*(?::|$)", rest):
                continue
            bare = rest.strip(" :.-")
            if not bare:
                return None
            start = label.end + rest.index(bare)
            return Found(bare, part.line, start, start + len(bare))
    return part


def looks_like_name(part: Found[str]) -> bool:
    """Whether these words can be the name of a company or a person."""
    folded = part.line.folded[part.start : part.end]
    letters = sum(character.isalpha() for character in folded)
    digits = sum(character.isdigit() for character in folded)
    if not 3 <= letters <= 60 or digits > letters or "@" in folded or _ATTENTION.match(folded) or "%" in folded:
        return False
    if re.search(
        r"\b(?:www\.|https?:)|\.(?:be|fr|nl|de|com|lu|eu)\b(?! ?(?:sa|nv|bv|srl|b\.v))", folded
    ) and not has_legal_form(part):
        return False
    if STREET.search(folded) and digits and not has_legal_form(part):
        return False
    return not NOT_A_NAME.search(folded) or (has_legal_form(part) and len(folded) < 45 and ":" not in folded)


def has_legal_form(part: Found[str]) -> bool:
    """Whether it has a legal form with a name of at least two letters beside it; the KG of `25 kg` is none."""
    folded = part.line.folded[part.start : part.end]
    for match in LEGAL_FORM.finditer(folded):
        printed = part.line.text[part.start + match.start() : part.start + match.end()]
        rest = (folded[: match.start()] + folded[match.end() :]).strip()
        if (printed != printed.lower() or match[0] in PLAIN_FORMS) and sum(map(str.isalpha, rest)) >= 2:
            return True
    return False
