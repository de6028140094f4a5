"""Asks whether a package of the locks has a known vulnerability: python -m deploy.audit [--advisories FOLDER-OR-ZIP]

With a network it asks the OSV service, without one a snapshot of it (docs/operations.md says how to fetch one).
Exit codes: 0 no finding, 1 a finding, 2 not audited.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from deploy.advisories import Snapshot, UnusableAdvisories, answered, read
from deploy.packages import EVERYTHING, PRODUCTION

IGNORED = Path(__file__).with_name("audit_ignored.toml")
OSV = "https://api.osv.dev/v1/query"
OLD = timedelta(days=14)
NO_FINDING, FINDING, NOT_AUDITED = 0, 1, 2


class NotAudited(Exception):
    """No answer about the packages could be had."""


@dataclass(frozen=True)
class Finding:
    """A known vulnerability of a pinned package."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def __str__(self) -> str:
        """One line for whoever has to act."""
        fixed = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no fixed version yet"
        return f"{self.package} {self.version}: {', '.join(self.names)}; {fixed}"


def ignored_on(day: date, text: str) -> dict[str, str]:
    """The advisories that may be left for now, with the reason. Raises NotAudited for an entry without one."""
    found: dict[str, str] = {}
    for entry in tomllib.loads(text).get("ignored", ()):
        if not entry.get("reason") or not isinstance(entry.get("until"), date):
            raise NotAudited(f"{IGNORED.name}: {entry.get('id')} needs a reason and a date `until`")
        if entry["until"] >= day:
            found[entry["id"]] = entry["reason"]
    return found


def findings_of(report: dict[str, Any]) -> list[Finding]:
    """What a report of pip-audit tells. Raises NotAudited when a package was left out."""
    left_out = [one["name"] for one in report["dependencies"] if "skip_reason" in one]
    if left_out or not report["dependencies"]:
        raise NotAudited(f"no answer about {', '.join(left_out) or 'any package'}")
    return [
        Finding(one["name"], one["version"], (found["id"], *found["aliases"]), tuple(found["fix_versions"]))
        for one in report["dependencies"]
        for found in one["vulns"]
    ]


def audit(lock: Path, address: str) -> list[Finding]:
    """The findings of one lock, whose packages are all looked at as they are pinned. Raises NotAudited."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--osv-url", address]
        command += ["--requirement", str(lock), "--disable-pip", "--no-deps", "--progress-spinner", "off"]
        command += ["--cache-dir", folder, "--format", "json", "--output", str(report)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if not report.exists():
            raise NotAudited(f"{lock.name}: {(ran.stderr.strip().splitlines() or ['no answer'])[-1]}")
        return findings_of(json.loads(report.read_text("utf-8")))


def age_warning(snapshot: Snapshot, now: datetime) -> str | None:
    """What to say of a snapshot whose newest advisory is older than two weeks: PyPI has new ones every day."""
    newest = snapshot.newest
    if newest is None or now - newest <= OLD:
        return None
    return f"WARNING: THE ADVISORIES ARE OLD: the newest is of {newest:%Y-%m-%d}, {(now - newest).days} days ago"


def run(advisories: Path | None, locks: list[Path], now: datetime, ignored: str) -> int:
    """Print what was found and return the exit code."""
    try:
        snapshot = read(advisories) if advisories else None
        if snapshot and (warning := age_warning(snapshot, now)):
            print(warning, file=sys.stderr)
        passed_over = ignored_on(now.date(), ignored)
        with answered(snapshot) if snapshot else nullcontext(OSV) as address:
            findings = {finding: lock.name for lock in locks for finding in audit(lock, address)}
    except (NotAudited, UnusableAdvisories) as problem:
        print(f"NOT AUDITED: {problem}", file=sys.stderr)
        return NOT_AUDITED
    return _told(findings, passed_over)


def _told(findings: dict[Finding, str], passed_over: dict[str, str]) -> int:
    """Print each finding, those that are ignored with the reason, and return the exit code."""
    serious = 0
    for finding, lock in findings.items():
        reason = next((passed_over[name] for name in finding.names if name in passed_over), None)
        serious += reason is None
        print(f"{lock}: {finding}" + (f" (ignored: {reason})" if reason else ""))
    print(f"{serious} known vulnerabilities, {len(findings) - serious} ignored")
    return FINDING if serious else NO_FINDING


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Ask whether a package of the locks has a known vulnerability.")
    parser.add_argument("--advisories", type=Path, help="a folder or ZIP in the OSV format; without it OSV is asked")
    given = parser.parse_args()
    sys.exit(run(given.advisories, [PRODUCTION, EVERYTHING], datetime.now(UTC), IGNORED.read_text("utf-8")))
