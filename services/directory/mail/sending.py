"""The job that sends letters: each one leased, sent outside of any transaction, and tried again with growing pauses."""

from datetime import timedelta
from typing import Final

from libs.service_kit import Context
from libs.service_kit.backoff import jittered
from libs.service_kit.telemetry import log
from services.directory.domain.letters import Letter, pause_after
from services.directory.mail.addressing import Addressed, addressed_to
from services.directory.mail.message import Unsendable, written
from services.directory.mail.session import Mailer, NotSent
from services.directory.queries import mail
from services.directory.service import Deps
from services.directory.tables import Mail

LEASE: Final = timedelta(minutes=5)
"""Longer than a mail server may take for all steps of one letter."""


async def send_next(ctx: Context[Deps]) -> bool:
    """Send the letter that is due longest; returns whether there was one."""
    mailer = ctx.deps.mailer
    if mailer is None:
        return False
    async with ctx.transaction(all_tenants=True) as tx:
        queued = await mail.claim(tx, ctx.now, ctx.now + LEASE)
        if queued is None:
            return False
        addressed = await addressed_to(tx, queued, mailer, ctx)
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
