"""Judging: what is certain is linked, what is not is asked, what may leave leaves.

Everything that happens to a client, an event or a person's action, records its facts first and then calls `judge`
with the things it touched. Judging computes what follows from all the facts there are; so it does not matter in what
order, or how often, the same news arrives.
"""

from collections.abc import Iterable
from uuid import UUID

from services.reconcile.queries import documents as documents_
from services.reconcile.queries import transactions as transactions_
from services.reconcile.reconciliation.bookings import change_links, enter
from services.reconcile.reconciliation.derive import refresh
from services.reconcile.reconciliation.division import give_back, give_up, part_comes
from services.reconcile.reconciliation.load import Move, Paper, papers_and_moves
from services.reconcile.reconciliation.match import rematch
from services.reconcile.reconciliation.record import record_document, record_transaction
from services.reconcile.reconciliation.round import Judging, begin
from services.reconcile.reconciliation.suggest import ask_about_document, ask_about_transaction

__all__ = ["Judging", "begin", "change_links", "enter", "give_back", "give_up", "judge", "part_comes"]


async def judge(judging: Judging, documents: Iterable[UUID] = (), transactions: Iterable[UUID] = ()) -> None:
    """Judge the things that were touched, and everything that their news concerns."""
    heard = {*documents, *transactions}
    news = await refresh(judging, heard)
    changed = await rematch(judging, news)
    touched = heard | news.partners | changed
    papers, moves = await papers_and_moves(judging, touched)
    heard |= await _keep_openness(judging, papers, moves)
    concerned = await _record(judging, papers, moves, heard)
    await _record(judging, *await papers_and_moves(judging, concerned - touched), set())


async def _keep_openness(judging: Judging, papers: Iterable[Paper], moves: Iterable[Move]) -> set[UUID]:
    """Which things are open is a column, so that candidates are found by an index; answers those that turned."""
    turned: set[UUID] = set()
    for paper in papers:
        if paper.facts.is_open != paper.row.is_open:
            name, value = paper.facts.document_id, paper.facts.is_open
            await documents_.change_document(judging.tx, judging.client_id, name, is_open=value)
            turned.add(name)
    for move in moves:
        if move.facts.is_open != move.row.is_open:
            name, value = move.facts.transaction_id, move.facts.is_open
            await transactions_.change_movement(judging.tx, judging.client_id, name, is_open=value)
            turned.add(name)
    return turned


async def _record(judging: Judging, papers: Iterable[Paper], moves: Iterable[Move], heard: set[UUID]) -> set[UUID]:
    """Record where these things stand; answers the candidates of those that are news."""
    concerned: set[UUID] = set()
    for paper in papers:
        news = paper.facts.document_id in heard
        if paper.row.kind is not None and (news or paper.facts.is_open):
            candidates = await ask_about_document(judging, paper)
            concerned |= candidates if news else set()
        await record_document(judging, paper)
    for move in moves:
        news = move.facts.transaction_id in heard
        if news or move.facts.is_open:
            candidates = await ask_about_transaction(judging, move)
            concerned |= candidates if news else set()
        await record_transaction(judging, move)
    return concerned
