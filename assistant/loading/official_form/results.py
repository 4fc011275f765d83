"""The printed total and grade of a published form, and what the office says of problems and measures."""

from __future__ import annotations

import re

from assistant.domain.fields import is_absent
from assistant.domain.number import NumberFault, parse_number
from assistant.domain.official_form import (
    GRADE_LABELS,
    GRADES,
    NOTE_LABELS,
    TOTAL_SCORE,
    TOTALS,
    official_key,
)
from assistant.domain.source import Source
from assistant.loading.cells import SheetCell
from assistant.loading.content import content
from assistant.loading.official_form.layout import FormTable, below, beside, headings
from assistant.loading.reader import Reader, put
from assistant.loading.tree import Node
from assistant.loading.workbook import Grid

_SCORES = ("得分", "总得分", "自评得分", "自评总分")


def _number(cell: SheetCell | None) -> bool:
    try:
        parse_number(cell.text.removesuffix("分") if cell else "")
    except NumberFault:
        return cell is not None and cell.kind in ("error", "uncalculated")
    return True


def read_total(table: FormTable, row: int, root: Node, reader: Reader) -> None:
    """The printed total: below 得分 in the row 总分, or beside or below a label 得分 of its own."""
    rows = range(row, table.grid.rows + 1)
    found = (
        one for one in rows for _, cell in headings(table.grid, one) if official_key(cell.text) in TOTALS
    )
    row = next(found, 0)
    if not row:
        return
    score, points = table.column(("score", "value")), table.column(("points",))
    cell = below(table, row, score, reader)
    if not _number(cell):
        cell = _labelled(table.grid, row)
    if cell is None:
        free = [
            item
            for anchor, item in headings(table.grid, row)
            if _number(item) and not (points and points.first <= anchor[1] <= points.last)
        ]
        if len(free) > 1:
            shown = "、".join(item.text for item in free)
            reader.fault(
                free[0].source,
                f"“总分”一行有{len(free)}个数（{shown}），不知道哪个是得分",
                "请把得分填在“得分”一列",
            )
            return
        cell = free[0] if free else None
    node = content(cell, TOTAL_SCORE, reader, "分")
    if node is not None:
        put(root, TOTAL_SCORE.path, node)


def _labelled(grid: Grid, start: int) -> SheetCell | None:
    for row in range(start, grid.rows + 1):
        for anchor, cell in headings(grid, row):
            if anchor[0] == row and official_key(cell.text) in _SCORES:
                for found in (grid.cell(row + 1, anchor[1]), beside(grid, anchor, lambda _: False)):
                    if found is not None and _number(found):
                        return found
    return None


def read_results(grid: Grid, start: int, root: Node, reader: Reader) -> None:
    """自评等级, 存在问题 and 改进措施 below the indicators."""
    labels = {*NOTE_LABELS, *GRADE_LABELS, *TOTALS, *_SCORES, "分值", "其他需要说明事项"}
    for row in range(start, grid.rows + 1):
        for anchor, cell in headings(grid, row):
            key = official_key(cell.text)
            if anchor[0] != row:
                continue
            found = beside(grid, anchor, lambda text: text in labels)
            if key in GRADE_LABELS:
                _grade([found, grid.cell(row + 1, anchor[1])], cell.source, root, reader)
            elif key in NOTE_LABELS and found is not None and not is_absent(found.text):
                lines = [line.strip() for line in found.text.splitlines() if line.strip()]
                put(
                    root,
                    ("notes", NOTE_LABELS[key]),
                    Node([Node(line, found.source) for line in lines], found.source),
                )
            elif re.fullmatch(r"(?:自评|评价|评定)?(?:等级|等次)[:：](.+)", re.sub(r"\s", "", cell.text)):
                text = re.split("[:：]", re.sub(r"\s", "", cell.text))[1]
                put(root, ("claimed", "grade"), Node(text, cell.source))


def _grade(cells: list[SheetCell | None], label: Source, root: Node, reader: Reader) -> None:
    shown = [cell for cell in cells if cell is not None and cell.text in GRADES]
    if shown:
        put(root, ("claimed", "grade"), Node(shown[0].text, shown[0].source))
    elif any(cell is not None and not is_absent(cell.text) for cell in cells):
        reader.notice(label, "看不出自评等级是哪一个，没有读取")
