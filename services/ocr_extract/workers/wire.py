"""The messages between the service and a worker: JSON and files.

A hostile file that takes over a worker can only send bytes, and these are validated like any input from outside.
"""

from dataclasses import dataclass
from itertools import accumulate
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from contracts.fields import DocumentRegion
from libs.confinement.framing import frame, parts
from libs.reasons.reading import ReadingReason
from services.ocr_extract.domain.fields.identity import ClientIdentity
from services.ocr_extract.outcome import Advice, Cut, Drawn, Extracted, Outcome, Unreadable


class BadReply(Exception):
    """Raised when a worker's answer is incomplete or not valid."""


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["extracted"] = "extracted"
    result: Extracted


class _NotRead(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["unreadable"] = "unreadable"
    result: Unreadable


class _Shown(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["drawn"] = "drawn"


class _CutOut(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["cut"] = "cut"
    sizes: tuple[Annotated[int, Field(gt=0)], ...]


class _Advised(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["advised"] = "advised"
    faults: tuple[Literal[ReadingReason.TOO_DARK, ReadingReason.BLURRED, ReadingReason.CUT_OFF], ...]


class _Answer(BaseModel):
    answer: Annotated[_Read | _NotRead | _Shown | _CutOut | _Advised, Field(discriminator="outcome")]
    is_einvoice: bool = False
    is_pdf: bool = False


class DrawTask(BaseModel):
    """Render this page (from 1) instead of reading the file."""

    model_config = ConfigDict(extra="forbid")
    page: int


class CutTask(BaseModel):
    """Cut these regions out of a PDF instead of reading it."""

    model_config = ConfigDict(extra="forbid")
    regions: tuple[DocumentRegion, ...]


class AdviseTask(BaseModel):
    """Report the faults of a photo instead of reading it."""

    model_config = ConfigDict(extra="forbid")
    advise: Literal[True] = True


class _Identity(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str | None
    vat_number: str | None
    company_numbers: tuple[str, ...]
    ibans: tuple[str, ...]


class _AsOne(BaseModel):
    model_config = ConfigDict(extra="forbid")
    as_one: _Identity


@dataclass(frozen=True)
class AsOne:
    """Read a file for a client as one document, as the user decided, whatever it looks like."""

    identity: ClientIdentity


Task = ClientIdentity | AsOne | DrawTask | CutTask | AdviseTask
Answer = Outcome | Drawn | Cut | Advice
_PLAIN = DrawTask | CutTask | AdviseTask


class _Task(BaseModel):
    task: _PLAIN | _AsOne | _Identity


def request(data: bytes, task: Task) -> bytes:
    """The bytes of a request: the task (read for a client, render, cut or advise), then the file."""
    if isinstance(task, AsOne):
        content: _PLAIN | _AsOne | _Identity = _AsOne(as_one=_Identity.model_validate(vars(task.identity)))
    else:
        content = task if isinstance(task, _PLAIN) else _Identity.model_validate(vars(task))
    return frame(_Task(task=content).model_dump_json().encode(), data)


def parse_request(raw: bytes) -> tuple[bytes, Task]:
    """The file and the task of a `request`."""
    header, data = parts(raw, 2)
    task = _Task.model_validate_json(header).task
    if isinstance(task, _AsOne):
        return data, AsOne(ClientIdentity(**task.as_one.model_dump()))
    return data, task if isinstance(task, _PLAIN) else ClientIdentity(**task.model_dump())


def reply(outcome: Answer) -> bytes:
    """The bytes of an answer: the result, then two files; a rendered page or the cut images take the second place."""
    if isinstance(outcome, Advice):
        return _framed(_Answer(answer=_Advised.model_validate({"faults": outcome.faults})))
    if isinstance(outcome, Cut):
        sizes = tuple(len(image) for image in outcome.images)
        return _framed(_Answer(answer=_CutOut(sizes=sizes)), pdf=b"".join(outcome.images))
    if isinstance(outcome, Drawn):
        return _framed(_Answer(answer=_Shown()), pdf=outcome.png)
    result = outcome.result
    content = _Read(result=result) if isinstance(result, Extracted) else _NotRead(result=result)
    answer = _Answer(answer=content, is_einvoice=outcome.is_einvoice, is_pdf=outcome.is_pdf)
    return _framed(answer, embedded=outcome.embedded or b"", pdf=outcome.pdf or b"")


def _framed(answer: _Answer, *, embedded: bytes = b"", pdf: bytes = b"") -> bytes:
    return frame(answer.model_dump_json().encode(), embedded, pdf)


def parse_reply(raw: bytes) -> Answer:
    """The answer in a `reply`. Raises BadReply when anything is missing, left over or not valid."""
    try:
        header, embedded, pdf = parts(raw, 3)
        content = _Answer.model_validate_json(header)
    except ValueError as error:
        raise BadReply("the answer is not what was agreed") from error
    answer = content.answer
    if isinstance(answer, _Shown):
        return Drawn(pdf)
    if isinstance(answer, _Advised):
        return Advice(answer.faults)
    if isinstance(answer, _CutOut):
        return Cut(_pieces(pdf, answer.sizes))
    return Outcome(
        answer.result,
        embedded=embedded or None,
        pdf=pdf or None,
        is_einvoice=content.is_einvoice,
        is_pdf=content.is_pdf,
    )


def _pieces(data: bytes, sizes: tuple[int, ...]) -> tuple[bytes, ...]:
    if sum(sizes) != len(data):
        raise BadReply("what was cut out is not whole")
    ends = list(accumulate(sizes))
    return tuple(data[end - size : end] for end, size in zip(ends, sizes, strict=True))
