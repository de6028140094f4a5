"""The demo, begun while every service answers 503 for some seconds, ends as if nothing had been."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from cli.demo.environment import DemoEnvironment
from cli.demo.scenario import Scenario
from libs.samples import demo_set

TIMES = 4
"""So many requests are refused by each service, each after the pause that the answer before has asked for."""


class BusyAtFirst:
    """Answers 503 with Retry-After to the first requests for business, as a service with too much to do does."""

    def __init__(self, app: ASGIApp, refused: Counter[str], name: str) -> None:
        self._app, self._refused, self._name = app, refused, name

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let the request through."""
        business = scope["type"] == "http" and scope["path"].startswith(("/v1/", "/internal/"))
        if not business or self._refused[self._name] == TIMES:
            await self._app(scope, receive, send)
            return
        self._refused[self._name] += 1
        busy = JSONResponse({"code": "too_busy", "detail": "busy"}, 503, headers={"retry-after": "1"})
        await busy(scope, receive, send)


async def test_the_demo_outlasts_services_that_are_busy_at_first() -> None:
    demo = demo_set(11)
    client = demo.clients[1]
    refused: Counter[str] = Counter()
    with TemporaryDirectory(prefix="serein-busy-") as folder:
        Path(folder).chmod(0o755)
        environment = DemoEnvironment(Path(folder))
        scenario = Scenario(environment, demo, lambda *_: None, only=client.key)
        try:
            await environment.start(lambda _: None)
            for name, running in environment.platform.running.items():
                app = running.http.middleware_stack or running.http.build_middleware_stack()
                running.http.middleware_stack = BusyAtFirst(app, refused, name)
            results, unexplained = await scenario.run()
        finally:
            await scenario.close()
            await environment.stop()

    assert {"gateway", "directory", "ingest", "bank_sync", "delivery", "reconcile"} <= refused.keys()
    assert set(refused.values()) == {TIMES}
    assert len(results) == len(demo.of(client.key))
    assert [f"{result.expected.name}: {fault}" for result in results for fault in result.faults] == []
    assert unexplained == []
