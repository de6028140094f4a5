"""Every file that a test has written is checked by the official rules, whatever the test itself checks.

The writer raises an auditing event of Python for each file it makes. While the fixture is active, files are gathered;
they are judged when the test ends, each one once per session.

    every_file_is_judged = pytest.fixture(autouse=True)(judged_when_written)
"""

import hashlib
import sys
from collections.abc import Iterator
from typing import Any

from libs.ubl_schema import DIALECTS
from libs.ubl_schema.write import WRITTEN
from services.ubl_render.checks.official import validate

_gathered: list[tuple[str, bytes]] | None = None
_judged: set[bytes] = set()


def _hear(event: str, arguments: tuple[Any, ...]) -> None:
    if _gathered is not None and event == WRITTEN:
        _gathered.append((arguments[0], arguments[1]))


sys.addaudithook(_hear)


def judged_when_written() -> Iterator[None]:
    """Fail the test when a file that `write` made in it breaks a rule of its dialect."""
    global _gathered
    _gathered = []
    yield
    files, _gathered = _gathered, None
    for dialect, content in files:
        mark = hashlib.sha256(content).digest()
        if mark in _judged:
            continue
        _judged.add(mark)
        broken = validate(content, DIALECTS[dialect]).fatal
        assert not broken, f"{dialect}: {broken}\n{content[:2000]!r}"
