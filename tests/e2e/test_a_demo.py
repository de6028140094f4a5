"""The main job on real input: what `serein demo` shows, held to account."""

import pytest

from cli.demo.work import Story


@pytest.mark.feature(5, 128, 135, 136, 137, 252, 277, 278, 282, 309, 315, 319)
async def test_every_document_ends_where_it_should(story: Story) -> None:
    faults = [f"{row.wanted.name}: {fault}" for row in story.rows for fault in row.faults]

    assert faults == []
    assert story.loose == []
    assert len(story.rows) >= 12


async def test_every_kind_of_end_is_in_the_demo(story: Story) -> None:
    outcomes = {row.wanted.outcome for row in story.rows}
    kinds = {row.document["kind"] for row in story.rows if row.document}

    assert outcomes == {"delivered", "task", "duplicate"}
    assert {"purchase_invoice", "purchase_credit_note", "sales_invoice", "contract"} <= kinds


@pytest.mark.feature(275)
async def test_every_delivered_document_has_its_receipt(story: Story) -> None:
    delivered = [row.document for row in story.rows if row.wanted.outcome == "delivered" and row.document]

    assert delivered
    assert all(document["state"] == "delivered" and document["receipt"] for document in delivered)


@pytest.mark.feature(209)
async def test_bank_costs_are_on_nobodys_task_list(story: Story) -> None:
    for client_id in story.client_ids.values():
        tasks = await story.firm.everything(f"/v1/clients/{client_id}/tasks")
        kinds = {task["transaction"]["kind"] for task in tasks if task["transaction"]}

        assert not kinds & {"bank_costs", "interest", "cash", "salary", "tax"}


async def test_no_event_became_a_dead_letter(story: Story) -> None:
    from libs.service_kit import dead_letters

    counts = {name: await dead_letters.count(r.database) for name, r in story.stage.platform.running.items()}

    assert set(counts.values()) == {0}, counts
