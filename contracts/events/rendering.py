"""Topic `rendering`, keyed by client: the file for the accounting package, or why there is none."""

from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, PositiveInt

from contracts.fields import EventPart, Route
from contracts.reason import Reason
from contracts.registry import Event, Topic, event
from contracts.values import Code, Name, Sha256, Text

RENDERING = Topic("rendering", key="client_id")


class RenderedFile(EventPart):
    """One file to deliver; the first of a rendering is the document, the others are attachments beside it."""

    filename: Name
    media_type: Code
    size: PositiveInt
    sha256: Sha256


class ValidationSummary(EventPart):
    """The result of the official rules: the rule sets that ran, and warnings; a file with errors is not published."""

    rule_sets: Annotated[tuple[Name, ...], Field(max_length=100)]
    warnings: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    report_sha256: Sha256 | None = None


@event("ubl.rendered", version=1, topic=RENDERING)
class UblRenderedV1(Event):
    """The valid files of one release are in the blob store. `subject` is the mail subject that the package expects."""

    client_id: UUID
    release_id: UUID
    document_id: UUID
    route: Route
    package: Code
    dialect: Code
    files: Annotated[tuple[RenderedFile, ...], Field(max_length=200)]
    subject: Text
    validation: ValidationSummary
    rendered_at: AwareDatetime


@event("ubl.refused", version=1, topic=RENDERING)
class UblRefusedV1(Event):
    """No valid file can be made of this release; each reason names the field and the rule."""

    client_id: UUID
    release_id: UUID
    document_id: UUID
    reasons: Annotated[tuple[Reason, ...], Field(max_length=200)]
    refused_at: AwareDatetime


UblRendered = UblRenderedV1
UblRefused = UblRefusedV1
