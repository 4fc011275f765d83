"""Shared fixtures. The network is off: a test that opens a connection beyond loopback fails."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.register_assert_rewrite("tests.support")  # so that what fails there is told as it is in a test
os.environ["LANGSMITH_TRACING"] = "false"
for _name in (
    "OPENAI_API_KEY",
    "OPENAI_BASE_URL",
    "ZIPING_MODEL",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "all_proxy",
):
    if os.environ.get("RECORD", "none") == "none":
        os.environ.pop(_name, None)

from assistant.cli import guard  # noqa: E402
from assistant.cli.app import app  # noqa: E402
from assistant.workflow.opening import Case, open_case  # noqa: E402
from tests.support.command_line import Run  # noqa: E402
from tests.support.places import EXAMPLE  # noqa: E402


class NetworkIsOff(RuntimeError):
    """A test tried to open a connection."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Refuse every connection, except to loopback in tests that run an endpoint of their own."""
    if os.environ.get("RECORD", "none") != "none":
        return
    loopback = request.node.get_closest_marker("loopback") is not None
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> Any:
        if loopback and isinstance(address, tuple) and address[0] in ("127.0.0.1", "::1", "localhost"):
            return real(self, address)
        raise NetworkIsOff(f"tests open no connection, this one tried {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)


@pytest.fixture(scope="session")
def case() -> Case:
    """The real unit of the contract."""
    return open_case(EXAMPLE)


@pytest.fixture
def edited(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """A copy of the real unit's submission with pieces of its text replaced."""

    def edit(*replacements: tuple[str, str], base: Path = EXAMPLE) -> Path:
        text = base.read_text("utf-8")
        for old, new in replacements:
            assert old in text, f"the example does not hold {old!r}"
            text = text.replace(old, new, 1)
        path = tmp_path / "submission.yaml"
        path.write_text(text, "utf-8")
        return path

    yield edit


@pytest.fixture
def ziping(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command line in an empty folder; gives exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["ziping", *(str(item) for item in arguments)])
        capsys.readouterr()
        code = guard.run(app)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run
