"""The sheet 问题清单 of an annotated workbook: every finding with its cell as a link, what to do, and a column to tick off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink

from assistant.domain.finding import Finding
from assistant.domain.source import Source
from assistant.rendering.workbook_cells import BOX, GREY, TEXT, WRAP, fit_rows, head, print_on, put

SHEET = "问题清单"
_HEADS = ("编号", "级别", "位置", "问题", "怎么办", "已处理")
_WIDTHS = (7, 8, 18, 60, 46, 9)
_FIRST = 4
_LINK = Font(name="宋体", size=11, color="0563C1", underline="single")
Ticks = Mapping[tuple[str, str], str]


def write_problems(page: Any, findings: Sequence[Finding], ticks: Ticks) -> None:
    """The list, with what was ticked off in an earlier copy of the same problem at the same cell."""
    page["A1"] = "问题清单（点“位置”跳到那一格；改在填报表的原文件里改，改好后在“已处理”打钩）"
    page["A1"].font = GREY
    for column, (name, width) in enumerate(zip(_HEADS, _WIDTHS, strict=True), 1):
        head(page.cell(_FIRST - 1, column), name)
        page.column_dimensions["ABCDEF"[column - 1]].width = width
    for row, finding in enumerate(findings, _FIRST):
        _problem(page, row, finding, ticks)
    last = max(_FIRST, _FIRST + len(findings) - 1)
    choice = DataValidation(type="list", formula1='"√"', allow_blank=True)
    page.add_data_validation(choice)
    choice.add(f"F{_FIRST}:F{last}")
    page.freeze_panes = f"A{_FIRST}"
    fit_rows(page, _FIRST)
    print_on(page, landscape=True)
    page.print_title_rows = f"{_FIRST - 1}:{_FIRST - 1}"


def _problem(page: Any, row: int, finding: Finding, ticks: Ticks) -> None:
    places = [source for source in (finding.source, *finding.also) if source.sheet]
    shown = "、".join(map(_shown, places))
    what = f"{finding.code} {finding.message}"
    values = (
        str(row - _FIRST + 1),
        finding.severity.chinese,
        shown,
        what,
        finding.advice,
        ticks.get((shown, what), ""),
    )
    for column, value in enumerate(values, 1):
        cell = page.cell(row, column)
        put(cell, value)
        cell.font, cell.border, cell.alignment = TEXT, BOX, WRAP
    if places:
        link = f"'{places[0].sheet}'!{places[0].cell}"
        page.cell(row, 3).hyperlink = Hyperlink(ref=f"C{row}", location=link)
        page.cell(row, 3).font = _LINK


def _shown(source: Source) -> str:
    return f"{source.sheet}!{source.cell}"


def ticks_of(page: Any) -> dict[tuple[str, str], str]:
    """What was ticked off in a list."""
    rows = page.iter_rows(min_row=_FIRST, max_col=len(_HEADS), values_only=True)
    return {(str(row[2] or ""), str(row[3] or "")): str(row[5]) for row in rows if row[5]}
