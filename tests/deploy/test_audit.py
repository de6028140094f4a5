"""The audit of the locks against a snapshot of advisories: each advisory here is made up."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from deploy import audit
from deploy.advisories import Snapshot, UnusableAdvisories, answered, read
from deploy.packages import EVERYTHING, PRODUCTION, pinned_in

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
NOTHING_IGNORED = ""


def advisory(name: str = "Example.Lib", **part: Any) -> dict[str, Any]:
    """A made-up advisory: everything before 1.5 is affected, unless `part` says otherwise."""
    span = {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.5"}]}
    return {
        "schema_version": "1.7.0",
        "id": "TEST-2026-1",
        "aliases": ["CVE-0000-0001"],
        "modified": "2026-11-30T08:00:00Z",
        "published": "2026-11-30T08:00:00Z",
        "summary": "made up",
        "affected": [{"package": {"ecosystem": "PyPI", "name": name}, "ranges": [span], **part}],
    }


def folder_with(folder: Path, *advisories: dict[str, Any]) -> Path:
    folder.mkdir()
    for number, one in enumerate(advisories):
        (folder / f"{number}.json").write_text(json.dumps(one), "utf-8")
    return folder


def lock_of(folder: Path, *pins: str) -> Path:
    path = folder / "made.lock"
    path.write_text("".join(f"{pin} \\\n    --hash=sha256:{'0' * 64}\n" for pin in pins), "utf-8")
    return path


def events(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"type": "ECOSYSTEM", "events": [{kind: version} for kind, version in pairs]}]


@pytest.mark.parametrize(
    ("part", "version", "is_affected"),
    [
        ({}, "1.4", True),
        ({}, "1.5", False),
        ({}, "1.5rc1", True),
        ({}, "0.0.1.dev1", True),
        ({"ranges": events(("introduced", "1.2"), ("fixed", "1.5"))}, "1.1", False),
        ({"ranges": events(("introduced", "1.2"), ("last_affected", "1.5"))}, "1.5.0", True),
        ({"ranges": events(("introduced", "1.2"), ("last_affected", "1.5"))}, "1.5.1", False),
        ({"ranges": events(("introduced", "0"), ("fixed", "1"), ("introduced", "2"), ("fixed", "3"))}, "1.9", False),
        ({"ranges": events(("introduced", "2"), ("fixed", "3"), ("introduced", "0"), ("fixed", "1"))}, "2.1", True),
        ({"ranges": events(("introduced", "1.2"))}, "9.9", True),
        ({"ranges": [], "versions": ["1.4.0"]}, "1.4", True),
        ({"ranges": [], "versions": ["not a version", "1.4.1"]}, "1.4", False),
        ({"ranges": [{"type": "GIT", "events": [{"introduced": "0"}]}]}, "1.4", False),
    ],
)
def test_a_version_is_affected_inside_the_range_and_not_outside(
    part: dict[str, Any], version: str, *, is_affected: bool
) -> None:
    snapshot = Snapshot()
    snapshot.add(advisory(**part))

    found = snapshot.about("example-lib", version)

    assert bool(found) == is_affected


def test_a_finding_fails_and_tells_the_fixed_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    advisories = folder_with(tmp_path / "osv", advisory())

    code = audit.run(advisories, [lock_of(tmp_path, "example-lib==1.4", "other==2.0")], NOW, NOTHING_IGNORED)

    assert code == audit.FINDING
    assert "made.lock: example-lib 1.4: CVE-0000-0001, TEST-2026-1; fixed in 1.5" in capsys.readouterr().out


def test_a_version_outside_the_range_passes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    advisories = folder_with(tmp_path / "osv", advisory(), advisory("other") | {"withdrawn": "2026-11-30T09:00:00Z"})

    code = audit.run(advisories, [lock_of(tmp_path, "example-lib==1.5", "other==1.0")], NOW, NOTHING_IGNORED)

    assert code == audit.NO_FINDING
    assert capsys.readouterr() == ("0 known vulnerabilities, 0 ignored\n", "")


def test_a_snapshot_may_be_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("TEST-2026-1.json", json.dumps(advisory()))

    snapshot = read(tmp_path / "all.zip")

    assert [one["id"] for one in snapshot.about("example_lib", "1.0")] == ["TEST-2026-1"]


@pytest.mark.parametrize(
    ("until", "code"), [("2026-12-01", audit.NO_FINDING), ("2026-11-30", audit.FINDING)], ids=["still", "no longer"]
)
def test_an_ignored_finding_counts_again_after_its_day(
    tmp_path: Path, until: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    advisories = folder_with(tmp_path / "osv", advisory())
    ignored = f'[[ignored]]\nid = "CVE-0000-0001"\nreason = "never called"\nuntil = {until}\n'

    found = audit.run(advisories, [lock_of(tmp_path, "example-lib==1.4")], NOW, ignored)

    assert found == code
    assert ("(ignored: never called)" in capsys.readouterr().out) == (code == audit.NO_FINDING)


@pytest.mark.parametrize("entry", ['id = "X"\nuntil = 2027-01-01', 'id = "X"\nreason = "because"'])
def test_nothing_is_ignored_without_a_reason_and_a_day(entry: str) -> None:
    with pytest.raises(audit.NotAudited, match="needs a reason and a date"):
        audit.ignored_on(NOW.date(), f"[[ignored]]\n{entry}\n")


def test_an_old_snapshot_is_said_loudly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    advisories = folder_with(tmp_path / "osv", advisory() | {"modified": "2026-11-16T12:00:00Z"})

    audit.run(advisories, [lock_of(tmp_path, "example-lib==2")], NOW, NOTHING_IGNORED)

    assert "WARNING: THE ADVISORIES ARE OLD: the newest is of 2026-11-16, 15 days ago" in capsys.readouterr().err


@pytest.mark.parametrize("content", ["no folder", "an empty folder", "another ecosystem", "no JSON", "no ZIP"])
def test_what_is_no_snapshot_is_not_taken_for_a_clean_bill(
    tmp_path: Path, content: str, capsys: pytest.CaptureFixture[str]
) -> None:
    where = tmp_path / "osv"
    if content == "no ZIP":
        where.write_text("hello", "utf-8")
    elif content != "no folder":
        folder_with(where)
    if content == "another ecosystem":
        other = {"package": {"ecosystem": "npm", "name": "example-lib"}, "versions": ["1.4"]}
        (where / "a.json").write_text(json.dumps(advisory() | {"affected": [other]}), "utf-8")
    elif content == "no JSON":
        (where / "a.json").write_text("{", "utf-8")

    code = audit.run(where, [lock_of(tmp_path, "example-lib==1.4")], NOW, NOTHING_IGNORED)

    assert code == audit.NOT_AUDITED
    assert capsys.readouterr().err.startswith("NOT AUDITED: ")


def test_no_answer_is_not_taken_for_a_clean_bill(tmp_path: Path) -> None:
    with answered(Snapshot()) as address:
        pass

    with pytest.raises(audit.NotAudited, match=r"made\.lock: "):
        audit.audit(lock_of(tmp_path, "example-lib==1.4"), address)


def test_a_package_that_was_left_out_is_not_taken_for_a_clean_one() -> None:
    with pytest.raises(audit.NotAudited, match="no answer about left-out"):
        audit.findings_of({"dependencies": [{"name": "left-out", "skip_reason": "not found"}]})


@pytest.mark.parametrize("lock", [PRODUCTION, EVERYTHING], ids=lambda path: path.name)
def test_every_package_of_a_lock_is_asked_about(lock: Path) -> None:
    here = [one for one in pinned_in(lock.read_text("utf-8")) if one.is_for_here]
    snapshot = Snapshot()
    for package in here:
        snapshot.add(advisory(package.name, ranges=[], versions=[package.version]))

    with answered(snapshot) as address:
        findings = audit.audit(lock, address)

    assert {(one.package, one.version) for one in findings} == {(one.name, one.version) for one in here}


def test_what_is_ignored_now_has_a_reason_and_a_day() -> None:
    assert audit.ignored_on(date(1, 1, 1), audit.IGNORED.read_text("utf-8")) == {}


def test_an_advisory_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableAdvisories, match="osv"):
        read(folder_with(tmp_path / "osv", {"id": "TEST-2026-2", "affected": [{"package": {"ecosystem": "PyPI"}}]}))
