"""Budget and execution of a published form: amounts by row and stage, and the printed rate and score."""

from __future__ import annotations

from decimal import Decimal

from assistant.domain.fields import is_absent
from assistant.domain.form import STAGES
from assistant.domain.number import parse_number
from assistant.domain.official_form import ADDED, MONEY_NAMES, PART_NAMES, official_key
from assistant.domain.sheet import Field
from assistant.domain.source import Source
from assistant.loading.cells import SheetCell
from assistant.loading.content import content
from assistant.loading.official_form.layout import (
    FormColumn,
    FormTable,
    below,
    check_columns,
    place_of,
    repeats,
    span,
    unread_columns,
)
from assistant.loading.reader import Reader, put
from assistant.loading.tree import Node
from assistant.loading.written import is_amount

_USE = {("basic", "total"), ("basic", "personnel"), ("basic", "public"), ("project",)}
_ORIGIN = {("fiscal",), ("carryover",), ("other",)}
_BY_PATH = {own.path: own for own in PART_NAMES.values()}
Rows = list[tuple[int, Field, Source]]


def read_money(table: FormTable, root: Node, reader: Reader) -> int:
    """Lay the amounts into the tree; the last row that belongs to them."""
    check_columns(table, (("adjusted",), ("executed",)), MONEY_NAMES, reader)
    rows, last = _rows(table, reader)
    if not rows:
        reader.fault(table.columns[0].cell.source, "表头下面没有金额", "请填年度资金总额，没有数据的格填 0")
        return last
    _one_division(rows, reader)
    for column in table.columns:
        if column.own in STAGES and table.column(column.own.path) is column:
            _stage(table, rows, column, root, reader)
    _printed(table, rows, root, reader)
    unread_columns(table, last, MONEY_NAMES, reader)
    return last


def _rows(table: FormTable, reader: Reader) -> tuple[Rows, int]:
    """The rows of amounts with what each is a part of; they end at the first row that is none."""
    found: Rows = []
    last = table.row
    for row in range(table.row + 1, table.grid.rows + 1):
        if repeats(table, row):
            last = row
            continue
        label = _label(table, row)
        own = PART_NAMES.get(official_key(label.text)) if label else None
        filled = [cell for column in table.columns if (cell := table.grid.cell(row, column.first))]
        amounts = [cell for cell in filled if _is_amount(cell)]
        if own is None and not amounts:
            if filled or label:
                break
            continue
        last = row
        if own is not None:
            found.append((row, own, label.source if label else amounts[0].source))
        elif label is None:
            found.append((row, _BY_PATH["total",], amounts[0].source))
        else:
            known = "、".join(dict.fromkeys(own.heading for own in PART_NAMES.values()))
            reader.fault(
                label.source, f"不知道“{label.text[:20]}”这一行是哪一部分资金", f"请改成下列之一：{known}"
            )
    return found, last


def _is_amount(cell: SheetCell) -> bool:
    return is_amount(cell.text) or cell.kind in ("error", "uncalculated")


def _label(table: FormTable, row: int) -> SheetCell | None:
    """The nearest text to the left of the amounts; a title merged over several rows names none of them."""
    for column in range(table.first - 1, 0, -1):
        anchor = table.grid.covered.get((row, column), (row, column))
        cell = table.grid.cell(*anchor)
        if cell is None or not cell.text or anchor[0] != row:
            continue
        own = PART_NAMES.get(official_key(cell.text))
        return cell if own or span(table.grid, anchor)[0] == row else None
    return None


def _one_division(rows: Rows, reader: Reader) -> None:
    paths = {own.path for _, own, _ in rows}
    if paths & _USE and paths & _ORIGIN:
        place = next(source for _, own, source in rows if own.path in _ORIGIN)
        reader.fault(
            place,
            "同时有按支出性质（基本支出、项目支出）和按资金来源（财政拨款、上年结转、其他）的金额",
            "请只留一种分法的几行，另一种删去",
        )


def _amount_cell(table: FormTable, row: int, column: FormColumn, reader: Reader) -> SheetCell | None:
    """The cell of an amount; one that is merged with the amount of another column or row is a fault."""
    cell = below(table, row, column, reader)
    anchor = table.grid.covered.get((row, column.first), (row, column.first))
    merged = table.grid.cell(*anchor)
    if cell is not None or merged is None or anchor == (row, column.first) or anchor[0] <= table.row:
        return cell
    others = any(other is not column and other.first <= anchor[1] <= other.last for other in table.columns)
    if anchor[0] == row and not others:
        return merged
    reader.fault(
        place_of(table, row, column),
        f"“{column.own.heading}”与{merged.source.cell}合并成一格，不知道这一格是多少",
        "请取消合并，每一格各填各的",
    )
    return None


def _stage(table: FormTable, rows: Rows, column: FormColumn, root: Node, reader: Reader) -> None:
    """One column of amounts. Several rows of one part are added where they exclude each other, else refused."""
    parts: dict[tuple[str, ...], list[tuple[str, Node]]] = {}
    for row, own, place in rows:
        node = content(_amount_cell(table, row, column, reader), column.own, reader, reader.money)
        if node is not None:
            label = _label(table, row)
            parts.setdefault(own.path, []).append((official_key(label.text) if label else str(place), node))
    for path, amounts in parts.items():
        names = [name for name, _ in amounts]
        node = amounts[0][1]
        if len(amounts) > 1:
            together = any(set(names) <= group for group in ADDED) and len(set(names)) == len(names)
            heading = _BY_PATH[path].heading
            if not together:
                reader.fault(
                    amounts[1][1].source, f"“{heading}”有{len(amounts)}行：{'、'.join(names)}", "请只留一行"
                )
                continue
            total = sum((parse_number(str(item.value)) for _, item in amounts), Decimal(0))
            node = Node(format(total, "f"), node.source)
            reader.notice(node.source, f"{'、'.join(names)}已合并为“{heading}”{node.value}")
        put(root, ("budget", *column.own.path, *path), node)
    if not parts and column.own.path != ("initial",):
        reader.fault(column.cell.source, f"“{column.own.heading}”一列没有填", "请填年度资金总额")


def _printed(table: FormTable, rows: Rows, root: Node, reader: Reader) -> None:
    """执行率 and 得分 as printed in the row of the total (or in the only row): to compare with, never to use."""
    totals = [row for row, own, _ in rows if own.path == ("total",)]
    row = totals[0] if totals else rows[0][0]
    if not totals and len(rows) > 1:
        return
    rate = table.column(("claimed", "execution_rate"))
    cell = below(table, row, rate, reader)
    if rate and cell and not is_absent(cell.text):
        node = content(cell, rate.own, reader, "%")
        if node is not None:
            put(root, rate.own.path, node)
    points = below(table, row, table.column(("points",)), reader)
    if points and not is_absent(points.text):
        reader.notice(points.source, f"表上预算执行率的分值是{points.text}，没有读入，测算以评分标准为准")
    score = table.column(("claimed", "execution_score"))
    node = content(below(table, row, score, reader), score.own, reader, "分") if score else None
    if score and node is not None:
        put(root, score.own.path, node)
