"""The whole way of a document on real input: the result of `serein demo`, checked."""

import pytest

from cli.demo.scenario import Scenario


@pytest.mark.feature(5, 128, 135, 136, 137, 252, 277, 278, 282, 309, 315, 319)
async def test_every_document_ends_where_it_should(scenario: Scenario) -> None:
    faults = [f"{result.expected.name}: {fault}" for result in scenario.results for fault in result.faults]

    assert faults == []
    assert scenario.unexplained == []
    assert len(scenario.results) >= 12


async def test_every_kind_of_outcome_is_in_the_demo(scenario: Scenario) -> None:
    outcomes = {result.expected.outcome for result in scenario.results}
    kinds = {result.document["kind"] for result in scenario.results if result.document}

    assert outcomes == {"delivered", "task", "duplicate"}
    assert {"purchase_invoice", "purchase_credit_note", "sales_invoice", "contract"} <= kinds


@pytest.mark.feature(275)
async def test_every_delivered_document_has_its_receipt(scenario: Scenario) -> None:
    delivered = [
        result.document for result in scenario.results if result.expected.outcome == "delivered" and result.document
    ]

    assert delivered
    assert all(document["state"] == "delivered" and document["receipt"] for document in delivered)


@pytest.mark.feature(209)
async def test_bank_costs_open_no_task(scenario: Scenario) -> None:
    for client_id in scenario.client_ids.values():
        tasks = await scenario.firm.everything(f"/v1/clients/{client_id}/tasks")
        kinds = {task["transaction"]["kind"] for task in tasks if task["transaction"]}

        assert not kinds & {"bank_costs", "interest", "cash", "salary", "tax"}


async def test_no_event_became_a_dead_letter(scenario: Scenario) -> None:
    from libs.service_kit import dead_letters

    counts = {name: await dead_letters.count(r.database) for name, r in scenario.environment.platform.running.items()}

    assert set(counts.values()) == {0}, counts
