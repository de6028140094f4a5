"""Validates a finished file by the rules of its dialect, before it is published."""

from dataclasses import dataclass

from libs.ubl_schema import Dialect, Syntax
from libs.ubl_schema.official import Document, Violation, judge
from libs.ubl_schema.official.kinds import factur_x_kind, level_of


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
    """The result of validating an XML file by the rules of its dialect; CII by those of its level of Factur-X.

    Raises ``NotJudged`` when the rules cannot be run on it.
    """
    is_cii = dialect.syntax is Syntax.CII
    kind = factur_x_kind(level_of(dialect.customization_id) or "en16931") if is_cii else None
    judgement = judge(Document(content), kind)
    return ValidationResult(judgement.rule_sets, judgement.violations)
