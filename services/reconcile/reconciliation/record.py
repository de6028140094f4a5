"""A standing brought into the tables: state, tasks, and the release when the document may leave."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from contracts.events.task import Suggestion, TaskClosed, TaskOpened, TaskReason
from services.reconcile.domain import tasks as rules
from services.reconcile.domain.facts import DocumentFacts
from services.reconcile.domain.release import Leave
from services.reconcile.domain.states import DocumentState, step
from services.reconcile.domain.status import Standing, stand
from services.reconcile.queries import documents, tasks, transactions
from services.reconcile.queries.tasks import Subject
from services.reconcile.reconciliation.load import Move, Paper
from services.reconcile.reconciliation.release import release
from services.reconcile.reconciliation.round import Judging
from services.reconcile.tables import Document, Task


async def record_document(judging: Judging, paper: Paper) -> None:
    """Write down where a document stands now; let it go when it may."""
    row, facts = paper.row, replace(paper.facts, freed_at=paper.facts.freed_at or judging.now)
    standing = stand(facts, judging.client, judging.now)
    free = isinstance(standing.decision, Leave) or standing.decision.cause is not None
    if not free:
        facts = replace(facts, freed_at=None)
    if isinstance(standing.decision, Leave):
        facts = await release(judging, facts, row, standing.decision.cause)
        standing = stand(facts, judging.client, judging.now)
    await _keep_document(judging, facts, row, standing)
    await keep_tasks(judging, facts.document_id, standing.tasks, paper.tasks, is_document=True)


async def record_transaction(judging: Judging, move: Move) -> None:
    """Write down what is asked about a movement now."""
    row, facts = move.row, move.facts
    wanted = rules.of_transaction(facts, judging.client, judging.now) if judging.client else ()
    if row.judge_again:
        await transactions.change_movement(judging.tx, judging.client_id, facts.transaction_id, judge_again=False)
    await keep_tasks(judging, facts.transaction_id, wanted, move.tasks, is_document=False)


async def _keep_document(judging: Judging, facts: DocumentFacts, row: Document, standing: Standing) -> None:
    decision = standing.decision
    await documents.bring_up_to_date(
        judging.tx,
        row,
        state=step(DocumentState(row.state), standing.state).value,
        payment=facts.payment.value,
        hold=None if isinstance(decision, Leave) else decision.hold.value,
        hold_until=None if isinstance(decision, Leave) else decision.until,
        freed_at=facts.freed_at,
        judge_again=False,
    )


async def keep_tasks(
    judging: Judging,
    subject_id: UUID,
    wanted: Iterable[rules.Wanted],
    there: Iterable[Task],
    *,
    is_document: bool,
) -> None:
    """Open what is asked, park what waits, close what is over. The same question is the same task."""
    kept = {task.task_id: task for task in there}
    asked = {want.task_id: want for want in wanted}
    about = Subject(subject_id if is_document else None, None if is_document else subject_id)
    for task_id, want in asked.items():
        await _ask(judging, kept.get(task_id), want, about)
    for task_id, task in kept.items():
        if task_id not in asked and task.status != "closed":
            await _close(judging, task, status="closed")


async def _ask(judging: Judging, kept: Task | None, want: rules.Wanted, about: Subject) -> None:
    suggestions = [s.model_dump(mode="json") for s in want.suggestions]
    status = "open" if want.until is None else "parked"
    same = kept is not None and kept.status == status and kept.wake_at == want.until
    if same and kept is not None and kept.params == want.params and kept.suggestions == suggestions:
        return
    was_open = kept is not None and kept.status == "open"
    if was_open and kept is not None and status == "parked":
        await _close(judging, kept, status="parked")
    again = kept is None or (kept.status != "open" and status == "open")
    task = Task(
        client_id=judging.client_id,
        task_id=want.task_id,
        reason=want.reason.value,
        subject_id=want.subject_id,
        document_id=about.document_id,
        transaction_id=about.transaction_id,
        params=dict(want.params),
        suggestions=suggestions,
        status=status,
        wake_at=want.until,
        opened_at=judging.now if again or kept is None else kept.opened_at,
        closed_at=None,
        closed_by=None,
        action=_parked_by(judging, kept) if status == "parked" else None,
    )
    await tasks.keep_task(judging.tx, task)
    if status == "open":
        _announce(judging, want, about, want.suggestions)


def _parked_by(judging: Judging, kept: Task | None) -> str | None:
    """The action that put a question aside; news that does not bring it back does not change that."""
    if kept is not None and kept.status == "parked":
        return kept.action
    return judging.action


def _announce(judging: Judging, want: rules.Wanted, about: Subject, suggestions: tuple[Suggestion, ...]) -> None:
    judging.tx.publish(
        TaskOpened(
            client_id=judging.client_id,
            task_id=want.task_id,
            reason=want.reason,
            document_id=about.document_id,
            transaction_id=about.transaction_id,
            subject_id=want.subject_id,
            params=want.params,
            suggestions=suggestions,
            opened_at=judging.now,
        )
    )


async def _close(judging: Judging, task: Task, *, status: str) -> None:
    """The question is over, by a person's action or by itself."""
    by_person = judging.action is not None and task.subject_id in judging.acted_on
    action = judging.action if by_person and judging.action else "resolved"
    who = judging.who if by_person else None
    await tasks.change_task(
        judging.tx,
        judging.client_id,
        task.task_id,
        status=status,
        wake_at=None,
        closed_at=judging.now,
        closed_by=who,
        action=action,
    )
    if task.status == "open":
        judging.tx.publish(
            TaskClosed(
                client_id=judging.client_id,
                task_id=task.task_id,
                reason=TaskReason(task.reason),
                document_id=task.document_id,
                transaction_id=task.transaction_id,
                action=action,
                closed_by=who,
                closed_at=judging.now,
            )
        )
