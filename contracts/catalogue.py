"""Importing this module registers every event there is."""

import importlib
import pkgutil

from contracts import events
from contracts.registry import REGISTRY

for _module in pkgutil.iter_modules(events.__path__, events.__name__ + "."):
    importlib.import_module(_module.name)

__all__ = ["REGISTRY"]
