"""The pauses between attempts."""

from itertools import islice, pairwise

import pytest

from libs.service_kit.backoff import backoff, jittered


@pytest.mark.parametrize(
    ("factor", "expected"),
    [(2.0, [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5, 5]), (4.0, [0.1, 0.4, 1.6, 5, 5, 5, 5, 5])],
)
def test_each_pause_is_longer_than_the_one_before_up_to_the_longest(factor: float, expected: list[float]) -> None:
    pauses = list(islice(backoff(0.1, 5, factor=factor), 8))

    for pause, about in zip(pauses, expected, strict=True):
        assert 0.8 * about <= pause <= 1.2 * about


def test_pauses_never_end_and_never_grow_without_bound() -> None:
    pauses = list(islice(backoff(0.1, 3), 3000))

    assert max(pauses) <= 3.6


def test_attempts_that_failed_together_are_repeated_at_different_times() -> None:
    pauses = sorted(jittered(1.0) for _ in range(50))

    assert all(earlier < later for earlier, later in pairwise(pauses))
