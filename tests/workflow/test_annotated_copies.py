"""The diagnostics as comments of Word, in a copy of what was verified."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from tests.support.command_line import Run
from tests.support.docx_comments import comments
from tests.support.docx_from_xml import cell, p, parts_of, t, table, w
from tests.support.docx_from_xml import docx as package


def annotated_sample(tmp_path: Path) -> Path:
    """A document with a comment, a revision, a split number; faults in body, table, header and text box."""
    who = {"author": "张三", "id": "7", "date": "2024-04-01T09:00:00Z"}
    box = w("r", w("pict", "<v:textbox>", w("txbxContent", p("预算执行率93.65%")), "</v:textbox>"))
    text = p(
        w("commentRangeStart", id="3"),
        "我单位预算执行率91.",
        w("r", w("rPr", w("b")), "<w:t>65%</w:t>"),
        w("commentRangeEnd", id="3"),
        w("r", w("commentReference", id="3")),
        "，",
        w("ins", t("全年预算数2999万元"), **who),
        box,
    )
    made = table([[cell("项目"), cell("全年预算数（万元）")], [cell("年度资金总额"), cell("2777.09")]])
    old = w("comment", p("请核对"), id="3", author="李四")
    path = tmp_path / "sample.docx"
    path.write_bytes(package(text, made, parts={"comments": old, "header1": p("预算执行率92.65%")}))
    return path


def test_every_diagnostic_is_a_comment_at_its_words(verified: Run, tmp_path: Path) -> None:
    source, target = annotated_sample(tmp_path), tmp_path / "out.docx"
    code, out, err = verified(source, "--annotate", target, "--format", "json")
    rows = json.loads(out)["diagnostics"]
    assert code == 1 and "批注副本" in err
    made = comments(target)
    assert made.pop("3") == ("李四", "我单位预算执行率91.65%", "请核对")
    assert len(made) == len(rows) >= 5
    anchors = {(row["text"], row["place"]): made[str(number)] for number, row in enumerate(rows, 4)}
    for (text, place), (author, anchor, said) in anchors.items():
        assert author == "ziping"
        if place in ("页眉", "文本框1"):
            assert anchor == "我单位预算执行率91." and f"（位置：{place}）" in said
        else:
            assert anchor == text
    places = {"91.65%": "第1段", "2777.09": "表1第2行第2列", "92.65%": "页眉", "93.65%": "文本框1"}
    assert set(places.items()) <= set(anchors)
    before, after = parts_of(source), parts_of(target)
    written = ("word/document.xml", "word/comments.xml")
    assert all(after[name] == data for name, data in before.items() if name not in written)
    assert verified(target, "--text")[1] == verified(source, "--text")[1]


def test_other_kinds_are_annotated_in_a_document_of_their_text(verified: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("一、概况\n我单位预算执行率91.65%。\x0b", "utf-8")
    assert verified(source, "--annotate", target)[0] == 1
    assert [anchor for _, anchor, _ in comments(target).values()] == ["91.65%"]
    written = [item.text for item in docx.Document(str(target)).paragraphs]
    assert written[:2] == ["一、概况", "我单位预算执行率91.65%。 "]


def test_no_file_is_overwritten_and_one_is_annotated_at_a_time(verified: Run, tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("我单位预算执行率91.65%。", "utf-8")
    target.write_bytes(b"mine")
    for arguments, says in (
        ((source, "--annotate", target), "已存在"),
        ((source, source, "--annotate", tmp_path / "b.docx"), "一份"),
        ((source, "--annotate", tmp_path / "b.doc"), "扩展名应为 .docx"),
        ((source, source, "--text"), "一份"),
    ):
        code, out, err = verified(*arguments)
        assert (code, out) == (2, "") and says in err
    assert target.read_bytes() == b"mine"


def test_comments_of_reviewers_are_listed_and_not_judged(verified: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    asked = w("comment", p("是不是91.65%？"), id="0", author="李四")
    path.write_bytes(package(p("我单位预算执行率90.65%。"), parts={"comments": asked}))
    code, out, _ = verified(path)
    assert code == 0 and "批注1（李四） 不作为报告正文校验：是不是91.65%？" in out


def test_where_there_are_too_many_the_gravest_are_written(
    verified: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.workflow.annotation.MOST", 1)
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("我单位于2024年04月15日填报，预算执行率91.65%。", "utf-8")
    _, out, err = verified(source, "--annotate", target)
    assert "STY001" in out and "另有" in err
    assert [(anchor, said[:2]) for _, anchor, said in comments(target).values()] == [("91.65%", "错误")]
