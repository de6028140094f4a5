"""The secrets of an installation on the embedded parts: made once, kept in a file that only its owner can read."""

import contextlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from cli.texts import CliCode
from libs.refusal import Refusal
from libs.service_kit.tokens import new_signing_key
from libs.service_kit.vault import new_master_key


@dataclass(frozen=True)
class InstallationSecrets:
    """Losing `master_keys` means losing every stored password of a connection: back this file up."""

    service_password: str
    token_signing_key: str
    master_keys: str
    operator_password: str

    @classmethod
    def load_or_make(cls, file: Path) -> "InstallationSecrets":
        """Read the file, or write a new one with fresh secrets.

        Programs that start at once get the same ones: the file appears whole, and only if there is none yet.
        """
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
            descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                with os.fdopen(descriptor, "w") as out:
                    json.dump(asdict(cls._fresh()), out, indent=1)
                with contextlib.suppress(FileExistsError):  # another program was first: its secrets hold
                    os.link(draft, file)
            finally:
                draft.unlink()
        return cls._in(file)

    @classmethod
    def keep_operator_password(cls, file: Path, password: str) -> None:
        """Write another password of the operator into the file, in one step."""
        draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w") as out:
                json.dump(asdict(replace(cls._in(file), operator_password=password)), out, indent=1)
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)

    @classmethod
    def _in(cls, file: Path) -> "InstallationSecrets":
        """The secrets in the file. Raises Refusal for a damaged file, and for one of another version."""
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as error:
            raise Refusal(CliCode.FILE_DAMAGED, file=file) from error
        names = {field.name for field in fields(cls)}
        if not isinstance(found, dict) or set(found) != names or not all(isinstance(v, str) for v in found.values()):
            raise Refusal(CliCode.OTHER_VERSION, folder=file.parent)
        return cls(**found)

    @classmethod
    def _fresh(cls) -> "InstallationSecrets":
        return cls(
            service_password=secrets.token_urlsafe(24),
            token_signing_key=new_signing_key(secrets.token_hex(4)),
            master_keys=new_master_key(secrets.token_hex(4)),
            operator_password=secrets.token_urlsafe(12),
        )
