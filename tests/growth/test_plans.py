"""No list, look-up, handler or job reads a whole client, however many documents the client has."""

import json
import re
from collections.abc import AsyncIterator

import asyncpg
import pytest

from libs.service_kit.app import App
from libs.service_kit.database.roles import jobs_url
from tests.growth.plans import Plan, Ran, parts_of
from tests.growth.survey import Survey, installation
from tests.schema_check import isolated_tables

WITHOUT_A_CLIENT = {
    "directory": "firms and users are looked up across clients",
    "delivery.connection": "a firm's connections belong to no client",
}
"""Tables and services whose statements need not name a client, with the reason."""


@pytest.fixture(scope="module", params=[20_000, pytest.param(200_000, marks=pytest.mark.slow)])
async def survey(request: pytest.FixtureRequest) -> AsyncIterator[Survey]:
    async with installation(request.param) as survey:
        await survey.look()
        await survey.stream()
        await survey.handle()
        await survey.run_jobs()
        yield survey


async def test_no_plan_reads_much_more_than_it_returns(survey: Survey) -> None:
    faults = {
        f"{name}: {fault}": " ".join(ran.text.split())
        for name, statements in survey.ran.items()
        for ran in statements
        if (fault := ran.fault())
    }

    assert survey.failed == []
    assert len(survey.ran) > 250
    assert sum(map(len, survey.ran.values())) > 600, "the log of PostgreSQL holds the plans"
    assert faults == {}


async def test_every_statement_names_its_client(survey: Survey) -> None:
    tables = _tables_of_clients([harness.running.app for harness in survey.harnesses.values()])
    statements = {ran.text for name, each in survey.ran.items() if " runs " not in name for ran in each}

    leaning = [text for text in statements if _leans_on_row_level_security(text, tables)]

    assert len(statements) > 100
    assert leaning == []


@pytest.mark.parametrize(("route", "table"), [("/audit", "directory.audit"), ("/accounts", "bank_sync.statement")])
async def test_one_plan_for_all_values_reads_from_the_index_too(survey: Survey, route: str, table: str) -> None:
    texts = {
        ran.text
        for name, statements in survey.ran.items()
        for ran in statements
        if name.partition(" ")[0].endswith(route) and f"FROM {table}" in " ".join(ran.text.split())
    }
    owner = await asyncpg.connect(survey.owner_url)

    plans = [await _plan_for_all_values(owner, text) for text in texts]

    await owner.close()
    parts = [part for plan in plans for part in parts_of(plan)]
    assert len(plans) >= 1
    assert {part["Index Name"] for part in parts if "Index Name" in part} != set()
    assert [part for part in parts if part.get("Relation Name") and not part["Node Type"].startswith("Index")] == []
    assert [part["Sort Key"] for part in parts if part["Node Type"] == "Sort" and not _sorts_a_page(part)] == []


async def _plan_for_all_values(owner: asyncpg.Connection, text: str) -> Plan:
    """How a statement is run that was planned once, as PostgreSQL may do after five runs."""
    values = ", ".join(["NULL"] * len(set(re.findall(r"\$\d+", text))))
    await owner.execute("SET plan_cache_mode = force_generic_plan")
    await owner.execute(f"PREPARE looked AS {text}")
    (explained,) = json.loads(await owner.fetchval(f"EXPLAIN (FORMAT JSON) EXECUTE looked({values})"))
    await owner.execute("DEALLOCATE looked")
    plan: Plan = explained["Plan"]
    return plan


def _sorts_a_page(part: Plan) -> bool:
    return any(below["Node Type"] in {"CTE Scan", "Limit"} for below in part["Plans"])


async def test_a_scan_of_a_client_is_found(survey: Survey) -> None:
    reconcile = survey.harnesses["reconcile"]
    owner = await asyncpg.connect(jobs_url(reconcile.running.settings.database_url.get_secret_value()))
    await owner.execute("SELECT set_config('serein.client', '*', false)")
    survey.log.ran()

    await owner.fetch("SELECT document_id FROM reconcile.document WHERE note = 'no index has it'")

    (scan,) = survey.log.ran()
    await owner.close()
    assert "rows read for 0" in (scan.fault() or "")
    assert _leans_on_row_level_security(scan.text, {"reconcile.document"})


def test_rows_are_counted_where_they_are_read() -> None:
    index = {"Node Type": "Bitmap Index Scan", "Index Name": "ix", "Actual Rows": 9000, "Actual Loops": 1}
    heap = {"Node Type": "Bitmap Heap Scan", "Relation Name": "t", "Actual Rows": 1, "Actual Loops": 1,
            "Rows Removed by Filter": 8999, "Plans": [index]}  # fmt: skip
    ran = Ran("SELECT", 1.0, {"Node Type": "Limit", "Actual Rows": 1, "Actual Loops": 1, "Plans": [heap]})

    assert (ran.read, ran.returned) == (9000, 1)
    assert ran.fault() == "9,000 rows read for 1 (Bitmap Index Scan of ix: 9,000)"


def _tables_of_clients(apps: list[App[object]]) -> set[str]:
    return {
        f"{app.service.name}.{table}"
        for app in apps
        for table in isolated_tables(app.tables.metadata)
        if not WITHOUT_A_CLIENT.keys() & {app.service.name, f"{app.service.name}.{table}"}
    }


def _leans_on_row_level_security(text: str, tables: set[str]) -> bool:
    """Whether a statement reads or changes rows of a client that it does not name."""
    if re.match(r"INSERT INTO \S+ \([^)]*\) VALUES", text):
        return False
    words = set(re.findall(r"(?:FROM|JOIN|UPDATE|,)\s+([a-z_]+\.[a-z_]+)", text))
    return bool(words & tables) and not re.search(r"client_id (?:=|IN)|USING \(client_id", text)
