"""Published 自评表 straight in: every layout from workbook and document, what is asked, what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from assistant.calculator.compute import compute
from assistant.domain.facts import Submission
from assistant.errors import SubmissionError
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_form
from tests.support.official_forms import (
    DEPARTMENT,
    GIVEN,
    HUBEI,
    NATIONAL,
    SICHUAN,
    TITLE,
    YUNNAN,
    rows_of,
    write_form,
)

WHOLE = ("2023年度部门整体支出绩效自评表",)
FORMATS = pytest.mark.parametrize("suffix", [".xlsx", ".docx"])


def load(path: Path, form: str, title: tuple[str, ...] = TITLE, **answers: str) -> Submission:
    return load_form(write_form(path, rows_of(form), title), {**GIVEN, **answers})


def faults(path: Path, form: str, title: tuple[str, ...] = TITLE, **answers: str) -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        load(path, form, title, **answers)
    assert caught.value.exit_code == 2
    return [str(fault) for fault in caught.value.faults]


def written(submission: Submission) -> list[tuple[object, ...]]:
    return [
        (
            row.name,
            row.target.operator + str(row.target.value) + row.target.unit
            if row.target and row.target.kind == "number"
            else row.target and row.target.text,
            row.actual,
            row.points,
            row.score and row.score.value,
        )
        for row in submission.indicators
    ]


@FORMATS
def test_the_national_form(tmp_path: Path, suffix: str) -> None:
    found = load(tmp_path / f"f{suffix}", NATIONAL)
    assert (found.kind, found.year, found.unit.name) == ("project", 2023, "某街道办事处")
    assert found.project and (found.project.name, found.project.authority) == (
        "社区工作经费项目",
        "长春市某区民政局",
    )
    assert found.budget.unit == "万元"
    assert found.budget.initial and found.budget.initial.total == 500
    assert str(found.budget.adjusted.total) == "518.29"
    assert found.budget.executed.sources() == {"fiscal": Decimal("283.46"), "carryover": Decimal(18)}
    claimed = found.claimed
    assert (claimed.execution_rate, claimed.execution_score, claimed.total) == (
        Decimal("58.16"),
        Decimal("5.82"),
        Decimal("92.87"),
    )
    assert written(found) == [
        ("消防演练场次", "≥20场", "22", 20, 20),
        ("验收合格率", "≥95%", "90.50%", 20, Decimal("19.05")),
        ("完成时间", "12月底前", "12月", 10, 10),
        ("治理水平", "有效提升", "有效提升", 30, 28),
        ("居民满意度", "≥90%", "93.20%", 10, 10),
    ]
    assert [row.level1 for row in found.indicators] == [*["产出指标"] * 3, "效益指标", "满意度指标"]
    assert found.indicators[1].cause.startswith("年底两个社区") and found.indicators[2].cause == ""


@pytest.mark.parametrize(("suffix", "place"), [(".xlsx", "自评表!F6"), (".docx", "表1!F4")])
def test_values_know_their_places(tmp_path: Path, suffix: str, place: str) -> None:
    found = load(tmp_path / f"f{suffix}", NATIONAL)
    assert str(found.budget.executed.at("total")).endswith(place)
    assert "实施单位" in " ".join(message for _, message in found.notices)


@FORMATS
def test_the_yunnan_form(tmp_path: Path, suffix: str) -> None:
    found = load(tmp_path / f"f{suffix}", YUNNAN)
    assert found.budget.unit == "元" and str(found.budget.executed.total) == "1199999.5"
    assert found.budget.initial and found.budget.initial.total == 1_200_000
    assert (found.claimed.total, found.claimed.grade) == (98, "优")
    assert written(found) == [
        ("资助人数", "=850人", "850", 40, 40),
        ("资助标准达标率", "≥100%", "100", 20, 20),
        ("政策知晓度", "显著提升", "显著提升", 20, 18),
        ("学生满意度", "≥90%", "95", 10, 10),
    ]


@FORMATS
def test_the_hubei_form(tmp_path: Path, suffix: str) -> None:
    found = load_form(
        write_form(tmp_path / f"f{suffix}", rows_of(HUBEI), ("2023年度项目绩效自评表",)),
        {"standard": "hubei-2020"},
    )
    assert (found.unit.name, found.prepared_on.isoformat()) == ("武汉市某区城管局", "2024-03-15")
    assert found.project and found.project.implementer == "某区环卫所"
    assert found.budget.initial is None and found.budget.adjusted.total == 1000
    assert (found.claimed.execution_rate, found.claimed.execution_score, found.claimed.total) == (95, 19, 89)
    assert written(found) == [
        ("清扫面积", "≥1.2万平方米", "1.3", None, 40),
        ("市民满意度", "≥80%", "76%", None, 30),
    ]
    assert found.notes.problems == ("部分路段保洁不及时",)
    assert found.notes.measures == ("加强巡查", "结果与下年预算挂钩")


@FORMATS
def test_the_sichuan_form(tmp_path: Path, suffix: str) -> None:
    found = load(tmp_path / f"f{suffix}", SICHUAN, money="万元", standard="sichuan")
    assert found.budget.initial and str(found.budget.initial.total) in ("320.5", "320.50")
    assert found.budget.executed.sources() == {"fiscal": 280, "other": Decimal("20.5")}
    assert (found.claimed.execution_rate, found.claimed.total) == (100, 100)
    assert written(found) == [
        ("讲座场次", "≥12场", "14", 50, 50),
        ("讲座单价", "≤3万元", "25000元", 20, 20),
        ("读者素养", "提升", "提升", 20, 20),
    ]
    assert any("已合并为“其他资金”" in message for _, message in found.notices)
    assert found.notes.problems == ()


@FORMATS
def test_the_department_form(tmp_path: Path, suffix: str) -> None:
    found = load(tmp_path / f"f{suffix}", DEPARTMENT, WHOLE)
    assert (found.kind, found.project, found.unit.name) == ("department", None, "长春市某区财政局")
    assert found.budget.executed.basic and found.budget.executed.basic.total == 590
    assert written(found)[0] == ("培训人次", "=500人次", "520", 60, 60)
    told = " ".join(message for _, message in found.notices)
    assert "按“=500人次”读取" in told and "按定性指标读取" in told


@FORMATS
def test_what_a_form_does_not_say_is_asked_all_at_once(tmp_path: Path, suffix: str) -> None:
    path = write_form(tmp_path / f"f{suffix}", rows_of(SICHUAN), ("项目支出绩效自评表",))
    with pytest.raises(SubmissionError) as caught:
        load_form(path, {})
    told = str(caught.value)
    assert len(caught.value.faults) == 4
    for option in ("--year", "--prepared-on", "--standard", "--money"):
        assert option in told


def test_names_year_day_and_money_written_in_one_line(tmp_path: Path) -> None:
    line = "填报单位（盖章）：某区图书馆  填报日期：2024 年 3 月 8 日  金额单位：万元"
    path = write_form(tmp_path / "f.docx", rows_of(SICHUAN), ("2023年度项目支出绩效自评表", line))
    found = load_form(path, {"standard": "sichuan"})
    assert (found.unit.name, found.prepared_on.isoformat(), found.budget.unit) == (
        "某区图书馆",
        "2024-03-08",
        "万元",
    )
    assert str(found.at("prepared_on")).endswith("正文!第2段")


ROW = "^ | ^ | 质量指标 | 验收合格率 | ≥95% | 90.50%"
REFUSED = {
    "two years": (NATIONAL, ("2023年度项目支出绩效自评表", "（2022年度）"), [], "自评年度不止一个"),
    "two units of money": (NATIONAL, (*TITLE, "金额单位：元"), [], "金额单位不止一个"),
    "no unit": (NATIONAL, TITLE, [("实施单位", "经办人")], "请用 --unit"),
    "neither project nor whole": (DEPARTMENT, ("2023年度绩效自评表",), [], "看不出是项目支出"),
    "whole with a project": (NATIONAL, WHOLE, [], "标题是整体支出，表里又有项目名称"),
    "two candidate columns": (
        NATIONAL,
        TITLE,
        [("得分 | 偏差原因", "全年实际值 | 偏差原因")],
        "都可能是“实际完成值”",
    ),
    "no adjusted budget": (NATIONAL, TITLE, [("全年预算数", "批复")], "表头里没有“全年预算数”"),
    "no column of actual values": (NATIONAL, TITLE, [("实际完成值", "完成描述")], "表头里没有“实际完成值”"),
    "an unknown part of the money": (
        NATIONAL,
        TITLE,
        [("上年结转资金", "银行贷款")],
        "不知道“银行贷款”这一行",
    ),
    "one part twice": (NATIONAL, TITLE, [("上年结转资金", "财政拨款")], "“财政拨款”有2行"),
    "no amounts": (
        HUBEI,
        TITLE,
        [("年度财政资金总额 | 1000 | 950 | 95% | 19", "年度财政资金总额")],
        "一列没有填",
    ),
    "an amount that is none": (NATIONAL, TITLE, [("301.46", "约三百万")], "“约三百万”不是数字"),
    "an operator missing": (YUNNAN, TITLE, [("= | 850", "| 850")], "没有填指标性质"),
    "an unknown operator": (YUNNAN, TITLE, [("= | 850", "正向 | 850")], "指标性质“正向”不可用"),
    "two operators": (YUNNAN, TITLE, [("= | 850", "= | ≥850")], "请只写一处"),
    "no actual": (NATIONAL, TITLE, [("≥20场 | 22", "≥20场 |")], "“实际完成值”没有填"),
    "no target": (NATIONAL, TITLE, [("≥20场 | 22", "/ | 22")], "“指标值”没有填"),
    "no name": (NATIONAL, TITLE, [("消防演练场次", "")], "“三级指标”没有填"),
    "an unknown class": (NATIONAL, TITLE, [("效益指标 | 社会", "其它 | 社会")], "不认识的一级指标“其它”"),
    "no class": (NATIONAL, TITLE, [("效益指标 | 社会", " | 社会")], "属于哪个一级指标"),
    "a day that is none": (HUBEI, TITLE, [("2024年3月15日", "三月中旬")], "看不出是哪一天"),
    "no indicators": (NATIONAL, TITLE, [("三级指标", "目标")], "没有找到绩效指标"),
}


@FORMATS
@pytest.mark.parametrize("name", REFUSED)
def test_what_is_unclear_is_refused_with_its_place(tmp_path: Path, suffix: str, name: str) -> None:
    form, title, edits, says = REFUSED[name]
    for old, new in edits:
        assert old in form
        form = form.replace(old, new)
    answers = {"prepared_on": ""} if form.startswith(HUBEI[:8]) else {}
    told = faults(tmp_path / f"f{suffix}", form, title, **answers)
    found = [line for line in told if says in line]
    assert found, told
    assert "f" + suffix in found[0] and "（" in found[0]


def test_an_answer_against_the_form_is_refused(tmp_path: Path) -> None:
    told = faults(tmp_path / "f.xlsx", NATIONAL, year="2024")
    assert told == [line for line in told if "表上的自评年度是“2023”，--year 给的是“2024”" in line]


def test_two_forms_in_one_file_are_refused(tmp_path: Path) -> None:
    other = NATIONAL.replace("项目资金", " | 项目资金").replace("绩效指标 | 一级", "绩效指标 | | 一级")
    assert "2张自评表" in faults(tmp_path / "f.xlsx", NATIONAL + other.lstrip("\n"))[0]


def test_a_header_repeated_on_a_new_page_is_no_second_form(tmp_path: Path) -> None:
    header = next(line for line in NATIONAL.splitlines() if "三级指标" in line)
    again = header.replace("绩效指标 |", "^ |", 1)
    form = NATIONAL.replace("^ | 效益指标", f"{again}\n^ | 效益指标")
    assert len(load(tmp_path / "f.docx", form).indicators) == 5


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    import docx
    from docx.oxml import parse_xml

    path = write_form(tmp_path / "f.docx", rows_of(NATIONAL), TITLE)
    document = docx.Document(str(path))
    paragraph = document.tables[0].cell(3, 5).paragraphs[0]._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for run in list(paragraph.r_lst):
        paragraph.remove(run)
    paragraph.append(parse_xml(f'<w:del {space} w:id="1"><w:r><w:delText>299</w:delText></w:r></w:del>'))
    paragraph.append(parse_xml(f'<w:ins {space} w:id="2"><w:r><w:t>301.46</w:t></w:r></w:ins>'))
    document.save(str(path))
    found = load_form(path, GIVEN)
    assert str(found.budget.executed.total) == "301.46"
    assert any("修订" in message for _, message in found.notices)


def test_a_converted_form_is_computed_and_compared_with_what_it_prints(tmp_path: Path) -> None:
    found = load(tmp_path / "f.docx", NATIONAL)
    ledger = compute(found, load_standard(found.standard))
    assert ledger["budget.execution.rate"].text == "58.16%"
    assert found.claimed.total == Decimal("92.87") and ledger["total.score"].text.startswith("92.87")


def test_marks_and_template_words_are_no_part_of_a_name(tmp_path: Path) -> None:
    form = NATIONAL.replace("消防演练场次", "★指标1：消防演练场次").replace(
        "验收合格率", "指标2：验收\\n合格率"
    )
    assert [row.name for row in load(tmp_path / "f.xlsx", form).indicators][:2] == [
        "消防演练场次",
        "验收合格率",
    ]


def test_hidden_rows_and_formulas_are_told(tmp_path: Path) -> None:
    import openpyxl

    path = write_form(tmp_path / "f.xlsx", rows_of(NATIONAL), TITLE)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.row_dimensions[14].hidden = True
    sheet["I6"] = "=F6/E6*10"
    book.save(path)
    with pytest.raises(SubmissionError, match="没有计算结果"):
        load_form(path, GIVEN)
    sheet["I6"] = 5.82
    book.save(path)
    told = " ".join(message for _, message in load_form(path, GIVEN).notices)
    assert "第14行是隐藏的" in told
