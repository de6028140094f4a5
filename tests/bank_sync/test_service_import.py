"""CODA files uploaded through the API: imported completely or not at all, each transaction once."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any

import httpx
import pytest

from contracts.events.bank import StatementImported, TransactionBooked
from contracts.events.client import ClientConfigured
from libs.service_kit.paging import Listed, cursor_of
from libs.service_kit.testing import Harness
from services.bank_sync.app import app
from services.bank_sync.service import Deps
from tests.bank_sync.builders import IBAN, OTHER_IBAN, CodaStatement, Entry, file
from tests.conftest import OpenHarness
from tests.schema_check import differences

INVOICE = Entry("-121.00", code="00101000", name="DRUKKERIJ BV", account=OTHER_IBAN, structured=("101", "090933755493"))
COSTS = Entry("-3.50", code="08035000", text="KOSTEN")
STATEMENT = CodaStatement((INVOICE, COSTS, Entry("50.00", name="KLANT", text="FACTUUR 12")))


@pytest.fixture
async def bank_sync(harness: OpenHarness) -> Harness[Deps]:
    return await harness(app)


async def send(bank_sync: Harness[Deps], *contents: bytes, **more: Any) -> httpx.Response:
    form = [("files", (f"statement{n}.cod", content, "text/plain")) for n, content in enumerate(contents)]
    path = f"/v1/clients/{bank_sync.client_id}/bank-statements"
    return await bank_sync.http("POST", path, rights=["bank:write"], files=form, **more)


async def test_a_statement_becomes_transactions(bank_sync: Harness[Deps]) -> None:
    answer = await send(bank_sync, file(STATEMENT))

    booked = await bank_sync.events(TransactionBooked)
    (imported,) = await bank_sync.events(StatementImported)
    assert answer.status_code == 201, answer.text
    assert [(t.amount, t.needs_document) for t in booked] == [
        (Decimal("-121.00"), True),
        (Decimal("-3.50"), False),
        (Decimal("50.00"), True),
    ]
    assert booked[0].structured_communication == "090933755493"
    assert booked[0].counterparty_iban == OTHER_IBAN
    assert (imported.old_balance, imported.new_balance) == (Decimal("1000.00"), Decimal("925.50"))


@pytest.mark.feature(209)
async def test_bank_costs_need_no_document(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(CodaStatement((COSTS,))))

    (booked,) = await bank_sync.events(TransactionBooked)
    assert (booked.kind, booked.needs_document) == ("bank_costs", False)


async def test_the_same_file_five_times_at_once_announces_each_transaction_once(bank_sync: Harness[Deps]) -> None:
    answers = await asyncio.gather(*(send(bank_sync, file(STATEMENT)) for _ in range(5)))

    new = [a.json()["results"][0]["statements"][0]["new_transactions"] for a in answers]
    assert sorted(new) == [0, 0, 0, 0, 3]
    assert len(await bank_sync.events(TransactionBooked)) == 3
    assert len(await bank_sync.events(StatementImported)) == 1


async def test_two_equal_payments_on_one_day_stay_two(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(CodaStatement((Entry("-10.00", code="00101000"), Entry("-10.00", code="00101000")))))

    booked = await bank_sync.events(TransactionBooked)
    assert len({t.transaction_id for t in booked}) == 2


async def test_a_false_balance_is_refused_whole_with_line_and_rule(bank_sync: Harness[Deps]) -> None:
    content = file(STATEMENT)
    false = content.replace(b"0000000000925500", b"0000000000926500")

    answer = await send(bank_sync, false, language="nl")

    assert false != content
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["params"]["rule"] == "balance"
    assert "niet geïmporteerd" in answer.json()["detail"]
    assert await bank_sync.events() == []


async def test_of_several_files_the_bad_one_is_named_and_the_good_one_taken(bank_sync: Harness[Deps]) -> None:
    answer = await send(bank_sync, b"this is no CODA file", file(STATEMENT))

    results = answer.json()["results"]
    assert answer.status_code == 207
    assert [r["status"] for r in results] == ["refused", "imported"]
    assert results[0]["problem"]["params"]["rule"] == "not_coda"


async def test_a_statement_of_a_strange_account_must_be_confirmed(bank_sync: Harness[Deps]) -> None:
    await bank_sync.handle(
        ClientConfigured(client_id=bank_sync.client_id, name="X", vat_number="BE0403170701", ibans=(OTHER_IBAN,))
    )

    refused = await send(bank_sync, file(STATEMENT))
    taken = await send(bank_sync, file(STATEMENT), data={"confirm_account": "true"})

    assert (refused.status_code, refused.json()["code"]) == (422, "account_not_yours")
    assert taken.status_code == 201


async def test_a_missing_statement_is_named(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(CodaStatement((COSTS,), coda_number="041")))
    later = CodaStatement(
        (COSTS,), coda_number="043", old_balance="900.00", old_date=date(2025, 3, 4), new_date=date(2025, 3, 5)
    )

    answer = await send(bank_sync, file(later))

    statement = answer.json()["results"][0]["statements"][0]
    assert (statement["continuity"], statement["missing"]) == ("gap", [42])


async def test_accounts_show_their_latest_balance_and_statements_are_paged(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(STATEMENT))
    base = f"/v1/clients/{bank_sync.client_id}"

    accounts = await bank_sync.http("GET", f"{base}/accounts", rights=["bank:read"])
    statements = await bank_sync.http("GET", f"{base}/bank-statements?limit=1", rights=["bank:read"])

    assert [(a["account"], a["balance"]) for a in accounts.json()] == [(IBAN, "925.50")]
    assert [s["transactions"] for s in statements.json()["items"]] == [3]
    assert statements.json()["next"] is None


async def test_each_account_shows_its_own_latest_balance_in_each_currency(bank_sync: Harness[Deps]) -> None:
    def statement(account: str, currency: str, old: str, day: int) -> CodaStatement:
        number, date_ = f"{day:03}", date(2025, 3, day)
        return CodaStatement(
            account=account, currency=currency, old_balance=old, coda_number=number, old_date=date_, new_date=date_
        )

    for account, currency in ((OTHER_IBAN, "EUR"), (IBAN, "USD"), (IBAN, "EUR")):
        for day, balance in ((5, "50.00"), (7, "70.00"), (6, "60.00")):
            sent = file(statement(account, currency, balance, day))
            assert (await send(bank_sync, sent, data={"confirm_account": "true"})).status_code == 201

    accounts = await bank_sync.http("GET", f"/v1/clients/{bank_sync.client_id}/accounts", rights=["bank:read"])

    found = [(a["account"], a["currency"], a["balance"]) for a in accounts.json()]
    assert found == sorted((a, c, "70.00") for a, c in ((OTHER_IBAN, "EUR"), (IBAN, "USD"), (IBAN, "EUR")))


@pytest.mark.feature(11)
async def test_another_company_sees_nothing_of_it(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(STATEMENT))

    other = bank_sync.other_client_id
    accounts = await bank_sync.http("GET", f"/v1/clients/{other}/accounts", rights=["bank:read"], client_id=other)

    assert accounts.json() == []


async def test_the_tables_are_what_the_migrations_make(bank_sync: Harness[Deps]) -> None:
    assert await differences(bank_sync) == []


@pytest.mark.parametrize("position", [("2026-06-01",), ("yesterday", "x"), ("2026-06-01", "no id")])
async def test_a_cursor_of_another_list_is_refused(bank_sync: Harness[Deps], position: tuple[str, ...]) -> None:
    cursor = cursor_of(Listed("bank statements", bank_sync.client_id), *position)
    path = f"/v1/clients/{bank_sync.client_id}/bank-statements?cursor={cursor}"

    answer = await bank_sync.http("GET", path, rights=["bank:read"])

    assert (answer.status_code, answer.json()["code"]) == (400, "cursor_invalid")


async def test_statements_that_fit_on_one_page_have_no_next_one(bank_sync: Harness[Deps]) -> None:
    await send(bank_sync, file(STATEMENT))
    path = f"/v1/clients/{bank_sync.client_id}/bank-statements"

    first = (await bank_sync.http("GET", f"{path}?limit=1", rights=["bank:read"])).json()

    assert (len(first["items"]), first["next"]) == (1, None)
    assert first["items"][0]["account"] == IBAN
