"""draft --waive: what is waived does not stop a report, and every file of the report says so."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.support.command_line import Run
from tests.support.places import EXAMPLE
from tests.support.waivers import REASON, waivers

REPLY = "1.我单位预算执行率90.56%，建议加强绩效业务学习及培训。\n<<END>>\n"
NOTE = f"校验说明：“我单位预算执行率90.56%”一处未通过校验（规则NUM002），已豁免（理由：{REASON}；豁免人：李某）。"


def draft(ziping: Run, *options: str) -> tuple[int, str, str]:
    Path("reply.txt").write_text(REPLY, "utf-8")
    reply = ("--reply", "suggestions=reply.txt")
    return ziping("draft", EXAMPLE, "--out", "report", "--offline", *reply, *options)


def test_a_waived_diagnostic_does_not_stop_the_report_and_is_printed_in_it(ziping: Run) -> None:
    assert draft(ziping)[0] == 1
    Path("waivers.yaml").write_text(waivers(), "utf-8")
    code, out, err = draft(ziping, "--waive", "waivers.yaml")
    assert code == 0 and "report.docx" in out and "已豁免（理由" in err and "豁免没有对应的诊断" not in err
    markdown = Path("report/report.md").read_text("utf-8")
    assert NOTE in markdown
    assert NOTE in Path("report/report.html").read_text("utf-8")
    with zipfile.ZipFile("report/report.docx") as archive:
        assert NOTE in archive.read("word/document.xml").decode()
    arguments = ("verify", "report/report.md", "--submission", EXAMPLE)
    assert ziping(*arguments)[0] == 1
    assert ziping(*arguments, "--waive", "waivers.yaml")[0] == 0


def test_without_waivers_a_report_has_no_such_note(ziping: Run) -> None:
    code, _, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline")
    assert code == 0 and "校验说明" not in Path("report/report.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "code", "says"),
    [
        (waivers(line=3), 2, "waivers.yaml 第1行：起草时报告还没有行号，请删去 line"),
        (waivers() + waivers(text="91%"), 0, "第5行：豁免没有对应的诊断：NUM002 “91%”"),
        (waivers(code="NUM001"), 1, "豁免没有对应的诊断"),
        ("- {code: NUM002}", 2, "缺少此项"),
    ],
)
def test_waivers_that_do_not_fit(ziping: Run, written: str, code: int, says: str) -> None:
    Path("waivers.yaml").write_text(written, "utf-8")
    got, _, err = draft(ziping, "--waive", "waivers.yaml")
    assert got == code and says in err
