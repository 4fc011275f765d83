"""Workbooks of older and other formats (.xls, .et, .ods), and totals that a sheet did not add up again."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from assistant.errors import SubmissionError
from assistant.loading.old_workbook import read_old_book
from assistant.loading.submission import load_submission
from tests.support.libreoffice import convert

EXAMPLE = Path("examples/changchun-2023.xlsx")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    shutil.copy(convert(EXAMPLE, "xls", folder), folder / "changchun-2023.et")
    convert(EXAMPLE, "ods", folder)
    return folder


@pytest.mark.parametrize("suffix", ["xls", "et", "ods"])
def test_an_old_workbook_reads_like_the_new_one(converted: Path, suffix: str) -> None:
    old, new = load_submission(converted / f"changchun-2023.{suffix}"), load_submission(EXAMPLE)
    assert old.model_dump() == new.model_dump()
    assert str(old.budget.adjusted.at("project")).endswith(f"changchun-2023.{suffix} 预算!C8")
    assert any("读不出单元格格式" in message for _, message in old.notices)


def test_a_percent_format_is_told_by_its_cell(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    cell = book["指标"]["J5"]
    cell.value, cell.number_format = 0.9065, "0.00%"
    book.save(tmp_path / "form.xlsx")
    convert(tmp_path / "form.xlsx", "xls", tmp_path)
    notices = read_old_book(tmp_path / "form.xls").notices
    assert any("指标!J5 0.9065" in notice and "百分数" in notice for notice in notices)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"", "文件是空的"),
        ("a.xls", b"PK\x03\x04 renamed", "其实是 .xlsx"),
        ("a.et", b"not a workbook", "不是“.et”工作簿"),
        ("a.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5000), "已损坏"),
        ("a.ods", b"PK\x03\x04 cut off", "不是“.ods”工作簿"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match=said):
        read_old_book(path)


def _ods(path: Path, rows: str) -> None:
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="预算">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)


_MEASURED = """
import sys
from pathlib import Path
from assistant.errors import SubmissionError
from assistant.loading.old_workbook import read_old_book
try:
    read_old_book(Path(sys.argv[1]))
except SubmissionError as error:
    print(error.faults[0].message)
print(int(open("/proc/self/status").read().partition("VmHWM:")[2].split()[0]) // 1024)
"""


@pytest.mark.parametrize(
    "rows",
    [
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
        'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell></table:table-row>',
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"><text:p>'
        + "长" * 10_000
        + "</text:p></table:table-cell></table:table-row>",
    ],
    ids=["repeated cells", "repeated texts"],
)
def test_a_repeated_cell_fills_no_memory(tmp_path: Path, rows: str) -> None:
    _ods(tmp_path / "bomb.ods", rows)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, tmp_path / "bomb.ods"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    message, megabytes = done.stdout.splitlines()
    assert "重复" in message
    assert int(megabytes) < 300


def test_a_stale_total_is_told(tmp_path: Path) -> None:
    """The cached total of a formula that was not calculated again, with a part changed since."""
    source = tmp_path / "form.xlsx"
    with zipfile.ZipFile(EXAMPLE) as old, zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            data = old.read(item)
            if item == "xl/worksheets/sheet3.xml":
                text = data.decode()
                at = text.index("<f>IF(ISNUMBER(C")
                end = text.index("</c>", at)
                text = (
                    text[:at]
                    + text[at:end].replace("<v/>", "<v></v>").split("<v>")[0]
                    + "<v>1.00</v>"
                    + text[end:]
                )
                data = text.encode()
            new.writestr(item, data)
    notices = [message for _, message in load_submission(source).notices]
    assert any("合计是1" in message and "2932.09" in message for message in notices)
