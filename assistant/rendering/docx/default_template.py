"""The template that this program writes: styles, page setup and page numbers, with words that show each style.

An office changes it in Word or WPS and gives it back with --template.
"""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from lxml import etree

from assistant.rendering.docx.elements import NAMESPACE, RELATIONS, R, W, node, run
from assistant.rendering.docx.page import annex_of, cover_of, footer_xml, upright
from assistant.rendering.docx.styles import (
    ANNEX_MARK,
    ANNEX_TITLE,
    BODY_TEXT,
    CAPTION,
    CONTENTS,
    CONTENTS_TITLE,
    COVER_LINE,
    COVER_TITLE,
    COVER_YEAR,
    HEADINGS,
    NOTE,
    TABLE_HEAD,
    TABLE_TEXT,
    TABLE_WORDS,
    Look,
    font_table_xml,
    style_id,
    styles_xml,
)

EPOCH = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PROPERTIES = "application/vnd.openxmlformats-"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}
_SETTINGS = (
    f'<w:settings xmlns:w="{NAMESPACE}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    "<w:balanceSingleByteDoubleByteWidth/><w:doNotExpandShiftReturn/><w:useFELayout/>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)
_COVER = (
    (COVER_TITLE, "标题：2号小标宋"),
    (COVER_YEAR, "（封面年度）"),
    (
        COVER_LINE,
        "封面信息：单位名称、填报日期。这是模板：可改样式、页面、页眉页脚；文字只为示意，生成报告时全部去掉",
    ),
)
_CONTENTS = (
    (CONTENTS_TITLE, "目录标题"),
    *((look, f"目录 {number} 级") for number, look in enumerate(CONTENTS, 1)),
)
_BODY = (
    *zip(HEADINGS, ("一、一级标题", "（一）二级标题", "1.三级标题", "（1）四级标题"), strict=True),
    (BODY_TEXT, "公文正文：3号仿宋，每页22行，每行28字，首行缩进2字。"),
)
_ANNEX = ((ANNEX_MARK, "附件"), (ANNEX_TITLE, "附件标题"), (CAPTION, "表格标题"))


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The template as .docx; always the same bytes."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, text in _texts().items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), (_HEAD + text).encode(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _texts() -> dict[str, str]:
    types = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for part, kind in _PARTS.items()
    )
    parts = list(_PARTS)[1:]
    links = "".join(
        _link(place, f"{RELATIONS}/{_PARTS[part]}", f"{part}.xml") for place, part in enumerate(parts, 1)
    )
    outer = (
        _link(1, f"{RELATIONS}/officeDocument", "word/document.xml")
        + _link(2, f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        + _link(3, f"{RELATIONS}/extended-properties", "docProps/app.xml")
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd'
        '.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'{types}<Override PartName="/docProps/core.xml" ContentType="{_PROPERTIES}package.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{_PROPERTIES}officedocument.extended-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{outer}</Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>绩效自评报告模板</dc:title>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>",
        "docProps/app.xml": '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        "<Application>ziping</Application></Properties>",
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "word/styles.xml": styles_xml(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": font_table_xml(),
        "word/footer1.xml": footer_xml(even=False),
        "word/footer2.xml": footer_xml(even=True),
    }


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'


def _document() -> str:
    body = upright()
    footers = (("default", "footer1"), ("even", "footer2"))
    for place, (kind, part) in enumerate(footers):
        reference = node("footerReference", type=kind)
        reference.set(f"{R}id", f"rId{list(_PARTS).index(part)}")
        body.insert(place, reference)
    root = etree.Element(f"{W}document", nsmap={"w": NAMESPACE, "r": RELATIONS})
    content = node("body")
    root.append(content)
    content.extend(_sample(look, text) for look, text in (*_COVER, *_CONTENTS))
    content[-1][0].append(cover_of(body))
    content.extend(_sample(look, text) for look, text in _BODY)
    content[-1][0].append(body)
    content.extend(_sample(look, text) for look, text in _ANNEX)
    content.append(_sample_table())
    content.append(_sample(NOTE, "编制说明：表后的说明。"))
    content.append(annex_of(body))
    return etree.tostring(root, encoding="unicode")


def _sample(look: Look, text: str) -> object:
    return node("p", node("pPr", node("pStyle", val=style_id(look.name))), run(text))


def _sample_table() -> object:
    rows = (
        (TABLE_HEAD, ("表头", "表头")),
        (TABLE_TEXT, ("表格文字", "90.65%")),
        (TABLE_WORDS, ("表格说明（较长的文字）", "—")),
    )
    made = node(
        "tbl",
        node(
            "tblPr",
            node("tblStyle", val="zt"),
            node("tblW", w=8844, type="dxa"),
            node("tblLayout", type="fixed"),
        ),
        node("tblGrid", node("gridCol", w=4422), node("gridCol", w=4422)),
    )
    for look, texts in rows:
        cells = [
            node("tc", node("tcPr", node("tcW", w=4422, type="dxa")), _sample(look, text)) for text in texts
        ]
        made.append(node("tr", *cells))
    return made
