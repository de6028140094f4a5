"""The `serein` command, called as an operator or a script would."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text
from typer.testing import CliRunner, Result

from cli.dead_letters import State
from cli.main import app
from libs.samples import bad, batch
from libs.service_kit.dead_letters import DeadLetter, keep
from libs.service_kit.testing import Harness
from tests.conftest import OpenHarness
from tests.service_kit.toy.app import Deps
from tests.service_kit.toy.app import app as toy_app
from tests.service_kit.toy.contract import Answered, Counted


@pytest.fixture
async def toy(harness: OpenHarness) -> Harness[Deps]:
    return await harness(toy_app)


@pytest.fixture
def owner(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sets the variable by which the command finds the database."""
    monkeypatch.setenv("SEREIN_DATABASE_OWNER_URL", database_url)


async def serein(*arguments: str) -> Result:
    """Run the command in a thread, because it starts an event loop."""
    import asyncio

    return await asyncio.to_thread(CliRunner().invoke, app, list(arguments))


async def dead_letters(*arguments: str) -> list[dict[str, Any]]:
    result = await serein("dead-letters", "list", "--json", *arguments)
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.usefixtures("owner")
async def test_a_dead_letter_is_listed_shown_and_handled_again(toy: Harness[Deps]) -> None:
    number = uuid4().int % 100_000
    toy.deps.attempts[number] = -100
    await toy.handle(Counted(client_id=toy.client_id, number=number, behaviour="busy"))
    (dead_letter,) = [row for row in await dead_letters() if row["reason"].endswith("the abacus is busy")]

    shown = await serein("dead-letters", "show", dead_letter["dead_letter_id"])
    asked = await serein("dead-letters", "replay", dead_letter["dead_letter_id"])
    toy.deps.attempts[number] = 100
    await toy.running.dispatcher.replay("replay")

    assert json.loads(json.loads(shown.stdout)["raw"])["data"]["number"] == number
    assert asked.exit_code == 0
    assert dead_letter["dead_letter_id"] not in {row["dead_letter_id"] for row in await dead_letters()}
    assert dead_letter["dead_letter_id"] in {
        row["dead_letter_id"] for row in await dead_letters("--state", State.REPLAYED)
    }


@pytest.mark.usefixtures("owner")
async def test_an_unsent_event_is_listed_and_dropped_once(toy: Harness[Deps]) -> None:
    letter = DeadLetter(raw=b"{}", topic="toy", reason="too large", state="unsent", event_id=await written(toy))
    await keep(toy.running.database, letter)
    found = str(letter.dead_letter_id)

    states = {row["dead_letter_id"]: row["state"] for row in await dead_letters()}
    hesitant = await serein("dead-letters", "drop", found)
    dropped = await serein("dead-letters", "drop", found, "--yes")
    again = await serein("dead-letters", "drop", found, "--yes")

    assert states[found] == "unsent"
    assert (hesitant.exit_code, dropped.exit_code, again.exit_code) == (1, 0, 1)
    assert found not in {row["dead_letter_id"] for row in await dead_letters()}
    assert found in {row["dead_letter_id"] for row in await dead_letters("--state", State.DROPPED)}


async def written(toy: Harness[Deps]) -> UUID:
    """The id of an event that waits in the outbox."""
    async with toy.context().transaction() as tx:
        tx.publish(Answered(client_id=toy.client_id, number=1))
    async with toy.context().read() as tx:
        (row,) = await tx.fetch(text("SELECT id FROM toy.outbox"))
    return UUID(str(row.id))


@pytest.mark.usefixtures("toy", "owner")
async def test_without_dead_letters_the_list_says_so() -> None:
    result = await serein("dead-letters", "list", "--state", "waiting")

    assert (result.exit_code, "every event was handled" in result.stdout) == (0, True)


@pytest.mark.usefixtures("toy", "owner")
async def test_a_state_that_no_dead_letter_has_is_refused_with_the_states_there_are() -> None:
    result = await serein("dead-letters", "list", "--state", "bogus")

    assert result.exit_code == 2
    assert [state for state in State if state not in result.output] == []


@pytest.mark.usefixtures("toy", "owner")
async def test_an_unknown_dead_letter_is_an_error() -> None:
    shown = await serein("dead-letters", "show", str(uuid4()))
    replayed = await serein("dead-letters", "replay", str(uuid4()))

    assert (shown.exit_code, replayed.exit_code) == (1, 1)


@pytest.mark.usefixtures("toy", "owner")
async def test_events_are_published_again_when_asked() -> None:
    result = await serein("replay", "nosuch")

    assert result.exit_code == 2
    assert "must be one of: directory, ingest" in result.output


async def test_without_a_running_platform_the_command_says_how_to_start_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.delenv("SEREIN_DATABASE_OWNER_URL", raising=False)

    result = await serein("dead-letters", "list", "--var", str(tmp_path))

    assert result.exit_code == 1
    assert "serein up" in result.output


async def test_the_doctor_finds_nothing_missing_on_this_computer() -> None:
    result = await serein("doctor", "--json")

    findings = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {f["what"] for f in findings} >= {"Python", "the embedded database", "the embedded broker"}
    assert all(f["is_well"] or not f["is_needed"] for f in findings)
    assert all(f["remedy"] for f in findings if not f["is_well"])


async def test_one_document_is_read_without_any_server(tmp_path: Any) -> None:
    sample = batch.one(5, 1, "ogm")
    file = tmp_path / sample.filename
    file.write_bytes(sample.content)

    result = await serein("read", str(file), "--json")

    read = json.loads(result.stdout)
    assert result.exit_code == 0
    assert read["extracted"]["fields"]["total_with_vat"]["value"] == str(sample.truth.total_with_vat)


def test_nothing_but_the_fields_of_a_document_is_printed(tmp_path: Path) -> None:
    sample = batch.one(5, 1, "ogm")
    file = tmp_path / sample.filename
    file.write_bytes(sample.content)

    done = subprocess.run(
        [Path(sys.executable).with_name("serein"), "read", file, "--json"], capture_output=True, text=True, check=True
    )

    assert json.loads(done.stdout)["extracted"]["fields"]["seller"]["name"]["value"]
    assert done.stderr == ""


async def test_what_cannot_be_read_ends_with_exit_code_1_and_the_reason(tmp_path: Any) -> None:
    file = tmp_path / "locked.pdf"
    file.write_bytes(bad.encrypted_pdf())

    result = await serein("read", str(file), "--json")

    assert result.exit_code == 1
    assert "password" in result.stdout
