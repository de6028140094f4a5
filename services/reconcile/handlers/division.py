"""What became of a picture that a person wanted divided, or read as one document."""

from contracts.events.division import DivisionFailed
from libs.service_kit import Context
from services.reconcile.queries import documents
from services.reconcile.reconciliation import begin, give_back, judge
from services.reconcile.rows import document_marks
from services.reconcile.service import Deps, service


@service.on(DivisionFailed)
async def ask_again(event: DivisionFailed, ctx: Context[Deps]) -> None:
    """The person is asked once more, and told why; news of an answer that another has replaced no longer matters."""
    async with ctx.transaction() as tx:
        row = await documents.ensure_document(tx, event.client_id, event.document_id)
        marks = document_marks(row)
        another = marks.answered_at is not None and event.decided_at not in (None, marks.answered_at)
        if another or not (marks.divided or marks.one_document):
            return
        judging = await begin(tx, event.client_id, ctx.now)
        await give_back(judging, row, event.reason)
        await judge(judging, [event.document_id])
