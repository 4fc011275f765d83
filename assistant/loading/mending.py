"""A workbook that Excel and WPS open without a word, made readable for us: Strict Open XML, broken styles, lost drawings.

Nothing of a cell is changed. Where only the namespaces differ (Strict Open XML), they are all that is changed. Where a
workbook cannot be loaded as it is, what surrounds its cells is left out: fonts, fills and borders (the number formats
stay), pictures, links, comments.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_STRICT_NAMES = ((b"extendedProperties", b"extended-properties"), (b"customProperties", b"custom-properties"))
_WORKBOOK, _STYLES, _SHEETS = "xl/workbook.xml", "xl/styles.xml", "xl/worksheets/"
_SURROUNDINGS = re.compile(
    rb"<(?:\w+:)?(drawing|legacyDrawing|legacyDrawingHF|picture)\b[^>]*/>"
    rb"|<(?:\w+:)?(oleObjects|controls|tableParts|hyperlinks|extLst)\b(?:[^>]*/>|.*?</(?:\w+:)?\2>)",
    re.DOTALL,
)
_STYLE_OF = re.compile(rb"\ss=[\"'](\d{1,5})[\"']")
_NUMBER_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\s[^>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b([^>]*)")
_FORMAT_OF = re.compile(rb"numFmtId=[\"'](\d+)[\"']")
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LOST_STYLES = (
    "工作簿的样式不完整，有单元格的格式读不到，按存的数读取；请用 Excel 或 WPS 打开并另存后再核对一次"
)
MENDED = "工作簿的样式或图片有缺损，只读了单元格的内容和数字格式"


def is_strict(data: bytes) -> bool:
    """Whether a workbook was saved as Strict Open XML."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return _WORKBOOK in archive.namelist() and bool(_STRICT.search(archive.read(_WORKBOOK)))


def transitional(data: bytes) -> bytes:
    """The workbook with the namespaces of usual .xlsx files."""
    return _rewritten(
        data, lambda name, content: _usual(content) if name.endswith((".xml", ".rels")) else content
    )


def bare(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The workbook with nothing but its cells and their number formats, and what a person should be told of it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = archive.namelist()
        styles = archive.read(_STYLES) if _STYLES in names else b""
        sheets = [archive.read(name) for name in names if name.startswith(_SHEETS) and name.endswith(".xml")]
    used = max((int(found) for text in sheets for found in _STYLE_OF.findall(text)), default=0)
    own, lost = _plain_styles(styles, used)

    def mend(name: str, content: bytes) -> bytes | None:
        if name == _STYLES or name.startswith(f"{_SHEETS}_rels/"):
            return None
        return _SURROUNDINGS.sub(b"", content) if name.startswith(_SHEETS) else content

    return _rewritten(data, mend, {_STYLES: own}), (MENDED, *((LOST_STYLES,) if lost else ()))


def _usual(content: bytes) -> bytes:
    content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
    for strict, usual in _STRICT_NAMES:
        content = content.replace(b"officeDocument/2006/" + strict, b"officeDocument/2006/" + usual)
    return content


def _plain_styles(styles: bytes, used: int) -> tuple[bytes, bool]:
    """A sheet of styles that holds the number formats only; whether some that are used are missing."""
    cells = _CELL_STYLES.search(styles)
    numbers = [
        found.group(1) if (found := _FORMAT_OF.search(attributes)) else b"0"
        for attributes in (_STYLE.findall(cells.group()) if cells else [])
    ]
    lost = used >= len(numbers) and used > 0
    numbers += [b"0"] * (used + 1 - len(numbers))
    formats = [re.sub(rb"<\w+:", b"<", found) for found in _NUMBER_FORMAT.findall(styles)]
    closed = [found if found.endswith(b"/>") else found[:-1] + b"/>" for found in formats]
    parts = (
        b'<?xml version="1.0" encoding="UTF-8"?><styleSheet xmlns="%s"><numFmts>%s</numFmts>'
        % (_MAIN, b"".join(closed)),
        b"<fonts><font/></fonts><fills><fill><patternFill/></fill></fills><borders><border/></borders>",
        b'<cellStyleXfs><xf numFmtId="0"/></cellStyleXfs><cellXfs>',
        *(b'<xf numFmtId="%s" fontId="0" fillId="0" borderId="0" xfId="0"/>' % number for number in numbers),
        b"</cellXfs></styleSheet>",
    )
    return b"".join(parts), lost


def _rewritten(
    data: bytes, change: Callable[[str, bytes], bytes | None], more: Mapping[str, bytes] | None = None
) -> bytes:
    """The archive with each part changed (None leaves a part out), and more parts."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None:
                target.writestr(name, content)
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return stream.getvalue()
