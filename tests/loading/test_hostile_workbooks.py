"""Files that are no filled form, or want to do harm: each ends with one clear message, before it costs anything."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from assistant.errors import SubmissionError
from assistant.loading.submission import load_submission
from tests.support.workbooks import edit_parts, filled, saved

SHEET = "xl/worksheets/sheet4.xml"  # 项目
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def zip_bomb() -> bytes:
    return edit_parts(filled(), {"xl/media/image1.xml": b" " * 300_000_000})


def many_entries() -> bytes:
    return edit_parts(filled(), {f"xl/media/{number}.txt": b"" for number in range(3000)})


def entities() -> bytes:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{"".join(lines)}]>'.encode()
    return edit_parts(filled(), {SHEET: bomb + _HEAD + b"<sheetData><row><c><v>&a9;</v></c></row></sheetData></worksheet>"})  # fmt: skip


def entities_in_utf16() -> bytes:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    return edit_parts(filled(), {SHEET: text.encode("utf-16")})


def _rows(count: int, cells: int, value: bytes = b"") -> bytes:
    row = b"".join(
        b'<c r="%s%%d" s="1"%s' % (_letters(n), b"><v>1</v></c>" if value else b"/>") for n in range(cells)
    )
    body = (
        b'<row r="%d">' % number + row.replace(b"%d", b"%d" % number) + b"</row>"
        for number in range(1, count + 1)
    )
    return _HEAD + b"<sheetData>" + b"".join(body) + b"</sheetData></worksheet>"


def _letters(number: int) -> bytes:
    return (chr(64 + number // 26) if number >= 26 else "").encode() + chr(65 + number % 26).encode()


def blank_rows() -> bytes:
    return edit_parts(filled(), {SHEET: _rows(1_048_576, 1)})


def blank_rows_below_the_size() -> bytes:
    return edit_parts(filled(), {SHEET: _rows(300_000, 1)})


def wide_sheet() -> bytes:
    return edit_parts(filled(), {SHEET: _rows(3_000, 100, b"1")})


def wide_and_long_sheet() -> bytes:
    return edit_parts(filled(), {SHEET: _rows(20_000, 100, b"1")})


def _with_tail(tail: bytes) -> bytes:
    part = zipfile.ZipFile(BytesIO(filled())).read(SHEET)
    return edit_parts(filled(), {SHEET: part.replace(b"</sheetData>", b"</sheetData>" + tail)})


def merged_sheet() -> bytes:
    return _with_tail(b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def linked_sheet() -> bytes:
    return _with_tail(b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>')


def bad_string_index() -> bytes:
    part = zipfile.ZipFile(BytesIO(filled())).read(SHEET)
    changed = re.sub(rb't="inlineStr"><is>.*?</is>', b't="s"><v>99999</v>', part, count=1)
    assert changed != part
    return edit_parts(filled(), {SHEET: changed})


def no_xml() -> bytes:
    return edit_parts(filled(), {SHEET: b"<worksheet><sheetData>"})


def docx() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


def lying_size() -> bytes:
    """The directory says that a part is smaller than it is."""
    data = bytearray(edit_parts(filled(), {"xl/zzz.xml": b" " * 50_000_000}))
    at = data.rindex(b"xl/zzz.xml") - 46
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip_bomb": (zip_bomb, r"文件解压后有30\dMB，超过限度，没有打开（请把数据复制到新的填报表里）"),
    "many_entries": (many_entries, r"压缩包里有30\d\d个文件，不是填报工作簿（请把数据复制到新的填报表里）"),
    "entities": (entities, r"文件里的 xl/worksheets/sheet4.xml 含有实体声明，可能有害，没有打开（.*）"),
    "entities_in_utf16": (entities_in_utf16, r"文件里的 xl/worksheets/sheet4.xml 含有实体声明，可能有害，没有打开（.*）"),
    "blank_rows": (blank_rows, r"有一个工作表展开后有\d+MB，多半是设了格式的空白行（请删去.*）"),
    "blank_rows_below_the_size": (blank_rows_below_the_size, r"有一个工作表有300000个单元格（最多250000个），多半是.*（请删去.*）"),
    "wide_sheet": (wide_sheet, r"有一个工作表有300000个单元格（最多250000个），多半是.*（请删去.*）"),
    "wide_and_long_sheet": (wide_and_long_sheet, r"有一个工作表展开后有\d+MB，.*（请删去.*）"),
    "merged_sheet": (merged_sheet, r"有一个工作表的合并单元格或超链接盖住17179869184格，超过限度（.*）"),
    "linked_sheet": (linked_sheet, r"有一个工作表的合并单元格或超链接盖住17179869184格，超过限度（.*）"),
    "bad_string_index": (bad_string_index, r"工作簿的内容已损坏，不能读取（IndexError）（请用 Excel 或 WPS 打开并另存为 .xlsx）"),
    "no_xml": (no_xml, r"工作簿的内容已损坏，不能读取（\w+）（请用 Excel 或 WPS 打开并另存为 .xlsx）"),
    "lying_size": (lying_size, r"文件的内容已损坏，不能解压（.*）"),
    "password": (lambda: _OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), r"文件有打开密码，不能读取（请取消密码后另存，再运行）"),
    "old_xls": (lambda: _OLE + b"\0" * 2000 + b"Workbook", r"文件是旧格式（.xls 或 .et），只是改了扩展名（请用 Excel 或 WPS 另存为 .xlsx）"),
    "truncated": (lambda: filled()[:-3000], r"文件不完整（可能没有传完或已损坏）（请重新复制或另存）"),
    "cut_short": (lambda: filled()[:20_000], r"文件不完整（可能没有传完或已损坏）（请重新复制或另存）"),
    "text": (lambda: "单位,预算\n".encode(), r"不是 .xlsx 工作簿（请用 Excel 或 WPS 另存为 .xlsx）"),
    "empty": (lambda: b"", r"文件是空的"),
    "docx": (docx, r"压缩包里没有工作簿，不是 .xlsx 文件（请用 Excel 或 WPS 另存为 .xlsx）"),
}  # fmt: skip


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
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, filled())
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SubmissionError, match="没有读取权限"):
        load_submission(path)


def test_a_broken_old_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="文件的内容已损坏，不能读取"):
        load_submission(saved(tmp_path, _OLE, "填报.xls"))


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
