"""Topic `rendering`, keyed by client: the file for the accounting package, or why there is none."""

from uuid import UUID

from pydantic import AwareDatetime, PositiveInt

from contracts.fields import EventPart, Route
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Sha256

RENDERING = Topic("rendering", key="client_id")


class RenderedFile(EventPart):
    """One file to deliver; the first of a rendering is the document, the others are attachments beside it."""

    filename: str
    media_type: str
    size: PositiveInt
    sha256: Sha256


class ValidationSummary(EventPart):
    """The result of the official rules: the rule sets that ran, and warnings; a file with errors is not published."""

    rule_sets: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    report_sha256: Sha256 | None = None


@event("ubl.rendered", version=1, topic=RENDERING)
class UblRenderedV1(Event):
    """The valid files of one release are in the blob store. `subject` is the mail subject that the package expects."""

    client_id: UUID
    release_id: UUID
    document_id: UUID
    route: Route
    package: str
    dialect: str
    files: tuple[RenderedFile, ...]
    subject: str
    validation: ValidationSummary
    rendered_at: AwareDatetime


@event("ubl.refused", version=1, topic=RENDERING)
class UblRefusedV1(Event):
    """No valid file can be made of this release; each reason names the field and the rule."""

    client_id: UUID
    release_id: UUID
    document_id: UUID
    reasons: tuple[Reason, ...]
    refused_at: AwareDatetime


UblRendered = UblRenderedV1
UblRefused = UblRefusedV1
