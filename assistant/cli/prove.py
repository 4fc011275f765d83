"""What `ziping verify FILE --record RECORD` says: whether a file is the one that was checked, and what differs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.errors import InputError
from assistant.workflow.opening import open_case
from assistant.workflow.record import (
    ReportRecord,
    changed_figures,
    changed_words,
    read_record,
    recorded_name,
    rests_on,
)

_MOST = 60  # characters of a changed passage that are shown


def prove(paths: Sequence[Path], record_file: Path, submission: Path | None) -> int:
    """Hold each file, and the submission where it is given, against the record.

    1 where words or figures differ; a file that says the same in other bytes is told to be another file.
    """
    record = read_record(record_file)
    print(
        f"校验记录 {record_file}：{record.unit}，{record.year}年度；填报数据 {record.submission}"
        f"（SHA-256 {record.submission_sha256[:16]}…）；评分标准 {record.standard}；ziping {record.version}；"
        f"数字表述{record.mentions}处，诊断{len(record.diagnostics)}项，豁免{len(record.waived)}项。"
    )
    code = 0
    for path in paths:
        data = _bytes(path)
        name = recorded_name(record, data)
        if name:
            print(f"{path}：就是当时校验的 {name}，逐字节相同。")
        else:
            code = max(code, _tell_changes(path, record))
    return max(code, _hold_submission(record, submission) if submission else 0)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}：无法读取（{error.strerror}）") from None


def _tell_changes(path: Path, record: ReportRecord) -> int:
    changes = changed_words(record, path)
    if not changes:
        print(f"{path}：文件不是当时的那一份，但文字与当时校验的相同（重新保存或换了格式）。")
        return 0
    print(f"{path}：文件不是当时的那一份，文字有{len(changes)}处与当时校验的不同：")
    for before, old, new in changes:
        print(f"  …{before}【{_short(old)}】→【{_short(new)}】")
    return 1


def _short(text: str) -> str:
    if not text:
        return "无"
    return text if len(text) <= _MOST else f"{text[:_MOST]}…共{len(text)}字"


def _hold_submission(record: ReportRecord, submission: Path) -> int:
    if rests_on(record, _bytes(submission)):
        print(f"{submission}：就是当时的填报数据，逐字节相同。")
    else:
        print(f"{submission}：不是当时的填报数据文件。", file=sys.stderr)
    changes = changed_figures(record, open_case(submission).ledger)
    _tell_figures(changes)
    return 1 if changes else 0


def _tell_figures(changes: Iterable[tuple[str, str, str]]) -> None:
    for label, then, now in changes:
        print(f"  {label}：当时 {then}，现在 {now}")
