"""Validates a finished file by the rules of its dialect, before it is published."""

from dataclasses import dataclass, replace

from libs.ubl_schema import UBLBE, Dialect, Syntax
from libs.ubl_schema.official import Violation, validate_cii, validate_ubl
from services.ubl_render.checks import efff

UBL_RULES = ("UBL-2.1-XSD", "EN16931")
CII_RULES = ("Factur-X-XSD", "Factur-X-Schematron")
UBLBE_RULES = ("UBL-2.1-XSD", "EN16931-without-BR-CL-22")
"""UBL.BE has its own exemption codes (BETE-...), which the European list of BR-CL-22 does not know."""
EFFF_RULES = ("UBL-2.1-XSD", "e-FFF-1.0-own")
"""e-FFF does not claim EN 16931 and has no official rules available: the schema, and our own assertions."""


@dataclass(frozen=True)
class ValidationResult:
    """The rules that ran, and their violations."""

    rule_sets: tuple[str, ...]
    violations: tuple[Violation, ...]

    @property
    def fatal(self) -> tuple[Violation, ...]:
        """The violations that make the file invalid."""
        return tuple(violation for violation in self.violations if violation.is_fatal)

    @property
    def warnings(self) -> tuple[Violation, ...]:
        """The violations that are allowed."""
        return tuple(violation for violation in self.violations if not violation.is_fatal)


def validate(content: bytes, dialect: Dialect) -> ValidationResult:
    """The result of validating an XML file by the rules of its dialect."""
    if dialect.syntax is Syntax.CII:
        return ValidationResult(CII_RULES, tuple(validate_cii(content)))
    if dialect.is_ubl_2_0:
        schema = [violation for violation in validate_ubl(content) if violation.rule == "XSD"]
        return ValidationResult(EFFF_RULES, tuple(schema or efff.violations(content)))
    if dialect is UBLBE:
        return ValidationResult(UBLBE_RULES, tuple(_as_ubl_be_has_it(found) for found in validate_ubl(content)))
    return ValidationResult(UBL_RULES, tuple(validate_ubl(content)))


def _as_ubl_be_has_it(violation: Violation) -> Violation:
    return replace(violation, flag="warning") if violation.rule == "BR-CL-22" else violation
