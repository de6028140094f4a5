"""What the reader of e-invoices noticed, as warnings for users."""

from collections.abc import Iterable

from contracts.reason import Reason
from libs.reasons.reading import ReadingReason
from libs.ubl_schema import WarningCode
from libs.ubl_schema.binding.session import ReadingWarning

SAID = {
    WarningCode.ABSENT: ReadingReason.TYPE_NOT_STATED,
    WarningCode.UNREADABLE: ReadingReason.INVALID_VALUE,
    WarningCode.UNEXPECTED: ReadingReason.INVALID_VALUE,
    WarningCode.REPEATED: ReadingReason.VALUE_REPEATED,
    WarningCode.CURRENCY: ReadingReason.OTHER_CURRENCY,
    WarningCode.INCOMPLETE: ReadingReason.PART_INCOMPLETE,
    WarningCode.MEDIA_TYPE: ReadingReason.ATTACHMENT_NOT_ALLOWED,
    WarningCode.NEGATIVE_INVOICE: ReadingReason.NEGATIVE_INVOICE,
    WarningCode.SCHEMA: ReadingReason.SCHEMA_NOT_MET,
}
NOT_SAID = frozenset({WarningCode.FILENAME, WarningCode.NOT_VALIDATED})
"""A path before the name of an attachment changes nothing of the invoice, and a schema that is not installed is the
operator's affair."""


def warnings_of(noticed: Iterable[ReadingWarning]) -> list[Reason]:
    """A warning for each thing that a user can check, with its term of EN 16931."""
    return [Reason(code=SAID[each.code], params={"term": each.term}) for each in noticed if each.code in SAID]
