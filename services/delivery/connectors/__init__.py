"""The connectors. Adding one is adding one folder here: a form, and a class with `check`, `deliver` and `find`."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.forms import LANGUAGES, Form
from services.delivery.connectors.parcel import Operator, Parcel, Receipt


class Connector(Protocol):
    """One connection, built for one attempt; it holds the secrets no longer than that."""

    can_find: ClassVar[bool]
    """Whether the receiver can be asked if a parcel arrived; else an unclear outcome is left to a user."""

    def __init__(self, config: Any, operator: Operator) -> None: ...

    @classmethod
    def missing(cls, config: Mapping[str, Any], operator: Operator) -> DeliveryReason | None:
        """What this installation lacks for a configuration; None when it can work. Asked before it is stored."""

    @classmethod
    def by_operator(cls, config: Mapping[str, Any]) -> bool:
        """Whether it sends e-mails by the operator's account, which has a rate for each client and firm."""

    async def check(self, destination: Form | None = None) -> None:
        """Test the connection: connect, sign in, see that the destination exists. Raises NotReached or Refused."""

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Hand the parcel over. Raises NotReached, Refused or Unconfirmed, and nothing else."""

    async def find(self, parcel: Parcel) -> Receipt | None:
        """The receipt if the attempt `parcel.handed_over_in` arrived; None if it surely did not.

        Raises Unconfirmed when this cannot be known, and NotReached or Refused.
        """


@dataclass(frozen=True)
class Registered:
    """A connector as the rest of the service sees it. `right` is what a user needs to set one up."""

    name: str
    title: Mapping[str, str]
    config: type[Form]
    destination: type[Form]
    right: str
    make: Callable[[Any, Operator], Connector]
    can_find: bool
    missing: Callable[[Mapping[str, Any], Operator], DeliveryReason | None]
    by_operator: Callable[[Mapping[str, Any]], bool]


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
    """Register a class as a connector. Raises RuntimeError for a taken name, or a missing language."""

    def declare(cls: AConnector) -> AConnector:
        if name in CONNECTORS:
            raise RuntimeError(f"two connectors are called {name}")
        if missing := set(LANGUAGES) - set(title):
            raise RuntimeError(f"connector {name} has no title in {', '.join(sorted(missing))}")
        for form in (config, destination):
            if untold := set(LANGUAGES) - set(form.about):
                raise RuntimeError(f"connector {name}: {form.__name__} says nothing in {', '.join(sorted(untold))}")
        CONNECTORS[name] = Registered(
            name, title, config, destination, right, cls, cls.can_find, cls.missing, cls.by_operator
        )
        return cls

    return declare


for _module in pkgutil.iter_modules(__path__, __name__ + "."):
    if _module.ispkg:
        importlib.import_module(_module.name)
