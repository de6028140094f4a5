"""Checks the values of an e-invoice one by one; a value that breaks a rule is left out, with a warning."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter, ValidationError

from contracts import values
from contracts.fields import VatCategory
from contracts.reason import Reason
from libs.reasons.reading import ReadingReason

AMOUNT: TypeAdapter[Any] = TypeAdapter(values.Amount)
NUMBER: TypeAdapter[Any] = TypeAdapter(values.Number)
VAT: TypeAdapter[Any] = TypeAdapter(values.VatNumber)
IBAN: TypeAdapter[Any] = TypeAdapter(values.Iban)
BIC: TypeAdapter[Any] = TypeAdapter(values.Bic)
OGM: TypeAdapter[Any] = TypeAdapter(values.StructuredCommunication)
RF: TypeAdapter[Any] = TypeAdapter(values.CreditorReference)
CURRENCY: TypeAdapter[Any] = TypeAdapter(values.Currency)
COUNTRY: TypeAdapter[Any] = TypeAdapter(values.CountryCode)


@dataclass
class Checks:
    """Collects the warnings for values that were left out, by their term in EN 16931."""

    warnings: list[Reason] = field(default_factory=list)

    def kept(self, rule: TypeAdapter[Any], value: object, term: str) -> Any:
        """The value when it passes the rule; else None, and a warning is added."""
        if value is None:
            return None
        try:
            return rule.validate_python(value)
        except ValidationError:
            self._left_out(term)
            return None

    def stated(self, rule: TypeAdapter[Any], value: object, term: str) -> Any:
        """The same, and a value that is absent is told like one that breaks the rule."""
        if value is None:
            self._left_out(term)
            return None
        return self.kept(rule, value, term)

    def category(self, code: str | None, term: str) -> VatCategory | None:
        """The VAT category of a code; else None, and a warning is added."""
        try:
            return VatCategory(code or "")
        except ValueError:
            self._left_out(term)
            return None

    def _left_out(self, term: str) -> None:
        self.warnings.append(Reason(code=ReadingReason.INVALID_VALUE, params={"term": term}))
