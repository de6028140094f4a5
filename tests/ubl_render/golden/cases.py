"""The three documents for every package: a purchase, a sale and a credit note of one Belgian bakery."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentKind, LineFields, PartyFields, Route, VatCategory
from tests.ubl_render import builders
from tests.ubl_render.builders import read, row

_IDS = {
    "client_id": UUID("00000000-0000-7000-8000-000000000001"),
    "release_id": UUID("00000000-0000-7000-8000-000000000002"),
    "document_id": UUID("00000000-0000-7000-8000-000000000003"),
}


def purchase() -> DocumentReleased:
    """Returns a purchase with two rates, without lines, with a tag and a comment of the client."""
    fields = builders.fields(
        total_without_vat=read(Decimal("150.00")),
        total_vat=read(Decimal("24.00")),
        total_with_vat=read(Decimal("174.00")),
        vat=(row("21", "100.00", "21.00"), row("6", "50.00", "3.00")),
        bic=read("GKCCBEBB"),
    )
    return builders.release(**_IDS, fields=fields, tags=("bestelwagen",), comments=("Voor de nieuwe winkel",))


def sales() -> DocumentReleased:
    """Returns a sale with two lines, one with a chosen ledger account, the other with the client's default."""
    fields = builders.fields(
        number=read("V2026/0117"),
        seller=PartyFields(),
        buyer=builders.seller(
            name=read("Garage Delvaux srl"),
            vat_number=read("BE0428759497"),
            street=read("Rue du Parc 8"),
            postcode=read("4000"),
            city=read("Liège"),
        ),
        iban=read("BE71096123456769"),
        structured_communication=None,
        total_without_vat=read(Decimal("80.00")),
        total_vat=read(Decimal("4.80")),
        total_with_vat=read(Decimal("84.80")),
        vat=(row("6", "80.00", "4.80"),),
        lines=(_line("Broodjes", "20", "3.00", "60.00"), _line("Taart", "1", "20.00", "20.00", account="700100")),
    )
    release = builders.release(
        **_IDS, kind=DocumentKind.SALES_INVOICE, route=Route.SALES, fields=fields, sequence=8, filename="V2026-0117.pdf"
    )
    return release.model_copy(update={"client": release.client.model_copy(update={"ledger_account": "700000"})})


def credit_note() -> DocumentReleased:
    """Returns a seller's credit note with reverse charge, which names the invoice that it corrects."""
    fields = builders.fields(
        number=read("CN-2026-003"),
        issue_date=read(date(2026, 3, 9)),
        due_date=None,
        structured_communication=None,
        total_without_vat=read(Decimal("45.50")),
        total_vat=read(Decimal("0.00")),
        total_with_vat=read(Decimal("45.50")),
        vat=(row("0", "45.50", "0.00", VatCategory.REVERSE_CHARGE, exemption_reason="Btw verlegd"),),
        original_number=read("2026-0042"),
        original_date=read(date(2026, 3, 2)),
    )
    return builders.release(**_IDS, kind=DocumentKind.PURCHASE_CREDIT_NOTE, fields=fields, sequence=9)


def _line(name: str, quantity: str, price: str, net: str, account: str | None = None) -> LineFields:
    return LineFields(
        name=name,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        net=Decimal(net),
        category=VatCategory.STANDARD,
        rate=Decimal(6),
        ledger_account=account,
    )


CASES: dict[str, DocumentReleased] = {"purchase": purchase(), "sales": sales(), "credit_note": credit_note()}
