"""A newcomer's first day: `serein up`, `serein init`, `serein upload`, and the file that arrives."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest

from cli.first_client import Account
from cli.init import a_place, a_vat_number, an_address
from cli.installation import OPERATOR
from cli.texts import CLI_TEXTS
from libs.embedded.ports import free_port
from libs.refusal import Refusal
from libs.samples import batch
from libs.texts import LANGUAGES

SEREIN = str(Path(sys.executable).with_name("serein"))
ENGLISH = {name: value for name, value in os.environ.items() if not name.startswith("SEREIN_")} | {"LC_ALL": "C.UTF-8"}


class Up:
    """`serein up` on a folder of its own."""

    def __init__(self, root: Path) -> None:
        self.root, self.port, self.printed = root, free_port(), ""

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(SEREIN, "up", "--var", str(self.root), "--port", str(self.port), "--log-level", "ERROR"),
            env=ENGLISH,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        assert self._process.stdout is not None
        self.printed = ""
        while "serein init" not in self.printed:
            line = await self._process.stdout.readline()
            assert line, self.printed
            self.printed += line.decode()

    async def stop(self) -> tuple[int, str]:
        self._process.send_signal(signal.SIGINT)
        rest, _ = await self._process.communicate()
        return self._process.returncode or 0, rest.decode()

    async def run(self, *words: str, **environment: str) -> tuple[int, str, str]:
        process = await asyncio.create_subprocess_exec(
            *(SEREIN, words[0], "--var", str(self.root), *words[1:]),
            env=ENGLISH | environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
        return process.returncode or 0, output.decode(), errors.decode()

    @asynccontextmanager
    async def api(self, email: str, password: str) -> AsyncIterator[httpx.AsyncClient]:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}", timeout=60) as browser:
            answer = await browser.post("/v1/sessions", json={"email": email, "password": password})
            browser.headers["authorization"] = f"Bearer {answer.json()['token']}"
            yield browser


@pytest.fixture(scope="module")
async def up() -> AsyncIterator[Up]:
    with TemporaryDirectory(prefix="serein-test-") as folder:
        Path(folder).chmod(0o755)
        running = Up(Path(folder))
        await running.start()
        yield running
        await running.stop()


@pytest.fixture(scope="module")
def sample() -> Any:
    return batch.one(5, 1, "ogm")


@pytest.fixture(scope="module")
async def buyer(up: Up, sample: Any) -> tuple[int, str, str]:
    """The first run of `serein init`, for the company that the sample was sent to."""
    vat = sample.truth.buyer.vat
    return await up.run("init", "--yes", "--vat", vat, "--client", "Bakkerij Morgenrood", "--firm", "Kantoor Eén")


async def test_the_platform_tells_where_everything_is_and_where_the_web_apps_are(up: Up) -> None:
    secrets = json.loads((up.root / "secrets.json").read_text())

    assert f"http://127.0.0.1:{up.port}/v1" in up.printed
    assert secrets["operator_password"] in up.printed
    assert f"{up.root}/outbox" in up.printed
    assert f"{up.root}/mail/*.eml" in up.printed
    assert "/app/" in up.printed


async def test_firm_client_and_destination_are_made_once(up: Up, buyer: tuple[int, str, str], sample: Any) -> None:
    again = await up.run(
        "init", "--yes", "--vat", sample.truth.buyer.vat, "--firm", "Kantoor Eén", LC_ALL="nl_BE.UTF-8"
    )

    account = Account.kept_in(up.root)
    assert account is not None
    assert account.password is not None
    assert (buyer[0], again[0]) == (0, 0), again[2]
    assert buyer[1].count("made: ") == 3
    assert again[1].count("bestond al: ") == 3
    async with up.api(account.email, account.password) as admin:
        clients = (await admin.get("/v1/clients")).json()["items"]
        connections = (await admin.get(f"/v1/clients/{account.client_id}/connections")).json()
    async with up.api(OPERATOR, json.loads((up.root / "secrets.json").read_text())["operator_password"]) as operator:
        firms = (await operator.get("/v1/firms")).json()["items"]
    assert [len(clients), len(connections), len(firms)] == [1, 1, 1]
    assert (up.root / "init.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("buyer")
async def test_an_invoice_is_followed_until_somebody_must_decide_or_it_has_arrived(up: Up, sample: Any) -> None:
    with TemporaryDirectory() as folder:
        invoice, other = Path(folder, sample.filename), Path(folder, "notes.txt")
        invoice.write_bytes(sample.content)
        other.write_text("not an invoice")
        first = await up.run("upload", str(invoice))
        again = await up.run("upload", str(invoice), str(other))

    assert first[0] == 0, first
    assert f"{invoice.name}: delivered (" in first[1] or f"{invoice.name}: to decide: " in first[1]
    assert f"{invoice.name}: sent before, kept once" in again[1]
    assert "notes.txt: refused: " in again[1]
    assert again[0] == 1


@pytest.mark.usefixtures("buyer")
async def test_a_mail_of_the_platform_lands_in_the_folder(up: Up) -> None:
    account = Account.kept_in(up.root)
    assert account is not None
    assert account.password is not None
    base = f"/v1/clients/{account.client_id}/connections"

    async with up.api(account.email, account.password) as admin:
        made = (await admin.post(base, json={"connector": "email", "name": "Mail"})).json()
        tested = (await admin.post(f"{base}/{made['connection_id']}/test", json={})).json()

    assert tested["works"] is True, tested
    assert (up.root / "mail").is_dir()


@pytest.mark.usefixtures("buyer")
async def test_a_letter_to_a_user_lands_in_the_folder_too(up: Up) -> None:
    account = Account.kept_in(up.root)
    assert account is not None
    assert account.password is not None

    async with up.api(account.email, account.password) as admin:
        asked = await admin.post("/v1/sessions/unlock-mail", json={"email": account.email})
    async with asyncio.timeout(60):
        while True:
            letters = [path for path in (up.root / "mail").glob("*.eml") if account.email in path.read_text()]
            if letters:
                break
            await asyncio.sleep(0.1)

    assert asked.status_code == 202
    assert len(letters) == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--vat", "BE0417497107"), "BE0417497107 is not a valid VAT number."),
        (("--email", "nobody"), "nobody is not an e-mail address."),
        (("--to", "x@"), "x@ is not an e-mail address."),
    ],
)
async def test_an_answer_that_cannot_be_used_is_named(up: Up, options: tuple[str, ...], words: str) -> None:
    code, _, errors = await up.run("init", "--yes", *options)

    assert (code, errors.strip()) == (2, words)


async def test_what_the_platform_refuses_is_one_sentence(up: Up, buyer: tuple[int, str, str], sample: Any) -> None:
    options = ("--yes", "--vat", sample.truth.buyer.vat, "--firm", "Kantoor Eén")

    code, _, errors = await up.run("init", *options, SEREIN_PASSWORD="not the password, 2026")

    assert buyer[0] == 0
    assert (code, errors.strip()) == (1, "Serein refused: Incorrect e-mail address or password.")


async def test_the_password_is_printed_only_once_and_ctrl_c_is_a_good_end() -> None:
    with TemporaryDirectory(prefix="serein-test-") as folder:
        Path(folder).chmod(0o755)
        up = Up(Path(folder))
        await up.start()
        first, end = up.printed, await up.stop()
        await up.start()
        second = up.printed
        await up.stop()
        password = json.loads((up.root / "secrets.json").read_text())["operator_password"]

    assert end == (0, "")
    assert password in first
    assert password not in second


@pytest.mark.parametrize("command", ["upload", "init"])
def test_without_a_folder_of_ours_there_is_one_sentence(command: str, tmp_path: Path) -> None:
    (tmp_path / "init.json").write_text("{")
    words = [SEREIN, command, "--var", str(tmp_path), *([__file__] if command == "upload" else ["--yes"])]

    answer = subprocess.run(words, env=ENGLISH, capture_output=True, text=True, check=False)

    assert answer.returncode == 1
    assert answer.stderr == f"{tmp_path / 'init.json'} is damaged: put a back-up in its place.\n"


@pytest.mark.parametrize("text", ["a@b", "a b@c.be", "@c.be", "a@c.be, d@e.be", "a@-", "x" * 70 + "@c.be", ""])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        an_address(text)


def test_answers_are_brought_into_one_writing() -> None:
    assert a_vat_number("be 0417.497.106") == "BE0417497106"
    assert a_place(" Folder ") == "folder"
    assert a_place(" a@b.example ") == "a@b.example"


@pytest.mark.parametrize("code", CLI_TEXTS)
def test_every_sentence_is_there_in_three_languages(code: str) -> None:
    assert set(CLI_TEXTS[code]) == set(LANGUAGES)
