"""The time limit of the demo."""

from types import SimpleNamespace
from typing import Any

from cli.demo.scenario import Scenario


async def test_all_waits_of_the_demo_share_one_limit_and_say_when_it_is_reached() -> None:
    steps: list[str] = []
    environment: Any = None
    scenario = Scenario(environment, SimpleNamespace(clients=[]), lambda what, _: steps.append(what), seconds=0)

    await scenario.until_read()
    await scenario.until_settled()

    assert steps == ["reading: no time left", "linking, rendering, delivering: no time left"]
