"""A copy of the unit's workbook with each finding as a comment at its cell, a list of them, and the figures on a sheet 测算.

The unit's own file is never written. openpyxl keeps cells, formats, drop-downs and protection; it loses text boxes
and pictures, which the caller tells. A property of the document says that it is such a copy, and what stood in its cells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.packaging.custom import CustomPropertyList, StringProperty
from openpyxl.styles import Font, PatternFill

from assistant.domain.figure import Entry, Fact, Figure, Work
from assistant.domain.finding import Finding
from assistant.domain.severity import Severity
from assistant.rendering.problem_list import SHEET as PROBLEMS
from assistant.rendering.problem_list import Ticks, ticks_of, write_problems
from assistant.rendering.workbook_cells import BOX, GREY, INPUT, TEXT, WRAP, fit_rows, head, print_on, put

SHEET = "测算"
_COLOURS = {Severity.ERROR: "F8CBAD", Severity.WARNING: "FFE699", Severity.INFO: "DDEBF7"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_HEADS = (
    "序号",
    "名称",
    "数值",
    "单位",
    "公式",
    "按公式验算（精确）",
    "按公式验算（印出）",
    "出处",
    "程序编号",
)
_PROPERTY, _OURS, _ID = "ziping", "〔核对〕", "I"
_MOST = 1500  # characters of one comment


@dataclass(frozen=True)
class OwnCopy:
    """A copy that was written here: whether somebody changed its cells since, and what was ticked off in its list."""

    changed: bool
    ticks: Ticks


def own_copy(data: bytes) -> OwnCopy | None:
    """What an earlier copy says of itself; None where the workbook is no copy of ours."""
    book: Any = openpyxl.load_workbook(BytesIO(data), keep_links=False)
    mark = next((item for item in book.custom_doc_props.props if item.name == _PROPERTY), None)
    if mark is None:
        return None
    ticks = ticks_of(book[PROBLEMS]) if PROBLEMS in book.sheetnames else {}
    return OwnCopy(str(mark.value) != _content(book), ticks)


def _content(book: Any) -> str:
    """A hash of what stands in the cells, those of our own sheets aside."""
    cells = [
        (page.title, cell.coordinate, str(cell.value))
        for page in book.worksheets
        if page.title not in (SHEET, PROBLEMS)
        for row in page.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    return sha256(repr(cells).encode()).hexdigest()


def annotated_workbook(
    data: bytes,
    findings: Iterable[Finding],
    entries: Mapping[str, Entry],
    live: Mapping[str, Work],
    ticks: Ticks | None = None,
) -> bytes:
    """The workbook in `data` with comments at the findings' cells, the list of them in front, and the sheet 测算 at the end.

    `ticks`: what was ticked off in an earlier copy.
    """
    book = openpyxl.load_workbook(BytesIO(data), keep_links=False)
    listed = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    _clear(book)
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for finding in listed:
        for source in (finding.source, *finding.also):
            if source.sheet in book.sheetnames:
                by_cell.setdefault((source.sheet, source.cell), []).append(finding)
    for (sheet, cell), found in by_cell.items():
        _comment(book[sheet], cell, found)
    _mark(book)
    write_problems(book.create_sheet(PROBLEMS, 0), listed, ticks or {})
    book.active = 0
    for page in book.worksheets[1:]:
        page.sheet_view.tabSelected = False
    if entries:
        _figures(book.create_sheet(SHEET), entries, live)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _mark(book: Any) -> None:
    """Say in the properties of the copy that it is one."""
    kept = [item for item in book.custom_doc_props.props if item.name != _PROPERTY]
    book.custom_doc_props = CustomPropertyList()
    for item in (*kept, StringProperty(name=_PROPERTY, value=_content(book))):
        book.custom_doc_props.append(item)


def _clear(book: Any) -> None:
    """Take out what an earlier run wrote, where the workbook is itself such a copy."""
    for name in (SHEET, PROBLEMS):
        if name in book.sheetnames:
            del book[name]
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.comment is not None and _OURS in cell.comment.text:
                    own = cell.comment.text.partition(_OURS)[0].strip()
                    cell.comment = Comment(own, "") if own else None
                    cell.fill = PatternFill() if cell.protection.locked else INPUT


def _comment(page: Any, place: str, listed: list[Finding]) -> None:
    cell = page[place]
    if type(cell).__name__ == "MergedCell":
        area = next(area for area in page.merged_cells.ranges if place in area)
        cell = page.cell(area.min_row, area.min_col)
    texts = [f"{item.severity.chinese} {item.code}：{item.message}。{item.advice}" for item in listed]
    own = f"{cell.comment.text}\n" if cell.comment is not None else ""
    text = "\n".join((own + _OURS, *texts))
    cell.comment = Comment(
        text[:_MOST], "自评", width=380, height=min(40 + 20 * (len(text) // 24 + len(texts)), 400)
    )
    cell.fill = PatternFill("solid", fgColor=_COLOURS[listed[0].severity])


def _figures(page: Any, entries: Mapping[str, Entry], live: Mapping[str, Work]) -> None:
    page["A1"] = "测算值（由程序按填报的数和评分标准计算；右边两列是同一公式的表格算式，可点开核对）"
    page["A1"].font = GREY
    for column, name in enumerate(_HEADS, 1):
        head(page.cell(3, column), name)
    rows = {key: number for number, key in enumerate(entries, 4)}
    for key, entry in entries.items():
        _figure(page, rows, entry, live.get(key))
    for letter, width in zip("ABCDEFGH", (7, 38, 14, 9, 44, 20, 20, 18), strict=True):
        page.column_dimensions[letter].width = width
    page.column_dimensions[_ID].hidden = True  # for programs: who fills in the form does not need it
    page.freeze_panes = "C4"
    fit_rows(page, 4)
    print_on(page, landscape=True)
    page.print_title_rows = "3:3"


def _figure(page: Any, rows: Mapping[str, int], entry: Entry, live: Work | None) -> None:
    row, quantity = rows[entry.id], entry.quantity
    formula = entry.formula if isinstance(entry, Figure) else "填报数"
    place = (
        f"{entry.source.sheet}!{entry.source.cell}" if isinstance(entry, Fact) and entry.source.sheet else ""
    )
    value: str | Decimal = quantity.shown if quantity else entry.words
    for column, item in enumerate((str(row - 3), entry.label, value, entry.unit, formula), 1):
        cell = page.cell(row, column)
        put(cell, item)
        cell.font, cell.border, cell.alignment = TEXT, BOX, WRAP
    if quantity is not None:
        digits = quantity.digits
        page.cell(row, 3).number_format = "0." + "0" * digits if digits else "0"
        exact, shown = page.cell(row, 6), page.cell(row, 7)
        if live is not None and isinstance(entry, Figure):
            source = "F" if live.exact else "G"
            exact.value = "=" + live.expression.format(*(f"{source}{rows[key]}" for key in entry.inputs))
        else:
            put(exact, quantity.exact if len(quantity.exact.as_tuple().digits) <= 15 else quantity.shown)
        shown.value = f"=ROUND(F{row},{digits})"
        shown.number_format = page.cell(row, 3).number_format
        for cell in (exact, shown):
            cell.border, cell.font = BOX, TEXT if live is not None else GREY
    put(page[f"{_ID}{row}"], entry.id)
    where = page.cell(row, 8, place)
    where.font = Font(name="宋体", size=11, color="0563C1", underline="single") if place else GREY
    if place:
        where.hyperlink = f"#'{place.partition('!')[0]}'!{place.partition('!')[2]}"
