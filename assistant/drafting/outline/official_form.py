"""The 绩效自评表 on one sheet in the layout of 财预〔2020〕10号 附件1: names, money, goals, indicators, total."""

from __future__ import annotations

from assistant.domain.facts import Row
from assistant.domain.report import Cell, Run, Table
from assistant.drafting.outline.budget import rate_id
from assistant.drafting.outline.parts import NONE, Material, reasons
from assistant.drafting.slots import quote, slot

_PARTS = (
    ("基本支出", "basic"),
    ("项目支出", "project"),
    ("当年财政拨款", "fiscal"),
    ("上年结转资金", "carryover"),
    ("其他资金", "other"),
)


def official_form(page: Material, title: str) -> Table:
    """The form as one table; what the submission does not hold (年度总体目标) is left to fill in."""
    layout = _Layout(page)
    return Table(title, tuple(layout.rows()), layout.widths, heads=0)


class _Layout:
    """Nine columns; ten where indicators were looked at during the year (年中监控值)."""

    def __init__(self, page: Material) -> None:
        self.page, self.submission, self.ledger = page, page.submission, page.ledger
        self.midyear = any(f"indicator.{row.number}.midyear" in self.ledger for row in self.submission.rows)
        middle = (14, 12, 14) if self.midyear else (14, 14)
        self.widths = (12, 14, 13, 13, *middle, 9, 10, 30)
        self.wide = len(self.widths)

    def rows(self) -> list[tuple[Cell, ...]]:
        return [*self._names(), *self._money(), *self._goals(), *self._indicators(), self._total()]

    def _head(self, text: str, columns: int = 1, rows: int = 1) -> Cell:
        return Cell((Run(text),), columns, rows, head=True)

    def _cell(self, text: str, columns: int = 1, rows: int = 1) -> Cell:
        return Cell(self.page.printed(text), columns, rows)

    def _value(self, entry_id: str, form: str = "number", columns: int = 1) -> Cell:
        return self._cell(slot(entry_id, form) if entry_id and entry_id in self.ledger else NONE, columns)

    def _names(self) -> list[tuple[Cell, ...]]:
        own, project = self.submission.unit.name, self.submission.project
        filed = self.submission.prepared_on
        day = f"{filed.year}年{filed.month}月{filed.day}日"
        rest = self.wide - 6
        if project is None:
            return [
                (
                    self._head("部门名称"),
                    self._cell(quote(own), 3),
                    self._head("填报日期", 2),
                    self._cell(day, rest),
                )
            ]
        half = (self._head("主管部门"), self._cell(quote(project.authority or own), 3))
        return [
            (
                self._head("项目名称"),
                self._cell(quote(project.name), 3),
                self._head("填报日期", 2),
                self._cell(day, rest),
            ),
            (*half, self._head("实施单位", 2), self._cell(quote(project.implementer or own), rest)),
        ]

    def _money(self) -> list[tuple[Cell, ...]]:
        parts = [(name, part) for name, part in _PARTS if self.ledger.part("adjusted", part) in self.ledger]
        unit = self.submission.budget.unit
        what = "项目资金" if self.submission.project else "预算资金"
        over = 2 if self.midyear else 1
        rows: list[tuple[Cell, ...]] = [
            (
                self._head(f"{what}\n（{unit}）", rows=len(parts) + 2),
                self._head("资金来源或用途", 2),
                self._head("年初预算数"),
                self._head("全年预算数", over),
                self._head("全年执行数"),
                self._head("分值"),
                self._head("执行率"),
                self._head("得分"),
            )
        ]
        for name, part in (("年度资金总额", "total"), *parts):
            total = part == "total"
            amounts = [self.ledger.part(stage, part) for stage in ("initial", "adjusted", "executed")]
            rate = rate_id(part)
            scored = ("budget.execution.points", "budget.execution.score") if total else ("", "")
            first = part == parts[0][1] if parts else False
            rows.append(
                (
                    self._head(f"其中：{name}" if first else name, 2),
                    self._value(amounts[0]),
                    self._value(amounts[1], columns=over),
                    self._value(amounts[2]),
                    self._value(scored[0]),
                    self._value(rate, ""),
                    self._value(scored[1]),
                )
            )
        return rows

    def _goals(self) -> list[tuple[Cell, ...]]:
        left = 3
        right = self.wide - 1 - left
        return [
            (
                self._head("年度总体目标", rows=2),
                self._head("预期目标", left),
                self._head("实际完成情况", right),
            ),
            (self._cell("", left), self._cell("", right)),
        ]

    def _indicators(self) -> list[tuple[Cell, ...]]:
        rows = self.submission.rows
        classed = any(row.indicator.level1.strip() for row in rows)
        named = [
            [quote(text) or NONE for text in (row.indicator.level1, row.indicator.level2, row.indicator.name)]
            for row in rows
        ]
        heads = [self._head("一级指标"), self._head("二级指标"), self._head("三级指标", 2)]
        middle = ["年中监控值"] if self.midyear else []
        texts = ["年度指标值", *middle, "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
        titles = heads if classed else [self._head("三级指标", 4)]
        table: list[tuple[Cell, ...]] = [(*titles, *(self._head(text) for text in texts))]
        for place, row in enumerate(rows):
            classes = [self.page.name_cell(named, place, level, 3) for level in (0, 1)] if classed else []
            table.append((*filter(None, classes), *self._indicator(row, 2 if classed else 4)))
        return table

    def _indicator(self, row: Row, columns: int) -> list[Cell]:
        head, indicator = f"indicator.{row.number}", row.indicator
        middle = [self._value(f"{head}.midyear", "")] if self.midyear else []
        return [
            self._head(quote(indicator.name), columns),
            self._value(f"{head}.target", ""),
            *middle,
            self._value(f"{head}.actual", ""),
            self._value(f"{head}.points"),
            self._value(f"{head}.score"),
            self._cell(reasons(indicator)),
        ]

    def _total(self) -> tuple[Cell, ...]:
        grade = self._cell(self.page.clauses(f"评价等级：{slot('total.grade')}") or NONE)
        return (
            self._head("总分", self.wide - 3),
            self._value("total.points"),
            self._value("total.score"),
            grade,
        )
