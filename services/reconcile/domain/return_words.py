"""The words and codes by which a bank says that a payment came back."""

import re

from .names import plain

_WORDS = re.compile(
    r"(?<![A-Z])(?:RETOUR|RETOURNEE?|RETURN|RETURNED|REJET|REJETEE?|REFUS|REFUSEE?|IMPAYEE?|ONBETAALD|GEWEIGERD|REJECTED"
    r"|UNPAID|CHARGEBACK|STORNO|R-TRANSACTI\w+)(?![A-Z])"
    r"|(?<![A-Z])(?:REFUND|REVERSAL|REMBOURSEMENT|TERUGBETALING)(?: [A-Z]+){0,3}"
    r" (?:DIRECT DEBIT|DOMICILI\w*|INCASSO|SDD)(?![A-Z])"
    r"|(?<![A-Z0-9])(?:AC0[1346]|AG0[12]|AM0[459]|BE0[45]|CNOR|DNOR|FF05|MD0[1-7]|MS0[23]|RC01|RR0[1-4]|SL01)(?![A-Z0-9])"
)
"""What banks write of a return in three languages, and the reason codes of ISO 20022."""


def says_return(text: str | None) -> bool:
    """Whether a communication says that a payment came back."""
    return bool(_WORDS.search(plain(text or "").upper()))
