"""Files that are no filled form, or want to do harm: each ends with one clear message, before it costs anything."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from assistant.errors import SubmissionError
from assistant.loading.submission import load_submission
from tests.support.hostile_workbooks import HOSTILE, OLE
from tests.support.workbooks import edit_parts, filled, saved


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_one_message(name: str, tmp_path: Path) -> None:
    make, message = HOSTILE[name]
    path = saved(tmp_path, make(), f"{name}.xlsx")
    with pytest.raises(SubmissionError) as caught:
        load_submission(path)
    assert len(caught.value.faults) == 1
    pattern = message.replace("（", "(?:（)").replace("）", "(?:）)").replace(" .", r" \.")
    assert re.fullmatch(f"{re.escape(path.as_posix())}：{pattern}", str(caught.value.faults[0]))


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "夹.xlsx").mkdir()
    for name, message in (("夹.xlsx", "这是文件夹，不是文件"), ("无.xlsx", "文件不存在")):
        with pytest.raises(SubmissionError, match=f"{name}：{message}"):
            load_submission(tmp_path / name)


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, filled())
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SubmissionError, match="没有读取权限"):
        load_submission(path)


def test_a_broken_old_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="文件的内容已损坏，不能读取"):
        load_submission(saved(tmp_path, OLE, "填报.xls"))


def test_macros_and_links_are_left_out_and_said(tmp_path: Path) -> None:
    plain = load_submission(saved(tmp_path, filled()))
    data = edit_parts(
        filled(), {"xl/vbaProject.bin": b"Sub Auto_Open()", "xl/externalLinks/externalLink1.xml": b"<x/>"}
    )
    read = load_submission(saved(tmp_path, data, "填报.xlsm"))
    assert read.model_dump() == plain.model_dump()
    told = [message for _, message in read.notices]
    assert told[:2] == ["工作簿含有宏，没有读取也没有运行", "工作簿引用了外部文件，只用了上次保存的值"]


def test_any_cut_or_changed_byte_ends_in_a_message_or_a_submission(tmp_path: Path) -> None:
    data = filled()
    for step in range(12):
        at = (step * 7919) % len(data)
        path = saved(tmp_path, data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])
        try:
            load_submission(path)
        except SubmissionError as error:
            assert error.faults
