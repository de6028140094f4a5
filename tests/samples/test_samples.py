"""The same seed gives the same bytes, and the expected values are printed on the document."""

import random
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from stdnum import iban as stdnum_iban
from stdnum import iso11649, luhn
from stdnum.be import ogm_vcs
from stdnum.be import vat as be_vat
from stdnum.de import vat as de_vat
from stdnum.fr import tva as fr_vat
from stdnum.lu import tva as lu_vat
from stdnum.nl import btw as nl_vat

from libs.samples import Sample, Truth, duplicate
from libs.samples.__main__ import main
from libs.samples.batch import SPECIALS, one, samples
from libs.samples.companies import REGIONS, CompanyGenerator, fixed_clients
from libs.samples.layouts import FAMILIES, RECEIPT_FAMILIES, family
from libs.samples.money import cents
from libs.samples.reference_data.goods import goods, trades
from libs.samples.reference_data.names import TRADE_WORDS
from libs.samples.terms import due
from libs.samples.text_layer import Word, pages, plain, text_of

INVOICES = [special for special in SPECIALS if special != "contract"]


def missing_from(text: str, truth: Truth) -> list[str]:
    """Returns the fields whose printed form is not in the text; a description may be wrapped between other columns."""
    missing = []
    for field, printed in truth.shown.items():
        wrapped = field.endswith(".description") and all(word in text for word in plain(printed).split())
        if plain(printed) not in text and not wrapped:
            missing.append(field)
    return missing


def test_the_same_seed_gives_the_same_bytes() -> None:
    first = [(sample.filename, sample.sha256, sample.truth) for sample in samples(12, 15)]

    again = [(sample.filename, sample.sha256, sample.truth) for sample in samples(12, 15)]

    assert first == again


def test_another_seed_gives_other_documents() -> None:
    first = {sample.sha256 for sample in samples(1, 8)}

    other = {sample.sha256 for sample in samples(2, 8)}

    assert not first & other


def test_the_number_asked_for_does_not_change_a_document() -> None:
    few, many = list(samples(5, 3)), list(samples(5, 6))

    assert [sample.sha256 for sample in few] == [sample.sha256 for sample in many[:3]]


def test_a_duplicate_has_the_same_bytes_under_another_name() -> None:
    sample = one(1, 1, "plain")

    again = duplicate(sample)

    assert again.sha256 == sample.sha256
    assert again.filename != sample.filename


def test_there_are_many_layouts_of_an_invoice() -> None:
    assert len(FAMILIES) >= 30
    assert len(RECEIPT_FAMILIES) >= 4
    assert family("mix-137").name == "mix-137"


@cache
def printed(layout: str, special: str) -> Sample:
    return one(31, len(layout), special, layouts=(FAMILIES[layout],))


@pytest.mark.parametrize("layout", sorted(FAMILIES))
def test_every_layout_prints_the_fields_that_it_shows(layout: str) -> None:
    for special in ("ogm", "credit-minus", "direct-debit"):
        sample = printed(layout, special)

        missing = missing_from(text_of(sample.content), sample.truth)

        assert not missing, (special, missing)


def test_every_till_receipt_prints_the_fields_that_it_shows() -> None:
    receipts = [one(34, index, "receipt") for index in range(24)]

    assert {sample.truth.layout for sample in receipts} == set(RECEIPT_FAMILIES)
    for sample in receipts:
        assert not missing_from(text_of(sample.content), sample.truth), sample.name
        assert {"number", "issue_date", "seller.name", "seller.vat", "total_with_vat"} <= sample.truth.shown.keys()
        for width, words in pages(sample.content):
            assert not overlapping(words)
            assert all(word.right < width for word in words)


