"""The job that makes topics, users and rights in Kafka before the services start: python -m services.kafka_access

Each service is a user of its own, and may read the topics that its card says it hears and write to those that it says;
nobody but this job makes topics. It signs in like any client of ours (SEREIN_KAFKA_BOOTSTRAP, _USERNAME, _PASSWORD), as
a user that Kafka obeys, and gives the services their passwords, SEREIN_KAFKA_PASSWORD_DELIVERY and so on. It may run at
any time. Exit codes: 0 done, 1 something is missing, and the log says what.

    python -m services.kafka_access --print    the rights as commands of Kafka's own kafka-acls.sh, for another to give
"""

import asyncio
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from contracts.catalogue import REGISTRY
from contracts.events.platform import GapFound
from libs.service_kit.cards import card_of, topics_in
from libs.service_kit.errors import CannotStart
from libs.service_kit.kafka import KafkaError, create_topics
from libs.service_kit.kafka_access import Operation, Resource, Right, User, give_access
from libs.service_kit.relay import marker_name
from libs.service_kit.settings import KitSettings, from_environment
from libs.service_kit.telemetry import log, set_up_logs

FOLDER = Path(__file__).parent


def services() -> list[str]:
    """The name of each service."""
    return sorted(path.parent.name for path in FOLDER.glob("*/app.py"))


def user_of(service: str) -> str:
    """The user as which a service signs in to Kafka; its role in the database is called the same."""
    return f"serein_{service}"


def rights_of(service: str) -> set[Right]:
    """What a service may do in Kafka, by its card.

    Who says something also hears that a reader has missed events, and who hears something may say that it has. Its
    marker is a topic that it makes itself, to see when Kafka has lost everything.
    """
    card, user, name = card_of(import_module(f"services.{service}")), user_of(service), service.replace("_", "-")
    heard = {topic.name for topic in topics_in(card.get("hears", ""), REGISTRY)}
    said = {topic.name for topic in topics_in(card.get("says", ""), REGISTRY)}
    rights = {Right(user, Resource.GROUP, name, Operation.READ)}
    if said:
        heard.add(GapFound.topic.name)
        marker = (Operation.CREATE, Operation.DESCRIBE)
        rights |= {Right(user, Resource.TOPIC, marker_name(name), operation) for operation in marker}
    if heard:
        said.add(GapFound.topic.name)
    rights |= {Right(user, Resource.TOPIC, topic, Operation.READ) for topic in heard}
    return rights | {Right(user, Resource.TOPIC, topic, Operation.WRITE) for topic in said}


def users(environment: Mapping[str, str]) -> list[User]:
    """Every service as a user with its password. Raises CannotStart for a missing one."""
    found = []
    for service in services():
        variable = f"SEREIN_KAFKA_PASSWORD_{service.upper()}"
        if not (password := environment.get(variable)):
            raise CannotStart(f"{variable} is not set: make passwords with deploy/new_env.py")
        found.append(User(user_of(service), password))
    return found


def commands() -> list[str]:
    """The rights of all services as arguments of `kafka-acls.sh`, one right a line."""
    rights = sorted(right for service in services() for right in rights_of(service))
    return [
        f"kafka-acls.sh --add --allow-principal User:{right.user} --operation {right.operation.name.title()}"
        f" --{right.resource.name.lower()} {right.name}"
        for right in rights
    ]


async def give(settings: KitSettings, known: list[User]) -> None:
    """Make the topics, then the users with their rights. Raises KafkaError, CannotStart."""
    await create_topics(settings, REGISTRY.topics.values())
    await give_access(settings, known, {right for service in services() for right in rights_of(service)})


def run(environment: Mapping[str, str]) -> int:
    """Do all of it; returns the exit code."""
    try:
        known = users(environment)
        asyncio.run(give(from_environment(KitSettings), known))
    except (CannotStart, KafkaError, OSError) as error:
        log.error("kafka_access.cannot", reason=str(error))
        return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--print"]:
        sys.stdout.writelines(f"{line}\n" for line in commands())
    else:
        set_up_logs("INFO", as_json=True)
        raise SystemExit(run(os.environ))
