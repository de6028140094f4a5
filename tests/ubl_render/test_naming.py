"""Names of the delivered files."""

from datetime import UTC, datetime

from services.ubl_render.domain.naming import words_of
from tests.ubl_render import builders


def test_a_document_without_date_is_named_by_the_belgian_day_of_its_release() -> None:
    undated = builders.fields().model_copy(update={"issue_date": None})
    release = builders.release(fields=undated, released_at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC))

    words = words_of(release)

    assert words["date"] == "20260602"
