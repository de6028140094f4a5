"""The ways out. Adding one is one folder here: a form, and a class with `check`, `deliver` and `find`."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from services.delivery.connectors.forms import LANGUAGES, Form
from services.delivery.connectors.parcel import Operator, Parcel, Receipt


class Connector(Protocol):
    """One configured way out. Made for one attempt; holds the secrets no longer than that."""

    can_find: ClassVar[bool]
    """Whether the other side can be asked if a parcel arrived; if not, an unclear outcome is a person's to settle."""

    def __init__(self, config: Any, operator: Operator) -> None: ...

    async def check(self, destination: Form | None = None) -> None:
        """The test button: reach it, sign in, see that the place exists. Raises NotReached or Refused."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over. Raises NotReached, Refused or Unconfirmed, and nothing else."""

    async def find(self, parcel: Parcel) -> Receipt | None:
        """Did the attempt `parcel.handed_over_in` arrive? None: surely not. Unconfirmed when it cannot be told."""


@dataclass(frozen=True)
class Registered:
    """A connector as the rest of the service knows it. `right` is what a user needs to set one up."""

    name: str
    title: Mapping[str, str]
    config: type[Form]
    destination: type[Form]
    right: str
    make: Callable[[Any, Operator], Connector]
    can_find: bool


AConnector = TypeVar("AConnector", bound=type[Connector])
CONNECTORS: dict[str, Registered] = {}


def connector(
    name: str,
    *,
    title: Mapping[str, str],
    config: type[Form],
    destination: type[Form],
    right: str = "connections:all",
) -> Callable[[AConnector], AConnector]:
    """Declare a class as a way out. Two with one name refuse to start, as does a title that misses a language."""

    def declare(cls: AConnector) -> AConnector:
        if name in CONNECTORS:
            raise RuntimeError(f"two connectors are called {name}")
        if missing := set(LANGUAGES) - set(title):
            raise RuntimeError(f"connector {name} has no title in {', '.join(sorted(missing))}")
        CONNECTORS[name] = Registered(name, title, config, destination, right, cls, cls.can_find)
        return cls

    return declare


for _module in pkgutil.iter_modules(__path__, __name__ + "."):
    if _module.ispkg:
        importlib.import_module(_module.name)
