"""report.record.json: what a report rests on, and the proof that a file is the one that was checked."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from assistant.workflow.publication import REPORT_FILES
from tests.support.command_line import Run
from tests.support.places import EXAMPLE

RECORD = "report/report.record.json"


@pytest.fixture
def written(ziping: Run) -> dict[str, Any]:
    """The record of the example's report, written into ./report."""
    code, out, _ = ziping("draft", EXAMPLE, "--offline", "--out", "report")
    assert code == 0 and RECORD in out
    row: dict[str, Any] = json.loads(Path(RECORD).read_text("utf-8"))
    return row


def test_a_record_names_everything_the_report_rests_on(written: dict[str, Any]) -> None:
    for name in REPORT_FILES[:-1]:
        assert written["files"][name] == sha256(Path("report", name).read_bytes()).hexdigest(), name
    assert written["submission_sha256"] == sha256(EXAMPLE.read_bytes()).hexdigest()
    assert written["submission"] == "changchun-2023.yaml" and str(Path.cwd()) not in json.dumps(written)
    assert set(written["sections"]) == {"problems", "measures", "suggestions"}
    rate = next(row for row in written["figures"] if row["id"] == "budget.execution.rate")
    assert (rate["value"], rate["unit"], rate["formula"]) == ("90.65", "%", "全年执行数 ÷ 全年预算数 × 100%")
    line, column = map(int, rate["at"][0].split(":"))
    assert written["text"][line - 1][column - 1 :].startswith("90.65%")
    fact = next(row for row in written["figures"] if row["source"])
    assert fact["source"].startswith("changchun-2023.yaml 第")
    assert written["text"] == Path("report/report.md").read_text("utf-8").split("\n")


def test_every_file_of_the_report_is_proved(ziping: Run, written: dict[str, Any]) -> None:
    files = [Path("report", name) for name in written["files"]]
    code, out, _ = ziping("verify", *files, "--record", RECORD)
    assert code == 0 and out.count("逐字节相同") == len(files)
    code, out, _ = ziping("verify", files[0], "--record", RECORD, "--submission", EXAMPLE)
    assert code == 0 and "就是当时的填报数据" in out and "处与台账相符" in out


def test_a_changed_report_is_told_with_its_changes(ziping: Run, written: dict[str, Any]) -> None:
    text = Path("report/report.md").read_text("utf-8")
    Path("changed.md").write_text(
        text.replace("90.65%", "91.65%", 1).replace("年中调减", "年中调增", 1), "utf-8"
    )
    code, out, _ = ziping("verify", "changed.md", "--record", RECORD)
    assert code == 1 and "有2处" in out and "【90.65】→【91.65】" in out and "【减】→【增】" in out
    Path("saved.md").write_text(text.replace("\n\n", "\n\n\n"), "utf-8")
    code, out, _ = ziping("verify", "saved.md", "--record", RECORD)
    assert code == 0 and "文字与当时校验的相同" in out


def test_other_facts_are_told_figure_by_figure(
    ziping: Run, written: dict[str, Any], edited: Callable[..., Path]
) -> None:
    other = edited(("budget: 25.86", "budget: 35.86"))
    code, out, err = ziping("verify", "report/report.md", "--record", RECORD, "--submission", other)
    assert code == 1 and "不是当时的填报数据文件" in err and "当时 25.86万元，现在 35.86万元" in out


@pytest.mark.parametrize(
    "change",
    [
        lambda row: row | {"mentions": 1},
        lambda row: row | {"figures": []},
        lambda row: row | {"record_sha256": "0" * 64},
    ],
)
def test_a_record_that_was_changed_proves_nothing(
    ziping: Run, written: dict[str, Any], change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    Path("r.json").write_text(json.dumps(change(written)), "utf-8")
    code, out, err = ziping("verify", "report/report.md", "--record", "r.json")
    assert code == 2 and out == "" and "写成之后被改动过" in err


@pytest.mark.parametrize("text", ["", "[]", "{}", "[" * 100_000, '{"format": "ziping record 1"}', "\0"])
def test_what_is_no_record_is_refused(ziping: Run, text: str) -> None:
    Path("r.json").write_text(text, "utf-8")
    Path("report.md").write_text("预算执行率90.65%。", "utf-8")
    code, _, err = ziping("verify", "report.md", "--record", "r.json")
    assert code == 2 and "不是 ziping 的校验记录" in err
    code, _, err = ziping("verify", "report.md", "--record", "none.json")
    assert code == 2 and "读不到校验记录" in err


def test_verify_needs_facts_or_a_record(ziping: Run) -> None:
    Path("report.md").write_text("预算执行率90.65%。", "utf-8")
    code, _, err = ziping("verify", "report.md")
    assert code == 2 and "--submission" in err


def test_every_kind_of_file_is_read_as_the_same_words(ziping: Run, written: dict[str, Any]) -> None:
    for name in ("report.docx", "report.html"):
        Path(f"other-{name}").write_bytes(Path("report", name).read_bytes() + b"\n")
        code, out, _ = ziping("verify", f"other-{name}", "--record", RECORD)
        assert code == 0 and "文字与当时校验的相同" in out, out


def test_a_document_without_a_word_is_no_clean_report(ziping: Run) -> None:
    Path("empty.md").write_text(" \n\n", "utf-8")
    code, out, err = ziping("verify", "empty.md", "--submission", EXAMPLE)
    assert code == 2 and out == "" and "没有可校验的文字" in err
