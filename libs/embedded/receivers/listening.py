"""Opening a listening port inside this program."""

import errno
from collections.abc import Awaitable, Callable
from typing import TypeVar

from libs.embedded.ports import free_port
from libs.embedded.process import PortTaken
from libs.embedded.texts import EmbeddedCode

Listener = TypeVar("Listener")
_ATTEMPTS = 20


async def listen(port: int | None, open_on: Callable[[int], Awaitable[Listener]]) -> tuple[int, Listener]:
    """Open a listener on `port`, or without one on a free port, and say which it became."""
    for _ in range(_ATTEMPTS):
        chosen = port if port is not None else free_port()
        try:
            return chosen, await open_on(chosen)
        except OSError as refused:
            if refused.errno != errno.EADDRINUSE:
                raise
            if port is not None:
                break
    raise PortTaken(EmbeddedCode.PORT_TAKEN, port=chosen)
