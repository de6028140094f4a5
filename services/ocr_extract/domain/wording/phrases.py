"""The notation of the word lists: phrases separated by semicolons, each a small pattern over folded text.

In phrases of labels a space is any short separator, `{no}` any way to write "number", `{vat}` any name of the tax,
and `{invoice}`, `{credit}`, `{document}` any name of these documents. A line may be broken after a bar or at a space.
"""

import re
from dataclasses import dataclass
from typing import Self

_NAMES = {
    "{no}": r"(?:n°|no|nr|nos?|num|numero|nummer|number|nb|#|№|id)",
    "{vat}": r"(?:t\.?v\.?a|b\.?t\.?w|v\.?a\.?t|mwst|m\.w\.st|mehrwertsteuer|ust|u\.st|umsatzsteuer|tax)",
    "{invoice}": (
        r"(?:facture|[a-z]*factuur|invoice|[a-z]*rechnung|faktuur|ereloonnota|ereloonstaat|note d'honoraires|"
        r"etat (?:de frais et )?(?:d')?honoraires|staat van (?:kosten en )?ereloon|bill)"
    ),
    "{credit}": (
        r"(?:note de credit|(?:credit|krediet) ?nota|credit note|creditfactuur|gutschrift|avoir|facture d'avoir|"
        r"rechnungskorrektur|n\.c)"
    ),
    "{document}": r"(?:do[ck](?:ument)?|piece|pce|belegs?|(?:boek)?stuk|ticket|bon|kassabon|kasticket|recu|receipt)",
}


def phrases(text: str) -> tuple[str, ...]:
    """The single phrases of a text, with placeholders like `{vat}` filled in."""
    for name, pattern in _NAMES.items():
        text = text.replace(name, pattern)
    joined = re.sub(r"\s*\n\s*", " ", re.sub(r"\|\s*\n\s*", "|", text))
    return tuple(phrase.strip() for phrase in joined.split(";") if phrase.strip())


def any_of(text: str, *, before: str = r"\b", after: str = r"\b") -> re.Pattern[str]:
    """One pattern for all phrases of a text, longest first, with the patterns required before and after them."""
    ordered = sorted(phrases(text), key=len, reverse=True)
    return re.compile(f"{before}(?:{'|'.join(ordered)}){after}")


@dataclass(frozen=True)
class Phrases:
    """The phrases of one role in all languages, because a Dutch invoice may well say "invoice date".

    `strong` phrases are unambiguous; `weak` ones mean little by themselves and lose against any other label.
    """

    strong: tuple[str, ...]
    weak: tuple[str, ...] = ()

    @classmethod
    def of(cls, strong: str, weak: str = "") -> Self:
        """The phrases of two texts (see `phrases`)."""
        return cls(phrases(strong), phrases(weak))
