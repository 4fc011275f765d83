"""An office's template for the .docx: its bytes, hostile until they are looked at.

Refused: what is no .docx or unpacks to too much, macros, embedded objects, entity declarations, and every link to a
file or address outside, which Word would open with each report.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from posixpath import basename

from assistant.errors import InputError, SubmissionError
from assistant.loading.archive import BROKEN, MAX_PARTS, MAX_RATIO, OLE, read_bytes

MAX_UNPACKED = 50_000_000
_OUTSIDE = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")
_TARGET = re.compile(rb"\bTarget\s*=\s*[\"']([^\"']*)")
_ACTIVE = ("vbaproject", "vbadata", "activex", "/embeddings/", "oleobject")
_FIELD = re.compile(rb"<(?:\w+:)?instrText\b[^>]*>([^<]*)|\binstr\s*=\s*[\"']([^\"']*)")
_FETCHING = (b"INCLUDE", b"DDE", b"LINK ", b"DATABASE", b"IMPORT ")
_SAVE = "请用 Word 或 WPS 另存为 .docx"


def load_template(path: Path) -> bytes:
    """The bytes of a template; raises InputError with one message where it cannot be used."""
    try:
        data = read_bytes(path, path.as_posix(), "请压缩或删去模板里的图片", "Word")
    except SubmissionError as error:
        raise InputError(f"模板 {error}") from None
    if data.startswith(OLE):
        raise InputError(f"模板 {path} 是旧格式（.doc 或 .wps）或有打开密码；请取消密码，{_SAVE}")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _sizes(path, package.infolist(), len(data))
            for part in package.infolist():
                _look(path, part.filename, package.read(part).replace(b"\0", b""))
            names = package.namelist()
    except BROKEN:
        raise InputError(f"模板 {path} 不是 .docx，或不完整；{_SAVE}") from None
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        raise InputError(f"模板 {path} 里没有文档，不是 .docx；{_SAVE}")
    if len(set(names)) != len(names):
        raise InputError(f"模板 {path} 的压缩包里有重名的文件，可能有害；{_SAVE}")
    return data


def _sizes(path: Path, parts: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse by the sizes that the archive declares; a part is never unpacked beyond its declared size."""
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or total > MAX_RATIO * max(packed, 50_000):
        raise InputError(
            f"模板 {path} 解压后有{total // 1_000_000}MB、{len(parts)}个文件，超过限度，没有打开；请删去模板里的图片和多余内容"
        )


def _look(path: Path, name: str, content: bytes) -> None:
    lower = name.lower()
    if any(word in f"/{lower}" for word in _ACTIVE):
        raise InputError(f"模板 {path} 含有宏或嵌入对象（{basename(name)}），没有使用；{_SAVE}（不含宏）")
    if lower == "[content_types].xml" and b"macroenabled" in content.lower():
        raise InputError(f"模板 {path} 是启用宏的文档，没有使用；{_SAVE}（不含宏）")
    if not lower.endswith((".xml", ".rels")):
        return
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise InputError(f"模板 {path} 的 {name} 含有实体声明，可能有害，没有打开；{_SAVE}")
    code = b"".join(part for found in _FIELD.findall(content) for part in found).upper()
    if any(word in code for word in _FETCHING):
        raise InputError(
            f"模板 {path} 的 {basename(name)} 里有引用外部文件的域（INCLUDETEXT、DDE 等），没有使用；请在 Word 里删去"
        )
    outside = _OUTSIDE.search(content) if lower.endswith(".rels") else None
    if outside is not None:
        target = _TARGET.search(outside[0])
        to = target[1].decode("utf-8", "replace")[:80] if target else ""
        raise InputError(
            f"模板 {path} 引用了外部文件或网址（{to}），没有使用；请在 Word 里删去链接、断开模板和图片的链接后另存"
        )
