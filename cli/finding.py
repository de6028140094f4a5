"""The result of one check of `serein doctor`."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Finding:
    """The result of one check. `is_needed` is false for what only some users need, or what only makes it slower.

    `for_developers` is what nobody needs who only runs Serein.
    """

    what: str
    is_well: bool
    is_needed: bool
    found: str
    remedy: str = ""
    for_developers: bool = False

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON for scripts."""
        return asdict(self)
