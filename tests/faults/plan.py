"""Which part dies when: drawn from a seed, tied to the progress of the load and not to the clock.

A plan is a list in order. The n-th fault strikes after a certain number of files were taken in, whatever the machine's
speed, so that a run that failed can be played again with its seed.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

POSTGRES, BROKER = "postgres", "broker"


@dataclass(frozen=True, order=True)
class Fault:
    """Kill `target` `lead` seconds after the file number `after` was taken in; start it again `pause` seconds later."""

    after: int
    lead: float
    target: str
    pause: float


def draw_plan(
    seed: int, *, files: int, services: Sequence[str], kills: int, postgres: int, broker: int
) -> tuple[Fault, ...]:
    """Every service gets its share of the kills; database and broker die at moments spread over the whole load."""
    chance = random.Random(f"plan-{seed}")
    last = max(files - 1, 0)
    faults = [_fault(chance, chance.randint(0, last), target) for target in _shared_out(chance, services, kills)]
    for target, times in ((POSTGRES, postgres), (BROKER, broker)):
        faults += [_fault(chance, moment, target) for moment in _spread(chance, last, times)]
    return tuple(sorted(faults))


def _fault(chance: random.Random, after: int, target: str) -> Fault:
    return Fault(after, round(chance.uniform(0, 0.6), 3), target, round(chance.uniform(0, 1.0), 3))


def _shared_out(chance: random.Random, services: Sequence[str], kills: int) -> Iterable[str]:
    """The same number for each, the odd ones for the first of a shuffled list."""
    shuffled = list(services)
    chance.shuffle(shuffled)
    return [shuffled[number % len(shuffled)] for number in range(kills)]


def _spread(chance: random.Random, last: int, times: int) -> Iterable[int]:
    """One moment in each of `times` equal stretches."""
    return [int((number + chance.random()) * last / times) for number in range(times)]
