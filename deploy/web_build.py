"""The built web apps: whether they belong to their sources, and whether they are small enough.

`python -m deploy.web_build --write` is part of `make web`. Nobody who runs Serein builds them, so what is built is part
of the repository, and a test compares the hash of the sources with the one that was written beside the build.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "web"
BUILT = ROOT / "services" / "gateway" / "web"
RECORD = BUILT / "build.json"
APPS = ("app", "portal")
NOT_SOURCES = {"node_modules", "generated", "dist"}
LARGEST = {"start": 130_000, "chunk": 50_000, "css": 15_000}
"""Bytes after gzip: what the first screen needs, each part that is loaded later, and the styles."""

_IMPORT = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.js)"')


def source_files() -> list[Path]:
    """All files that the apps are built from.

    The description of the API is not among them: what the apps use of it is not changed without a new version, and
    whoever adds to it need not build them again.
    """
    found = [path for path in SOURCES.rglob("*") if path.is_file() and not NOT_SOURCES & set(path.parts)]
    return sorted(found)


def hash_of_sources() -> str:
    """One hash of the names and contents of all sources; the end of lines does not count."""
    whole = sha256()
    for path in source_files():
        content = path.read_bytes().replace(b"\r\n", b"\n")
        whole.update(f"{path.relative_to(ROOT).as_posix()}\0{sha256(content).hexdigest()}\n".encode())
    return whole.hexdigest()


def too_large() -> Iterator[str]:
    """What is larger than it may be, in words."""
    for app in APPS:
        scripts = {path.name: path.read_bytes() for path in (BUILT / app).glob("*.js")}
        start = _start(scripts)
        parts = {f"{app}: what the first screen needs": (sum(_small(scripts[one]) for one in start), "start")}
        parts |= {f"{app}/{name}": (_small(scripts[name]), "chunk") for name in scripts.keys() - start}
        styles = [path.read_bytes() for path in (BUILT / app).glob("*.css")]
        parts[f"{app}: styles"] = (sum(map(_small, styles)), "css")
        for name, (size, kind) in parts.items():
            if size > LARGEST[kind]:
                yield f"{name}: {size:,} bytes after gzip, at most {LARGEST[kind]:,}"


def _start(scripts: dict[str, bytes]) -> set[str]:
    """The scripts that are loaded at once: the first one, and what it imports."""
    found, ahead = set[str](), ["index.js"]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += _IMPORT.findall(scripts[name].decode("utf-8"))
    return found


def _small(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def main() -> int:
    """Write the record of a build, or compare; returns 1 when the build does not belong to the sources."""
    if "--write" in sys.argv:
        RECORD.write_text(json.dumps({"sources": hash_of_sources()}, indent=2) + "\n", "utf-8")
    faults = [*too_large()]
    if json.loads(RECORD.read_text("utf-8"))["sources"] != hash_of_sources():
        faults.append("The built web apps do not belong to their sources: run `make web`.")
    sys.stdout.write(("\n".join(faults) or "The built web apps belong to their sources.") + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
