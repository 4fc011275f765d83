"""The annexed 绩效自评表: execution of the budget, then the indicators."""

from __future__ import annotations

from assistant.domain.indicator import Indicator
from assistant.domain.report import Block, Heading
from assistant.drafting.outline.budget import rate_id
from assistant.drafting.outline.parts import NONE, Page, reasons
from assistant.drafting.slots import quote, slot

_MARK = "附件："


def annex(page: Page, form: str) -> list[Block]:
    """Both tables of the form."""
    return [Heading(1, f"{_MARK}{form}绩效自评表", _MARK), _execution_table(page), _indicator_table(page)]


def _cell(page: Page, entry_id: str) -> str:
    return slot(entry_id, "number") if entry_id and entry_id in page.ledger else NONE


def _execution_table(page: Page) -> Block:
    unit = page.submission.budget.unit
    columns = ("资金", f"年初预算数（{unit}）", f"全年预算数（{unit}）", f"全年执行数（{unit}）", "预算执行率（%）",
               "分值（分）", "得分（分）")  # fmt: skip
    rows = []
    parts = (("年度资金总额", "total"), ("基本支出", "basic"), ("项目支出", "project"), ("财政拨款", "fiscal"),
             ("上年结转资金", "carryover"), ("其他资金", "other"))  # fmt: skip
    for name, part in parts:
        if page.ledger.part("adjusted", part) not in page.ledger:
            continue
        cells = [_cell(page, page.ledger.part(stage, part)) for stage in ("initial", "adjusted", "executed")]
        rate = rate_id(part)
        scored = part == "total"
        cells.append(_cell(page, rate))
        cells.append(_cell(page, "budget.execution.points") if scored else NONE)
        cells.append(_cell(page, "budget.execution.score") if scored else NONE)
        rows.append([name, *cells])
    return page.table("预算执行情况", columns, rows, (20, 16, 16, 16, 14, 9, 9))


_CLASSES = (("一级指标", 8), ("二级指标", 10))


def _indicator_table(page: Page) -> Block:
    rows = [_indicator_row(page, row.number, row.indicator) for row in page.submission.rows]
    classes = [(row.indicator.level1, row.indicator.level2) for row in page.submission.rows]
    kept = [place for place in (0, 1) if any(names[place] for names in classes)]
    named = [
        [quote(names[place]) or NONE for place in kept] + row
        for names, row in zip(classes, rows, strict=True)
    ]
    blank = [""] * len(kept)
    execution = ["预算执行率", *blank, NONE, NONE, NONE, NONE, _cell(page, "budget.execution.points"),
                 _cell(page, "budget.execution.score"), NONE]  # fmt: skip
    total = ["总分", *blank, NONE, NONE, NONE, NONE, _cell(page, "total.points"), _cell(page, "total.score"),
             page.clauses(f"评价等级：{slot('total.grade')}") or NONE]  # fmt: skip
    columns = (*(_CLASSES[place][0] for place in kept), "三级指标" if kept else "绩效指标", "年度指标值", "年中监控值",
               "实际完成值", "完成率", "分值（分）", "自评得分（分）", "偏差原因分析及改进措施")  # fmt: skip
    widths = (*(_CLASSES[place][1] for place in kept), 15, 13, 12, 12, 9, 7, 9, 23)
    return page.table("绩效指标完成情况", columns, [execution, *named, total], widths, names=len(kept) + 1)


def _indicator_row(page: Page, number: int, indicator: Indicator) -> list[str]:
    head, ledger = f"indicator.{number}", page.ledger
    values = [slot(f"{head}.{key}") if f"{head}.{key}" in ledger else NONE
              for key in ("midyear", "actual", "completion.rate")]  # fmt: skip
    return [
        quote(indicator.name),
        slot(f"{head}.target"),
        *values,
        _cell(page, f"{head}.points"),
        _cell(page, f"{head}.score"),
        reasons(indicator) or NONE,
    ]
