"""Users, their tries to sign in, and the letters to them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from services.directory.domain.contact import email_key
from services.directory.tables.base import Table


class User(Table, kw_only=True):
    """A user who may sign in. `contact` marks the one user whose address is the client's, where its notices go.

    `email_held`: this is who signs in with the address, as only one user does. Others with it wait until the holder
    accepts that it becomes theirs (`declined_at`: they do not). `new_email` will be theirs when they prove to read it.

    Sessions that began before `sessions_from` are over: it is set to now when the password changes.
    """

    __tablename__ = "user"
    __table_args__ = (
        Index("uq_user_email_key_held", "email_key", unique=True, postgresql_where=text("email_held")),
        Index("ix_user_email_key_waiting", "email_key", postgresql_where=text("NOT email_held")),
        Index(None, "firm_id"),
        Index(None, "client_id"),
        Index("uq_user_client_id_contact", "client_id", unique=True, postgresql_where=text("contact")),
    )

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(init=False)
    email_held: Mapped[bool] = mapped_column(default=True)
    declined_at: Mapped[datetime | None] = mapped_column(default=None)
    new_email: Mapped[str | None] = mapped_column(default=None)
    first_name: Mapped[str]
    last_name: Mapped[str]
    mobile: Mapped[str | None] = mapped_column(default=None)
    language: Mapped[str]
    role: Mapped[str]
    firm_id: Mapped[UUID | None] = mapped_column(default=None)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    contact: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    password_hash: Mapped[str | None] = mapped_column(default=None)
    sessions_from: Mapped[datetime]
    created_at: Mapped[datetime]

    def __post_init__(self) -> None:
        """Sets the form of the address that must be unique."""
        self.email_key = email_key(self.email)

    @property
    def is_waiting(self) -> bool:
        """Whether the user who has this address is asked to leave it to this one."""
        return self.active and not self.email_held and self.declined_at is None


class SignInAttempts(Table, kw_only=True):
    """Tries to sign in: of an account from a place, or the turns of an account or an address. The key is hashed.

    `failures` are those of the place, of an account those from everywhere.
    """

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "last_at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime]
    waits_until: Mapped[datetime | None] = mapped_column(default=None)
    turn: Mapped[datetime | None] = mapped_column(default=None)
    new_until: Mapped[datetime | None] = mapped_column(default=None)
    failed_until: Mapped[datetime | None] = mapped_column(default=None)


class KnownPlace(Table, kw_only=True):
    """A device or an address (hashed) that a user has signed in from: no stranger can make them wait there."""

    __tablename__ = "known_place"

    user_id: Mapped[UUID] = mapped_column(primary_key=True)
    place: Mapped[str] = mapped_column(primary_key=True)
    last_at: Mapped[datetime]


class Mail(Table, kw_only=True):
    """A letter that waits to be sent; gone once it is. `values` fill its text, and no secret is among them.

    Of a letter that anybody can ask for, `recipient` is what they typed: whether it is a user's address is looked up
    when it is sent, so that nobody sees the difference.
    """

    __tablename__ = "mail"
    __table_args__ = (Index(None, "due_at"),)

    mail_id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID | None] = mapped_column(default=None)
    kind: Mapped[str]
    recipient: Mapped[str]
    language: Mapped[str]
    values: Mapped[dict[str, Any]]
    queued_at: Mapped[datetime]
    due_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)


class SentLetter(Table, kw_only=True):
    """A letter that a user was written: kept for a day, to count them."""

    __tablename__ = "sent_letter"
    __table_args__ = (Index(None, "user_id"),)

    mail_id: Mapped[UUID] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    kind: Mapped[str]
    written_at: Mapped[datetime]


class MailedCode(Table, kw_only=True):
    """The hash of a code in a letter of some kind to a user, at an address. It works once."""

    __tablename__ = "mailed_code"
    __table_args__ = (Index(None, "user_id"),)

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[UUID]
    kind: Mapped[str]
    email: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None] = mapped_column(default=None)
