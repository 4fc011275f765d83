"""An office's template for the .docx: its bytes, hostile until they are looked at.

Refused: what is no .docx or unpacks to too much, macros, embedded objects, entity declarations, and every link to a
file or address outside, which Word would open with each report. Parts are judged by their parsed XML.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from posixpath import basename

from assistant.domain.printable import escaped
from assistant.errors import InputError, SubmissionError
from assistant.loading.archive import BROKEN, MAX_PARTS, MAX_RATIO, OLE, read_bytes
from assistant.loading.xml_events import DoctypeDeclared, NotXml, read_events

MAX_UNPACKED = 50_000_000
_TYPES = "[Content_Types].xml"
_ACTIVE = ("vbaproject", "vbadata", "activex", "/embeddings/", "oleobject")
_ACTIVE_RELATIONS = ("vbaProject", "wordVbaData", "oleObject", "package", "control", "activeXControlBinary")
_OUTSIDE = re.compile(r"(?i)\s*([a-z][a-z0-9+.-]*:|//|\\\\)")  # a scheme, or another machine
_FETCHING = re.compile(r"\b(INCLUDE|IMPORT|DDE|DATABASE|LINK\b|RD\b)|HYPERLINK(?!\s*\\L)")
_SAVE = "请用 Word 或 WPS 另存为 .docx"
_UNLINK = "请在 Word 里删去链接、断开模板和图片的链接后另存"


@dataclass
class _Content:
    """What a part says that matters: what it points to outside, what is active in it, its field codes, part types."""

    outside: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)
    _in_code: bool = False

    def element(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element in; names are local ones, so that a prefix hides nothing."""
        self._in_code = name in ("instrText", "delInstrText")
        if name == "Relationship":
            target = attributes.get("Target", "")
            if attributes.get("TargetMode", "").strip().lower() == "external" or _OUTSIDE.match(target):
                self.outside.append(target)
            if attributes.get("Type", "").rpartition("/")[2] in _ACTIVE_RELATIONS:
                self.active.append(basename(target))
        elif name in ("Override", "Default"):
            part = attributes.get("PartName", "").lstrip("/") or "." + attributes.get("Extension", "")
            self.types[part.lower()] = attributes.get("ContentType", "").lower()
        elif name == "fldChar":
            self.codes.append(" ")  # another field begins or ends
        elif name == "fldSimple":
            self.codes.append(f" {attributes.get('instr', '')} ")
        elif name == "mailMerge":
            self.outside.append("邮件合并的数据源")
        else:
            self.outside += [
                attributes[key] for key in ("src", "href") if _OUTSIDE.match(attributes.get(key, ""))
            ]

    def text(self, data: str) -> None:
        """Take text in: of a field's code, which Word may spread over several runs."""
        if self._in_code:
            self.codes.append(data)


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
            _look(path, package)
    except BROKEN:
        raise InputError(f"模板 {path} 不是 .docx，或不完整；{_SAVE}") from None
    return data


def _sizes(path: Path, parts: list[zipfile.ZipInfo], packed: int) -> None:
    """Refuse by the sizes that the archive declares; a part is never unpacked beyond its declared size."""
    total = sum(part.file_size for part in parts)
    if len(parts) > MAX_PARTS or total > MAX_UNPACKED or total > MAX_RATIO * max(packed, 50_000):
        raise InputError(
            f"模板 {path} 解压后有{total // 1_000_000}MB、{len(parts)}个文件，超过限度，没有打开；请删去模板里的图片和多余内容"
        )


def _look(path: Path, package: zipfile.ZipFile) -> None:
    names = package.namelist()
    if len({name.lower() for name in names}) != len(names):
        raise InputError(f"模板 {path} 的压缩包里有重名的文件，可能有害；{_SAVE}")
    if _TYPES not in names or "word/document.xml" not in names:
        for name in names:
            package.read(name)  # a package that is not whole is told as such
        raise InputError(f"模板 {path} 里没有文档，不是 .docx；{_SAVE}")
    types = _content(path, _TYPES, package.read(_TYPES)).types
    if any("macroenabled" in kind for kind in types.values()):
        raise InputError(f"模板 {path} 是启用宏的文档，没有使用；{_SAVE}（不含宏）")
    for name in names:
        own = types.get(name.lower()) or types.get("." + name.lower().rpartition(".")[2], "")
        if any(word in f"/{name.lower()}" or word in own for word in _ACTIVE):
            raise _active(path, name)
        content = package.read(name)
        if own.endswith("xml") or name.lower().endswith((".xml", ".rels")):
            _judge(path, name, _content(path, name, content))


def _content(path: Path, name: str, data: bytes) -> _Content:
    found = _Content()
    try:
        read_events((data,), found.element, found.text)
    except DoctypeDeclared:
        raise InputError(
            f"模板 {path} 的 {escaped(name)} 含有实体声明，可能有害，没有打开；{_SAVE}"
        ) from None
    except NotXml:
        raise InputError(
            f"{path}：模板不能打开：{escaped(name)} 不是完整的 XML；请用 Word 或 WPS 打开并另存为 .docx"
        ) from None
    return found


def _judge(path: Path, name: str, content: _Content) -> None:
    if content.active:
        raise _active(path, content.active[0])
    if _FETCHING.search("".join(content.codes).upper()):
        raise InputError(
            f"模板 {path} 的 {escaped(basename(name))} 里有引用外部文件的域（INCLUDETEXT、DDE 等），没有使用；请在 Word 里删去"
        )
    if content.outside:
        raise InputError(
            f"模板 {path} 引用了外部文件或网址（{escaped(content.outside[0][:80])}），没有使用；{_UNLINK}"
        )


def _active(path: Path, name: str) -> InputError:
    return InputError(
        f"模板 {path} 含有宏或嵌入对象（{escaped(basename(name))}），没有使用；{_SAVE}（不含宏）"
    )
