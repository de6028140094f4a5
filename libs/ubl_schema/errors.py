"""What can be wrong with a file, and the place in it: one error per cause, so that a caller can distinguish them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the file: line and column count from one, as an editor shows them."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"line {self.line}, column {self.column}"


class UblError(Exception):
    """The base of all errors of this library."""


class UnreadableFile(UblError):
    """The file cannot be read as an invoice. ``place`` is where the problem is."""

    def __init__(self, reason: str, place: Place) -> None:
        super().__init__(f"{reason} ({place})")
        self.reason = reason
        self.place = place

    def __reduce__(self) -> tuple[type[UnreadableFile], tuple[str, Place]]:
        """Pickled with its parts, so that a pool of processes can hand it over."""
        return type(self), (self.reason, self.place)


class Malformed(UnreadableFile):
    """Not well-formed XML, or cut off."""


class Forbidden(UnreadableFile):
    """A document type declaration: never needed in an invoice, and a means of entity attacks."""


class TooLarge(UnreadableFile):
    """Over one of the limits: bytes, depth, elements, or the length of one text."""


class NotAnInvoice(UnreadableFile):
    """Well-formed XML whose root is neither a UBL invoice or credit note nor a CII invoice."""


class NoEmbeddedInvoice(UblError):
    """A PDF without an invoice file inside."""


class UnreadablePdf(UblError):
    """A PDF that cannot be opened: damaged, or protected by a password."""
