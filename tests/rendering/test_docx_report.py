"""The report as .docx: its validity, bookmarks, tables and contents, and what hostile text does to it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from assistant.domain.bookmark import bookmark_names, read_bookmark
from assistant.domain.report import Cell, Heading, Paragraph, Report, Run, Table, runs_text
from assistant.rendering.docx.default_template import default_template
from assistant.rendering.docx.elements import W
from assistant.rendering.docx.report import render_docx
from tests.support.docx_parts import changed, document, faults, texts
from tests.support.many_indicators import composed

FILED = date(2024, 4, 15)


def small(*body: Any, annex: tuple[Any, ...] = (), notes: tuple[str, ...] = (), unit: str = "某局") -> Report:
    return Report(
        "部门整体支出绩效自评报告",
        "（2023年度）",
        (("部门单位名称", unit),),
        tuple(body),
        annex,
        Table("", (), ()),
        notes,
    )


@pytest.mark.parametrize("contents", [False, True])
def test_nothing_for_word_to_repair(report: Report, contents: bool) -> None:
    assert faults(render_docx(report, FILED, None, contents)) == []
    assert faults(default_template()) == []
    many, _, filed = composed(20)
    assert faults(render_docx(many, filed, None, contents)) == []  # type: ignore[arg-type]
    assert faults(render_docx(small(), FILED, None, contents)) == []
    table = Table("表", ((Cell((Run("甲"),)),),), (1,))
    assert faults(render_docx(small(table), FILED, None, contents)) == []


def test_the_check_for_repairs_finds_them(report: Report) -> None:
    data = render_docx(report, FILED)

    def broken(old: str, new: str) -> list[str]:
        return faults(changed(data, "word/document.xml", (old, new)))

    assert broken("<w:cantSplit/>", "<w:tblHeader/><w:cantSplit/>")
    assert broken('<w:bookmarkEnd w:id="2"/>', "")
    assert broken('<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"')
    assert broken('<w:pStyle w:val="z', '<w:pStyle w:val="y')
    assert broken("<w:vAlign", '<w:vAlign w:val="top"/><w:tcW/><w:vAlign')


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
        text = block.text if isinstance(block, Heading) else runs_text(block.runs)  # type: ignore[union-attr]
        assert text in written
    root = document(data)
    assert {child.tag for run in root.iter(W + "r") for child in run} <= {W + "t", W + "br", W + "tab"}
    direct = {child.tag.removeprefix(W) for item in root.iter(W + "pPr") for child in item}
    # keepNext: the row before a total, which no style can tell
    assert direct == {"pStyle", "sectPr", "keepNext"}


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


def test_contents_lists_every_heading_with_its_page(report: Report) -> None:
    root = document(render_docx(report, FILED, None, True))
    headings = [
        block.text
        for block in (*report.body, *report.annex)
        if isinstance(block, Heading) and block.level < 4
    ]
    entries = list(root.iter(W + "hyperlink"))
    said = ["".join(t.text for t in entry.iter(W + "t")) for entry in entries]
    assert [text.rstrip("0123456789") for text in said] == headings
    codes = [item.text for item in root.iter(W + "instrText")]
    assert codes[0] == ' TOC \\o "1-3" \\h \\z \\u '
    assert codes[1:] == [f" PAGEREF {entry.get(W + 'anchor')} \\h " for entry in entries]
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
    rows = ((Cell((Run(HOSTILE),), head=True),), (Cell((Run("=cmd|' /C calc'!A0"),)),))
    body = (
        Heading(1, HOSTILE),
        Paragraph((Run(HOSTILE), Run("9.07分", "total.score"))),
        Table(HOSTILE, rows, (1,)),
    )
    written = small(*body, notes=(HOSTILE,), unit=HOSTILE)
    data = render_docx(written, FILED, None, True)
    assert faults(data) == []
    found = texts(data)
    assert found.count(HOSTILE) == 4 and f"部门单位名称：{HOSTILE}" in found and f"{HOSTILE}9.07分" in found
    assert "=cmd|' /C calc'!A0" in found


def test_what_cannot_be_printed_is_seen() -> None:
    """XML holds no control characters, and bidirectional ones turn words round: each stands as U+FFFD."""
    for code in (*range(0x20), 0x7F, 0x200E, 0x202E, 0x2066, 0xD800, 0xFFFE, 0xFFFF):
        sign = chr(code)
        said = f"甲{sign}乙"
        data = render_docx(small(Paragraph((Run(said, "total.score"),)), unit=said), FILED, None, True)
        assert faults(data) == []
        wanted = "甲乙" if sign in "\t\n\r" else "甲\ufffd乙"
        assert wanted in texts(data) and f"部门单位名称：{wanted}" in texts(data)


def test_ten_thousand_characters_without_a_blank() -> None:
    for long in ("a" * 10_000, "元" * 10_000, "9" * 10_000):
        row = (Cell((Run(long),)), Cell((Run("10", "total.points"),)))
        body, annex = (Heading(1, long), Paragraph((Run(long),))), (Table(long, (row,), (1, 1)),)
        data = render_docx(small(*body, annex=annex, unit=long), FILED, None, True)
        assert faults(data) == [] and texts(data).count(long) == 4 and len(data) < 100_000


def test_five_hundred_indicators_are_bounded(report: Report) -> None:
    """Every part of the writing is linear in rows: no row is looked at again for another."""
    table = next(block for block in reversed(report.annex) if isinstance(block, Table))
    long = replace(table, rows=(*table.rows[:1], *table.rows[1:] * 60))
    data = render_docx(replace(report, annex=(long,)), FILED)
    assert len(data) < 400_000 and len(list(document(data).iter(W + "tr"))) > 500
