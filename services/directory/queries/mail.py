"""Letters that wait to be sent, and the codes that were sent in some."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update

from libs.service_kit import Transaction
from services.directory.tables import Mail, UnlockToken, User


async def add(tx: Transaction, mail: Mail) -> None:
    """Add a letter; it is sent after the transaction."""
    await tx.add(mail)


async def claim(tx: Transaction, now: datetime, until: datetime) -> Mail | None:
    """The letter that is due longest, counted as tried once more; nobody else has it until then."""
    due = (
        select(Mail.mail_id).where(Mail.due_at <= now).order_by(Mail.due_at).limit(1).with_for_update(skip_locked=True)
    )
    mail_id = await tx.one(due)
    if mail_id is None:
        return None
    found = update(Mail).where(Mail.mail_id == mail_id)
    return await tx.one(found.values(due_at=until, tries=Mail.tries + 1).returning(Mail))


async def put_off(tx: Transaction, mail: Mail, until: datetime) -> None:
    """Let a letter wait. Does nothing when somebody else tries it by now."""
    await tx.execute(update(Mail).where(Mail.mail_id == mail.mail_id, Mail.tries == mail.tries).values(due_at=until))


async def forget(tx: Transaction, mail: Mail) -> None:
    """Delete a letter: it is sent, or given up."""
    await tx.execute(delete(Mail).where(Mail.mail_id == mail.mail_id))


async def add_token(tx: Transaction, token: UnlockToken) -> None:
    """Add the hash of a code."""
    await tx.add(token)


async def letters_with_token(tx: Transaction, user_id: UUID, kind: str, since: datetime, but: UUID) -> int:
    """How many other letters of a kind a user was sent a code in. Nobody else counts until the transaction ends."""
    await tx.one(select(User.user_id).where(User.user_id == user_id).with_for_update())
    theirs = (UnlockToken.user_id == user_id, UnlockToken.kind == kind, UnlockToken.made_at > since)
    letters = select(func.count(UnlockToken.mail_id.distinct())).where(*theirs, UnlockToken.mail_id != but)
    return await tx.one(letters) or 0


async def take_token(tx: Transaction, token_hash: bytes, now: datetime) -> UUID | None:
    """Whose code this is, which nobody can use again; None when there is no such code or its time is over."""
    found = update(UnlockToken).where(
        UnlockToken.token_hash == token_hash, UnlockToken.expires_at > now, UnlockToken.used_at.is_(None)
    )
    return await tx.one(found.values(used_at=now).returning(UnlockToken.user_id))


async def forget_tokens(tx: Transaction, before: datetime) -> None:
    """Delete the codes that were made before this."""
    await tx.execute(delete(UnlockToken).where(UnlockToken.made_at < before))
