"""A service does not start with a public route that the gateway could not match, or that has no name."""

import importlib

import pytest
from fastapi import APIRouter

from cli.installation import SERVICES
from libs.path_templates import TemplateNotUnderstood
from libs.service_kit.public_routes import OperationWithoutName, check_public_routes


def router(path: str, *, documented: bool = True, name: str | None = "answer") -> APIRouter:
    made = APIRouter()

    @made.get(path, include_in_schema=documented, operation_id=name)
    async def answer() -> None:
        """Nothing."""

    return made


@pytest.mark.parametrize("path", ["/v1/{a}-{b}", "/v1/{rest:path}", "/v1/{number:int}.png", "/v1/things/"])
def test_a_template_that_the_gateway_does_not_understand_is_refused(path: str) -> None:
    with pytest.raises(TemplateNotUnderstood):
        check_public_routes(router(path).routes)


def test_a_template_that_is_understood_or_not_public_is_accepted() -> None:
    check_public_routes(router("/v1/pages/{number}.png").routes)
    check_public_routes(router("/internal/{rest:path}").routes)
    check_public_routes(router("/v1/{rest:path}", documented=False).routes)


def test_a_public_route_without_a_name_is_refused() -> None:
    with pytest.raises(OperationWithoutName, match="GET /v1/things"):
        check_public_routes(router("/v1/things", name=None).routes)


def test_what_is_not_in_the_document_needs_no_name() -> None:
    check_public_routes(router("/internal/access", name=None).routes)
    check_public_routes(router("/v1/things", documented=False, name=None).routes)


@pytest.mark.parametrize("service", SERVICES)
def test_every_public_route_of_ours_has_a_name_of_its_own_at_the_route(service: str) -> None:
    app = importlib.import_module(f"services.{service}.app").app

    for found in app.routers:
        check_public_routes(found.routes)
