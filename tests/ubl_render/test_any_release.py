"""Any fields of a document, for any package, give a valid file or reasons in three languages."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from contracts.events.release import DocumentReleased
from contracts.fields import DocumentFields, DocumentKind, Origin, PartyFields, PaymentState, Read, Route, VatCategory
from services.delivery.connectors.names import why_unsafe, why_unsafe_text
from services.ubl_render.domain.refusals import CannotRender
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.render import render
from services.ubl_render.rendering.results import Material
from tests.ubl_render import builders

PACKAGES = load_packages()
ROUTES = {
    DocumentKind.PURCHASE_INVOICE: Route.PURCHASE,
    DocumentKind.PURCHASE_CREDIT_NOTE: Route.PURCHASE,
    DocumentKind.SALES_INVOICE: Route.SALES,
    DocumentKind.SALES_CREDIT_NOTE: Route.SALES,
    DocumentKind.RECEIPT: Route.PURCHASE,
    DocumentKind.CARD_STATEMENT: Route.MISC,
    DocumentKind.OTHER: Route.MISC,
}
TEXT = st.text(min_size=1, max_size=60)


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Read[Any] | None]:
    """Generates a value with any origin; one in ten is None."""
    read: st.SearchStrategy[Read[Any]] = st.builds(
        Read, value=values, confidence=st.just(0.9), origin=st.sampled_from(Origin), sure=st.booleans()
    )
    return st.integers(0, 9).flatmap(lambda chance: read if chance else st.none())


@st.composite
def parties(draw: st.DrawFn) -> PartyFields:
    return PartyFields(
        name=draw(maybe(TEXT)),
        vat_number=draw(maybe(st.sampled_from(["BE0403170701", "FR40303265045", "NL004495445B01"]))),
        company_number=draw(maybe(st.sampled_from(["0403.170.701", "303265045", "x"]))),
        street=draw(maybe(TEXT)),
        city=draw(maybe(TEXT)),
        country=draw(maybe(st.sampled_from(["BE", "BE", "FR", "XX"]))),
    )


@st.composite
def fields(draw: st.DrawFn) -> DocumentFields:
    """Generates amounts that add up or not, with any part missing."""
    base = draw(st.decimals("0.01", "99999", places=2))
    rate, category = draw(
        st.sampled_from(
            [
                (21, VatCategory.STANDARD),
                (6, VatCategory.STANDARD),
                (0, VatCategory.REVERSE_CHARGE),
                (0, VatCategory.ZERO),
            ]
        )
    )
    vat = (base * rate / 100).quantize(Decimal("0.01"))
    off = draw(st.sampled_from([Decimal(0)] * 6 + [Decimal("0.01"), Decimal(1)]))
    rows = (builders.row(str(rate), str(base), str(vat), category),) if draw(st.integers(0, 3)) else ()
    return DocumentFields(
        number=draw(maybe(TEXT)),
        issue_date=draw(maybe(st.dates(date(2020, 1, 1), date(2030, 1, 1)))),
        due_date=draw(maybe(st.dates(date(2020, 1, 1), date(2030, 1, 1)))),
        currency=draw(maybe(st.sampled_from(["EUR", "EUR", "USD", "XYZ"]))),
        seller=draw(parties()),
        buyer=draw(parties()),
        iban=draw(maybe(st.just("BE68539007547034"))),
        structured_communication=draw(maybe(st.just("090933755493"))),
        payment_text=draw(maybe(TEXT)),
        total_without_vat=draw(maybe(st.just(base))),
        total_vat=draw(maybe(st.just(vat))),
        total_with_vat=draw(maybe(st.just(base + vat + off))),
        vat=rows,
        original_number=draw(maybe(TEXT)),
        note=draw(maybe(TEXT)),
    )


@st.composite
def releases(draw: st.DrawFn) -> DocumentReleased:
    kind = draw(st.sampled_from(list(ROUTES)))
    return builders.release(
        kind=kind,
        route=ROUTES[kind],
        package=draw(st.sampled_from(sorted(PACKAGES))),
        fields=draw(fields()),
        payment=draw(st.sampled_from(PaymentState)),
        tags=tuple(draw(st.lists(TEXT, max_size=2))),
        comments=tuple(draw(st.lists(TEXT, max_size=2))),
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(release=releases(), has_pdf=st.sampled_from([True, True, True, False]))
def test_any_release_ends_in_a_valid_file_or_in_reasons(release: DocumentReleased, has_pdf: bool) -> None:
    package, material = PACKAGES[release.package], Material(builders.PDF if has_pdf else None)

    try:
        result = render(release, package, material)
    except CannotRender as refused:
        event(f"refused: {refused.reasons[0].code}")
        assert refused.reasons
        assert all({"fr", "nl", "en"} <= set(reason.params) for reason in refused.reasons)
        return

    event(f"made: {result.dialect}")
    assert result.validation.fatal == ()
    assert [why_unsafe(file.filename) for file in result.files] == [None] * len(result.files)
    assert result.subject
    assert why_unsafe_text(result.subject) is None
    assert not re.search(r"[\r\n]", result.subject)
    assert render(release, package, material) == result
