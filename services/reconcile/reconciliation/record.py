"""Store the status of items: state, tasks, and the release when a document may be released."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from contracts.events.document_state import DocumentState
from contracts.events.task import Suggestion, TaskClosed, TaskOpened, TaskReason
from libs.service_kit.database.rows import changed
from services.reconcile.domain import tasks as rules
from services.reconcile.domain.facts import DocumentFacts
from services.reconcile.domain.release import ReleaseNow
from services.reconcile.domain.states import step
from services.reconcile.domain.status import Status, status_of
from services.reconcile.queries.tasks import Subject
from services.reconcile.reconciliation.load import LoadedDocument, LoadedTransaction
from services.reconcile.reconciliation.release import release
from services.reconcile.reconciliation.round import Round
from services.reconcile.tables import Document, Task


def record_document(round_: Round, loaded: LoadedDocument) -> None:
    """Store the status of a document; release it when it may be."""
    row, facts = loaded.row, replace(loaded.facts, eligible_at=loaded.facts.eligible_at or round_.now)
    status = status_of(facts, round_.client, round_.now)
    free = isinstance(status.decision, ReleaseNow) or status.decision.cause is not None
    if not free:
        facts = replace(facts, eligible_at=None)
    if isinstance(status.decision, ReleaseNow):
        facts = release(round_, facts, row, status.decision.cause)
        status = status_of(facts, round_.client, round_.now)
    _keep_document(round_, facts, row, status)
    keep_tasks(round_, facts.document_id, status.tasks, loaded.tasks, is_document=True)


def record_transaction(round_: Round, loaded: LoadedTransaction) -> None:
    """Store the tasks about a transaction."""
    row, facts = loaded.row, loaded.facts
    wanted = rules.of_transaction(facts, round_.client, round_.now) if round_.client else ()
    if row.reconcile_again:
        round_.board.change_transaction(facts.transaction_id, reconcile_again=False)
    keep_tasks(round_, facts.transaction_id, wanted, loaded.tasks, is_document=False)


def _keep_document(round_: Round, facts: DocumentFacts, row: Document, status: Status) -> None:
    decision = status.decision
    round_.board.change_document(
        row.document_id,
        state=step(DocumentState(row.state), status.state).value,
        payment=facts.payment.value,
        hold=None if isinstance(decision, ReleaseNow) else decision.hold.value,
        hold_until=None if isinstance(decision, ReleaseNow) else decision.until,
        eligible_at=facts.eligible_at,
        reconcile_again=False,
    )


def keep_tasks(
    round_: Round,
    subject_id: UUID,
    wanted: Iterable[rules.NeededTask],
    there: Iterable[Task],
    *,
    is_document: bool,
) -> None:
    """Open, park and close tasks until they are those needed. The same question is always the same task."""
    kept = {task.task_id: task for task in there}
    needed = {task_.task_id: task_ for task_ in wanted}
    about = Subject(subject_id if is_document else None, None if is_document else subject_id)
    for task_id, task_ in needed.items():
        _ask(round_, kept.get(task_id), task_, about)
    for task_id, task in kept.items():
        if task_id not in needed and task.status != "closed":
            _close(round_, task, status="closed")


def _ask(round_: Round, kept: Task | None, task_: rules.NeededTask, about: Subject) -> None:
    params = task_.params.model_dump(mode="json")
    suggestions = [s.model_dump(mode="json") for s in task_.suggestions]
    status = "open" if task_.until is None else "parked"
    same = kept is not None and kept.status == status and kept.wake_at == task_.until
    if same and kept is not None and kept.params == params and kept.suggestions == suggestions:
        return
    was_open = kept is not None and kept.status == "open"
    if was_open and kept is not None and status == "parked":
        _close(round_, kept, status="parked")
    again = kept is None or (kept.status != "open" and status == "open")
    task = Task(
        client_id=round_.client_id,
        task_id=task_.task_id,
        reason=task_.reason.value,
        subject_id=task_.subject_id,
        document_id=about.document_id,
        transaction_id=about.transaction_id,
        params=params,
        suggestions=suggestions,
        status=status,
        wake_at=task_.until,
        opened_at=round_.now if again or kept is None else kept.opened_at,
        closed_at=None,
        closed_by=None,
        action=_parked_by(round_, kept) if status == "parked" else None,
    )
    round_.board.tasks.now[task.task_id] = task
    if status == "open":
        _announce(round_, task_, about, task_.suggestions)


def _parked_by(round_: Round, kept: Task | None) -> str | None:
    """The action that parked a task; it stays the same while the task stays parked."""
    if kept is not None and kept.status == "parked":
        return kept.action
    return round_.action


def _announce(round_: Round, task_: rules.NeededTask, about: Subject, suggestions: tuple[Suggestion, ...]) -> None:
    round_.publish(
        TaskOpened(
            client_id=round_.client_id,
            task_id=task_.task_id,
            reason=task_.reason,
            document_id=about.document_id,
            transaction_id=about.transaction_id,
            subject_id=task_.subject_id,
            params=task_.params.for_event(),
            suggestions=suggestions,
            opened_at=round_.now,
        )
    )


def _close(round_: Round, task: Task, *, status: str) -> None:
    """Close or park a task, by a user's action or by itself."""
    by_user = round_.action is not None and task.subject_id in round_.acted_on
    action = round_.action if by_user and round_.action else "resolved"
    user_id = round_.user_id if by_user else None
    round_.board.tasks.now[task.task_id] = changed(
        task, status=status, wake_at=None, closed_at=round_.now, closed_by=user_id, action=action
    )
    if task.status == "open":
        round_.publish(
            TaskClosed(
                client_id=round_.client_id,
                task_id=task.task_id,
                reason=TaskReason(task.reason),
                document_id=task.document_id,
                transaction_id=task.transaction_id,
                action=action,
                closed_by=user_id,
                closed_at=round_.now,
            )
        )
