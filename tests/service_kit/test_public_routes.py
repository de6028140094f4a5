"""A service does not start with a public route that the gateway could not match."""

import pytest
from fastapi import APIRouter

from libs.path_templates import TemplateNotUnderstood
from libs.service_kit.public_routes import check_templates


def router(path: str, *, documented: bool = True) -> APIRouter:
    made = APIRouter()

    @made.get(path, include_in_schema=documented)
    async def answer() -> None:
        """Nothing."""

    return made


@pytest.mark.parametrize("path", ["/v1/{a}-{b}", "/v1/{rest:path}", "/v1/{number:int}.png", "/v1/things/"])
def test_a_template_that_the_gateway_does_not_understand_is_refused(path: str) -> None:
    with pytest.raises(TemplateNotUnderstood):
        check_templates(router(path).routes)


def test_a_template_that_is_understood_or_not_public_is_accepted() -> None:
    check_templates(router("/v1/pages/{number}.png").routes)
    check_templates(router("/internal/{rest:path}").routes)
    check_templates(router("/v1/{rest:path}", documented=False).routes)
