"""A table of the form: one thing a row (项目, 指标, 事实, 说明)."""

from __future__ import annotations

from assistant.domain.form import EXAMPLE, INDICATORS, PROJECTS, REMARKS, TOTAL
from assistant.domain.sheet import Field, Sheet
from assistant.loading.content import content
from assistant.loading.headings import find_header
from assistant.loading.nesting import Nesting, join_target, leaves
from assistant.loading.reader import Reader, put
from assistant.loading.stale_totals import report_stale_column
from assistant.loading.total_rows import is_total
from assistant.loading.tree import Node
from assistant.loading.workbook import Grid
from assistant.loading.written import operator_text, read_target, target_text

# Cells that a finding asks to fill in: an empty one has a place too.
_ASKED_FOR = (("cause",), ("measure",), ("evidence",), ("points",))


def read_table(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    """The rows of a table into the tree; blank rows, the example and the total are skipped."""
    header = find_header(grid, sheet.fields, reader)
    if header is None:
        return
    row, columns = header
    reader.headers[grid.name] = row
    _report_totals(grid, row, columns, reader)
    items: list[Node] = []
    nesting = Nesting(items, reader)
    for number in range(row + 1, grid.rows + 1):
        if not any(grid.cell(number, column) for column in columns):
            continue
        first = "" if 1 in columns else grid.text(number, 1)
        if first.startswith(EXAMPLE):
            _check_example(grid, number, columns, sheet, reader)
        elif first == TOTAL or _totals(grid, number, columns, sheet, reader):
            continue
        elif sheet is INDICATORS:
            nesting.add(_row(grid, number, columns, reader, sheet))
        else:
            items.append(_row(grid, number, columns, reader, sheet))
    if sheet is INDICATORS:
        _require_values(items, grid, columns, reader)
    if sheet is INDICATORS and not items:
        reader.fault(reader.place(grid, row, min(columns)), "没有填任何指标", "请从表头下面一行填起")
    if sheet is REMARKS:
        _remarks(items, root)
    elif items:
        put(root, sheet.path, Node(items, reader.place(grid, row)))


def _totals(grid: Grid, number: int, columns: dict[int, Field], sheet: Sheet, reader: Reader) -> bool:
    """Whether a row of the indicators is one of totals (合计, 总分): told, and not read."""
    shown = {own.path: grid.cell(number, column) for column, own in columns.items()}
    names = [cell for path in (("level1",), ("level2",), ("name",)) if (cell := shown.get(path))]
    target = shown.get(("target", "value"))
    if (
        sheet is not INDICATORS
        or target
        or not any(is_total(cell.text) or cell.text == "总分" for cell in names)
    ):
        return False
    reader.notice(names[0].source, f"“{names[0].text}”是合计行，不是指标，没有读取")
    return True


def _report_totals(grid: Grid, header: int, columns: dict[int, Field], reader: Reader) -> None:
    own = [
        number
        for number in range(header + 1, grid.rows + 1)
        if not grid.text(number, 1).startswith(EXAMPLE) and grid.text(number, 1) != TOTAL
    ]
    for column in columns:
        report_stale_column(grid, header - 1, column, own, reader)


def _row(grid: Grid, number: int, columns: dict[int, Field], reader: Reader, sheet: Sheet) -> Node:
    item = Node({}, reader.place(grid, number))
    unit = _target_unit(grid, number, columns)
    for column, own in columns.items():
        cell = grid.cell(number, column)
        above = grid.covered.get((number, column), (number, column))
        if cell is None and above[0] < number and above[1] == column and grid.cell(*above):
            if own.kind == "text" and not own.required:
                cell = grid.cell(*above)  # 一级指标 merged over its rows
            else:
                reader.fault(
                    reader.place(grid, number, column),
                    f"“{own.heading}”与{reader.place(grid, *above).cell}合并成一格，不知道这一行是多少",
                    "请取消合并，每一行各填各的",
                )
        money = reader.money if sheet is PROJECTS and own.kind == "number" else ""
        node = content(cell, own, reader, unit if own.path == ("midyear",) else money)
        if node is None and own.path in _ASKED_FOR:
            node = Node(None, reader.place(grid, number, column))  # where it would stand
        if node is not None:
            put(item, own.path, node)
    if sheet is INDICATORS:
        join_target(item, reader)
    name = item.value.get("name") if isinstance(item.value, dict) else None
    if sheet is not PROJECTS or name is None or not is_total(str(name.value)):
        _require(item, grid, number, columns, reader)
    return item


def _require(item: Node, grid: Grid, number: int, columns: dict[int, Field], reader: Reader) -> None:
    """What has to be filled in; not told again of a cell that has a fault of its own."""
    assert isinstance(item.value, dict)  # noqa: S101
    for column, own in columns.items():
        place = reader.place(grid, number, column)
        if own.required and own.path[0] not in item.value and not reader.told(place):
            reader.fault(place, f"“{own.heading}”没有填", "请补填，或清空这一行")


def _require_values(items: list[Node], grid: Grid, columns: dict[int, Field], reader: Reader) -> None:
    """指标值 and 实际完成值 of every row that scores."""
    wanted = {own.path: column for column, own in columns.items()}
    header = min((number_of(item) for item in leaves(items)), default=2) - 1
    for heading, path in (("指标值", ("target", "value")), ("实际完成值", ("actual",))):
        if path not in wanted and items:
            reader.fault(reader.place(grid, header), f"表头里没有“{heading}”", "请补上这一列")
    for item in leaves(items):
        assert isinstance(item.value, dict)  # noqa: S101
        number = number_of(item)
        for key, path in (("target", ("target", "value")), ("actual", ("actual",))):
            if path not in wanted:
                continue  # the heading is missing, which is told once
            place = reader.place(grid, number, wanted[path])
            if key not in item.value and not reader.told(place):
                heading = "指标值" if key == "target" else "实际完成值"
                reader.fault(place, f"“{heading}”没有填", "请补填；不适用的指标在“是否适用”填否")


def number_of(item: Node) -> int:
    """The row of an item."""
    return int(item.source.cell.lstrip("A"))


def _target_unit(grid: Grid, number: int, columns: dict[int, Field]) -> str:
    """The unit of the row's target, from its own cell or behind the number (≥5%)."""
    texts = {own.path: grid.text(number, column) for column, own in columns.items()}
    sign, value, unit = (texts.get(("target", key), "") for key in ("operator", "value", "unit"))
    try:
        target = read_target(target_text(operator_text(sign), value, unit))
    except ValueError:
        target = None
    return target.unit if target else unit


def _remarks(items: list[Node], root: Node) -> None:
    for item in items:
        assert isinstance(item.value, dict)  # noqa: S101
        kind, text = item.value.get("kind"), item.value.get("text")
        if kind is None or text is None:
            continue
        assert isinstance(root.value, dict)  # noqa: S101
        notes = root.value.setdefault("notes", Node({}, item.source))
        assert isinstance(notes.value, dict)  # noqa: S101
        listed = notes.value.setdefault(str(kind.value), Node([], kind.source))
        if isinstance(listed.value, list):
            listed.value.append(text)


def _check_example(grid: Grid, number: int, columns: dict[int, Field], sheet: Sheet, reader: Reader) -> None:
    """The greyed example is skipped; one that somebody wrote over is not skipped in silence."""
    shown = {own.path: grid.text(number, column) for column, own in columns.items()}
    for own, value in zip(sheet.fields, sheet.example, strict=True):
        if own.path in shown and shown[own.path] != value:
            reader.fault(
                reader.place(grid, number),
                "示例行被改动过，不知道是不是要填报的内容",
                "是填报内容，请把A列的“示例”改成序号；不是，请删去这一行",
            )
            return
