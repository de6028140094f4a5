"""Why a CODA file is refused, in words on which an accountant can act.

A statement is imported whole or not at all: a file whose totals disagree has lost or gained money somewhere. So every
fault names its line, its rule, and the sums that disagree.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from libs.refusal import Refusal
from libs.texts import Texts
from services.bank_sync.texts import Code


class Rule(StrEnum):
    """What a CODA file must satisfy. The value is the message key; it never changes once released."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_LINES = "too_many_lines"
    NOT_TEXT = "not_text"
    NOT_CODA = "not_coda"
    VERSION = "version"
    LINE_LENGTH = "line_length"
    RECORD_TYPE = "record_type"
    RECORD_ORDER = "record_order"
    MISSING_TRAILER = "missing_trailer"
    DATE = "date"
    NUMBER = "number"
    SIGN = "sign"
    THIRD_DECIMAL = "third_decimal"
    ACCOUNT_STRUCTURE = "account_structure"
    ACCOUNT_MISSING = "account_missing"
    CURRENCY = "currency"
    ACCOUNT_MISMATCH = "account_mismatch"
    TRANSACTION_TYPE = "transaction_type"
    DETAIL_WITHOUT_PARENT = "detail_without_parent"
    SEQUENCE = "sequence"
    RECORD_COUNT = "record_count"
    BALANCE = "balance"
    DEBIT_SUM = "debit_sum"
    CREDIT_SUM = "credit_sum"


class Text(NamedTuple):
    """One message in the three languages of the product."""

    fr: str
    nl: str
    en: str


