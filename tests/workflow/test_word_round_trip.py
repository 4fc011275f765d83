"""The way back from Word: the report edited by a person, saved, verified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from lxml import etree

from assistant.domain.bookmark import bookmark_names
from assistant.domain.severity import Severity
from assistant.loading.word_file import W
from assistant.workflow.opening import Case
from assistant.workflow.verification import verify
from tests.support.command_line import Run
from tests.support.docx_comments import comments
from tests.support.docx_from_xml import docx as package
from tests.support.docx_from_xml import p, parts_of, t, w, zipped
from tests.support.libreoffice import convert, edit_word
from tests.support.offline import drafted_offline

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
    number, number_and_word = ("replace=90.65→91.65",), ("replace=90.65→91.65", "replace=调减149→调增149")
    work = {
        "saved": (),
        "changed": number_and_word,
        "tracked": ("track=1", *number),
        "copied": ("copy=90.65%",),
        "moved": ("move=90.65%",),
        "deleted": ("replace=90.65%→",),
        "typed": ("replace=90.65%→90.6%", "row=受益人员满意度"),
    }
    steps: list[str] = []
    for name, changes in work.items():
        steps += [f"open={report}", *changes, f"save={folder}/{name}.docx"]
    steps += [f"open={report}", *number_and_word, f"save={folder}/old.doc"]
    steps += [f"open={folder}/old.doc", f"save={folder}/back.docx"]
    edit_word(folder, *steps)
    return folder


def found(case: Case, path: Path) -> tuple[int, int, list[tuple[str, str]]]:
    """How many numbers are bound, how many of them were changed, what the gate says."""
    examined = verify(case, path)
    reading, diagnostics = examined.reading, examined.diagnostics
    marks = reading.rebound.marks
    return len(marks), sum(mark.changed for mark in marks), [(item.code, item.text) for item in diagnostics]


def changes_told(case: Case, path: Path) -> list[str]:
    """The messages about changes by hand."""
    return [item.message for item in verify(case, path).diagnostics if item.code == "NUM009"]


def test_opened_and_saved_without_a_change(case: Case, report: Path, edited: Path) -> None:
    untouched = found(case, report)
    assert untouched[0] > 200 and untouched[1:] == (0, [])
    assert found(case, edited / "saved.docx") == untouched


@pytest.mark.parametrize("name", ["changed.docx", "back.docx"])
def test_one_number_and_one_word_are_exactly_what_is_found(
    case: Case, report: Path, edited: Path, name: str
) -> None:
    marks, changed, said = found(case, edited / name)
    assert (marks, changed) == (found(case, report)[0], 2)
    by_hand = [("NUM009", "91.65%"), ("NUM009", "调增149.15万元")]
    assert sorted(said) == [("DIR001", "149.15万元"), ("NUM002", "91.65%"), *by_hand]
    messages = changes_told(case, edited / name)
    assert "此处原印90.65%（预算执行率），现为91.65%，人工改动" in messages
    assert "此处原印调减149.15万元（预算调整数（净额）），现为调增149.15万元，人工改动" in messages


def test_a_tracked_revision_names_who_and_when(case: Case, edited: Path) -> None:
    messages = changes_told(case, edited / "tracked.docx")
    assert len(messages) == 1 and "现为91.65%" in messages[0] and "（修订：" in messages[0]


def test_moved_copied_and_deleted(case: Case, report: Path, edited: Path) -> None:
    marks = found(case, report)[0]
    assert found(case, edited / "moved.docx") == (marks, 0, [])
    copied = found(case, edited / "copied.docx")
    assert copied[0] > marks and copied[1:] == (0, [])
    assert found(case, edited / "deleted.docx") == (marks - 1, 0, [("NUM009", "")])
    # another rounding, and a row of six numbers gone
    marks_left, changed, said = found(case, edited / "typed.docx")
    assert (marks_left, changed) == (marks - 6, 1)
    assert sorted(said) == [("NUM009", ""), ("NUM009", "90.6%")]


def without_bookmark(report: Path, change: Callable[[str], str]) -> bytes:
    """The report after the whole number 90.65% was typed over in Word, which deletes its bookmark."""
    parts = parts_of(report)
    root = etree.fromstring(parts[MAIN])
    words = next(item for item in root.iter(f"{W}t") if item.text == "90.65%")
    start = next(words.getparent().itersiblings(f"{W}bookmarkStart", preceding=True))
    end = next(item for item in root.iter(f"{W}bookmarkEnd") if item.get(f"{W}id") == start.get(f"{W}id"))
    for item in (start, end):
        item.getparent().remove(item)
    words.text = change(words.text)
    return zipped(parts | {MAIN: etree.tostring(root)})


def test_a_bookmark_that_word_deleted_is_known_by_its_neighbours(
    case: Case, report: Path, tmp_path: Path
) -> None:
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


def test_an_annotated_copy_is_opened_by_office_and_library(
    case: Case, edited: Path, tmp_path: Path, verified: Run
) -> None:
    target = tmp_path / "out.docx"
    assert verified(edited / "changed.docx", "--annotate", target)[0] == 1
    opened = docx.Document(str(target))
    assert [comment.author for comment in opened.comments] == ["ziping"] * 4
    # not opened over UNO: LibreOffice 7.4 ends there on any document with comments, python-docx's as well
    again = convert(target, "docx", tmp_path / "again")
    made = comments(again)
    wanted = [item.text for item in verify(case, edited / "changed.docx").diagnostics]
    assert sorted(anchor for _, anchor, _ in made.values()) == sorted(wanted)
    assert found(case, again) == found(case, edited / "changed.docx")


def test_text_is_what_the_offsets_refer_to(case: Case, report: Path, verified: Run) -> None:
    code, out, err = verified(report, "--text")
    reading = verify(case, report).reading
    assert (code, err) == (0, "") and out == reading.text
    assert all(out[item.mention.start : item.mention.end] == item.mention.text for item in reading.bindings)


def test_severity_of_hand_changes_never_stops(case: Case, edited: Path) -> None:
    for name in ("deleted.docx", "typed.docx"):
        assert {item.severity for item in verify(case, edited / name).diagnostics} == {Severity.INFO}


def test_bookmarks_of_another_submission_say_nothing(case: Case, tmp_path: Path) -> None:
    names = bookmark_names([("indicator.99.actual", "12件")])
    mark = w("bookmarkStart", id="0", name=names[0]) + t("12件") + w("bookmarkEnd", id="0")
    path = tmp_path / "a.docx"
    path.write_bytes(package(p("办理", mark, "，预算执行率90.65%。")))
    assert "NUM009" not in {code for code, _ in found(case, path)[2]}
