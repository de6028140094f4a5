"""Processes that take a foreign file into their hands: what they give up before, and how they are spoken to.

Whoever sends a document may send one that takes over the library which opens it. So a file is opened in a process of
its own, which first gives up everything but computing (`confine`). It needs nothing but the standard library: such a
process may live for one file only, and should start quickly.
"""

from libs.confinement.encodings import load_encodings
from libs.confinement.folders import installed, landlock_version
from libs.confinement.rights import READER, KernelLimits, bare_environment, confine, more_time
from libs.confinement.state import Confinement

__all__ = [
    "READER",
    "Confinement",
    "KernelLimits",
    "bare_environment",
    "confine",
    "installed",
    "landlock_version",
    "load_encodings",
    "more_time",
]
