"""A .docx as a text with places: what a reader of the final version sees, each piece with its place; hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.document import Block, BlockKind, Document, SectionName
from assistant.domain.word import Comment
from assistant.errors import DocumentError
from assistant.loading.documents.reader import load_document
from tests.support.docx_from_xml import SPACES, cell, docx, p, t, table, w, zipped

TEXT_BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{0}</wps:txbx></mc:Choice>'
    "<mc:Fallback><w:pict><v:textbox>{0}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)


@pytest.fixture
def load(tmp_path: Path):  # type: ignore[no-untyped-def]
    def read(data: bytes, name: str = "report.docx") -> Document:
        (tmp_path / name).write_bytes(data)
        return load_document(tmp_path / name)

    return read


def pieces(document: Document) -> list[tuple[str, str]]:
    return [(block.place, document.text[block.start : block.end]) for block in document.blocks]


def block(document: Document, words: str) -> Block:
    return next(item for item in document.blocks if document.text[item.start : item.end] == words)


def test_runs_controls_links_and_fields_are_read_as_they_are_seen(load) -> None:  # type: ignore[no-untyped-def]
    field = (
        w("r", w("fldChar", fldCharType="begin"))
        + w("r", "<w:instrText>REF a 7.5%</w:instrText>")
        + w("r", w("fldChar", fldCharType="separate"))
        + t("9.1%")
        + w("r", w("fldChar", fldCharType="end"))
    )
    hidden = w("r", w("rPr", w("vanish")), "<w:t>8万元</w:t>")
    control = w("sdt", w("sdtPr", w("tag", val="x")), w("sdtContent", t("65"), w("hyperlink", t("%"))))
    document = load(docx(p("执行率90.", control, "，增长", field, hidden, w("r", "<w:tab/><w:br/>"), "止")))
    assert document.text == "执行率90.65%，增长9.1%  止\n"
    assert pieces(document)[0][0] == "第1段"


def test_revisions_are_read_as_accepted_and_told(load) -> None:  # type: ignore[no-untyped-def]
    who = {"author": "张三", "date": "2024-04-01T09:00:00Z", "id": "1"}
    changed = p(
        "执行率9",
        w("del", w("r", "<w:delText>0</w:delText>"), **who),
        w("ins", t("1"), **who),
        ".65%，",
        w("del", w("r", "<w:delText>很</w:delText>"), **who),
        "高。",
        w("moveFrom", t("原在此处3件"), **who),
    )
    gone = w(
        "p", w("pPr", w("rPr", w("del", **who))), w("del", w("r", "<w:delText>另有12件。</w:delText>"), **who)
    )
    document = load(docx(changed, gone, p("后一段")))
    assert document.text == "执行率91.65%，高。\n后一段\n"
    found = [(item.before, item.after, item.author, item.date) for item in document.word.revisions]
    assert found == [("90.65%", "91.65%", "张三", "2024-04-01"), ("另有12件。", "", "张三", "2024-04-01")]
    revision = document.word.revisions[0]
    assert document.text[revision.start : revision.end] == "91.65%"


def test_tables_with_merged_cells_heads_and_tables_inside(load) -> None:  # type: ignore[no-untyped-def]
    inner = table([[cell("里层12件")]])
    made = table(
        [
            [cell("项目名称", merge="restart"), cell("预算", span=2)],
            [cell("", merge="continue"), cell("年初"), cell("全年")],
            [cell("甲项目"), cell("10"), cell("20", inner)],
        ],
        heads=2,
    )
    document = load(docx(p("表前"), made))
    last = block(document, "20")
    assert (last.place, last.row_head, last.column_head) == ("表1第3行第3列", "甲项目", "预算全年")
    assert block(document, "里层12件").place == "表1第3行第3列中的表第1行第1列"
    assert [item.kind for item in document.blocks].count(BlockKind.CELL) == 8


def test_texts_beside_the_body(load) -> None:  # type: ignore[no-untyped-def]
    box = w("r", TEXT_BOX.format(w("txbxContent", p("框内5件"))))
    page = w("fldSimple", t("7"), instr=" PAGE ")
    data = docx(
        p("正文", box),
        parts={
            "header1": p("页眉3件"),
            "header2": p("页眉3件"),
            "footer1": p("— ", page, " —"),
            "footnotes": w("footnote", p(""), id="0", type="separator") + w("footnote", p("注2件"), id="2"),
            "endnotes": w("endnote", p("尾4件"), id="1"),
            "comments": w("comment", p("是不是91.65%？"), id="0", author="李四")
            + w("comment", p("自己的"), id="1", author="ziping"),
        },
    )
    document = load(data)
    assert pieces(document) == [
        ("第1段", "正文"),
        ("文本框1", "框内5件"),
        ("脚注1", "注2件"),
        ("尾注1", "尾4件"),
        ("页眉1", "页眉3件"),
    ]
    assert document.word.comments == (Comment("批注1", "李四", "是不是91.65%？"),)


def test_headings_by_style_level_and_look_and_no_contents(load) -> None:  # type: ignore[no-untyped-def]
    styles = (
        w("style", w("name", val="heading 1"), styleId="a1")
        + w("style", w("name", val="我的"), w("basedOn", val="a1"), styleId="own")
        + w("style", w("name", val="toc 1"), styleId="c")
    )
    level = w("p", w("pPr", w("outlineLvl", val="1")), t("建议"))
    document = load(
        docx(
            p("建议\t12", style="c"),
            p("存在的问题", style="own"),
            p("甲"),
            level,
            p("乙"),
            p("一、概况"),
            parts={"styles": styles},
        )
    )
    kinds = [item.kind is BlockKind.HEADING for item in document.blocks]
    assert kinds == [True, False, True, False, True]
    assert [item.section for item in document.blocks][1:4:2] == [
        SectionName.PROBLEMS,
        SectionName.SUGGESTIONS,
    ]


def deep_controls() -> bytes:
    return docx("<w:sdt><w:sdtContent>" * 300 + p("甲") + "</w:sdtContent></w:sdt>" * 300)


def nested_tables() -> bytes:
    inner = p("甲")
    for _ in range(40):
        inner = table([[cell(inner, p("乙"))]])
    return docx(inner)


def entities() -> bytes:
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ha" * 99}">]><w:document {SPACES}><w:body>&a;</w:body></w:document>'
    return docx(more={"word/document.xml": body.encode()})


def outside() -> bytes:
    return zipped(
        {
            "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="../../../../etc/passwd"/></Relationships>'
        }
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空的"),
        (b"not a package", "不是 .docx"),
        (docx(p("甲"))[:300], "不完整"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "旧格式"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (zipped({"a.txt": b"a"}), "没有文档"),
        (outside(), "没有文档"),
        (docx(more={"word/media/a.bin": b" " * 150_000_000}), "解压后"),
        (docx(more={f"word/{number}.txt": b"" for number in range(2500)}), "超过限度"),
        (docx(more={"word/document.xml": b"<w:document"}), "已损坏"),
        (entities(), "实体声明"),
        (deep_controls(), "已损坏"),
        (nested_tables(), "表格套表格"),
        (docx(table([[cell("甲", span="999999999")]])), "100列"),
        (docx(table([[cell("甲", span=100) for _ in range(1)]] * 3001)), "格"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_files_end_with_one_message(load, data: bytes, says: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DocumentError, match=says):
        load(data)


@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_old_formats_are_refused_with_the_remedy(load, suffix: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(DocumentError, match="请用 Word 或 WPS 另存为"):
        load(b"old", f"report{suffix}")


def test_large_but_honest_files_are_read(load) -> None:  # type: ignore[no-untyped-def]
    comments = "".join(w("comment", p(f"第{n}条"), id=str(n), author="李四") for n in range(10_000))
    document = load(docx(p("甲" * 1_000_000), parts={"comments": comments}))
    assert len(document.text) == 1_000_001
    assert len(document.word.comments) == 10_000


def test_what_is_missing_or_odd_hides_nothing(load) -> None:  # type: ignore[no-untyped-def]
    open_field = w("r", w("fldChar", fldCharType="begin"))  # never ended
    strange = w("gridSpan", val="-5") + w("vMerge", val="continue")
    made = w("tbl", w("tr", w("tc", w("tcPr", strange), p("7件"))))
    document = load(docx(p("甲", open_field, "5件"), made, "<w:p/>", w("bookmarkEnd", id="9")))
    assert document.text == "甲5件\n7件\n"
