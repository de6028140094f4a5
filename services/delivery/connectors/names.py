"""Checks that names of files and folders are safe on every system a package may run on, such as Windows file servers.

The names come from documents (a seller's name, an invoice number), so we cannot trust them. An unsafe name is refused
and never repaired here: two documents must not end up with one name.
"""

import re
import unicodedata

from services.delivery.connectors.forms import ill_formed
from services.delivery.texts import Code

LONGEST_NAME = 200
WINDOWS_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10))}
FORBIDDEN = set('/\\:*?"<>|')
ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


def why_unsafe(name: str) -> str | None:
    """Why the name of a file or of one folder is unsafe; None when it is safe."""
    if not name or name in {".", ".."}:
        return "empty"
    if len(name.encode("utf-8", "replace")) > LONGEST_NAME:
        return "too_long"
    if FORBIDDEN & set(name) or why_unsafe_text(name):
        return "forbidden_character"
    if name[0] in ".-~ " or name[-1] in ". ":
        return "forbidden_edge"
    if name.partition(".")[0].strip().upper() in WINDOWS_DEVICES:
        return "reserved"
    return None


def why_unsafe_text(text: str) -> str | None:
    """Why a text is unsafe in a mail header; None when it is safe.

    Unsafe are control characters, direction overrides, and encoded words (RFC 2047), which a parser would turn into the
    characters that are refused here.
    """
    if any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for c in text):
        return "forbidden_character"
    return "encoded_word" if "=?" in text else None


def folder_parts(path: str) -> tuple[str, ...]:
    """The folders of a path below a connection's own folder, outermost first.

    Raises ValueError for anything that could lead out of it: `..`, an absolute path, a drive letter, a backslash.
    """
    if path.startswith("/"):
        raise ill_formed(Code.FOLDER_WITH_SLASH_IN_FRONT)
    parts = tuple(part for part in path.strip().strip("/").split("/") if part)
    for part in parts:
        if why := why_unsafe(part):
            raise ill_formed(Code.FOLDER_NAME_UNSAFE, why=why)
    return parts


def path_below(path: str) -> str:
    """A path below a connection's own folder, without blank parts. Raises ValueError as `folder_parts` does."""
    return "/".join(folder_parts(path))


def mail_address(text: str) -> str:
    """A plain mail address (RFC 5321, ASCII). Its case is kept: some packages use it. Raises ValueError."""
    address = text.strip()
    if len(address) > 254 or not ADDRESS.fullmatch(address):
        raise ill_formed(Code.NOT_A_MAIL_ADDRESS)
    return address


def root_path(path: str) -> str:
    """A connection's starting folder. It may be absolute: the accountant chooses it. Raises ValueError for `..`."""
    lead = "/" if path.strip().startswith("/") else ""
    return lead + "/".join(folder_parts(path.strip().lstrip("/")))
