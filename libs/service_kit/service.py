"""A service: its name, the events it publishes, its handlers and its jobs."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from contracts.events.platform import GapFound
from contracts.registry import Event
from libs.service_kit.context import Context
from libs.service_kit.unsent import fill_gap

Deps = TypeVar("Deps")
Handler = Callable[[Any, Context[Any]], Awaitable[None]]
JobFunction = Callable[[Context[Any]], Awaitable[bool | None]]
J = TypeVar("J", bound=JobFunction)
H = TypeVar("H", bound=Callable[..., Awaitable[None]])


Loader = Callable[[Any, Sequence[Any]], Awaitable[Any]]
"""Looks up once what the handlers of a run need: `load(tx, events) -> board`."""


@dataclass(frozen=True)
class Handling:
    """A handler, and how it wants its events."""

    run: Handler
    load: Loader | None = None
    outside: bool = False


_FILL_GAP: Final = Handling(fill_gap, outside=True)


@dataclass(frozen=True)
class Job:
    """Work that no event starts: runs every `seconds` or when woken; `run` returns True when there is more to do."""

    name: str
    seconds: float
    run: JobFunction


@dataclass
class Service(Generic[Deps]):
    """The registrations of one service; `name` is the folder, the schema and, with dashes, the consumer group."""

    name: str
    publishes: tuple[type[Event], ...] | list[type[Event]] = ()
    handlers: dict[type[Event], Handling] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)

    @property
    def deployed_name(self) -> str:
        """The name outside Python: consumer group, image, chart component, metric label."""
        return self.name.replace("_", "-")

    @property
    def heard(self) -> dict[type[Event], Handling]:
        """All handlers: the service's own, and the kit's of a service that publishes."""
        return self.handlers | ({GapFound: _FILL_GAP} if self.publishes else {})

    @property
    def topics(self) -> tuple[str, ...]:
        """The Kafka topics that this service consumes."""
        return tuple(sorted({cls.topic.name for cls in self.heard}))

    @property
    def said_topics(self) -> tuple[str, ...]:
        """The Kafka topics that this service writes to; a reader may also have to say that it has missed something."""
        said = {cls.topic.name for cls in self.publishes} | ({GapFound.topic.name} if self.heard else set())
        return tuple(sorted(said))

    def on(self, cls: type[Event], *, load: Loader | None = None, outside: bool = False) -> Callable[[H], H]:
        """Register the only handler of an event: the inbox has one row for it. Raises ValueError for a second one.

        `load` looks once for all events of a run, of one client, what their handlers need; each finds it in `ctx.board`
        and must change there what it writes, for the next event of the run. `outside`: the handler works long outside
        the database (reads a scan, asks a server): its events come one by one, in order of their own key only.
        """

        def register(handler: H) -> H:
            if cls in self.handlers:
                raise ValueError(f"{self.name} has two handlers for {cls.type()}")
            self.handlers[cls] = Handling(handler, load, outside)
            return handler

        return register

    def every(self, *, seconds: float) -> Callable[[J], J]:
        """Register a background job; every replica runs it, so it must lease what it works on."""

        def register(run: J) -> J:
            self.jobs[run.__name__] = Job(run.__name__, seconds, run)
            return run

        return register

    def hears(self, event: Event) -> Handling | None:
        """The handler for this event, or None if the service has none."""
        return self.heard.get(type(event))
