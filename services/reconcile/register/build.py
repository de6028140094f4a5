"""Builds the register from the open data of the CBE: a zip of CSV files, the full edition of a month.

Source: the Cookbook of KBO Open Data (files, columns, codes). Only names and seats are taken. The new file replaces the
old one in one step, so that a running service reads either the old or the new one.
"""

import csv
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LANGUAGE = {"0": "unknown", "1": "fr", "2": "nl", "3": "de", "4": "en"}
_OFFICIAL, _SEAT, _ACTIVE = "001", "REGO", "AC"
_TABLE = """CREATE TABLE company (
    number TEXT PRIMARY KEY, nl TEXT, fr TEXT, de TEXT, en TEXT, unknown TEXT,
    street_nl TEXT, street_fr TEXT, postcode TEXT, city_nl TEXT, city_fr TEXT) WITHOUT ROWID"""
_ROWS = 50_000

Tell = Callable[[str], None]


class NotTheRegister(Exception):
    """The file is not a full edition of KBO Open Data; the message says what is missing."""


@dataclass(frozen=True)
class Made:
    """The result. `edition` is the register's own date of the extract."""

    companies: int
    edition: str


def make_register(source: Path, target: Path, tell: Tell = lambda _: None) -> Made:
    """Read the zip, write the register. Raises NotTheRegister; an existing register stays until the end."""
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with zipfile.ZipFile(source) as archive, sqlite3.connect(part, isolation_level=None) as connection:
            made = _fill(connection, archive, tell)
        connection.close()
        part.replace(target)
    except zipfile.BadZipFile as error:
        raise NotTheRegister(f"{source.name} is no zip file") from error
    finally:
        part.unlink(missing_ok=True)
    return made


def _fill(connection: sqlite3.Connection, archive: zipfile.ZipFile, tell: Tell) -> Made:
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    meta = {row["Variable"]: row["Value"] for row in _rows(archive, "meta.csv", "Variable", "Value")}
    if meta.get("ExtractType", "full").lower() != "full":
        raise NotTheRegister(f"an extract of type {meta['ExtractType']}: the full edition is needed")
    connection.execute("BEGIN")
    connection.execute(_TABLE)
    tell("companies")
    connection.executemany("INSERT OR IGNORE INTO company (number) VALUES (?)", _active(archive))
    tell("names")
    for column in _LANGUAGE.values():
        names = _names(archive, column)
        connection.executemany(f"UPDATE company SET {column} = ? WHERE number = ?", names)  # noqa: S608 - five names of ours
    tell("addresses")
    connection.executemany(
        "UPDATE company SET street_nl = ?, street_fr = ?, postcode = ?, city_nl = ?, city_fr = ? WHERE number = ?",
        _seats(archive),
    )
    connection.execute("DELETE FROM company WHERE coalesce(nl, fr, de, en, unknown) IS NULL")
    connection.execute("COMMIT")
    (companies,) = connection.execute("SELECT count(*) FROM company").fetchone()
    return Made(companies, meta.get("SnapshotDate", "unknown"))


def _active(archive: zipfile.ZipFile) -> Iterator[tuple[str]]:
    for row in _rows(archive, "enterprise.csv", "EnterpriseNumber", "Status"):
        if row["Status"] == _ACTIVE:
            yield (_digits(row["EnterpriseNumber"]),)


def _names(archive: zipfile.ZipFile, column: str) -> Iterator[tuple[str, str]]:
    for row in _rows(archive, "denomination.csv", "EntityNumber", "Language", "TypeOfDenomination", "Denomination"):
        if row["TypeOfDenomination"] == _OFFICIAL and _LANGUAGE.get(row["Language"]) == column:
            yield " ".join(row["Denomination"].split()), _digits(row["EntityNumber"])


def _seats(archive: zipfile.ZipFile) -> Iterator[tuple[str | None, str | None, str, str, str, str]]:
    columns = ("EntityNumber", "TypeOfAddress", "Zipcode", "MunicipalityNL", "MunicipalityFR", "StreetNL", "StreetFR")
    for row in _rows(archive, "address.csv", *columns, "HouseNumber", "Box"):
        if row["TypeOfAddress"] == _SEAT:
            house = " ".join(part for part in (row["HouseNumber"], row["Box"] and f"bus {row['Box']}") if part)
            house_fr = house.replace(" bus ", " bte ")
            streets = [
                f"{street} {number}".strip() if street else None
                for street, number in ((row["StreetNL"], house), (row["StreetFR"], house_fr))
            ]
            yield (
                streets[0], streets[1], row["Zipcode"], row["MunicipalityNL"], row["MunicipalityFR"],
                _digits(row["EntityNumber"]),
            )  # fmt: skip


def _rows(archive: zipfile.ZipFile, name: str, *columns: str) -> Iterator[dict[str, str]]:
    """The rows of one file, as a stream. Raises NotTheRegister naming the missing file or columns."""
    try:
        raw = archive.open(name)
    except KeyError as error:
        raise NotTheRegister(f"there is no {name} in it") from error
    with raw, io.TextIOWrapper(raw, "utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if missing := set(columns) - set(rows.fieldnames or ()):
            raise NotTheRegister(f"{name} has no column {', '.join(sorted(missing))}")
        yield from rows


def _digits(number: str) -> str:
    return number.replace(".", "")
