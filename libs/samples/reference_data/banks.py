"""Codes and BICs of real banks, so that a reader can check that IBAN and BIC agree."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bank:
    """A bank; `code` is the national bank code that starts the account number (French ones with a branch)."""

    code: str
    bic: str
    name: str
    branch: str = ""


BANKS: dict[str, tuple[Bank, ...]] = {
    "BE": (
        Bank("001", "GEBABEBB", "BNP Paribas Fortis"),
        Bank("068", "GKCCBEBB", "Belfius"),
        Bank("310", "BBRUBEBB", "ING"),
        Bank("363", "BBRUBEBB", "ING"),
        Bank("407", "KREDBEBB", "KBC"),
        Bank("737", "KREDBEBB", "KBC"),
        Bank("733", "KREDBEBB", "KBC"),
        Bank("973", "ARSPBE22", "Argenta"),
        Bank("523", "TRIOBEBB", "Triodos"),
        Bank("103", "NICABEBB", "Crelan"),
    ),
    "FR": (
        Bank("30004", "BNPAFRPP", "BNP Paribas", "00821"),
        Bank("30003", "SOGEFRPP", "Société Générale", "01110"),
        Bank("20041", "PSSTFRPPLIL", "La Banque Postale", "01005"),
        Bank("18206", "AGRIFRPP882", "Crédit Agricole", "00210"),
    ),
    "NL": (
        Bank("INGB", "INGBNL2A", "ING"),
        Bank("RABO", "RABONL2U", "Rabobank"),
        Bank("ABNA", "ABNANL2A", "ABN AMRO"),
        Bank("TRIO", "TRIONL2U", "Triodos"),
    ),
    "DE": (
        Bank("37050198", "COLSDE33", "Sparkasse KölnBonn"),
        Bank("39050000", "AACSDE33", "Sparkasse Aachen"),
        Bank("37040044", "COBADEFFXXX", "Commerzbank"),
        Bank("70070010", "DEUTDEMMXXX", "Deutsche Bank"),
    ),
    "LU": (
        Bank("001", "BCEELULL", "Spuerkeess"),
        Bank("002", "BILLLULL", "BIL"),
        Bank("003", "BGLLLULL", "BGL BNP Paribas"),
    ),
}
