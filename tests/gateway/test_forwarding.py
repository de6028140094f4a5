"""A request on its way through the gateway."""

from tests.gateway.world import World
from tests.ingest.builders import pdf


async def test_an_owner_uploads_through_the_gateway_and_gets_his_bytes_back(world: World) -> None:
    owner = await world.owner(await world.firm())
    documents = f"/v1/clients/{owner.who['client_id']}/documents"
    content = pdf("through the door") * 3000

    sent = await owner("POST", documents, files=[("files", ("facture.pdf", content, "application/pdf"))])
    document = sent.json()["results"][0]["document_id"]
    back = await owner("GET", f"{documents}/{document}/file")

    assert sent.status_code == 201
    assert back.content == content
    assert back.headers["content-type"] == "application/pdf"
