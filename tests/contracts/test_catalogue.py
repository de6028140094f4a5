"""The list of events hangs together."""

import sys
from uuid import UUID

import pytest

from contracts.catalogue import CATALOGUE
from contracts.registry import ContractError, Event, Topic
from tests.contracts.builders import ParcelSentV1, ParcelSentV2, every_version, registry_of

EVENTS = pytest.mark.parametrize("cls", every_version(CATALOGUE), ids=lambda cls: cls.type())


@pytest.mark.parametrize("name", sorted(CATALOGUE.versions))
def test_versions_count_from_one_without_a_gap(name: str) -> None:
    versions = sorted(CATALOGUE.versions[name])

    assert versions == list(range(1, len(versions) + 1))


@EVENTS
def test_every_event_must_carry_the_key_of_its_topic(cls: type[Event]) -> None:
    field = cls.model_fields[cls.topic.key]

    assert field.is_required()
    assert field.annotation is UUID


@EVENTS
def test_every_version_above_one_says_how_the_one_before_becomes_it(cls: type[Event]) -> None:
    says_how = "upcast" in cls.__dict__

    assert says_how == (cls.version > 1)


@EVENTS
def test_code_is_written_against_the_newest_version(cls: type[Event]) -> None:
    alias = cls.__name__.removesuffix(f"V{cls.version}")

    assert getattr(sys.modules[cls.__module__], alias) is CATALOGUE.newest(cls.event_name)


def test_one_version_cannot_be_declared_twice() -> None:
    registry = registry_of(ParcelSentV1, ParcelSentV2)

    with pytest.raises(ContractError, match=r"parcel\.sent\.v2 is declared twice"):
        registry.add(ParcelSentV2)


def test_a_topic_has_one_shape() -> None:
    class ParcelLostV1(ParcelSentV1):
        event_name, topic = "parcel.lost", Topic("parcel", key="client_id", partitions=7)

    registry = registry_of(ParcelSentV1)

    with pytest.raises(ContractError, match="topic parcel is declared with two shapes"):
        registry.add(ParcelLostV1)
