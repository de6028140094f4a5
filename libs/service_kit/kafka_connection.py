"""How our clients reach Kafka: where, encrypted or not, and as which user."""

import ssl
from collections.abc import Awaitable, Callable
from typing import Any

from aiokafka.conn import collect_hosts, create_conn
from aiokafka.errors import KafkaConnectionError, KafkaError, SaslAuthenticationFailed

from libs.service_kit.settings import KitSettings


def connection(settings: KitSettings) -> dict[str, Any]:
    """The options with which each client of ours reaches Kafka: where, how it is encrypted, and as which user."""
    options: dict[str, Any] = {"security_protocol": settings.kafka_security_protocol}
    if settings.kafka_has_users:
        options |= {
            "sasl_mechanism": settings.kafka_sasl_mechanism,
            "sasl_plain_username": settings.kafka_username,
            "sasl_plain_password": settings.kafka_password.get_secret_value(),
        }
    if settings.kafka_security_protocol == "SASL_SSL":
        trusted = ssl.create_default_context(cafile=settings.kafka_ca_file)
        trusted.minimum_version = ssl.TLSVersion.TLSv1_2
        options["ssl_context"] = trusted
    return {"bootstrap_servers": settings.kafka_bootstrap, **options}


async def start(settings: KitSettings, begin: Callable[[], Awaitable[None]]) -> None:
    """Start a client of Kafka with its own method. Raises KafkaError, which says so when Kafka refuses this user."""
    try:
        await begin()
    except KafkaConnectionError as error:
        if settings.kafka_has_users and (refusal := await _refusal(settings)):
            raise refusal from error
        raise


async def _refusal(settings: KitSettings) -> KafkaError | None:
    """Why Kafka does not let us in or we do not trust it, if so: the client itself only says that it reached nobody."""
    options = connection(settings)
    for host, port, _ in collect_hosts(options.pop("bootstrap_servers")):
        try:
            reached = await create_conn(host, port, request_timeout_ms=5000, **options)
        except SaslAuthenticationFailed:
            return SaslAuthenticationFailed(
                f"Kafka at {host}:{port} refuses the user {settings.kafka_username}: it has another password or is not"
                " known there (SEREIN_KAFKA_USERNAME, SEREIN_KAFKA_PASSWORD; python -m services.kafka_access)"
            )
        except ssl.SSLError as error:
            why = getattr(error, "verify_message", "") or error.reason
            return KafkaConnectionError(f"Kafka at {host}:{port} has no certificate that holds: {why}")
        except (KafkaError, OSError, TimeoutError):
            continue
        reached.close()
    return None
