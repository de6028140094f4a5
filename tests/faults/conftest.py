"""Servers of its own for a test that breaks them."""

from collections.abc import Iterator

import pytest

from libs.embedded.broker import Broker


@pytest.fixture
def own_broker() -> Iterator[Broker]:
    """An embedded broker for one test.

    Members that come and go in quick succession can leave the embedded broker with a group that nobody can join.
    """
    with Broker() as server:
        yield server
