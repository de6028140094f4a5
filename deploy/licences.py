"""The licence of each package as an SPDX expression, and which of them a work under AGPL-3.0-or-later may hold."""

from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from typing import Any, Final

from license_expression import ExpressionError, get_spdx_licensing

COMPATIBLE: Final = {
    "0BSD": "asks for nothing",
    "AGPL-3.0-only": "the licence itself",
    "AGPL-3.0-or-later": "the licence itself",
    "Apache-2.0": "may be part of a work under version 3 of the GPL family",
    "BSD-2-Clause": "permissive: the notice is kept",
    "BSD-3-Clause": "permissive: the notice is kept",
    "CC0-1.0": "asks for nothing",
    "GPL-2.0-or-later": "may be taken as version 3, which section 13 combines with the AGPL",
    "ISC": "permissive: the notice is kept",
    "LGPL-2.1-or-later": "may be taken as version 3 of the GPL",
    "LicenseRef-public-domain": "asks for nothing",
    "MIT": "permissive: the notice is kept",
    "MIT-0": "asks for nothing",
    "MIT-CMU": "permissive: the notice is kept",
    "MPL-2.0": "names the AGPL among its secondary licences (1.12, 3.3)",
    "OFL-1.1": "for fonts, which are bundled with a program and stay under it",
    "PSF-2.0": "permissive: the notice is kept",
    "Zlib": "permissive: the notice is kept",
}
"""The licences that are allowed, each with its reason. A new one needs a line here, and somebody who has read it."""

_BY_CLASSIFIER: Final = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Public Domain": "LicenseRef-public-domain",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
}
_SAID_OTHERWISE: Final = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Dual Licensed - GNU AFFERO GPL 3.0 or Artifex Commercial License": "AGPL-3.0-only",
    "SIL OFL V1.1": "OFL-1.1",
}
"""What packages write in the free field, where it is not an SPDX expression."""
_SAID_ELSEWHERE: Final = {
    "colorama": "BSD-3-Clause",  # for Windows, so it is not installed here
    "pymupdf-layout": "AGPL-3.0-only",  # an empty package of PyMuPDF 2, which holds the code
    "pymupdf4llm": "AGPL-3.0-only",  # the same
    "saxonche": "MPL-2.0",  # https://www.saxonica.com/license/saxonc.xml
}
"""Packages whose metadata tell no licence."""


class LicenceUnknown(ValueError):
    """A package tells no licence that is understood."""


def licence_of(package: str) -> str:
    """The licence of a package as an SPDX expression. Raises LicenceUnknown."""
    if package in _SAID_ELSEWHERE:
        return _SAID_ELSEWHERE[package]
    try:
        said = metadata(package)
    except PackageNotFoundError as missing:
        raise LicenceUnknown(f"{package} is not installed") from missing
    if expression := _first(said, "License-Expression"):
        return expression
    free = _first(said, "License").strip()
    if free in _SAID_OTHERWISE:
        return _SAID_OTHERWISE[free]
    classifiers = [str(line).rpartition(" :: ")[2] for line in said.get_all("Classifier") or ()]
    by_classifier = sorted({_BY_CLASSIFIER[line] for line in classifiers if line in _BY_CLASSIFIER})
    if by_classifier:
        return " AND ".join(by_classifier)
    if free and _is_spdx(free):
        return free
    raise LicenceUnknown(f"{package} tells no licence that is understood: {free[:60]!r}")


def _first(said: PackageMetadata, key: str) -> str:
    return str(next(iter(said.get_all(key) or ()), ""))


def not_compatible(expression: str) -> set[str]:
    """The licences that stand in the way: of alternatives (OR) one that is allowed is enough, of others all must be."""
    return _in_the_way(get_spdx_licensing().parse(expression))


def _in_the_way(part: Any) -> set[str]:
    """The same for a parsed expression, which the library does not type."""
    if not part.args:
        name = str(part.render())
        return set() if name in COMPATIBLE else {name}
    found = [_in_the_way(one) for one in part.args]
    return min(found, key=len) if type(part).__name__ == "OR" else set().union(*found)


def _is_spdx(text: str) -> bool:
    try:
        return not get_spdx_licensing().validate(text).errors
    except ExpressionError:
        return False
