"""The workbook form: blank with an example, or filled from a submission. It is only written, never re-saved."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from assistant.domain.facts import Indicator, Submission
from assistant.domain.form import (
    BASICS, BUDGET, EXAMPLE, FACTS, INDICATORS, MONEY, NOTES, PARTS, PREVIOUS, PROJECTS, REMARKS, SHEETS, STAGES, UNIT,
    Field, Sheet,
)  # fmt: skip
from assistant.domain.number import decimals_of
from assistant.domain.quantity import plain

_LINE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="1F4E79")
_INPUT = PatternFill("solid", fgColor="FFF9E5")
_AUTO = PatternFill("solid", fgColor="EDEDED")
_GREY = Font(name="宋体", size=11, italic=True, color="8C8C8C")
_TEXT = Font(name="宋体", size=11)
_BLANK_ROWS = 40
_WRAP = Alignment(wrap_text=True, vertical="center")

Rows = dict[str, list[dict[tuple[str, ...], str | Decimal]]]


def blank_workbook(kind: str, year: int, standards: tuple[str, ...]) -> bytes:
    """An empty form of a kind (department, project), with explanations and a worked example in every table."""
    return _write(
        {("kind",): kind, ("year",): str(year), ("standard",): "mof-2020"}, {}, standards, example=True
    )


def filled_workbook(submission: Submission, standards: tuple[str, ...]) -> bytes:
    """The form with a submission in it; reading it gives the same submission again."""
    return _write(_fields_of(submission), _rows_of(submission), standards, example=False)


def _write(
    values: dict[tuple[str, ...], str | Decimal], rows: Rows, standards: tuple[str, ...], *, example: bool
) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    _guide(first)
    lists = book.create_sheet("选项")
    lists.sheet_state = "hidden"
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        _title(page, sheet)
        if sheet.shape == "fields":
            _write_fields(page, sheet, values, lists, standards)
        elif sheet.shape == "grid":
            _write_stages(page, sheet, values)
        else:
            _write_table(page, sheet, rows.get(sheet.name, []), lists, example)
        _page(page, sheet)
    book.move_sheet(lists, len(SHEETS))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(cell: Any, value: str | Decimal | None) -> None:
    """Write a value: text never becomes a formula, a number keeps its decimals and is stored as text beyond 15 digits."""
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > 15:
            cell.value = plain(value)
            cell.data_type = "s"
            return
        decimals = decimals_of(value)
        cell.value = int(value) if not decimals else float(value)
        cell.number_format = "0." + "0" * decimals if decimals else "0"
        return
    cell.value = value
    if value:
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


def _guide(page: Any) -> None:
    page.title = "填表说明"
    page.column_dimensions["A"].width = 16
    page.column_dimensions["B"].width = 78
    page["A1"] = "绩效自评填报表"
    page["A1"].font = Font(name="黑体", size=18)
    lines = [
        ("怎样填", "只填浅黄色的格。灰色的格由表格自动计算，只供对照；程序按填报的数另行计算，不用这些格。"),
        ("数字", "金额、分值只填数字，不带单位；没有的留空，不要填“无”或0。"),
        (
            "指标值",
            "“指标性质、指标值、度量单位”分三格填（≥、5、%），或把“≥5%”整个写在“指标值”一格。定性指标写“定性：……”，时限写“9月底前”。",
        ),
        ("示例", "灰色斜体的“示例”行供参考，读取时跳过，可以删去。"),
        ("不用算", "执行率、完成率、得分、总分、等级都不用填，由程序按评分标准计算，并写明怎样算出来。"),
        (
            "填完以后",
            "运行 ziping check 本文件，每一处问题都指到表和格；加上 --annotate 新文件.xlsx，问题写成批注放在格子上。",
        ),
    ]
    for number, (name, text) in enumerate(lines, 3):
        page.cell(number, 1, name).font = Font(name="黑体", size=11)
        page.cell(number, 2, text).font = _TEXT
        page.cell(number, 2).alignment = _WRAP
        page.row_dimensions[number].height = 36
    row = len(lines) + 4
    page.cell(row, 1, "工作表").font = Font(name="黑体", size=11)
    for number, sheet in enumerate(SHEETS, row + 1):
        page.cell(number, 1, sheet.name).font = _TEXT
        page.cell(number, 1).hyperlink = f"#'{sheet.name}'!A1"
        page.cell(number, 2, sheet.hint).font = _TEXT
        page.cell(number, 2).alignment = _WRAP
        page.row_dimensions[number].height = 32
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize, page.page_setup.fitToWidth, page.page_setup.fitToHeight = 9, 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _title(page: Any, sheet: Sheet) -> None:
    page["A1"] = {"fields": sheet.name, "grid": f"{sheet.name}收支", "table": sheet.name}[sheet.shape]
    page["A1"].font = Font(name="黑体", size=16)
    page["A2"] = sheet.hint
    page["A2"].font = _GREY


def _head(cell: Any, text: str) -> None:
    cell.value = text
    cell.font = Font(name="黑体", size=11, color="FFFFFF")
    cell.fill = _HEAD
    cell.border = _BOX
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _input(cell: Any, value: str | Decimal | None = None) -> None:
    cell.font = _TEXT
    cell.fill = _INPUT
    cell.border = _BOX
    cell.alignment = _WRAP
    cell.protection = Protection(locked=False)
    put(cell, value)


def _write_fields(
    page: Any,
    sheet: Sheet,
    values: dict[tuple[str, ...], str | Decimal],
    lists: Any,
    standards: tuple[str, ...],
) -> None:
    for column, name in enumerate(("填写项", "内容", "说明"), 1):
        _head(page.cell(3, column), name)
    for number, own in enumerate(sheet.fields, 4):
        name = page.cell(number, 1, own.heading + ("＊" if own.required else ""))
        name.font, name.border = _TEXT, _BOX
        value = values.get(own.path)
        _input(page.cell(number, 2), own.shown(value) if isinstance(value, str) else value)
        note = page.cell(number, 3, own.note)
        note.font, note.border, note.alignment = _GREY, _BOX, _WRAP
        if own.kind != "number":
            page.cell(number, 2).number_format = "@"
        if own.path == ("standard",):
            _choose(page, lists, f"B{number}", standards, strict=False)
        elif own.choices:
            _choose(page, lists, f"B{number}", tuple(label for _, label in own.choices))
        if own.path[0] == "profile":
            page.row_dimensions[number].height = 66
    (
        page.column_dimensions["A"].width,
        page.column_dimensions["B"].width,
        page.column_dimensions["C"].width,
    ) = 22, 60, 42
    page.freeze_panes = "B4"


def _write_stages(page: Any, sheet: Sheet, values: dict[tuple[str, ...], str | Decimal]) -> None:
    top = 3
    if sheet is BUDGET:
        page["A3"] = "金额单位"
        page["A3"].font, page["A3"].border = _TEXT, _BOX
        unit = values.get(("budget", "unit"), "万元")
        _input(page["B3"], unit)
        page.add_data_validation(_listed("B3", ",".join(label for _, label in MONEY)))
        top = 4
    for column, name in enumerate(("部分", *(stage.heading for stage in STAGES)), 1):
        _head(page.cell(top, column), name)
    lines = {own.path: number for number, own in enumerate(PARTS, top + 1)}
    for own in PARTS:
        number = lines[own.path]
        child = own.path in (("basic", "personnel"), ("basic", "public"))
        name = page.cell(number, 1, f"其中：{own.heading}" if child else own.heading)
        name.font, name.border = _TEXT, _BOX
        name.alignment = Alignment(indent=2 if child else 0)
        for column, stage in enumerate(STAGES, 2):
            _input(page.cell(number, column), values.get((*sheet.path, *stage.path, *own.path)))
            if page.cell(number, column).value is None:
                page.cell(number, column).number_format = "0.00"
            page.cell(number, column).alignment = Alignment(horizontal="right")
    number = top + 1 + len(PARTS)
    page.cell(number, 1, "各部分相加（自动计算，不用填）").font = _GREY
    for column in range(2, 2 + len(STAGES)):
        letter = get_column_letter(column)
        at = {path: f"{letter}{line}" for path, line in lines.items()}
        basic = f"IF(ISNUMBER({at['basic', 'total']}),{at['basic', 'total']},SUM({at['basic', 'personnel']}:{at['basic', 'public']}))"
        own_cell = page.cell(number, column, f"={basic}+SUM({at[('project',)]}:{at[('other',)]})")
        own_cell.font, own_cell.fill, own_cell.border, own_cell.number_format = _GREY, _AUTO, _BOX, "0.00"
    page.column_dimensions["A"].width = 34
    for letter in "BCD":
        page.column_dimensions[letter].width = 18
    page.freeze_panes = page.cell(top + 1, 2)


def _write_table(
    page: Any, sheet: Sheet, rows: list[dict[tuple[str, ...], str | Decimal]], lists: Any, example: bool
) -> None:
    _head(page.cell(4, 1), "序号")
    page.column_dimensions["A"].width = 7
    for column, own in enumerate(sheet.fields, 2):
        head = page.cell(4, column)
        _head(head, own.heading + ("＊" if own.required else ""))
        if own.note:
            head.comment = Comment(own.note, "ziping", height=60, width=260)
        page.column_dimensions[get_column_letter(column)].width = own.width
    page.row_dimensions[4].height = 32
    number = 5
    if example:
        page.cell(5, 1, EXAMPLE).font = _GREY
        for column, (own, text) in enumerate(zip(sheet.fields, sheet.example, strict=True), 2):
            cell = page.cell(5, column)
            put(cell, Decimal(text) if own.kind in ("number", "value") and text else text or None)
            cell.font, cell.border, cell.alignment = _GREY, _BOX, _WRAP
        number = 6
    last = number + max(len(rows), _BLANK_ROWS) - 1
    for offset in range(last - number + 1):
        row = rows[offset] if offset < len(rows) else {}
        page.cell(number + offset, 1, offset + 1 if row else None).font = _GREY
        page.cell(number + offset, 1).protection = Protection(locked=False)
        for column, own in enumerate(sheet.fields, 2):
            value = row.get(own.path)
            _input(page.cell(number + offset, column), own.shown(value) if isinstance(value, str) else value)
    for column, own in enumerate(sheet.fields, 2):
        if own.choices:
            letter = get_column_letter(column)
            _choose(page, lists, f"{letter}{number}:{letter}{last}", tuple(label for _, label in own.choices))
    if sheet in (PROJECTS, INDICATORS):
        _totals(page, sheet, number, last)
    page.freeze_panes = page.cell(5, 5 if sheet is INDICATORS else 3)


def _totals(page: Any, sheet: Sheet, first: int, last: int) -> None:
    page["A3"] = "合计（自动计算，不用填）"
    page["A3"].font = _GREY
    for column, own in enumerate(sheet.fields, 2):
        if own.path in (("budget",), ("executed",), ("points",)):
            letter = get_column_letter(column)
            cell = page[f"{letter}3"]
            cell.value = f"=SUM({letter}{first}:{letter}{last})"
            cell.font, cell.fill, cell.number_format = _GREY, _AUTO, "0.00"


def _listed(cells: str, formula: str, strict: bool = True) -> DataValidation:
    rule = DataValidation(
        type="list", formula1=formula if formula.startswith("选项!") else f'"{formula}"', allow_blank=True
    )
    rule.showErrorMessage = strict
    rule.errorTitle, rule.error = "不能填这个值", "请从下拉列表里选一项"
    rule.add(cells)
    return rule


def _choose(page: Any, lists: Any, cells: str, choices: tuple[str, ...], strict: bool = True) -> None:
    """A drop-down; its choices stand on the hidden sheet 选项, so that none is cut at 255 characters."""
    for column in range(1, lists.max_column + 2):
        held = [cell.value for cell in lists[get_column_letter(column)] if cell.value]
        if held == list(choices) or not held:
            break
    for number, choice in enumerate(choices, 1):
        put(lists.cell(number, column), choice)
    letter = get_column_letter(column)
    page.add_data_validation(_listed(cells, f"选项!${letter}$1:${letter}${len(choices)}", strict))


def _page(page: Any, sheet: Sheet) -> None:
    page.sheet_view.showGridLines = False
    page.page_setup.paperSize = 9
    page.page_setup.orientation = "landscape" if sheet.shape == "table" else "portrait"
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_options.horizontalCentered = True
    if sheet.shape == "table":
        page.print_title_rows = "4:4"
    page.protection.sheet = True
    for allowed in (
        "formatCells",
        "formatColumns",
        "formatRows",
        "insertRows",
        "deleteRows",
        "sort",
        "autoFilter",
    ):
        setattr(page.protection, allowed, False)


def _fields_of(submission: Submission) -> dict[tuple[str, ...], str | Decimal]:
    """Every value of the sheets 单位, 基础数据, 预算 and 上年, by its path."""
    values: dict[tuple[str, ...], str | Decimal] = {("budget", "unit"): submission.budget.unit}
    grid = [
        (sheet.path + stage.path + part.path)
        for sheet in (BUDGET, PREVIOUS)
        for stage in STAGES
        for part in PARTS
    ]
    for path in [own.path for sheet in (UNIT, BASICS) for own in sheet.fields] + grid:
        value: Any = submission
        for key in path:
            value = getattr(value, key, None)
        shown = _shown(value)
        if shown is not None:
            values[path] = shown
    return values


def _shown(value: Any) -> str | Decimal | None:
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "\n".join(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _rows_of(submission: Submission) -> Rows:
    projects = [_row(project, PROJECTS.fields) for project in submission.projects]
    facts = [_row(fact, FACTS.fields) for fact in submission.facts]
    notes: list[dict[tuple[str, ...], str | Decimal]] = [
        {("kind",): kind, ("text",): text} for kind, _ in NOTES for text in getattr(submission.notes, kind)
    ]
    indicators: list[dict[tuple[str, ...], str | Decimal]] = []

    def walk(indicator: Indicator, depth: int) -> None:
        row = _row(indicator, INDICATORS.fields)
        if depth > 1:
            row["depth",] = Decimal(depth)
        if indicator.applicable:
            row.pop(("applicable",), None)
        row |= _target(indicator)
        indicators.append(row)
        for below in indicator.rows:
            walk(below, depth + 1)

    for indicator in submission.indicators:
        walk(indicator, 1)
    return {PROJECTS.name: projects, FACTS.name: facts, REMARKS.name: notes, INDICATORS.name: indicators}


def _row(record: Any, fields: tuple[Field, ...]) -> dict[tuple[str, ...], str | Decimal]:
    row: dict[tuple[str, ...], str | Decimal] = {}
    for own in fields:
        if own.path[0] == "target":
            continue
        value: Any = record
        for key in own.path:
            value = getattr(value, key, None)
        shown = _shown(value)
        if shown is not None and not (own.kind == "switch" and own.path == ("key",) and value is False):
            row[own.path] = shown
    return row


def _target(indicator: Indicator) -> dict[tuple[str, ...], str | Decimal]:
    """指标性质、指标值、度量单位 where they say the same as the target's own text; else the whole text in one cell."""
    target = indicator.target
    if target is None:
        return {}
    sign = target.operator if target.text.startswith(target.operator) else ""
    if target.kind == "number" and f"{sign}{plain(target.value)}{target.unit}" == target.text:
        parts = (("operator", sign), ("value", target.value), ("unit", target.unit))
        return {("target", key): value for key, value in parts if value != ""}
    text = f"定性：{target.text}" if target.kind == "quality" and target.text != "定性" else target.text
    return {("target", "value"): text}
