"""Why is it an invoice, why is this the seller, why these totals? Named evidence that adds up."""

from types import ModuleType
from typing import Any

import pytest
from pydantic import ValidationError

from contracts.events.extraction import DocumentExtracted
from contracts.fields import DocumentKind
from libs.service_kit import App
from libs.service_kit.testing import Harness
from libs.texts import LANGUAGES
from services.ocr_extract.domain.evidence import (
    MOST_EVIDENCE,
    NOTHING,
    Decision,
    Evidence,
    Explanation,
    Score,
    kind,
    parties,
    strongest,
)
from services.ocr_extract.domain.evidence.totals import TotalsEvidence
from services.ocr_extract.domain.evidence.words import EVIDENCE_WORDS
from services.ocr_extract.domain.explanations import explain, explain_einvoice, with_hint
from services.ocr_extract.domain.extract import Extraction, extract
from services.ocr_extract.outcome import Extracted
from services.ocr_extract.service import Deps
from tests.conftest import OpenHarness
from tests.ocr_extract import bad_files
from tests.ocr_extract.builders import INVOICE, US, client_configured, document_received, pdf, text_pages
from tests.ocr_extract.einvoices import ubl

READ = ["documents:read"]
RECEIPT = """
KASTICKET
Bakkerij De Halm BV
BTW BE 0727.449.025
14/10/2026 09:41

Brood              2,80
Koffiekoek         2,50

Totaal             5,30 EUR
"""


def explained(text: str) -> dict[Decision, Explanation]:
    """What is told of a printed page, by decision."""
    found = extract(text_pages(text), US)
    return {each.decision: each for each in explain(found.kind, found.fields, found.scores)}


def codes(explanation: Explanation) -> set[str]:
    """The names of its evidence."""
    return {each.code for each in explanation.evidence}


def named_in(table: ModuleType) -> list[Evidence]:
    """All evidence of a table."""
    return [value for value in vars(table).values() if isinstance(value, Evidence)]


def explanation_in_json(weight: str, pieces: int = 1, decisions: int = 1) -> str:
    """An Extracted with explanations, as a worker sends it."""
    evidence = ", ".join([f'{{"code": "title_words", "weight": {weight}}}'] * pieces)
    explanations = ", ".join([f'{{"decision": "kind", "value": "receipt", "evidence": [{evidence}]}}'] * decisions)
    return (
        f'{{"kind": "receipt", "kind_confidence": 1, "fields": {{}}, "reader": "", "explanations": [{explanations}]}}'
    )


def test_an_explanation_of_a_worker_is_read() -> None:
    extracted = Extracted.model_validate_json(explanation_in_json("0.3"))

    assert extracted.explanations[0].evidence == (Evidence("title_words", 0.3),)


@pytest.mark.parametrize(
    "sent",
    [
        explanation_in_json("NaN"),
        explanation_in_json("-Infinity"),
        explanation_in_json("0.3", pieces=MOST_EVIDENCE + 1),
        explanation_in_json("0.3", decisions=len(Decision) + 1),
    ],
    ids=["no number", "infinite", "too much evidence", "too many decisions"],
)
def test_an_explanation_that_is_not_finite_or_too_long_is_refused(sent: str) -> None:
    with pytest.raises(ValidationError):
        Extracted.model_validate_json(sent)


@pytest.fixture
async def reader(harness: OpenHarness, warm_app: App[Deps]) -> Harness[Deps]:
    opened: Harness[Deps] = await harness(warm_app)
    await opened.handle(client_configured(opened.client_id))
    return opened


async def shown(reader: Harness[Deps], data: bytes, language: str = "en", **hint: DocumentKind) -> dict[str, Any]:
    """What the screen of a document gets, after the document was read."""
    event = document_received(reader.client_id, await reader.running.blobs.put(data), **hint)
    await reader.handle(event)
    path = f"/v1/clients/{reader.client_id}/documents/{event.document_id}/fields"
    answer: dict[str, Any] = (await reader.http("GET", path, rights=READ, language=language)).json()
    return answer


def test_every_evidence_has_words_in_three_languages() -> None:
    names = {each.code for table in (kind, parties) for each in named_in(table)} | set(TotalsEvidence._fields)

    assert names == set(EVIDENCE_WORDS)
    assert all(set(words) == set(LANGUAGES) and all(words.values()) for words in EVIDENCE_WORDS.values())


def test_no_two_pieces_of_evidence_have_one_name() -> None:
    names = [each.code for table in (kind, parties) for each in named_in(table)] + list(TotalsEvidence._fields)

    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", [INVOICE, RECEIPT, INVOICE.replace("FACTUUR", "OFFERTE"), "nothing of it"])
def test_the_evidence_of_a_decision_adds_up_to_its_score(text: str) -> None:
    scores = extract(text_pages(text), US).scores

    assert set(scores) == set(Decision)
    for decision, score in scores.items():
        assert sum(each.weight for each in score.evidence) == pytest.approx(score.total), decision


def test_an_invoice_is_one_by_its_title_and_its_fields() -> None:
    told = explained(INVOICE)[Decision.KIND]

    assert told.value == "purchase_invoice"
    assert {"title_words", "has_total", "has_number", "has_date", "has_vat_rows"} <= codes(told)
    assert {each.code: each.weight for each in told.evidence}["has_total"] == 0.1


