"""Every SQL statement of the gateway."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.engine import Row

from libs.service_kit import Transaction
from services.gateway.domain.live import LiveState
from services.gateway.tables import LiveEvent, Session, StoredAnswer


async def add_session(tx: Transaction, **values: Any) -> None:
    """Somebody signed in."""
    await tx.execute(insert(Session).values(**values))


async def session_with(tx: Transaction, token_hash: bytes, now: datetime) -> Row[Any] | None:
    """The session of a token, if it is still alive."""
    columns = (Session.session_id, Session.user_id, Session.signed_in_at, Session.created_at, Session.seen_at)
    return await tx.row(select(*columns).where(Session.token_hash == token_hash, Session.expires_at > now))


async def session_lives(tx: Transaction, session_id: UUID, now: datetime) -> bool:
    """Whether a session has not ended in the meantime."""
    found = select(Session.user_id).where(Session.session_id == session_id, Session.expires_at > now)
    return await tx.value(found) is not None


async def touch_session(tx: Transaction, session_id: UUID, seen_at: datetime, expires_at: datetime) -> None:
    """It is in use."""
    found = update(Session).where(Session.session_id == session_id)
    await tx.execute(found.values(seen_at=seen_at, expires_at=expires_at))


async def sessions_of(tx: Transaction, user_id: UUID, now: datetime) -> Sequence[Row[Any]]:
    """Where a user is signed in, newest first."""
    mine = select(*Session.__table__.c).where(Session.user_id == user_id, Session.expires_at > now)
    return await tx.rows(mine.order_by(Session.created_at.desc()).limit(200))


async def end_session(tx: Transaction, user_id: UUID, session_id: UUID) -> bool:
    """Whether there was such a session of this user."""
    return await tx.execute(delete(Session).where(Session.user_id == user_id, Session.session_id == session_id)) == 1


async def end_other_sessions(tx: Transaction, user_id: UUID, but: UUID) -> None:
    """Sign a user out everywhere else."""
    await tx.execute(delete(Session).where(Session.user_id == user_id, Session.session_id != but))


async def claim(
    tx: Transaction, *, user_id: UUID, key: str, fingerprint: str, attempt: UUID, started_at: datetime
) -> bool:
    """Whether this request is the first under its key."""
    row = insert(StoredAnswer).values(
        user_id=user_id,
        key=key,
        fingerprint=fingerprint,
        attempt=attempt,
        started_at=started_at,
        headers=[],
        body=b"",
    )
    return await tx.execute(row.on_conflict_do_nothing()) == 1


async def answer_under(tx: Transaction, user_id: UUID, key: str) -> Row[Any] | None:
    """What a key was used for, locked until the transaction ends."""
    found = select(*StoredAnswer.__table__.c).where(StoredAnswer.user_id == user_id, StoredAnswer.key == key)
    return await tx.row(found.with_for_update())


async def take_over(tx: Transaction, user_id: UUID, key: str, attempt: UUID, started_at: datetime) -> None:
    """Whoever began it will not end it."""
    found = update(StoredAnswer).where(StoredAnswer.user_id == user_id, StoredAnswer.key == key)
    await tx.execute(found.values(attempt=attempt, started_at=started_at))


async def keep_answer(tx: Transaction, attempt: UUID, status: int, headers: list[Any], body: bytes) -> None:
    """The answer that every retry will get; nothing when another attempt has taken over."""
    found = update(StoredAnswer).where(StoredAnswer.attempt == attempt)
    await tx.execute(found.values(status=status, headers=headers, body=body))


async def release_key(tx: Transaction, attempt: UUID) -> None:
    """There is no answer: the key is free for a retry."""
    await tx.execute(delete(StoredAnswer).where(StoredAnswer.attempt == attempt, StoredAnswer.status.is_(None)))


async def keep_live(tx: Transaction, client_id: UUID, at: datetime, now: datetime, states: list[LiveState]) -> None:
    """New states, for whoever listens."""
    for state in states:
        await tx.execute(
            insert(LiveEvent).values(
                client_id=client_id,
                at=at,
                kept_at=now,
                type=state.type,
                state=state.state,
                document_id=state.document_id,
                task_id=state.task_id,
            )
        )


async def newest_live(tx: Transaction) -> int:
    """Where a client's states end at this moment."""
    return int(await tx.value(select(func.max(LiveEvent.seq))) or 0)


async def live_after(tx: Transaction, seq: int) -> Sequence[Row[Any]]:
    """A client's states after a mark."""
    statement = select(*LiveEvent.__table__.c).where(LiveEvent.seq > seq)
    return await tx.rows(statement.order_by(LiveEvent.seq).limit(500))


async def forget(tx: Transaction, *, now: datetime, answers_before: datetime, live_before: datetime) -> None:
    """What has had its time."""
    await tx.execute(delete(Session).where(Session.expires_at < now))
    await tx.execute(delete(StoredAnswer).where(StoredAnswer.started_at < answers_before))
    await tx.execute(delete(LiveEvent).where(LiveEvent.kept_at < live_before))
