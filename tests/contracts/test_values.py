"""Numbers with check digits are right or refused; money survives the wire to the cent."""

import json
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from contracts import values

AMOUNT: TypeAdapter[Decimal] = TypeAdapter(values.Amount)
NUMBER: TypeAdapter[Decimal] = TypeAdapter(values.Number)

ACCEPTED = {
    "BE0941738257": (values.VatNumber, "BE0941738257"),
    "be 0941.738.257": (values.VatNumber, "BE0941738257"),
    "FR40303265045": (values.VatNumber, "FR40303265045"),
    "NL91ABNA0417164300": (values.Iban, "NL91ABNA0417164300"),
    "BE90 0682 4177 3032": (values.Iban, "BE90068241773032"),
    "+++202/6004/18710+++": (values.StructuredCommunication, "202600418710"),
    "000000009797": (values.StructuredCommunication, "000000009797"),
    "RF24 MV20 2604 18": (values.CreditorReference, "RF24MV20260418"),
    "GKCCBEBB": (values.Bic, "GKCCBEBB"),
    "EUR": (values.Currency, "EUR"),
}

REFUSED = [
    (values.VatNumber, "BE0941738258"),
    (values.VatNumber, "0941738257"),
    (values.VatNumber, "GB999999973"),
    (values.VatNumber, ""),
    (values.Iban, "BE90068241773033"),
    (values.Iban, "BE00"),
    (values.Iban, "068-2417730-32"),
    (values.Iban, ""),
    (values.StructuredCommunication, "202600418711"),
    (values.StructuredCommunication, "000000009700"),
    (values.StructuredCommunication, "20260041871"),
    (values.StructuredCommunication, ""),
    (values.CreditorReference, "RF25MV20260418"),
    (values.CreditorReference, "MV20260418"),
    (values.CreditorReference, ""),
    (values.Bic, "GKCCBEB"),
    (values.Currency, "eur"),
    (values.CountryCode, "BEL"),
    (values.Sha256, "E3B0"),
    (values.Language, "FR"),
]


@pytest.mark.parametrize("written", ACCEPTED)
def test_a_right_number_is_taken_and_kept_compact(written: str) -> None:
    kind, compact = ACCEPTED[written]

    assert TypeAdapter(kind).validate_python(written) == compact


@pytest.mark.parametrize(("kind", "written"), REFUSED, ids=lambda part: part if isinstance(part, str) else "")
def test_a_wrong_number_is_refused(kind: Any, written: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(written)


@given(st.integers(min_value=0, max_value=10**10 - 1))
def test_a_structured_communication_ends_in_the_remainder_and_zero_is_written_97(ten: int) -> None:
    right = f"{ten:010d}{ten % 97 or 97:02d}"
    wrong = f"{ten:010d}{(ten % 97 + 1) % 97:02d}"

    assert values.structured_communication(right) == right
    with pytest.raises(ValueError, match="structured communication"):
        values.structured_communication(wrong)


@given(st.decimals(min_value="-999999999999999.99", max_value="999999999999999.99", places=2))
def test_an_amount_survives_the_wire(amount: Decimal) -> None:
    wire = AMOUNT.dump_json(AMOUNT.validate_python(amount))

    assert AMOUNT.validate_json(wire) == amount
    assert re.fullmatch(AMOUNT.json_schema()["pattern"], json.loads(wire))


@given(st.decimals(min_value="-999999999999999", max_value="999999999999999", places=6))
def test_a_quantity_survives_the_wire(number: Decimal) -> None:
    wire = NUMBER.dump_json(NUMBER.validate_python(number))

    assert NUMBER.validate_json(wire) == number
    assert re.fullmatch(NUMBER.json_schema()["pattern"], json.loads(wire))


@given(st.floats(allow_subnormal=False))  # an OCR engine in the same process may have turned those off
def test_no_float_at_all_is_money(amount: float) -> None:
    with pytest.raises(ValidationError, match="never a float"):
        AMOUNT.validate_python(amount)


@pytest.mark.parametrize("written", ["121", "121.0", "121.00"])
def test_money_is_written_to_the_cent(written: str) -> None:
    amount = AMOUNT.validate_python(written)

    assert AMOUNT.dump_json(amount) == b'"121.00"'


@pytest.mark.parametrize(("number", "written"), [("1E+2", "100"), ("0.000001", "0.000001"), ("-2.50", "-2.50")])
def test_a_quantity_is_written_in_plain_digits(number: str, written: str) -> None:
    assert NUMBER.dump_python(NUMBER.validate_python(Decimal(number))) == written


def test_a_structured_communication_is_printed_as_banks_do_and_read_back() -> None:
    printed = values.printed_structured_communication("090933755493")

    assert printed == "+++090/9337/55493+++"
    assert values.structured_communication(printed) == "090933755493"


@pytest.mark.parametrize(
    "written", ["1E+999999999", "-1E+999999999", "1E-999999999", "9" * 16, "NaN", "-Infinity", "sNaN"]
)
def test_a_figure_that_no_column_holds_is_not_valid(written: str) -> None:
    for kind in (AMOUNT, NUMBER):
        with pytest.raises(ValidationError):
            kind.validate_python(written)


@given(
    st.one_of(
        st.text(max_size=40),
        st.builds(
            str.__add__,
            st.sampled_from(["BE", "FR", "ES", "IE", "NL", "EL", "XI", "EU", "RF", "+++", "BE68", "DE", "LT", "CY"]),
            st.text(st.sampled_from("0123456789ABCXYZ ./-+²٣Ⅷß\x00"), max_size=34),
        ),
    )
)
@pytest.mark.parametrize(
    "kind", [values.VatNumber, values.Iban, values.StructuredCommunication, values.CreditorReference, values.Bic]
)
def test_any_text_is_a_number_or_is_refused(kind: Any, text: str) -> None:
    try:
        found = TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return
    assert found.isascii()
