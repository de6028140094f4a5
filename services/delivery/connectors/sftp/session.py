"""One SFTP session with a server whose key is pinned, and its errors translated to ours."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import asyncssh
from pydantic import SecretStr

from libs.reasons.delivery import DeliveryReason
from services.delivery.connectors import addresses
from services.delivery.connectors.errors import DeliveryError, NotReached, Refused, Unconfirmed
from services.delivery.connectors.forms import ill_formed
from services.delivery.connectors.parcel import Operator
from services.delivery.texts import Code

HOST_KEYS = [
    "ssh-ed25519",
    "ecdsa-sha2-nistp256",
    "ecdsa-sha2-nistp384",
    "ecdsa-sha2-nistp521",
    "rsa-sha2-512",
    "rsa-sha2-256",
]
KEY_EXCHANGES = [
    "mlkem768x25519-sha256",
    "curve25519-sha256",
    "curve25519-sha256@libssh.org",
    "ecdh-sha2-nistp256",
    "ecdh-sha2-nistp384",
    "ecdh-sha2-nistp521",
    "diffie-hellman-group16-sha512",
    "diffie-hellman-group18-sha512",
    "diffie-hellman-group14-sha256",
    "diffie-hellman-group-exchange-sha256",
]
CIPHERS = [
    "chacha20-poly1305@openssh.com",
    "aes256-gcm@openssh.com",
    "aes128-gcm@openssh.com",
    "aes256-ctr",
    "aes192-ctr",
    "aes128-ctr",
]
MACS = ["hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com", "hmac-sha2-256", "hmac-sha2-512"]


@dataclass(frozen=True)
class Login:
    """How to reach and sign in to one SSH server. `host_key` is its fingerprint or public key; empty: not known yet."""

    host: str
    port: int
    username: str
    host_key: str
    password: SecretStr | None = None
    private_key: SecretStr | None = None
    passphrase: SecretStr | None = None


def fingerprint(host_key: str) -> str:
    """`SHA256:...` of a public key line, or the fingerprint itself. Raises ValueError when it is neither."""
    text = host_key.strip()
    if text.startswith("SHA256:"):
        if len(text) != 50:
            raise ill_formed(Code.NOT_A_FINGERPRINT)
        return text
    try:
        return asyncssh.import_public_key(text).get_fingerprint("sha256")
    except asyncssh.KeyImportError as unreadable:
        raise ill_formed(Code.NOT_A_PUBLIC_KEY) from unreadable


class _Pinned(asyncssh.SSHClient):
    """Accepts only the pinned key, and keeps the key it saw."""

    def __init__(self, expected: str) -> None:
        self.expected = expected
        self.seen: str | None = None
        self.has_socket = False

    def connection_made(self, _conn: asyncssh.SSHClientConnection) -> None:
        self.has_socket = True

    def validate_host_public_key(self, _host: str, _addr: str, _port: int, key: asyncssh.SSHKey) -> bool:
        self.seen = key.get_fingerprint("sha256")
        return bool(self.expected) and self.seen == self.expected


@asynccontextmanager
async def session(login: Login, operator: Operator) -> AsyncIterator[asyncssh.SFTPClient]:
    """A signed-in SFTP session. Raises Refused for another key than the pinned one, before any password is sent."""
    pinned = _Pinned(fingerprint(login.host_key) if login.host_key else "")
    connection = None
    try:
        with _before_any_file(login, pinned):
            key = _key(login)
            sock = await addresses.connect(login.host, login.port, operator.addresses, seconds=operator.seconds)
            try:
                connection = await _connect(login, key, pinned, sock, operator)
            except BaseException:
                if not pinned.has_socket:  # asyncssh first reads its options, and does not close what it was given
                    sock.close()
                raise
            async with asyncio.timeout(operator.seconds):
                sftp = await connection.start_sftp_client()
        yield sftp
    finally:
        if connection is not None:
            connection.abort()


async def _connect(
    login: Login, key: asyncssh.SSHKey | None, pinned: _Pinned, sock: socket.socket, operator: Operator
) -> asyncssh.SSHClientConnection:
    return await asyncssh.connect(
        login.host,
        login.port,
        sock=sock,
        config=None,
        client_factory=lambda: pinned,
        known_hosts=([], [], []),
        server_host_key_algs=HOST_KEYS,
        kex_algs=KEY_EXCHANGES,
        encryption_algs=CIPHERS,
        mac_algs=MACS,
        compression_algs=None,
        username=login.username,
        password=login.password.get_secret_value() if login.password else None,
        client_keys=[key] if key else None,
        agent_path=None,
        gss_auth=False,
        gss_kex=False,
        host_based_auth=False,
        x509_trusted_certs=None,
        login_timeout=operator.seconds,
        connect_timeout=operator.seconds,
        keepalive_interval=15,
        keepalive_count_max=4,
    )


def _key(login: Login) -> asyncssh.SSHKey | None:
    if login.private_key is None:
        return None
    phrase = login.passphrase.get_secret_value() if login.passphrase else None
    try:
        return asyncssh.import_private_key(login.private_key.get_secret_value(), phrase)
    except (asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as unreadable:
        raise Refused(DeliveryReason.PRIVATE_KEY_UNREADABLE, host=login.host) from unreadable


@contextmanager
def _before_any_file(login: Login, pinned: _Pinned) -> Iterator[None]:
    """Translate the errors before any file is touched: a refusal then concerns the whole connection."""
    try:
        with _translated(login, pinned):
            yield
    except Refused as no:
        no.connection_wide = True
        raise


@contextmanager
def _translated(login: Login, pinned: _Pinned) -> Iterator[None]:
    try:
        yield
    except DeliveryError:
        raise
    except asyncssh.HostKeyNotVerifiable as stranger:
        if not pinned.seen:
            raise Refused(DeliveryReason.WEAK_ALGORITHMS, host=login.host, answer=stranger.reason) from stranger
        code = DeliveryReason.HOST_KEY_CHANGED if pinned.expected else DeliveryReason.HOST_KEY_UNKNOWN
        raise Refused(code, host=login.host, seen=pinned.seen, expected=pinned.expected) from stranger
    except asyncssh.PermissionDenied as no:
        raise Refused(DeliveryReason.SIGN_IN_REFUSED, host=login.host, answer=no.reason) from no
    except asyncssh.KeyExchangeFailed as weak:
        raise Refused(DeliveryReason.WEAK_ALGORITHMS, host=login.host, answer=weak.reason) from weak
    except (asyncssh.Error, OSError) as lost:
        raise NotReached(DeliveryReason.CONNECTION_LOST, host=login.host, answer=str(lost)) from lost


class Handover:
    """Whether the step after which a file may be visible was requested."""

    begun = False


@contextmanager
def translated_errors(host: str, filename: str, handover: Handover) -> Iterator[None]:
    """Translate the errors while files are handled; after the handover began, a broken connection is Unconfirmed."""
    try:
        yield
    except DeliveryError:
        raise
    except (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect) as no:
        raise Refused(DeliveryReason.NOT_PERMITTED, host=host, filename=filename, answer=no.reason) from no
    except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath, asyncssh.SFTPNotADirectory) as no:
        raise Refused(DeliveryReason.FOLDER_MISSING, host=host, filename=filename, answer=no.reason) from no
    except (asyncssh.SFTPNoConnection, asyncssh.SFTPConnectionLost, asyncssh.DisconnectError, OSError) as lost:
        if handover.begun:
            raise Unconfirmed(
                DeliveryReason.RENAME_UNCONFIRMED, host=host, filename=filename, answer=str(lost)
            ) from lost
        raise NotReached(DeliveryReason.CONNECTION_LOST, host=host, answer=str(lost)) from lost
    except asyncssh.Error as trouble:
        # disk full and quota come as the general SSH_FX_FAILURE in SFTP version 3: temporary, so it is tried again
        raise NotReached(DeliveryReason.NOT_WRITTEN, host=host, filename=filename, answer=trouble.reason) from trouble
