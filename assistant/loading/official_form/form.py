"""Published self-evaluation forms (项目支出绩效自评表, 部门整体支出绩效自评表) straight in, from a workbook, document or report.

A form is found by its two headers, wherever they stand: amounts (全年预算数, 全年执行数) and indicators (三级指标, 指标值,
实际完成值). What cannot be read for certain is a fault with its place; what the form does not say is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.domain.sheet import heading_key
from assistant.domain.source import Source
from assistant.errors import Fault, SubmissionError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.official_form.docx_tables import read_tables
from assistant.loading.official_form.header import read_header, settle
from assistant.loading.official_form.indicators import read_indicators
from assistant.loading.official_form.layout import FormTable, indicator_tables, money_tables
from assistant.loading.official_form.money import read_money
from assistant.loading.official_form.report_tables import read_report_tables
from assistant.loading.old_workbook import read_old_book
from assistant.loading.reader import Reader
from assistant.loading.sheets import is_form
from assistant.loading.tree import Node
from assistant.loading.workbook import Workbook, read_book

DOCUMENTS, REPORTS = (".docx", ".docm"), (".pdf", ".html", ".htm", ".md")


def read_official_book(path: Path) -> Workbook:
    """The sheets of a workbook, or the tables of a document or report."""
    if path.suffix.lower() in DOCUMENTS:
        return read_tables(path)
    if path.suffix.lower() in WORKBOOKS:
        return read_book(path)
    if path.suffix.lower() in OLD_WORKBOOKS:
        return read_old_book(path)
    if path.suffix.lower() in REPORTS:
        return read_report_tables(path)
    remedy = "请另存为 .docx" if path.suffix.lower() in (".doc", ".wps") else "请另存为 .xlsx 或 .docx"
    raise SubmissionError([Fault(path.as_posix(), f"不能读取“{path.suffix}”文件里的自评表", remedy)])


def load_official(book: Workbook, answers: Mapping[str, str]) -> tuple[Node, Reader]:
    """The tree of a published form, with the faults and questions met on the way.

    `answers`: year, prepared_on, standard, money, unit, for what the form does not say. An answer that contradicts the
    form is a fault. Raises SubmissionError where the file holds no form, or several.
    """
    reader = Reader(book)
    money, indicators = _single(book)
    root = Node({"format": Node("1", Source(book.file))}, Source(book.file))
    for message in book.notices:
        reader.notice(Source(book.file), message)
    for grid in book.sheets:
        reader.report_unseen(grid)
    settle(read_header(money, indicators, reader), answers, root, reader)
    last = read_money(money, root, reader)
    _goals(money, last, indicators, reader)
    read_indicators(indicators, root, reader)
    return root, reader


def _single(book: Workbook) -> tuple[FormTable, FormTable]:
    """The one form in a file."""
    money, indicators = money_tables(book), indicator_tables(book)
    missing = [
        name
        for name, found in (
            ("预算执行（全年预算数、全年执行数）", money),
            ("绩效指标（三级指标、指标值、实际完成值）", indicators),
        )
        if not found
    ]
    if missing or is_form(book):
        message = (
            "这是填报工作簿，不用转换" if is_form(book) else f"不是自评表：没有找到{'和'.join(missing)}的表头"
        )
        raise SubmissionError([Fault(book.file, message, "应是项目支出绩效自评表或部门整体支出绩效自评表")])
    if len(money) > 1 or len(indicators) > 1:
        tables = money if len(money) > 1 else indicators
        places = "、".join(
            str(table.columns[0].cell.source).removeprefix(f"{book.file} ") for table in tables
        )
        raise SubmissionError(
            [
                Fault(
                    book.file,
                    f"文件里有{len(tables)}张自评表（{places}），不知道读哪一张",
                    "请每张表存成一个文件",
                )
            ]
        )
    return money[0], indicators[0]


def _goals(money: FormTable, last: int, indicators: FormTable, reader: Reader) -> None:
    """年度总体目标 has no place in a submission; that it is left out is said."""
    if money.grid is not indicators.grid:
        return
    for (row, _), cell in sorted(money.grid.cells.items()):
        if last < row < indicators.row and heading_key(cell.text) in (
            "年度总体目标",
            "年初设定目标",
            "预期目标",
            "总体目标",
        ):
            reader.notice(cell.source, "年度总体目标没有读取：填报数据里没有这一项")
            return
