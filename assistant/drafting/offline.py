"""The offline writer: deterministic text with slots that answers every finding, when no model is at hand.

It passes the same gate as a model's draft. Causes and measures are the unit's own words; where none were
supplied the text says so.
"""

from __future__ import annotations

from assistant.domain.document import SectionName
from assistant.domain.finding import Finding
from assistant.domain.ledger import Ledger
from assistant.drafting.reply import LEFT_OPEN
from assistant.drafting.slots import clauses, declared, quote, sentence, slot
from assistant.drafting.supplied import cause_clause, measure_clause, plain_end

_NO_CAUSE = f"原因{LEFT_OPEN}"


def write_offline(section: SectionName, ledger: Ledger, notes: tuple[str, ...]) -> str:
    """The draft of one narrative section."""
    write = {
        SectionName.PROBLEMS: _problems,
        SectionName.MEASURES: _measures,
        SectionName.SUGGESTIONS: _suggestions,
    }[section]
    paragraphs = write(ledger) + [sentence(note) for note in notes]
    if not paragraphs:
        paragraphs = [_NOTHING[section]]
    numbered = (f"{number}.{_apart(text)}{text}" for number, text in enumerate(paragraphs, 1))
    return declared("\n".join(numbered), ledger)


def _apart(text: str) -> str:
    """What keeps a paragraph's number from running into a number that the text begins with: 3. 2026年起."""
    return " " if text[:1].isdigit() else ""


_NOTHING = {
    SectionName.PROBLEMS: "本年度各项绩效指标和预算执行未发现需要说明的偏差。",
    SectionName.MEASURES: "继续按既定的预算绩效管理制度做好预算编制、执行和自评工作。",
    SectionName.SUGGESTIONS: "继续加强预算绩效目标管理，提高绩效指标的科学性和可衡量性。",
}


def _topic(ledger: Ledger, topic: str) -> list[Finding]:
    """The findings of a topic, one for each subject: what several rules find is told once."""
    found: dict[str, Finding] = {}
    for finding in ledger.to_answer():
        if finding.topic == topic:
            found.setdefault(finding.subject, finding)
    return list(found.values())


def _problems(ledger: Ledger) -> list[str]:
    """One paragraph per kind of finding that there is."""
    paragraphs = [
        _execution_problem(ledger, _topic(ledger, "execution")),
        _listed(
            "部分支出超过全年预算数。",
            [_over_executed(ledger, finding) for finding in _topic(ledger, "over_executed")],
        ),
        _listed(
            "部分绩效指标未达到指标值。", [_unmet(ledger, finding) for finding in _topic(ledger, "unmet")]
        ),
        _listed(
            "部分绩效指标超额完成幅度较大，指标值的设定有待核实。",
            [_over(ledger, finding) for finding in _topic(ledger, "over")],
        ),
        _adjustment_problem(ledger, _topic(ledger, "adjustment")),
        _listed(
            "部分自评得分与评分标准不一致。", [_score(ledger, finding) for finding in _topic(ledger, "score")]
        ),
    ]
    return [text for text in paragraphs if text]


def _listed(lead: str, items: list[str]) -> str:
    return lead + "".join(f"{item}。" for item in items) if items else ""


def _cause(ledger: Ledger, finding: Finding) -> str:
    return cause_clause(ledger.subjects[finding.subject].cause) or _NO_CAUSE


def _name(ledger: Ledger, finding: Finding) -> str:
    return quote(ledger.subjects[finding.subject].name)


# Of the whole and of 项目支出: 全年预算数, 执行数, 预算执行率, 未执行数.
_EXECUTION = {
    "unit": (
        "budget.adjusted.total",
        "budget.executed.total",
        "budget.execution.rate",
        "budget.unexecuted.total",
    ),
    "project": (
        "budget.adjusted.project",
        "budget.executed.project",
        "budget.project.execution.rate",
        "budget.unexecuted.project",
    ),
}


def _execution_problem(ledger: Ledger, findings: list[Finding]) -> str:
    lead = "预算执行率偏低。" if _own(ledger) == "本项目" else "部分支出预算执行率偏低。"
    by_project = any(finding.subject not in _EXECUTION for finding in findings)
    items = []
    for finding in findings:
        # Without a cause of its own the whole is explained by the projects that it comes from.
        left_to_projects = by_project and finding.subject in _EXECUTION
        told = ledger.subjects[finding.subject].cause or not left_to_projects
        items.append(_low(ledger, finding) + (f"，{_cause(ledger, finding)}" if told else ""))
    return _listed(lead, items)


def _own(ledger: Ledger) -> str:
    """How the report speaks of what it evaluates: the office, or the project."""
    return "本项目" if "本项目" in ledger.subjects["unit"].names else "我单位"


def _called(ledger: Ledger, finding: Finding) -> str:
    """How the text speaks of what a finding is about: the office or the project itself, 项目支出, or by its name."""
    return {"unit": _own(ledger), "project": "项目支出"}.get(finding.subject) or _name(ledger, finding)


def _low(ledger: Ledger, finding: Finding) -> str:
    key = finding.subject
    of_one = (f"{key}.budget", f"{key}.executed", f"{key}.execution.rate", f"{key}.unexecuted")
    budget, executed, rate, left = _EXECUTION.get(key, of_one)
    return clauses(
        ledger,
        f"{_called(ledger, finding)}全年预算数{slot(budget)}",
        f"执行数{slot(executed)}",
        f"预算执行率{slot(rate)}",
        f"未执行数{slot(left)}",
    )


