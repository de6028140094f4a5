"""How the product's files reach an importer: as a mail of delivery, in its folders, in a call of an API.

For tests only; the importers themselves know nothing of the product.
"""

from dataclasses import replace
from typing import Final

from contracts.events.release import DocumentReleased
from contracts.fields import Route
from services.delivery.connectors.client_folders import ClientFolders
from services.delivery.connectors.email import message
from services.ubl_render.domain.package import Channel, Choice, Package
from services.ubl_render.rendering.profiles import load_packages
from services.ubl_render.rendering.results import Rendered
from tests.delivery.builders import file, parcel
from tests.simulators.packages import Booking, Dossier, Fault, Format, PackageImporter, Unread
from tests.simulators.packages.booking import Direction
from tests.simulators.packages.rules import Intake
from tests.ubl_render import builders
from tests.ubl_render.golden import rendered

SENDER, MAILBOX = "levering@serein.example", "dossier@pakket.example"
PACKAGES: Final = {name: package for name, package in load_packages().items() if not name.startswith("generic_")}
WAYS: Final = {
    Channel.EMAIL: Intake.MAIL,
    Channel.FOLDER: Intake.FOLDER,
    Channel.SFTP: Intake.FOLDER,
    Channel.API: Intake.API,
}
READ_AS: Final = {"bis3": Format.BIS3, "ublbe": Format.UBL_BE, "efff": Format.EFFF1, "factur-x": Format.FACTURX}
CLIENT: Final = builders.release().client


def a_way_into(name: str) -> Intake:
    """One of the ways that the profile has."""
    return WAYS[PACKAGES[name].channels[-1]]


def rendered_for(name: str, release: DocumentReleased, dialect: str | None = None) -> Rendered:
    """The files of a client of this package, which may have chosen another dialect than the usual one."""
    package = PACKAGES[name]
    if dialect is not None and dialect != package.dialect:
        package = Choice.model_validate({"dialect": dialect}).applied_to(package)
    return rendered(package, release)


def importer(
    name: str, fault: Fault | None = None, reading: Format | None = None, *, is_set_up: bool = True
) -> PackageImporter:
    """An importer whose accountant has set up our client's file, named its folders and allowed our address."""
    folders: dict[str, Direction] = {}
    for route, folder in PACKAGES[name].folders.items():
        if route is not Route.MISC:
            folders[folder] = direction_of(route)
    dossier = Dossier(CLIENT.vat_number, MAILBOX, frozenset({SENDER}), folders, is_set_up)
    return PackageImporter(name, dossier, fault=fault, reading=reading)


def direction_of(route: Route) -> Direction:
    """The two directions of a booking."""
    return "sales" if route is Route.SALES else "purchase"


def mail_of(result: Rendered, *, sender: str = SENDER, recipient: str = MAILBOX) -> bytes:
    """The message that delivery writes for these files."""
    files = [file(each.filename, each.content, each.media_type) for each in result.files]
    return message.build(parcel(*files, subject=result.subject), sender=sender, recipient=recipient)


def in_folder(result: Rendered, package: Package, route: Route) -> dict[str, bytes]:
    """The files where delivery puts them: the client's folder, below it the one of the route."""
    names = {each.value: folder for each, folder in package.folders.items()}
    where = ClientFolders.model_validate({"folder": CLIENT.vat_number, **names}).parts(route)
    return {"/".join((*where, each.filename)): each.content for each in result.files}


def handed_over(
    at: PackageImporter, name: str, way: Intake, result: Rendered, route: Route
) -> tuple[Booking | Unread, ...]:
    """What the importer makes of files that were handed over in this way."""
    kind = direction_of(route)
    if way is Intake.MAIL:
        return at.take_mail(mail_of(result), kind)
    if way is Intake.FOLDER:
        return at.take_folder(in_folder(result, PACKAGES[name], route), kind)
    return at.take_call([(each.filename, each.content) for each in result.files], kind)


def the_booking(outcomes: tuple[Booking | Unread, ...]) -> Booking:
    """The one proposal; a second document or an unread one is a failure."""
    (outcome,) = outcomes
    assert isinstance(outcome, Booking), outcome
    return outcome


def edited(result: Rendered, old: bytes, new: bytes) -> Rendered:
    """The same files with other words in the document."""
    assert old in result.document.content
    document = replace(result.document, content=result.document.content.replace(old, new))
    return replace(result, files=(document, *result.files[1:]))


def without_attachment(result: Rendered) -> Rendered:
    """The same invoice without the reference that holds the PDF."""
    before, rest = result.document.content.split(b"<cac:AdditionalDocumentReference>", 1)
    content = before + rest.split(b"</cac:AdditionalDocumentReference>", 1)[1]
    return replace(result, files=(replace(result.document, content=content),))


def beside(result: Rendered, name: str) -> Rendered:
    """With the PDF as a second file of that name."""
    return replace(result, files=(*result.files, replace(result.document, filename=name, content=builders.PDF)))
