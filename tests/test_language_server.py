"""The modeline of a targets file in an editor: what a YAML language server makes of the schema."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import pytest

from samples import ROOT

MODELINE: Final = "# yaml-language-server: $schema=../schema/targets.schema.json\n"


class Server:
    """A language server that is spoken to over its standard streams."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._input: IO[bytes] = process.stdin
        self._output: IO[bytes] = process.stdout
        self._request = 0
        self.folder = folder

    def send(self, method: str, params: object, **more: object) -> None:
        body = json.dumps({"jsonrpc": "2.0", "method": method, "params": params, **more}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._input.flush()

    def ask(self, method: str, params: object) -> Any:  # noqa: ANN401  (as JSON has it)
        self._request += 1
        self.send(method, params, id=self._request)
        return next(
            each["result"]
            for each in self._messages()
            if each.get("id") == self._request and "method" not in each
        )

    def diagnostics(self) -> list[dict[str, Any]]:
        return next(
            each["params"]["diagnostics"]
            for each in self._messages()
            if each.get("method") == "textDocument/publishDiagnostics"
        )

    def open(self, text: str) -> str:
        uri = (self.folder / "targets" / "new.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send("textDocument/didOpen", {"textDocument": document})
        return uri

    def _messages(self) -> Iterator[dict[str, Any]]:
        while header := self._output.readline():
            length = int(header.split(b":")[1])
            while self._output.readline().strip():
                pass
            message = json.loads(self._output.read(length))
            if "method" in message and "id" in message:  # It asks for settings: it gets none.
                items = message["params"].get("items", []) if message.get("params") else []
                answer = {"jsonrpc": "2.0", "id": message["id"], "result": [None for _ in items]}
                body = json.dumps(answer).encode()
                self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
                self._input.flush()
                continue
            yield message
        pytest.fail("the language server has ended")


@pytest.fixture
def server(node_modules: Path, tmp_path: Path) -> Iterator[Server]:
    program = node_modules / ".bin" / "yaml-language-server"
    if shutil.which("node") is None or not program.exists():
        pytest.skip("node or the npm package yaml-language-server is not installed")
    shutil.copytree(ROOT / "schema", tmp_path / "schema")
    process = subprocess.Popen(
        [program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path
    )
    with process:
        server = Server(process, tmp_path)
        completion = {"completionItem": {"snippetSupport": True}}
        server.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": tmp_path.as_uri(),
                "capabilities": {"textDocument": {"completion": completion}},
            },
        )
        server.send("initialized", {})
        settings = {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False},
        }
        server.send("workspace/didChangeConfiguration", {"settings": {"yaml": settings}})
        yield server
        process.kill()


def test_completion_offers_the_fields_of_targets(server: Server) -> None:
    uri = server.open(f"{MODELINE}year: 2024\n\n")
    place = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 0}}
    found = server.ask("textDocument/completion", place)
    items = found["items"] if isinstance(found, dict) else found
    labels = {each["label"] for each in items}
    assert {"department", "indicators", "budget", "goal", "tasks", "weights"} <= labels
    assert "year" not in labels


def test_a_misspelt_key_is_flagged_at_its_place(server: Server) -> None:
    server.open(
        f"{MODELINE}year: 2024\ndepartment: 测试市妇女联合会\n"
        "indicators: {产出指标: {数量指标: [{id: a, name: 甲, target: =3场, tagret: =3场}]}}\n"
    )
    (found,) = server.diagnostics()
    assert "tagret" in found["message"]
    assert found["range"]["start"]["line"] == 3


def test_the_seed_file_is_without_fault(server: Server) -> None:
    server.open((ROOT / "targets" / "2022.yaml").read_text("utf-8"))
    assert server.diagnostics() == []
