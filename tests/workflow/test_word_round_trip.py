"""The way back from Word: the report edited by a person, saved, verified; the diagnostics as comments in a copy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from assistant.cli.app import app
from assistant.cli.guard import run
from assistant.domain.bookmark import bookmark_names
from assistant.domain.severity import Severity
from assistant.loading.word_file import W
from assistant.workflow.opening import Case
from assistant.workflow.verification import verify
from tests.support.docx_from_xml import cell, p, parts_of, t, table, w, zipped
from tests.support.docx_from_xml import docx as package
from tests.support.libreoffice import convert, edit_word
from tests.support.offline import drafted_offline
from tests.support.places import EXAMPLE

MAIN = "word/document.xml"


@pytest.fixture(scope="module")
def report(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    drafted_offline(case, folder)
    return folder / "report.docx"


@pytest.fixture(scope="module")
def edited(report: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report as a person changed and saved it in LibreOffice, in one sitting."""
    folder = tmp_path_factory.mktemp("office")
    number_and_word = ("replace=90.65→91.65", "replace=调减149→调增149")
    work = {
        "saved": (), "changed": number_and_word, "tracked": ("track=1", "replace=90.65→91.65"), "copied": ("copy=90.65%",),
        "moved": ("move=90.65%",), "deleted": ("replace=90.65%→",), "typed": ("replace=90.65%→90.6%", "row=受益人员满意度"),
    }  # fmt: skip
    steps = [
        step
        for name, changes in work.items()
        for step in (f"open={report}", *changes, f"save={folder / name}.docx")
    ]
    old = (
        f"open={report}",
        *number_and_word,
        f"save={folder}/old.doc",
        f"open={folder}/old.doc",
        f"save={folder}/back.docx",
    )
    edit_word(folder, *steps, *old)
    return folder


def found(case: Case, path: Path) -> tuple[int, int, list[tuple[str, str]]]:
    """How many numbers are bound, how many of them were changed, what the gate says."""
    examined = verify(case, path)
    reading, diagnostics = examined.reading, examined.diagnostics
    marks = reading.rebound.marks
    return len(marks), sum(mark.changed for mark in marks), [(item.code, item.text) for item in diagnostics]


def test_opened_and_saved_without_a_change(case: Case, report: Path, edited: Path) -> None:
    untouched = found(case, report)
    assert untouched[0] > 200 and untouched[1:] == (0, [])
    assert found(case, edited / "saved.docx") == untouched


@pytest.mark.parametrize("name", ["changed.docx", "back.docx"])
def test_one_number_and_one_word_are_exactly_what_is_found(case: Case, report: Path, edited: Path, name: str) -> None:  # fmt: skip
    marks, changed, said = found(case, edited / name)
    assert (marks, changed) == (found(case, report)[0], 2)
    assert sorted(said) == [
        ("DIR001", "149.15万元"), ("NUM002", "91.65%"), ("NUM009", "91.65%"), ("NUM009", "调增149.15万元")
    ]  # fmt: skip
    messages = [item.message for item in verify(case, edited / name).diagnostics if item.code == "NUM009"]
    assert "此处原印90.65%（预算执行率），现为91.65%，人工改动" in messages
    assert "此处原印调减149.15万元（预算调整数（净额）），现为调增149.15万元，人工改动" in messages


def test_a_tracked_revision_names_who_and_when(case: Case, edited: Path) -> None:
    messages = [
        item.message for item in verify(case, edited / "tracked.docx").diagnostics if item.code == "NUM009"
    ]
    assert len(messages) == 1 and "现为91.65%" in messages[0] and "（修订：" in messages[0]


def test_moved_copied_and_deleted(case: Case, report: Path, edited: Path) -> None:
    marks = found(case, report)[0]
    assert found(case, edited / "moved.docx") == (marks, 0, [])
    copied = found(case, edited / "copied.docx")
    assert copied[0] > marks and copied[1:] == (0, [])
    assert found(case, edited / "deleted.docx") == (marks - 1, 0, [("NUM009", "")])
    marks_left, changed, said = found(
        case, edited / "typed.docx"
    )  # another rounding, and a row of six numbers gone
    assert (marks_left, changed) == (marks - 6, 1)
    assert sorted(said) == [("NUM009", ""), ("NUM009", "90.6%")]


