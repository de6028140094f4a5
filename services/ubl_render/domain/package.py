"""The requirements of an accounting package, as data: one YAML file each in `packages/`, validated by this model.

Every setting of a profile has a reason: a fact with its source, or it is named as our own choice because there is no
public source.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from string import Formatter
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from contracts.fields import DocumentKind, Route

DialectName = Literal["bis3", "ublbe", "efff", "cii-basicwl", "cii-en16931", "factur-x"]
"""The XML dialects by the names of the library; `factur-x` is the PDF with the invoice inside."""

Counted = Literal["file", "mail"]

FILE_WORDS = frozenset({"date", "sequence", "party", "number", "kind", "route", "reference", "issuer", "compact"})
SUBJECT_WORDS = FILE_WORDS - {"compact"}
NAMING_WORDS = frozenset({"sequence", "compact"})
"""One of them must be in every file name: they differ between any two documents of a client."""
USUAL_NAME = "{date}_{sequence}_{party}_{number}"
"""Sorts in the order of booking: most importers take files in the order of their names."""
EFFF_NAME = "efff_{issuer}_{compact}"
"""What the e-FFF group recommends: the VAT number, then letters and digits."""
_NEED_A_PDF = frozenset({"ublbe", "efff", "factur-x"})


class Channel(StrEnum):
    """The channels by which a package takes documents. Delivery knows which ones this installation has."""

    EMAIL = "email"
    SFTP = "sftp"
    FOLDER = "folder"
    API = "api"


class Placement(StrEnum):
    """Where the PDF of the document goes: inside the e-invoice, beside it as a file, or both."""

    INSIDE = "inside"
    BESIDE = "beside"
    BOTH = "both"


class Addresses(StrEnum):
    """How many mail addresses a package gives a client."""

    ONE = "one"
    PER_TYPE = "per_type"
    PER_JOURNAL = "per_journal"


class Need(StrEnum):
    """What a package requires although a valid e-invoice may lack it."""

    DOCUMENT = "document"
    NUMBER = "number"
    COUNTERPARTY_VAT_NUMBER = "counterparty_vat_number"
    CLIENT_COMPANY_NUMBER = "client_company_number"


class Hint(StrEnum):
    """What a user who sets a package up has to know or to do; the texts are in `texts`."""

    ALLOW_SENDER = "allow_sender"
    ADDRESS_FROM_PACKAGE = "address_from_package"
    ADDRESS_KEEPS_CAPITALS = "address_keeps_capitals"
    ADDRESS_SUFFIX_IN_CAPITALS = "address_suffix_in_capitals"
    ADDRESS_PER_JOURNAL = "address_per_journal"
    POSTBOX_NAME_IS_NO_ADDRESS = "postbox_name_is_no_address"
    ONE_ADDRESS = "one_address"
    SUBJECT_DECIDES_TYPE = "subject_decides_type"
    MAIL_ONLY_BY_CLOUD = "mail_only_by_cloud"
    FOLDER_PER_COMPANY_NUMBER = "folder_per_company_number"
    FOLDER_FROM_VENDOR = "folder_from_vendor"
    FOLDER_CHOSEN_AT_IMPORT = "folder_chosen_at_import"
    IMPORT_SETTINGS_FIRST = "import_settings_first"
    MODULE_NEEDED = "module_needed"
    ASK_VENDOR = "ask_vendor"
    ASK_FOR_DIALECT = "ask_for_dialect"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(_Strict):
    """A sentence in the three languages."""

    fr: Annotated[str, Field(min_length=1)]
    nl: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]

    def in_(self, language: str) -> str:
        """The sentence in this language, in English when there is none."""
        return {"fr": self.fr, "nl": self.nl}.get(language, self.en)


class Fact(_Strict):
    """A statement about a package, the settings that it supports, its source and how certain it is.

    `high`: the vendor's own documentation or source code; `medium`: a partner's or competitor's help page, or two
    weaker sources that agree; `low`: one weak source, or inference.
    """

    about: tuple[str, ...]
    says: Words
    source: Annotated[str, Field(min_length=1)]
    seen_on: date
    """When somebody looked: an old fact may have changed since."""
    confidence: Literal["high", "medium", "low"]


class Limit(_Strict):
    """The largest file, or the largest mail, and what is done with larger ones."""

    bytes: PositiveInt
    counted: Counted
    otherwise: Literal["beside", "zip", "refuse"]


class Package(_Strict):
    """A package's profile. Templates know: date (YYYYMMDD), sequence, party, number, kind, route, reference (of the

    client), issuer (VAT number of the seller), and for files compact (date, sequence and number in letters
    and digits only).
    """

    name: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    title: str | Words
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    dialect: DialectName
    pdf: Placement
    other_dialects: tuple[DialectName, ...] = ()
    pdf_beside_on_request: bool = False
    addresses: Addresses | None = None
    filename: str | None = None
    subjects: dict[str, str] = {}
    routes: tuple[Route, ...] = tuple(Route)
    limit: Limit | None = None
    zip: bool = False
    folders: dict[Route, str] = {}
    needs: tuple[Need, ...] = ()
    hints: tuple[Hint, ...] = ()
    facts: tuple[Fact, ...] = ()
    assumed: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        _check_template(self.file_template, FILE_WORDS)
        if not NAMING_WORDS & set(_words(self.file_template)):
            raise ValueError("a file name needs {sequence} or {compact}: two documents must not share one")
        for key, template in self.subjects.items():
            if key not in {*Route, *DocumentKind}:
                raise ValueError(f"a subject belongs to a route or to a kind of document, not to {key}")
            _check_template(template, SUBJECT_WORDS)
        for dialect in (self.dialect, *self.other_dialects):
            beside = self.pdf is Placement.BESIDE or (self.limit and self.limit.otherwise == "beside")
            if dialect in _NEED_A_PDF and beside:
                raise ValueError(f"{dialect} must hold the PDF, it cannot go beside")
        self._has_reasons()
        return self

    def _has_reasons(self) -> None:
        """Checks that every setting has a fact or is named as our own choice, and that no other setting is named."""
        stated = self.model_fields_set - {"name", "title", "facts", "assumed"}
        explained = {about for fact in self.facts for about in fact.about} | set(self.assumed)
        if unexplained := sorted(stated - explained):
            raise ValueError(f"no fact says why, and it is not among the assumed: {', '.join(unexplained)}")
        if strange := sorted(explained - set(type(self).model_fields)):
            raise ValueError(f"facts about what no profile has: {', '.join(strange)}")

    def titled(self, language: str) -> str:
        """Its name; only the generic packages have one in each language."""
        return self.title if isinstance(self.title, str) else self.title.in_(language)

    @property
    def dialects(self) -> tuple[DialectName, ...]:
        """Its own dialect, then those that a client may choose instead."""
        return (self.dialect, *self.other_dialects)

    @property
    def must_have_pdf(self) -> bool:
        """Whether every file for it needs a PDF of the document."""
        return self.dialect in _NEED_A_PDF or Need.DOCUMENT in self.needs

    @property
    def file_template(self) -> str:
        """The template of the file name: its own, else the usual one of the dialect."""
        return self.filename or (EFFF_NAME if self.dialect == "efff" else USUAL_NAME)

    def subject_for(self, kind: DocumentKind, route: Route) -> str:
        """The template of a mail's subject: that of the kind, else of the route, else the usual one."""
        return self.subjects.get(kind.value) or self.subjects.get(route.value) or "{kind} {party} {number}"


