"""E-invoices without a server: what `serein ubl render` does, under the limits of the services.

A PDF is opened in the confined process only. Everything that is refused is a UblError or a CannotRender.
"""

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from contracts.fields import DocumentKind, Route
from libs.files import FileType, sniff
from libs.ubl_schema import (
    Facts,
    Invoice,
    UblError,
    complete,
)
from libs.ubl_schema.errors import Place
from libs.ubl_schema.model import Attachment
from services.ubl_render.confined.process import Confined
from services.ubl_render.domain.naming import base_name, subject_of, words_of_invoice
from services.ubl_render.domain.package import Package
from services.ubl_render.domain.refusals import CannotRender, reason
from services.ubl_render.rendering.packaging import dialect_for, draft, refusal_of, shaped
from services.ubl_render.rendering.results import IMAGE_TO_PDF, PDF, Material, Rendered
from services.ubl_render.texts import Code


class BadFields(UblError):
    """The file with the fields is not valid; names the place."""


@dataclass(frozen=True)
class RenderOptions:
    """What a user who renders by hand gives besides the fields."""

    package: Package
    kind: DocumentKind
    language: str = "en"
    sequence: int = 1


def fields_of(text: str) -> Invoice:
    """The fields as `libs.ubl_schema` writes them as JSON, or what `serein ubl read --json` prints around them."""
    try:
        given = json.loads(text)
        return Invoice.model_validate_json(json.dumps(given["invoice"]) if "invoice" in given else text)
    except json.JSONDecodeError as error:
        raise BadFields(f"not JSON: {error.msg} ({Place(error.lineno, error.colno)})") from error
    except TypeError as error:
        raise BadFields("the fields are an object, {...}") from error
    except ValidationError as error:
        wrong = (f"{'.'.join(map(str, e['loc'])) or 'fields'}: {e['msg']}" for e in error.errors(include_url=False))
        raise BadFields("; ".join(wrong)) from error


def kind_of(invoice: Invoice, *, sales: bool, receipt: bool) -> DocumentKind:
    """The kind of document in the product."""
    if receipt:
        return DocumentKind.RECEIPT
    return DocumentKind.invoice(sale=sales, credit_note=invoice.is_credit_note)


def render_fields(fields: Invoice, document: bytes | None, options: RenderOptions) -> tuple[Rendered, Material]:
    """The files for a package; the document, a PDF or an image, goes where the package wants it.

    Raises CannotRender with the reasons.
    """
    sales, package, confined = options.kind.is_sale, options.package, Confined()
    route = Route.SALES if sales else Route.PURCHASE
    if route not in package.routes:
        raise CannotRender(reason(Code.NO_ROUTE, package=package.title))
    material = _material(fields, document, confined)
    client = fields.seller if sales else fields.buyer
    facts = Facts(
        country=client.address.country or "BE",
        language=options.language,
        document_hash=hashlib.sha256(material.pdf or fields.model_dump_json().encode()).hexdigest(),
        is_receipt=options.kind is DocumentKind.RECEIPT,
    )
    try:
        done = complete(fields.model_copy(update={"attachments": ()}), facts)
    except UblError as error:
        raise refusal_of(error) from error
    words = words_of_invoice(done.invoice, options.kind, options.sequence, options.language)
    dialect = dialect_for(package, done.steps, material)
    sketch = draft(done.invoice, done.steps, dialect, package, base_name(package, words), material, sales=sales)
    made = shaped(sketch, confined.make_facturx)
    steps = (material.step, *made.steps) if material.step else made.steps
    return replace(made, subject=subject_of(package, options.kind, route, words), steps=steps), material


def _material(fields: Invoice, document: bytes | None, confined: Confined) -> Material:
    """The given document, else the PDF in the fields."""
    if document is None:
        return Material(next((item.content for item in fields.attachments if _holds_pdf(item)), None))
    if sniff(document) is FileType.PDF:
        return Material(document)
    return Material(confined.image_to_pdf(document), IMAGE_TO_PDF)


def _holds_pdf(attachment: Attachment) -> bool:
    return attachment.media_type == PDF and attachment.content is not None


def put(rendered: Rendered, folder: Path, *, overwrite: bool) -> list[Path]:
    """Write the files under their names for the package. Raises FileExistsError before one of them is replaced."""
    targets = [folder / file.filename for file in rendered.files]
    if not overwrite and (there := [target for target in targets if target.exists()]):
        raise FileExistsError(", ".join(map(str, there)))
    folder.mkdir(parents=True, exist_ok=True)
    for target, file in zip(targets, rendered.files, strict=True):
        unfinished = target.with_name(f".{target.name}.part")
        unfinished.write_bytes(file.content)
        unfinished.replace(target)
    return targets
