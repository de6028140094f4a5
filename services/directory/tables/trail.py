"""The audit trail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.audit_chain import ANCHOR
from services.directory.tables.base import Table


class AuditChain(Table, kw_only=True):
    """The end of a chain of audit entries, of a firm or the platform; entries up to number `sealed` may be deleted."""

    __tablename__ = "audit_chain"

    chain_id: Mapped[UUID] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column(BigInteger, default=0)
    head: Mapped[bytes] = mapped_column(default=ANCHOR)
    sealed: Mapped[int] = mapped_column(BigInteger, default=0)
    seal: Mapped[bytes] = mapped_column(default=ANCHOR)


class Audit(Table, kw_only=True):
    """Who did what, from where: appended, never changed. `old` and `new` hold values by name, never a secret."""

    __tablename__ = "audit"
    __table_args__ = (
        UniqueConstraint("chain_id", "seq"),
        *(
            Index(None, owner, *narrowed, "at", "audit_id")
            for owner in ("client_id", "firm_id")
            for narrowed in ((), ("action",), ("user_id",))
        ),
    )

    audit_id: Mapped[UUID] = mapped_column(primary_key=True)
    chain_id: Mapped[UUID]
    seq: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    actor: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(default=None)
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    action: Mapped[str]
    subject_id: Mapped[UUID | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    old: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    new: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    hash: Mapped[bytes]
