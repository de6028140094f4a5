"""The encodings of texts that foreign files may be written in, loaded while modules can still be opened.

Python loads an encoding when it is first used. In a confined process that can be too late: the folder of the
interpreter may be closed to it, and a valid file in UTF-16 would look like one that breaks its reader.
"""

import codecs
import contextlib

ENCODINGS = (
    *("ascii", "latin-1", "utf-8", "utf-8-sig", "mac-roman", "raw-unicode-escape", "unicode-escape", "idna"),
    *(f"utf-{width}{order}" for width in (16, 32) for order in ("", "-le", "-be")),
    *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17))),
    *(f"cp{page}" for page in (437, 850, 852, 858, *range(1250, 1259))),
)


def load_encodings() -> None:
    """Load all of them; those that are loaded already cost nothing.

    One that cannot be opened any more stays unknown, and the file that needs it is refused: a host that gives up its
    user calls this before.
    """
    for name in ENCODINGS:
        with contextlib.suppress(LookupError):
            codecs.lookup(name)
