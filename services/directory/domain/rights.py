"""Who may do what: the rights of each role, on the platform, in a firm, and on one client company."""

from enum import StrEnum

READ = frozenset({"documents:read", "bank:read", "tasks:read", "deliveries:read", "connections:read", "client:read"})
WORK = READ | {"documents:write", "bank:write", "tasks:write", "deliveries:write"}


class Role(StrEnum):
    """The role of a user. An operator runs the platform and sees no client; the others belong to a firm or a client."""

    OPERATOR = "operator"
    FIRM_ADMIN = "firm_admin"
    FIRM_STAFF = "firm_staff"
    CLIENT_OWNER = "client_owner"
    CLIENT_READER = "client_reader"


CLIENT_USERS = (Role.CLIENT_OWNER, Role.CLIENT_READER)

ON_A_CLIENT: dict[Role, frozenset[str]] = {
    Role.OPERATOR: frozenset(),
    Role.FIRM_ADMIN: WORK
    | {"connections:email", "connections:all", "client:write", "client:hand_over", "users:read", "users:write"},
    Role.FIRM_STAFF: WORK | {"connections:email", "connections:all", "client:write", "users:read", "users:write"},
    Role.CLIENT_OWNER: WORK | {"connections:email", "client:hand_over", "users:read", "users:write"},
    Role.CLIENT_READER: READ,
}

ELSEWHERE: dict[Role, frozenset[str]] = {
    Role.OPERATOR: frozenset({"me", "firms:read", "firms:write"}),
    Role.FIRM_ADMIN: frozenset({"me", "firm:read", "firm:write", "clients:read", "clients:write", "connections:all"}),
    Role.FIRM_STAFF: frozenset({"me", "firm:read", "clients:read", "clients:write"}),
    Role.CLIENT_OWNER: frozenset({"me"}),
    Role.CLIENT_READER: frozenset({"me"}),
}

ON_A_CLOSED_CLIENT = READ | {"client:write", "client:hand_over", "users:read"}


def rights_on_client(role: Role, *, closed: bool) -> frozenset[str]:
    """The rights of a role on one client. A closed client can only be read and opened again."""
    rights = ON_A_CLIENT[role]
    return rights & ON_A_CLOSED_CLIENT if closed else rights


def rights_of(role: Role) -> dict[str, frozenset[str]]:
    """All rights of a role by where they hold: without a client, on an open client that it reaches, on a closed one."""
    return {
        "elsewhere": ELSEWHERE[role],
        "on_clients": rights_on_client(role, closed=False),
        "on_closed_clients": rights_on_client(role, closed=True),
    }


def has_fewer_rights(before: Role, after: Role) -> bool:
    """Whether a user with this role before may do something then that they may not do after."""
    return not (ON_A_CLIENT[before] <= ON_A_CLIENT[after] and ELSEWHERE[before] <= ELSEWHERE[after])


def may_sign_in(role: Role, *, active: bool, firm_active: bool, client_closed: bool, client_internal: bool) -> bool:
    """Whether a user may sign in. Not when disabled, of a suspended firm, or of a client closed or run by its firm."""
    if not active or not firm_active:
        return False
    return role not in CLIENT_USERS or not (client_closed or client_internal)


def reaches(role: Role, *, same_firm: bool, shares_group: bool, own_client: bool) -> bool:
    """Whether a user has access to a client: administrators to all of their firm's, staff through a common group."""
    if role in CLIENT_USERS:
        return own_client
    return same_firm and (role is Role.FIRM_ADMIN or (role is Role.FIRM_STAFF and shares_group))
