"""Tasks for users, and the history of what happened."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.reconcile.tables.schema import Table


class Task(Table, kw_only=True):
    """One question to users. `status`: open, parked until `wake_at`, or closed; a repeated question keeps its row."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_listed", "client_id", "status", "opened_at", "task_id"),
        Index("ix_task_reason", "client_id", "status", "reason", "opened_at", "task_id"),
        Index("ix_task_document_id", "client_id", "document_id", postgresql_where=text("document_id IS NOT NULL")),
        Index(
            "ix_task_transaction_id", "client_id", "transaction_id", postgresql_where=text("transaction_id IS NOT NULL")
        ),
        Index(None, "client_id", "subject_id"),
        Index("ix_task_wake", "wake_at", postgresql_where=text("status = 'parked'")),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    task_id: Mapped[UUID] = mapped_column(primary_key=True)
    reason: Mapped[str]
    subject_id: Mapped[UUID]
    document_id: Mapped[UUID | None] = mapped_column(default=None)
    transaction_id: Mapped[UUID | None] = mapped_column(default=None)
    params: Mapped[dict[str, Any]]
    suggestions: Mapped[list[Any]]
    status: Mapped[str]
    wake_at: Mapped[datetime | None] = mapped_column(default=None)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[UUID | None] = mapped_column(default=None)
    action: Mapped[str | None] = mapped_column(default=None)


class History(Table, kw_only=True):
    """One line in the history of a document or transaction: what happened, by which user (none: the platform)."""

    __tablename__ = "history"
    __table_args__ = (
        Index(None, "client_id", "document_id"),
        Index(None, "client_id", "transaction_id"),
        Index("ix_history_what", "client_id", "what", "at", "history_id"),
        Index(
            "ix_history_user",
            "client_id",
            "user_id",
            "at",
            "history_id",
            postgresql_where=text("user_id IS NOT NULL"),
        ),
        Index("ix_history_listed", "client_id", "at", "history_id"),
    )

    client_id: Mapped[UUID] = mapped_column(primary_key=True)
    history_id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    what: Mapped[str]
    user_id: Mapped[UUID | None] = mapped_column(default=None)
    document_id: Mapped[UUID | None] = mapped_column(default=None)
    transaction_id: Mapped[UUID | None] = mapped_column(default=None)
    details: Mapped[dict[str, Any]]
