"""The card of a service: what the docstring of its package says that it does, hears, says and owns.

`python -m docs.generate --check` holds each card to what the code registers, so whoever must not load the code (and all
it needs) can go by the card.
"""

import re
from fnmatch import fnmatch
from inspect import cleandoc
from types import ModuleType

from contracts.registry import Registry, Topic

_EVENT = re.compile(r"\b[a-z]+\.(?:[a-z_]+\b|\*)")


def card_of(package: ModuleType) -> dict[str, str]:
    """What the package's docstring says under does, hears, says and owns."""
    parts = re.split(r"^(does|hears|says|owns)\s+", cleandoc(package.__doc__ or ""), flags=re.MULTILINE)
    return {word: " ".join(text.split()) for word, text in zip(parts[1::2], parts[2::2], strict=True)}


def named_in(text: str) -> list[str]:
    """The events that a part of a card names; `task.*` stands for several."""
    return _EVENT.findall(text)


def topics_in(text: str, registry: Registry) -> set[Topic]:
    """The topics of the events that a part of a card names."""
    names = named_in(text)
    return {registry.newest(event).topic for event in registry.versions if any(fnmatch(event, name) for name in names)}
