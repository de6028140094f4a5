"""The Dockerfile as a test reads it: its stages, and the image of one service laid out as a folder."""

import json
import re
import shutil
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Stage:
    """One FROM: its instructions in order, each a word and the rest of the line."""

    name: str
    instructions: list[tuple[str, str]] = field(default_factory=list)

    def all(self, word: str) -> list[str]:
        """What stands behind each instruction of this kind."""
        return [rest for instruction, rest in self.instructions if instruction == word]

    def one(self, word: str) -> str:
        """What stands behind the last instruction of this kind, which is the one that counts."""
        return self.all(word)[-1]


def stages(text: str) -> dict[str, Stage]:
    """The stages by name, each with what it is built from; instructions go on over lines, comments are left out."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    found: dict[str, Stage] = {}
    current: Stage | None = None
    for line in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        word, _, rest = line.strip().partition(" ")
        if word == "FROM":
            name = rest.rpartition(" AS ")[2]
            built_from = found.get(rest.partition(" ")[0], Stage(""))
            current = found.setdefault(name, Stage(name, [*built_from.instructions]))
        elif word and current is not None:
            current.instructions.append((word, " ".join(rest.split())))
    return found


class Ignored:
    """`.dockerignore`: the last pattern that fits a path decides; a pattern for a folder is one for all below it."""

    def __init__(self, text: str) -> None:
        self._patterns = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]

    def __call__(self, path: Path) -> bool:
        """Whether this path below the repository stays out of the build."""
        ignored = False
        for pattern in self._patterns:
            if self._fits(path, pattern.removeprefix("!")):
                ignored = not pattern.startswith("!")
        return ignored

    @staticmethod
    def _fits(path: Path, pattern: str) -> bool:
        if pattern.startswith("**/"):
            return any(fnmatch(part, pattern.removeprefix("**/")) for part in path.parts)
        return any(fnmatch(part.as_posix(), pattern) for part in (path, *path.parents) if part.parts)


class Image:
    """The image of one service, or another stage: its files can be laid out anywhere, its commands run there."""

    def __init__(self, service: str, *, stage: str = "service") -> None:
        self.service = service
        self.stage = stages((ROOT / "Dockerfile").read_text("utf-8"))[stage]
        self._ignored = Ignored((ROOT / ".dockerignore").read_text("utf-8"))

    def lay_out(self, folder: Path) -> None:
        """Copy what COPY copies, and nothing else; what is ignored or missing fails as it would in a build."""
        for rest in self.stage.all("COPY"):
            if rest.startswith("--from"):
                continue
            source, target = (self._filled(part) for part in rest.split())
            self._copy(Path(source), folder / (f"{target}{Path(source).name}" if target.endswith("/") else target))

    @property
    def environment(self) -> dict[str, str]:
        """ENV."""
        pairs = re.findall(r"(\w+)=(\S+)", self.stage.one("ENV"))
        return {name: self._filled(value) for name, value in pairs}

    @property
    def entrypoint(self) -> list[str]:
        """ENTRYPOINT."""
        return [str(part) for part in json.loads(self.stage.one("ENTRYPOINT"))]

    @property
    def health_command(self) -> list[str]:
        """What HEALTHCHECK runs."""
        return [str(part) for part in json.loads(self.stage.one("HEALTHCHECK").partition("CMD ")[2])]

    def _copy(self, source: Path, target: Path) -> None:
        files = [source] if (ROOT / source).is_file() else [p.relative_to(ROOT) for p in (ROOT / source).rglob("*")]
        taken = [file for file in files if (ROOT / file).is_file() and not self._ignored(file)]
        if not taken:
            raise FileNotFoundError(f"COPY {source}: there is nothing to copy")
        for file in taken:
            place = target / file.relative_to(source) if file != source else target
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / file, place)

    def _filled(self, text: str) -> str:
        return text.replace("${SERVICE}", self.service)
