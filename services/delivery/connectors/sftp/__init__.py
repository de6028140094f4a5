"""Delivery into a folder of an SFTP server: packages on the accountant's own server (Winbooks Classic, Adsolut, ...).

A file is written under a temporary name, checked, and then renamed, so that an importer that watches the folder never
sees a partial one. Its final name is the same on every attempt, and an existing file is never overwritten.
"""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

import asyncssh
from pydantic import AfterValidator, Field, SecretStr, model_validator

from contracts.fields import Route
from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors import connector
from services.delivery.connectors.client_folders import ClientFolders, Found, parts_for
from services.delivery.connectors.errors import Refused, Unconfirmed
from services.delivery.connectors.forms import Form, ill_formed, labels
from services.delivery.connectors.hosts import Host
from services.delivery.connectors.names import root_path
from services.delivery.connectors.parcel import Operator, Parcel, Receipt
from services.delivery.connectors.sftp import files, session
from services.delivery.texts import Code


def _host_key(text: str) -> str:
    return session.fingerprint(text) if text.strip() else ""


class SftpConfig(Form):
    """An account on an SFTP server. Nothing is sent until the host key is pinned; the test shows the key it saw."""

    about: ClassVar[Mapping[str, str]] = {
        "en": "An account on an SFTP server. Nothing is sent before its key is confirmed; the test shows the key.",
        "fr": "Un compte sur un serveur SFTP. Rien n'est envoyé avant que sa clé soit confirmée ; le test l'affiche.",
        "nl": "Een account op een SFTP-server. Er wordt niets verzonden voor de sleutel bevestigd is; de test toont "
        "die.",
    }
    recognised_by: ClassVar[tuple[str, ...]] = ("host_key",)

    host: Host = Field(min_length=1, max_length=253, json_schema_extra=labels("Serveur", "Server", "Server"))
    port: int = Field(22, ge=1, le=65535, json_schema_extra=labels("Port", "Poort", "Port"))
    username: str = Field(
        min_length=1, max_length=128, json_schema_extra=labels("Nom d'utilisateur", "Gebruikersnaam", "User name")
    )
    password: SecretStr | None = Field(None, json_schema_extra=labels("Mot de passe", "Wachtwoord", "Password"))
    private_key: SecretStr | None = Field(
        None, json_schema_extra=labels("Clé privée (OpenSSH)", "Privésleutel (OpenSSH)", "Private key (OpenSSH)")
    )
    passphrase: SecretStr | None = Field(
        None,
        json_schema_extra=labels("Phrase secrète de la clé", "Wachtwoordzin van de sleutel", "Passphrase of the key"),
    )
    host_key: Annotated[str, AfterValidator(_host_key)] = Field(
        "",
        max_length=2000,
        json_schema_extra=labels(
            "Clé du serveur",
            "Sleutel van de server",
            "Server key",
            hint=(
                "Empreinte SHA256 ou clé publique ; le test de la liaison affiche celle du serveur.",
                "SHA256-vingerafdruk of publieke sleutel; de verbindingstest toont die van de server.",
                "SHA256 fingerprint or public key; the connection test shows that of the server.",
            ),
        ),
    )
    folder: Annotated[str, AfterValidator(root_path)] = Field(
        "",
        max_length=400,
        json_schema_extra=labels("Dossier de départ", "Beginmap", "Starting folder", place=False),
    )

    @model_validator(mode="after")
    def _a_way_in(self) -> Self:
        if self.password is None and self.private_key is None:
            raise ill_formed(Code.PASSWORD_OR_KEY_NEEDED)
        return self


