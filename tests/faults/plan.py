"""Which process is killed when: drawn from a seed, tied to the progress of the load and not to the clock.

The n-th fault is due after a certain number of files were taken in, whatever the machine's speed, so that a failed run
can be repeated with its seed.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

POSTGRES, BROKER = "postgres", "broker"


@dataclass(frozen=True, order=True)
class Fault:
    """Kill `target` `lead` seconds after file number `after` was taken in; start it again `pause` seconds later."""

    after: int
    lead: float
    target: str
    pause: float


def draw_plan(
    seed: int, *, files: int, services: Sequence[str], kills: int, postgres: int, broker: int
) -> tuple[Fault, ...]:
    """A plan in order. Every service gets its share of the kills; those of database and broker are spread evenly."""
    rng = random.Random(f"plan-{seed}")
    last = max(files - 1, 0)
    faults = [_fault(rng, rng.randint(0, last), target) for target in _shared_out(rng, services, kills)]
    for target, times in ((POSTGRES, postgres), (BROKER, broker)):
        faults += [_fault(rng, moment, target) for moment in _spread(rng, last, times)]
    return tuple(sorted(faults))


def _fault(rng: random.Random, after: int, target: str) -> Fault:
    return Fault(after, round(rng.uniform(0, 0.6), 3), target, round(rng.uniform(0, 1.0), 3))


def _shared_out(rng: random.Random, services: Sequence[str], kills: int) -> Iterable[str]:
    """The same number of kills for each service; the remainder goes to the first of a shuffled list."""
    shuffled = list(services)
    rng.shuffle(shuffled)
    return [shuffled[number % len(shuffled)] for number in range(kills)]


def _spread(rng: random.Random, last: int, times: int) -> Iterable[int]:
    """One moment in each of `times` equal parts of the load."""
    return [int((number + rng.random()) * last / times) for number in range(times)]
