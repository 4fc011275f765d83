"""The parts of a .docx package: one taken out, changed and put back; the part of its comments."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_COMMENTS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CONTENT_TYPES = "[Content_Types].xml"
W = f"{{{_MAIN}}}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(tag: str, attributes: Mapping[str, str] | None = None, text: str = "") -> Any:
    """An element of WordprocessingML."""
    from lxml import etree

    made = etree.Element(f"{W}{tag}", dict(attributes or {}), nsmap={"w": _MAIN})
    made.text = text or None
    return made


def parsed(data: bytes) -> Any:
    """The root of a part, read without entities and without any connection."""
    from lxml import etree

    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def packed(package: zipfile.ZipFile, changed: Mapping[str, Any]) -> bytes:
    """The package with some parts changed or new, all others as they are."""
    from lxml import etree

    stream = BytesIO()
    contents = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in changed.items()
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in {item.filename: item for item in package.infolist()}.values():
            data = contents.pop(entry.filename, None)
            target.writestr(entry, package.read(entry) if data is None else data, zipfile.ZIP_DEFLATED)
        for name, data in contents.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


class CommentPart:
    """The comments of a document: those it has stay; where it has none, the part is made and named."""

    def __init__(self, package: zipfile.ZipFile, main: str) -> None:
        self._names = set(package.namelist())
        folder, file = posixpath.split(main)
        self._relations_name = posixpath.join(folder, "_rels", f"{file}.rels")
        self._changed: dict[str, Any] = {}
        relations = self._relations(package)
        target = next((item.get("Target", "") for item in relations if item.get("Type", "") == _COMMENTS), "")
        self._name = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") if target else ""
        if self._name in self._names:
            self._root = parsed(package.read(self._name))
        else:
            self._root = element("comments")
            self._name = self._free(folder)
            self._announce(package, relations, folder)
        self._changed[self._name] = self._root
        taken = [item.get(f"{W}id", "") for item in self._root.iterchildren(f"{W}comment")]
        self._next = max([int(item) for item in taken if item.isascii() and item.isdigit()], default=-1) + 1

    def add(self, lines: Sequence[str], author: str) -> str:
        """A comment, a paragraph a line; gives its number."""
        number = str(self._next)
        self._next += 1
        comment = element("comment", {f"{W}id": number, f"{W}author": author, f"{W}initials": author[:2]})
        for line in lines:
            paragraph, run = element("p"), element("r")
            run.append(element("t", {SPACE: "preserve"}, ILLEGAL.sub(" ", line)))
            paragraph.append(run)
            comment.append(paragraph)
        self._root.append(comment)
        return number

    def changed(self) -> dict[str, Any]:
        """The parts that are new or not what they were."""
        return self._changed

    def _relations(self, package: zipfile.ZipFile) -> Any:
        from lxml import etree

        if self._relations_name in self._names:
            return parsed(package.read(self._relations_name))
        return etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')

    def _free(self, folder: str) -> str:
        names = (
            posixpath.join(folder, f"comments{number}.xml")
            for number in ("", *range(1, len(self._names) + 2))
        )
        return next(name for name in names if name not in self._names)

    def _announce(self, package: zipfile.ZipFile, relations: Any, folder: str) -> None:
        """Name a new part of comments in the relations of the main part and among the types of content."""
        from lxml import etree

        for old in [item for item in relations if item.get("Type", "") == _COMMENTS]:
            relations.remove(old)
        taken = {item.get("Id") for item in relations}
        own = next(
            name for number in range(1, len(taken) + 2) if (name := f"rIdComments{number}") not in taken
        )
        target = posixpath.relpath(self._name, folder or ".")
        relation = {"Id": own, "Type": _COMMENTS, "Target": target}
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", relation)
        types = parsed(package.read(_CONTENT_TYPES))
        override = {"PartName": f"/{self._name}", "ContentType": _COMMENTS_TYPE}
        etree.SubElement(types, f"{{{_TYPES}}}Override", override)
        self._changed |= {self._relations_name: relations, _CONTENT_TYPES: types}
