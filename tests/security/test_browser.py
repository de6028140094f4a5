"""What a browser does with our answers: it shows none as a page, keeps none, and gives none to another site."""

import pytest

from libs.service_kit.http_guards import SECURITY_HEADERS
from tests.gateway.platform import Platform, User
from tests.ingest.builders import pdf

UBL = b'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:,x"?><Invoice><script/></Invoice>'
HOSTILE_NAMES = [
    'a".html',
    "a\r\nSet-Cookie: x=1.html",
    "a;filename=b.html",
    "../../a.html",
    "\u202efdp.exe",
    "a" * 300,
]


async def test_the_policy_of_every_answer_lets_a_browser_do_nothing() -> None:
    policy = dict(part.strip().split(" ", 1) for part in SECURITY_HEADERS["content-security-policy"].split(";"))

    assert policy == {
        "default-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert SECURITY_HEADERS["cache-control"] == "no-store"
    assert SECURITY_HEADERS["cross-origin-opener-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/v1/openapi.json", "/v1/me", "/v1/sessions", "/livez", "/nothing", "/v1/clients/x"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
async def test_no_other_origin_is_let_in(platform: Platform, owner: User, path: str, origin: str) -> None:
    asked = {"access-control-request-method": "GET", "access-control-request-headers": "authorization"}

    real = await owner("GET", path, headers={"origin": origin})
    preflight = await platform.browser.options(path, headers={"origin": origin, **asked})

    for answer in (real, preflight):
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
    assert preflight.status_code in (404, 405)


@pytest.mark.parametrize(("content", "kept_as"), [(pdf("a"), "application/pdf"), (UBL, "application/xml")])
@pytest.mark.parametrize("name", HOSTILE_NAMES)
async def test_an_uploaded_file_is_a_download_in_a_sandbox_whatever_its_name(
    owner: User, content: bytes, kept_as: str, name: str
) -> None:
    base = f"/v1/clients/{owner.session['client_id']}/documents"
    sent = await owner("POST", base, files=[("files", (name, content + name.encode("utf-8", "replace"), "text/html"))])
    document = sent.json()["results"][0]["document_id"]

    back = await owner("GET", f"{base}/{document}/file", headers={"accept": "text/html"})

    assert back.headers["content-type"] == kept_as
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert not set(back.headers["content-disposition"]) & set('"\r\n\\') - set("'")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-security-policy"] == "sandbox; default-src 'none'"
    assert "no-store" in back.headers["cache-control"] or "private" in back.headers["cache-control"]
    assert "set-cookie" not in back.headers


async def test_reading_changes_nothing(platform: Platform) -> None:
    document = (await platform.browser.get("/v1/openapi.json")).json()

    bodies = [path for path, operations in document["paths"].items() if "requestBody" in operations.get("get", {})]

    assert bodies == []
    assert {method for operations in document["paths"].values() for method in operations} <= {
        *("get", "post", "put", "patch", "delete"),
        "parameters",
    }
