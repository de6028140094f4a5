"""Every SQL statement of the gateway."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, cast, delete, func, insert, select, update

from libs.service_kit import Transaction
from libs.service_kit.database import Statement
from services.gateway.domain.live import LiveState
from services.gateway.tables import LiveEvent, Session, StoredAnswer

_KEEP_LIVE: Statement[LiveEvent] = Statement(
    insert(LiveEvent).inline(), "client_id", "at", "kept_at", "type", "state", "document_id", "task_id"
)


async def add_session(tx: Transaction, session: Session) -> None:
    """Record a sign-in."""
    await tx.add(session)


async def session_with(tx: Transaction, token_hash: bytes, now: datetime) -> Session | None:
    """The session of a token, if it has not expired."""
    return await tx.one(select(Session).where(Session.token_hash == token_hash, Session.expires_at > now))


async def session_lives(tx: Transaction, session_id: UUID, now: datetime) -> bool:
    """Whether a session has not ended in the meantime."""
    found = select(Session.user_id).where(Session.session_id == session_id, Session.expires_at > now)
    return await tx.one(found) is not None


async def touch_session(tx: Transaction, session_id: UUID, seen_at: datetime, expires_at: datetime) -> None:
    """Record that a session is in use."""
    found = update(Session).where(Session.session_id == session_id)
    await tx.execute(found.values(seen_at=seen_at, expires_at=expires_at))


async def confirm_session(tx: Transaction, session_id: UUID, now: datetime) -> None:
    """Record that the user of a session has shown their password."""
    await tx.execute(update(Session).where(Session.session_id == session_id).values(confirmed_at=now))


async def sessions_of(tx: Transaction, user_id: UUID, now: datetime) -> Sequence[Session]:
    """The sessions of a user that have not expired, newest first."""
    mine = select(Session).where(Session.user_id == user_id, Session.expires_at > now)
    return await tx.all(mine.order_by(Session.created_at.desc()).limit(200))


async def end_session(tx: Transaction, user_id: UUID, session_id: UUID) -> bool:
    """Delete a session of this user; whether there was one."""
    return await tx.execute(delete(Session).where(Session.user_id == user_id, Session.session_id == session_id)) == 1


async def end_session_with(tx: Transaction, token: bytes) -> None:
    """Delete the session with the hash of this token, if there is one."""
    await tx.execute(delete(Session).where(Session.token_hash == token))


async def end_other_sessions(tx: Transaction, user_id: UUID, but: UUID) -> int:
    """Sign a user out everywhere else; returns how many sessions ended."""
    return await tx.execute(delete(Session).where(Session.user_id == user_id, Session.session_id != but))


async def claim(tx: Transaction, running: StoredAnswer) -> bool:
    """Record a request as running; whether it is the first under its key."""
    return await tx.add(running, unless_there=True)


async def answer_under(tx: Transaction, user_id: UUID, key: str) -> StoredAnswer | None:
    """What a key was used for. The row is locked until the transaction ends."""
    found = select(StoredAnswer).where(StoredAnswer.user_id == user_id, StoredAnswer.key == key)
    return await tx.one(found.with_for_update())


async def answers_of(tx: Transaction, user_id: UUID) -> tuple[int, int]:
    """How many keys of a user are kept, and how many bytes of answers."""
    stored = func.coalesce(func.sum(func.octet_length(StoredAnswer.body)), 0)
    mine = select(func.count(), cast(stored, BigInteger)).where(StoredAnswer.user_id == user_id)
    (found,) = await tx.tuples(mine)
    return found


async def take_over(tx: Transaction, user_id: UUID, key: str, attempt: UUID, started_at: datetime) -> None:
    """Give the key to this attempt: the one that began will not finish."""
    found = update(StoredAnswer).where(StoredAnswer.user_id == user_id, StoredAnswer.key == key)
    await tx.execute(found.values(attempt=attempt, started_at=started_at))


async def keep_answer(tx: Transaction, attempt: UUID, status: int, headers: list[list[str]], body: bytes) -> None:
    """Keep the answer that every retry will get. Does nothing when another attempt has taken over."""
    found = update(StoredAnswer).where(StoredAnswer.attempt == attempt)
    await tx.execute(found.values(status=status, headers=headers, body=body))


async def release_key(tx: Transaction, attempt: UUID) -> None:
    """Free the key for a retry, as there is no answer."""
    await tx.execute(delete(StoredAnswer).where(StoredAnswer.attempt == attempt, StoredAnswer.status.is_(None)))


def keep_live(tx: Transaction, client_id: UUID, at: datetime, now: datetime, states: list[LiveState]) -> None:
    """Keep new states for the live streams of a client, in the order of these calls."""
    for state in states:
        tx.put(
            _KEEP_LIVE,
            client_id=client_id,
            at=at,
            kept_at=now,
            type=state.type,
            state=state.state,
            document_id=state.document_id,
            task_id=state.task_id,
        )


async def newest_live(tx: Transaction, client_id: UUID) -> int:
    """The `seq` of a client's newest state, 0 without any.

    Never the newest of all clients: a transaction of this client that is still open may hold a lower one.
    """
    return await tx.one(select(func.max(LiveEvent.seq)).where(LiveEvent.client_id == client_id)) or 0


async def live_after(tx: Transaction, client_id: UUID, seq: int) -> Sequence[LiveEvent]:
    """A client's states after this `seq`, oldest first, at most 500."""
    statement = select(LiveEvent).where(LiveEvent.client_id == client_id, LiveEvent.seq > seq)
    return await tx.all(statement.order_by(LiveEvent.seq).limit(500))


async def forget(tx: Transaction, *, now: datetime, answers_before: datetime, live_before: datetime) -> None:
    """Delete expired sessions, and answers and states older than the given instants."""
    await tx.execute(delete(Session).where(Session.expires_at < now))
    await tx.execute(delete(StoredAnswer).where(StoredAnswer.started_at < answers_before))
    await tx.execute(delete(LiveEvent).where(LiveEvent.kept_at < live_before))
