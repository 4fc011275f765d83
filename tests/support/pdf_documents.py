"""Makes the PDFs of tests/loading/documents again, each by another producer.

    python -m pip install reportlab fpdf2 pillow playwright && python -m tests.support.pdf_documents

LibreOffice and Chromium must be installed, and the Noto CJK fonts. The files are kept because no test may need all
of these; `tests/loading/documents/test_pdf_reading.py` reads them.
"""

from __future__ import annotations

import subprocess
import tempfile
from typing import Any

from tests.support.places import ROOT

FOLDER = ROOT / "tests" / "loading" / "documents"
FONT = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
TEXT = [
    "一、基本情况",
    "2023年我单位共有4个项目，各项目预算数合计645.26万元，执行数合计413.05万元。其中，重点项目为社区工作经费项目，预算数518.29万元，执行数301.46万元。",
    "我单位年初预算数3081.24万元，其中：基本支出2115.75万元，项目支出965.49万元。全年预算数2932.09万元，其中：基本支出2286.83万元，项目支出645.26万元。",
    "（一）执行情况",
    "我单位全年执行数2657.91万元，预算执行率90.65%。其中：基本支出执行率98.16%，项目支出执行率64.01%。",
]
PRINTED = "我单位全年执行数2657.91万元，预算执行率90.65%。" * 4  # few different characters: a small file
HEADS = ("三级指标", "年度指标值", "实际完成值", "分值（分）")


def table_rows(count: int) -> list[tuple[str, ...]]:
    return [
        (f"第{number}项指标", "≥95%", f"{90 + number / 10:.2f}%", str(number)) for number in range(1, count)
    ]


def libreoffice() -> None:
    """Two columns, header, page numbers, then a table over two pages with merged cells."""
    import docx
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document: Any = docx.Document()
    normal = document.styles["Normal"]
    normal.font.name = "Noto Serif CJK SC"
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    document.sections[0].header.paragraphs[0].text = "绩效自评简报 2023年"
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("— ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    footer._p.append(field)
    footer.add_run(" —")
    document.add_paragraph("某区管委会绩效自评简报（2023年度）").alignment = 1
    section = document.add_section(WD_SECTION.CONTINUOUS)
    section._sectPr.find(qn("w:cols")).set(qn("w:num"), "2")
    for line in TEXT * 3:
        document.add_paragraph(line if line in (TEXT[0], TEXT[3]) else "　　" + line)
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section._sectPr.find(qn("w:cols")).set(qn("w:num"), "1")
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    _table(document)
    with tempfile.TemporaryDirectory() as folder:
        document.save(f"{folder}/libreoffice.docx")
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/p",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(FOLDER),
        ]
        subprocess.run([*command, f"{folder}/libreoffice.docx"], check=True)


def _table(document: Any) -> None:
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=5, style="Table Grid")
    for number, texts in enumerate([HEADS, *table_rows(40)]):
        row = table.add_row()
        for cell, text in zip(row.cells, ("一级指标" if number == 0 else "", *texts), strict=True):
            cell.text = text
        if number == 0:
            row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for first, last, name in ((1, 3, "产出指标"), (4, 39, "效益指标")):
        table.cell(first, 0).merge(table.cell(last, 0)).text = name


def chromium() -> None:
    """Radicals for ideographs, lines that end unevenly, a table whose head is repeated on the next page."""
    from playwright.sync_api import sync_playwright

    head = "".join(f"<th>{name}" for name in ("绩效指标", *HEADS[1:]))
    rows = "".join("<tr>" + "".join(f"<td>{text}" for text in row) for row in table_rows(30))
    lines = "".join(f"<h3>{line}</h3>" if len(line) < 10 else f"<p>{line}</p>" for line in (TEXT[0], PRINTED))
    page_text = (
        "<style>body{font:17px/1.9 serif}h3,th{font-weight:400}p{text-indent:2em;margin:.4em 0}table{border-collapse:collapse}"
        f"th,td{{border:1px solid;padding:4px 9px}}</style>{lines}<table><thead><tr>{head}</thead>{rows}</table>"
    )
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(page_text)
        page.pdf(path=str(FOLDER / "chromium.pdf"), format="A4", tagged=False)
        browser.close()


def reportlab() -> None:
    """A page whose text stands on its side, an upright one turned by /Rotate, and one with a password."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

    def fill(canvas: Any, wide: float, tall: float) -> None:
        canvas.setFont("STSong-Light", 14)
        for number, row in enumerate([HEADS, *table_rows(6)]):
            for column, text in enumerate(row):
                canvas.rect(60 + 150 * column, tall - 150 - 30 * number, 150, 30)
                canvas.drawString(66 + 150 * column, tall - 140 - 30 * number, text)
        canvas.drawString(60, tall - 80, "全年执行数2657.91万元，预算执行率90.65%。")

    canvas = Canvas(str(FOLDER / "reportlab.pdf"), pagesize=A4)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    fill(canvas, A4[1], A4[0])
    canvas.showPage()
    canvas.setPageRotation(90)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)
    fill(canvas, A4[1], A4[0])
    canvas.save()
    canvas = Canvas(str(FOLDER / "password.pdf"), pagesize=A4, encrypt="geheim")
    fill(canvas, *A4)
    canvas.save()


def fpdf() -> None:
    """Lines broken within numbers: the producer knows no Chinese."""
    from fpdf import FPDF

    document = FPDF()
    document.add_page()
    document.add_font("noto", fname=FONT)
    document.set_font("noto", size=14)
    for line in TEXT[:3]:
        document.multi_cell(0, 9, line, new_x="LMARGIN", new_y="NEXT")
    document.output(str(FOLDER / "fpdf2.pdf"))


def scanned() -> None:
    """Pictures of pages."""
    from PIL import Image, ImageDraw, ImageFont

    pages = []
    for number in (1, 2):
        image = Image.new("1", (600, 400), 1)
        ImageDraw.Draw(image).text(
            (60, 80), f"全年执行数2657.91万元 第{number}页", font=ImageFont.truetype(FONT, 24)
        )
        pages.append(image)
    pages[0].save(FOLDER / "scanned.pdf", save_all=True, append_images=pages[1:])


if __name__ == "__main__":
    for make in (libreoffice, chromium, reportlab, fpdf, scanned):
        make()
