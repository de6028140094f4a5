"""`python -m tests.accuracy.show scan-1-0003 DIR`: writes one tuning document and its truth into a folder."""

import sys
from pathlib import Path
from typing import get_args

from tests.accuracy.designs import TUNING
from tests.accuracy.documents import Class, Task, make_document


def task_of(name: str) -> Task:
    """The task of a document's name, as `--cases` prints it."""
    class_, seed, number = name.rsplit("-", 2)
    if class_ not in get_args(Class):
        raise ValueError(f"{name}: no class is called {class_}")
    return Task(class_, int(seed), int(number))  # type: ignore[arg-type]


def main(name: str, folder: str) -> None:
    document, place = make_document(task_of(name), TUNING), Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    (place / document.sample.filename).write_bytes(document.sample.content)
    (place / f"{document.sample.filename}.truth.json").write_text(document.sample.truth_json(), encoding="utf-8")
    print(f"{place / document.sample.filename}: {document.special} {document.rendering or ''} {document.design}")


if __name__ == "__main__":
    main(*sys.argv[1:])
