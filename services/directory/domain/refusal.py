"""Why a rule refuses a change, as a code."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """A stable code, and the values for the placeholders of its text."""

    code: str
    params: dict[str, str] = field(default_factory=dict)