def test_a_receipt_is_one_by_its_word_and_its_page() -> None:
    told = explained(RECEIPT)[Decision.KIND]

    assert told.value == "receipt"
    assert codes(told) & {"cell_says_ticket", "title_words", "time_beside_date"}


def test_the_seller_and_the_buyer_are_explained_by_where_they_stand() -> None:
    told = explained(INVOICE)

    seller, buyer = told[Decision.SELLER], told[Decision.BUYER]
    assert (seller.value, buyer.value) == ("Rivanto Molens BV", "Menuiserie Wérisoul SRL")
    assert {"in_header", "with_vat_number", "with_legal_form", "with_address"} <= codes(seller)
    assert {"under_buyer_heading", "account_of_other", "mostly_purchases"} <= codes(buyer)


def test_what_speaks_for_the_client_as_the_buyer_has_a_positive_weight() -> None:
    buyer = explained(INVOICE)[Decision.BUYER]

    weights = {each.code: each.weight for each in buyer.evidence}
    assert (weights["mostly_purchases"], weights["under_buyer_heading"]) == (0.15, 1.0)


def test_totals_that_are_proved_say_so() -> None:
    totals = explained(INVOICE)[Decision.TOTALS]

    assert totals.value == "250.00 + 22.50 = 272.50"
    assert {"proof", "rows_add_up", "label_of_total", "label_without_vat", "lines_add_up"} <= codes(totals)


def test_a_document_without_totals_explains_none() -> None:
    told = explained("Geachte heer,\n\nHierbij onze folder.\n")

    assert Decision.TOTALS not in told


def test_the_weightiest_evidence_comes_first_and_none_of_no_weight() -> None:
    score = Score.of(Evidence("in_header", 0.25), Evidence("in_footer", 0.001), Evidence("on_later_page", -0.7))

    told = Explanation.of(Decision.SELLER, "Rivanto", score)

    assert [(each.code, each.weight) for each in told.evidence] == [("on_later_page", -0.7), ("in_header", 0.25)]


def test_a_score_with_a_limit_is_taken_from_all_its_evidence() -> None:
    limited = Score.of(Evidence("contract_phrases", 0.9), Evidence("title_words", 0.3)).at_most(1.0)

    assert limited.total == 1.0
    assert [each.weight for each in limited.evidence] == pytest.approx([0.75, 0.25])


def test_of_equal_scores_the_first_is_the_strongest() -> None:
    first, second = Score.of(Evidence("in_header", 0.5)), Score.of(Evidence("in_footer", 0.5))

    assert strongest([first, second]) is first
    assert strongest([]) is NOTHING


def test_the_kind_that_a_user_stated_is_explained_by_that_alone() -> None:
    found: Extraction = extract(text_pages(INVOICE), US)
    told = explain(found.kind, found.fields, found.scores)

    hinted = with_hint(told, DocumentKind.SALES_INVOICE, DocumentKind.SALES_INVOICE)

    (of_kind,) = (each for each in hinted if each.decision is Decision.KIND)
    assert (of_kind.value, codes(of_kind)) == ("sales_invoice", {"stated_by_user"})
    assert [each.decision for each in hinted] == [each.decision for each in told]
    assert with_hint(told, found.kind, None) == told


def test_an_einvoice_states_everything_itself() -> None:
    found = extract(text_pages(INVOICE), US)

    told = explain_einvoice(found.kind, found.fields)

    assert [(each.decision, codes(each)) for each in told] == [
        (decision, {"stated_by_einvoice"}) for decision in Decision
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les intitulés et le calcul se confirment."),
        ("nl", "De labels en de berekening bevestigen elkaar."),
        ("en", "Labels and arithmetic confirm each other."),
    ],
)
async def test_the_fields_come_with_what_speaks_for_them(reader: Harness[Deps], language: str, text: str) -> None:
    answer = await shown(reader, pdf(INVOICE), language)

    told = {each["decision"]: each for each in answer["explanations"]}
    assert set(told) == {"kind", "seller", "buyer", "totals"}
    assert told["seller"]["value"] == "Rivanto Molens BV"
    assert {"code": "proof", "weight": 1.2, "text": text} in told["totals"]["evidence"]


async def test_explanations_stay_with_the_service_that_read(reader: Harness[Deps]) -> None:
    await shown(reader, pdf(INVOICE))

    (event,) = await reader.events(DocumentExtracted)
    assert "explanations" not in event.model_dump()


async def test_a_kind_stated_by_a_user_and_an_einvoice_are_shown_as_such(reader: Harness[Deps]) -> None:
    hinted = await shown(reader, pdf(INVOICE), kind_hint=DocumentKind.SALES_INVOICE)
    einvoice = await shown(reader, ubl())

    assert [each["code"] for each in hinted["explanations"][0]["evidence"]] == ["stated_by_user"]
    assert {each["code"] for told in einvoice["explanations"] for each in told["evidence"]} == {"stated_by_einvoice"}


async def test_a_document_that_cannot_be_read_explains_nothing(reader: Harness[Deps]) -> None:
    answer = await shown(reader, bad_files.encrypted())

    assert (answer["state"], answer["explanations"]) == ("unreadable", [])
