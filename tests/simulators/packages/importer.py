"""One importer for all packages: takes a mail, files in folders or a call of the API, and proposes the bookings.

What it does at each point is what `documented.py` says of the package; at a point without a source it takes what
EN 16931 allows. A file that it refuses raises NotTaken with the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZipFile

from .booking import Booking, Direction, Reading, Unread
from .documented import PACKAGE_RULES
from .formats import format_of, hold_to_dialect, hold_to_schema, parsed
from .read_cii import read_cii, xml_inside
from .read_ubl import read_ubl
from .rules import (
    EN16931,
    Accounts,
    Beside,
    Decides,
    Fault,
    Format,
    InOneCall,
    Intake,
    Known,
    NotTaken,
    holds,
)
from .values import digits

Outcome = Booking | Unread
_File = tuple[str, bytes]
"""Name and content."""
_Tag = tuple[Direction | None, bool | None]
"""Direction, and credit note or not, as far as something other than the document decides them."""
_USUAL_SUFFIXES: Final = frozenset({".xml", ".pdf"})


@dataclass(frozen=True)
class Dossier:
    """The client file as its accountant has set it up in the package."""

    vat_number: str
    address: str = "dossier@pakket.example"
    senders: frozenset[str] = frozenset()
    folders: Mapping[str, Direction] = field(default_factory=dict)
    is_set_up: bool = True

    @property
    def number(self) -> str:
        """The enterprise number, digits only."""
        return digits(self.vat_number)


class PackageImporter:
    """A package's import of one dossier; it remembers what it has booked.

    `reading` narrows the formats where sources contradict each other; `fault` is an edition with a documented defect.
    """

    def __init__(
        self, package: str, dossier: Dossier, *, reading: Format | None = None, fault: Fault | None = None
    ) -> None:
        self.rules, self.dossier, self.fault = PACKAGE_RULES[package], dossier, fault
        self.formats = self.rules.formats.value if isinstance(self.rules.formats, Known) else EN16931
        if reading is not None:
            assert reading in self.formats, f"{package} is not documented to read {reading}"
            self.formats = frozenset({reading})
        assert fault is None or fault in self.rules.faults, f"{package} has no such documented fault"
        self._booked: set[tuple[str, str]] = set()

    def take_mail(self, message: bytes, kind: Direction | None = None) -> tuple[Outcome, ...]:
        """A mail as it travels; `kind` is what the address stands for that it was sent to."""
        self._open(Intake.MAIL)
        mail = BytesParser(EmailMessage, policy=policy.default).parsebytes(message)
        limit = self.rules.limit
        if isinstance(limit, Known) and len(message) > limit.value.mail_bytes:
            raise NotTaken(f"a mail of {len(message)} bytes, the most is {limit.value.mail_bytes}")
        sender = mail["From"].addresses[0].addr_spec
        if holds(self.rules.known_senders_only) and sender not in self.dossier.senders:
            raise NotTaken(f"blocked: {sender} is not among the allowed senders")
        seen = {a.addr_spec for name in ("To", "Cc") if mail[name] for a in mail[name].addresses}
        if holds(self.rules.address_in_to_or_cc) and self.dossier.address not in seen:
            raise NotTaken("the mailbox stands neither in To nor in Cc")
        files = [(part.get_filename() or "x", bytes(part.get_content())) for part in mail.iter_attachments()]
        return self._take(files, self._type_of(kind, str(mail["Subject"] or "")))

    def take_folder(self, files: Mapping[str, bytes], kind: Direction | None = None) -> tuple[Outcome, ...]:
        """Files by their path below the import folder, in the order of their names; `kind` is the import screen's."""
        self._open(Intake.FOLDER)
        by_place: dict[Direction | None, list[_File]] = {}
        for path in sorted(files):
            *folders, name = PurePosixPath(path).parts
            by_place.setdefault(self._place(folders, kind), []).append((name, files[path]))
        return tuple(one for place, found in by_place.items() for one in self._take(found, self._type_of(place, "")))

    def take_call(self, files: Sequence[_File], kind: Direction | None = None) -> tuple[Outcome, ...]:
        """One call of the API; `kind` is its parameter."""
        self._open(Intake.API)
        call = self.rules.api_call
        if isinstance(call, Known) and call.value is InOneCall.REPRESENTATIONS:
            (name, content), *others = files
            return (self._one(name, content, (kind, None), next((c for n, c in others if n.endswith(".pdf")), None)),)
        if len(files) != 1:
            raise NotTaken("one call takes one file")
        return self._take(files, (kind, None))

    def _open(self, way: Intake) -> None:
        assert isinstance(self.rules.ways, Known)
        if way not in self.rules.ways.value:
            raise NotTaken(f"no way in by {way}")
        if isinstance(self.rules.set_up_first, Known) and not self.dossier.is_set_up:
            raise NotTaken(f"not set up: {self.rules.set_up_first.value}")

    def _place(self, folders: Sequence[str], kind: Direction | None) -> Direction | None:
        if not holds(self.rules.folder_per_company):
            return kind
        if not folders or digits(folders[0]) != self.dossier.number:
            raise NotTaken("lies in the folder of no dossier")
        return self.dossier.folders.get(folders[1]) if len(folders) > 1 else None

    def _type_of(self, kind: Direction | None, subject: str) -> _Tag:
        decides = self.rules.decides.value if isinstance(self.rules.decides, Known) else Decides.CONTENT
        if decides is Decides.DROP:
            if kind is None:
                raise NotTaken("came by no address, journal or folder of a type")
            return kind, None
        return self._tag(subject) if decides is Decides.SUBJECT else (None, None)

    def _tag(self, subject: str) -> _Tag:
        assert isinstance(self.rules.subjects, Known)
        rule = self.rules.subjects.value
        word = subject.partition(" ")[0] if rule.tagged else subject.strip()
        if word.upper() not in rule.tags:
            raise NotTaken(f"no type of document in the subject: {subject}")
        return rule.tags[word.upper()]

    def _take(self, files: Sequence[_File], tag: _Tag) -> tuple[Outcome, ...]:
        files = [file for each in files for file in self._unzipped(*each)]
        allowed = self.rules.suffixes.value if isinstance(self.rules.suffixes, Known) else _USUAL_SUFFIXES
        for name, _ in files:
            if PurePosixPath(name).suffix.lower() not in allowed:
                raise NotTaken(f"no such files: {name}")
        beside = self.rules.beside.value if isinstance(self.rules.beside, Known) else Beside.SECOND_DOCUMENT
        if beside is Beside.REFUSED and len({PurePosixPath(name).suffix for name, _ in files}) > 1:
            raise NotTaken("files of several types in one mail")
        beside = Beside.SECOND_DOCUMENT if self.fault is Fault.TWO_BILLS else beside
        attachments = {} if beside is not Beside.MERGED else self._attachments(files)
        outcomes = [
            self._one(name, content, tag, attachments.get(PurePosixPath(name).stem))
            for name, content in files
            if not (name.endswith(".pdf") and PurePosixPath(name).stem in attachments)
        ]
        booked = [one for one in outcomes if isinstance(one, Booking)]
        return tuple(booked if beside is Beside.ORIGINAL and booked else outcomes)

    def _unzipped(self, name: str, content: bytes) -> list[_File]:
        if not name.lower().endswith(".zip"):
            return [(name, content)]
        if not holds(self.rules.zip):
            raise NotTaken(f"no zip files: {name}")
        with ZipFile(BytesIO(content)) as archive:
            return [(inside, archive.read(inside)) for inside in archive.namelist()]

    @staticmethod
    def _attachments(files: Sequence[_File]) -> dict[str, bytes]:
        stems = {PurePosixPath(name).stem for name, _ in files if name.endswith(".xml")}
        attachments = {PurePosixPath(name).stem: content for name, content in files if name.endswith(".pdf")}
        return {stem: content for stem, content in attachments.items() if stem in stems}

    def _one(self, name: str, content: bytes, tag: _Tag, attachment: bytes | None) -> Outcome:
        if not name.lower().endswith(".xml"):
            xml = xml_inside(content) if Format.FACTURX in self.formats and name.lower().endswith(".pdf") else None
            return Unread(name) if xml is None else self._booked_from(read_cii(parsed(xml), content), tag, attachment)
        root = parsed(content)
        format_ = format_of(root)
        if format_ not in self.formats:
            raise NotTaken(f"does not read {format_}")
        if format_ is Format.CII:
            return self._booked_from(read_cii(root, None), tag, attachment)
        hold_to_dialect(root, format_)
        if holds(self.rules.schema_checked):
            hold_to_schema(root)
        return self._booked_from(read_ubl(root), tag, attachment)

    def _booked_from(self, reading: Reading, tag: _Tag, beside: bytes | None) -> Booking:
        direction, credit = tag[0] or self._direction(reading), tag[1]
        checked = holds(self.rules.addressee_is_dossier) and direction == "purchase"
        if checked and self.dossier.number not in reading.buyer_numbers:
            raise NotTaken("addressed to another company")
        mark = (reading.seller.vat_number or reading.seller.name or "", reading.number)
        if holds(self.rules.number_is_unique) and mark in self._booked:
            raise NotTaken(f"imported before: {reading.number}")
        self._booked.add(mark)
        from_file = not (isinstance(self.rules.accounts, Known) and self.rules.accounts.value is Accounts.SETTINGS)
        return Booking(
            direction=direction,
            is_credit_note=reading.is_credit_note if credit is None else credit,
            counterparty=reading.seller if direction == "purchase" else reading.buyer,
            number=reading.number,
            issue_date=reading.issue_date,
            due_date=reading.due_date,
            currency=reading.currency,
            vat=reading.vat,
            without_vat=reading.without_vat,
            with_vat=reading.with_vat,
            payable=reading.payable,
            iban=reading.iban,
            payment_reference=reading.payment_reference,
            accounts=reading.lines if from_file else (),
            attachment=(None if self.fault is Fault.ATTACHMENT_LOST else reading.attachment) or beside,
        )

    def _direction(self, reading: Reading) -> Direction:
        if self.dossier.number in reading.seller_numbers:
            return "sales"
        if self.dossier.number in reading.buyer_numbers:
            return "purchase"
        raise NotTaken("neither seller nor buyer is the company of the dossier")
