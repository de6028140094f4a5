"""Values in a query that no column can store are refused as the caller's mistake, and the service goes on."""

from datetime import date
from uuid import UUID

import pytest

from libs.service_kit.paging import Listed, cursor_of
from tests.reconcile.company import Company

ID = UUID("0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41")


@pytest.mark.parametrize(
    "query",
    [
        "documents?q=%00",
        "documents?q=a%C2%85b",
        "documents?q=%E2%80%AE",
        "documents?q=" + "a%CC%80" * 101,
        "documents?tag=%00",
        "documents?hold=%00",
        "documents?until=9999-12-31",
        "documents?since=0001-01-01",
        "documents?amount=1E%2B999999999",
        "documents?amount=NaN",
        "documents?" + "&".join(["state=read"] * 51),
        "transactions?q=%00",
        "transactions?tag=%00",
        "transactions?account=%00",
        "transactions?amount=-Infinity",
        "history?what=%00",
    ],
)
async def test_a_value_that_no_column_takes_is_the_requests_fault(company: Company, query: str) -> None:
    answer = await company.request("GET", f"/{query}")

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request"), answer.text
    assert (await company.request("GET", "/documents")).status_code == 200


@pytest.mark.parametrize(
    ("name", "at"),
    [("documents", "0001-01-01T00:00:00+23:59"), ("history", "9999-12-31T23:59:59-23:59"), ("tasks", "now")],
)
async def test_a_cursor_beyond_every_calendar_is_refused(company: Company, name: str, at: str) -> None:
    cursor = cursor_of(Listed(name, company.client_id), at, ID)

    answer = await company.request("GET", f"/{name}?cursor={cursor}")

    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid"), answer.text


async def test_a_cursor_of_another_client_or_another_list_is_refused(company: Company) -> None:
    theirs = cursor_of(Listed("transactions", ID), date(2026, 6, 1), ID)
    elsewhere = cursor_of(Listed("bank statements", company.client_id), date(2026, 6, 1), ID)
    own = cursor_of(Listed("transactions", company.client_id), date(2026, 6, 1), ID)

    answers = [await company.request("GET", f"/transactions?cursor={cursor}") for cursor in (theirs, elsewhere, own)]

    assert [answer.status_code for answer in answers] == [400, 400, 200]
