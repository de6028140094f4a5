"""The job that sends letters: each one leased, sent outside of any transaction, and tried again with growing pauses."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from contracts.ids import uuid7
from libs.service_kit import Context, Transaction
from libs.service_kit.backoff import jittered
from libs.service_kit.telemetry import log
from libs.texts import in_words
from services.directory.domain.audit_chain import Entry
from services.directory.domain.letters import A_DAY, TOKEN_LASTS, UNLOCKS_A_DAY, Letter, pause_after, token_hash
from services.directory.mail.message import Unsendable, written
from services.directory.mail.session import Mailer, NotSent
from services.directory.mail.words import LETTER_WORDS, Part
from services.directory.queries import audit, mail, users
from services.directory.service import Deps
from services.directory.tables import Mail, UnlockToken

LEASE: Final = timedelta(minutes=5)
"""Longer than a mail server may take for all steps of one letter."""


@dataclass(frozen=True)
class Addressed:
    """To whom a letter goes, in which language, and what fills its text."""

    recipient: str
    language: str
    values: Mapping[str, str]


async def send_next(ctx: Context[Deps]) -> bool:
    """Send the letter that is due longest; returns whether there was one."""
    mailer = ctx.deps.mailer
    if mailer is None:
        return False
    async with ctx.transaction(all_tenants=True) as tx:
        queued = await mail.claim(tx, ctx.now, ctx.now + LEASE)
        if queued is None:
            return False
        addressed = await _addressed(tx, queued, mailer, ctx)
        if addressed is None:
            await mail.forget(tx, queued)
            return True
    try:
        await _send(queued, addressed, mailer)
    except NotSent as error:
        await _failed(queued, error, ctx)
    else:
        async with ctx.transaction(all_tenants=True) as tx:
            await mail.forget(tx, queued)
    return True


async def _send(queued: Mail, addressed: Addressed, mailer: Mailer) -> None:
    """Raises NotSent."""
    try:
        message = written(
            Letter(queued.kind),
            addressed.values,
            addressed.language,
            mail_id=queued.mail_id,
            at=queued.queued_at,
            sender=mailer.account.sender,
            recipient=addressed.recipient,
        )
    except Unsendable as error:
        raise NotSent("address_invalid", for_good=True) from error
    await mailer.send(message, addressed.recipient)


async def _failed(queued: Mail, error: NotSent, ctx: Context[Deps]) -> None:
    """Put the letter off, or give it up; the log names neither address nor text."""
    pause = None if error.for_good else pause_after(queued.tries)
    known = {"mail": str(queued.mail_id), "kind": queued.kind, "tries": queued.tries, "why": error.why}
    async with ctx.transaction(all_tenants=True) as tx:
        if pause is None:
            await mail.forget(tx, queued)
            log.error("mail.given_up", **known)
        else:
            await mail.put_off(tx, queued, ctx.now + timedelta(seconds=jittered(pause.total_seconds())))
            log.warning("mail.put_off", **known)


async def _addressed(tx: Transaction, queued: Mail, mailer: Mailer, ctx: Context[Deps]) -> Addressed | None:
    """Whom the letter goes to; None when there is nobody, or they have had enough of its kind."""
    letter = Letter(queued.kind)
    if letter not in UNLOCKS_A_DAY:
        return Addressed(queued.recipient, queued.language, queued.values)
    account = await users.account(tx, email=queued.recipient)
    if account is None or account.password_hash is None or not account.may_sign_in:
        return None
    user = await users.user(tx, account.user_id)
    if user is None:
        return None
    before = await mail.letters_with_token(tx, user.user_id, letter, ctx.now - A_DAY, queued.mail_id)
    if before >= UNLOCKS_A_DAY[letter]:
        return None
    code = await _new_code(tx, queued, user.user_id, ctx)
    if queued.tries == 1:
        entry = Entry(
            audit_id=uuid7(),
            at=ctx.now,
            actor=ctx.service,
            firm_id=account.firm_id or account.client_firm_id,
            client_id=account.client_id,
            action="sign_in.unlock_mailed",
            subject_id=user.user_id,
        )
        await audit.record(tx, entry)
    return Addressed(user.email, user.language, _values(code, user.language, mailer))


async def _new_code(tx: Transaction, queued: Mail, user_id: UUID, ctx: Context[Deps]) -> str:
    """A code of 256 bits, made when the letter is sent, so that none is kept that could be read."""
    code = secrets.token_urlsafe(32)
    token = UnlockToken(
        token_hash=token_hash(code),
        user_id=user_id,
        mail_id=queued.mail_id,
        kind=queued.kind,
        made_at=ctx.now,
        expires_at=ctx.now + TOKEN_LASTS,
    )
    await mail.add_token(tx, token)
    return code


def _values(code: str, language: str, mailer: Mailer) -> Mapping[str, str]:
    link = ""
    if mailer.web_address:
        address = f"{mailer.web_address.rstrip('/')}/unlock#{code}"  # after #: no server is sent it, none logs it
        link = in_words(LETTER_WORDS, Part.LINK, {"address": address}, language)
    return {"code": code, "link": link, "minutes": str(TOKEN_LASTS // timedelta(minutes=1))}
