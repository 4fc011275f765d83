"""Reports in HTML, Markdown and text files: what a reader sees, encodings, tables, and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.document import Block, BlockKind, Document
from assistant.drafting.outline.report import compose
from assistant.errors import DocumentError, SubmissionError
from assistant.loading.documents.reader import load_document
from assistant.loading.standards import load_standard
from assistant.loading.submission import load_form
from assistant.rendering.html import render_html
from assistant.workflow import attempts
from assistant.workflow.opening import Case, case_of
from assistant.workflow.verification import verify
from tests.support.official_forms import NATIONAL, rows_of
from tests.support.offline import drafted_offline
from validators.reading import Verdict


def page(folder: Path, text: str | bytes, name: str = "a.html") -> Document:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_document(path)


def cell(document: Document, text: str) -> Block:
    """The cell that says a text."""
    return next(block for block in document.blocks if document.text[block.start : block.end] == text)


@pytest.fixture(scope="module")
def report(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    drafted_offline(case, folder)
    return folder


def test_our_own_page_binds_as_its_markdown_does(case: Case, report: Path) -> None:
    known = verify(case, report / "report.md").reading
    examined = verify(case, report / "report.html")
    reading, found = examined.reading, examined.diagnostics
    assert found == ()
    assert [(item.mention.number, item.entries) for item in reading.bindings] == [
        (item.mention.number, item.entries) for item in known.bindings
    ]
    assert {item.verdict for item in reading.bindings} == {Verdict.TRUE}


def test_marks_bind_the_numbers_of_our_own_page(case: Case, report: Path) -> None:
    document = load_document(report / "report.html")
    assert len(document.marks) == (report / "report.html").read_text("utf-8").count("<data ") > 200
    for mark in document.marks:
        assert document.text[mark.start : mark.end].strip() and mark.entry_id in case.ledger
    rate = [mark for mark in document.marks if mark.entry_id == "budget.execution.rate"]
    assert {document.text[mark.start : mark.end] for mark in rate} >= {"90.65%"}


def test_a_changed_number_of_our_own_page_is_caught(case: Case, report: Path, tmp_path: Path) -> None:
    text = (report / "report.html").read_text("utf-8")
    path = tmp_path / "b.html"
    path.write_text(text.replace(">90.65%</data>", ">90.56%</data>", 1), "utf-8")
    found = verify(case, path).diagnostics
    assert [(item.code, item.text) for item in found] == [("NUM002", "90.56%")]


@pytest.mark.parametrize("name", ["report.docx", "report.html", "report.md"])
def test_the_annex_of_our_own_report_converts_back(case: Case, report: Path, name: str) -> None:
    with pytest.raises(SubmissionError, match="请用 --standard 给出"):
        load_form(report / name, {})
    found = load_form(report / name, {"standard": "mof-2020"})
    assert (found.year, found.prepared_on) == (2023, case.submission.prepared_on)
    assert found.unit.name == case.submission.unit.name
    names = [
        (row.name, row.midyear, row.number, row.cause, row.measure) for row in case.submission.indicators
    ]
    assert [(row.name, row.midyear, row.number, row.cause, row.measure) for row in found.indicators] == names
    entries = case_of(found, load_standard("mof-2020"), case.supplied).ledger.entries
    other = {
        key for key, entry in entries.items() if key in case.ledger and entry.text != case.ledger[key].text
    }
    assert other == {"indicator.2.completion.rate"}  # completion_of stands in no form
    assert len(entries) > 100 and entries["total.score"].text == case.ledger["total.score"].text
    assert not any("以文本写的数" in message for _, message in found.notices)


def test_an_annex_with_classes_converts_back(case: Case, tmp_path: Path) -> None:
    classes = [("产出", "数量指标"), ("产出", "质量指标"), ("效益", "社会效益"), ("满意度", "服务对象满意度")]
    indicators = tuple(
        row.model_copy(update=dict(zip(("level1", "level2"), classes[number // 2], strict=True)))
        for number, row in enumerate(case.submission.indicators)
    )
    submission = case.submission.model_copy(update={"indicators": indicators})
    submission.__dict__.pop("rows", None)
    classed = case_of(submission, case.ledger.standard, case.supplied)
    sections = {name: attempts.draft_offline(classed, name) for name in attempts.SectionName}
    text = render_html(compose(classed.submission, classed.ledger, sections), classed.ledger)
    (tmp_path / "a.html").write_text(text, "utf-8")
    found = load_form(tmp_path / "a.html", {"standard": "mof-2020"})
    assert [(row.level1, row.level2, row.name) for row in found.indicators] == [
        (row.level1, row.level2, row.name) for row in indicators
    ]


def form_page(title: str, form: str) -> str:
    """A published form as a table of HTML."""
    rows = rows_of(form)
    lines = []
    for number, row in enumerate(rows):
        line = ""
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            wide = next((step for step in range(1, 20) if row[column + step : column + step + 1] != ["<"]), 1)
            deep = 1
            while number + deep < len(rows) and rows[number + deep][column] == "^":
                deep += 1
            line += f"<td colspan={wide} rowspan={deep}>{text}</td>"
        lines.append(f"<tr>{line}</tr>")
    return f"<h1>{title}</h1><table>{''.join(lines)}</table>"


def test_a_published_form_in_html(tmp_path: Path) -> None:
    path = tmp_path / "f.html"
    path.write_text(form_page("项目支出绩效自评表（2023年度）", NATIONAL), "utf-8")
    found = load_form(path, {"prepared_on": "2024-04-15", "standard": "mof-2020"})
    assert str(found.budget.adjusted.total) == "518.29" and str(found.claimed.total) == "92.87"
    assert [row.level1 for row in found.indicators] == [*["产出指标"] * 3, "效益指标", "满意度指标"]
    assert str(found.budget.executed.at("total")).endswith("表1!F4")


def test_only_what_is_seen_is_read(tmp_path: Path) -> None:
    hidden = (
        "<nav>1</nav><span hidden>2</span><span role=tooltip>3</span><i style='display: none'>4</i><svg><text>5</text></svg>"
        "<script>6</script><style>7</style><template>8</template><i aria-hidden=true>9</i><b data-not-report>10</b><!-- 11 -->"
    )
    assert page(tmp_path, f"<title>12</title><div>甲{hidden}乙</div>").text == "甲乙\n"
    assert page(tmp_path, "<aside>13</aside><main><p>丙</p></main><p>14</p>").text == "丙\n"


def test_blanks_breaks_and_entities(tmp_path: Path) -> None:
    found = page(
        tmp_path,
        "<p>全年\n预算数 645.26&nbsp;万元&#65292;&yen;<br>其中<b>：</b><br>丁，<br>戊</p><div>己<p>庚",
    )
    assert found.text == "全年预算数 645.26 万元，¥ 其中：\n丁， 戊\n己\n庚\n"
    assert [block.place for block in found.blocks] == ["第1段", "第2段", "第3段", "第4段"]


def test_headings_are_those_of_the_page_else_by_their_look(tmp_path: Path) -> None:
    kinds = [block.kind for block in page(tmp_path, "<h2>存在的问题</h2><p>1.进度慢</p>").blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]
    kinds = [block.kind for block in page(tmp_path, "<p>一、概况</p><p>我单位有人。</p>").blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH]


TABLE = (
    "<table><caption>情况</caption><tr><th rowspan=2>三级指标<th colspan=2>完成情况<th rowspan=0>得分"
    "<tr><th>目标<th>实际<tr><td>培训<br>人次<td>500人次<td><data value='indicator.1.actual'> 520 </data>人次<td>10</table>"
)


def test_merged_heads_of_a_table(tmp_path: Path) -> None:
    found = page(tmp_path, TABLE.replace("rowspan=0", "rowspan=2"))
    actual = cell(found, "520 人次")
    assert (actual.row_head, actual.column_head, actual.place) == (
        "培训人次",
        "完成情况实际",
        "表1第3行第3格",
    )
    (mark,) = found.marks
    assert found.text[mark.start : mark.end] == "520"


def test_tables_that_hold_tables_only_lay_out_the_page(tmp_path: Path) -> None:
    found = page(tmp_path, f"<table><tr><td><p>说明</p>{TABLE}<td>页边</table>")
    assert found.text.startswith("说明\n情况\n三级指标\t") and found.text.endswith("页边\n")
    assert cell(found, "说明").kind is BlockKind.PARAGRAPH


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", "<meta charset=gb2312><p>全年预算数</p>".encode("gb18030")),
        ("a.htm", "<p>全年预算数</p>".encode("gb18030")),
        ("a.html", "<p>全年预算数</p>".encode("utf-8-sig")),
        (
            "a.html",
            '<meta http-equiv="Content-Type" content="text/html; charset=utf-16"><p>全年预算数</p>'.encode(),
        ),
        ("a.html", b"\xff\xfe" + "<p>全年预算数</p>".encode("utf-16-le")),
        ("a.txt", b"\xff\xfe" + "全年预算数\n".encode("utf-16-le")),
        ("a.txt", b"\xfe\xff" + "全年预算数\n".encode("utf-16-be")),
        ("a.md", "全年预算数\r\n".encode()),
        ("a.txt", "全年预算数\r".encode("gb18030")),
    ],
)
def test_encodings(tmp_path: Path, name: str, data: bytes) -> None:
    assert page(tmp_path, data, name).text == "全年预算数\n"


def test_comments_of_markdown_are_skipped_and_places_stay(tmp_path: Path) -> None:
    text = "全年<!-- 9\n8 -->预算数645.26万元\f第二页"
    found = page(tmp_path, text, "a.md")
    assert (
        len(found.text) == len(text)
        and "9" not in found.text
        and found.text[text.index("645") :][:6] == "645.26"
    )
    assert [found.text[block.start : block.end] for block in found.blocks][-1] == "第二页"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"a\0b", "空字符"),
        ("a.txt", b"\xff\xfea", "编码有误"),
        ("a.md", b"\x81\xff\xff", "不是 UTF-8 或 GB18030"),
        ("a.html", b"\x81\xff\xff", "不是 UTF-8 或 GB18030"),
        ("a.html", b"", "文件是空的"),
        ("a.html", b"<div>" * 100_000, "标签嵌套太深"),
        ("a.html", b"<b>" * 1_000_001, "网页太大"),
        ("a.html", b"<table>" + b"<tr><td colspan=999 rowspan=60000>1" * 3000, "超过限度"),
        ("a.html", b"<table>" + b"<tr><td>1" * 20_001, "超过20000行"),
        ("a.xls", b"", "不能读取“.xls”"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says) as caught:
        page(tmp_path, data, name)
    assert caught.value.exit_code == 2


def test_one_paragraph_of_very_many_pieces_is_read(tmp_path: Path) -> None:
    assert len(page(tmp_path, "<p>" + "<b>字</b>" * 100_000).text) == 100_001
