"""What goes over the pipe between the service and a worker: lengths, JSON and raw bytes; never pickles.

A worker that a hostile file has taken over can only send bytes, and they are checked like anything from outside.
"""

import struct
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from services.ocr_extract.domain.identity import ClientIdentity
from services.ocr_extract.outcome import Extracted, Outcome, Unreadable

_REQUEST = struct.Struct("<I")
_REPLY = struct.Struct("<IIIBB")


class BadReply(Exception):
    """A worker ended before its answer was whole, or answered nonsense."""


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["extracted"] = "extracted"
    result: Extracted


class _NotRead(BaseModel):
    model_config = ConfigDict(extra="forbid")
    outcome: Literal["unreadable"] = "unreadable"
    result: Unreadable


class _Answer(BaseModel):
    answer: Annotated[_Read | _NotRead, Field(discriminator="outcome")]


class _Identity(BaseModel):
    name: str | None
    vat_number: str | None
    company_numbers: tuple[str, ...]
    ibans: tuple[str, ...]


def request(data: bytes, identity: ClientIdentity) -> bytes:
    """The file with the client's identity before it."""
    header = _Identity.model_validate(vars(identity)).model_dump_json().encode()
    return _REQUEST.pack(len(header)) + header + data


def parse_request(raw: bytes) -> tuple[bytes, ClientIdentity]:
    """The other end of `request`."""
    (length,) = _REQUEST.unpack_from(raw)
    start = _REQUEST.size
    identity = _Identity.model_validate_json(raw[start : start + length])
    return raw[start + length :], ClientIdentity(**identity.model_dump())


def reply(outcome: Outcome) -> bytes:
    """A result with the files found inside."""
    result = outcome.result
    answer = _Read(result=result) if isinstance(result, Extracted) else _NotRead(result=result)
    header = _Answer(answer=answer).model_dump_json().encode()
    embedded, pdf = outcome.embedded or b"", outcome.pdf or b""
    sizes = _REPLY.pack(len(header), len(embedded), len(pdf), outcome.is_einvoice, outcome.is_pdf)
    return sizes + header + embedded + pdf


def parse_reply(raw: bytes) -> Outcome:
    """The other end of `reply`. Raises BadReply when anything is missing or left over."""
    if len(raw) < _REPLY.size:
        raise BadReply("no answer")
    header, embedded, pdf, is_einvoice, is_pdf = _REPLY.unpack_from(raw)
    start = _REPLY.size
    if len(raw) != start + header + embedded + pdf:
        raise BadReply("the answer is cut off")
    try:
        answer = _Answer.model_validate_json(raw[start : start + header]).answer
    except ValidationError as error:
        raise BadReply("the answer is not what was agreed") from error
    files = start + header
    return Outcome(
        answer.result,
        embedded=raw[files : files + embedded] or None,
        pdf=raw[files + embedded :] or None,
        is_einvoice=bool(is_einvoice),
        is_pdf=bool(is_pdf),
    )
