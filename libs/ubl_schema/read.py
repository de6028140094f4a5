"""Reads a file of any dialect into the model: the root decides the mapping, and unknown elements are tolerated."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .belgian import as_european
from .binding.building import builder
from .binding.session import ReadingWarning, Session, WarningCode
from .credit import as_credit_note, is_negative
from .dialects import Syntax
from .embedded_file import Store, in_memory
from .errors import NotAnInvoice
from .invoice import Invoice
from .mappings.cii_settle import settle
from .mappings.roots import readers
from .mappings.sub_lines import expand
from .mappings.zugferd_1 import ZUGFERD_1_ROOT, as_factur_x
from .parse import Limits, Node, Tree, parse, parse_stream
from .recognise import Recognised, currency_of, recognise, what_it_is, without_envelope


@dataclass(frozen=True, slots=True)
class Reading:
    """The invoice in a file, and facts about the file."""

    invoice: Invoice
    dialect: str
    """``bis3``, ``ublbe``, ``efff``, ``xrechnung``, ``en16931``, ``factur-x ...``, ``zugferd ...`` or ``other``."""
    syntax: Syntax
    customization_id: str | None
    """BT-24 as written."""
    profile_id: str | None
    """BT-23 as written."""
    warnings: tuple[ReadingWarning, ...]
    unknown: Mapping[str, int]
    """Elements that the model cannot hold, with their count; they stay in the original bytes."""
    sha256: str
    """Hash of the original bytes, which the caller keeps: the original is the legal document."""
    filename: str | None = field(default=None)
    """The name of the file inside a PDF, when it was in one."""
    in_envelope: bool = field(default=False)
    """Whether the invoice came in an envelope of the Peppol network (SBDH), which no accounting package reads."""


def read(data: bytes, *, limits: Limits | None = None, store: Store = in_memory) -> Reading:
    """An invoice or credit note in UBL or CII. Raises an ``UnreadableFile`` with the place."""
    return _understand(parse(data, limits, store), hashlib.sha256(data).hexdigest())


def read_stream(chunks: Iterable[bytes], *, limits: Limits | None = None, store: Store = in_memory) -> Reading:
    """The same for a file that arrives in pieces; with a ``store`` on disk no embedded file is held in memory."""
    digest = hashlib.sha256()

    def hashed() -> Iterator[bytes]:
        for chunk in chunks:
            digest.update(chunk)
            yield chunk

    tree = parse_stream(hashed(), limits, store)
    return _understand(tree, digest.hexdigest())


def _understand(tree: Tree, sha256: str) -> Reading:
    root = without_envelope(tree.root)
    in_envelope = root is not tree.root
    tree.root = root
    recognised = recognise(root)
    reader = readers().get(root.tag)
    if root.tag == ZUGFERD_1_ROOT:
        as_factur_x(root)
        reader = readers()["rsm:CrossIndustryInvoice"]
    if reader is None:
        raise NotAnInvoice(what_it_is(root), tree.place(root))
    session = Session(tree, currency_of(root))
    reader(root, session.invoice, session)
    invoice = _model(session, recognised, root)
    if is_negative(invoice):
        invoice = as_credit_note(invoice)
        session.warn(
            WarningCode.NEGATIVE_INVOICE, "BT-112", root, "negative invoice, read as the credit note that it is"
        )
    return Reading(
        invoice,
        recognised.dialect,
        recognised.syntax,
        recognised.customization_id,
        recognised.profile_id,
        tuple(session.warnings),
        session.unknown,
        sha256,
        in_envelope=in_envelope,
    )


def _model(session: Session, recognised: Recognised, root: Node) -> Invoice:
    record = session.invoice
    record.pop("_vat_again", None)
    if recognised.syntax is Syntax.CII:
        settle(record)
    else:
        as_european(record)
        if "lines" in record:
            record["lines"] = expand(record["lines"])
    if "type_code" not in record:
        session.warn(WarningCode.ABSENT, "BT-3", root, "no document type code")
        record["type_code"] = recognised.usual_type_code
    made: Invoice = builder(Invoice)(record)
    return made
