"""Where a supplier has been paid so far: a bank account never seen before is the commonest invoice fraud."""

from collections.abc import Collection

from contracts.fields import DocumentFields, Reason, value_of
from libs.reasons.reconciliation import ReconciliationReason


def payee_warnings(fields: DocumentFields, known: Collection[str]) -> tuple[Reason, ...]:
    """A warning when a supplier whose accounts we know asks to be paid on another one.

    It holds nothing up: suppliers do change their bank. Both accounts are shown to whoever looks at the document.
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
