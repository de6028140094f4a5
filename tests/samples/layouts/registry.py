"""All families by name."""

from tests.samples.layouts import classic, receipts
from tests.samples.layouts.press import Family


def _by_name(*groups: tuple[Family, ...]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for group in groups:
        for entry in group:
            if entry.name in found:
                raise ValueError(f"two layout families are called {entry.name}")
            found[entry.name] = entry
    return found


FAMILIES: dict[str, Family] = _by_name(classic.FAMILIES)
RECEIPT_FAMILIES: dict[str, Family] = _by_name(receipts.FAMILIES)


def family(name: str) -> Family:
    """A family by its name, invoice or receipt."""
    return (FAMILIES | RECEIPT_FAMILIES)[name]
