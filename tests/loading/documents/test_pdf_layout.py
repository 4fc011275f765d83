"""Characters and ruling lines of PDF pages as lines, paragraphs and tables."""

from __future__ import annotations

from assistant.loading.documents.ideographs import ideographs
from assistant.loading.documents.page import ReadCell
from assistant.loading.documents.parts import head_rows
from assistant.loading.documents.pdf_joining import Ruled, append
from assistant.loading.documents.pdf_lines import Glyph, PdfLine, columns, line_of
from assistant.loading.documents.pdf_paragraphs import joined, running
from assistant.loading.documents.pdf_tables import lattices


def test_radicals_become_ideographs_and_other_signs_stay() -> None:
    assert ideographs("⼀⾏⼈⻓⻔⻅⺠①㎡％，") == "一行人长门见民①㎡％，"


def row(text: str, left: float, base: float, step: float = 10) -> list[Glyph]:
    return [
        Glyph(char, left + step * number, base, left + step * number + 10, base + 10, base, 10)
        for number, char in enumerate(text)
    ]


def test_rows_of_numbers_are_no_columns_of_text() -> None:
    glyphs = [
        glyph
        for number in range(12)
        for glyph in [*row("地区生产总值", 50, 700 - 20 * number), *row("413.05", 300, 700 - 20 * number, 6)]
    ]
    found = columns(glyphs)
    assert len(found) == 1 and found[0].lines[0].text == "地区生产总值 413.05"


def test_blanks_stand_between_words_and_never_within_a_number_with_its_unit() -> None:
    assert line_of([*row("645.26", 0, 0, 10), *row("万元", 63, 0)]).text == "645.26万元"
    assert line_of([*row("413.05", 0, 0), *row("6.2", 70, 0)]).text == "413.05 6.2"
    assert line_of([*row("合计", 0, 0), *row("合计", 0.5, 0)]).text == "合计"  # printed twice to look bold
    assert joined(["共有12", "345人"]) == "共有12 345人" and joined(["全年预", "算数"]) == "全年预算数"


def test_frames_are_no_tables_and_open_borders_are() -> None:
    frame = [(0, 0, 100, 0), (0, 100, 100, 100), (0, 0, 0, 100), (100, 0, 100, 100)]
    assert lattices(frame) == []
    open_sides = [(0, 0, 300, 0), (0, 20, 300, 20), (0, 40, 300, 40), (100, 0, 100, 40), (200, 0, 200, 40)]
    (table,) = lattices(open_sides)
    assert table.xs == (0, 100, 200, 300) and len(table.areas) == 6


def test_heads_over_two_rows_are_seen() -> None:
    merged = [
        [ReadCell("指标", "", 1, 2), ReadCell("金额", "", 2, 1)],
        [ReadCell("年初", ""), ReadCell("全年", "")],
        [ReadCell("一", "")],
    ]
    assert head_rows(merged) == 2
    assert (
        head_rows([[ReadCell("指标", ""), ReadCell("分值", "")], [ReadCell("一", ""), ReadCell("5", "")]])
        == 1
    )


def ruled(page: int, *lines: str) -> Ruled:
    """A table of three columns on a page; `^` goes on from the cell above."""
    rows: list[list[tuple[int, ReadCell]]] = []
    for number, line in enumerate(lines):
        cells = line.split("|")
        deep = 1
        while number + deep < len(lines) and lines[number + deep].startswith("^"):
            deep += 1
        rows.append(
            [
                (column, ReadCell(text, f"第{page}页", 1, 1 if column else deep))
                for column, text in enumerate(cells)
                if text != "^"
            ]
        )
    return Ruled(page, (0, 100, 200, 300, 400), rows)


def shown(table: Ruled) -> list[list[tuple[str, int]]]:
    return [[(piece.text, piece.rows) for _, piece in row] for row in table.rows]


def test_a_row_that_a_page_break_parts_is_whole_again() -> None:
    heads = "一级指标|三级指标|得分|原因"
    above = ruled(1, heads, "产出|受理案件1|10|超额", "^|受理案|9|提高效率，")
    append(above, ruled(2, heads, "|件2||超额完成", "^|受理案件3|8|无", "效益|满意度|7|无"))
    assert above.heads == 1
    assert shown(above)[1:] == [
        [("产出", 3), ("受理案件1", 1), ("10", 1), ("超额", 1)],
        [("受理案件2", 1), ("9", 1), ("提高效率，超额完成", 1)],
        [("受理案件3", 1), ("8", 1), ("无", 1)],
        [("效益", 1), ("满意度", 1), ("7", 1), ("无", 1)],
    ]


def test_a_total_on_the_next_page_is_a_row_of_its_own() -> None:
    heads = "一级指标|三级指标|得分|原因"
    above = ruled(1, heads, "产出|受理案件1|10|超额")
    append(above, ruled(2, heads, "总分|总分|86.75|"))
    assert shown(above)[-1] == [("总分", 1), ("总分", 1), ("86.75", 1), ("", 1)]


def test_a_class_without_text_goes_on_from_the_page_before() -> None:
    heads = "一级指标|三级指标|得分|原因"
    above = ruled(1, heads, "产出|受理案件1|10|超额")
    append(above, ruled(2, heads, "|受理案件2|9|无"))
    assert shown(above)[1:] == [
        [("产出", 2), ("受理案件1", 1), ("10", 1), ("超额", 1)],
        [("受理案件2", 1), ("9", 1), ("无", 1)],
    ]


def printed(text: str, base: float) -> PdfLine:
    return PdfLine(text, 50, 50 + 10 * len(text), base, 10, 10)


def test_headers_and_page_numbers_are_left_out_and_sentences_that_look_alike_are_not() -> None:
    pages_ = [
        [
            printed("绩效自评报告", 800),
            printed(f"受理案件{number}完成率为{90 + number}%", 780),
            printed("正文。", 400),
            printed(f"第{number}页 共4页", 30),
        ]
        for number in range(1, 5)
    ]
    assert running(pages_, [842.0] * 4) == {(number, base) for number in range(4) for base in (800, 30)}