class Choice(BaseModel):
    """The choices of a client that differ from the profile of its package, where the profile leaves a choice."""

    model_config = ConfigDict(frozen=True)

    dialect: DialectName | None = None
    pdf_beside: bool = False

    def applied_to(self, package: Package) -> Package:
        """The profile with the choices of this client."""
        update: dict[str, object] = {}
        if self.dialect in package.other_dialects:
            update["dialect"] = self.dialect
        if self.pdf_beside and package.pdf_beside_on_request and package.pdf is Placement.INSIDE:
            update["pdf"] = Placement.BOTH
        return package.model_copy(update=update) if update else package

    def refused_by(self, package: Package) -> str | None:
        """The first choice that the profile does not offer; None when it offers all."""
        if self.dialect is not None and self.dialect not in package.dialects:
            return "dialect"
        if self.pdf_beside and not package.pdf_beside_on_request:
            return "pdf_beside"
        return None


def _words(template: str) -> Iterable[str]:
    return [name for _, name, _, _ in Formatter().parse(template) if name is not None]


def _check_template(template: str, known: frozenset[str]) -> None:
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None and (name not in known or form or conversion):
            raise ValueError(f"a template knows {', '.join(sorted(known))}, not {{{name}}}")
    if not template.strip():
        raise ValueError("a template is not empty")
