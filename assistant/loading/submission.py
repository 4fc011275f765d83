"""Reading a submission (填报数据) from .yaml, .json, or the workbook form (.xlsx)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.facts import Submission
from assistant.errors import Fault, StandardError, SubmissionError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.schema import read_tree, validate
from assistant.loading.standards import load_standard
from assistant.loading.total_rows import leave_out_totals
from assistant.loading.tree import Node

if TYPE_CHECKING:
    from assistant.loading.reader import Reader
    from assistant.loading.workbook import Workbook


def load_submission(path: Path) -> Submission:
    """The submission in a file; raises SubmissionError listing every fault with file and line, or sheet and cell."""
    if path.suffix.lower() in WORKBOOKS:
        from assistant.loading.workbook import read_book

        return _from_form(read_book(path), path.parent)
    if path.suffix.lower() in OLD_WORKBOOKS:
        from assistant.loading.old_workbook import read_old_book

        return _from_form(read_old_book(path), path.parent)
    return _checked(read_tree(path), None, path.parent)


def load_form(path: Path, answers: Mapping[str, str]) -> Submission:
    """The submission in our workbook, or in a published 自评表 where it is none or answers are given.

    `answers` say what an official form does not (year, standard …). Raises SubmissionError with every fault, and with
    everything that has to be asked.
    """
    from assistant.loading.official_form.form import load_official, read_official_book
    from assistant.loading.sheets import is_form

    book = read_official_book(path)
    if is_form(book) and not answers:
        return _from_form(book, path.parent)
    return _checked(*load_official(book, answers), folder=path.parent)


def _from_form(book: Workbook, folder: Path) -> Submission:
    from assistant.loading.sheets import is_form, read_form

    if not is_form(book):
        names = "、".join(sheet.name for sheet in book.sheets[:8])
        raise SubmissionError(
            [
                Fault(
                    book.file,
                    f"不是填报工作簿：没有“预算”表和“指标”表（有 {names}）",
                    "可用 ziping init 文件夹 生成",
                )
            ]
        )
    return _checked(*read_form(book), folder=folder)


def _checked(tree: Node, reader: Reader | None, folder: Path) -> Submission:
    """The submission of a tree; raises SubmissionError with every fault, those of the cells and those of the whole."""
    notices = reader.notices if reader else []
    faults = list(dict.fromkeys(reader.faults)) if reader else []
    totals = leave_out_totals(tree, lambda source, message: notices.append((source, message)))
    try:
        submission = validate(Submission, tree, reader.broken() if reader else frozenset())
    except SubmissionError as error:
        known = {fault.place for fault in faults}
        faults += [fault for fault in error.faults if fault.place not in known]
    else:
        if not faults:
            return submission.noticed(notices, totals)
    raise SubmissionError([*(_hints(reader) if reader else []), *faults, *_standard_fault(tree, folder)])


def _hints(reader: Reader) -> list[Fault]:
    """What was not recognised: often why something else is missing."""
    return [Fault(str(source), message, "请对照填报表改回原来的名称") for source, message in reader.unknown]


def _standard_fault(tree: Node, folder: Path) -> list[Fault]:
    """What is wrong with the named standard, so that it is told with the rest."""
    named = tree.value.get("standard") if isinstance(tree.value, dict) else None
    if named is None or not isinstance(named.value, str) or not named.value.strip():
        return []
    try:
        load_standard(named.value.strip(), folder)
    except StandardError as error:
        return [Fault(str(named.source), str(error))]
    return []
