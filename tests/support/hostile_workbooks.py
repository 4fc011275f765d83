"""Files that are no filled form, or want to do harm, each with the message it ends with."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from tests.support.workbooks import edit_parts, filled

SHEET = "xl/worksheets/sheet4.xml"  # 项目
_HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def zip_bomb() -> bytes:
    return edit_parts(filled(), {"xl/media/image1.xml": b" " * 300_000_000})


def many_entries() -> bytes:
    return edit_parts(filled(), {f"xl/media/{number}.txt": b"" for number in range(3000)})


def entities() -> bytes:
    lines = [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{"".join(lines)}]>'.encode()
    return edit_parts(
        filled(), {SHEET: bomb + _HEAD + b"<sheetData><row><c><v>&a9;</v></c></row></sheetData></worksheet>"}
    )


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


def merged_sheet_in_other_words() -> bytes:
    """The same range in single quotes, with character references and another prefix."""
    return _with_tail(
        b"<a-b:mergeCells xmlns:a-b='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
        b"<a-b:mergeCell title='a>b' ref='&#65;1:XFD&#x31;048576'/></a-b:mergeCells>"
    )


def wide_sheet_with_a_prefix() -> bytes:
    head, _, tail = _rows(3_000, 100, b"1").partition(b"<sheetData>")
    body = (
        tail.replace(b"</sheetData></worksheet>", b"")
        .replace(b"<c ", b"<a-b:c ")
        .replace(b"</c>", b"</a-b:c>")
    )
    own = b" xmlns:a-b='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
    return edit_parts(
        filled(), {SHEET: head.replace(b">", own) + b"<sheetData>" + body + b"</sheetData></worksheet>"}
    )


def other_encoding() -> bytes:
    """A declaration of entities in an encoding whose bytes hide it."""
    text = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x +AFsAPAAh-ENTITY a "b"+AD4AXQA+-<x/>'
    return edit_parts(filled(), {SHEET: text.encode()})


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
    "entities_in_utf16": (
        entities_in_utf16,
        r"文件里的 xl/worksheets/sheet4.xml 含有实体声明，可能有害，没有打开（.*）",
    ),
    "blank_rows": (blank_rows, r"有一个工作表展开后有\d+MB，多半是设了格式的空白行（请删去.*）"),
    "blank_rows_below_the_size": (
        blank_rows_below_the_size,
        r"有一个工作表有300000个单元格（最多250000个），多半是.*（请删去.*）",
    ),
    "wide_sheet": (wide_sheet, r"有一个工作表有300000个单元格（最多250000个），多半是.*（请删去.*）"),
    "wide_and_long_sheet": (wide_and_long_sheet, r"有一个工作表展开后有\d+MB，.*（请删去.*）"),
    "merged_sheet": (merged_sheet, r"有一个工作表的合并单元格或超链接盖住17179869184格，超过限度（.*）"),
    "linked_sheet": (linked_sheet, r"有一个工作表的合并单元格或超链接盖住17179869184格，超过限度（.*）"),
    "merged_sheet_in_other_words": (
        merged_sheet_in_other_words,
        r"有一个工作表的合并单元格或超链接盖住17179869184格，超过限度（.*）",
    ),
    "wide_sheet_with_a_prefix": (
        wide_sheet_with_a_prefix,
        r"有一个工作表有300000个单元格（最多250000个），多半是.*（请删去.*）",
    ),
    "other_encoding": (other_encoding, r"工作簿的内容已损坏，不能读取（xl/worksheets/sheet4.xml）（.*）"),
    "bad_string_index": (
        bad_string_index,
        r"工作簿的内容已损坏，不能读取（IndexError）（请用 Excel 或 WPS 打开并另存为 .xlsx）",
    ),
    "no_xml": (
        no_xml,
        r"工作簿的内容已损坏，不能读取（xl/worksheets/sheet4.xml）（请用 Excel 或 WPS 打开并另存为 .xlsx）",
    ),
    "lying_size": (lying_size, r"文件的内容已损坏，不能解压（.*）"),
    "password": (
        lambda: OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
        r"文件有打开密码，不能读取（请取消密码后另存，再运行）",
    ),
    "old_xls": (
        lambda: OLE + b"\0" * 2000 + b"Workbook",
        r"文件是旧格式（.xls 或 .et），只是改了扩展名（请用 Excel 或 WPS 另存为 .xlsx）",
    ),
    "truncated": (lambda: filled()[:-3000], r"文件不完整（可能没有传完或已损坏）（请重新复制或另存）"),
    "cut_short": (lambda: filled()[:20_000], r"文件不完整（可能没有传完或已损坏）（请重新复制或另存）"),
    "text": (lambda: "单位,预算\n".encode(), r"不是 .xlsx 工作簿（请用 Excel 或 WPS 另存为 .xlsx）"),
    "empty": (lambda: b"", r"文件是空的"),
    "docx": (docx, r"压缩包里没有工作簿，不是 .xlsx 文件（请用 Excel 或 WPS 另存为 .xlsx）"),
}
