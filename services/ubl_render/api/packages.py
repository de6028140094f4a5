"""The packages, for the page on which one is set up: channels, steps to take, known facts and how certain they are."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from libs.outside_text import Text
from libs.refusal import Refusal
from libs.service_kit import Context, KitCode
from libs.service_kit.http import allowed
from libs.ubl_schema import DIALECTS
from services.ubl_render import queries
from services.ubl_render.domain.package import Channel, Choice, DialectName, Limit, Need, Package, Placement
from services.ubl_render.rendering.results import FACTUR_X
from services.ubl_render.service import Deps
from services.ubl_render.tables import PackageChoice
from services.ubl_render.texts import HINTS, Code

router = APIRouter(prefix="/v1/clients/{client_id}/packages", tags=["packages"])
Reading = Annotated[Context[Deps], Depends(allowed("connections:read"))]
Choosing = Annotated[Context[Deps], Depends(allowed("connections:email"))]
PackageName = Annotated[str, Text(60)]


class HintView(BaseModel):
    """Something to know or to do, in the reader's language."""

    code: str
    text: str


class FactView(BaseModel):
    """A statement about the package in the reader's language, the settings it supports, its source and confidence."""

    text: str
    about: list[str]
    source: str
    seen_on: date
    confidence: str


class DialectView(BaseModel):
    """A format of e-invoice."""

    name: DialectName
    title: str


class PackageView(BaseModel):
    """A package as the set-up page shows it. `assumed` names the settings that we chose without a public source."""

    name: str
    title: str
    channels: list[Channel]
    addresses: str | None
    routes: list[str]
    dialect: DialectView
    other_dialects: list[DialectView]
    pdf: Placement
    pdf_beside_on_request: bool
    folders: dict[str, str] = Field(description="Suggested folder for each type of document")
    limit: Limit | None
    needs: list[Need]
    hints: list[HintView]
    facts: list[FactView]
    assumed: list[str]
    choice: Choice = Field(description="What this client wants otherwise than the profile")


class NewChoice(Choice):
    """The client's choices for what is rendered from now on; earlier files stay as they are."""

    model_config = ConfigDict(extra="forbid")


@router.get("", operation_id="listPackages")
async def list_packages(client_id: UUID, ctx: Reading) -> list[PackageView]:
    """All packages that have a profile, by title."""
    async with ctx.read() as tx:
        chosen = await queries.choices(tx, client_id)
    language = _language(ctx)
    packages = sorted(ctx.deps.packages.values(), key=lambda package: package.titled(language).casefold())
    return [_view(package, chosen.get(package.name, Choice()), language) for package in packages]


@router.put("/{package}/choice", operation_id="choose")
async def choose(client_id: UUID, package: PackageName, new: NewChoice, ctx: Choosing) -> PackageView:
    """Set what this client chooses where the profile of a package leaves a choice."""
    profile = ctx.deps.packages.get(package)
    if profile is None:
        raise Refusal(KitCode.NOT_FOUND)
    if what := new.refused_by(profile):
        raise Refusal(Code.CHOICE_NOT_OFFERED, package=profile.titled(_language(ctx)), what=what)
    async with ctx.transaction() as tx:
        choice = PackageChoice(
            client_id=client_id,
            package=package,
            dialect=new.dialect,
            pdf_beside=new.pdf_beside,
            changed_at=ctx.now,
        )
        await queries.choose(tx, choice)
    return _view(profile, new, _language(ctx))


def _view(package: Package, choice: Choice, language: str) -> PackageView:
    return PackageView(
        name=package.name,
        title=package.titled(language),
        channels=list(package.channels),
        addresses=package.addresses,
        routes=list(package.routes),
        dialect=_dialect(package.dialect),
        other_dialects=[_dialect(name) for name in package.other_dialects],
        pdf=package.pdf,
        pdf_beside_on_request=package.pdf_beside_on_request,
        folders={route.value: folder for route, folder in package.folders.items()},
        limit=package.limit,
        needs=list(package.needs),
        hints=[HintView(code=hint, text=HINTS[hint].get(language, HINTS[hint]["en"])) for hint in package.hints],
        facts=[
            FactView(
                text=fact.says.in_(language),
                about=list(fact.about),
                source=fact.source,
                seen_on=fact.seen_on,
                confidence=fact.confidence,
            )
            for fact in package.facts
        ],
        assumed=list(package.assumed),
        choice=Choice(dialect=choice.dialect, pdf_beside=choice.pdf_beside),
    )


def _dialect(name: DialectName) -> DialectView:
    return DialectView(name=name, title="Factur-X" if name == FACTUR_X else DIALECTS[name].title)


def _language(ctx: Context[Deps]) -> str:
    return ctx.caller.language if ctx.caller else "en"
