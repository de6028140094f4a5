"""References that payers type into free text are found in every writing, and only with right check digits."""

import pytest

from libs.payment_references import creditor_references, structured_communications

OGM = "123456789002"


@pytest.mark.parametrize(
    "text",
    [
        "+++123/4567/89002+++",
        "***123/4567/89002***",
        "factuur 123/4567/89002 dank u",
        "mededeling 123456789002",
        "123 4567 89002",
        "123-4567-89002",
        "123.4567.89002",
        "+++ 123 / 4567 / 89002 +++",
        "betaling(123/4567/89002)",
    ],
)
def test_a_structured_communication_is_found_in_every_writing(text: str) -> None:
    assert structured_communications(text) == (OGM,)


@pytest.mark.parametrize(
    "text",
    [None, "", "123/4567/89003", "0475123456789002", "BE123456789002", "1234567890021", "123/4567-89002"],
)
def test_other_figures_are_no_structured_communication(text: str | None) -> None:
    assert structured_communications(text) == ()


def test_several_references_are_told_in_their_order() -> None:
    assert structured_communications("090/9337/55493 en 123/4567/89002 en 090933755493") == ("090933755493", OGM)


@pytest.mark.parametrize(
    "text",
    ["RF18539007547034", "rf18 5390 0754 7034", "facture RF18 5390 0754 7034 merci", "RF18 5390 0754 7034."],
)
def test_a_creditor_reference_is_found_in_every_writing(text: str) -> None:
    assert creditor_references(text) == ("RF18539007547034",)


@pytest.mark.parametrize("text", ["RF19539007547034", "XRF18539007547034", "RF18", None])
def test_a_wrong_or_unfinished_creditor_reference_is_none(text: str | None) -> None:
    assert creditor_references(text) == ()
