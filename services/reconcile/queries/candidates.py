"""Candidates of the matcher, for many items at once, with what hangs together with them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text

from libs.service_kit import Transaction
from libs.service_kit.database import Statement
from services.reconcile.domain.keys import DocumentKeys, TransactionKeys
from services.reconcile.queries.board import Around, List, around, lists, row_of
from services.reconcile.queries.look_ups import MOST as MOST_IDS
from services.reconcile.rows import DocumentCandidate, TransactionCandidate

MOST_AT_ONCE: Final = 50
"""Up to so many candidates are read with all that hangs together with them; more are read without it."""

MOST: Final = 60
"""How many candidates are looked at to suggest some of them."""

BACK: Final = timedelta(days=120)
"""A document may be issued so long after its payment was booked."""

_NEAR = "ARRAY(SELECT id FROM near)"
_DOCUMENT = ", ".join(f"d.{name}" for name in DocumentCandidate._fields)
_TRANSACTION = ", ".join(f"t.{name}" for name in TransactionCandidate._fields)
_READY = "d.state <> 'deleted' AND d.kind IS NOT NULL AND d.received_at IS NOT NULL"

_SAME = [
    f"SELECT id FROM reconcile.documents_numbered(CAST(:numbers AS text[]), {MOST_IDS}) AS numbered(id)",  # noqa: S608
    *(
        f"SELECT y.document_id FROM reconcile.document y WHERE y.client_id = :client_id AND {same}"  # noqa: S608
        for same in (
            "y.number = ANY(CAST(:bare AS text[]))",
            "y.cents = ANY(CAST(:same_cents AS bigint[])) AND y.issued = ANY(CAST(:same_days AS date[]))",
        )
    ),
]
"""Documents with one of these numbers, or of these amounts and days. Each by itself: an OR would use no index."""

CANDIDATES: Final = Statement[Any](
    text(f"""WITH documents_of AS MATERIALIZED (
    SELECT {_DOCUMENT} FROM reconcile.document d
    WHERE d.client_id = :client_id AND d.cents = ANY(CAST(:cents AS bigint[])) AND d.received_at IS NOT NULL),
transactions_of AS MATERIALIZED (
    SELECT {_TRANSACTION} FROM reconcile.transaction t
    WHERE t.client_id = :client_id AND t.cents = ANY(CAST(:cents AS bigint[]))),
alike AS MATERIALIZED (
    SELECT {_DOCUMENT}, d.state FROM reconcile.document d WHERE d.client_id = :client_id AND {_READY}
        AND d.document_id = ANY(ARRAY({" UNION ALL ".join(_SAME)}))),
found AS MATERIALIZED (
    SELECT document_id AS id FROM documents_of UNION SELECT transaction_id FROM transactions_of
    UNION SELECT document_id FROM alike),
near AS MATERIALIZED (SELECT id FROM found WHERE (SELECT count(*) FROM found) <= {MOST_AT_ONCE}),
{around(_NEAR)}
SELECT (SELECT array_agg({row_of(DocumentCandidate._fields, "x")}) FROM documents_of x) AS documents_of,
(SELECT array_agg({row_of(TransactionCandidate._fields, "x")}) FROM transactions_of x) AS transactions_of,
(SELECT array_agg({row_of((*DocumentCandidate._fields, "state"), "x")}) FROM alike x) AS alike,
{_NEAR} AS near,
{lists(_NEAR, _NEAR)}""")  # noqa: S608
)
"""Documents and transactions of some amounts, documents that may be duplicates, and what hangs together with them."""

_KEYS = "item uuid, cents bigint, ogm text, creditor_reference text, numbers text[], iban text, company text, name text"


def _open_like(table: str, columns: tuple[str, ...], keys: Mapping[str, str], in_time: str, order: str) -> str:
    """For each item `k` the first open rows that share a key with it, each key looked up by itself.

    Those that share a reference come first: of many open documents the one that the text names is not the newest.
    """
    name = columns[0]
    given = f"x.client_id = :client_id AND x.is_open AND x.{name} <> ALL(CAST(:changed AS uuid[])) AND {in_time}"
    equal = {key: f"k.{key} IS NOT NULL AND x.{column} = k.{key}" for key, column in keys.items()}
    numbered = f"k.numbers IS NOT NULL AND x.{name} = ANY(ARRAY({_numbered(table)}))"
    named = [equal.pop("ogm"), equal.pop("creditor_reference"), numbered]
    ids = " UNION ALL ".join(
        f"(SELECT x.{name}, {rank} AS rank FROM reconcile.{table} x WHERE {given} AND {key} ORDER BY {order} LIMIT {MOST})"  # noqa: E501, S608
        for rank, shared in enumerate((named, equal.values()))
        for key in shared
    )
    first = f"SELECT found.{name}, min(found.rank) AS rank FROM ({ids}) found GROUP BY found.{name}"  # noqa: S608
    return f"""SELECT {", ".join(f"x.{column}" for column in columns)}
        FROM ({first}) y JOIN reconcile.{table} x ON x.client_id = :client_id AND x.{name} = y.{name}
        ORDER BY y.rank, {order} LIMIT {MOST}"""  # noqa: S608


def _numbered(table: str) -> str:
    """The ids of rows with one of the numbers, by a function: row-level security lets no index serve a condition."""
    return f"SELECT id FROM reconcile.{table}s_numbered(k.numbers, {MOST_IDS}) AS numbered(id)"  # noqa: S608


_SHARED = {name: name for name in ("cents", "ogm", "creditor_reference", "iban", "name")}
_TRANSACTIONS_LIKE = _open_like(
    "transaction",
    TransactionCandidate._fields,
    _SHARED | {"company": "creditor_company"},
    "(k.since IS NULL OR x.booking_date >= k.since)",
    "x.booking_date, x.transaction_id",
)
_DOCUMENTS_LIKE = _open_like(
    "document",
    DocumentCandidate._fields,
    _SHARED | {"company": "company"},
    "(x.issued IS NULL OR x.issued <= k.until)",
    "x.issued DESC NULLS LAST, x.document_id",
)

OPEN_LIKE: Final = Statement[Any](
    text(f"""WITH transactions_like AS MATERIALIZED (
    SELECT k.item, t.* FROM unnest(CAST(:by_documents AS jsonb[])) AS given
    CROSS JOIN LATERAL jsonb_to_record(given) AS k({_KEYS}, since date)
    CROSS JOIN LATERAL ({_TRANSACTIONS_LIKE}) t),