TEXTS: Mapping[Rule, Text] = {
    Rule.EMPTY: Text(
        "Le fichier est vide.",
        "Het bestand is leeg.",
        "The file is empty.",
    ),
    Rule.TOO_LARGE: Text(
        "Le fichier fait {size} octets ; la limite est de {limit}.",
        "Het bestand is {size} bytes groot; de grens is {limit}.",
        "The file is {size} bytes; the limit is {limit}.",
    ),
    Rule.TOO_MANY_LINES: Text(
        "Le fichier compte {count} lignes ; la limite est de {limit}.",
        "Het bestand telt {count} regels; de grens is {limit}.",
        "The file has {count} lines; the limit is {limit}.",
    ),
    Rule.NOT_TEXT: Text(
        "Ce n'est pas un fichier texte : il contient des caractères de contrôle.",
        "Dit is geen tekstbestand: het bevat stuurtekens.",
        "This is not a text file: it contains control characters.",
    ),
    Rule.NOT_CODA: Text(
        "Ce n'est pas un fichier CODA : la première ligne n'est pas un enregistrement de tête (0).",
        "Dit is geen CODA-bestand: de eerste regel is geen hoofdingrecord (0).",
        "This is not a CODA file: its first line is not a header record (0).",
    ),
    Rule.VERSION: Text(
        "Version CODA « {found} » : seule la version 2 est lue. Demandez la version 2 à la banque.",
        "CODA-versie '{found}': alleen versie 2 wordt gelezen. Vraag versie 2 aan de bank.",
        "CODA version '{found}': only version 2 is read. Ask the bank for version 2.",
    ),
    Rule.LINE_LENGTH: Text(
        "La ligne compte {length} caractères au lieu de 128.",
        "De regel telt {length} tekens in plaats van 128.",
        "The line has {length} characters instead of 128.",
    ),
    Rule.RECORD_TYPE: Text(
        "Type d'enregistrement « {found} » inconnu.",
        "Onbekend recordtype '{found}'.",
        "Unknown record type '{found}'.",
    ),
    Rule.RECORD_ORDER: Text(
        "L'enregistrement « {found} » n'est pas à sa place ; attendu : {expected}.",
        "Record '{found}' staat niet op zijn plaats; verwacht: {expected}.",
        "Record '{found}' is out of place; expected: {expected}.",
    ),
    Rule.MISSING_TRAILER: Text(
        "L'extrait s'arrête sans enregistrement de fin (9) : le fichier est incomplet.",
        "Het uittreksel stopt zonder sluitrecord (9): het bestand is onvolledig.",
        "The statement ends without its trailer record (9): the file is incomplete.",
    ),
    Rule.DATE: Text(
        "« {value} » (colonnes {columns}) n'est pas une date JJMMAA.",
        "'{value}' (kolommen {columns}) is geen datum DDMMJJ.",
        "'{value}' (columns {columns}) is not a date DDMMYY.",
    ),
    Rule.NUMBER: Text(
        "« {value} » (colonnes {columns}) n'est pas un nombre.",
        "'{value}' (kolommen {columns}) is geen getal.",
        "'{value}' (columns {columns}) is not a number.",
    ),
    Rule.SIGN: Text(
        "Signe « {value} » (colonne {columns}) : attendu 0 (crédit) ou 1 (débit).",
        "Teken '{value}' (kolom {columns}): verwacht 0 (credit) of 1 (debet).",
        "Sign '{value}' (column {columns}): expected 0 (credit) or 1 (debit).",
    ),
    Rule.THIRD_DECIMAL: Text(
        "Le montant {amount} {currency} a plus de deux décimales.",
        "Het bedrag {amount} {currency} heeft meer dan twee decimalen.",
        "The amount {amount} {currency} has more than two decimals.",
    ),
    Rule.ACCOUNT_STRUCTURE: Text(
        "Structure de compte « {value} » inconnue ; attendu 0, 1, 2 ou 3.",
        "Onbekende rekeningstructuur '{value}'; verwacht 0, 1, 2 of 3.",
        "Unknown account structure '{value}'; expected 0, 1, 2 or 3.",
    ),
    Rule.ACCOUNT_MISSING: Text(
        "Le numéro de compte manque.",
        "Het rekeningnummer ontbreekt.",
        "The account number is missing.",
    ),
    Rule.CURRENCY: Text(
        "« {value} » n'est pas un code de devise.",
        "'{value}' is geen muntcode.",
        "'{value}' is not a currency code.",
    ),
    Rule.ACCOUNT_MISMATCH: Text(
        "L'extrait commence avec le compte {opening} et se termine avec {closing}.",
        "Het uittreksel begint met rekening {opening} en eindigt met {closing}.",
        "The statement opens with account {opening} and closes with {closing}.",
    ),
    Rule.TRANSACTION_TYPE: Text(
        "Code de transaction « {value} » : huit chiffres attendus, le premier de 0 à 3 ou de 5 à 9.",
        "Transactiecode '{value}': acht cijfers verwacht, het eerste van 0 tot 3 of van 5 tot 9.",
        "Transaction code '{value}': expected eight digits, the first from 0 to 3 or from 5 to 9.",
    ),
    Rule.DETAIL_WITHOUT_PARENT: Text(
        "Le détail {number} ne se rapporte à aucune transaction.",
        "Detail {number} hoort bij geen enkele transactie.",
        "Detail {number} belongs to no transaction.",
    ),
    Rule.SEQUENCE: Text(
        "Numéro d'ordre {found} après {previous} : des transactions manquent ou sont dans le désordre.",
        "Volgnummer {found} na {previous}: er ontbreken transacties of ze staan niet in de juiste volgorde.",
        "Sequence number {found} after {previous}: transactions are missing or out of order.",
    ),
    Rule.RECORD_COUNT: Text(
        "L'enregistrement de fin annonce {stated} enregistrements, le fichier en contient {counted}.",
        "Het sluitrecord vermeldt {stated} records, het bestand bevat er {counted}.",
        "The trailer states {stated} records, the file has {counted}.",
    ),
    Rule.BALANCE: Text(
        "Ancien solde {old} + crédits {credits} - débits {debits} ne donne pas le nouveau solde {new} "
        "(écart {difference}).",
        "Oud saldo {old} + credit {credits} - debet {debits} geeft niet het nieuwe saldo {new} "
        "(verschil {difference}).",
        "Old balance {old} + credits {credits} - debits {debits} is not the new balance {new} "
        "(difference {difference}).",
    ),
    Rule.DEBIT_SUM: Text(
        "L'enregistrement de fin annonce {stated} de débits, les transactions totalisent {counted}.",
        "Het sluitrecord vermeldt {stated} debet, de transacties tellen op tot {counted}.",
        "The trailer states debits of {stated}, the transactions add up to {counted}.",
    ),
    Rule.CREDIT_SUM: Text(
        "L'enregistrement de fin annonce {stated} de crédits, les transactions totalisent {counted}.",
        "Het sluitrecord vermeldt {stated} credit, de transacties tellen op tot {counted}.",
        "The trailer states credits of {stated}, the transactions add up to {counted}.",
    ),
}

LINE = Text("Ligne {line} : ", "Regel {line}: ", "Line {line}: ")


class CodaError(Refusal):
    """A CODA file that cannot be imported: the first fault, its line (from 1), its rule, and the figures.

    `message` is English, for logs; `in_language` gives the sentence for a user. `facts` holds the values in the
    sentence, so that the web app can use words of its own.
    """

    def __init__(self, line: int, rule: Rule, facts: Mapping[str, str] | None = None) -> None:
        super().__init__(Code.CODA_REFUSED, line=line, rule=rule.value)
        self.line = line
        self.rule = rule
        self.facts = dict(facts or {})

    @property
    def message(self) -> str:
        """The reason in English."""
        return self.in_language("en")

    def in_language(self, language: str) -> str:
        """The reason in `fr`, `nl` or `en`; any other language gets English."""
        which = language if language in Text._fields else "en"
        words: str = getattr(LINE, which) + getattr(TEXTS[self.rule], which)
        return words.format(line=self.line, **self.facts)

    def sentences(self, _texts: Texts, language: str) -> Mapping[str, str]:
        """The reason, as `reason`."""
        return {"reason": self.in_language(language)}

    def __str__(self) -> str:
        return self.message
