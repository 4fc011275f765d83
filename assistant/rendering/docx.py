"""The report as .docx in the look of an official document (GB/T 9704-2012): margins, faces, sizes, page numbers."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from typing import Any

from assistant.domain.report import Block, Heading, Report, Table, runs_text, unmerged

BODY, SONG, HEI, KAI, TITLE = "仿宋_GB2312", "宋体", "黑体", "楷体_GB2312", "方正小标宋简体"
_HEADINGS = {1: HEI, 2: KAI, 3: BODY, 4: BODY}
_LINE = 28.95  # points: 225 mm over 22 lines
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def render_docx(report: Report, filed: date) -> bytes:
    """The document's bytes; the same report gives the same bytes (dates come from the filing date)."""
    from docx import Document
    from docx.enum.section import WD_ORIENT, WD_SECTION

    document: Any = Document()
    _prepare(document, report, filed)
    _cover(document, report)
    for block in report.body:
        _block(document, block)
    landscape = document.add_section(WD_SECTION.NEW_PAGE)
    landscape.orientation = WD_ORIENT.LANDSCAPE
    landscape.page_width, landscape.page_height = landscape.page_height, landscape.page_width
    for block in report.annex:
        _block(document, block)
    for note in report.notes:
        document.add_paragraph(note, style="Note")
    stream = io.BytesIO()
    document.save(stream)
    return _fixed_dates(stream.getvalue())


def _prepare(document: Any, report: Report, filed: date) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    _face(normal, BODY, Pt(16))
    spacing = normal.paragraph_format
    spacing.line_spacing, spacing.space_after, spacing.space_before = Pt(_LINE), Pt(0), Pt(0)
    _style(document, "Body", BODY, Pt(16), indent=True)
    _style(document, "Cover", BODY, Pt(16))
    _style(document, "Report Title", TITLE, Pt(22), centred=True)
    _style(document, "Table Text", SONG, Pt(10.5), line=Pt(15))
    _style(document, "Table Caption", HEI, Pt(12), centred=True)
    _style(document, "Note", KAI, Pt(12), line=Pt(20))
    for level, face in _HEADINGS.items():
        _heading_style(document, level, face)
    _page_number(section)
    properties = document.core_properties
    moment = datetime(filed.year, filed.month, filed.day)
    properties.title, properties.author, properties.language = report.title, "", "zh-CN"
    properties.created = properties.modified = moment
    properties.last_modified_by, properties.comments = "", ""


def _face(style: Any, face: str, size: Any) -> None:
    from docx.oxml.ns import qn

    style.font.size, style.font.bold, style.font.italic = size, False, False
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for slot in ("eastAsia", "ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), face if slot == "eastAsia" else "Times New Roman")
    fonts.set(qn("w:hint"), "eastAsia")  # “” are Chinese marks here, not Latin ones


def _style(
    document: Any, name: str, face: str, size: Any, *, indent: bool = False, centred: bool = False, line: Any = None
) -> None:  # fmt: skip
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn

    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _face(style, face, size)
    if indent:
        properties = style.element.get_or_add_pPr()
        properties.get_or_add_ind().set(qn("w:firstLineChars"), "200")
        properties.ind.set(qn("w:firstLine"), "640")
    if centred:
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if line is not None:
        style.paragraph_format.line_spacing = line


def _heading_style(document: Any, level: int, face: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style = document.styles[f"Heading {level}"]
    _face(style, face, Pt(16))
    style.font.color.rgb = RGBColor(0, 0, 0)
    spacing = style.paragraph_format
    spacing.line_spacing, spacing.space_before, spacing.space_after = Pt(_LINE), Pt(0), Pt(0)
    spacing.keep_with_next = True
    properties = style.element.get_or_add_pPr()
    properties.get_or_add_ind().set(qn("w:firstLineChars"), "200")
    properties.ind.set(qn("w:firstLine"), "640")


def _page_number(section: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    field.append(run._r)
    paragraph._p.append(field)
    paragraph.add_run(" —")
    for part in paragraph.runs:
        part.font.size = Pt(14)


def _cover(document: Any, report: Report) -> None:
    from docx.enum.text import WD_BREAK
    from docx.shared import Pt

    for _ in range(4):
        document.add_paragraph(style="Cover")
    document.add_paragraph(report.title, style="Report Title").paragraph_format.line_spacing = Pt(36)
    document.add_paragraph(report.subtitle, style="Report Title").paragraph_format.line_spacing = Pt(36)
    for _ in range(6):
        document.add_paragraph(style="Cover")
    for name, value in report.cover:
        document.add_paragraph(f"{name}：{value}", style="Cover")
    document.add_paragraph(style="Cover").add_run().add_break(WD_BREAK.PAGE)


def _block(document: Any, block: Block) -> None:
    if isinstance(block, Heading):
        document.add_paragraph(block.text, style=f"Heading {block.level}")
    elif isinstance(block, Table):
        _table(document, block)
    else:
        paragraph = document.add_paragraph(style="Body")
        for run in block.runs:
            paragraph.add_run(run.text)


def _table(document: Any, table: Table) -> None:
    from docx.enum.table import WD_TABLE_ALIGNMENT
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    caption = document.add_paragraph(table.caption, style="Table Caption")
    caption.paragraph_format.keep_with_next = True
    grid = document.add_table(rows=0, cols=len(table.widths), style="Table Grid")
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    widths = [Mm(240 * share / sum(table.widths)) for share in table.widths]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    rows = [[runs_text(cell.runs) for cell in row] for row in unmerged(table)]
    for number, texts in enumerate(rows):
        row = grid.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            _fill_cell(cell, text, centred=len(text) <= 14)
    document.add_paragraph(style="Table Text")


def _fill_cell(cell: Any, text: str, *, centred: bool) -> None:
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = "Table Text"
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(text)


def _fixed_dates(data: bytes) -> bytes:
    """The same package with fixed entry dates, so that equal reports are equal files."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_DATE), source.read(name), zipfile.ZIP_DEFLATED)
    return result.getvalue()
