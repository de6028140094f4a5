"""Bodies that are held until they are complete: few per user, and not more than /tmp holds."""

from contextlib import ExitStack
from uuid import UUID, uuid4

import pytest

from libs.refusal import Refusal
from services.gateway.spools import Spool, SpoolLimits, Spools

LIMITS = SpoolLimits(bodies=2, user_bytes=100, all_bytes=150)


def refusal(spool: Spool, size: int) -> str:
    with pytest.raises(Refusal) as refused:
        spool.write(bytes(size))
    return str(refused.value.code)


def test_a_user_holds_a_limited_number_of_bodies_and_others_hold_theirs() -> None:
    spools, user = Spools(LIMITS), uuid4()

    with spools.one(user), spools.one(user):
        with spools.one(uuid4()) as other:
            other.write(b"theirs")
        third = ExitStack()
        with pytest.raises(Refusal) as refused:
            third.enter_context(spools.one(user))

    assert refused.value.code == "too_many_bodies"
    with spools.one(user) as again:
        again.write(b"mine")


def test_the_bytes_of_all_bodies_of_a_user_count_together() -> None:
    spools, user = Spools(LIMITS), uuid4()

    with spools.one(user) as first, spools.one(user) as second:
        first.write(bytes(60))
        second.write(bytes(40))

        assert refusal(second, 1) == "too_many_bodies"


def test_the_bytes_of_all_users_count_together() -> None:
    spools = Spools(LIMITS)

    with spools.one(uuid4()) as first, spools.one(uuid4()) as second:
        first.write(bytes(100))

        assert refusal(second, 51) == "too_busy"


def test_what_was_held_is_free_again_after_the_request_also_after_a_refusal() -> None:
    spools, user = Spools(LIMITS), UUID(int=7)
    for _ in range(3):
        with spools.one(user) as spool:
            spool.write(bytes(100))
            refusal(spool, 1)

    with spools.one(user) as spool:
        spool.write(bytes(100))

        assert spool.size == 100
