"""Named points of the kit at which tests end the process: what is done before one must be enough for whoever follows.

`before_commit`, `after_commit`             a transaction with inbox or outbox rows
`before_publish`, `after_publish`, `after_mark`   a batch of the relay: sent, acknowledged, noted as sent
`before_offsets`, `after_offsets`           the consumer's positions
"""

from collections.abc import Callable
from typing import Final

POINTS: Final = (
    "before_commit",
    "after_commit",
    "before_publish",
    "after_publish",
    "after_mark",
    "before_offsets",
    "after_offsets",
)
FaultPoint = Callable[[str], None]


def no_fault(_: str) -> None:
    """Nothing happens there."""
