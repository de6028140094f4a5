"""Measures lists, look-ups, handlers and jobs on a large installation: `python -m tests.growth [documents]`."""

import asyncio
import sys

from libs.service_kit.telemetry import set_up_logs
from tests.growth.plans import Ran
from tests.growth.survey import installation


async def _report(documents: int) -> int:
    async with installation(documents) as survey:
        for part in (survey.look, survey.stream, survey.handle, survey.run_jobs):
            await part()
        times = sorted(map(_milliseconds, survey.ran.values()))
        for name, each in sorted(survey.ran.items(), key=lambda item: -_milliseconds(item[1])):
            print(f"{_milliseconds(each):9.1f} ms  {len(each):3}  {name}")
            for ran in each:
                if fault := ran.fault():
                    print(f"            {fault}\n              {' '.join(ran.text.split())[-300:]}")
        print("\n".join(survey.failed))
        print(f"{len(times)} in all, p95 {times[int(len(times) * 0.95)]:.1f} ms, longest {times[-1]:.1f} ms")
    return 0


def _milliseconds(each: list[Ran]) -> float:
    """What the statements took; those inside a function count with the statement that called it."""
    return sum(ran.milliseconds for ran in each if not ran.text.endswith(" LIMIT most"))


if __name__ == "__main__":
    set_up_logs("ERROR", as_json=False)
    sys.exit(asyncio.run(_report(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)))
