"""The report as PDF: beside the other files, never instead of them, and nothing left running."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.rendering import pdf
from tests.support.command_line import Run as Command
from tests.support.libreoffice import tool
from tests.support.places import EXAMPLE


def test_pdf_beside_the_report(ziping: Command) -> None:
    tool("soffice")
    code, out, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--pdf")
    assert code == 0 and out.split()[-1] == str(Path("report/report.pdf"))
    assert Path("report/report.pdf").read_bytes().startswith(b"%PDF")
    before = Path("report/report.docx").read_bytes()
    assert ziping("render", "report")[0] == 0 and Path("report/report.pdf").exists()
    # Another report does not keep the PDF of the one before.
    assert ziping("render", "report", "--contents")[0] == 0
    assert not Path("report/report.pdf").exists() and Path("report/previous/report-001.pdf").exists()
    assert Path("report/report.docx").read_bytes() != before


def test_without_libreoffice_the_other_files_are_there(
    ziping: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    code, out, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--pdf")
    assert code == 0 and out.count("report/report") == 5 and not Path("report/report.pdf").exists()
    assert "没有生成 PDF：没有找到 LibreOffice（soffice）。请安装" in err and "其他文件已生成" in err


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 0", "没有生成 PDF"),
        ("exit 77", "没有生成 PDF"),
        ("sleep 20", "1秒内没有完成"),
        ("", "不能运行"),
    ],
)
def test_a_printer_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\nexec {script}\n" if script.startswith("sleep") else f"#!/bin/sh\n{script}\n"
    )
    program.chmod(0o755 if script else 0o644)
    monkeypatch.setattr(pdf, "_program", lambda: str(program))
    printed = pdf.print_pdf(b"", {}, seconds=1)
    assert printed.data == b"" and says in printed.failure


def test_a_printer_gets_no_key_and_leaves_nothing_running(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, seen = tmp_path / "soffice", tmp_path / "seen"
    program.write_text(f"#!/bin/sh\nenv > {seen}\nsleep 30 & echo $! > {seen}.pid\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "_program", lambda: str(program))
    pdf.print_pdf(
        b"", {"PATH": "/usr/bin:/bin", "OPENAI_API_KEY": "sk-1", "ZIPING_HISTORY": "postgresql://a"}, 1
    )
    text = seen.read_text()
    assert "PATH=" in text and "sk-1" not in text and "postgresql" not in text
    status = Path("/proc", Path(f"{seen}.pid").read_text().strip(), "stat")
    assert not status.exists() or status.read_text().split()[2] == "Z"


def test_missing_faces_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A face counts as there where Word would find one that stands in for it."""

    class Answer:
        stdout = "SimSun,FangSong,宋体".encode()

    monkeypatch.setattr(pdf.shutil, "which", lambda name: name)
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: Answer)
    assert pdf.missing_faces() == ("楷体_GB2312", "黑体")
