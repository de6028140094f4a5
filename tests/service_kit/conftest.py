"""The toy service with moods, opened for a test of the runs."""

import asyncpg
import pytest

from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy import moods
from tests.service_kit.toy.moods import Deps

_REFUSE = f"""
CREATE OR REPLACE FUNCTION toy.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'outbox' THEN
        IF NEW.payload LIKE '%{moods.REFUSED}%' THEN RAISE EXCEPTION 'refused in the outbox'; END IF;
    ELSIF NEW.number >= {moods.REFUSED} THEN RAISE EXCEPTION 'refused at COMMIT';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS at_commit ON toy.count;
CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON toy.count DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION toy.refuse();
DROP TRIGGER IF EXISTS at_once ON toy.outbox;
CREATE TRIGGER at_once AFTER INSERT ON toy.outbox FOR EACH ROW EXECUTE FUNCTION toy.refuse();
"""


@pytest.fixture
async def moody(harness: OpenHarness, database_url: str) -> Harness[Deps]:
    """The toy service, whose bugs and rejected events stop nothing and are not tried again."""
    toy: Harness[Deps] = await harness(moods.app, attempts=1, dead_letter_limit=100_000, database_pool=8)
    owner = await asyncpg.connect(database_url)
    try:
        await owner.execute(_REFUSE)
    finally:
        await owner.close()
    return toy
