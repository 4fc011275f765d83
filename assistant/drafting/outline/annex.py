"""The annexed 绩效自评表: execution of the budget, then the indicators."""

from __future__ import annotations

from assistant.domain.indicator import Indicator
from assistant.domain.report import Block, Heading
from assistant.drafting.outline.budget import rate_id
from assistant.drafting.outline.parts import NONE, Material, reasons
from assistant.drafting.slots import quote, slot

_MARK = "附件："


def annex(page: Material, form: str) -> list[Block]:
    """Both tables of the form."""
    return [Heading(1, f"{_MARK}{form}绩效自评表", _MARK), _execution_table(page), _indicator_table(page)]


def _cell(page: Material, entry_id: str) -> str:
    return slot(entry_id, "number") if entry_id and entry_id in page.ledger else NONE


_PARTS = (
    ("年度资金总额", "total"),
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("财政拨款", "fiscal"),
    ("上年结转资金", "carryover"),
    ("其他资金", "other"),
)


def _execution_table(page: Material) -> Block:
    columns = [
        f"{stage}（{page.submission.budget.unit}）" for stage in ("年初预算数", "全年预算数", "全年执行数")
    ]
    rows = []
    for name, part in _PARTS:
        if page.ledger.part("adjusted", part) not in page.ledger:
            continue
        cells = [_cell(page, page.ledger.part(stage, part)) for stage in ("initial", "adjusted", "executed")]
        scored = part == "total"
        cells.append(_cell(page, rate_id(part)))
        cells.append(_cell(page, "budget.execution.points") if scored else NONE)
        cells.append(_cell(page, "budget.execution.score") if scored else NONE)
        rows.append([name, *cells])
    heads = ("资金", *columns, "预算执行率（%）", "分值（分）", "得分（分）")
    return page.table("预算执行情况", heads, rows, (20, 16, 16, 16, 14, 9, 9))


_CLASSES = (("一级指标", 8), ("二级指标", 10))
_VALUES = (
    ("年度指标值", 13),
    ("年中监控值", 12),
    ("实际完成值", 12),
    ("完成率", 9),
    ("分值（分）", 7),
    ("自评得分（分）", 9),
    ("偏差原因分析及改进措施", 23),
)


def _indicator_table(page: Material) -> Block:
    """The indicators between execution and total; a column of classes only where some indicator has one."""
    classes = [(row.indicator.level1, row.indicator.level2) for row in page.submission.rows]
    kept = [place for place in (0, 1) if any(names[place] for names in classes)]
    rows = [
        [*(quote(names[place]) or NONE for place in kept), *_indicator_row(page, row.number, row.indicator)]
        for names, row in zip(classes, page.submission.rows, strict=True)
    ]
    grade = page.clauses(f"评价等级：{slot('total.grade')}") or NONE
    execution = _summary(page, "预算执行率", len(kept), "budget.execution", NONE)
    total = _summary(page, "总分", len(kept), "total", grade)
    columns = (*(_CLASSES[place] for place in kept), ("三级指标" if kept else "绩效指标", 15), *_VALUES)
    return page.table(
        "绩效指标完成情况",
        tuple(name for name, _ in columns),
        [execution, *rows, total],
        tuple(width for _, width in columns),
        names=len(kept) + 1,
    )


def _summary(page: Material, name: str, blank: int, head: str, words: str) -> list[str]:
    """A row of points and score alone, its name over `blank` more columns."""
    scored = [_cell(page, f"{head}.points"), _cell(page, f"{head}.score")]
    return [name, *[""] * blank, NONE, NONE, NONE, NONE, *scored, words]


def _indicator_row(page: Material, number: int, indicator: Indicator) -> list[str]:
    head, ledger = f"indicator.{number}", page.ledger
    values = [
        slot(f"{head}.{key}") if f"{head}.{key}" in ledger else NONE
        for key in ("midyear", "actual", "completion.rate")
    ]
    return [
        quote(indicator.name),
        slot(f"{head}.target"),
        *values,
        _cell(page, f"{head}.points"),
        _cell(page, f"{head}.score"),
        reasons(indicator) or NONE,
    ]
