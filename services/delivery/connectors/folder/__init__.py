"""Delivery into a folder that the operator has opened: a mounted share, or a package's inbox on the same machine.

Each firm has a folder of its own below the operator's (`Operator.within`). All that a user writes is a path below that,
and no link leads out of it.
"""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from pydantic import Field

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors import connector
from services.delivery.connectors.client_folders import ClientFolders, Folder, Found, parts_for
from services.delivery.connectors.errors import Refused, Unconfirmed
from services.delivery.connectors.folder import files
from services.delivery.connectors.forms import Form, labels
from services.delivery.connectors.names import folder_parts
from services.delivery.connectors.parcel import Operator, Parcel, Receipt

Result = TypeVar("Result")


class FolderConfig(Form):
    """A folder below the one that the operator has opened for the firm's deliveries."""

    about: ClassVar[Mapping[str, str]] = {
        "en": "A folder on the server of this installation, inside the folder of your accountant's office.",
        "fr": "Un dossier sur le serveur de cette installation, dans le dossier du bureau comptable.",
        "nl": "Een map op de server van deze installatie, binnen de map van het boekhoudkantoor.",
    }

    folder: Folder = Field("", json_schema_extra=labels("Dossier de départ", "Beginmap", "Starting folder"))


@connector(
    "folder",
    title={"fr": "Dossier", "nl": "Map", "en": "Folder"},
    config=FolderConfig,
    destination=ClientFolders,
)
class Folders:
    """Writes under a temporary name, syncs to disk, then gives the final name, never over another file."""

    can_find: ClassVar[bool] = True

    def __init__(self, config: FolderConfig, operator: Operator) -> None:
        self.config, self.operator = config, operator

    @classmethod
    def missing(cls, _config: Mapping[str, Any], operator: Operator) -> DeliveryReason | None:
        """A folder that the operator has opened."""
        return None if operator.folder_root else DeliveryReason.FOLDERS_NOT_OPENED

    @classmethod
    def by_operator(cls, _config: Mapping[str, Any]) -> bool:
        """Never: it sends no e-mail."""
        return False

    async def check(self, destination: Form | None = None) -> None:
        """Check that the folder can be reached; with a client's destination, that it can be written to."""
        await self._folder("", ())
        for route in Route if isinstance(destination, ClientFolders) else ():
            parts = destination.parts(route) if isinstance(destination, ClientFolders) else ()
            await self._do("", files.prove_writable, await self._folder("", parts))

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Write, sync, publish. When the same file is there already, that is the receipt."""
        parcel.check()
        name = parcel.document.filename
        folder = await self._folder(name, parts_for(parcel))
        await self._do(name, files.clear, folder, parcel.leftovers())
        written = []
        for position, file in enumerate(parcel.files):
            found = await self._do(name, files.look, folder, file)
            if found is Found.OTHER:
                raise Refused(DeliveryReason.OTHER_FILE_THERE, host=self._shown(folder), filename=file.filename)
            if found is Found.SAME and position == 0:
                return self._receipt(folder, parcel, found=True)
            if found is Found.NOTHING:
                await self._do(name, files.write, folder, parcel.temporary_name(position), file)
                written.append((parcel.temporary_name(position), file))
        await parcel.before_handover()
        for temporary, file in reversed(written):
            await self._do(name, files.publish, folder, temporary, file)
        return self._receipt(folder, parcel)

    async def find(self, parcel: Parcel) -> Receipt | None:
        """The receipt if the file is there under its final name; None under its temporary name: surely not handed over.

        Raises Unconfirmed when it is under neither: the package has taken it."""
        name = parcel.document.filename
        folder = await self._folder(name, parts_for(parcel))
        found = await self._do(name, files.look, folder, parcel.document)
        if found is Found.SAME:
            return self._receipt(folder, parcel, found=True)
        if found is Found.OTHER:
            raise Refused(DeliveryReason.OTHER_FILE_THERE, host=self._shown(folder), filename=name)
        if (folder / parcel.temporary_name(0, parcel.handed_over_in)).exists():
            return None
        raise Unconfirmed(DeliveryReason.FILE_GONE, host=self._shown(folder), filename=name)

    async def _folder(self, filename: str, parts: tuple[str, ...]) -> Path:
        """A folder below the connection's own, which is below the firm's: the wall is the firm's."""
        if self.operator.folder_root is None:
            raise Refused(DeliveryReason.FOLDERS_NOT_OPENED)
        below = folder_parts(self.config.folder) + parts
        return await self._do(filename, files.reach, self.operator.folder_root, below)

    async def _do(self, filename: str, work: Callable[..., Result], *arguments: object) -> Result:
        with files.translated_errors(filename):
            return await asyncio.to_thread(work, *arguments)

    def _shown(self, path: Path) -> str:
        """A path as users know it, below the firm's folder; where that lies on this server is not theirs to see."""
        root = self.operator.folder_root
        return str(path.relative_to(root.resolve())) if root else path.name

    def _receipt(self, folder: Path, parcel: Parcel, *, found: bool = False) -> Receipt:
        document = parcel.document
        return Receipt(
            destination=self._shown(folder),
            filename=document.filename,
            size=document.size,
            sha256=document.sha256,
            remote_id=self._shown(folder / document.filename),
            found_by_probe=found,
        )
