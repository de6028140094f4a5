"""What was opened is written down once for a while, in a bounded memory."""

from uuid import UUID, uuid4

from services.gateway.openings import Openings

SESSION, DOCUMENT = UUID(int=1), UUID(int=2)


def test_the_same_user_opening_the_same_document_again_is_no_news() -> None:
    openings = Openings()

    news = [openings.is_new(SESSION, "document.opened", DOCUMENT) for _ in range(3)]

    assert news == [True, False, False]


def test_another_document_session_or_action_is() -> None:
    openings = Openings()
    openings.is_new(SESSION, "document.opened", DOCUMENT)

    others = [(SESSION, "document.opened", uuid4()), (uuid4(), "document.opened", DOCUMENT)]
    others += [(SESSION, "document.downloaded", DOCUMENT)]

    assert all(openings.is_new(*one) for one in others)


def test_what_was_opened_longest_ago_is_forgotten_first() -> None:
    openings = Openings()
    openings.is_new(SESSION, "document.opened", DOCUMENT)

    for number in range(20_000):
        openings.is_new(SESSION, "document.opened", UUID(int=number + 10))

    assert openings.is_new(SESSION, "document.opened", DOCUMENT)
    assert not openings.is_new(SESSION, "document.opened", UUID(int=20_009))
