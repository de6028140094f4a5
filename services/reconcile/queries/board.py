"""What one reconciliation round reads and writes: a few statements that each answer for many items.

Every statement has one row whose columns are lists of rows, so that what hangs together is read in one round trip.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from libs.service_kit import Transaction
from libs.service_kit.database import Statement
from libs.service_kit.database.rows import columns_of
from services.reconcile.tables import BankTransaction, Document, Duplicate, Link, Task

List = Sequence[tuple[Any, ...]] | None
"""Rows as tuples of their columns; None for none."""


@dataclass(frozen=True, kw_only=True)
class Around:
    """What hangs together with items: of some the bookings and pairs, of some all (`documents` to `parts`)."""

    members: List
    links: List
    pairs: List
    partners: List
    unlinked: List
    documents: List
    transactions: List
    tasks: List
    parts: List


@dataclass(frozen=True, kw_only=True)
class About(Around):
    """What hangs together with items, the client's settings, and what is said about the party of an event."""

    settings: tuple[dict[str, Any], int] | None
    corrections: List
    ibans: Sequence[str] | None
    exempt: bool | None


def row_of(columns: Iterable[str], table: str) -> str:
    """Columns of a table as one value."""
    return "ROW(" + ", ".join(f"{table}.{name}" for name in columns) + ")"


def _list(name: str, columns: Iterable[str], table: str, where: str) -> str:
    """One column of the answer: the rows of a table of this client."""
    source = f"reconcile.{table} x WHERE x.client_id = :client_id AND ({where})"
    return f"(SELECT array_agg({row_of(columns, 'x')}) FROM {source}) AS {name}"  # noqa: S608 - names of our tables


def around(ids: str) -> str:
    """What hangs together with items: the other members of their bookings, and pairs of documents that are alike."""
    return f"""
members AS MATERIALIZED (
    SELECT m.booking_id, m.item_id, m.is_document, d.cents AS document_cents, t.cents AS transaction_cents,
        t.kind AS transaction_kind, d.marks->>'deleted_at' AS deleted, d.marks->>'done' AS document_done,
        t.marks->>'done' AS transaction_done
    FROM reconcile.booking_member m
    LEFT JOIN reconcile.document d ON d.client_id = m.client_id AND d.document_id = m.item_id
    LEFT JOIN reconcile.transaction t ON t.client_id = m.client_id AND t.transaction_id = m.item_id
    WHERE m.client_id = :client_id AND m.booking_id = ANY(ARRAY(
        SELECT mine.booking_id FROM reconcile.booking_member mine
        WHERE mine.client_id = :client_id AND mine.item_id = ANY({ids})))),
pairs AS MATERIALIZED (
    SELECT p.* FROM reconcile.duplicate p
    WHERE p.client_id = :client_id AND (p.first_id = ANY({ids}) OR p.second_id = ANY({ids})))"""  # noqa: S608


def lists(ids: str, whole: str) -> str:
    """The columns of the answer: about `ids` what hangs together, about `whole` also rows, tasks and parts."""
    inside = "ARRAY(SELECT item_id FROM members)"
    alike = "ARRAY(SELECT first_id FROM pairs UNION SELECT second_id FROM pairs)"
    cut = f"FROM reconcile.document WHERE client_id = :client_id AND part_of = ANY({whole}) GROUP BY part_of"
    parts = f"SELECT part_of, count(*) AS parts {cut}"
    return ",\n".join(
        [
            f"(SELECT array_agg({row_of(MEMBER, 'x')}) FROM members x) AS members",  # noqa: S608
            _list("links", columns_of(Link), "link", f"x.one_id = ANY({inside}) OR x.other_id = ANY({inside})"),
            f"(SELECT array_agg({row_of(columns_of(Duplicate), 'x')}) FROM pairs x) AS pairs",  # noqa: S608
            _list("partners", PARTNER, "document", f"x.document_id = ANY({alike})"),
            _list("unlinked", UNLINKED, "unlinked_pair", f"x.one_id = ANY({ids}) OR x.other_id = ANY({ids})"),
            _list("documents", columns_of(Document), "document", f"x.document_id = ANY({whole})"),
            _list("transactions", columns_of(BankTransaction), "transaction", f"x.transaction_id = ANY({whole})"),
            _list("tasks", columns_of(Task), "task", f"x.subject_id = ANY({whole})"),
            f"(SELECT array_agg(ROW(x.part_of, x.parts)) FROM ({parts}) x) AS parts",  # noqa: S608
        ]
    )


MEMBER = (
    "booking_id", "item_id", "is_document", "document_cents", "transaction_cents", "transaction_kind", "deleted",
    "document_done", "transaction_done",
)  # fmt: skip
PARTNER = ("document_id", "state", "marks->>'deleted_at'")
UNLINKED = ("one_id", "other_id")
_IDS, _WHOLE = "CAST(:ids AS uuid[])", "CAST(:whole AS uuid[])"

REMEMBERED: Final = 500
"""So many of the newest corrections about a party are remembered."""

_IBAN = f"""SELECT min(d.iban) AS iban FROM reconcile.document d
    WHERE d.client_id = :client_id AND d.company = CAST(:company AS text) AND d.document_id <> ALL({_IDS})
    AND d.iban IS NOT NULL AND d.state <> 'deleted'"""  # noqa: S608
"""The first account of a company; each is looked up after the one before: it has many documents, and few accounts."""

ABOUT: Final = Statement[Any](
    text(f"""WITH RECURSIVE known AS (
    {_IBAN}
    UNION ALL SELECT ({_IBAN} AND d.iban > known.iban) FROM known WHERE known.iban IS NOT NULL),
{around(_IDS)}
SELECT (SELECT ROW(s.settings, s.released) FROM reconcile.client_settings s WHERE s.client_id = :client_id) AS settings,
(SELECT array_agg(ROW(c.path, c.was, c.value) ORDER BY c.made_at, c.correction_id) FROM (
    SELECT * FROM reconcile.correction n WHERE n.client_id = :client_id AND n.counterparty_key = CAST(:party AS text)
    ORDER BY n.made_at DESC, n.correction_id DESC LIMIT {REMEMBERED}) c) AS corrections,
(SELECT array_agg(known.iban) FROM known WHERE known.iban IS NOT NULL) AS ibans,
(SELECT true FROM reconcile.exemption e
    WHERE e.client_id = :client_id AND e.party = CAST(:payee AS text) AND e.outgoing = CAST(:outgoing AS boolean)
        AND (e.most IS NULL OR CAST(:cents AS bigint) <= e.most)
) AS exempt,
{lists(_IDS, _WHOLE)}""")  # noqa: S608
)
"""What an event names, and what hangs together with it."""


@dataclass(frozen=True)
class Names:
    """What an event names besides its items: keys of its party, to find what users decided about it."""

    party: str | None = None
    company: str | None = None
    payee: str | None = None
    outgoing: bool | None = None
    cents: int | None = None


async def about(
    tx: Transaction, client_id: UUID, ids: Collection[UUID], whole: Collection[UUID], names: Names | None = None
) -> About:
    """What hangs together with items, of `whole` ones also the rows, tasks and parts; the client's settings."""
    named = asdict(names or Names())
    return await tx.answer(ABOUT, About, client_id=client_id, ids=list(ids), whole=list(whole), **named)
