"""The workbook form into the tree of a submission: every value with its sheet and cell, every fault at its cell."""

from __future__ import annotations

from assistant.domain.form import BUDGET, INDICATORS, MONEY, SHEETS, STAGES, UNIT
from assistant.domain.sheet import Field, Sheet, heading_key
from assistant.domain.source import Source
from assistant.loading.content import content
from assistant.loading.headings import SEARCHED, find_header, names_of
from assistant.loading.reader import Reader, put
from assistant.loading.sheet_tables import read_table
from assistant.loading.stale_totals import AUTOMATIC, report_stale_totals
from assistant.loading.tree import Node
from assistant.loading.workbook import Grid, Workbook

_REMEDY = "可用 ziping init 文件夹 生成填报表"
_OWN_SHEETS = ("填表说明", "选项", "测算", "问题清单")
_MONEY_BASICS = ("three_public", "carryover", "procurement", "payment", "assets")


def is_form(book: Workbook) -> bool:
    """Whether a workbook is our form: it has the sheet 预算 or 指标."""
    return bool({BUDGET.name, INDICATORS.name} & {sheet.name.strip() for sheet in book.sheets})


def read_form(book: Workbook) -> tuple[Node, Reader]:
    """The tree of a filled form, with the faults and notices met on the way."""
    reader = Reader(book)
    root = Node({"format": Node("1", Source(book.file))}, Source(book.file))
    for message in book.notices:
        reader.notice(Source(book.file), message)
    sheets: dict[str, Grid] = {}
    for grid in book.sheets:
        if grid.name not in _OWN_SHEETS:
            reader.report_unseen(grid)
        if sheets.setdefault(grid.name.strip(), grid) is not grid:
            reader.fault(reader.place(grid), f"有两个工作表“{grid.name.strip()}”", "请只留一个")
    if BUDGET.name in sheets:
        _money_unit(sheets[BUDGET.name], root, reader)
    for sheet in SHEETS:
        found = sheets.pop(sheet.name, None)
        if found is not None:
            {"fields": _fields, "grid": _stages, "table": read_table}[sheet.shape](found, sheet, root, reader)
        elif sheet in (UNIT, BUDGET, INDICATORS):
            reader.fault(Source(book.file), f"缺少工作表“{sheet.name}”", _REMEDY)
    budget = root.value.get("budget") if isinstance(root.value, dict) else None
    if budget is not None:
        budget.source = Source(book.file, 0, BUDGET.name, "A1")  # not of 预算调整原因, which was read first
    for name, grid in sheets.items():
        if name not in _OWN_SHEETS and grid.cells:
            reader.not_known(reader.place(grid), "工作表", name)
    return root, reader


def _money_unit(grid: Grid, root: Node, reader: Reader) -> None:
    for (row, column), cell in sorted(grid.cells.items()):
        if row > SEARCHED:
            break
        written = cell.text.replace("：", ":").partition(":")
        if heading_key(written[0]) != "金额单位":
            continue
        beside = grid.cell(row, column + 1)
        shown = written[2].strip() or (beside.text if beside else "")
        source = cell.source if written[2].strip() else reader.place(grid, row, column + 1)
        if shown in dict(MONEY):
            reader.money = shown
            put(root, ("budget", "unit"), Node(shown, source))
        else:
            reader.fault(
                source,
                f"金额单位“{shown}”不可用" if shown else "“金额单位”没有填",
                "只能填 元、千元、万元、亿元",
            )
        return
    reader.fault(reader.place(grid), "没有找到“金额单位”", "请在“金额单位”右边的格里选 元、千元、万元或亿元")


def _fields(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    known = names_of(sheet.fields)
    seen: set[tuple[str, ...]] = set()
    for row in range(1, grid.rows + 1):
        name, beside = grid.text(row, 1), grid.cell(row, 2)
        own = known.get(heading_key(name)) if name else None
        if own is None:
            if name and beside and heading_key(name) not in ("项目", "填写项"):
                reader.not_known(reader.place(grid, row), "填写项", name[:20])
            continue
        if own.path in seen:
            reader.fault(reader.place(grid, row), f"“{own.heading}”出现了两次", "请只留一处")
            continue
        if row <= 2 and beside is None:
            continue  # the title of the sheet
        seen.add(own.path)
        before = len(reader.faults)
        node = content(beside, own, reader, _unit_of(own, reader))
        if node is not None:
            put(root, own.path, node)
        elif own.required and len(reader.faults) == before:
            reader.fault(reader.place(grid, row, 2), f"“{own.heading}”没有填", own.note)
    for own in sheet.fields:
        if own.required and own.path not in seen:
            reader.fault(reader.place(grid), f"没有找到“{own.heading}”一行", "请在A列写上这个名称，B列填内容")


def _unit_of(own: Field, reader: Reader) -> str:
    money = own.path[0] == "previous" or (own.path[0] == "basics" and own.path[1] in _MONEY_BASICS)
    return reader.money if money else ""


def _stages(grid: Grid, sheet: Sheet, root: Node, reader: Reader) -> None:
    header = find_header(grid, STAGES, reader)
    if header is None:
        return
    row, columns = header
    seen = _parts(grid, sheet, row, columns, reader)
    for path, number in seen.items():
        for column, stage in columns.items():
            above = grid.covered.get((number, column), (number, column))
            if above != (number, column) and grid.cell(*above):
                reader.fault(
                    reader.place(grid, number, column),
                    f"“{stage.heading}”与{reader.place(grid, *above).cell}合并成一格，不知道这一格是多少",
                    "请取消合并，每一格各填各的",
                )
            node = content(grid.cell(number, column), stage, reader, reader.money)
            if node is not None:
                put(root, (*sheet.path, *stage.path, *path), node)
    report_stale_totals(grid, seen, list(columns), reader)
    if sheet is not BUDGET:
        return
    placed = {stage.path: column for column, stage in columns.items()}
    for stage in STAGES[1:]:
        column = placed.get(stage.path, 0)
        if not column:
            reader.fault(reader.place(grid, row), f"表头里没有“{stage.heading}”", "请补上这一列")
        elif not any(grid.cell(number, column) for number in seen.values()):
            reader.fault(reader.place(grid, row, column), f"“{stage.heading}”一列没有填", "请填各部分的金额")


def _parts(
    grid: Grid, sheet: Sheet, header: int, columns: dict[int, Field], reader: Reader
) -> dict[tuple[str, ...], int]:
    """The row of each part of the budget."""
    known = names_of(sheet.fields)
    seen: dict[tuple[str, ...], int] = {}
    for number in range(header + 1, grid.rows + 1):
        name = grid.text(number, 1)
        own = known.get(heading_key(name))
        filled = any(grid.cell(number, column) for column in columns)
        if AUTOMATIC in name or (own is None and not filled):
            continue
        if own is None and name:
            reader.not_known(reader.place(grid, number), "行", name[:20])
        elif own is None:
            reader.notice(reader.place(grid, number), "这一行没有名称，没有读取")
        elif own.path in seen:
            twice = f"“{own.heading}”出现了两次（第{seen[own.path]}行、第{number}行）"
            reader.fault(reader.place(grid, number), twice, "请只留一行")
        else:
            seen[own.path] = number
    return seen
