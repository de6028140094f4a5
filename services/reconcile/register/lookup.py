"""Lookup in the register: one indexed query in an SQLite file, which may be replaced by a newer one at any time."""

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from libs.service_kit.telemetry import log
from services.reconcile.domain.register_names import RegisteredCompany

LANGUAGES = ("nl", "fr", "de", "en")
_ASKED = (
    "SELECT nl, fr, de, en, unknown, street_nl, street_fr, postcode, city_nl, city_fr FROM company WHERE number = ?"
)


class Register(Protocol):
    """A source of company names."""

    def find(self, number: str) -> RegisteredCompany | None:
        """The company with these ten digits, or None."""
        ...


class NoRegister:
    """No register is configured: names stay as they were read."""

    def find(self, _number: str) -> RegisteredCompany | None:
        """Always None."""
        return None


class SqliteRegister:
    """The file that `serein register` writes. While it is absent or unusable, no company is found."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._version: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None
        self._complained = False

    def find(self, number: str) -> RegisteredCompany | None:
        """The company with these ten digits, or None."""
        row = self._row(number)
        if row is None or not any(row[:5]):
            return None
        names = {language: name for language, name in zip((*LANGUAGES, ""), row[:5], strict=True) if name}
        street_nl, street_fr, postcode, city_nl, city_fr = row[5:]
        french = "fr" in names and "nl" not in names
        return RegisteredCompany(
            number,
            names,
            street=(street_fr or street_nl) if french else (street_nl or street_fr),
            postcode=postcode,
            city=(city_fr or city_nl) if french else (city_nl or city_fr),
        )

    def _row(self, number: str) -> Any:
        """The company's row; the file is opened again when a newer one has replaced it."""
        try:
            stat = self._path.stat()
            version = (stat.st_ino, stat.st_mtime_ns)
            if self._connection is None or version != self._version:
                self.close()
                self._connection = sqlite3.connect(f"file:{self._path}?mode=ro&immutable=1", uri=True)
                self._version = version
            return self._connection.execute(_ASKED, (number,)).fetchone()
        except FileNotFoundError:
            self.close()
            return None
        except sqlite3.DatabaseError as error:
            if not self._complained:
                log.warning("register.unusable", file=self._path.name, error=f"{type(error).__name__}: {error}")
                self._complained = True
            self.close()
            return None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection, self._version = None, None
