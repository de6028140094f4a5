"""What the directory writes to users: the kinds of letters, how often one is tried, and how often one may be sent."""

import hashlib
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Letter(StrEnum):
    """Why a user gets a mail. `asked`: they, or somebody who knows their address, wanted it."""

    UNLOCK = "unlock"
    UNLOCK_ASKED = "unlock_asked"
    EMAIL_CHANGED = "email_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - a kind of letter, no secret
    NEW_SIGN_IN = "new_sign_in"


A_DAY: Final = timedelta(days=1)
TOKEN_LASTS: Final = timedelta(minutes=30)
"""How long a code in a mail may be used."""

UNLOCKS_A_DAY: Final = {Letter.UNLOCK: 1, Letter.UNLOCK_ASKED: 3}
"""So many letters of each kind reach one user a day, whatever strangers do."""

TRIES: Final = 10
_FIRST_PAUSE: Final = timedelta(seconds=30)
_LONGEST_PAUSE: Final = timedelta(hours=1)


def pause_after(tries: int) -> timedelta | None:
    """How long a letter waits after so many tries; None when it is given up, some three hours after the first."""
    if tries >= TRIES:
        return None
    doublings: int = 2 ** max(tries - 1, 0)
    return min(_FIRST_PAUSE * doublings, _LONGEST_PAUSE)


def token_hash(code: str) -> bytes:
    """What is kept of a code: 256 random bits need no salt, and the table alone opens nothing."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).digest()
