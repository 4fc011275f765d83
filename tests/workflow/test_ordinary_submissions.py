"""No report refuses itself: whatever ordinary facts say, the offline writer's report passes the gate, or the
message names the input to change."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.domain.document import SectionName
from assistant.domain.severity import Severity
from assistant.drafting.outline.report import compose
from assistant.errors import InputError
from assistant.loading.documents.text import read_text
from assistant.rendering.markdown import render_markdown
from assistant.workflow.attempts import draft_offline, messages_for
from assistant.workflow.opening import Case, open_case
from assistant.workflow.verification import verify
from tests.support.drawn_submissions import drawn
from tests.support.offline import drafted_offline
from tests.support.ordinary_reports import INPUT, REPORT, outcome
from tests.support.places import ROOT
from validators import gate

Tree = dict[str, Any]
Make = Callable[..., Case]

BASE: Tree = {
    "format": 1,
    "kind": "project",
    "unit": {"name": "柳湾区河道管理所"},
    "year": 2023,
    "prepared_on": "2024-02-20",
    "project": {"name": "河道养护", "authority": "柳湾区水务局"},
    "budget": {"unit": "万元", "initial": 300, "adjusted": 300, "executed": 282},
    "standard": "mof-2020",
}


def row(name: str, target: str = "≥40个", actual: object = 44, points: object = 80, **more: object) -> Tree:
    return {"name": name, "target": target, "actual": actual, "points": points} | more


MET = row("群众满意度", "≥85%", 91, 10, sample=150)


@pytest.fixture
def made(tmp_path: Path) -> Make:
    """The case of a submission with these indicators and other parts."""

    def make(*indicators: Tree, **parts: object) -> Case:
        path = tmp_path / "填报.yaml"
        tree = BASE | {"indicators": list(indicators)} | parts
        path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False), "utf-8")
        return open_case(path)

    return make


def written(case: Case) -> str:
    """The Markdown of the offline writer's report."""
    sections = {name: draft_offline(case, name) for name in SectionName}
    assert all(attempt.accepted for attempt in sections.values()), [
        item for attempt in sections.values() for item in attempt.diagnostics
    ]
    return render_markdown(compose(case.submission, case.ledger, sections))


def faults(case: Case, text: str) -> list[str]:
    """The errors of a text as somebody hands it in."""
    document = case.own_text.recognised(read_text(text, markdown=True))
    found = gate.check(document, case.ledger, case.lexicon)
    return [item.code for item in found if item.severity is Severity.ERROR]


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 10**9))
def test_an_ordinary_submission_becomes_a_report_or_names_its_fault(tmp_path: Path, seed: int) -> None:
    assert outcome(drawn(seed), tmp_path, files=seed % 10 == 0) in (REPORT, INPUT)


CASES = yaml.safe_load((ROOT / "tests" / "workflow" / "ordinary_cases.yaml").read_text("utf-8"))["cases"]
EACH_BEGINS_THE_NEXT = [row("清" + "淤" * length, points=1) for length in range(1, 81)]
CASES["a name of 500 characters"] = {"indicators": [row("养护" + "护" * 498), MET]}
CASES["names each of which begins the next"] = {"indicators": [*EACH_BEGINS_THE_NEXT, MET]}


@pytest.mark.parametrize("what", CASES)
def test_ordinary_facts_become_a_report(made: Make, tmp_path: Path, what: str) -> None:
    parts = dict(CASES[what])
    rows = [row(**given) for given in parts.pop("indicators")]
    indicators = [{key: value for key, value in given.items() if value is not None} for given in rows]
    case = made(*indicators, **parts)
    for name in SectionName:
        assert messages_for(case, name)  # a model can be asked, too
    drafted = drafted_offline(case, tmp_path / "out")
    assert drafted.files
    for path in drafted.files[:3]:  # .md, .html, .docx, handed in by a stranger
        assert not verify(case, path).refused, path.name


def test_a_changed_number_is_found_where_the_names_are_hard(made: Make) -> None:
    case = made(row("18月龄体检数", "≥40个", 44), row("数量指标", "≥85%", 91, 10))
    text = written(case)
    assert faults(case, text) == []
    for old, new in (
        ("实际完成值为44个", "实际完成值为47个"),
        ("全年执行数282.00万元", "全年执行数228.00万元"),
        ("| 91% |", "| 92% |"),
    ):
        assert old in text
        assert faults(case, text.replace(old, new, 1)), new


