"""A small edition of the company register's open data: the files, columns and codes of its Cookbook."""

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from libs.samples.check_digits import be_enterprise_number

NUMBER = be_enterprise_number(7_031_707)
STOPPED = be_enterprise_number(5_555_555)
BILINGUAL = be_enterprise_number(6_666_666)


def dotted(number: str) -> str:
    """Returns a number in the notation of the register."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"


@dataclass
class Edition:
    """The edition of one month; a test may damage it before it is written."""

    extract: str = "full"

    def __post_init__(self) -> None:
        one, two, gone = dotted(NUMBER), dotted(BILINGUAL), dotted(STOPPED)
        self.files: dict[str, list[list[str]]] = {
            "meta.csv": [["Variable", "Value"], ["SnapshotDate", "31-10-2026"], ["ExtractType", self.extract]],
            "enterprise.csv": [
                ["EnterpriseNumber", "Status", "JuridicalSituation", "TypeOfEnterprise", "JuridicalForm"],
                [one, "AC", "000", "2", "610"],
                [two, "AC", "000", "2", "610"],
                [gone, "ST", "012", "2", "610"],
            ],
            "denomination.csv": [
                ["EntityNumber", "Language", "TypeOfDenomination", "Denomination"],
                [one, "1", "001", "Ateliers Dubois, Père & Fils"],
                [one, "1", "003", "Chez Dubois"],
                [two, "2", "001", "Brusselse Broodbakkers"],
                [two, "1", "001", "Boulangers  Bruxellois"],
                [gone, "2", "001", "Niet Meer BV"],
            ],
            "address.csv": [
                ["EntityNumber", "TypeOfAddress", "CountryNL", "CountryFR", "Zipcode", "MunicipalityNL",
                 "MunicipalityFR", "StreetNL", "StreetFR", "HouseNumber", "Box", "ExtraAddressInfo"],
                [one, "REGO", "", "", "4000", "Luik", "Liège", "Tuinstraat", "Rue des Jardins", "12", "3", ""],
                [two, "REGO", "", "", "1000", "Brussel", "Bruxelles", "Nieuwstraat", "Rue Neuve", "1", "", ""],
            ],
        }  # fmt: skip

    def write(self, folder: Path) -> Path:
        """Write the zip file as it is downloaded. Returns its path."""
        path = folder / "KboOpenData_0140_2026_11_Full.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, rows in self.files.items():
                text = io.StringIO(newline="")
                csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
                archive.writestr(name, text.getvalue())
        return path
