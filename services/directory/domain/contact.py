"""E-mail addresses and mobile numbers: which are accepted, and in which form they are kept."""

import re

from libs.refusal import Refusal
from services.directory.texts import Code

_EMAIL = re.compile(
    r"[^\s@<>()\[\]\\,;:\"\x00-\x1f\x7f]{1,64}@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]+", re.IGNORECASE
)
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_SEPARATORS = re.compile(r"[\s./()-]")


def check_email(email: str) -> None:
    """Raises Refusal when mail cannot be sent to this address."""
    local = email.partition("@")[0]
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
