"""Every code that can be shown has words: three languages, the same values in all three, in plain language."""

import ast
import importlib
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from cli.installation import SERVICES
from contracts.fields import DocumentFields, PartyFields, Route
from contracts.reason import Reason
from libs.reasons import REASONS, ReasonView, delivery, reading, reconciliation, storage
from libs.reasons.values import VALUES
from libs.service_kit.http_texts import KIT_TEXTS
from libs.texts import LANGUAGES, Texts, in_words
from services.delivery.connectors import CONNECTORS
from services.directory.confirmation_words import CONFIRMATION_WORDS
from services.directory.domain.letters import Letter
from services.directory.mail.words import LETTER_WORDS
from services.ocr_extract.domain.evidence.words import EVIDENCE_WORDS
from services.reconcile.domain.marks import NoDocument
from services.reconcile.domain.release import HoldReason
from services.ubl_render.texts import HINTS
from tests.source import parsed

SOURCES = Path(__file__).parents[1] / "services"

SHARED = {
    delivery.DeliveryReason: delivery.WORDS,
    reading.ReadingReason: reading.WORDS,
    reconciliation.ReconciliationReason: reconciliation.WORDS,
    storage.StorageReason: storage.WORDS,
}

RAISED = {
    "Refusal",
    "Refused",
    "NotReached",
    "Unconfirmed",
    "CannotConvert",
    "Reason",
    "reason",
}
"""The callables whose code is shown to a reader."""

PASSED_ON = {"gateway": {"sign_in_failed", "too_many_attempts", "password_wrong"}}
"""Codes of another service's refusals that the gateway passes on."""

MORE_TEXTS: dict[str, Texts] = {
    "directory": {**CONFIRMATION_WORDS, **LETTER_WORDS},
    "ocr_extract": EVIDENCE_WORDS,
    "ubl_render": HINTS,
}
"""Texts that are shown and do not belong to a refusal."""

CODES = {"code", "codes", "right", "why"}
"""Parameters that usually hold codes."""

SENTENCES_WITH_CODES = {
    "payment_code_differs",
    "payment_code_differs_from_embedded",
    "ledger_account_twice",
    "not_an_invoice",
    "official_rule",
}
"""Sentences in which `code` is the content of a QR code or an account number, and `why` is a sentence."""

NOT_USED = {
    "fr": r"\b(?:mouvements?|réservations?|parti|états? des dépenses|repère)\b",
    "nl": r"\b(?:beweging(?:en)?|verrichting(?:en)?|lijnen|vertrek\w*|vertrokken|papieren|bladzijde)\b",
    "en": r"\b(?:movements?|papers?|gone|his|he|himself)\b",
}
"""Words that a bookkeeper would not use for what we mean."""


def texts_of(service: str) -> Texts:
    texts: Texts = {**KIT_TEXTS, **importlib.import_module(f"services.{service}.app").app.texts}
    return texts


def words_of(service: str) -> Texts:
    """All texts that a service shows: those of its codes, and the others."""
    return {**texts_of(service), **MORE_TEXTS.get(service, {})}


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", sentence))


def sources_of(service: str) -> list[Path]:
    return sorted((SOURCES / service).rglob("*.py"))


def bare_codes_in(source: str) -> Iterator[tuple[int, str]]:
    """Each code that a source gives as a plain string, with its line; it must be a member of an enum with words."""
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
            given = [*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "code")]
            named = [arg.value for arg in given if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            yield from ((node.lineno, code) for code in named[:1])


@pytest.mark.parametrize("service", SERVICES)
def test_every_text_says_the_same_in_three_languages(service: str) -> None:
    for code, sentences in words_of(service).items():
        assert set(sentences) == set(LANGUAGES), code
        assert all(sentences.values()), code
        assert len({frozenset(placeholders(sentence)) for sentence in sentences.values()}) == 1, code


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_that_is_raised_is_a_member_of_an_enum(service: str) -> None:
    found = {path.name: list(bare_codes_in(path.read_text("utf-8"))) for path in sources_of(service)}

    assert {name: codes for name, codes in found.items() if codes} == {}


def test_a_code_that_stands_as_a_word_is_found() -> None:
    assert list(bare_codes_in('raise Refusal(Code.NOT_SHOWN)\nraise Refusal("not_shown", document=1)')) == [
        (2, "not_shown")
    ]


def codes_named_in(source: str) -> set[str]:
    """The members of `Code` that a source uses."""
    members = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Attribute)]
    return {node.attr for node in members if isinstance(node.value, ast.Name) and node.value.id == "Code"}


def codes_put_together_in(source: str) -> list[int]:
    """The lines where a code is put together from strings, so that its words cannot be found by a search."""
    calls = [node for node in ast.walk(parsed(source)) if isinstance(node, ast.Call)]
    named = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in RAISED]
    given = [
        (call.lineno, arg)
        for call in named
        for arg in [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "code")]
    ]
    return [line for line, arg in given if isinstance(arg, ast.BinOp | ast.JoinedStr)]


@pytest.mark.parametrize("service", SERVICES)
def test_no_code_is_put_together_from_pieces(service: str) -> None:
    found = {path.name: codes_put_together_in(path.read_text("utf-8")) for path in sources_of(service)}

    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_code_that_is_put_together_is_found() -> None:
    assert codes_put_together_in('Reason(code=INCOMPLETE + "date")\nreason(f"needs_{need}")') == [1, 2]


