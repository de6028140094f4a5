"""The public description of all services, and whether the routes are in order."""

from typing import Any

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from services.gateway.access import Ctx

router = APIRouter(tags=["openapi"])


@router.get("/v1/openapi.json", operation_id="publicOpenapi")
async def public_openapi(ctx: Ctx) -> dict[str, Any]:
    """One OpenAPI document for all services."""
    return ctx.deps.route_table.document


@router.get("/readyz/routes", include_in_schema=False)
async def routes_ready(ctx: Ctx) -> JSONResponse:
    """For operators: 503 until every service has answered once, while two claim one route, or one cannot be reached."""
    routes = ctx.deps.route_table
    faults = {
        "missing": routes.missing,
        "conflicts": [f"{c.route.method} {c.route.template}: {c.route.service}, {c.also}" for c in routes.conflicts],
        "unroutable": [f"{lost.service}: {lost.template}" for lost in routes.unroutable],
    }
    return JSONResponse(faults, status_code=503 if any(faults.values()) else 200)
