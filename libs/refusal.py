"""Why something that was asked for cannot be done: the one exception for it, in every layer of every service.

It names a code and the values of its sentence. The words are in the texts of the service, by that code, and the HTTP
status is in its table of statuses, so a rule in `domain/` can refuse without knowing who asked: a request is answered
with a problem (RFC 9457), an event with another event that carries the reason.
"""

from collections.abc import Mapping, Sequence

from libs.texts import Texts

Statuses = Mapping[str, int]
"""The HTTP status of a refusal by its code: as a rule 422, the request was understood and a rule forbids it."""

DEFAULT_STATUS = 422
"""The status of a code that is in no table, as another service may pass one on."""

LONGEST_VALUE = 2000
"""A value comes from a file or a request: what is longer (characters) is cut off before it is stored or shown."""


class Refusal(Exception):
    """This cannot be done. Asking again does not help, unless a user changes something first.

    `code` is a member of an enum that has words, `field` the field at fault, `params` the values of the sentence. `at`
    is where the field stands in the body of a request, where that is not its name.
    """

    def __init__(self, code: str, /, *, field: str | None = None, at: Sequence[str] = (), **params: object) -> None:
        super().__init__(str(code))
        self.code, self.field = str(code), field
        self.at = tuple(at) or tuple(field.split(".") if field else ())
        self.params: dict[str, str] = {}
        self.add(**params)

    def add(self, /, **params: object) -> None:
        """Add values for the sentence that only a caller knows, for example the name of the file."""
        self.params |= {name: str(value)[:LONGEST_VALUE] for name, value in params.items()}

    @property
    def values(self) -> dict[str, str]:
        """All values of the sentence: the parameters, and the field under the name `field`."""
        return self.params | ({"field": self.field} if self.field else {})

    def sentences(self, _texts: Texts, _language: str) -> Mapping[str, str]:
        """The values that are sentences themselves, in the reader's language: none, unless a subclass has some."""
        return {}
