"""Counterparties get their names from the Belgian company register."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cli.main import app as command
from contracts.fields import DocumentFields, Origin, PartyFields, Read
from libs.service_kit.testing import Harness
from services.reconcile.app import app
from services.reconcile.domain.register_names import with_register_names
from services.reconcile.register import SqliteRegister
from services.reconcile.register.build import NotTheRegister, make_register
from services.reconcile.service import Deps
from tests.conftest import SettingsFor
from tests.reconcile.builders import be_iban
from tests.reconcile.company import Company
from tests.reconcile.register_edition import BILINGUAL, NUMBER, STOPPED, Edition

VAT = f"BE{NUMBER}"
OFFICIAL = "Ateliers Dubois, Père & Fils"


@pytest.fixture
def register_file(tmp_path: Path) -> Path:
    """Returns the file of a small register."""
    file = tmp_path / "register.sqlite"
    make_register(Edition().write(tmp_path), file)
    return file


@pytest.fixture
def register(register_file: Path) -> SqliteRegister:
    return SqliteRegister(register_file)


@pytest.fixture
async def company(settings_for: SettingsFor, register_file: Path) -> AsyncIterator[Company]:
    """Returns a company whose service has a register."""
    service: Harness[Deps] = await Harness.open(app, settings_for(app, register_file=register_file))
    company = Company(service)
    await company.configure()
    yield company
    await service.close()


def fields(name: str | None, *, vat: str = VAT, confidence: float = 0.97, sure: bool = True, **more: Any) -> Any:
    origin = more.pop("origin", Origin.OCR)
    party = PartyFields(
        name=Read(value=name, confidence=0.6, origin=origin) if name else None,
        vat_number=Read(value=vat, confidence=confidence, origin=origin, sure=sure),
        **more,
    )
    return DocumentFields(seller=party)


@pytest.mark.feature(141)
async def test_the_register_s_name_takes_the_place_of_the_name_that_was_read(company: Company) -> None:
    document = await company.add_document(seller="Ateller Dub0is pere fils", supplier_vat=VAT, iban=be_iban(4))

    shown = await company.get(f"/documents/{document}")

    assert shown["counterparty"] == OFFICIAL
    assert shown["fields"]["seller"]["name"]["origin"] == "register"
    assert shown["warnings"] == []


async def test_a_users_correction_wins_over_the_register(company: Company) -> None:
    document = await company.add_document(seller="Dubois", supplier_vat=VAT, iban=be_iban(4))

    await company.request("PATCH", f"/documents/{document}", json={"fields": {"seller.name": "Dubois (atelier)"}})

    assert (await company.get(f"/documents/{document}"))["counterparty"] == "Dubois (atelier)"


def test_a_name_quite_unlike_the_printed_one_is_shown_beside_it(register: SqliteRegister) -> None:
    found, warnings = with_register_names(fields("Brasserie du Port"), "fr", register.find)

    assert found.seller.name is not None
    assert found.seller.name.value == OFFICIAL
    assert [(w.code, w.params) for w in warnings] == [
        ("name_from_register", {"printed": "Brasserie du Port", "register": OFFICIAL})
    ]


def test_a_number_without_proof_gives_no_name(register: SqliteRegister) -> None:
    found, _ = with_register_names(fields("Dubois", confidence=0.7, sure=False), "fr", register.find)

    assert found.seller.name is not None
    assert found.seller.name.value == "Dubois"


@pytest.mark.parametrize(
    "vat", [f"BE{STOPPED}", "NL003456789B01", "BE0403170702"], ids=["stopped", "abroad", "unknown"]
)
def test_a_company_that_the_register_does_not_know_keeps_its_name(register: SqliteRegister, vat: str) -> None:
    asked = DocumentFields(
        seller=PartyFields(
            name=Read(value="Dubois", confidence=0.6, origin=Origin.OCR),
            company_number=Read(value=vat, confidence=1.0, origin=Origin.OCR, sure=True),
        )
    )

    found, warnings = with_register_names(asked, "fr", register.find)

    assert (found, warnings) == (asked, ())


def test_a_number_of_another_country_is_not_looked_up_here(register: SqliteRegister) -> None:
    abroad: Read[str] = Read(value="DE", confidence=0.9, origin=Origin.OCR)
    number: Read[str] = Read(value=NUMBER, confidence=1.0, origin=Origin.OCR, sure=True)
    asked = DocumentFields(seller=PartyFields(company_number=number, country=abroad))

    assert with_register_names(asked, "de", register.find) == (asked, ())


def test_a_company_that_named_itself_in_an_e_invoice_keeps_its_name(register: SqliteRegister) -> None:
    asked = fields("Dubois SRL", origin=Origin.EMBEDDED)

    assert with_register_names(asked, "fr", register.find) == (asked, ())


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "Brusselse Broodbakkers"), ("fr", "Boulangers Bruxellois"), ("de", "Brusselse Broodbakkers")],
)
def test_a_company_with_two_names_has_the_one_of_the_document_s_language(
    register: SqliteRegister, language: str, name: str
) -> None:
    found, _ = with_register_names(fields(None, vat=f"BE{BILINGUAL}"), language, register.find)

    assert found.seller.name is not None
    assert found.seller.name.value == name


def test_the_seat_fills_an_address_that_is_not_on_the_document_and_no_other(register: SqliteRegister) -> None:
    bare, _ = with_register_names(fields("Dubois"), "fr", register.find)
    printed: Read[str] = Read(value="5000", confidence=0.9, origin=Origin.OCR)
    given, _ = with_register_names(fields("Dubois", postcode=printed), "fr", register.find)

    party = bare.seller
    assert [part and part.value for part in (party.street, party.postcode, party.city, party.country)] == [
        "Rue des Jardins 12 bte 3", "4000", "Liège", "BE",
    ]  # fmt: skip
    assert (given.seller.street, given.seller.postcode) == (None, printed)


def test_a_newer_register_is_used_without_a_restart(register: SqliteRegister, tmp_path: Path) -> None:
    before = register.find(NUMBER)
    newer = Edition()
    newer.files["denomination.csv"][1][3] = "Ateliers Dubois Groupe"
    make_register(newer.write(tmp_path), tmp_path / "register.sqlite")

    after = register.find(NUMBER)

    assert before is not None
    assert after is not None
    assert (before.name("fr"), after.name("fr")) == (OFFICIAL, "Ateliers Dubois Groupe")


@pytest.mark.parametrize("content", [None, b"no database at all, but long enough to be looked into" * 40])
def test_without_a_usable_register_names_stay_as_they_were_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "register.sqlite"
    if content is not None:
        path.write_bytes(content)

    assert with_register_names(fields("Dubois"), "fr", SqliteRegister(path).find) == (fields("Dubois"), ())


def test_what_is_no_full_edition_is_refused_and_the_register_stays(tmp_path: Path, register: SqliteRegister) -> None:
    update = Edition(extract="update").write(tmp_path)

    with pytest.raises(NotTheRegister, match="full edition"):
        make_register(update, tmp_path / "register.sqlite")

    assert register.find(NUMBER) is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == [update.name, "register.sqlite"]


def test_missing_files_and_columns_are_named(tmp_path: Path) -> None:
    without_file, without_column = Edition(), Edition()
    del without_file.files["address.csv"]
    without_column.files["denomination.csv"][0][2] = "Type"

    with pytest.raises(NotTheRegister, match=r"address\.csv"):
        make_register(without_file.write(tmp_path), tmp_path / "register.sqlite")
    with pytest.raises(NotTheRegister, match="no column TypeOfDenomination"):
        make_register(without_column.write(tmp_path), tmp_path / "register.sqlite")


def test_the_command_takes_an_edition_over(tmp_path: Path) -> None:
    source = Edition().write(tmp_path)

    done = CliRunner().invoke(command, ["register", str(source), "--var", str(tmp_path / "var"), "--json"])
    refused = CliRunner().invoke(command, ["register", __file__, "--var", str(tmp_path / "var")])

    assert (done.exit_code, refused.exit_code) == (0, 1)
    answer = json.loads(done.stdout)
    assert (answer["companies"], answer["edition"]) == (2, "31-10-2026")
    assert SqliteRegister(tmp_path / "var" / "register.sqlite").find(NUMBER) is not None


def test_where_there_is_no_serein_python_makes_the_register(tmp_path: Path) -> None:
    source, target = Edition().write(tmp_path), tmp_path / "there.sqlite"

    made = [
        subprocess.run([sys.executable, "-m", "services.reconcile.register", *given], capture_output=True, check=False)
        for given in ((str(source), str(target)), (__file__, str(target)), ())
    ]

    assert [one.returncode for one in made] == [0, 1, 2]
    assert made[0].stdout == b"2 companies, edition of 31-10-2026\n"
    assert b"no zip file" in made[1].stderr
    assert SqliteRegister(target).find(NUMBER) is not None
