"""The outcome of dividing a photo, or of reading it as one document."""

from contracts.events.division import DivisionFailed
from libs.service_kit import Context
from services.reconcile.reconciliation import begin_round, fail_division, reconcile
from services.reconcile.rows import document_marks
from services.reconcile.service import Deps, service


@service.on(DivisionFailed)
async def ask_again(event: DivisionFailed, ctx: Context[Deps]) -> None:
    """Open the task again, with the reason. A failure of an answer that was replaced meanwhile is ignored."""
    async with ctx.transaction() as tx:
        round_ = await begin_round(tx, event.client_id, ctx.now, [event.document_id])
        row = round_.ensure_document(event.document_id)
        marks = document_marks(row)
        another = marks.answered_at is not None and event.decided_at not in (None, marks.answered_at)
        if another or not (marks.divided or marks.one_document):
            await round_.write()
            return
        fail_division(round_, row, event.reason)
        await reconcile(round_, [event.document_id])
