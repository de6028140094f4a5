"""References that a payer typed into free text: structured communications (OGM/VCS) and ISO 11649 references.

Banks mark a reference only where the payer's bank asked for it in a field of its own; about one payer in six types it
as text. A reference counts when its check digits are right, in whatever writing: `+++090/9337/55493+++`,
`***090/9337/55493***`, `090/9337/55493`, `090 9337 55493`, `090933755493`, `RF18 5390 0754 7034`.
"""

import re
from typing import Final

from stdnum import iso11649
from stdnum.be import ogm_vcs

LONGEST_TEXT: Final = 5_000
"""Characters that are looked at: more than any bank carries."""

_OGM: Final = re.compile(r"(?<!\w)(\d{3}) ?([/.-]?) ?(\d{4}) ?\2 ?(\d{5})(?!\w)")
_RF: Final = re.compile(r"(?<!\w)RF\d\d(?: ?[A-Z0-9]{1,4}){1,6}(?!\w)")


def structured_communications(text: str | None) -> tuple[str, ...]:
    """The twelve digits of each structured communication in a text, in order, each once."""
    found = ("".join((m[1], m[3], m[4])) for m in _OGM.finditer((text or "")[:LONGEST_TEXT]))
    return tuple(dict.fromkeys(digits for digits in found if ogm_vcs.is_valid(digits)))


def creditor_references(text: str | None) -> tuple[str, ...]:
    """Each ISO 11649 reference in a text, in order, each once. A word behind it that is none of it is left out."""
    found = (_longest_reference(m[0]) for m in _RF.finditer((text or "")[:LONGEST_TEXT].upper()))
    return tuple(dict.fromkeys(reference for reference in found if reference))


def _longest_reference(text: str) -> str | None:
    groups = text.split()
    for last in range(len(groups), 0, -1):
        reference = "".join(groups[:last])
        if iso11649.is_valid(reference):
            return reference
    return None
