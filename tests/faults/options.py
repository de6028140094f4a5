"""The options of `make faults`, checked."""

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class FaultOptions:
    """How much is sent, and how often each part is killed."""

    seed: int
    documents: int
    kills: int
    postgres: int
    broker: int
    republish: float
    folder: Path | None


def read_options(arguments: Sequence[str]) -> FaultOptions:
    """The options of a command line; without a seed a new one is drawn. Exits with 2 for a wrong one."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--documents", type=_count, default=300)
    parser.add_argument("--kills", type=_count, default=60, help="of services")
    parser.add_argument("--postgres", type=_count, default=5, help="kills of the database")
    parser.add_argument("--broker", type=_count, default=5, help="kills of the broker, which then loses its memory")
    parser.add_argument("--republish", type=_share, default=0.5, help="share of events that are published again later")
    parser.add_argument("--folder", type=Path, help="folder for all data; default a temporary folder, which is kept")
    return FaultOptions(**vars(parser.parse_args(arguments)))


def _count(text: str) -> int:
    if (number := int(text)) < 0:
        raise ValueError(text)
    return number


def _share(text: str) -> float:
    if not 0 <= (share := float(text)) <= 1:
        raise ValueError(text)
    return share
