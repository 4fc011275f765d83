"""The .docx in the form of GB/T 9704: page, faces and sizes, indents, columns, where lines may begin."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from assistant.domain.report import Cell, Report, Run, Table
from assistant.rendering.docx.default_template import default_template
from assistant.rendering.docx.elements import W
from assistant.rendering.docx.report import render_docx
from assistant.rendering.docx.styles import LOOKS
from assistant.rendering.docx.word_tables import column_widths
from tests.support.docx_parts import parts, style_of

FILED = date(2024, 4, 15)


def test_page_of_the_standard(report: Report) -> None:
    files = parts(render_docx(report, FILED))
    cover, body, annex = etree.fromstring(files["word/document.xml"]).iter(W + "sectPr")

    def of(section: Any, tag: str) -> dict[str, str]:
        return {key.removeprefix(W): value for key, value in section.find(W + tag).items()}

    margins = {side: int(of(body, "pgMar")[side]) for side in ("top", "bottom", "left", "right")}
    millimetres = {side: round(twips * 25.4 / 1440) for side, twips in margins.items()}
    assert millimetres == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert of(body, "docGrid") == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
    wide = 11906 - margins["left"] - margins["right"]
    high = 16838 - margins["top"] - margins["bottom"]
    assert (high // 579, wide // (320 - 849 / 204.8)) == (22, 28)
    assert of(annex, "pgSz") == {"w": "16838", "h": "11906", "orient": "landscape"}
    assert cover.find(W + "footerReference") is None and of(body, "pgNumType") == {"start": "1"}
    assert {item.get(W + "type") for item in annex.findall(W + "footerReference")} == {"default", "even"}
    assert annex.find(W + "pgNumType") is None
    settings = files["word/settings.xml"]
    assert b"evenAndOddHeaders" in settings and b"updateFields" not in settings
    for foot, style, side in (("footer1", "单页页码", "right"), ("footer2", "双页页码", "left")):
        root = etree.fromstring(files[f"word/{foot}.xml"])
        assert "".join(root.itertext()) == "— 1 —"
        assert root.find(f".//{W}fldSimple").get(W + "instr") == " PAGE "
        own = style_of(files, style)
        assert own.find(f".//{W}jc").get(W + "val") == side and own.find(f".//{W}sz").get(W + "val") == "28"
        assert root.find(f".//{W}pStyle").get(W + "val") == own.get(W + "styleId")


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [
        ("Title", "方正小标宋简体", "44"),
        ("公文正文", "仿宋_GB2312", "32"),
        ("heading 1", "黑体", "32"),
        ("heading 2", "楷体_GB2312", "32"),
        ("heading 3", "仿宋_GB2312", "32"),
        ("heading 4", "仿宋_GB2312", "32"),
        ("附件标记", "黑体", "32"),
        ("单页页码", "宋体", "28"),
    ],
)
def test_faces_and_sizes_of_the_standard(name: str, face: str, size: str) -> None:
    files = parts(default_template())
    style = style_of(files, name)
    fonts = style.find(f"{W}rPr/{W}rFonts")
    assert fonts.get(W + "eastAsia") == face and style.find(f"{W}rPr/{W}sz").get(W + "val") == size
    assert {key for key in fonts if "Theme" in key} == set()
    assert all(fonts.get(W + slot) for slot in ("ascii", "hAnsi", "cs"))
    known = etree.fromstring(files["word/fontTable.xml"])
    stands_in = {font.get(W + "name"): font.find(W + "altName") for font in known}
    assert stands_in[face].get(W + "val")


def test_first_line_indent_is_said_for_every_style() -> None:
    files = parts(default_template())
    indents = {look.name: style_of(files, look.name).find(f"{W}pPr/{W}ind") for look in LOOKS}
    hanging = {name for name, item in indents.items() if item.get(W + "hangingChars") is not None}
    chars = {name: indents[name].get(W + "firstLineChars") for name in set(indents) - hanging}
    headings = {f"heading {level}" for level in (1, 2, 3, 4)}
    assert {name for name, value in chars.items() if value == "200"} == {"公文正文", "编制说明"} | headings
    assert set(chars.values()) == {"0", "200"}


def test_columns_leave_room_for_a_number_and_two_words() -> None:
    cells = (
        Cell((Run("分值（分）"),), head=True),
        Cell((Run("实际完成值"),), head=True),
        Cell((Run("原因"),)),
    )
    numbers = (Cell((Run("10"),)), Cell((Run("≥1234567.89万元"),)), Cell((Run("因" * 300),)))
    widths = column_widths(Table("表", (cells, numbers), (1, 1, 98)), 10_000)
    assert widths[0] >= 4 * 210 and widths[1] >= 7.5 * 210 and sum(widths) <= 10_000
    assert min(column_widths(Table("表", ((Cell((Run("长" * 9),)),) * 60,), (1,) * 60), 10_000)) > 0


def test_units_do_not_begin_a_line(report: Report) -> None:
    settings = etree.fromstring(parts(render_docx(report, FILED))["word/settings.xml"])
    kept = settings.find(W + "noLineBreaksBefore")
    assert kept.get(W + "lang") == "zh-CN" and set("，。%）万元件人分") <= set(kept.get(W + "val"))
    assert len(kept.get(W + "val")) <= 100
