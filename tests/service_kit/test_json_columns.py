"""JSON columns give and take values of their shape, and NULL for None."""

import pytest
from pydantic import ValidationError
from sqlalchemy import cast, literal, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB

from contracts.reason import Reason
from libs.service_kit.json_columns import Shaped
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps, app

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


async def test_nothing_is_null_and_not_a_json_null(toy: Harness[Deps]) -> None:
    async with toy.context().read() as tx:
        is_null = await tx.one(select(cast(literal(None, REASONS), REASONS).is_(None)))

    assert is_null is True


async def test_what_lost_its_shape_is_an_error_and_not_a_wrong_value(toy: Harness[Deps]) -> None:
    stored = type_coerce(cast([{"text": "no code"}], JSONB), REASONS)

    async with toy.context().read() as tx:
        with pytest.raises(ValidationError, match="code"):
            await tx.one(select(stored))
