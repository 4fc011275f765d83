"""The workbook form into the tree of a submission: every value with its sheet and cell, every fault at its cell."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.domain.form import (
    BASICS, BUDGET, EXAMPLE, INDICATORS, MONEY, PREVIOUS, REMARKS, SHEETS, STAGES, TOTAL, UNIT, Field, Sheet, heading_key,
)  # fmt: skip
from assistant.domain.number import NumberFault, parse_number
from assistant.domain.source import Source
from assistant.domain.unit import convert
from assistant.errors import Fault
from assistant.loading.cells import Cell
from assistant.loading.tree import Node
from assistant.loading.workbook import Book, Grid
from assistant.loading.written import amount_text, is_absent, value_text

_SEARCHED = 15  # rows in which a header is looked for


@dataclass
class Reader:
    """What has been read so far. `notices`: what a person should know, and nothing that stops."""

    book: Book
    faults: list[Fault] = field(default_factory=list)
    notices: list[tuple[Source, str]] = field(default_factory=list)
    money: str = "万元"

    def fault(self, source: Source, message: str, remedy: str = "") -> None:
        self.faults.append(Fault(str(source), message, remedy))

    def notice(self, source: Source, message: str) -> None:
        self.notices.append((source, message))


def is_form(book: Book) -> bool:
    """Whether a workbook is our form: it has the sheets 预算 and 指标."""
    return {BUDGET.name, INDICATORS.name} <= {sheet.name.strip() for sheet in book.sheets}


def read_form(book: Book) -> tuple[Node, Reader]:
    """The tree of a filled form, with the faults and notices met on the way."""
    reader = Reader(book)
    root = Node({"format": Node("1", Source(book.file))}, Source(book.file))
    sheets = {sheet.name.strip(): sheet for sheet in book.sheets}
    for message in book.notices:
        reader.notice(Source(book.file), message)
    for grid in book.sheets:
        _report_hidden(grid, reader)
    if BUDGET.name in sheets:
        _money_unit(sheets[BUDGET.name], root, reader)
    for sheet in SHEETS:
        grid = sheets.pop(sheet.name, None)
        if grid is None:
            if sheet in (UNIT, BUDGET, INDICATORS):
                reader.fault(
                    Source(book.file),
                    f"缺少工作表“{sheet.name}”",
                    "可用 ziping init DIR --format xlsx 生成填报表",
                )
            continue
        if sheet.shape == "fields":
            _fields(grid, sheet, root, reader)
        elif sheet.shape == "grid":
            _stages(grid, sheet, root, reader)
        else:
            _table(grid, sheet, root, reader)
    for name, grid in sheets.items():
        if name not in ("填表说明", "选项", "测算") and grid.cells:
            reader.notice(Source(book.file, 0, name, "A1"), f"不认识的工作表“{name}”，没有读取")
    return root, reader


def put(root: Node, path: tuple[str, ...], node: Node) -> None:
    """Lay a value into a tree of mappings; a mapping takes the place of its first value."""
    for key in path[:-1]:
        assert isinstance(root.value, dict)
        root = root.value.setdefault(key, Node({}, node.source))
    assert isinstance(root.value, dict)
    root.value[path[-1]] = node


def _report_hidden(grid: Grid, reader: Reader) -> None:
    place = Source(reader.book.file, 0, grid.name, "A1")
    if grid.hidden and grid.cells and grid.name not in ("选项",):
        reader.notice(place, "工作表是隐藏的，其中的内容照常读取")
    if grid.hidden_rows:
        rows = "、".join(str(row) for row in grid.hidden_rows[:8])
        reader.notice(place, f"第{rows}行是隐藏的，其中的内容照常读取")
    if grid.hidden_columns:
        from openpyxl.utils import get_column_letter

        columns = "、".join(get_column_letter(column) for column in grid.hidden_columns[:8])
        reader.notice(place, f"{columns}列是隐藏的，其中的内容照常读取")


def _money_unit(grid: Grid, root: Node, reader: Reader) -> None:
    for (row, column), cell in sorted(grid.cells.items()):
        if row <= _SEARCHED and heading_key(cell.text) == "金额单位":
            beside = grid.cell(row, column + 1)
            if beside and beside.text in dict(MONEY):
                reader.money = beside.text
                put(root, ("budget", "unit"), Node(beside.text, beside.source))
            else:
                source = beside.source if beside else cell.source
                shown = beside.text if beside else ""
                reader.fault(source, f"金额单位“{shown}”不可用，只能填 元、千元、万元、亿元")
            return
    reader.fault(
        Source(reader.book.file, 0, grid.name, "A1"),
        "没有找到“金额单位”",
        "请在“金额单位”右边的格里选 元、千元、万元或亿元",
    )


def _fields(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    known = _names(sheet.fields)
    seen: set[tuple[str, ...]] = set()
    for (row, column), cell in sorted(grid.cells.items()):
        if column != 1 or row <= 2:
            continue
        own = known.get(heading_key(cell.text))
        beside = grid.cell(row, 2)
        if own is None:
            if beside and heading_key(cell.text) not in ("项目", "填写项"):
                reader.notice(cell.source, f"不认识的填写项“{cell.text[:20]}”，没有读取")
            continue
        if own.path in seen:
            reader.fault(cell.source, f"“{own.heading}”出现了两次", "请只留一处")
            continue
        seen.add(own.path)
        node = content(beside, own, reader)
        if node is not None:
            put(root, own.path, node)
        elif own.required:
            reader.fault(
                Source(reader.book.file, 0, grid.name, f"B{row}"), f"“{own.heading}”没有填", own.note
            )
    for own in sheet.fields:
        if own.required and own.path not in seen:
            reader.fault(
                Source(reader.book.file, 0, grid.name, "A1"),
                f"没有找到“{own.heading}”一行",
                "请在A列写上这个名称，B列填内容",
            )


def _stages(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    header = _header(grid, STAGES, reader, sheet)
    if header is None:
        return
    row, columns = header
    known = _names(sheet.fields)
    seen: dict[tuple[str, ...], int] = {}
    for number in range(row + 1, grid.rows + 1):
        name = grid.text(number, 1)
        own = known.get(heading_key(name))
        if own is None or name.endswith("不用填）"):
            if name and any(grid.cell(number, column) for column in columns) and "不用填" not in name:
                reader.notice(
                    Source(reader.book.file, 0, grid.name, f"A{number}"), f"不认识的行“{name[:20]}”，没有读取"
                )
            continue
        if own.path in seen:
            reader.fault(
                Source(reader.book.file, 0, grid.name, f"A{number}"),
                f"“{own.heading}”出现了两次（第{seen[own.path]}行、第{number}行）",
                "请只留一行",
            )
            continue
        seen[own.path] = number
        for column, stage in columns.items():
            node = content(grid.cell(number, column), stage, reader, reader.money)
            if node is not None:
                put(root, (*sheet.path, *stage.path, *own.path), node)
    for column, stage in columns.items():
        if (
            sheet is BUDGET
            and stage.path != ("initial",)
            and not any(grid.text(number, column) for number in seen.values())
        ):
            reader.fault(grid.cells[row, column].source, f"“{stage.heading}”一列没有填")


def _table(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    header = _header(grid, sheet.fields, reader, sheet)
    if header is None:
        return
    row, columns = header
    items: list[Node] = []
    open_rows: list[list[Node]] = [items]
    for number in range(row + 1, grid.rows + 1):
        if not any(grid.text(number, column) for column in columns):
            continue
        first = grid.text(number, 1)
        if first.startswith(EXAMPLE):
            _check_example(grid, number, columns, sheet, reader)
            continue
        if first == TOTAL:
            continue
        item = _row(grid, number, columns, reader, sheet)
        if sheet is INDICATORS:
            _nest(item, open_rows, reader)
        else:
            items.append(item)
    if sheet is INDICATORS and not items:
        reader.fault(grid.cells[row, min(columns)].source, "没有填任何指标", "请从表头下面一行填起")
    if sheet is REMARKS:
        _remarks(items, root)
    elif items:
        put(root, sheet.path, Node(items, Source(reader.book.file, 0, grid.name, f"A{row}")))


def _row(grid: Grid, number: int, columns: dict[int, Field], reader: Reader, sheet: Sheet) -> Node:
    item = Node({}, Source(reader.book.file, 0, grid.name, f"A{number}"))
    unit = next(
        (grid.text(number, column) for column, own in columns.items() if own.path == ("target", "unit")), ""
    )
    for column, own in columns.items():
        cell = grid.cell(number, column)
        if cell is None and own.kind == "text" and (number, column) in grid.covered:
            cell = grid.cell(*grid.covered[number, column])  # 一级指标 merged over its rows
        money = (
            reader.money
            if sheet.name == "项目" and own.kind == "number"
            else unit
            if own.path == ("midyear",)
            else ""
        )
        node = content(cell, own, reader, money)
        if node is not None:
            put(item, own.path, node)
    if sheet is INDICATORS:
        _join_target(item)
    assert isinstance(item.value, dict)
    for column, own in columns.items():
        if own.required and own.path[0] not in item.value:
            from openpyxl.utils import get_column_letter

            place = Source(reader.book.file, 0, grid.name, f"{get_column_letter(column)}{number}")
            reader.fault(place, f"“{own.heading}”没有填", "请补填，或清空这一行")
    return item


def _join_target(item: Node) -> None:
    """指标性质、指标值、度量单位 as one: ≥5%."""
    assert isinstance(item.value, dict)
    target = item.value.pop("target", None)
    if target is None or not isinstance(target.value, dict):
        return
    parts = {key: str(node.value or "") for key, node in target.value.items()}
    value, unit = parts.get("value", ""), parts.get("unit", "")
    sign = parts.get("operator", "")
    if not value:
        return
    if sign and value[:1] in "≥≤=><＝":
        sign = ""  # written twice: the whole stands in the cell of the value
    if unit and value.endswith(unit):
        unit = ""
    source = target.value["value"].source
    item.value["target"] = Node(f"{sign}{value}{unit}", source)


def _nest(item: Node, open_rows: list[list[Node]], reader: Reader) -> None:
    assert isinstance(item.value, dict)
    depth_node = item.value.pop("depth", None)
    depth = 1
    if depth_node is not None:
        text = str(depth_node.value)
        if (
            text not in ("1", "2", "3", "4", "5")
            or int(text) > len(open_rows)
            or (int(text) > 1 and not open_rows[int(text) - 2])
        ):
            reader.fault(
                depth_node.source,
                f"层级“{text}”不可用：上面没有可以归入的上级指标",
                "层级填 1、2、3，逐级增加",
            )
        else:
            depth = int(text)
    del open_rows[depth:]
    if depth > 1:
        parent = open_rows[depth - 2][-1]
        assert isinstance(parent.value, dict)
        rows = parent.value.setdefault("rows", Node([], item.source))
        assert isinstance(rows.value, list)
        rows.value.append(item)
        open_rows[depth - 1 :] = [rows.value]
    else:
        open_rows[0].append(item)
    open_rows.append([])
    if depth == 1:
        del open_rows[2:]


def _remarks(items: list[Node], root: Node) -> None:
    for item in items:
        assert isinstance(item.value, dict)
        kind, text = item.value.get("kind"), item.value.get("text")
        if kind is None or text is None:
            continue
        notes = (
            root.value.setdefault("notes", Node({}, item.source)) if isinstance(root.value, dict) else root
        )
        assert isinstance(notes.value, dict)
        listed = notes.value.setdefault(str(kind.value), Node([], kind.source))
        if isinstance(listed.value, list):
            listed.value.append(text)


def _check_example(grid: Grid, number: int, columns: dict[int, Field], sheet: Sheet, reader: Reader) -> None:
    """The greyed example is skipped; one that somebody wrote over is not skipped in silence."""
    shown = {own.path: grid.text(number, column) for column, own in columns.items()}
    for own, value in zip(sheet.fields, sheet.example, strict=True):
        if own.path in shown and shown[own.path] != value:
            reader.fault(
                Source(reader.book.file, 0, grid.name, f"A{number}"),
                "示例行被改动过，不知道是不是要填报的内容",
                "是填报内容，请把A列的“示例”改成序号；不是，请删去这一行",
            )
            return


def _names(fields: tuple[Field, ...]) -> dict[str, Field]:
    return {heading_key(name): own for own in fields for name in (*own.synonyms, own.heading)}


def _header(
    grid: Grid, fields: tuple[Field, ...], reader: Reader, sheet: Sheet
) -> tuple[int, dict[int, Field]] | None:
    """The row of headings and what stands below each of them; unknown headings are reported."""
    known = _names(fields)
    best, found = 0, {}
    for row in range(1, min(grid.rows, _SEARCHED) + 1):
        cells = {column: cell for column in range(1, grid.columns + 1) if (cell := grid.cell(row, column))}
        columns = {
            column: known[heading_key(cell.text)]
            for column, cell in cells.items()
            if heading_key(cell.text) in known
        }
        if len(columns) > len(found):
            best, found = row, columns
    need = min(2, len([own for own in fields if own.required]) or 2)
    if len(found) < need:
        names = "、".join(own.heading for own in fields if own.required) or "、".join(
            own.heading for own in fields
        )
        reader.fault(Source(reader.book.file, 0, grid.name, "A1"), "没有找到表头", f"表头应有：{names}")
        return None
    place = {own.path: column for column, own in found.items()}
    for column, own in found.items():
        cell = grid.cells[best, column]
        if place[own.path] != column:
            reader.fault(cell.source, f"“{own.heading}”有两列", "请只留一列")
    for own in fields:
        if own.required and own.path not in place:
            reader.fault(
                Source(reader.book.file, 0, grid.name, f"A{best}"),
                f"表头里没有“{own.heading}”",
                "请补上这一列",
            )
    for column in range(1, grid.columns + 1):
        heading = grid.text(best, column)
        if heading and column not in found and heading_key(heading) not in ("序号", "部分", "填写项"):
            filled = any(grid.text(row, column) for row in range(best + 1, grid.rows + 1))
            if filled:
                reader.notice(
                    grid.cells[best, column].source, f"不认识的表头“{heading[:20]}”，这一列没有读取"
                )
    return best, found


def content(cell: Cell | None, own: Field, reader: Reader, unit: str = "") -> Node | None:
    """What a cell says for a field; None where it is blank. Faults go to the reader."""
    if cell is None or cell.kind == "blank":
        return None
    if cell.kind == "error":
        reader.fault(cell.source, f"“{own.heading}”是错误值 {cell.text}", "请改正公式，或直接填数")
        return None
    if cell.kind == "uncalculated":
        reader.fault(
            cell.source,
            f"“{own.heading}”的公式 {cell.formula[:40]} 没有计算结果",
            "请用 Excel 或 WPS 打开并保存一次",
        )
        return None
    if cell.scaled:
        reader.notice(cell.source, f"单元格的格式按千或万缩放显示，读取的是实际的值 {cell.text}")
    if cell.formula:
        reader.notice(
            cell.source, f"“{own.heading}”由公式 {cell.formula[:40]} 得出，读取的是上次保存的值 {cell.text}"
        )
    text = cell.text
    if own.kind == "lines":
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return Node([Node(line, cell.source) for line in lines], cell.source)
    if own.kind == "number":
        return _amount(cell, own, reader, unit)
    if own.kind == "value":
        return None if is_absent(text) else Node(value_text(text, unit), cell.source)
    return Node(own.written(text), cell.source)


def _amount(cell: Cell, own: Field, reader: Reader, unit: str) -> Node | None:
    if is_absent(cell.text):
        return None
    if cell.kind in ("date", "switch"):
        kind = "日期" if cell.kind == "date" else "是或否"
        reader.fault(
            cell.source,
            f"“{own.heading}”应是数字，这一格是{kind} {cell.text}",
            "请把单元格格式改成数值后重填",
        )
        return None
    number, written = amount_text(cell.text)
    if written and unit and written != unit:
        try:
            exact = convert(parse_number(number), written, unit)
        except NumberFault:
            exact = None
        if exact is not None:
            reader.notice(cell.source, f"“{cell.text}”已换算成{format(exact.normalize(), 'f')}{unit}")
            return Node(format(exact.normalize(), "f"), cell.source)
    if written and written != unit:
        reader.fault(
            cell.source,
            f"“{cell.text}”的单位“{written}”在这里不可用",
            f"请只填数字{f'（单位{unit}）' if unit else ''}",
        )
        return None
    if written or number != cell.text:
        reader.notice(cell.source, f"“{cell.text}”是文字，按{number}读取")
    try:
        parse_number(number)
    except NumberFault as fault:
        remedy = "公式的结果带有二进制误差，请用 ROUND 取整到小数点后几位" if cell.formula else "请填一个数"
        reader.fault(cell.source, str(fault), remedy)
        return None
    return Node(number, cell.source)
