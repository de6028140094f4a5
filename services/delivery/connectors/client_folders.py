"""Where in a folder tree one client's documents go, and what can be found there; used by SFTP and by local folders."""

from collections.abc import Mapping
from enum import Enum
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors.errors import Refused
from services.delivery.connectors.forms import Form, labels
from services.delivery.connectors.names import folder_parts, path_below
from services.delivery.connectors.parcel import Parcel

Folder = Annotated[str, Field(max_length=400), AfterValidator(path_below)]
"""A folder below the connection's own, such as `zilverlinde/2026`; it cannot lead out of it."""


class Found(Enum):
    """What exists under a file's final name."""

    NOTHING = "nothing"
    SAME = "same"
    OTHER = "other"


class ClientFolders(Form):
    """One client's folder, and below it one per type of document where the package wants them separate."""

    about: ClassVar[Mapping[str, str]] = {
        "en": "The folder of this client and, where the package wants it, a folder below it per type of document.",
        "fr": "Le dossier de ce client et, si le logiciel le demande, un sous-dossier par type de document.",
        "nl": "De map van deze klant en, als het pakket dat vraagt, een map daaronder per soort document.",
    }

    folder: Folder = Field(json_schema_extra=labels("Dossier du client", "Map van de klant", "Client's folder"))
    purchase: Folder = Field("", json_schema_extra=labels("Achats", "Aankopen", "Purchases"))
    sales: Folder = Field("", json_schema_extra=labels("Ventes", "Verkopen", "Sales"))
    misc: Folder = Field("", json_schema_extra=labels("Divers", "Diversen", "Other"))

    def parts(self, route: Route) -> tuple[str, ...]:
        """The folders for a route, outermost first."""
        special = {Route.PURCHASE: self.purchase, Route.SALES: self.sales, Route.MISC: self.misc}[route]
        return folder_parts(self.folder) + folder_parts(special)


def parts_for(parcel: Parcel) -> tuple[str, ...]:
    """The folders for a parcel. Raises Refused when its destination is for another connector."""
    if not isinstance(parcel.destination, ClientFolders):
        raise Refused(DeliveryReason.WRONG_DESTINATION, filename=parcel.document.filename)
    return parcel.destination.parts(parcel.route)
