"""Importing this module registers all events; `CATALOGUE` holds those of the product only."""

import importlib
import pkgutil

from contracts import events
from contracts.registry import REGISTRY, Registry

for _module in pkgutil.iter_modules(events.__path__, events.__name__ + "."):
    importlib.import_module(_module.name)

CATALOGUE = Registry()
for _versions in REGISTRY.versions.values():
    for _cls in _versions.values():
        if _cls.__module__.startswith(f"{events.__name__}."):
            CATALOGUE.add(_cls)

__all__ = ["CATALOGUE", "REGISTRY"]
