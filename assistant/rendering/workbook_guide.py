"""The first sheet of the workbook form: how to fill it in."""

from __future__ import annotations

from typing import Any

from openpyxl.styles import Font

from assistant.domain.form import SHEETS
from assistant.rendering.workbook_cells import TEXT, WRAP, fit_rows, print_on


def write_guide(page: Any) -> None:
    """Explanations, and links to the sheets."""
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
        name_cell = page.cell(number, 1, name)
        name_cell.font, name_cell.alignment = Font(name="黑体", size=11), WRAP
        page.cell(number, 2, text).font = TEXT
        page.cell(number, 2).alignment = WRAP
    row = len(lines) + 4
    page.cell(row, 1, "工作表").font = Font(name="黑体", size=11)
    for number, sheet in enumerate(SHEETS, row + 1):
        page.cell(number, 1, sheet.name).font = TEXT
        page.cell(number, 1).alignment = WRAP
        page.cell(number, 1).hyperlink = f"#'{sheet.name}'!A1"
        page.cell(number, 2, sheet.hint).font = TEXT
        page.cell(number, 2).alignment = WRAP
    fit_rows(page, 3)
    print_on(page, landscape=False)
