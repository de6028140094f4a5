"""Stopping and starting the platform loses nothing, although the embedded broker keeps everything in memory."""

from pathlib import Path
from tempfile import TemporaryDirectory

from cli.demo.stage import Stage
from cli.demo.work import Story
from libs.samples import demo_set


async def test_documents_that_were_on_their_way_arrive_after_a_restart() -> None:
    demo = demo_set(11)
    client = demo.clients[1]
    with TemporaryDirectory(prefix="serein-restart-") as folder:
        Path(folder).chmod(0o755)
        stage = Stage(Path(folder))
        await stage.start(lambda _: None)
        try:
            story = Story(stage, demo, lambda *_: None, only=client.key)
            await story.open_the_firm()
            await story.take_on(client)
            await story.send_documents(client)
            await story.send_statements(client)
            await stage.stop_platform()

            await stage.start_platform(lambda _: None)
            await story.sign_in()
            await story.until_settled()
            rows, loose = await story.verdict()
        finally:
            await stage.stop()

    assert len(rows) == len(demo.of(client.key))
    assert [f"{row.wanted.name}: {fault}" for row in rows for fault in row.faults] == []
    assert loose == []
