"""verify --explain, --waive and --write-record: why each number passes, who answers for a diagnostic, what is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.severity import Severity
from assistant.domain.waiver import Waiver, waive
from assistant.errors import SubmissionError
from assistant.loading.waivers import load_waivers
from tests.support.command_line import Run
from tests.support.places import EXAMPLE
from tests.support.waivers import REASON, waivers

WRONG = "我单位预算执行率90.56%。\n完成培训1234场。\n我单位预算执行率90.56%。\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(ziping: Run) -> Write:
    """Write a file in the folder of the command line, the report by default."""

    def put(name: str, text: str) -> Path:
        Path(name).write_text(text, "utf-8")
        return Path(name)

    put("report.txt", WRONG)
    return put


def verify(ziping: Run, *options: str, file: str = "report.txt") -> tuple[int, str, str]:
    return ziping("verify", file, "--submission", EXAMPLE, *options)


def test_explain_says_of_every_number_what_it_was_held_against(ziping: Run, write: Write) -> None:
    write("report.txt", "2023年，我单位预算执行率90.65%，预算执行率90.56%。\n完成培训1234场。\n")
    code, out, _ = verify(ziping, "--explain")
    lines = out.splitlines()
    explained = lines[lines.index("report.txt：逐个数字说明") + 1 : -1]
    assert code == 1 and lines[-1].startswith("report.txt：数字表述4处") and len(explained) == 4
    date, right, wrong, unsourced = explained
    assert date == "report.txt:1:1 “2023年”是日期，不与台账比对，由日期规则检查"
    assert right.startswith("report.txt:1:15 “90.65%”相符，即预算执行率90.65%")
    assert "上下文最贴合的（贴合度）：预算执行率（" in right and "应为" not in right
    assert "“90.56%”数值不符；按上下文应为预算执行率90.65%" in wrong
    assert unsourced.startswith("report.txt:2:5 “1234场”没有出处")
    assert "逐个数字说明" not in verify(ziping)[1]


def test_explain_tells_quotes_enumerations_and_other_words(ziping: Run, write: Write) -> None:
    text = "下设两办五中心以及社区工作委员会。\n社区工作经费项目执行率58.16%，基层监督建设补助经费项目执行率80%，两个项目执行率低。\n"
    write("report.txt", f"{text}受益人员的满意程度为95.5%。\n")
    _, out, _ = verify(ziping, "--explain")
    assert "“两办”相符；在单位自己填报的文字里，原样引用" in out
    assert "“两个”相符；是文中所列事项的个数" in out
    assert "“95.5%”相符，即受益人员满意度实际完成值95.5%；对象是换了说法写的；字面所指" in out
    _, out, _ = verify(ziping, "--explain", "--format", "json")
    why = {row["text"]: row["why"] for row in json.loads(out)["bindings"]}
    assert why == {
        "两办": ["quoted"],
        "五中心": ["quoted"],
        "58.16%": [],
        "80%": [],
        "两个": ["enumeration"],
        "95.5%": ["other words"],
    }


def test_explain_in_json(ziping: Run, write: Write) -> None:
    code, out, _ = verify(ziping, "--explain", "--format", "json")
    row = json.loads(out)
    first, other, _ = row["bindings"]
    assert code == 1 and len(row["bindings"]) == row["mentions"] == 3
    assert WRONG[first["start"] : first["end"]] == first["text"] == "90.56%"
    assert first["verdict"] == "mismatch" and first["entries"] == []
    assert "budget.execution.rate" in first["expected"]
    assert first["fits"][0]["id"] in first["expected"] and first["fits"][0]["fit"] > 0
    assert other["verdict"] == "unsourced"
    assert "bindings" not in json.loads(verify(ziping, "--format", "json")[1])


def test_waived_diagnostics_are_shown_and_do_not_count(ziping: Run, write: Write) -> None:
    write("report.txt", "我单位预算执行率90.56%。\n")
    assert verify(ziping)[0] == 1
    write("waivers.yaml", waivers())
    code, out, err = verify(ziping, "--waive", "waivers.yaml")
    assert code == 0 and err == ""
    assert f"report.txt:1:9 已豁免（理由：{REASON}；豁免人：李某） 错误 NUM002" in out
    assert "诊断1项，其中1项已豁免。" in out
    code, out, _ = verify(ziping, "--waive", "waivers.yaml", "--format", "json")
    (item,) = json.loads(out)["diagnostics"]
    assert code == 0 and item["waived"] == {"reason": REASON, "by": "李某"}
    write("waivers.yaml", waivers(by=""))
    assert f"已豁免（理由：{REASON}；未写豁免人）" in verify(ziping, "--waive", "waivers.yaml")[1]


def test_what_is_not_waived_still_counts(ziping: Run, write: Write) -> None:
    write("waivers.yaml", waivers())
    code, out, _ = verify(ziping, "--waive", "waivers.yaml", "--format", "json")
    found = {(item["code"], item["start"]): item for item in json.loads(out)["diagnostics"]}
    assert code == 1 and [("waived" in item) for item in found.values()] == [True, False, True]
    write("waivers.yaml", waivers(line=3) + waivers(code="NUM001", text="1234场"))
    code, out, err = verify(ziping, "--waive", "waivers.yaml", "--format", "json")
    marked = ["waived" in item for item in json.loads(out)["diagnostics"]]
    assert code == 1 and marked == [False, True, True] and err == ""


@pytest.mark.parametrize(
    "given",
    [{"line": 2}, {"code": "NUM003"}, {"code": "num002"}, {"text": "90.5"}, {"text": "90.56％"}],
    ids=str,
)
def test_a_waiver_without_a_diagnostic_is_told(ziping: Run, write: Write, given: dict[str, object]) -> None:
    write("waivers.yaml", waivers(**given))  # type: ignore[arg-type]
    code, out, err = verify(ziping, "--waive", "waivers.yaml")
    assert code == 1 and "已豁免" not in out
    assert err.startswith("警告 waivers.yaml 第1行：豁免没有对应的诊断：") and err.count("\n") == 1
    write("clean.txt", "我单位预算执行率90.65%。\n")
    code, _, err = verify(ziping, "--waive", "waivers.yaml", file="clean.txt")
    assert code == 0 and "豁免没有对应的诊断" in err


def test_a_waiver_may_have_its_diagnostic_in_any_of_the_files(ziping: Run, write: Write) -> None:
    write("clean.txt", "我单位预算执行率90.65%。\n")
    write("waivers.yaml", waivers())
    arguments = ("verify", "report.txt", "clean.txt", "--submission", EXAMPLE, "--waive", "waivers.yaml")
    code, out, err = ziping(*arguments)
    assert code == 1 and err == "" and out.count("已豁免（") == 2


def test_the_waiver_that_names_the_line_goes_first() -> None:
    item = Diagnostic(
        code="NUM002", severity=Severity.ERROR, start=3, end=5, text="7%", message="", advice=""
    )
    wide = Waiver.model_validate({"code": "NUM002", "text": "7%", "reason": "各处"})
    narrow = Waiver.model_validate({"code": "NUM002", "text": "7%", "line": "2", "reason": "此处"})
    (marked,), used = waive("一\n二7%", [item], [wide, narrow])
    assert marked.waived is not None and marked.waived.reason == "此处" and used == {wide, narrow}
    assert item.waived is None and "waived" not in item.as_json()


GOOD = "code: NUM002, text: 90%, reason: 已核"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("- {code: NUM002, text: 90%}", "第1行 reason：缺少此项"),
        ("- {code: NUM002, text: 90%, reason: ' '}", "reason：不能为空"),
        ("- {code: NUM002, text: 90%, reason: }", "reason：不能为空"),
        ("- {code: NUM002, text: '', reason: 已核}", "text：请写出诊断所指的原文"),
        ("- {code: NUM002, reason: 已核}", "text：缺少此项"),
        (f"- {{{GOOD}, lines: 3}}", "lines：不认识的键“lines”"),
        (f"- {{{GOOD}, line: 三}}", "line：“三”应填行号"),
        (f"- {{{GOOD}, line: 0}}", "line：“0”应填行号"),
        (f"- {{{GOOD}, line: 1.5}}", "line：“1.5”应填行号"),
        (f"- {{{GOOD}, line: {'9' * 5000}}}", "应填行号"),
        (f"- {{{GOOD}}}\n- {{{GOOD}}}", "第2行：与第1行的豁免指同一处"),
        ("code: NUM002", "应为列表，每项一个豁免"),
        ("- NUM002", "应为“键: 值”的结构"),
        ("# 无", "文件是空的（豁免清单是 .yaml 文件"),
        ("- &a {code: x}", "不支持 YAML 锚点"),
        ("- {code: A, code: B, text: 9, reason: x}", "键“code”重复"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_faulty_waivers_are_refused(ziping: Run, write: Write, text: str, says: str) -> None:
    write("waivers.yaml", text)
    code, out, err = verify(ziping, "--waive", "waivers.yaml")
    assert code == 2 and out == "" and says in err and "waivers.yaml" in err and "Traceback" not in err


def test_every_fault_of_a_list_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(f"- {{{GOOD}}}\n- {{code: NUM001}}\n- {{text: 9, reason: x}}\n", "utf-8")
    with pytest.raises(SubmissionError) as caught:
        load_waivers(path)
    places = [fault.place.rpartition(" 第")[2] for fault in caught.value.faults]
    assert sorted(places) == ["2行 reason", "2行 text", "3行 code"]


def test_an_empty_list_and_a_missing_file(ziping: Run, write: Write) -> None:
    write("waivers.yaml", "[]\n")
    assert verify(ziping, "--waive", "waivers.yaml")[0] == 1
    code, _, err = verify(ziping, "--waive", "none.yaml")
    assert code == 2 and "文件不存在" in err
    code, _, err = verify(ziping, "--waive", "report.txt")
    assert code == 2 and "豁免清单是 .yaml 文件" in err and "填报" not in err


def test_a_record_keeps_what_was_verified_found_and_waived(ziping: Run, write: Write) -> None:
    write("waivers.yaml", waivers(line=1))
    code, _, err = verify(ziping, "--waive", "waivers.yaml", "--write-record", "record.json")
    data = Path("record.json").read_bytes()
    row = json.loads(data)
    assert code == 1 and "已写入校验记录 record.json" in err
    assert row["files"] == {"report.txt": sha256(Path("report.txt").read_bytes()).hexdigest()}
    assert row["standard"] == "mof-2020" and row["mentions"] == 3
    assert row["submission_sha256"] == sha256(EXAMPLE.read_bytes()).hexdigest()
    assert [item["code"] for item in row["diagnostics"]] == ["NUM001", "NUM002"]
    assert [(item["start"], item["waived"]["reason"]) for item in row["waived"]] == [(8, REASON)]
    code, out, err = verify(ziping, "--write-record", "record.json")
    assert code == 2 and out == "" and "record.json 已存在，没有改动" in err
    assert Path("record.json").read_bytes() == data


def test_a_record_that_cannot_be_written(ziping: Run, write: Write) -> None:
    code, _, err = verify(ziping, "--write-record", "nowhere/record.json")
    assert code == 2 and "不能写入校验记录" in err
    Path("link.json").symlink_to("elsewhere.json")
    code, _, err = verify(ziping, "--write-record", "link.json")
    assert code == 2 and "已存在" in err and not Path("elsewhere.json").exists()
    arguments = (
        "verify",
        "report.txt",
        "report.txt",
        "--submission",
        EXAMPLE,
        "--write-record",
        "record.json",
    )
    code, _, err = ziping(*arguments)
    assert code == 2 and "一次只记录一份报告" in err and not Path("record.json").exists()
    code, _, _ = verify(ziping, "--write-record", "record.json", file="missing.txt")
    assert code == 2 and not Path("record.json").exists()
