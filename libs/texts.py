"""Sentences by code and language, and how they are filled in: for reasons, for problems of requests, for tasks."""

from collections.abc import Mapping

Texts = Mapping[str, Mapping[str, str]]
"""By code, then by language."""

LANGUAGES = ("en", "fr", "nl")
"""What is spoken; the first one when a reader accepts none of them."""

UNKNOWN: Mapping[str, str] = {
    "en": "Something went wrong.",
    "fr": "Une erreur est survenue.",
    "nl": "Er is iets misgegaan.",
}
"""What is said for a code without a text: the code itself stands beside the sentence, never in it."""


def in_words(
    texts: Texts, code: str, params: Mapping[str, str], language: str, *, finished: Mapping[str, str] | None = None
) -> str:
    """The sentence for a code, filled in; English where we do not have the language, `?` where a value is missing.

    A value that is a code, or several, is replaced by the words that `texts` has for it: for `fields` filled with
    `number, seller.name` those of `field:number` and `field:seller_name`. No code of a sentence contains a colon, so
    a value from outside (`host` = `unknown`) never turns into one. A value of `finished` is words already.
    """
    sentences = texts.get(code, UNKNOWN)
    language = language if language in sentences else "en"
    said = {name: _value(texts, name, value, language) for name, value in params.items()}
    return sentences[language].format_map(_Blank(said | dict(finished or {})))


def _value(texts: Texts, name: str, value: str, language: str) -> str:
    stem = name.removesuffix("s")
    parts = value.split(", ")
    return ", ".join(texts.get(f"{stem}:{part.replace('.', '_')}", {}).get(language, part) for part in parts)


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"