documents_like AS MATERIALIZED (
    SELECT k.item, d.* FROM unnest(CAST(:by_transactions AS jsonb[])) AS given
    CROSS JOIN LATERAL jsonb_to_record(given) AS k({_KEYS}, until date)
    CROSS JOIN LATERAL ({_DOCUMENTS_LIKE}) d),
found AS MATERIALIZED (
    SELECT transaction_id AS id FROM transactions_like UNION SELECT document_id FROM documents_like),
near AS MATERIALIZED (
    SELECT id FROM found WHERE CAST(:around AS boolean) AND (SELECT count(*) FROM found) <= {MOST_AT_ONCE}),
{around(_NEAR)}
SELECT (SELECT array_agg({row_of(("item", *TransactionCandidate._fields), "x")}) FROM transactions_like x)
    AS transactions_like,
(SELECT array_agg({row_of(("item", *DocumentCandidate._fields), "x")}) FROM documents_like x) AS documents_like,
{_NEAR} AS near,
{lists(_NEAR, _NEAR)}""")  # noqa: S608
)
"""Open transactions like documents and open documents like transactions, and what hangs together with them."""


@dataclass(frozen=True, kw_only=True)
class Candidates(Around):
    """Candidates of some amounts, documents that may be duplicates, and `near`: those of which all is here."""

    documents_of: List
    transactions_of: List
    alike: List
    near: Sequence[UUID]


@dataclass(frozen=True, kw_only=True)
class OpenLike(Around):
    """Open items with the item that they are like before them, and `near`: those of which all is here."""

    transactions_like: List
    documents_like: List
    near: Sequence[UUID]


@dataclass
class Wanted:
    """Which candidates are looked for: of these amounts, and documents that may be duplicates of others.

    `bare`: numbers that are too common to have other forms.
    """

    cents: set[int] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    bare: set[str] = field(default_factory=set)
    same_cents: set[int] = field(default_factory=set)
    same_days: set[date] = field(default_factory=set)


async def candidates_of(tx: Transaction, client_id: UUID, wanted: Wanted) -> Candidates:
    """Documents and transactions as the matcher looks at them; `near` are those read with all that is about them."""
    values = {name: sorted(given) for name, given in vars(wanted).items()}
    return await tx.answer(CANDIDATES, Candidates, client_id=client_id, **values)


async def open_like(
    tx: Transaction,
    client_id: UUID,
    documents: Iterable[DocumentKeys],
    transactions: Iterable[TransactionKeys],
    *,
    changed: Collection[UUID],
    around: bool,
) -> OpenLike:
    """Open items that share the amount, a reference, the party's account or its name with these; none of `changed`.

    `around`: also what hangs together with those found.
    """
    return await tx.answer(
        OPEN_LIKE,
        OpenLike,
        client_id=client_id,
        by_documents=[json.dumps(_keys_of_document(keys)) for keys in documents],
        by_transactions=[json.dumps(_keys_of_transaction(keys)) for keys in transactions],
        changed=list(changed),
        around=around,
    )


def _keys_of_document(keys: DocumentKeys) -> dict[str, Any]:
    return {
        **_shared_keys(keys),
        "item": str(keys.document_id),
        "company": keys.company or None,
        "since": str(keys.issued - BACK) if keys.issued else None,
    }


def _keys_of_transaction(keys: TransactionKeys) -> dict[str, Any]:
    return {
        **_shared_keys(keys),
        "item": str(keys.transaction_id),
        "company": keys.creditor_company or None,
        "until": str(keys.booked + BACK),
    }


def _shared_keys(keys: DocumentKeys | TransactionKeys) -> dict[str, Any]:
    return {
        "cents": keys.cents,
        "ogm": keys.ogm or None,
        "creditor_reference": keys.creditor_reference or None,
        "numbers": sorted(keys.numbers) or None,
        "iban": keys.iban or None,
        "name": keys.name or None,
    }
