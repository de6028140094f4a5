"""Letters that wait to be sent, and the codes that were sent in some."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, func, select, update

from libs.service_kit import Transaction
from services.directory.tables import Mail, MailedCode, SentLetter, User


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


async def count_letter(tx: Transaction, letter: SentLetter, since: datetime) -> int:
    """Count this letter; returns how many others of its kind the user was written since then.

    Nobody else counts theirs until the transaction ends.
    """
    await tx.one(select(User.user_id).where(User.user_id == letter.user_id).with_for_update())
    theirs = (SentLetter.user_id == letter.user_id, SentLetter.kind == letter.kind, SentLetter.written_at > since)
    others = await tx.one(select(func.count(SentLetter.mail_id)).where(*theirs, SentLetter.mail_id != letter.mail_id))
    await tx.add(letter, unless_there=True)
    return others or 0


async def add_code(tx: Transaction, code: MailedCode) -> None:
    """Add the hash of a code."""
    await tx.add(code)


async def take_code(tx: Transaction, code_hash: bytes, kinds: Collection[str], now: datetime) -> MailedCode | None:
    """The code of one of these kinds, which nobody can use again; None when there is none, or its time is over."""
    mine = (MailedCode.code_hash == code_hash, MailedCode.kind.in_(kinds))
    usable = (MailedCode.expires_at > now, MailedCode.used_at.is_(None))
    return await tx.one(update(MailedCode).where(*mine, *usable).values(used_at=now).returning(MailedCode))


async def forget_written(tx: Transaction, before: datetime) -> None:
    """Delete the codes that were made before this, and the count of letters."""
    await tx.execute(delete(MailedCode).where(MailedCode.made_at < before))
    await tx.execute(delete(SentLetter).where(SentLetter.written_at < before))
