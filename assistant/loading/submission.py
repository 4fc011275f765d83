"""Reading a submission (填报数据) from .yaml, .json, or the workbook form (.xlsx)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.facts import Submission
from assistant.errors import Fault, SubmissionError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.schema import read_tree, validate

if TYPE_CHECKING:
    from assistant.loading.reader import Reader
    from assistant.loading.workbook import Book


def load_submission(path: Path) -> Submission:
    """The submission in a file; raises SubmissionError listing every fault with file and line, or sheet and cell."""
    if path.suffix.lower() in WORKBOOKS:
        from assistant.loading.workbook import read_book

        return _from_form(read_book(path))
    if path.suffix.lower() in OLD_WORKBOOKS:
        from assistant.loading.old_workbook import read_old_book

        return _from_form(read_old_book(path))
    return validate(Submission, read_tree(path))


def load_form(path: Path, answers: Mapping[str, str]) -> Submission:
    """The submission in our workbook, or in a published 自评表 where it is none or answers are given.

    `answers` say what an official form does not (year, standard …). Raises SubmissionError with every fault, and with
    everything that has to be asked.
    """
    from assistant.loading.official_form.form import read_official_book
    from assistant.loading.sheets import is_form

    book = read_official_book(path)
    return _from_form(book) if is_form(book) and not answers else _from_official(book, answers)


def _from_form(book: Book) -> Submission:
    from assistant.loading.sheets import is_form, read_form

    if not is_form(book):
        names = "、".join(sheet.name for sheet in book.sheets[:8])
        raise SubmissionError(
            [Fault(book.file, f"不是填报工作簿：没有“预算”表和“指标”表（有 {names}）", "可用 ziping init DIR --format xlsx 生成")]
        )  # fmt: skip
    tree, reader = read_form(book)
    faults = list(reader.faults)
    try:
        submission = validate(Submission, tree, reader.broken())
    except SubmissionError as error:
        known = {fault.place for fault in faults}
        more = [fault for fault in error.faults if fault.place not in known]
        raise SubmissionError([*_hints(reader), *faults, *more]) from None
    if faults:
        raise SubmissionError([*_hints(reader), *faults])
    return submission.noticed(reader.notices)


def _hints(reader: Reader) -> list[Fault]:
    """What was not recognised: often why something else is missing."""
    return [Fault(str(source), message, "请对照填报表改回原来的名称") for source, message in reader.unknown]


def _from_official(book: Book, answers: Mapping[str, str]) -> Submission:
    from assistant.loading.official_form.form import load_official

    tree, reader = load_official(book, answers)
    return validate(Submission, tree).noticed(reader.notices)
