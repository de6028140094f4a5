"""Advisories in a folder or ZIP in the OSV format, answered as the OSV service would answer a query.

Fetch them where there is a network: https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip
"""

import json
import threading
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

Advisory = dict[str, Any]
_LARGEST_QUERY = 65536


class UnusableAdvisories(ValueError):
    """What was given is no snapshot of advisories."""


@dataclass
class Snapshot:
    """The advisories of PyPI by the name of the package, and when the newest of them was changed."""

    by_package: dict[str, list[Advisory]] = field(default_factory=lambda: defaultdict(list))
    newest: datetime | None = None

    def add(self, advisory: Advisory) -> None:
        """Take one in; advisories of other ecosystems are left out."""
        names = {canonicalize_name(part["package"]["name"]) for part in _of_pypi(advisory)}
        for name in names:
            self.by_package[name].append(advisory)
        if names:
            changed = datetime.fromisoformat(advisory["modified"])
            self.newest = max(self.newest or changed, changed)

    def about(self, package: str, version: str) -> list[Advisory]:
        """The advisories, not withdrawn, that this version of a package falls under."""
        name = canonicalize_name(package)
        found = (one for one in self.by_package.get(name, ()) if "withdrawn" not in one)
        return [_named(one, name) for one in found if _falls_under(one, name, version)]


def read(where: Path) -> Snapshot:
    """The snapshot in a folder or a ZIP. Raises UnusableAdvisories when it holds none, or something else."""
    snapshot = Snapshot()
    try:
        for text in _texts(where):
            snapshot.add(json.loads(text))
    except (OSError, zipfile.BadZipFile, ValueError, KeyError, TypeError) as problem:
        raise UnusableAdvisories(f"{where} cannot be read as advisories: {problem!r}") from problem
    if snapshot.newest is None:
        raise UnusableAdvisories(f"{where} holds no advisory of PyPI")
    return snapshot


@contextmanager
def answered(snapshot: Snapshot) -> Iterator[str]:
    """The address of an OSV service on this computer that answers from the snapshot."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(snapshot))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1/query"
    finally:
        server.shutdown()
        server.server_close()


def _texts(where: Path) -> Iterator[bytes]:
    if where.is_dir():
        yield from (path.read_bytes() for path in sorted(where.rglob("*.json")))
        return
    with zipfile.ZipFile(where) as archive:
        yield from (archive.read(name) for name in sorted(archive.namelist()) if name.endswith(".json"))


def _of_pypi(advisory: Advisory) -> list[Advisory]:
    return [part for part in advisory.get("affected", ()) if part.get("package", {}).get("ecosystem") == "PyPI"]


def _named(advisory: Advisory, name: str) -> Advisory:
    """The advisory with the name of the package as it is asked for, by which the fixed versions are looked up."""
    parts = [part for part in _of_pypi(advisory) if canonicalize_name(part["package"]["name"]) == name]
    return advisory | {"affected": [part | {"package": part["package"] | {"name": name}} for part in parts]}


def _falls_under(advisory: Advisory, name: str, version: str) -> bool:
    parts = [part for part in _of_pypi(advisory) if canonicalize_name(part["package"]["name"]) == name]
    return any(_listed(part, version) or _in_a_range(part, version) for part in parts)


def _listed(part: Advisory, version: str) -> bool:
    return any(_comparable(one) == Version(version) for one in part.get("versions", ()))


def _in_a_range(part: Advisory, version: str) -> bool:
    ranges = [one["events"] for one in part.get("ranges", ()) if one.get("type") == "ECOSYSTEM"]
    return any(_is_affected(events, Version(version)) for events in ranges)


def _is_affected(events: list[dict[str, str]], version: Version) -> bool:
    """Whether a version lies between an `introduced` and the `fixed` or `last_affected` that follows it."""
    affected = False
    for kind, at in sorted(((kind, _bound(at)) for event in events for kind, at in event.items()), key=lambda e: e[1]):
        if kind == "introduced" and version >= at:
            affected = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            affected = False
    return affected


def _bound(text: str) -> Version:
    """A version of an event; 0 stands for the first of all, pre-releases too."""
    return Version("0.dev0") if text == "0" else _comparable(text) or Version("0.dev0")


def _comparable(text: str) -> Version | None:
    try:
        return Version(text)
    except InvalidVersion:
        return None


def _handler(snapshot: Snapshot) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Answer a query for one version of one package."""
            asked = json.loads(self.rfile.read(min(int(self.headers["content-length"]), _LARGEST_QUERY)))
            found = snapshot.about(asked["package"]["name"], asked["version"])
            body = json.dumps({"vulns": found} if found else {}).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing for each query."""

    return Answer
