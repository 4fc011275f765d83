"""Every rule of findings and gate on its cases: rules/<CODE>.yaml in tests/findings and tests/validators, with pass_* and fail_*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from inspect import getdoc
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import yaml

from assistant.cli.verification import rules
from assistant.domain.bookmark import bookmark_names, read_bookmark
from assistant.domain.document import Document, SectionName, section_document
from assistant.domain.report import runs_text
from assistant.domain.word import Marked, Word
from assistant.drafting.slots import fill, marks_of
from assistant.findings.registry import RULES as FINDING_RULES
from assistant.loading.documents.text import read_text
from assistant.loading.submission import load_submission
from assistant.rendering.workbook import filled_workbook
from assistant.workflow.opening import Case, open_case
from tests.support.places import ROOT
from validators import gate

FILES = {path.stem: path for path in sorted((ROOT / "tests").glob("*/rules/*.yaml"))}
ALL = {**rules()}
CASES = [
    (code, name, case)
    for code in sorted(ALL)
    if code in FILES
    for name, case in yaml.safe_load(FILES[code].read_text("utf-8")).items()
]


def gate_codes(case: Case, written: dict[str, Any]) -> list[str]:
    runs = fill(written["text"].strip(), case.ledger)
    section = SectionName(written["section"]) if "section" in written else None
    text = runs_text(runs)
    if written.get("report"):  # a whole report, with headings
        document = read_text(text, markdown=True)
    else:
        document = section_document(text, section, marks_of(runs), written.get("complete", True))  # type: ignore[arg-type]
        if "edits" in written:
            document = edited_in_word(document, written["edits"])
    return [item.code for item in gate.check(document, case.ledger)]


def edited_in_word(document: Document, edits: list[list[str]]) -> Document:
    """A text whose numbers stand in hidden bookmarks, after a person changed it: bookmarks keep their places."""
    text = document.text
    names = bookmark_names([(mark.entry_id, text[mark.start : mark.end]) for mark in document.marks])
    places = [(mark.start, mark.end) for mark in document.marks]
    for old, new in edits:
        at, by = text.index(old), len(new) - len(old)
        text = text.replace(old, new, 1)
        places = [
            (start + by * (start >= at + len(old)), end + by * (end >= at + len(old)))
            for start, end in places
        ]
    marked = tuple(
        Marked(start, end, bookmark)
        for (start, end), name in zip(places, names, strict=True)
        if (bookmark := read_bookmark(name))
    )
    made = section_document(text, document.blocks[0].section)  # type: ignore[arg-type]
    return replace(made, word=Word(marked))


def use_own_standard(path: Path, rules: str) -> None:
    """Let a submission name a standard of its own that extends the one it names."""
    text = path.read_text("utf-8")
    path.write_text(text.replace("standard: mof-2020", "standard: ours.yaml"), "utf-8")
    (path.parent / "ours.yaml").write_text(
        f"extends: mof-2020\nid: ours\ntitle: 本市口径\n{rules}\n", "utf-8"
    )


def filled_in(path: Path, cells: dict[str, str]) -> Path:
    """The workbook of a submission, with cells written over (项目!F5)."""
    book = openpyxl.load_workbook(BytesIO(filled_workbook(load_submission(path), ("mof-2020",))))
    for place, text in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = text
    target = path.with_suffix(".xlsx")
    book.save(target)
    return target


@pytest.mark.parametrize(
    ("code", "name", "written"), CASES, ids=[f"{code}-{name}" for code, name, _ in CASES]
)
def test_rule_case(code: str, name: str, written: Any, case: Case, edited: Callable[..., Path]) -> None:
    if ALL[code] in FINDING_RULES:
        base = ROOT / written.get("base", "examples/changchun-2023.yaml")
        path = edited(*(tuple(pair) for pair in written["edits"]), base=base)
        if "workbook" in written:
            path = filled_in(path, written["workbook"])
        if "standard" in written:
            use_own_standard(path, written["standard"])
        found = [item for item in open_case(path).ledger.findings if item.code == code]
        messages = [item.message for item in found]
        if "consequence" in written:
            assert {item.consequence.value for item in found} == {written["consequence"]}
        assert bool(messages) is name.startswith("fail_"), messages
        assert written.get("says", "") in "\n".join(messages)
        return
    codes = gate_codes(case, written if isinstance(written, dict) else {"text": written})
    assert (code in codes) is name.startswith("fail_"), codes
    if name.startswith("pass_") and not (isinstance(written, dict) and "section" in written):
        assert codes == []


@pytest.mark.parametrize("rule", ALL.values(), ids=list(ALL))
def test_every_rule_is_documented_and_has_both_kinds_of_case(rule: ModuleType) -> None:
    documentation = getdoc(rule) or ""
    for part in ("检查什么：", "为什么：", "反例：", "正例："):
        assert part in documentation
    names = [name for code, name, _ in CASES if code == rule.CODE]
    assert any(name.startswith("pass_") for name in names)
    assert any(name.startswith("fail_") for name in names)


def test_no_case_file_without_a_rule() -> None:
    assert FILES.keys() == ALL.keys()
