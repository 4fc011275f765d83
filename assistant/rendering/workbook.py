"""The workbook form: blank with an example, or filled from a submission. It is only written, never re-saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from assistant.domain.facts import Submission
from assistant.domain.form import BUDGET, EXAMPLE, INDICATORS, MONEY, PARTS, PROJECTS, SHEETS, STAGES
from assistant.domain.sheet import Field, Sheet
from assistant.rendering.workbook_cells import (
    AUTO,
    BOX,
    CENTRE,
    GREY,
    TEXT,
    WRAP,
    fit_rows,
    head,
    input_cell,
    print_on,
    put,
)
from assistant.rendering.workbook_guide import write_guide
from assistant.rendering.workbook_values import Rows, Values, fields_of, rows_of

BLANK_ROWS = 30


def blank_workbook(kind: str, year: int, standards: Mapping[str, str]) -> bytes:
    """An empty form of a kind (department, project), with explanations and a worked example in every table.

    `standards`: the titles to choose from, by their ids.
    """
    return _write(
        {("kind",): kind, ("year",): str(year), ("standard",): "mof-2020"}, {}, standards, example=True
    )


def filled_workbook(submission: Submission, standards: Mapping[str, str]) -> bytes:
    """The form with a submission in it; reading it gives the same submission again."""
    return _write(fields_of(submission), rows_of(submission), standards, example=False)


def _write(values: Values, rows: Rows, standards: Mapping[str, str], *, example: bool) -> bytes:
    book = Workbook()
    first = book.active
    if first is not None:
        write_guide(first)
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


def _title(page: Any, sheet: Sheet) -> None:
    page["A1"] = {"fields": sheet.name, "grid": f"{sheet.name}收支", "table": sheet.name}[sheet.shape]
    page["A1"].font = Font(name="黑体", size=16)
    page["A2"] = sheet.hint
    page["A2"].font = GREY


def _write_fields(
    page: Any,
    sheet: Sheet,
    values: Values,
    lists: Any,
    standards: Mapping[str, str],
) -> None:
    for column, name in enumerate(("填写项", "内容", "说明"), 1):
        head(page.cell(3, column), name)
    for number, own in enumerate(sheet.fields, 4):
        name = page.cell(number, 1, own.heading + ("＊" if own.required else ""))
        name.font, name.border, name.alignment = TEXT, BOX, WRAP
        value = values.get(own.path)
        if own.path == ("standard",):
            own = replace(own, choices=tuple(standards.items()))
        input_cell(page.cell(number, 2), own.shown(value) if isinstance(value, str) else value)
        note = page.cell(number, 3, own.note)
        note.font, note.border, note.alignment = GREY, BOX, WRAP
        if own.kind != "number":
            page.cell(number, 2).number_format = "@"
        if own.choices:
            _choose(page, lists, f"B{number}", own)
    (
        page.column_dimensions["A"].width,
        page.column_dimensions["B"].width,
        page.column_dimensions["C"].width,
    ) = 22, 60, 42
    page.freeze_panes = "B4"


def _write_stages(page: Any, sheet: Sheet, values: Values) -> None:
    top = 3
    if sheet is BUDGET:
        page["A3"] = "金额单位"
        page["A3"].font, page["A3"].border = TEXT, BOX
        unit = values.get(("budget", "unit"), "万元")
        input_cell(page["B3"], unit)
        page.add_data_validation(_listed("B3", ",".join(label for _, label in MONEY)))
        top = 4
    for column, name in enumerate(("部分", *(stage.heading for stage in STAGES)), 1):
        head(page.cell(top, column), name)
    lines = {own.path: number for number, own in enumerate(PARTS, top + 1)}
    for own in PARTS:
        number = lines[own.path]
        child = own.path in (("basic", "personnel"), ("basic", "public"))
        name = page.cell(number, 1, f"其中：{own.heading}" if child else own.heading)
        name.font, name.border = TEXT, BOX
        name.alignment = Alignment(indent=2 if child else 0)
        for column, stage in enumerate(STAGES, 2):
            input_cell(page.cell(number, column), values.get((*sheet.path, *stage.path, *own.path)))
            if page.cell(number, column).value is None:
                page.cell(number, column).number_format = "0.00"
            page.cell(number, column).alignment = Alignment(horizontal="right")
    number = top + 1 + len(PARTS)
    page.cell(number, 1, "各部分相加（自动计算，不用填）").font = GREY
    for column in range(2, 2 + len(STAGES)):
        letter = get_column_letter(column)
        at = {path: f"{letter}{line}" for path, line in lines.items()}
        basic = f"IF(ISNUMBER({at['basic', 'total']}),{at['basic', 'total']},SUM({at['basic', 'personnel']}:{at['basic', 'public']}))"
        own_cell = page.cell(number, column, f"={basic}+SUM({at[('project',)]}:{at[('other',)]})")
        own_cell.font, own_cell.fill, own_cell.border, own_cell.number_format = GREY, AUTO, BOX, "0.00"
    page.column_dimensions["A"].width = 34
    for letter in "BCD":
        page.column_dimensions[letter].width = 18
    page.freeze_panes = page.cell(top + 1, 2)


def _write_table(page: Any, sheet: Sheet, rows: list[Values], lists: Any, example: bool) -> None:
    head(page.cell(4, 1), "序号")
    page.column_dimensions["A"].width = 7
    for column, own in enumerate(sheet.fields, 2):
        title = page.cell(4, column)
        head(title, own.heading + ("＊" if own.required else ""))
        if own.note:
            title.comment = Comment(own.note, "自评", height=60, width=260)
        page.column_dimensions[get_column_letter(column)].width = own.width
    page.row_dimensions[4].height = 32
    number = 5
    if example:
        page.cell(5, 1, EXAMPLE).font = GREY
        for column, (own, text) in enumerate(zip(sheet.fields, sheet.example, strict=True), 2):
            cell = page.cell(5, column)
            put(cell, Decimal(text) if own.kind in ("number", "value") and text else text or None)
            cell.font, cell.border, cell.alignment = GREY, BOX, WRAP
        number = 6
    last = number + max(len(rows) + 5, BLANK_ROWS - 1) - 1
    for offset in range(last - number + 1):
        row = rows[offset] if offset < len(rows) else {}
        serial = page.cell(number + offset, 1, offset + 1 if row else None)
        serial.font, serial.alignment, serial.protection = GREY, CENTRE, Protection(locked=False)
        for column, own in enumerate(sheet.fields, 2):
            value = row.get(own.path)
            input_cell(
                page.cell(number + offset, column), own.shown(value) if isinstance(value, str) else value
            )
    for column, own in enumerate(sheet.fields, 2):
        if own.choices:
            letter = get_column_letter(column)
            _choose(page, lists, f"{letter}{number}:{letter}{last}", own)
    if sheet in (PROJECTS, INDICATORS):
        _totals(page, sheet, number, last)
    page.freeze_panes = page.cell(5, 5 if sheet is INDICATORS else 3)


def _totals(page: Any, sheet: Sheet, first: int, last: int) -> None:
    page["A3"] = "合计（自动计算，不用填）"
    page["A3"].font = GREY
    for column, own in enumerate(sheet.fields, 2):
        if own.path in (("budget",), ("executed",), ("points",)):
            letter = get_column_letter(column)
            cell = page[f"{letter}3"]
            cell.value = f"=SUM({letter}{first}:{letter}{last})"
            cell.font, cell.fill, cell.number_format = GREY, AUTO, "0.00"


def _listed(cells: str, formula: str, strict: bool = True) -> DataValidation:
    rule = DataValidation(
        type="list", formula1=formula if formula.startswith("选项!") else f'"{formula}"', allow_blank=True
    )
    rule.showErrorMessage = strict
    rule.errorTitle, rule.error = "不能填这个值", "请从下拉列表里选一项"
    rule.add(cells)
    return rule


def _choose(page: Any, lists: Any, cells: str, own: Field) -> None:
    """A drop-down; its choices stand on the hidden sheet 选项, so that none is cut at 255 characters."""
    choices = [label for _, label in own.choices]
    for column in range(1, lists.max_column + 2):
        held = [cell.value for cell in lists[get_column_letter(column)] if cell.value]
        if held == choices or not held:
            break
    for number, choice in enumerate(choices, 1):
        put(lists.cell(number, column), choice)
    letter = get_column_letter(column)
    page.add_data_validation(
        _listed(cells, f"选项!${letter}$1:${letter}${len(choices)}", strict=not own.open)
    )


def _page(page: Any, sheet: Sheet) -> None:
    print_on(page, landscape=sheet.shape == "table", pages_wide=2 if sheet is INDICATORS else 1)
    if sheet.shape != "grid":
        fit_rows(page, 4 if sheet.shape == "fields" else 5)
    if sheet is INDICATORS:
        page.print_title_cols = "A:E"  # the second sheet of paper names the indicator again
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
