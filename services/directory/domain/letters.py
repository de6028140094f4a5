"""What the directory writes to users: the kinds of letters, how often one is tried, and how often one may be sent."""

import hashlib
import re
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Letter(StrEnum):
    """Why a user gets a mail. `asked`: they, or somebody who knows their address, wanted it."""

    UNLOCK = "unlock"
    UNLOCK_ASKED = "unlock_asked"
    INVITED = "invited"
    EMAIL_PROOF = "email_proof"
    EMAIL_CHANGED = "email_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of letter, no secret
    NEW_SIGN_IN = "new_sign_in"


A_DAY: Final = timedelta(days=1)
CODE_LASTS: Final = timedelta(minutes=30)
"""How long a code in a mail may be used."""

UNLOCKS: Final = (Letter.UNLOCK, Letter.UNLOCK_ASKED)
MOST_A_DAY: Final = {Letter.UNLOCK: 1, Letter.UNLOCK_ASKED: 3, Letter.INVITED: 5, Letter.EMAIL_PROOF: 5}
"""So many letters of a kind that others cause one user is written a day, whatever strangers do."""

TRIES: Final = 10
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)


def pause_after(tries: int) -> timedelta | None:
    """How long a letter waits after so many tries; None when it is given up, some three hours after the first."""
    if tries >= TRIES:
        return None
    doublings: int = 2 ** max(tries - 1, 0)
    return min(_FIRST_PAUSE * doublings, _LONGEST_PAUSE)


def code_hash(code: str) -> bytes:
    """What is kept of a code: 256 random bits need no salt, and the table alone opens nothing."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()


def quoted_name(name: str) -> str:
    """The name of a company as a letter tells it: nothing in it looks like a link or a sentence of ours."""
    plain = re.sub(r"[^\w &'’().,+-]", " ", name)
    return " ".join(re.sub(r"\.(?=\w)", ". ", plain).split())[:80]
