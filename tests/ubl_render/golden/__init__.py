"""The golden files of every package: one folder per package and case, with the files under their delivered names.

python -m tests.ubl_render.golden      writes them again; review the difference before you commit it
"""

from pathlib import Path

from contracts.events.release import DocumentReleased
from services.ubl_render.domain.package import Package
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material, Rendered
from tests.ubl_render.golden.cases import CASES

__all__ = ["CASES", "DOCUMENT", "SUBJECT", "files_of", "rendered", "stored", "write_anew"]

FOLDER = Path(__file__).parent
DOCUMENT = FOLDER / "document.pdf"
SUBJECT = "mail-subject.txt"


def rendered(package: Package, release: DocumentReleased) -> Rendered:
    """Returns a case as this package receives it."""
    return render(release.model_copy(update={"package": package.name}), package, Material(DOCUMENT.read_bytes()))


def files_of(result: Rendered) -> dict[str, bytes]:
    """Returns what is compared: every file, and the subject of the mail."""
    return {file.filename: file.content for file in result.files} | {SUBJECT: f"{result.subject}\n".encode()}


def stored(package: str, case: str) -> dict[str, bytes]:
    """Returns the reviewed files of a package and case."""
    return {file.name: file.read_bytes() for file in (FOLDER / package / case).iterdir()}


def write_anew() -> list[Path]:
    """Replace all golden files. Returns the folders that changed."""
    changed = []
    for name, package in load_packages().items():
        for case, release in CASES.items():
            folder, wanted = FOLDER / name / case, files_of(rendered(package, release))
            folder.mkdir(parents=True, exist_ok=True)
            if stored(name, case) == wanted:
                continue
            for old in folder.iterdir():
                old.unlink()
            for filename, content in wanted.items():
                (folder / filename).write_bytes(content)
            changed.append(folder)
    return changed
