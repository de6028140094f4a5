"""Stopping and starting the platform loses nothing, although the embedded broker keeps everything in memory."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cli.demo.environment import DemoEnvironment
from cli.demo.scenario import Scenario
from libs.samples import demo_set


async def test_documents_that_were_on_their_way_arrive_after_a_restart() -> None:
    demo = demo_set(11)
    client = demo.clients[1]
    with TemporaryDirectory(prefix="serein-restart-") as folder:
        Path(folder).chmod(0o755)
        environment = DemoEnvironment(Path(folder))
        scenario = Scenario(environment, demo, lambda *_: None, only=client.key)
        try:
            await environment.start(lambda _: None)
            await scenario.create_firm()
            await scenario.create_client(client)
            await scenario.send_documents(client)
            await scenario.send_statements(client)
            await environment.stop_platform()

            await environment.start_platform(lambda _: None)
            await scenario.sign_in()
            await scenario.until_settled()
            results, unexplained = await scenario.check()
        finally:
            await scenario.close()
            await environment.stop()

    assert len(results) == len(demo.of(client.key))
    assert [f"{result.expected.name}: {fault}" for result in results for fault in result.faults] == []
    assert unexplained == []
