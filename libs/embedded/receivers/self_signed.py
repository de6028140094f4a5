"""A certificate that a server on this computer makes for itself."""

import contextlib
import datetime
import ipaddress
import os
import ssl
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from libs.embedded.ports import LOOPBACK


def self_signed() -> tuple[str, ssl.SSLContext]:
    """A certificate (PEM) for `localhost` and 127.0.0.1, valid from yesterday for a year, and a context serving it."""
    certificate, private = certificate_and_key()
    return certificate.decode("ascii"), _context(certificate + private)


def certificate_and_key() -> tuple[bytes, bytes]:
    """Such a certificate and its private key (PKCS 8), both as PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    places = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(LOOPBACK))]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(yesterday)
        .not_valid_after(yesterday + datetime.timedelta(days=366))
        .add_extension(x509.SubjectAlternativeName(places), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate, private


def _context(certificate_and_key: bytes) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    descriptor, name = tempfile.mkstemp(prefix="serein-tls-")  # the ssl module reads keys from files only
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(certificate_and_key)
        context.load_cert_chain(name)
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
    return context
