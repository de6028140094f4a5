"""Who may do what in Kafka: users with passwords, and the rights (ACLs) of each; given by a job that Kafka obeys.

The numbers are those of the Kafka protocol: https://kafka.apache.org/protocol
"""

import hashlib
import os
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeAlias

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest
from aiokafka.protocol.api import Request

from libs.service_kit.errors import CannotStart
from libs.service_kit.kafka_connection import connection, start
from libs.service_kit.kafka_messages import SetPassword
from libs.service_kit.settings import KitSettings
from libs.service_kit.telemetry import log

_ANY, _ALLOW, _LITERAL, _EVERYWHERE = 1, 3, 3, "*"
_SCRAM_SHA_512, _ITERATIONS = 2, 4096
_NO_AUTHORIZER = 54

_Acl: TypeAlias = tuple[int, str, int, str, str, int, int]
"""Kind and name of the resource, how the name is meant, principal, host, operation, permission."""


class Resource(IntEnum):
    """What a right is about."""

    TOPIC = 2
    GROUP = 3


class Operation(IntEnum):
    """What a right allows. To read or to write includes to describe."""

    READ = 3
    WRITE = 4
    CREATE = 5
    DESCRIBE = 8


@dataclass(frozen=True, order=True)
class Right:
    """One thing that one user may do with one topic or group."""

    user: str
    resource: Resource
    name: str
    operation: Operation


@dataclass(frozen=True)
class User:
    """A user of Kafka."""

    name: str
    password: str = field(repr=False)


async def give_access(settings: KitSettings, users: Collection[User], rights: Collection[Right]) -> None:
    """Give these users their passwords, and exactly these rights; other users' stay as they are. May run twice.

    Raises KafkaError, and CannotStart for a Kafka that has no rights.
    """
    client = AIOKafkaClient(**connection(settings), request_timeout_ms=10_000)
    await start(settings, client.bootstrap)
    try:
        wanted = {_acl_of(right) for right in rights}
        found = {acl for user in users for acl in await _found(client, user)}
        for acl in sorted(wanted - found):
            await _create(client, acl)
        for acl in sorted(found - wanted):
            await _delete(client, acl)
        for user in users:
            await _set_password(client, user)
    finally:
        await client.close()
    log.info("kafka.access_given", users=len(users), given=len(wanted - found), taken=len(found - wanted))


def _principal(user: str) -> str:
    return f"User:{user}"


def _acl_of(right: Right) -> _Acl:
    user = _principal(right.user)
    return int(right.resource), right.name, _LITERAL, user, _EVERYWHERE, int(right.operation), _ALLOW


async def _found(client: AIOKafkaClient, user: User) -> list[_Acl]:
    answer = await _ask(client, DescribeAclsRequest(_ANY, None, _ANY, _principal(user.name), None, _ANY, _ANY))
    if answer.error_code == _NO_AUTHORIZER:
        raise CannotStart(
            "this Kafka asks nobody for rights, so giving some would only look safe: set its authorizer.class.name"
            " (docs/operations.md)"
        )
    _check(answer.error_code, f"the rights of {user.name} could not be read")
    return [(kind, name, how, *acl) for kind, name, how, acls in answer.resources for acl in acls]


async def _create(client: AIOKafkaClient, acl: _Acl) -> None:
    answer = await _ask(client, CreateAclsRequest(*acl))
    ((code, _),) = answer.creation_responses
    _check(code, f"the right {acl} could not be given")


async def _delete(client: AIOKafkaClient, acl: _Acl) -> None:
    answer = await _ask(client, DeleteAclsRequest(*acl))
    ((code, *_),) = answer.filter_responses
    _check(code, f"the right {acl} could not be taken back")


async def _set_password(client: AIOKafkaClient, user: User) -> None:
    salt = os.urandom(32)
    salted = hashlib.pbkdf2_hmac("sha512", user.password.encode(), salt, _ITERATIONS)
    answer = await _ask(client, SetPassword(user.name, _SCRAM_SHA_512, _ITERATIONS, salt, salted))
    ((_, code, *_),) = answer.results
    _check(code, f"{user.name} could not be given a password")


async def _ask(client: AIOKafkaClient, request: Request[Any]) -> Any:
    return await client.send(client.get_random_node(), request)


def _check(code: int, reason: str) -> None:
    if code:
        raise for_code(code)(reason)
