"""Prints the packages that one service needs, one a line, for its image: python deploy/service_requirements.py delivery

Everybody needs the dependencies of pyproject.toml; the heavy parts of its extras go only where they are used, so that
the image which talks to the world holds no PDF engine, and the one which reads PDFs no mail client.
"""

import sys
import tomllib
from pathlib import Path
from typing import Any

EXTRAS = {
    "ocr_extract": ("ocr", "ubl"),
    "ubl_render": ("ubl",),
    "delivery": ("delivery", "mail"),
    "directory": ("mail",),
}


def requirements_of(service: str, project: dict[str, Any]) -> list[str]:
    """The requirements of a service, from the `project` table of pyproject.toml."""
    wanted = list(project["dependencies"])
    for extra in EXTRAS.get(service, ()):
        wanted += project["optional-dependencies"][extra]
    return wanted


if __name__ == "__main__":
    (name,) = sys.argv[1:]
    table = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    sys.stdout.write("\n".join(requirements_of(name, table)) + "\n")
