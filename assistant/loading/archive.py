"""The bytes of a workbook, hostile until they are looked at: what is refused before anything is built of them.

A file that is no .xlsx (an .xls or .et renamed, one with a password, a truncated one), one that unpacks to too much, one
with entity declarations, with more cells than a form can have, or with ranges (merged cells, hyperlinks) over so many
cells that listing them would fill the memory.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from assistant.domain.printable import escaped
from assistant.errors import Fault, SubmissionError, reason
from assistant.loading.file import TooLarge, read_file
from assistant.loading.xml_events import DoctypeDeclared, NotXml, read_events

WORKBOOKS, OLD_WORKBOOKS = (".xlsx", ".xlsm"), (".xls", ".et", ".ods")
MAX_BYTES = 20_000_000
MAX_UNPACKED, MAX_PART, MAX_RATIO, MAX_PARTS = 100_000_000, 25_000_000, 200, 2000
MAX_CELLS, MAX_ROW_TAGS, MAX_SPANNED = 250_000, 100_000, 200_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})", re.ASCII)
_OTHER_SAVE = "请用 Excel 或 WPS 另存为 .xlsx"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    SyntaxError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    AssertionError,
)


def refuse(name: str, message: str, remedy: str = "") -> SubmissionError:
    """The one fault of a file that cannot be read."""
    return SubmissionError([Fault(escaped(name), message, remedy)])


def read_bytes(
    path: Path, name: str, smaller: str = "请删去图片和多余的工作表后另存", program: str = "Excel"
) -> bytes:
    """The file's bytes, if there are not too many. `smaller`: how to make it so; `program`: what may hold it open."""
    try:
        return read_file(path, MAX_BYTES)
    except TooLarge as error:
        raise refuse(name, reason(error), smaller) from None
    except PermissionError:
        raise refuse(name, "没有读取权限", f"文件若正在 {program} 或 WPS 里打开，请先关闭") from None
    except OSError as error:
        raise refuse(name, reason(error)) from None


def guard(data: bytes, name: str) -> tuple[str, ...]:
    """Refuse what is no workbook or would take too much; say what will not be read."""
    if not data:
        raise refuse(name, "文件是空的")
    if data.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refuse(name, "文件有打开密码，不能读取", "请取消密码后另存，再运行")
        raise refuse(name, "文件是旧格式（.xls 或 .et），只是改了扩展名", _OTHER_SAVE)
    if not data.startswith(b"PK"):
        raise refuse(name, "不是 .xlsx 工作簿", _OTHER_SAVE)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except BROKEN:
        raise refuse(name, "文件不完整（可能没有传完或已损坏）", "请重新复制或另存") from None
    parts = archive.infolist()
    guard_sizes(parts, len(data), name)
    names = [part.filename for part in parts]
    if "[Content_Types].xml" not in names or not any(item.startswith("xl/") for item in names):
        raise refuse(name, "压缩包里没有工作簿，不是 .xlsx 文件", _OTHER_SAVE)
    try:
        _contents(archive, parts, name)
    except BROKEN:
        raise refuse(name, "文件的内容已损坏，不能解压", "请重新复制，或用 Excel 或 WPS 打开并另存") from None
    notices = []
    if any("vbaProject" in item for item in names):
        notices.append("工作簿含有宏，没有读取也没有运行")
    if any(item.startswith("xl/externalLinks/") for item in names):
        notices.append("工作簿引用了外部文件，只用了上次保存的值")
    return tuple(notices)


def guard_sizes(parts: list[zipfile.ZipInfo], packed: int, name: str) -> None:
    """Refuse by the sizes that the archive declares; a part is never unpacked beyond its declared size."""
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS:
        raise refuse(name, f"压缩包里有{len(parts)}个文件，不是填报工作簿", "请把数据复制到新的填报表里")
    if total > MAX_UNPACKED or total > MAX_RATIO * max(packed, 50_000):
        raise refuse(
            name, f"文件解压后有{total // 1_000_000}MB，超过限度，没有打开", "请把数据复制到新的填报表里"
        )
    for part in parts:
        if part.filename.startswith("xl/worksheets/") and part.file_size > MAX_PART:
            raise _too_many(name, f"展开后有{part.file_size // 1_000_000}MB")
        if part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_PART:
            raise refuse(
                name,
                f"文件里的 {escaped(part.filename)} 展开后有{part.file_size // 1_000_000}MB，超过限度",
                "请把数据复制到新的填报表里",
            )


def _too_many(name: str, what: str) -> SubmissionError:
    remedy = "请删去数据下面的空白行和右边的空白列（选中，右键删除），保存后再运行"
    return refuse(name, f"有一个工作表{what}，多半是设了格式的空白行", remedy)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """A part piece by piece, because the declared size may be a lie."""
    with archive.open(part) as stream:
        while piece := stream.read(1 << 20):
            yield piece


def _contents(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str) -> None:
    for part in parts:
        pieces = _pieces(archive, part)
        if not part.filename.lower().endswith((".xml", ".rels")):
            for _ in pieces:
                pass  # whole, or it raises
            continue
        sheet = _Sheet() if "worksheets/" in part.filename else None
        try:
            read_events(pieces, sheet.element if sheet else None)
        except DoctypeDeclared:
            message = f"文件里的 {escaped(part.filename)} 含有实体声明，可能有害，没有打开"
            raise refuse(name, message, _OTHER_SAVE) from None
        except NotXml:
            message = f"工作簿的内容已损坏，不能读取（{escaped(part.filename)}）"
            raise refuse(name, message, "请用 Excel 或 WPS 打开并另存为 .xlsx") from None
        if sheet:
            sheet.guard(name)


@dataclass
class _Sheet:
    """What a sheet would take: its cells, its rows, and the cells under its merged cells and links."""

    cells: int = 0
    rows: int = 0
    spanned: int = 0

    def element(self, kind: str, attributes: Mapping[str, str]) -> None:
        """Count an element, by its local name."""
        if kind == "c":
            self.cells += 1
        elif kind == "row":
            self.rows += 1
        elif kind in ("mergeCell", "hyperlink"):
            found = _RANGE.fullmatch(attributes.get("ref", "").strip())
            if found:
                high = int(found[4]) - int(found[2]) + 1
                self.spanned += high * (_number(found[3]) - _number(found[1]) + 1)

    def guard(self, name: str) -> None:
        """Refuse what is too much."""
        if self.cells > MAX_CELLS:
            raise _too_many(name, f"有{self.cells}个单元格（最多{MAX_CELLS}个）")
        if self.rows > MAX_ROW_TAGS:
            raise _too_many(name, f"有{self.rows}行（最多{MAX_ROW_TAGS}行）")
        if self.spanned > MAX_SPANNED:
            message = f"有一个工作表的合并单元格或超链接盖住{self.spanned}格，超过限度"
            raise refuse(name, message, "请取消整行整列的合并和超链接")


def _number(letters: str) -> int:
    """The number of a column: A is 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
