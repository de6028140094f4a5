"""What happened when, in a file: the first thing to read when a run has failed."""

import json
import time
from collections import Counter
from pathlib import Path
from typing import Any


class Timeline:
    """Lines of JSON: seconds since the start, what happened, and details."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.counts: Counter[str] = Counter()
        self._started = time.monotonic()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")

    def note(self, what: str, **details: Any) -> None:
        """Add a line."""
        self.counts[what] += 1
        line = {"at": round(time.monotonic() - self._started, 3), "what": what, **details}
        with self.path.open("a") as file:
            file.write(json.dumps(line, default=str) + "\n")
