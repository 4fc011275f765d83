"""Small .docx files for tests, written as XML: w("p", …) is <w:p>…</w:p>."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = (
    f'xmlns:w="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
KINDS = {
    "styles": "styles",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "header1": "header",
    "header2": "header",
    "footer1": "footer",
}


def w(tag: str, *content: str, **attributes: str) -> str:
    """An element of WordprocessingML."""
    said = "".join(f' w:{name}="{value}"' for name, value in attributes.items())
    return f"<w:{tag}{said}>{''.join(content)}</w:{tag}>"


def t(text: str) -> str:
    """A run of text."""
    return w("r", f'<w:t xml:space="preserve">{text}</w:t>')


def p(*content: str, style: str = "") -> str:
    """A paragraph of runs; plain words become one."""
    runs = [item if item.startswith("<") else t(item) for item in content]
    return w("p", w("pPr", w("pStyle", val=style)) if style else "", *runs)


def cell(*content: str, span: int | str = 1, merge: str = "") -> str:
    """A cell of paragraphs or tables; `merge` restart or continue downwards."""
    properties = (w("gridSpan", val=str(span)) if span != 1 else "") + (
        w("vMerge", val=merge) if merge else ""
    )
    blocks = [item if item.startswith("<w:p") or item.startswith("<w:tbl") else p(item) for item in content]
    return w("tc", w("tcPr", properties), *blocks)


def table(rows: Iterable[Iterable[str]], heads: int = 0) -> str:
    """A table of cells; the first `heads` rows are repeated on every page."""
    made = [
        w("tr", w("trPr", w("tblHeader") if number < heads else ""), *row) for number, row in enumerate(rows)
    ]
    return w("tbl", *made)


def docx(*blocks: str, parts: dict[str, str] | None = None, more: dict[str, bytes] | None = None) -> bytes:
    """A package of the blocks; `parts` by name (styles, footnotes, header1): their content; `more`: other entries."""
    parts = parts or {}
    roots = {"header1": "hdr", "header2": "hdr", "footer1": "ftr"}
    relations = "".join(
        f'<Relationship Id="r{name}" Type="{_OFFICE}/{KINDS[name]}" Target="{name}.xml"/>' for name in parts
    )
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    entries: dict[str, bytes] = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'.encode(),
        "word/document.xml": f"<w:document {SPACES}><w:body>{''.join(blocks)}</w:body></w:document>".encode(),
    }
    for name, content in parts.items():
        root = roots.get(name, name)
        entries[f"word/{name}.xml"] = f"<w:{root} {SPACES}>{content}</w:{root}>".encode()
    return zipped(entries | (more or {}))


def zipped(entries: dict[str, bytes]) -> bytes:
    """A package of entries."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return stream.getvalue()


def parts_of(path: Path) -> dict[str, bytes]:
    """The entries of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
