"""A template opened to write into: its styles by name, its sections, its letterhead; its words are dropped."""

from __future__ import annotations

import io
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from lxml import etree

from assistant.errors import InputError
from assistant.rendering.docx.elements import R, W
from assistant.rendering.docx.page import annex_of, cover_of, text_height, text_width
from assistant.rendering.docx.styles import NEEDED, TABLE

_UNREADABLE = "模板不能打开：不是完整的 .docx 文档；请用 Word 或 WPS 打开并另存为 .docx"
# Word shows its own styles under Chinese names.
_SHOWN = {"title": "标题", "subtitle": "副标题", "caption": "题注"} | {
    f"{name} {level}": f"{shown} {level}"
    for name, shown in (("heading", "标题"), ("toc", "TOC"))
    for level in range(1, 5)
}
# What only the sample words could refer to; a letterhead has relations of its own.
_OF_WORDS = (
    "image",
    "hyperlink",
    "chart",
    "diagram",
    "oleObject",
    "package",
    "aFChunk",
    "comments",
    "people",
    "subDocument",
)


@dataclass(frozen=True)
class Template:
    """An opened template: the document to write into, style ids by name in lower case, its three kinds of section."""

    document: Any
    styles: dict[str, str]
    cover: Any
    body: Any
    annex: Any


def check_template(data: bytes) -> None:
    """Raise InputError, naming what is missing, where a report cannot be written with this template."""
    open_template(data)


def open_template(data: bytes) -> Template:
    """Open a template; raises InputError where it is no document or lacks a style.

    A template of three sections or more gives cover, body and annex (its last); of two, cover and body; of one, the
    body. The cover is then the body's page without a footer, and the annex the body's page turned.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError

    try:
        document: Any = Document(io.BytesIO(data))
        styles = _styles(document)
        sections = _sections(document.element.body)
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, OSError):
        raise InputError(_UNREADABLE) from None
    lacking = [look.name for look in NEEDED if look.name.lower() not in styles]
    lacking += [TABLE] * (TABLE not in styles)
    if lacking:
        names = "、".join(f"“{_SHOWN.get(name.lower(), name)}”" for name in lacking)
        raise InputError(
            f"模板缺少样式：{names}；请用 ziping template 生成模板，在其上修改，不要删除或改名其中的样式"
        )
    try:
        cover, body, annex = _three(sections)
    except (ValueError, TypeError, AttributeError):
        raise InputError(
            "模板的页面设置读不出来（纸张或页边距不是整数），请在 Word 里重新设置页面后另存"
        ) from None
    return Template(document, styles, cover, body, annex)


def _styles(document: Any) -> dict[str, str]:
    """Style ids by name in lower case; the kinds must be those that are written with."""
    found: dict[str, str] = {}
    for style in document.styles.element.findall(W + "style"):
        name = style.find(W + "name")
        kind = style.get(W + "type", "paragraph")
        if name is not None and kind in ("paragraph", "table"):
            text = name.get(W + "val", "")
            wanted = "table" if text == TABLE else "paragraph"
            if kind == wanted:
                found.setdefault(text if text == TABLE else text.lower(), style.get(W + "styleId", ""))
    return found


def _sections(body: Any) -> list[Any]:
    sections: list[Any] = list(body.iterfind(f"{W}p/{W}pPr/{W}sectPr")) + body.findall(f"{W}sectPr")
    for section in sections:
        for item in section.findall(W + "sectPrChange"):
            section.remove(item)
    if not sections:
        raise ValueError
    return sections


def _three(sections: list[Any]) -> tuple[Any, Any, Any]:
    """Cover, body and annex as copies; each with the headers and footers that it inherits from the one before."""
    whole = [deepcopy(section) for section in sections]
    for before, section in pairwise(whole):
        _inherit(section, before)
    body = whole[1] if len(whole) > 1 else whole[0]
    cover = whole[0] if len(whole) > 1 else cover_of(body)
    annex = whole[-1] if len(whole) > 2 else annex_of(body)
    for section in (body, annex):  # what tables are measured by is there
        text_width(section), text_height(section)
    return cover, body, annex


def _inherit(section: Any, before: Any) -> None:
    own = {(item.tag, item.get(W + "type")) for item in section}
    inherited = [
        deepcopy(item)
        for item in before
        if item.tag in (f"{W}headerReference", f"{W}footerReference")
        and (item.tag, item.get(W + "type")) not in own
    ]
    section[:0] = inherited


def drop_words(template: Template) -> None:
    """Empty the document of its sample words, and of what only they refer to."""
    body = template.document.element.body
    for item in list(body):
        body.remove(item)
    part = template.document.part
    kept = {
        item.get(f"{R}id") for section in (template.cover, template.body, template.annex) for item in section
    }
    for key, relation in list(part.rels.items()):
        if key not in kept and relation.reltype.rpartition("/")[2].startswith(_OF_WORDS):
            del part.rels[key]
    outer = part.package.rels
    for key, relation in list(outer.items()):
        if relation.reltype.endswith("/thumbnail"):
            del outer[key]
