"""Values in a query that no column can store are refused as the caller's mistake, and the service goes on."""

import base64
import json

import pytest

from tests.reconcile.company import Company


def cursor(*position: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("documents?q=%00", "value_out_of_range"),
        ("documents?tag=%00", "value_out_of_range"),
        ("transactions?q=%00", "value_out_of_range"),
        ("transactions?tag=%00", "value_out_of_range"),
        (
            f"documents?cursor={cursor('0001-01-01T00:00:00+23:59', '0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41')}",
            "bad_cursor",
        ),
        (f"history?cursor={cursor('9999-12-31T23:59:59-23:59', '0c2f5a1e-3b7d-4e6a-9c88-5d0b8a7f2e41')}", "bad_cursor"),
    ],
)
async def test_a_value_that_no_column_takes_is_the_requests_fault(company: Company, path: str, code: str) -> None:
    answer = await company.request("GET", f"/{path}")

    assert (answer.status_code, answer.json()["code"]) == (400 if code == "bad_cursor" else 422, code), answer.text
    assert (await company.request("GET", "/documents")).status_code == 200
