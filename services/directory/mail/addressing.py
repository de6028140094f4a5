"""To whom a letter goes, looked up when it is sent: who asked for it must not learn whether there is somebody."""

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from contracts.ids import uuid7
from libs.service_kit import Context, Transaction
from libs.texts import in_words
from services.directory.domain.audit_chain import Entry
from services.directory.domain.contact import email_key
from services.directory.domain.letters import A_DAY, CODE_LASTS, MOST_A_DAY, Letter, code_hash, quoted_name
from services.directory.mail.session import Mailer
from services.directory.mail.words import LETTER_WORDS, Part
from services.directory.queries import addresses, audit, mail, users
from services.directory.queries.users import Account
from services.directory.service import Deps
from services.directory.tables import Mail, MailedCode, SentLetter, User


@dataclass(frozen=True)
class Addressed:
    """To whom a letter goes, in which language, and what fills its text."""

    recipient: str
    language: str
    values: Mapping[str, str]


async def addressed_to(tx: Transaction, queued: Mail, mailer: Mailer, ctx: Context[Deps]) -> Addressed | None:
    """Whom the letter goes to; None when there is nobody, or they have had enough of its kind."""
    look_up = _LOOKED_UP.get(Letter(queued.kind))
    if look_up is None:
        return Addressed(queued.recipient, queued.language, queued.values)
    return await look_up(tx, queued, mailer, ctx)


async def _unlock(tx: Transaction, queued: Mail, mailer: Mailer, ctx: Context[Deps]) -> Addressed | None:
    """A code for the user who signs in with this address."""
    found = await _holder(tx, queued.recipient)
    if found is None or not await _has_room(tx, queued, found[0].user_id, ctx):
        return None
    account, user = found
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
    return Addressed(user.email, user.language, _code_values(code) | {"link": _link(code, user.language, mailer)})


async def _proof(tx: Transaction, queued: Mail, _mailer: Mailer, ctx: Context[Deps]) -> Addressed | None:
    """A code to the address that a user wants to have, unless they want another by now or somebody has it."""
    user = await users.user(tx, UUID(queued.values["user"]))
    if user is None or user.new_email != queued.recipient or not await _has_room(tx, queued, user.user_id, ctx):
        return None
    if not await addresses.is_free(tx, queued.recipient, but=user.user_id):
        return None
    return Addressed(queued.recipient, user.language, _code_values(await _new_code(tx, queued, user.user_id, ctx)))


async def _invitation(tx: Transaction, queued: Mail, _mailer: Mailer, ctx: Context[Deps]) -> Addressed | None:
    """To the user who signs in with the address of one who was added, if that is another."""
    found = await _holder(tx, queued.recipient)
    waiting = await users.user(tx, UUID(queued.values["user"]))
    if found is None or waiting is None or waiting.email_key != email_key(queued.recipient) or not waiting.is_waiting:
        return None
    there = await users.account(tx, user_id=waiting.user_id)
    _, user = found
    if there is None or not there.may_sign_in or not await _has_room(tx, queued, user.user_id, ctx):
        return None
    return Addressed(user.email, user.language, {"company": quoted_name(await users.company_of(tx, waiting))})


_LookUp = Callable[[Transaction, Mail, Mailer, Context[Deps]], Awaitable[Addressed | None]]
_LOOKED_UP: Final[Mapping[Letter, _LookUp]] = {
    Letter.UNLOCK: _unlock,
    Letter.UNLOCK_ASKED: _unlock,
    Letter.EMAIL_PROOF: _proof,
    Letter.INVITED: _invitation,
}


async def _holder(tx: Transaction, email: str) -> tuple[Account, User] | None:
    """The user who can sign in with this address."""
    account = await users.account(tx, email=email)
    if account is None or account.password_hash is None or not account.may_sign_in:
        return None
    user = await users.user(tx, account.user_id)
    return None if user is None else (account, user)


async def _has_room(tx: Transaction, queued: Mail, user_id: UUID, ctx: Context[Deps]) -> bool:
    letter = SentLetter(mail_id=queued.mail_id, user_id=user_id, kind=queued.kind, written_at=ctx.now)
    return await mail.count_letter(tx, letter, ctx.now - A_DAY) < MOST_A_DAY[Letter(queued.kind)]


async def _new_code(tx: Transaction, queued: Mail, user_id: UUID, ctx: Context[Deps]) -> str:
    """A code of 256 bits, made when the letter is sent, so that none is kept that could be read."""
    code = secrets.token_urlsafe(32)
    kept = MailedCode(
        code_hash=code_hash(code),
        user_id=user_id,
        kind=queued.kind,
        email=queued.recipient,
        made_at=ctx.now,
        expires_at=ctx.now + CODE_LASTS,
    )
    await mail.add_code(tx, kept)
    return code


def _code_values(code: str) -> dict[str, str]:
    return {"code": code, "minutes": str(CODE_LASTS // timedelta(minutes=1))}


def _link(code: str, language: str, mailer: Mailer) -> str:
    if not mailer.web_address:
        return ""
    address = f"{mailer.web_address.rstrip('/')}/unlock#{code}"  # after #: no server is sent it, none logs it
    return in_words(LETTER_WORDS, Part.LINK, {"address": address}, language)
