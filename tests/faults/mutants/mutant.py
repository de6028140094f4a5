"""One planted fault: what is changed in which file, what that breaks, and the test that finds it."""

from dataclasses import dataclass
from pathlib import Path


class DoesNotFit(Exception):
    """The code has changed: the mutant must be written anew, or what it broke can no longer be broken."""


@dataclass(frozen=True)
class Mutant:
    """`before` stands once in `file` and becomes `after`; `found_by` is the id of a test as pytest knows it."""

    name: str
    breaks: str
    file: str
    before: str
    after: str
    found_by: str

    def apply(self, tree: Path) -> None:
        """Change the file in this tree. Raises DoesNotFit."""
        path = tree / self.file
        text = path.read_text("utf-8") if path.is_file() else ""
        if text.count(self.before) != 1:
            raise DoesNotFit(f"{self.name}: {self.file} has the text {text.count(self.before)} times")
        path.write_text(text.replace(self.before, self.after), "utf-8")