def _over_executed(ledger: Ledger, finding: Finding) -> str:
    executed, budget = finding.figures
    return f"{_called(ledger, finding)}全年预算数{slot(budget)}，执行数{slot(executed)}，{_cause(ledger, finding)}"


def _unmet(ledger: Ledger, finding: Finding) -> str:
    head = finding.subject
    parts = [f"{_name(ledger, finding)}指标值{slot(f'{head}.target')}", f"实际完成值{slot(f'{head}.actual')}"]
    if f"{head}.completion.rate" in ledger:
        parts.append(f"完成率{slot(f'{head}.completion.rate')}")
    deducted = ledger.get(f"{head}.lost")
    lost = deducted.quantity if deducted else None
    if lost and lost.exact > 0:
        parts.append(f"扣分{slot(f'{head}.lost')}")
    return "，".join([*parts, _cause(ledger, finding)])


def _over(ledger: Ledger, finding: Finding) -> str:
    head = finding.subject
    return (
        f"{_name(ledger, finding)}指标值{slot(f'{head}.target')}，实际完成值{slot(f'{head}.actual')}，"
        f"完成率{slot(f'{head}.completion.rate')}，{_cause(ledger, finding)}"
    )


def _adjustment_problem(ledger: Ledger, findings: list[Finding]) -> str:
    if not findings:
        return ""
    head = "budget.adjustment"
    parts = clauses(
        ledger,
        *(
            f"{name}{slot(f'{head}.{part}.amount', 'change')}"
            for part, name in (
                ("basic", "基本支出"),
                ("project", "项目支出"),
                ("fiscal", "财政拨款"),
                ("carryover", "上年结转资金"),
                ("other", "其他资金"),
            )
        ),
    ).replace("，", "、")
    text = clauses(
        ledger,
        f"{_own(ledger)}全年预算比年初预算净{slot(f'{head}.amount', 'change')}",
        f"各部分预算调整总额{slot(f'{head}.gross.amount')}",
        f"占年初预算的{slot(f'{head}.gross.rate')}",
        f"其中{parts}" if parts else "",
    )
    return f"年初预算编制的准确性有待提高。{text}，{cause_clause(ledger.adjustment_cause) or _NO_CAUSE}。"


def _score(ledger: Ledger, finding: Finding) -> str:
    head = finding.subject
    text = f"{_name(ledger, finding)}自评得分{slot(f'{head}.score')}，按标准计算的得分{slot(f'{head}.rule_score')}"
    reason = plain_end(ledger.subjects[head].reason)
    return f"{text}，单位说明为“{reason}”" if reason else f"{text}，{_NO_CAUSE}"


def _measures(ledger: Ledger) -> list[str]:
    """One paragraph per kind of finding, in the order of the problems."""
    adjustment = "提高年初预算编制的准确性。结合上年执行情况和年度工作安排细化预算编制，严格控制年中预算调整，确需调整的按程序报批并留存依据。"
    paragraphs = [
        _execution_measure(ledger, _topic(ledger, "execution")),
        _over_executed_measure(ledger),
        _answered(
            ledger,
            "unmet",
            "落实未完成指标的整改。",
            "未达到指标值",
            "逐项查明原因，明确责任人和完成时限，按季度跟踪",
        ),
        _answered(ledger, "over", "合理设定绩效指标值。", "超额完成", "结合历年完成情况重新测算指标值"),
        adjustment if _topic(ledger, "adjustment") else "",
        _answered(
            ledger,
            "score",
            "严格按评分标准计分。",
            "自评得分与评分标准不一致",
            "今后按评分标准计算得分，确有特殊情况的附依据说明",
        ),
    ]
    return [text for text in paragraphs if text]


def _execution_measure(ledger: Ledger, findings: list[Finding]) -> str:
    """What was supplied for each; one measure for the whole and 项目支出 where nothing was, one for a project."""
    items: list[str] = []
    measures = {finding.subject: ledger.subjects[finding.subject].measure for finding in findings}
    whole = [
        _called(ledger, item)
        for item in findings
        if item.subject in _EXECUTION and not measures[item.subject]
    ]
    if whole:
        items.append(f"按月分析{'、'.join(whole)}预算执行进度，符合支付条件的及时支付")
    for finding in findings:
        measure = measures[finding.subject]
        if measure or finding.subject not in _EXECUTION:
            measure = measure or "逐项核实未执行的原因，明确责任人和支付时限"
            items.append(measure_clause(f"针对{_called(ledger, finding)}预算执行率偏低", measure))
    return _listed("加快预算执行进度。", items)


def _over_executed_measure(ledger: Ledger) -> str:
    items = []
    for finding in _topic(ledger, "over_executed"):
        name = {"unit": _own(ledger), "project": "项目支出"}.get(finding.subject) or _name(ledger, finding)
        items.append(f"针对{name}执行数超过全年预算数，核实预算调整手续和列支科目，严格按批复的预算支出")
    return _listed("严格预算约束。", items)


def _answered(ledger: Ledger, topic: str, lead: str, what: str, fallback: str) -> str:
    items: list[str] = []
    for finding in _topic(ledger, topic):
        measure = ledger.subjects[finding.subject].measure if topic != "score" else ""
        items.append(measure_clause(f"针对{_name(ledger, finding)}{what}", measure or fallback))
    return _listed(lead, items)


def _suggestions(_ledger: Ledger) -> list[str]:
    return []