@pytest.mark.parametrize("layout", sorted(FAMILIES))
def test_every_layout_shows_what_makes_it_an_invoice(layout: str) -> None:
    always = {"number", "issue_date", "seller.name", "seller.vat", "buyer.name", "total_without_vat", "total_with_vat"}

    invoice, credit, debit = (printed(layout, special).truth for special in ("ogm", "credit-minus", "direct-debit"))

    assert always | {"seller.iban", "structured_communication"} <= invoice.shown.keys()
    assert always | {"original_number"} <= credit.shown.keys()
    assert always | {"mandate", "due_date"} <= debit.shown.keys()


@pytest.mark.parametrize("layout", sorted(FAMILIES))
def test_no_layout_prints_words_over_each_other_or_off_the_page(layout: str) -> None:
    for special in ("ogm", "long"):
        for width, words in pages(printed(layout, special).content):
            off = [word.text for word in words if word.left < 2 or word.right > width - 2]

            assert not off, (special, off)
            assert not overlapping(words), special


def overlapping(words: list[Word]) -> list[tuple[str, str]]:
    found = []
    for index, first in enumerate(words):
        for second in words[index + 1 :]:
            across = min(first.right, second.right) - max(first.left, second.left)
            down = min(first.bottom, second.bottom) - max(first.top, second.top)
            if across > 0.5 and down > 0.35 * min(first.bottom - first.top, second.bottom - second.top):
                found.append((first.text, second.text))
    return found


@pytest.mark.parametrize("special", INVOICES)
def test_the_expected_amounts_add_up(special: str) -> None:
    for index in range(4):
        truth = one(41, index, special).truth

        net, tax, gross = truth.total_without_vat, truth.total_vat, truth.total_with_vat
        assert net is not None
        assert tax is not None
        assert gross is not None
        assert net + tax == gross
        assert net == sum(row.base for row in truth.vat_rows)
        assert tax == sum(row.amount for row in truth.vat_rows)
        assert gross > 0
        assert truth.payable == gross - (truth.prepaid or 0)
        if special in ("receipt", "receipt-cash"):
            assert all(abs(cents(row.base * row.rate / 100) - row.amount) <= Decimal("0.01") for row in truth.vat_rows)
        elif special != "cent-off":
            assert all(cents(row.base * row.rate / 100) == row.amount for row in truth.vat_rows)
        if special not in ("receipt", "receipt-cash", "total-discount"):
            assert net == sum(line.net for line in truth.lines)


def test_rounding_per_line_is_a_cent_off_when_asked_for() -> None:
    truth = one(42, 0, "cent-off").truth

    off = [abs(cents(row.base * row.rate / 100) - row.amount) for row in truth.vat_rows]

    assert max(off) > 0
    assert max(off) <= Decimal("0.03")


def test_a_credit_note_may_print_minus_signs_but_is_expected_positive() -> None:
    truth = one(43, 0, "credit-minus").truth

    assert truth.total_with_vat is not None
    assert truth.total_with_vat > 0
    assert "-" in truth.shown["total_with_vat"]
    assert truth.original_number is not None


def test_the_due_date_may_follow_from_the_terms_alone() -> None:
    sample = one(44, 0, "end-of-month", layouts=(FAMILIES["letter"],))

    assert sample.truth.due_date is not None
    assert "due_date" not in sample.truth.shown
    assert "30" in sample.truth.shown["terms"]


def test_days_then_end_of_month_is_not_end_of_month_then_days() -> None:
    words = {"terms_end_of_month": "{days} dagen einde maand", "terms_month_plus": "einde maand + {days} dagen"}
    issued = date(2026, 1, 30)

    days_first = due("end_of_month_only", issued, 30, words)
    month_first = due("month_plus_only", issued, 30, words)

    assert days_first == (date(2026, 3, 31), "30 dagen einde maand")
    assert month_first == (date(2026, 3, 2), "einde maand + 30 dagen")


def test_a_document_may_state_nothing_about_payment() -> None:
    truth = one(44, 0, "silent").truth

    assert truth.payment == "unknown"
    assert truth.seller is not None
    assert truth.seller.iban is None
    assert truth.due_date is None


