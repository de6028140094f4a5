"""What a lock pins and what of it the image of a service holds, for the bill of materials and the audit."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import requires
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PRODUCTION = ROOT / "requirements.prod.lock"
EVERYTHING = ROOT / "requirements.lock"
_PINNED = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; ([^\n\\]+))?[^\n]*\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE
)


@dataclass(frozen=True)
class Pinned:
    """A package of a lock, with the SHA-256 of each of its files that may be installed, and where it is wanted."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]

    @property
    def is_for_here(self) -> bool:
        """Whether it is installed on this system with this Python, which the images have too (Linux, 3.11)."""
        return not self.marker or Marker(self.marker).evaluate()


def pinned_in(lock: str) -> list[Pinned]:
    """The packages that the text of a lock pins, in its order; one with two versions occurs twice."""
    return [
        Pinned(name, version, marker.strip(), tuple(re.findall("[0-9a-f]{64}", hashes)))
        for name, version, marker, hashes in _PINNED.findall(lock)
    ]


@cache
def installed_by(requirement: str) -> frozenset[str]:
    """The names of the packages that a requirement brings here, its own among them, as the installed ones tell."""
    wanted = Requirement(requirement)
    found: set[str] = {canonicalize_name(wanted.name)}
    for needed in map(Requirement, requires(wanted.name) or ()):
        if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in {"", *wanted.extras}):
            found |= installed_by(f"{needed.name}[{','.join(sorted(needed.extras))}]" if needed.extras else needed.name)
    return frozenset(found)
