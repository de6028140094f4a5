"""Every value of every axis prints papers that say what their truth says."""

import random

import pytest

from libs.samples import make, wording
from libs.samples.companies import World
from libs.samples.document import Paper
from libs.samples.drafts import Wish, draft
from libs.samples.layouts.axes import SHARED, Axes, compose
from libs.samples.letter_texts import SUBJECTS
from libs.samples.letters import STATIONERY, letter
from libs.samples.text_layer import plain, text_of
from libs.samples.wording import second

PLAIN = {"head": "pair", "sender": "full", "addressee": "bold", "meta": "labels", "columns": "d-q-p-r-t",
         "grid": "ruled", "totals": "rule", "breakdown": "table", "payment": "table", "foot": "line",
         "ornament": "plain", "font": "Helvetica"}  # fmt: skip


def paper() -> Paper:
    rng, world = random.Random(6), World(6)
    seller, buyer = world.company("BE-fr", "office"), world.company("BE-nl", "bakery")
    words = wording.pick(rng, "fr", "BE", added=second.WORDS)
    return draft(rng, seller, buyer, Wish(reference="ogm", line_count=4, terms="date"), words=words)


@pytest.mark.parametrize("axis", Axes.names())
def test_every_value_prints_what_the_truth_shows(axis: str) -> None:
    for value in SHARED.values(axis):
        choice = PLAIN | {axis: value}
        choice |= {"totals": "by-rate"} if value == "none" and axis == "breakdown" else {}

        sample = make.pdf_sample("axis", paper(), compose(f"{axis}-{value}", choice, SHARED))

        text = text_of(sample.content)
        missing = [key for key, shown in sample.truth.shown.items()
                   if plain(shown) not in text and not key.endswith("description")]  # fmt: skip
        assert not missing, (value, missing)
        assert {"number", "issue_date", "seller.name", "seller.vat", "buyer.name", "total_with_vat",
                "structured_communication", "seller.iban"} <= sample.truth.shown.keys()  # fmt: skip


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_a_letter_names_both_sides_and_has_no_total(language: str) -> None:
    rng, world = random.Random(8), World(8)
    sender, addressee = world.company("BE-nl", "legal"), world.company("BE-fr", "bakery")
    base = paper()
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
