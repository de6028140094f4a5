"""The bank accounts of a seller: an unknown one is the most common invoice fraud."""

from collections.abc import Collection

from contracts.fields import DocumentFields, value_of
from contracts.reason import Reason
from libs.reasons.reconciliation import ReconciliationReason


def payee_warnings(fields: DocumentFields, known: Collection[str]) -> tuple[Reason, ...]:
    """A warning when a seller whose accounts are known asks to be paid on another one.

    It does not stop the release: sellers do change their bank. The document shows both accounts.
    """
    iban = value_of(fields.iban)
    if iban is None or not known or iban in known:
        return ()
    return (
        Reason(
            code=ReconciliationReason.IBAN_IS_NEW,
            field="iban",
            params={"iban": iban, "known": ", ".join(sorted(known))},
        ),
    )
