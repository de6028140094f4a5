"""The settings that all services share, read once from the environment (`SEREIN_...`) where the process starts."""

from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from libs.service_kit.connections import Patience
from libs.service_kit.database.limits import Limits


class KitSettings(BaseSettings):
    """Defaults fit docker-compose. `database_url` is the service's own role, which sees one client at a time.

    Work across all clients uses the role `..._jobs`, with the same password unless `database_jobs_url` is set; it has
    `database_jobs_pool` connections besides the `database_pool` of the other.

    At `health_port` the details of health and the measurements are answered; without one, at `port`, to anybody.

    An HTTP connection ends when a header takes longer than `http_header_seconds`, a body longer than
    `http_body_seconds` or brings fewer than `http_body_rate` bytes a second, or nobody reads for `http_read_seconds`.
    `http_connections` may be open and `http_requests` in work at once.
    """

    model_config = SettingsConfigDict(env_prefix="SEREIN_", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: SecretStr = SecretStr("postgresql://serein:serein@postgres:5432/serein")
    database_jobs_url: SecretStr | None = None
    database_pool: int = 16
    database_jobs_pool: int = 4
    database_pooler: bool = False
    database_connect_seconds: float = 10.0
    database_wait_seconds: float = 10.0
    database_statement_seconds: float = 30.0
    database_lost_seconds: float = 20.0
    workers: int = 8
    outside_workers: int = 8
    kafka_bootstrap: str = "kafka:9092"
    kafka_security_protocol: Literal["PLAINTEXT", "SASL_PLAINTEXT", "SASL_SSL"] = "PLAINTEXT"
    kafka_sasl_mechanism: Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"] = "SCRAM-SHA-512"
    kafka_username: str = ""
    kafka_password: SecretStr = SecretStr("")
    kafka_ca_file: Path | None = None
    kafka_idempotent: bool = True
    kafka_replication: int = 1
    kafka_min_insync: int | None = None
    kafka_session_ms: int = 10_000
    kafka_fetch_wait_ms: int = 500
    kafka_largest_message: int = 1_000_000
    kafka_check_seconds: float = 30.0
    kafka_silent_seconds: float = 10.0
    relay_lease_seconds: float = 10.0
    stuck_seconds: float = 900.0
    blob_url: str = "file:///var/lib/serein/blobs"
    master_keys: SecretStr = SecretStr("")
    token_public_keys: str = ""
    host: str = "0.0.0.0"  # noqa: S104 - inside a container; the embedded runner binds loopback
    port: int = 8000
    health_port: int | None = None
    http_header_seconds: float = 10.0
    http_body_seconds: float = 900.0
    http_body_rate: int = 500
    http_read_seconds: float = 60.0
    http_connections: int = 2000
    http_requests: int = 1000
    attempts: int = 4
    dead_letter_limit: int = 10
    retention_days: int = 30
    log_level: str = "INFO"
    log_json: bool = True
    otlp_endpoint: str | None = None

    @model_validator(mode="after")
    def _kafka_knows_who_we_are(self) -> Self:
        """With SASL there is a user with a password; without it neither is, or somebody would believe in them."""
        given = [bool(self.kafka_username), bool(self.kafka_password.get_secret_value())]
        if self.kafka_has_users and not all(given):
            raise ValueError(
                f"SEREIN_KAFKA_SECURITY_PROTOCOL is {self.kafka_security_protocol}: it needs SEREIN_KAFKA_USERNAME and"
                " SEREIN_KAFKA_PASSWORD"
            )
        if not self.kafka_has_users and any(given):
            raise ValueError(
                "SEREIN_KAFKA_USERNAME and SEREIN_KAFKA_PASSWORD are not used with SEREIN_KAFKA_SECURITY_PROTOCOL"
                " PLAINTEXT: set it to SASL_SSL or SASL_PLAINTEXT"
            )
        if self.kafka_ca_file is not None and not self.kafka_ca_file.is_file():
            raise ValueError(f"SEREIN_KAFKA_CA_FILE: there is no file {self.kafka_ca_file}")
        return self

    @property
    def kafka_has_users(self) -> bool:
        """Whether each service signs in to Kafka, has its own rights there, and finds its topics made."""
        return self.kafka_security_protocol != "PLAINTEXT"

    @property
    def database_limits(self) -> Limits:
        """How long work waits for the database."""
        return Limits(
            connect=self.database_connect_seconds,
            wait=self.database_wait_seconds,
            statement=self.database_statement_seconds,
            lost=self.database_lost_seconds,
            pooler=self.database_pooler,
        )

    @property
    def patience(self) -> Patience:
        """How long an HTTP connection may keep us waiting."""
        return Patience(
            header=self.http_header_seconds,
            body=self.http_body_seconds,
            bytes_a_second=self.http_body_rate,
            read=self.http_read_seconds,
            connections=self.http_connections,
        )

    @property
    def min_insync(self) -> int:
        """How many copies of an event Kafka must have written before it is acknowledged: two, where there are two."""
        return self.kafka_min_insync or min(2, self.kafka_replication)

    @property
    def kafka_forgets(self) -> bool:
        """The embedded broker (the one without an idempotent producer) keeps topics and positions in memory only."""
        return not self.kafka_idempotent


Settings = TypeVar("Settings", bound=KitSettings)


def from_environment(settings: type[Settings]) -> Settings:
    """The settings of a service. Raises SystemExit with one sentence for each wrong one, without its value."""
    try:
        return settings()
    except ValidationError as error:
        raise SystemExit("\n".join(map(_sentence, error.errors(include_input=False)))) from None


def _sentence(error: ErrorDetails) -> str:
    text = error["msg"].removeprefix("Value error, ")
    place = ".".join(map(str, error["loc"]))
    return f"SEREIN_{place.upper()}: {text}" if place else text