def test_a_sentence_of_ours_is_unknown_beside_other_words(made: Make) -> None:
    case = made(row("巡河次数"), MET)
    line = next(line for line in written(case).splitlines() if line.startswith("巡河次数年度指标值"))
    known = case.own_text.recognised(read_text(f"{line}\n\n{line}全年执行数500万元。", markdown=True))
    assert [block.printed is not None for block in known.blocks] == [True, False]
    assert faults(case, f"{line}全年执行数500万元。")


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("18月龄体检数实际完成值44个。", "18月龄体检数实际完成值44个，完成于18月。"),
        ("上年结转设备款执行数30万元。", "上年结转设备款执行数31万元。"),
        (
            "18月龄体检数超额完成，原因是设备于2022年11月30日到货。",
            "18月龄体检数超额完成，设备于2022年12月30日到货。",
        ),
    ],
)
def test_a_person_may_name_and_quote_what_holds_a_date(made: Make, true: str, false: str) -> None:
    projects = [{"name": "上年结转设备款", "budget": 30, "executed": 30}]
    case = made(row("18月龄体检数", cause="设备于2022年11月30日到货。"), MET, projects=projects)
    assert faults(case, true) == []
    assert faults(case, false) != []


def test_a_fact_named_by_a_year_alone_vouches_for_no_other_year(made: Make) -> None:
    case = made(row("巡河次数"), MET, facts=[{"label": "2021年度", "value": 3, "unit": "个"}])
    assert "SUB003" in faults(case, "2021年度我单位全年预算数300万元。")


def test_an_unfilled_slot_is_found_even_in_our_own_words(made: Make) -> None:
    case = made(row("巡河次数"), MET)
    assert "STR001" in faults(case, "绩效指标得分合计⟦indicators.scores⟧。")


def test_each_number_of_our_own_is_bound_to_the_entry_of_its_slot(made: Make) -> None:
    case = made(row("预算执行率", "≥92%", 94), row("数量指标", "≥85%", 91, 10))
    reading, _ = gate.examine(case.own_text.recognised(read_text(written(case), markdown=True)), case.ledger)
    stated = {binding.entries[0] for binding in reading.bindings if binding.entries}
    assert {"indicator.1.actual", "budget.execution.rate", "indicator.2.score"} <= stated
    assert all(len(binding.entries) < 2 for binding in reading.bindings if binding.block.printed is not None)


def test_what_the_unit_wrote_is_judged_and_its_place_is_named(made: Make) -> None:
    note = "各项绩效指标全部完成，预算资金已全部支付完毕"
    case = made(row("巡河次数", actual=20, cause="雨季停工", measure="补巡"), MET, notes={"problems": [note]})
    attempt = draft_offline(case, SectionName.PROBLEMS)
    refusing = [item for item in attempt.diagnostics if item.severity is Severity.ERROR]
    assert refusing and all("填报.yaml 第" in item.advice and note[:10] in item.advice for item in refusing)


def test_one_fault_is_one_finding_and_is_said_once(made: Make) -> None:
    case = made(row("泵站完好率", "=100%", 100, score={"value": 72}), MET)
    assert [item.code for item in case.ledger.findings if item.subject == "indicator.1"] == ["APP007"]
    assert written(case).count("泵站完好率自评得分72分，按标准计算的得分80分") == 1
    case = made(row("巡河次数", actual=20), MET)
    assert [item.code for item in case.ledger.findings if item.subject == "indicator.1"] == ["APP001"]


@pytest.mark.parametrize(
    ("given", "severity", "says"),
    [
        ({}, Severity.WARNING, "没有填写原因和改进措施"),
        ({"cause": "雨季停工"}, Severity.WARNING, "没有填写改进措施"),
        ({"cause": "雨季停工", "measure": "补巡"}, Severity.INFO, "原因和改进措施已填写"),
    ],
)
def test_a_missed_target_says_whether_it_is_answered(
    made: Make, given: Tree, severity: Severity, says: str
) -> None:
    findings = made(row("巡河次数", actual=20, **given), MET).ledger.findings
    finding = next(item for item in findings if item.code == "APP001")
    assert finding.severity is severity and says in finding.message


def test_no_report_where_the_points_are_more_than_there_can_be(made: Make, tmp_path: Path) -> None:
    case = made(row("巡河次数", points=95), MET)
    with pytest.raises(InputError, match=r"填报\.yaml 第\d+行：分值合计115分，不等于100分"):
        drafted_offline(case, tmp_path / "out")


def test_a_budget_of_nothing_has_no_rate_and_the_text_says_so(made: Make) -> None:
    case = made(row("巡河次数"), MET, budget={"unit": "万元", "adjusted": 0, "executed": 0})
    assert "预算执行率不能计算（全年预算数为0）" in written(case)
    assert "全年预算数为0，不能计算" in messages_for(case, SectionName.SUGGESTIONS)[1].content


def test_a_thousand_indicators_take_ten_times_as_long_as_a_hundred(made: Make) -> None:
    seconds = []
    for number in (100, 1000):
        rows = [
            row(f"第{n}河段清淤长度", f"≥{n}米", n - n % 2, "0.01", cause=f"第{n}段停工", measure="补做")
            for n in range(1, number + 1)
        ]
        case = made(*rows)
        began = time.process_time()
        text = written(case)
        assert faults(case, text) == []
        seconds.append(time.process_time() - began)
    assert "（一千）第1000河段清淤长度" in text
    assert seconds[1] < 25 * seconds[0]  # a quadratic step would make it a hundred times