@pytest.mark.parametrize("service", SERVICES)
def test_the_codes_of_a_service_are_those_that_have_words(service: str) -> None:
    module = f"services.{service}.texts" + (".problems" if service == "reconcile" else "")
    texts = importlib.import_module(module)

    assert set(texts.TEXTS) - set(REASONS) == set(texts.Code)


@pytest.mark.parametrize("service", SERVICES)
def test_every_code_of_a_service_is_used(service: str) -> None:
    module = f"services.{service}.texts" + (".problems" if service == "reconcile" else "")
    sources = [path for path in sources_of(service) if "texts" not in path.relative_to(SOURCES).as_posix()]
    used = set().union(*(codes_named_in(path.read_text("utf-8")) for path in sources))
    unused = {code for code in importlib.import_module(module).Code if code.name not in used}

    built = {f"cannot_release_{reason}" for reason in HoldReason} if service == "reconcile" else set()
    assert unused == PASSED_ON.get(service, set()) | built


def test_a_code_whose_name_only_begins_like_another_is_not_used() -> None:
    assert codes_named_in("raise Refusal(Code.NOT_SHOWN_HERE)  # Code.NOT_SHOWN") == {"NOT_SHOWN_HERE"}


@pytest.mark.parametrize(("codes", "words"), SHARED.items(), ids=lambda part: getattr(part, "__name__", ""))
def test_codes_that_cross_services_are_those_that_have_words(codes: type[StrEnum], words: Texts) -> None:
    assert set(words) == set(codes)


def test_a_shared_code_means_one_thing() -> None:
    assert len(REASONS) == sum(map(len, SHARED.values())) + len(VALUES)


@pytest.mark.parametrize("service", SERVICES)
def test_no_code_stands_inside_a_sentence(service: str) -> None:
    shown = {code for code, sentences in texts_of(service).items() if placeholders(sentences["en"]) & CODES}

    assert shown <= SENTENCES_WITH_CODES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", SERVICES)
def test_the_texts_use_the_words_of_a_bookkeeper(service: str, language: str) -> None:
    wrong = {code: sentences[language] for code, sentences in words_of(service).items()}

    assert {code: text for code, text in wrong.items() if re.search(NOT_USED[language], text, re.IGNORECASE)} == {}


def test_every_value_that_may_stand_in_a_sentence_has_words() -> None:
    parties = [f"{side}_{name}" for side in ("seller", "buyer") for name in PartyFields.model_fields]
    fields = {f"field:{name}" for name in (*DocumentFields.model_fields, *parties)}
    values = {f"route:{route}" for route in Route} | {f"no_document:{why}" for why in NoDocument}

    assert fields | values | {f"channel:{name}" for name in CONNECTORS} <= set(VALUES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Aucune adresse e-mail n'est définie pour ce type de document (achats)."),
        ("nl", "Er is geen e-mailadres ingesteld voor dit type document (aankopen)."),
        ("en", "No e-mail address is set for this type of document (purchases)."),
        ("de", "No e-mail address is set for this type of document (purchases)."),
    ],
)
def test_a_reason_is_shown_as_its_code_its_values_and_its_sentence(language: str, text: str) -> None:
    reason = Reason(code="no_address_for_route", params={"route": "purchase"})

    shown = ReasonView.of(reason, language)

    assert shown.model_dump() == {
        "code": "no_address_for_route",
        "field": None,
        "params": {"route": "purchase"},
        "text": text,
    }


def test_a_reason_without_words_is_shown_without_its_code() -> None:
    shown = ReasonView.of({"code": "never_heard_of"}, "fr")

    assert (shown.code, shown.text) == ("never_heard_of", "Une erreur est survenue.")


def test_a_reason_that_brings_its_own_sentences_is_shown_with_them() -> None:
    reason = Reason(code="BR-02", params={"fr": "Le numéro manque.", "nl": "Het nummer ontbreekt.", "en": "No number."})

    assert ReasonView.of(reason, "nl").text == "Het nummer ontbreekt."


def test_a_warning_names_the_field_that_it_is_about() -> None:
    reason = Reason(code="embedded_differs", field="iban", params={"embedded": "BE71 0961 2345 6769"})

    assert "« numéro de compte »" in ReasonView.of(reason, "fr").text


def test_a_value_that_is_missing_leaves_the_sentence_whole() -> None:
    assert in_words(REASONS, "host_unknown", {}, "en").startswith("There is no server named ?")


def test_every_letter_to_a_user_has_a_subject_without_values_and_a_text() -> None:
    subjects = [LETTER_WORDS[f"{letter}_subject"] for letter in Letter]

    assert [subject for subject in subjects if any(placeholders(words) for words in subject.values())] == []
    assert {f"{letter}_text" for letter in Letter} <= set(LETTER_WORDS)


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        (delivery.DeliveryReason.HOST_UNKNOWN, "host", "unknown"),
        (delivery.DeliveryReason.HOST_UNKNOWN, "host", "folder"),
    ],
)
def test_a_value_from_outside_that_spells_a_code_is_shown_as_it_is(code: str, name: str, value: str) -> None:
    sentence = in_words(REASONS, code, {name: value}, "en")

    shown = dict.fromkeys(placeholders(REASONS[code]["en"]), "?") | {name: value}
    assert sentence == REASONS[code]["en"].format(**shown)


def test_words_of_values_are_kept_apart_from_sentences() -> None:
    assert {key for key in REASONS if ":" in key} == set(VALUES)
