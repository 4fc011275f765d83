"""The package of a .docx or .docm, hostile until it is looked at: what is refused before anything is built of it.

Old .doc and .wps files, files with a password, no package at all, one that unpacks to too much, entity declarations.
Parts outside the package are never opened.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from assistant.domain.printable import escaped
from assistant.errors import SubmissionError
from assistant.loading.archive import (
    BROKEN,
    MAX_PART,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED,
    OLE,
    read_bytes,
    refuse,
)
from assistant.loading.xml_events import DoctypeDeclared, NotXml, refuse_doctype

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_OTHER_SAVE = "请用 Word 或 WPS 另存为 .docx"
_AGAIN = "请用 Word 或 WPS 打开并另存为 .docx"
_MAIN = "word/document.xml"


class WordFile:
    """An opened package: its main part, the parts that it names, and its bytes."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._packed = _opened(data, name)
        self._names = set(self._packed.namelist())
        self.main = next(iter(self._related("", "officeDocument")), _MAIN)
        if self.main not in self._names:
            raise refuse(name, "压缩包里没有文档，不是 .docx 文件", _OTHER_SAVE)

    def xml(self, part: str) -> Any:
        """The root of a part; raises SubmissionError where it is no sound XML."""
        return parse(self._read(part), self.name, part)

    def related(self, kind: str) -> list[Any]:
        """The roots of the parts that the main part names as `kind` (footnotes, header), in its order."""
        return [self.xml(part) for part in dict.fromkeys(self._related(self.main, kind))]

    def _related(self, part: str, kind: str) -> list[str]:
        folder, file = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self._names:
            return []
        found = []
        for relation in self.xml(relations).iterchildren("{*}Relationship"):
            if not relation.get("Type", "").endswith(f"/{kind}") or relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            joined = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if joined in self._names:
                found.append(joined)
        return found

    def _read(self, part: str) -> bytes:
        try:
            return self._packed.read(part)
        except BROKEN:
            raise refuse(self.name, f"文件里的 {escaped(part)} 已损坏，不能解压", _AGAIN) from None


def read_word(path: Path) -> WordFile:
    """The package in a file; raises SubmissionError with one message where it cannot be used."""
    name = path.as_posix()
    return WordFile(read_bytes(path, name, "请删去图片后另存", "Word"), name)


def parse(data: bytes, name: str, part: str) -> Any:
    """XML without entities and without any connection; raises SubmissionError where it is not sound."""
    from lxml import etree

    try:
        refuse_doctype(data)
    except DoctypeDeclared:
        raise refuse(
            name, f"文件里的 {escaped(part)} 含有实体声明，可能有害，没有打开", _OTHER_SAVE
        ) from None
    except NotXml:
        raise refuse(name, f"文件里的 {escaped(part)} 已损坏，不能读取", _AGAIN) from None
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise refuse(name, f"文件里的 {escaped(part)} 已损坏，不能读取", _AGAIN) from None


def _opened(data: bytes, name: str) -> zipfile.ZipFile:
    if not data:
        raise refuse(name, "文件是空的")
    if data.startswith(OLE):
        raise _old(data, name)
    try:
        packed = zipfile.ZipFile(BytesIO(data))
    except BROKEN:
        raise refuse(name, "文件不是 .docx，或不完整", _OTHER_SAVE) from None
    parts = packed.infolist()
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS:
        raise refuse(name, f"压缩包里有{len(parts)}个文件，超过限度，没有打开", "请把内容复制到新的文档里")
    if total > MAX_UNPACKED or total > MAX_RATIO * max(len(data), 50_000):
        raise refuse(
            name, f"文件解压后有{total // 1_000_000}MB，超过限度，没有打开", "请把内容复制到新的文档里"
        )
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and part.file_size > MAX_PART:
            size = part.file_size // 1_000_000
            raise refuse(
                name,
                f"文件里的 {escaped(part.filename)} 展开后有{size}MB，超过限度，没有打开",
                "请把内容分成几个文档",
            )
    return packed


def _old(data: bytes, name: str) -> SubmissionError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse(name, "文件有打开密码，不能读取", "请用 Word 或 WPS 取消密码后另存为 .docx")
    return refuse(name, "文件是旧格式（.doc 或 .wps）", _OTHER_SAVE)
