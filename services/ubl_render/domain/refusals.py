"""The reasons why no file can be made, with their texts for users."""

from contracts.reason import Reason
from services.ubl_render.domain.package import Words
from services.ubl_render.texts import REFUSALS, Code


class CannotRender(Exception):
    """No valid file can be made; the reasons are for users."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__(", ".join(reason.code for reason in reasons))
        self.reasons = list(reasons)


def reason(code: Code, *, field: str | None = None, **params: str | Words) -> Reason:
    """One of our own reasons, with its parameters and its text in the three languages."""
    sentences = {language: words.format(**_spoken(params, language)) for language, words in REFUSALS[code].items()}
    return Reason(code=code, field=field, params=_spoken(params, "en") | sentences)


def _spoken(params: dict[str, str | Words], language: str) -> dict[str, str]:
    return {name: word if isinstance(word, str) else word.in_(language) for name, word in params.items()}
