"""What can go wrong while delivering, divided by the one question that matters: may we try again?

- `NotReached`: the document surely did not arrive; trying again is safe.
- `Refused`: the receiver, or one of our own rules, refused it for good; a user has to change something.
- `Unconfirmed`: it may have arrived, without an answer; sending again could book an invoice twice.

Each carries a code that has a text in French, Dutch and English (`texts.py`), the words to fill in, and what the other
side answered, as every refusal does (`libs.refusal`). None of them ever carries a secret.
"""

from datetime import timedelta
from uuid import UUID

from contracts.reason import Reason
from libs.refusal import Refusal

LONGEST_ANSWER = 500


class DeliveryError(Refusal):
    """A delivery failed. `answer` is what the other side answered; the message names everything, for operators."""

    def __init__(self, code: str, /, *, answer: str | None = None, field: str | None = None, **params: object) -> None:
        stated = one_line(answer or "")
        given = params | ({"answer": stated} if stated else {})
        super().__init__(code, field=field, **{name: one_line(str(value)) for name, value in given.items()})

    @property
    def answer(self) -> str | None:
        """What the other side answered, on one line."""
        return self.params.get("answer")

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.params.items())])


class NotReached(DeliveryError):
    """Surely not delivered. `after` is how long the receiver asked us to wait, if it did.

    `held`: we did not try, by a rule of our own. Then the time until we give up begins again.
    """

    held = False

    def __init__(
        self,
        code: str,
        /,
        *,
        answer: str | None = None,
        field: str | None = None,
        after: timedelta | None = None,
        **params: object,
    ) -> None:
        super().__init__(code, answer=answer, field=field, **params)
        self.after = after

    @classmethod
    def held_back(cls, code: str, after: timedelta, *, limit: int) -> "NotReached":
        """A delivery that waits for its turn."""
        held = cls(code, after=after, limit=limit)
        held.held = True
        return held


class Refused(DeliveryError):
    """Refused for good: trying again would get the same answer.

    `connection_wide` when it came before any document was named (a changed host key, a refused password). Then the
    connection is stopped, because the next document would get the same answer.
    """

    connection_wide = False
    connection_id: UUID | None = None
    """The connection at fault, when it could not even be opened."""

    @classmethod
    def again(cls, reason: Reason) -> "Refused":
        """The refusal that a connection was stopped for, for one more document."""
        no = cls(reason.code, field=reason.field, **reason.params)
        no.connection_wide = True
        return no

    @classmethod
    def not_opened(cls, code: str, connection_id: UUID) -> "Refused":
        """The refusal of a connection that cannot be opened until a user has repaired it."""
        no = cls(code)
        no.connection_wide, no.connection_id = True, connection_id
        return no


class Unconfirmed(DeliveryError):
    """It may have arrived."""


def one_line(text: str) -> str:
    """A text of the receiver for a log line or a page: printable, on one line, at most LONGEST_ANSWER characters."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split())[:LONGEST_ANSWER]
