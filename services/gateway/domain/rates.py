"""How often somebody may ask: token buckets by kind of work, for a user, a client, a firm and a stranger's address.

A bucket holds as many tokens as may be used at once, and fills again at an even rate. A request takes one token from
each bucket that concerns it, or none from any.
"""

import math
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from libs.terms import Cost


@dataclass(frozen=True, slots=True)
class Policy:
    """`quota` requests in each `window` of seconds, all of them at once if need be."""

    quota: int
    window: int = 60

    @property
    def rate(self) -> float:
        """Tokens a second."""
        return self.quota / self.window


Owner = tuple[str, str, str]
"""What a bucket is for: `user`, `client`, `firm` or `address`, which one, and the kind of work."""
Demand = tuple[Owner, Policy]

USER: dict[Cost, Policy] = {
    Cost.READ: Policy(1200),
    Cost.WRITE: Policy(600),
    Cost.UPLOAD: Policy(240),
    Cost.DRAWING: Policy(240),
    Cost.OUTSIDE: Policy(20),
}
"""What one user may ask in a minute. A screen asks a few times a second, a program that copies documents more."""
STRANGER = Policy(600)
"""What all callers without a session may ask from one address in a minute, sign-ins too."""
CLIENT_TIMES, FIRM_TIMES = 3, 10
"""How many times as much all users of one client, and of one firm, may ask together."""


def _times(policy: Policy, factor: float) -> Policy:
    """A policy with so many times the quota, at least one."""
    return Policy(max(1, round(policy.quota * factor)), policy.window)


def demands_of(user: UUID, client: UUID | None, firm: UUID | None, cost: Cost, factor: float = 1) -> list[Demand]:
    """What a request of a user takes from: their own bucket, and those that they share."""
    shared = (("user", user, 1), ("client", client, CLIENT_TIMES), ("firm", firm, FIRM_TIMES))
    return [
        ((kind, str(owner), cost.value), _times(USER[cost], factor * times))
        for kind, owner, times in shared
        if owner is not None
    ]


def demands_of_stranger(address: str, factor: float = 1) -> list[Demand]:
    """What a request without a session takes from."""
    return [(("address", address, "any"), _times(STRANGER, factor))]


@dataclass(frozen=True, slots=True)
class Standing:
    """What is left of the tightest policy: `remaining` requests, and seconds until it is whole again."""

    owner: Owner
    policy: Policy
    remaining: int
    reset: int


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """All buckets of one process. The `most` latest are kept; a forgotten one is a full one."""

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._buckets: OrderedDict[tuple[Owner, Policy], _Bucket] = OrderedDict()

    def take(self, demands: Iterable[Demand], now: float) -> tuple[Standing, float]:
        """Take one token for each demand; returns the tightest standing, and for how long to wait if none was."""
        found = [(demand, self._filled(demand, now)) for demand in demands]
        wait = max(((1 - bucket.tokens) / demand[1].rate for demand, bucket in found), default=0.0)
        if wait <= 0:
            for _, bucket in found:
                bucket.tokens -= 1
        standings = [
            Standing(
                owner,
                policy,
                remaining=max(0, int(bucket.tokens)),
                reset=math.ceil((policy.quota - bucket.tokens) / policy.rate),
            )
            for (owner, policy), bucket in found
        ]
        return min(standings, key=lambda each: each.remaining / each.policy.quota), max(wait, 0.0)

    def _filled(self, demand: Demand, now: float) -> _Bucket:
        policy = demand[1]
        bucket = self._buckets.pop(demand, None) or _Bucket(policy.quota, now)
        bucket.tokens = min(policy.quota, bucket.tokens + max(0.0, now - bucket.at) * policy.rate)
        bucket.at = now
        self._buckets[demand] = bucket
        if len(self._buckets) > self._most:
            self._buckets.popitem(last=False)
        return bucket


def rate_headers(standing: Standing) -> dict[str, str]:
    """The headers of draft-ietf-httpapi-ratelimit-headers; a policy is named for whom it is and for what work."""
    kind, _, work = standing.owner
    return {
        "ratelimit-policy": f'"{kind}-{work}";q={standing.policy.quota};w={standing.policy.window}',
        "ratelimit": f'"{kind}-{work}";r={standing.remaining};t={standing.reset}',
    }