@connector(
    "sftp",
    title={"fr": "SFTP", "nl": "SFTP", "en": "SFTP"},
    config=SftpConfig,
    destination=ClientFolders,
)
class Sftp:
    """Writes under a temporary name, checks, renames; before a second attempt it looks whether the file is there."""

    can_find: ClassVar[bool] = True

    def __init__(self, config: SftpConfig, operator: Operator) -> None:
        self.config, self.operator = config, operator
        self.login = session.Login(
            config.host,
            config.port,
            config.username,
            config.host_key,
            config.password,
            config.private_key,
            config.passphrase,
        )

    @classmethod
    def missing(cls, _config: Mapping[str, Any], _operator: Operator) -> DeliveryReason | None:
        """Nothing: the server is the receiver's."""
        return None

    @classmethod
    def by_operator(cls, _config: Mapping[str, Any]) -> bool:
        """Never: it sends no e-mail."""
        return False

    async def check(self, destination: Form | None = None) -> None:
        """Sign in and find the starting folder; with a client's destination, also write an empty file there."""
        async with session.session(self.login, self.operator) as sftp:
            with session.translated_errors(self.config.host, self.config.folder, session.Handover()):
                async with asyncio.timeout(self.operator.seconds):
                    root = await files.start(sftp, self.config.folder)
                    if isinstance(destination, ClientFolders):
                        for route in Route:
                            folder = await files.reach(sftp, root, destination.parts(route))
                            await files.prove_writable(sftp, folder)

    async def deliver(self, parcel: Parcel) -> Receipt:
        """Write, check, rename. When the same file is there already, that is the receipt."""
        parcel.check()
        parts = parts_for(parcel)
        handover = session.Handover()
        async with session.session(self.login, self.operator) as sftp:
            with session.translated_errors(self.config.host, parcel.document.filename, handover):
                size = sum(file.size for file in parcel.files)
                async with asyncio.timeout(self.operator.transfer_seconds(size)):
                    folder = await self._open(sftp, parts)
                    return await self._write(sftp, folder, parcel, handover)

    async def _write(
        self, sftp: asyncssh.SFTPClient, folder: str, parcel: Parcel, handover: session.Handover
    ) -> Receipt:
        await files.clear(sftp, folder, parcel.leftovers())
        written = []
        for position, file in enumerate(parcel.files):
            found = await files.look(sftp, folder, file)
            if found is Found.OTHER:
                raise Refused(DeliveryReason.OTHER_FILE_THERE, host=self.config.host, filename=file.filename)
            if found is Found.SAME and position == 0:
                return self._receipt(folder, parcel, found=True)
            if found is Found.NOTHING:
                await files.write(sftp, folder, parcel.temporary_name(position), file)
                written.append((parcel.temporary_name(position), file))
        await parcel.before_handover()
        handover.begun = True
        for temporary, file in reversed(written):
            await files.publish(sftp, folder, temporary, file)
        return self._receipt(folder, parcel)

    async def find(self, parcel: Parcel) -> Receipt | None:
        """The receipt if the file is under its final name; None if still under its temporary name: not renamed.

        Raises Unconfirmed when it is under neither. The temporary file was complete when the handover began, so it was
        renamed and taken away by the package; only a user can check that there.
        """
        parts = parts_for(parcel)
        async with session.session(self.login, self.operator) as sftp:
            with session.translated_errors(self.config.host, parcel.document.filename, session.Handover()):
                async with asyncio.timeout(self.operator.transfer_seconds(parcel.document.size)):
                    folder = await self._open(sftp, parts)
                    found = await files.look(sftp, folder, parcel.document)
                    waiting = await files.there(sftp, folder, parcel.temporary_name(0, parcel.handed_over_in))
        if found is Found.SAME:
            return self._receipt(folder, parcel, found=True)
        if found is Found.OTHER:
            raise Refused(DeliveryReason.OTHER_FILE_THERE, host=self.config.host, filename=parcel.document.filename)
        if waiting:
            return None
        raise Unconfirmed(DeliveryReason.FILE_GONE, host=self.config.host, filename=parcel.document.filename)

    async def _open(self, sftp: asyncssh.SFTPClient, parts: tuple[str, ...]) -> str:
        return await files.reach(sftp, await files.start(sftp, self.config.folder), parts)

    def _receipt(self, folder: str, parcel: Parcel, *, found: bool = False) -> Receipt:
        document = parcel.document
        return Receipt(
            destination=f"sftp://{self.config.host}:{self.config.port}{folder}",
            filename=document.filename,
            size=document.size,
            sha256=document.sha256,
            remote_id=f"{folder}/{document.filename}",
            found_by_probe=found,
        )