def without_bookmark(report: Path, change: Callable[[str], str]) -> bytes:
    """The report after the whole number 90.65% was typed over in Word, which deletes its bookmark."""
    parts = parts_of(report)
    root = etree.fromstring(parts[MAIN])
    words = next(item for item in root.iter(f"{W}t") if item.text == "90.65%")
    start = next(
        item for item in words.getparent().itersiblings(preceding=True) if item.tag == f"{W}bookmarkStart"
    )
    end = next(item for item in root.iter(f"{W}bookmarkEnd") if item.get(f"{W}id") == start.get(f"{W}id"))
    for item in (start, end):
        item.getparent().remove(item)
    words.text = change(words.text)
    return zipped(parts | {MAIN: etree.tostring(root)})


def test_a_bookmark_that_word_deleted_is_known_by_its_neighbours(case: Case, report: Path, tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "typed.docx"
    path.write_bytes(without_bookmark(report, lambda text: "91.65%"))
    marks, changed, said = found(case, path)
    assert (marks, changed) == (found(case, report)[0], 1)
    assert sorted(said) == [("NUM002", "91.65%"), ("NUM009", "91.65%")]
    path.write_bytes(without_bookmark(report, lambda text: "较高"))
    examined = verify(case, path)
    reading, diagnostics = examined.reading, examined.diagnostics
    assert [(item.code, item.figure) for item in diagnostics] == [("NUM009", "budget.execution.rate")]
    assert len(reading.rebound.lost) == 1


def comments(path: Path) -> dict[str, tuple[str, str, str]]:
    """By number: author, the words that a comment is anchored at, what it says."""
    parts = parts_of(path)
    said = {
        item.get(f"{W}id"): (
            item.get(f"{W}author"),
            "\n".join("".join(line.itertext()) for line in item.iter(f"{W}p")),
        )
        for item in etree.fromstring(parts["word/comments.xml"])
    }
    open_now: dict[str, list[str]] = {}
    anchored: dict[str, str] = {}
    for item in etree.fromstring(parts[MAIN]).iter():
        number = item.get(f"{W}id")
        if item.tag == f"{W}commentRangeStart":
            open_now[number] = []
        elif item.tag == f"{W}commentRangeEnd":
            anchored[number] = "".join(open_now.pop(number))
        elif item.tag == f"{W}t":
            for words in open_now.values():
                words.append(item.text or "")
    return {number: (author, anchored[number], text) for number, (author, text) in said.items()}


def call(*arguments: str | Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:  # fmt: skip
    monkeypatch.setattr("sys.argv", ["ziping", *map(str, arguments)])
    code = run(app)
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def ziping(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """The command, with the submission of the real unit."""
    return lambda *arguments: call(
        *arguments, "--submission", EXAMPLE, capsys=capsys, monkeypatch=monkeypatch
    )


def annotated_sample(tmp_path: Path) -> Path:
    """A document with a comment, a revision, a split number, and faults in body, table, header and text box."""
    who = {"author": "张三", "id": "7", "date": "2024-04-01T09:00:00Z"}
    box = w("r", w("pict", '<v:textbox xmlns:v="urn:schemas-microsoft-com:vml">' + w("txbxContent", p("预算执行率93.65%")) + "</v:textbox>"))  # fmt: skip
    bold = w("r", w("rPr", w("b")), "<w:t>65%</w:t>")
    text = p(w("commentRangeStart", id="3"), "我单位预算执行率91.", bold, w("commentRangeEnd", id="3"), w("r", w("commentReference", id="3")), "，", w("ins", t("全年预算数2999万元"), **who), box)  # fmt: skip
    made = table([[cell("项目"), cell("全年预算数（万元）")], [cell("年度资金总额"), cell("2777.09")]])
    old = w("comment", p("请核对"), id="3", author="李四")
    path = tmp_path / "sample.docx"
    path.write_bytes(package(text, made, parts={"comments": old, "header1": p("预算执行率92.65%")}))
    return path


def test_every_diagnostic_is_a_comment_at_its_words(ziping: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:  # fmt: skip
    source, target = annotated_sample(tmp_path), tmp_path / "out.docx"
    code, out, err = ziping("verify", source, "--annotate", target, "--format", "json")
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
    assert {
        ("91.65%", "第1段"),
        ("2777.09", "表1第2行第2列"),
        ("92.65%", "页眉"),
        ("93.65%", "文本框1"),
    } <= set(anchors)
    before, after = parts_of(source), parts_of(target)
    assert all(
        after[name] == data for name, data in before.items() if name not in (MAIN, "word/comments.xml")
    )
    assert ziping("verify", target, "--text")[1] == ziping("verify", source, "--text")[1]


def test_an_annotated_copy_is_opened_by_office_and_library(case: Case, edited: Path, tmp_path: Path, ziping: Callable[..., tuple[int, str, str]]) -> None:  # fmt: skip
    target = tmp_path / "out.docx"
    assert ziping("verify", edited / "changed.docx", "--annotate", target)[0] == 1
    opened = docx.Document(str(target))
    assert [comment.author for comment in opened.comments] == ["ziping"] * 4
    # not opened over UNO: LibreOffice 7.4 ends there on any document with comments, python-docx's as well
    again = convert(target, "docx", tmp_path / "again")
    made = comments(again)
    wanted = [item.text for item in verify(case, edited / "changed.docx").diagnostics]
    assert sorted(anchor for _, anchor, _ in made.values()) == sorted(wanted)
    assert found(case, again) == found(case, edited / "changed.docx")


def test_other_kinds_are_annotated_in_a_document_of_their_text(ziping: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:  # fmt: skip
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("一、概况\n我单位预算执行率91.65%。\x0b", "utf-8")
    assert ziping("verify", source, "--annotate", target)[0] == 1
    assert [anchor for _, anchor, _ in comments(target).values()] == ["91.65%"]
    assert [item.text for item in docx.Document(str(target)).paragraphs][:2] == [
        "一、概况",
        "我单位预算执行率91.65%。 ",
    ]


def test_no_file_is_overwritten_and_one_is_annotated_at_a_time(ziping: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:  # fmt: skip
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("我单位预算执行率91.65%。", "utf-8")
    target.write_bytes(b"mine")
    for arguments, says in (
        ((source, "--annotate", target), "已存在"),
        ((source, source, "--annotate", tmp_path / "b.docx"), "一份"),
        ((source, "--annotate", tmp_path / "b.doc"), "扩展名应为 .docx"),
        ((source, source, "--text"), "一份"),
    ):
        code, out, err = ziping("verify", *arguments)
        assert (code, out) == (2, "") and says in err
    assert target.read_bytes() == b"mine"


def test_comments_of_reviewers_are_listed_and_not_judged(ziping: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "a.docx"
    asked = w("comment", p("是不是91.65%？"), id="0", author="李四")
    path.write_bytes(package(p("我单位预算执行率90.65%。"), parts={"comments": asked}))
    code, out, _ = ziping("verify", path)
    assert code == 0 and "批注1（李四） 不作为报告正文校验：是不是91.65%？" in out


def test_text_is_what_the_offsets_refer_to(case: Case, report: Path, ziping: Callable[..., tuple[int, str, str]]) -> None:  # fmt: skip
    code, out, err = ziping("verify", report, "--text")
    reading = verify(case, report).reading
    assert (code, err) == (0, "") and out == reading.text
    assert all(out[item.mention.start : item.mention.end] == item.mention.text for item in reading.bindings)


def test_severity_of_hand_changes_never_stops(case: Case, edited: Path) -> None:
    for name in ("deleted.docx", "typed.docx"):
        assert {item.severity for item in verify(case, edited / name).diagnostics} == {Severity.INFO}


def test_where_there_are_too_many_the_gravest_are_written(
    ziping: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.workflow.annotation.MOST", 1)
    source, target = tmp_path / "a.txt", tmp_path / "out.docx"
    source.write_text("我单位于2024年04月15日填报，预算执行率91.65%。", "utf-8")
    _, out, err = ziping("verify", source, "--annotate", target)
    assert "STY001" in out and "另有" in err
    assert [(anchor, said[:2]) for _, anchor, said in comments(target).values()] == [("91.65%", "错误")]


def test_bookmarks_of_another_submission_say_nothing(case: Case, tmp_path: Path) -> None:
    names = bookmark_names([("indicator.99.actual", "12件")])
    mark = w("bookmarkStart", id="0", name=names[0]) + t("12件") + w("bookmarkEnd", id="0")
    path = tmp_path / "a.docx"
    path.write_bytes(package(p("办理", mark, "，预算执行率90.65%。")))
    assert "NUM009" not in {code for code, _ in found(case, path)[2]}
