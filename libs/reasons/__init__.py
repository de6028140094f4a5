"""Why something cannot go on or deserves a look: codes and their words, for every service that tells or shows them.

A reason travels in events as a code with parameters (`contracts.reason.Reason`); its words are found here when it is
shown, in the reader's language. A new reason is a member of an enum in this folder, with its words beside it.
"""

from collections.abc import Mapping
from typing import Any, Self, overload

from pydantic import BaseModel

from contracts.reason import Reason
from libs.reasons import delivery, reading, reconciliation, storage
from libs.reasons.values import VALUES
from libs.refusal import Refusal
from libs.texts import LANGUAGES, Texts, in_words

REASONS: Texts = {**storage.WORDS, **reading.WORDS, **delivery.WORDS, **reconciliation.WORDS, **VALUES}


class ReasonView(BaseModel):
    """A reason as a reader sees it: a stable code, the field it is about, its parameters, and the sentence."""

    code: str
    field: str | None = None
    params: dict[str, str] = {}
    text: str

    @overload
    @classmethod
    def of(cls, reason: Reason | Refusal | Mapping[str, Any], language: str, texts: Texts = REASONS) -> Self: ...

    @overload
    @classmethod
    def of(
        cls, reason: Reason | Refusal | Mapping[str, Any] | None, language: str, texts: Texts = REASONS
    ) -> Self | None: ...

    @classmethod
    def of(
        cls, reason: Reason | Refusal | Mapping[str, Any] | None, language: str, texts: Texts = REASONS
    ) -> Self | None:
        """A reason, one as it is stored, or a refusal, in a language; None stays None. `texts` are a service's own."""
        if reason is None:
            return None
        if isinstance(reason, Refusal):
            reason = reason_of(reason, reason.sentences(texts, language))
        known = reason if isinstance(reason, Reason) else Reason.model_validate(reason)
        return cls(code=known.code, field=known.field, params=known.params, text=sentence(known, language, texts))


def reason_of(refusal: Refusal, sentences: Mapping[str, str] | None = None) -> Reason:
    """A refusal as events and views carry it; `sentences` are values that the reader's language decides."""
    return Reason(code=refusal.code, field=refusal.field, params={**refusal.params, **(sentences or {})})


def sentence(reason: Reason, language: str, texts: Texts = REASONS) -> str:
    """The sentence for a reason. One that brings its own sentences (a rule of the standards) is shown with these."""
    if set(LANGUAGES) <= set(reason.params):
        return reason.params.get(language, reason.params["en"])
    params = reason.params | ({"field": reason.field} if reason.field else {})
    return in_words(texts, reason.code, params, language)
