"""The command line as its users meet it: output, exit codes, messages."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.cli.app import app
from assistant.workflow.publication import REPORT_FILES
from tests.support.command_line import Run
from tests.support.places import EXAMPLE, ROOT
from tests.support.replies import reply_of


def test_compute_gives_every_expected_figure(ziping: Run) -> None:
    code, out, _ = ziping("compute", EXAMPLE, "--format", "json")
    data = json.loads(out)
    assert code == 0 and data["year"] == 2023 and data["standard"] == "mof-2020"
    figures = {item["id"]: [item["value"], item["unit"]] for item in data["figures"]}
    expected = json.loads(
        (ROOT / "tests" / "calculator" / "expected" / "changchun-2023.json").read_text("utf-8")
    )
    assert expected.items() <= figures.items()
    rate = next(item for item in data["figures"] if item["id"] == "budget.execution.rate")
    assert rate["exact"].startswith("90.6489") and rate["inputs"] == [
        "budget.executed.total",
        "budget.adjusted.total",
    ]


def test_check(ziping: Run, edited: Callable[..., Path]) -> None:
    code, out, _ = ziping("check", EXAMPLE, "--format", "json")
    rows = json.loads(out)["findings"]
    assert code == 0 and {row["code"] for row in rows} == {
        "APP001",
        "APP002",
        "APP003",
        "APP004",
        "APP005",
        "APP014",
        "APP017",
    }
    assert all(row["source"]["line"] for row in rows)
    assert {row["consequence"] for row in rows if row["code"] == "APP005"} == {"inconsistent"}
    code, out, _ = ziping("check", edited(("budget: 25.86", "budget: 35.86")))
    assert code == 1 and "错误 REC001" in out and "655.26万元" in out


def test_trace(ziping: Run) -> None:
    code, out, _ = ziping("trace", EXAMPLE, "budget.execution.rate")
    assert code == 0 and "全年执行数 ÷ 全年预算数 × 100%" in out and "第65行" in out
    code, _, err = ziping("trace", EXAMPLE, "budget.execution.rat")
    assert code == 2 and "是否想查 budget.execution.rate" in err


def test_draft_offline_then_verify(ziping: Run, tmp_path: Path) -> None:
    code, out, err = ziping("draft", EXAMPLE, "--offline", "--out", "report")
    assert code == 0 and "离线写作器" in err
    assert {Path(line).name for line in out.split()} == set(REPORT_FILES)
    assert "段待单位补充：" in err and re.search(r"二、.+ 第\d+段 …|（.+）.+ 第\d+段 …", err)
    assert "检查结论由单位据实补充" in err and "report.md 第" not in err
    code, out, _ = ziping("verify", "report/report.md", "--submission", EXAMPLE, "--format", "json")
    row = json.loads(out)
    assert code == 0 and row["diagnostics"] == [] and row["mentions"] > 250
    text = Path("report/report.md").read_text("utf-8").replace("90.65%", "90.56%", 1)
    Path("changed.md").write_text(text, "utf-8")
    code, out, _ = ziping("verify", "changed.md", "--submission", EXAMPLE, "--format", "json")
    (item,) = json.loads(out)["diagnostics"]
    assert code == 1 and item["code"] == "NUM002" and text[item["start"] : item["end"]] == "90.56%"
    code, out, _ = ziping("verify", "changed.md", "--submission", EXAMPLE)
    assert "【90.56%】" in out and "应为：预算执行率90.65%" in out and "⟦" not in out


def test_draft_without_a_model_says_so(ziping: Run) -> None:
    code, _, err = ziping("draft", EXAMPLE, "--out", "report")
    assert (
        code == 0
        and "没有配置模型（缺少 OPENAI_BASE_URL、ZIPING_MODEL、OPENAI_API_KEY），使用离线写作器" in err
    )


def test_reply_from_a_file_is_held_to_the_same_gate(ziping: Run) -> None:
    Path("good.txt").write_text(reply_of("problems"), "utf-8")
    code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--reply", "problems=good.txt")
    assert code == 0 and "第1稿（回复文件）通过校验" in err
    Path("bad.txt").write_text("1.培训覆盖率达到97.3%。\n<<END>>", "utf-8")
    code, out, err = ziping(
        "draft", EXAMPLE, "--out", "report", "--offline", "--reply", "suggestions=bad.txt"
    )
    assert code == 1 and "NUM001" in err and "没有生成报告" in err
    assert "97.3%【错1】。」" in out and "【错1】〔NUM001〕「“97.3%”没有出处" in out
    assert not Path("report/report.docx").exists() and Path("report/previous/report-001.docx").exists()
    code, _, err = ziping(
        "draft",
        EXAMPLE,
        "--out",
        "report",
        "--offline",
        "--reply",
        "suggestions=bad.txt",
        "--on-refusal",
        "offline",
    )
    assert code == 0
    assert "“建议”由离线写作器" in Path("report/report.md").read_text("utf-8").replace("”“", "“")


def test_prompt_and_revision_prompt(ziping: Run) -> None:
    code, out, err = ziping("prompt", EXAMPLE, "problems")
    assert (
        code == 0 and "⟦project.2.execution.rate⟧｜预算执行率｜「58.16%」｜“偏低”" in out and "<<END>>" in out
    )
    assert "个词元" in err
    Path("bad.txt").write_text("1.我单位预算执行率95.06%。\n<<END>>", "utf-8")
    code, out, _ = ziping("prompt", EXAMPLE, "suggestions", "--revise", "bad.txt")
    assert code == 0 and "【错1】〔NUM002〕" in out and "「1.我单位预算执行率95.06%【错1】。」" in out


def test_one_section_only(ziping: Run) -> None:
    code, out, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--section", "measures")
    assert code == 0 and out.startswith("## 改进措施") and not Path("report/report.md").exists()


def test_init_writes_a_submission_that_checks(ziping: Run) -> None:
    assert ziping("init", "new", "--format", "yaml")[0] == 0
    assert ziping("check", "new/submission.yaml")[0] == 0
    code, _, err = ziping("init", "new", "--format", "yaml")
    assert code == 2 and "已存在，没有改动" in err


def test_explain(ziping: Run) -> None:
    code, out, _ = ziping("explain", "num002")
    assert code == 0 and out.startswith("NUM002（错误）") and "正例：" in out
    code, _, err = ziping("explain", "NUM999")
    assert code == 2 and "没有规则“NUM999”" in err


def test_doctor_shows_no_key(ziping: Run) -> None:
    code, out, _ = ziping("doctor")
    assert code == 0 and "未配置" in out and "mof-2020" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check"], "缺少参数 填报数据"),
        (["chek"], "没有命令“chek”"),
        (["check", "no.yaml"], "文件不存在"),
        (["check", EXAMPLE, "--formt", "json"], "没有选项“--formt”"),
        (["check", EXAMPLE, "--format", "xml"], "参数 --format 的值不可用"),
        (["compute", EXAMPLE, "more"], "多余的参数：more"),
        (["prompt", EXAMPLE, "summary"], "参数 章节 的值不可用"),
        (["verify", "no.md", "--submission", EXAMPLE], "文件不存在"),
        (["verify", EXAMPLE, "--submission", EXAMPLE], "不能读取“.yaml”"),
        (["draft", EXAMPLE, "--out", "x", "--reply", "problems"], "--reply 应写成 章节=文件"),
        (["draft", EXAMPLE, "--out", "x", "--reply", "problems=no.txt"], "读不到回复文件"),
        (["draft", EXAMPLE, "--out", EXAMPLE], "不能写入文件夹"),
        (["convert", EXAMPLE, "x.csv"], "不能写成“.csv”文件"),
        (["convert", "x.csv", "x.yaml"], "不能读取“.csv”文件"),
        (["convert", EXAMPLE, "x.yaml", "--year", "2023"], "只用于官方自评表"),
        (["check", EXAMPLE, "--annotate", "x.xlsx"], "用于 .xlsx 填报工作簿"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_bad_usage_is_one_clear_message(ziping: Run, arguments: list[str | Path], says: str) -> None:
    code, _, err = ziping(*arguments)
    assert code == 2 and says in err and "Traceback" not in err


VERBS = sorted(
    command.name or command.callback.__name__ for command in app.registered_commands if command.callback
)
KEPT = {
    "NUM",
    "Excel",
    "WPS",
    "Word",
    "PDF",
    "JSON",
    "Schema",
    "YAML",
    "EDITOR",
    "LibreOffice",
    "PostgreSQL",
    "ZIPING_CONFIG",
}


@pytest.mark.parametrize("verb", ["", *VERBS])
def test_help_is_chinese(ziping: Run, verb: str) -> None:
    """No type of Python or Click, no English placeholder; names of programs and values to type stay."""
    code, out, _ = ziping(*filter(None, [verb]), "--help")
    assert code == 0 and out.startswith(f"用法：ziping {verb}".rstrip()) and "显示本说明" in out
    assert set(re.findall(r"[A-Z][A-Za-z_]+", out)) <= KEPT
    assert "<" not in out and not re.search(r"\b(?:path|str|bool|int|list)\b", out)
    for line in out.partition("选项：")[2].splitlines():
        assert not line.startswith("  --") or re.search("[一-龥]", line), line


def test_init_asks_for_the_kind_at_a_terminal(ziping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for answers, kind in (("9\n2\n", "项目支出"), ("\n", "部门整体支出"), ("项目支出\n", "项目支出")):
        folder = f"asked-{len(answers)}"
        monkeypatch.setattr("sys.stdin", Terminal(answers))
        code, _, err = ziping("init", folder)
        assert code == 0 and err.count("填哪一种自评") == answers.count("\n")
        assert load_workbook(f"{folder}/submission.xlsx")["单位"]["B4"].value == kind
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    code, _, err = ziping("init", "silent")
    assert code == 0 and err == "" and Path("silent/submission.xlsx").exists()


def test_unexpected_error_is_one_line_and_a_log(ziping: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("assistant.cli.check.open_case", broken)
    code, _, err = ziping("check", EXAMPLE)
    log = err.split("在 ")[1].split("；")[0]
    assert code == 2 and "Traceback" not in err and "boom" in Path(log).read_text("utf-8")


def test_a_foreign_validators_package_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "validators").mkdir()
    (tmp_path / "validators" / "__init__.py").write_text("__version__ = '0.36.0'\n", "utf-8")
    code = "import sys; sys.path[0:0] = sys.argv[1:3]; from assistant.cli.app import main; sys.argv = ['ziping', '--help']; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path), str(ROOT)], capture_output=True, text=True, cwd=tmp_path
    )
    assert result.returncode == 2
    assert "validators 包不是 ziping 的" in result.stderr and "pipx" in result.stderr