def test_a_sale_is_issued_by_the_client_and_a_purchase_is_not() -> None:
    sale, purchase = one(45, 0, "sales").truth, one(45, 0, "plain").truth

    assert sale.kind == "sales_invoice"
    assert sale.seller is not None
    assert sale.seller.vat == sale.client_vat
    assert purchase.seller is not None
    assert purchase.seller.vat != purchase.client_vat


def test_a_contract_is_text_without_an_invoice() -> None:
    sample = one(46, 0, "contract")

    text = text_of(sample.content)

    assert sample.truth.kind == "contract"
    assert sample.truth.pages >= 2
    assert sample.truth.number is None
    assert sample.truth.total_with_vat is None
    assert not missing_from(text, sample.truth)


def test_a_long_invoice_carries_its_sum_forward() -> None:
    sample = one(47, 0, "long", layouts=(FAMILIES["window"],))

    assert sample.truth.pages >= 2
    assert len(sample.truth.lines) == 46


def test_all_languages_currencies_categories_and_rates_occur() -> None:
    truths = [one(48, index, special).truth for index in range(6) for special in SPECIALS]

    rows = [row for truth in truths for row in truth.vat_rows]
    assert {truth.language for truth in truths} == {"fr", "nl", "en", "de"}
    assert {"EUR", "USD", "GBP"} <= {truth.currency for truth in truths}
    assert {"S", "E", "AE", "K"} <= {row.category for row in rows}
    assert {Decimal(rate) for rate in ("21", "12", "6", "0", "20", "10", "5.5", "9", "19", "7")} <= {
        row.rate for row in rows
    }
    assert {"bank", "card", "direct_debit", "cash"} <= {truth.payment for truth in truths}


@pytest.mark.parametrize("region", REGIONS)
def test_every_number_of_a_company_passes_its_check(region: str) -> None:
    check = {"BE": be_vat, "FR": fr_vat, "NL": nl_vat, "DE": de_vat, "LU": lu_vat}[region[:2]]
    companies = CompanyGenerator(9)

    for trade in random.Random(9).choices(trades(), k=20):
        company = companies.company(next(found for found in REGIONS if found == region), trade)

        assert company.vat is not None
        assert check.is_valid(company.vat)
        assert stdnum_iban.is_valid(company.iban)
        if region == "FR":
            assert luhn.is_valid(company.company_number)


def test_two_companies_never_share_a_vat_number() -> None:
    companies = CompanyGenerator(10)

    vats = [companies.company(region, "office").vat for region in REGIONS for _ in range(12)]

    assert len(set(vats)) == len(vats)


def test_structured_communications_pass_their_check() -> None:
    ogm, rf = one(49, 0, "ogm").truth, one(49, 0, "rf").truth

    assert ogm.structured_communication is not None
    assert ogm_vcs.is_valid(ogm.structured_communication)
    assert rf.structured_communication is not None
    assert iso11649.is_valid(rf.structured_communication)


def test_the_clients_are_the_same_for_every_seed() -> None:
    vats = {one(seed, 0, "plain").truth.client_vat for seed in range(50, 60)}

    assert vats <= {client.vat for client in fixed_clients()}


def test_every_trade_has_goods_and_a_name() -> None:
    assert set(trades()) == set(TRADE_WORDS)
    assert all(len(goods(trade)) >= 2 for trade in trades())


def test_the_command_writes_files_with_their_expected_values(tmp_path: Path) -> None:
    folder = tmp_path / "written"

    main(["write", str(folder), "--seed", "3", "--count", "4"])

    written = sorted(path.name for path in folder.iterdir())
    truths = [name for name in written if name.endswith(".truth.json")]
    assert len(truths) == 4
    for name in truths:
        read = Truth.model_validate_json((folder / name).read_text(encoding="utf-8"))
        assert read.kind
        assert name.removesuffix(".truth.json") in written
