"""`python -m libs.samples write DIR --seed N --count N`: writes sample files and their expected values to a folder."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from libs.samples.batch import samples
from libs.samples.demo import DEMO_DAY, demo_set
from libs.samples.truth import Sample


def write(folder: Path, found: Iterable[Sample]) -> int:
    """Write each sample as `name.pdf` and `name.pdf.truth.json`. Returns the number of samples."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for sample in found:
        (folder / sample.filename).write_bytes(sample.content)
        (folder / f"{sample.filename}.truth.json").write_text(sample.truth_json(), encoding="utf-8")
        count += 1
    return count


def write_demo(folder: Path, seed: int, today: date) -> int:
    """Write the documents and statements of the demo, a folder a client. Returns the number of files."""
    demo = demo_set(seed, today)
    count = 0
    for client in demo.clients:
        place = folder / client.key
        count += write(place, (document.sample for document in demo.of(client.key)))
        for statement in demo.statements:
            if statement.client == client.key:
                (place / statement.filename).write_bytes(statement.content)
                count += 1
    return count


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m libs.samples", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    batch = commands.add_parser("write", help="draw documents of all kinds")
    batch.add_argument("folder", type=Path)
    batch.add_argument("--seed", type=int, default=1)
    batch.add_argument("--count", type=int, default=20)
    demo = commands.add_parser("demo", help="the documents and statements of the demo")
    demo.add_argument("folder", type=Path)
    demo.add_argument("--seed", type=int, default=2026)
    demo.add_argument("--today", type=date.fromisoformat, default=DEMO_DAY)
    chosen = parser.parse_args(arguments)
    if chosen.command == "write":
        count = write(chosen.folder, samples(chosen.seed, chosen.count))
    else:
        count = write_demo(chosen.folder, chosen.seed, chosen.today)
    print(f"{count} files in {chosen.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
