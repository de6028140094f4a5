"""One user of each kind, with things that are theirs."""

from dataclasses import dataclass

from tests.directory.builders import PASSWORD, email
from tests.gateway.platform import Platform, User

KINDS = ("admin", "staff", "owner", "reader", "operator", "stranger")


@dataclass(frozen=True)
class Person:
    """Somebody who sends requests, with the ids of what they may change, by the name of the parameter.

    What would sign them out or close their client is done by somebody else, to something else.
    """

    kind: str
    own_token: str | None
    passer_by: str
    own: dict[str, str]
    spare: dict[str, str]

    def token(self, template: str) -> str | None:
        """The token for an operation."""
        ends_sessions = template.startswith(("/v1/sessions", "/v1/me/"))
        return self.passer_by if ends_sessions and self.own_token else self.own_token

    def known(self, method: str, template: str) -> dict[str, str]:
        """The ids for an operation."""
        closes = method == "PATCH" and template in ("/v1/clients/{client_id}", "/v1/firms/{firm_id}/staff/{user_id}")
        return self.spare if closes else self.own


async def everybody(platform: Platform) -> list[Person]:
    """An operator, an administrator and an employee of a firm, an owner and a reader of its client, and a stranger."""
    admin, other = await platform.firm(), await platform.firm()
    firm = admin.session["firm_id"]
    colleague = {"email": email("collega"), "first_name": "Wim", "last_name": "De Smet", "password": PASSWORD}
    assert (await admin("POST", f"/v1/firms/{firm}/staff", json=colleague)).status_code == 201
    owner = await platform.owner(admin)
    client = owner.session["client_id"]
    reader = colleague | {"email": email("lezer"), "role": "client_reader"}
    added = await admin("POST", f"/v1/clients/{client}/users", json=reader)
    assert added.status_code == 201, added.text
    known = {"client_id": client, "firm_id": firm, "document_id": await _document(admin, client)}
    users = {
        "admin": (admin, known),
        "staff": (await platform.sign_in(colleague["email"]), known),
        "owner": (owner, known),
        "reader": (await platform.sign_in(reader["email"]), known),
        "operator": (await platform.operator(), {"firm_id": other.session["firm_id"]}),
    }
    spare = known | {"client_id": (await platform.client(admin))["client_id"], "user_id": await _colleague(admin)}
    passer_by = (await platform.owner(other)).session["token"]
    people = [
        Person(kind, user.session["token"], passer_by, theirs, theirs if kind == "operator" else spare)
        for kind, (user, theirs) in users.items()
    ]
    return [*people, Person("stranger", None, passer_by, known, known)]


async def _colleague(admin: User) -> str:
    new = {"email": email("collega"), "first_name": "Els", "last_name": "Peeters"}
    answer = await admin("POST", f"/v1/firms/{admin.session['firm_id']}/staff", json=new)
    return str(answer.json()["user_id"])


async def _document(user: User, client: str) -> str:
    files = {"files": ("factuur.xml", b"<?xml version='1.0'?><Invoice/>", "application/xml")}
    answer = await user("POST", f"/v1/clients/{client}/documents", files=files)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["results"][0]["document_id"])
