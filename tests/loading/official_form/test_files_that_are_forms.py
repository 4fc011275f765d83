"""Which files are read as a published 自评表, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SubmissionError
from assistant.loading.submission import load_form
from tests.support.official_forms import GIVEN, NATIONAL, TITLE, rows_of, write_form


def test_which_files_are_forms(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.docx"):
        assert load_form(write_form(tmp_path / name, rows_of(NATIONAL), TITLE), GIVEN).indicators
        with pytest.raises(SubmissionError, match="自评表"):
            load_form(write_form(tmp_path / f"b{name}", [["你好", "再见"]]), GIVEN)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.docx", bytes.fromhex("D0CF11E0A1B11AE1"), "旧格式"),
        ("a.docx", b"hello", "不是 .docx"),
        ("a.pdf", b"%PDF", "不是 PDF，或文件不完整"),
        ("a.doc", b"", "另存为 .docx"),
        ("a.xlsx", b"", "文件是空的"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match=says):
        load_form(path, GIVEN)
