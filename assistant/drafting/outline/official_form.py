"""The 绩效自评表 on one sheet in the layout of 财预〔2020〕10号 附件1: names, money, goals, indicators, total."""

from __future__ import annotations

from assistant.domain.facts import Row
from assistant.domain.report import Cell, Run, Table
from assistant.drafting.outline.parts import Page
from assistant.drafting.slots import fill, quote, slot

_PARTS = (("基本支出", "basic"), ("项目支出", "project"), ("当年财政拨款", "fiscal"), ("上年结转资金", "carryover"),
          ("其他资金", "other"))  # fmt: skip
_NONE = "—"


def official_form(page: Page, title: str) -> Table:
    """The form as one table; what the submission does not hold (年度总体目标) is left to fill in."""
    return Table(title, tuple(_Layout(page).rows()), _Layout(page).widths, heads=0)


class _Layout:
    """Nine columns; ten where indicators were looked at during the year (年中监控值)."""

    def __init__(self, page: Page) -> None:
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
        return Cell(fill(text, self.ledger), columns, rows)

    def _value(self, entry_id: str, form: str = "number", columns: int = 1) -> Cell:
        return self._cell(slot(entry_id, form) if entry_id in self.ledger else _NONE, columns)

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
            (self._head("项目名称"), self._cell(quote(project.name), 3), self._head("填报日期", 2), self._cell(day, rest)),
            (*half, self._head("实施单位", 2), self._cell(quote(project.implementer or own), rest)),
        ]  # fmt: skip

    def _money(self) -> list[tuple[Cell, ...]]:
        parts = [(name, part) for name, part in _PARTS if self._amount("adjusted", part) in self.ledger]
        unit = self.submission.budget.unit
        what = "项目资金" if self.submission.project else "预算资金"
        over = 2 if self.midyear else 1
        rows: list[tuple[Cell, ...]] = [
            (
                self._head(f"{what}\n（{unit}）", rows=len(parts) + 2), self._head("资金来源或用途", 2),
                self._head("年初预算数"), self._head("全年预算数", over), self._head("全年执行数"), self._head("分值"),
                self._head("执行率"), self._head("得分"),
            )
        ]  # fmt: skip
        for name, part in (("年度资金总额", "total"), *parts):
            total = part == "total"
            amounts = [self._amount(stage, part) for stage in ("initial", "adjusted", "executed")]
            rate = "budget.execution.rate" if total else f"budget.{part}.execution.rate"
            scored = ("budget.execution.points", "budget.execution.score") if total else ("", "")
            first = part == parts[0][1] if parts else False
            rows.append(
                (
                    self._head(f"其中：{name}" if first else name, 2),
                    self._value(amounts[0]), self._value(amounts[1], columns=over), self._value(amounts[2]),
                    self._value(scored[0]), self._value(rate, ""), self._value(scored[1]),
                )
            )  # fmt: skip
        return rows

    def _amount(self, stage: str, part: str) -> str:
        head = f"budget.{stage}.{part}"
        return f"{head}.total" if f"{head}.total" in self.ledger else head

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
        named = [(quote(row.indicator.level1), quote(row.indicator.level2)) for row in rows]
        classed = any(level1 for level1, _ in named)
        heads = [self._head("一级指标"), self._head("二级指标"), self._head("三级指标", 2)]
        middle = ["年中监控值"] if self.midyear else []
        texts = ["年度指标值", *middle, "实际完成值", "分值", "得分", "偏差原因分析及改进措施"]
        titles = heads if classed else [self._head("三级指标", 4)]
        table: list[tuple[Cell, ...]] = [(*titles, *(self._head(text) for text in texts))]
        for place, row in enumerate(rows):
            classes = self._classes(named, place) if classed else []
            table.append((*classes, *self._indicator(row, 2 if classed else 4)))
        return table

    def _classes(self, named: list[tuple[str, str]], place: int) -> list[Cell]:
        cells = []
        for level in (0, 1):
            own = named[place][: level + 1]
            if place and named[place - 1][: level + 1] == own:
                continue
            down = 1
            while place + down < len(named) and named[place + down][: level + 1] == own:
                down += 1
            cells.append(self._head(own[level] or _NONE, rows=down))
        return cells

    def _indicator(self, row: Row, columns: int) -> list[Cell]:
        head, indicator = f"indicator.{row.number}", row.indicator
        claim = indicator.score.reason if indicator.score else ""
        said = (("偏差原因", indicator.cause), ("改进措施", indicator.measure), ("自评说明", claim))
        reasons = "；".join(f"{name}：{quote(text).rstrip('。；')}" for name, text in said if text)
        middle = [self._value(f"{head}.midyear", "")] if self.midyear else []
        return [
            self._head(quote(indicator.name), columns), self._value(f"{head}.target", ""), *middle,
            self._value(f"{head}.actual", ""), self._value(f"{head}.points"), self._value(f"{head}.score"),
            self._cell(reasons),
        ]  # fmt: skip

    def _total(self) -> tuple[Cell, ...]:
        grade = self._cell(f"评价等级：{slot('total.grade')}")
        return (
            self._head("总分", self.wide - 3), self._value("total.points"), self._value("total.score"), grade,
        )  # fmt: skip
