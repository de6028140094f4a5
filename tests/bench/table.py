"""The table of benchmark results."""

from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table as RichTable


@dataclass
class Table:
    """Rows of (what, figure, compared with, ratio), printed as they come and kept for the page."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def add(self, what: str, figure: str = "", beside: str = "", ratio: str = "") -> None:
        """Add and print a row."""
        self.rows.append((what, figure, beside, ratio))
        print(f"{what:44} {figure:24} {beside:24} {ratio}", flush=True)

    def show(self) -> None:
        """Print the whole table."""
        table = RichTable("what", "figure", "beside", "ratio")
        for row in self.rows:
            table.add_row(*row)
        Console(width=120).print(table)
