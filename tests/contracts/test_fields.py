"""Parts of events that are changed after they were built."""

import warnings

import pytest
from pydantic import ValidationError

from contracts.fields import Origin, PartyFields, Read


def test_a_changed_part_is_written_out_like_one_that_was_built_at_once() -> None:
    name = Read(value="Drukkerij De Wolf BV", confidence=0.9, origin=Origin.TEXT)

    changed = PartyFields(endpoint="0428759497").changed({"name": name})

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert changed.model_dump_json(exclude_unset=True) == PartyFields(
            name=Read[str](value="Drukkerij De Wolf BV", confidence=0.9, origin=Origin.TEXT), endpoint="0428759497"
        ).model_dump_json(exclude_unset=True)


def test_a_change_that_the_part_does_not_allow_is_refused() -> None:
    wrong = Read(value="BE0428759498", confidence=0.9, origin=Origin.TEXT)

    with pytest.raises(ValidationError, match="vat_number"):
        PartyFields().changed({"vat_number": wrong})
