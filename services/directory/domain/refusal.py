"""Why a change is not accepted, before anybody has turned it into words."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Refusal:
    """A stable code and the values that its text names."""

    code: str
    params: dict[str, str] = field(default_factory=dict)
