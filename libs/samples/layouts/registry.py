"""All layout families by name: those designed by hand, those composed by number, and the till receipts."""

from functools import cache

from libs.samples.layouts import classic, continental, modern, receipts
from libs.samples.layouts.composed import composed
from libs.samples.layouts.printing import Family

COMPOSED = 24


def _by_name(*groups: tuple[Family, ...]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for group in groups:
        for entry in group:
            if entry.name in found:
                raise ValueError(f"two layout families are called {entry.name}")
            found[entry.name] = entry
    return found


DRAWN_FAMILIES: dict[str, Family] = _by_name(classic.FAMILIES, modern.FAMILIES, continental.FAMILIES)
FAMILIES: dict[str, Family] = DRAWN_FAMILIES | _by_name(tuple(composed(number) for number in range(1, COMPOSED + 1)))
RECEIPT_FAMILIES: dict[str, Family] = _by_name(receipts.FAMILIES)


@cache
def family(name: str) -> Family:
    """Returns the family with this name; any `mix-<number>` is composed when it is asked for. Raises KeyError."""
    found = (FAMILIES | RECEIPT_FAMILIES).get(name)
    if found is not None:
        return found
    if name.startswith("mix-"):
        return composed(int(name.removeprefix("mix-")))
    raise KeyError(f"no layout family is called {name}")
