"""Every value of every axis prints documents that show their expected values."""

import random

import pytest

from libs.samples import make, wording
from libs.samples.companies import CompanyGenerator
from libs.samples.document import Document
from libs.samples.drafts import DocumentSpec, draft
from libs.samples.layouts.axes import SHARED, Axes, compose
from libs.samples.letter_texts import SUBJECTS
from libs.samples.letters import STATIONERY, letter
from libs.samples.text_layer import plain, text_of
from libs.samples.wording import second

PLAIN = {"head": "pair", "sender": "full", "addressee": "bold", "meta": "labels", "columns": "d-q-p-r-t",
         "grid": "ruled", "totals": "rule", "breakdown": "table", "payment": "table", "foot": "line",
         "ornament": "plain", "font": "Helvetica"}  # fmt: skip


def document() -> Document:
    rng, companies = random.Random(6), CompanyGenerator(6)
    seller, buyer = companies.company("BE-fr", "office"), companies.company("BE-nl", "bakery")
    words = wording.pick(rng, "fr", "BE", added=second.WORDS)
    return draft(rng, seller, buyer, DocumentSpec(reference="ogm", line_count=4, terms="date"), words=words)


@pytest.mark.parametrize("axis", Axes.names())
def test_every_value_prints_what_the_truth_shows(axis: str) -> None:
    for value in SHARED.values(axis):
        choice = PLAIN | {axis: value}
        choice |= {"totals": "by-rate"} if value == "none" and axis == "breakdown" else {}

        sample = make.pdf_sample("axis", document(), compose(f"{axis}-{value}", choice, SHARED))

        text = text_of(sample.content)
        missing = [key for key, shown in sample.truth.shown.items()
                   if plain(shown) not in text and not key.endswith("description")]  # fmt: skip
        assert not missing, (value, missing)
        assert {"number", "issue_date", "seller.name", "seller.vat", "buyer.name", "total_with_vat",
                "structured_communication", "seller.iban"} <= sample.truth.shown.keys()  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_a_letter_names_both_sides_and_has_no_total(language: str) -> None:
    rng, companies = random.Random(8), CompanyGenerator(8)
    sender, addressee = companies.company("BE-nl", "legal"), companies.company("BE-fr", "bakery")
    base = document()
    words = wording.pick(rng, language, "BE")

    samples = [
        letter(f"{subject}-{look.name}", sender, addressee, words, base.figures, language=language,  # type: ignore[arg-type]
               subject=subject, day=base.issue_date, stationery=look, rng=rng)
        for subject, look in zip(SUBJECTS, (*STATIONERY, STATIONERY[0]), strict=True)
    ]  # fmt: skip

    for sample in samples:
        text = text_of(sample.content)
        assert sender.name in text
        assert addressee.name in text
        assert (sample.truth.kind, sample.truth.total_with_vat, sample.truth.number) == ("other", None, None)
