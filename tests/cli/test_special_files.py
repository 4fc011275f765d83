"""Pipes, sockets and devices where a file is named: refused at once, with one message, never waited for, never written."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from assistant.domain.call import Call, CallOutcome
from assistant.domain.draft import Reply
from assistant.errors import InputError
from assistant.history.calls import CallLog
from tests.support.command_line import Run
from tests.support.places import EXAMPLE

KINDS = ("pipe", "socket", "device", "folder")
READ = {
    "submission": ["check", "special.yaml"],
    "submission as json": ["compute", "special.json"],
    "workbook": ["check", "special.xlsx"],
    "old workbook": ["check", "special.xls"],
    "annotated workbook": ["check", "special.xlsx", "--annotate", "out.xlsx"],
    "official form": ["convert", "special.docx", "out.yaml"],
    "standard": ["check", "own.yaml"],
    "waivers": ["verify", "report/report.md", "--submission", "submission.yaml", "--waive", "special.yaml"],
    "waivers of a draft": [
        "draft",
        "submission.yaml",
        "--out",
        "new",
        "--offline",
        "--waive",
        "special.yaml",
    ],
    "reply": ["draft", "submission.yaml", "--out", "new", "--offline", "--reply", "problems=special.txt"],
    "reply again": ["regenerate", "report", "problems", "--reply", "special.txt"],
    "reply to revise": ["prompt", "submission.yaml", "problems", "--revise", "special.txt"],
    "template": ["draft", "submission.yaml", "--out", "new", "--offline", "--template", "special.docx"],
    "template again": ["render", "report", "--template", "special.docx"],
    **{
        f"report {suffix}": ["verify", f"special.{suffix}", "--submission", "submission.yaml"]
        for suffix in ("docx", "md", "txt", "html", "pdf")
    },
    "text of a report": ["verify", "special.md", "--text"],
    "record": ["verify", "report/report.md", "--record", "special.json"],
    "report beside its record": ["verify", "special.md", "--record", "report/report.record.json"],
    "export": ["replay", "special.json", "--out", "new"],
    "new submission": ["render", "report", "--submission", "special.yaml"],
    "settings": ["doctor"],
}
WRITTEN = {
    "annotated report": [
        "verify",
        "report/report.md",
        "--submission",
        "submission.yaml",
        "--annotate",
        "special.docx",
    ],
    "record": [
        "verify",
        "report/report.md",
        "--submission",
        "submission.yaml",
        "--write-record",
        "special.json",
    ],
    "export": ["export", "report", "special.json"],
    "template": ["template", "special.docx"],
    "converted": ["convert", "submission.yaml", "special.yaml"],
    "output folder": ["draft", "submission.yaml", "--out", "special.dir", "--offline"],
    "replayed folder": ["replay", "kept.json", "--out", "special.dir"],
    "folder of a form": ["init", "special.dir"],
    "folder of a history": ["history", "special.dir"],
}


@pytest.fixture(autouse=True)
def never_waits() -> Iterator[None]:
    """A test that waits for the other end of a pipe fails instead."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError("waited for a pipe")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def special(path: Path, kind: str) -> None:
    """Something of this kind at a path."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    elif kind == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", READ)
def test_only_ordinary_files_are_read(at: Run, place: str, kind: str) -> None:
    verb = READ[place]
    name = next((item.rpartition("=")[2] for item in verb if "special" in item), "special.yaml")
    if place == "settings":
        name = "ziping.toml"
    if place == "standard":
        text = EXAMPLE.read_text("utf-8").replace("standard: mof-2020", "standard: special.yaml", 1)
        assert "special" in text
        Path("own.yaml").write_text(text, "utf-8")
    special(Path(name), kind)
    code, _, err = at(*verb)
    says = "这是文件夹" if kind == "folder" else "不是普通文件，而是管道、套接字或设备"
    assert code == 2 and says in err and name in err and "Traceback" not in err, err
    assert not Path("new").exists()


@pytest.mark.parametrize("kind", KINDS[:3])
@pytest.mark.parametrize("place", WRITTEN)
def test_only_new_files_and_folders_are_written(at: Run, place: str, kind: str) -> None:
    verb = WRITTEN[place]
    assert at("export", "report", "kept.json")[0] == 0
    name = next(item for item in verb if "special" in item)
    special(Path(name), kind)
    before = Path(name).lstat()
    code, _, err = at(*verb)
    assert code == 2 and name in err and err.count("\n") == 1, err
    assert Path(name).lstat().st_ino == before.st_ino


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", ["key_file", "ca_bundle"])
def test_keys_and_certificates_are_ordinary_files(
    at: Run, monkeypatch: pytest.MonkeyPatch, key: str, kind: str
) -> None:
    special(Path("special"), kind)
    Path("ziping.toml").write_text(
        f'[endpoints.a]\nbase_url = "http://127.0.0.1:9/v1"\nmodel = "m"\n{key} = "special"\n', "utf-8"
    )
    monkeypatch.setenv("ZIPING_CONFIG", "ziping.toml")
    code, _, err = at("doctor")
    assert code == 2 and "读不到" in err and "special" in err and err.count("\n") == 1, err


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize("name", ["history.id", "calls.jsonl", "report.md", "previous"])
def test_what_stands_in_a_folder_is_no_pipe_either(
    at: Run, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    if name == "report.md":
        Path("report/report.md").unlink()
    special(Path("report", name), kind)
    if name == "history.id":
        code, _, err = at("history", "report", "--history", "postgresql://h/d")
    elif name == "calls.jsonl":
        with pytest.raises(InputError, match=r"不能写入 report/calls\.jsonl"):
            CallLog(Path("report")).keep(Call(1, (), CallOutcome.REPLIED, Reply("x")))
        return
    else:
        code, _, err = at("render", "report", "--contents")
    assert code == 2 and name in err and err.count("\n") == 1, err
