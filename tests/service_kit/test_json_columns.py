"""JSON columns read and write values of their declared type, and NULL for None."""

from typing import Any

import pytest
from pydantic import ValidationError
from sqlalchemy import cast, literal, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

from contracts.reason import Reason
from libs.service_kit.json_columns import Shaped, StoredEvent
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app
from tests.service_kit.toy.contract import Measured, MeasuredV1

REASONS: Shaped = Shaped(list[Reason])


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    toy: Harness[Deps] = await harness(app)
    return toy


async def test_values_come_back_from_the_database_in_their_shape(toy: Harness[Deps]) -> None:
    reasons = [Reason(code="too_late", field="date", params={"day": "2026-03-14"}), Reason(code="empty")]

    async with toy.context().read() as tx:
        found = await tx.one(select(cast(literal(reasons, REASONS), REASONS)))

    assert found == reasons


async def test_none_is_stored_as_null_and_not_as_a_json_null(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        is_null = await tx.one(select(cast(literal(None, REASONS), REASONS).is_(None)))

    assert is_null is True


async def test_a_stored_value_of_another_shape_is_an_error_and_not_a_wrong_value(toy: Harness[Deps]) -> None:
    stored = type_coerce(cast([{"text": "no code"}], JSONB), REASONS)

    async with toy.context().read() as tx:
        with pytest.raises(ValidationError, match="code"):
            await tx.one(select(stored))


async def test_an_event_that_was_stored_as_an_old_version_is_read_as_the_newest(toy: Harness[Deps]) -> None:
    old, new = MeasuredV1(client_id=toy.client_id, metres=3), Measured(client_id=toy.client_id, millimetres=5)

    async with toy.context().read() as tx:
        found = [await tx.one(select(cast(literal(event, StoredEvent()), StoredEvent()))) for event in (old, new)]

    assert [(type(event), getattr(event, "millimetres", None)) for event in found] == [(Measured, 3000), (Measured, 5)]


async def test_no_event_is_null(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        is_null = await tx.one(select(cast(literal(None, StoredEvent()), StoredEvent()).is_(None)))

    assert is_null is True


@pytest.mark.parametrize("shape", [Measured, Measured | MeasuredV1, list[Measured]])
def test_an_event_is_not_stored_without_its_version(shape: Any) -> None:
    with pytest.raises(TypeError, match="StoredEvent"):
        Shaped(shape)
