"""E-mail addresses and mobile numbers: which are accepted, and in which form they are kept."""

import re
import unicodedata

from libs.refusal import Refusal
from services.directory.texts import Code

_EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@"
    r"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]+"
)
"""Letters of the domain are those of ASCII alone: a pattern that ignores case takes a long s for an s."""
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_SEPARATORS = re.compile(r"[\s./()-]")


def check_email(email: str) -> None:
    """Raises Refusal when mail cannot be sent to this address, or it looks and works like another one.

    Signs that stand for letters (a Kelvin sign, wide letters, ligatures) become those letters on the way, so that two
    accounts would have one mailbox.
    """
    local = email.partition("@")[0]
    if unicodedata.normalize("NFKC", email) != email:
        raise Refusal(Code.EMAIL_INVALID)
    if len(email) > 254 or not _EMAIL.fullmatch(email) or local.startswith(".") or local.endswith(".") or ".." in local:
        raise Refusal(Code.EMAIL_INVALID)


def email_key(email: str) -> str:
    """The form in which an address must be unique. Case is ignored; `name+b@` and `name@` are two addresses."""
    return email.strip().lower()


def e164(mobile: str) -> str | None:
    """The number as +32470123456, or None when it has no country code or a wrong length."""
    compact = _SEPARATORS.sub("", mobile)
    if compact.startswith("00"):
        compact = "+" + compact[2:]
    return compact if _E164.fullmatch(compact) else None
