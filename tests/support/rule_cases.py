"""How a case of a rule (rules/<CODE>.yaml) is run: a text against a unit, or a submission with its facts changed.

A `pass_` case must not give the rule's code, a `fail_` case must. A `fail_` case states

- `at`: the exact words that are marked, in a text; where they occur more than once, with the words around them
  (项目【5%】); in a submission the field (indicators.0.actual) or the cell (项目!F5);
- `severity`: one for all, or a list with one for each;
- `says`: words of the messages; a list has one for each.

A `pass_` text is faultless, or states which other rules it breaks (`also`).

`pass_example` and `fail_example` are the examples of the rule's own documentation, up to “——”. Those of the gate
take their text from there and state only what it is read as; those of findings make its facts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from assistant.domain.bookmark import bookmark_names, read_bookmark
from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import Document, SectionName, section_document
from assistant.domain.finding import Finding
from assistant.domain.quantity import plain
from assistant.domain.report import runs_text
from assistant.domain.rule import Documentation
from assistant.domain.source import Source
from assistant.domain.word import Marked, Word
from assistant.drafting.slots import fill, marks_of
from assistant.loading.documents.text import read_text
from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_submission
from assistant.rendering.workbook import filled_workbook
from assistant.workflow.opening import Case, open_case
from assistant.workflow.verification import rules
from tests.support.places import EXAMPLE, ROOT
from validators import gate

EXAMPLES = {"fail_example": "反例", "pass_example": "正例"}

Edit = Callable[..., Path]


@dataclass(frozen=True)
class RuleCase:
    """One case as written."""

    code: str
    name: str
    written: dict[str, Any]

    @property
    def fails(self) -> bool:
        return self.name.startswith("fail_")

    @property
    def example(self) -> str:
        """The example of the documentation that this case is; empty where it is a case of its own."""
        label = EXAMPLES.get(self.name)
        if not label:
            return ""
        example, _, remark = Documentation.of(rules()[self.code]).parts[label].partition("——")
        assert "\n" not in remark, "a remark ends its example: what stands behind it would not be run"
        return example

    def stated(self, key: str) -> list[str]:
        """What the case states of each finding or diagnostic."""
        value = self.written.get(key, [])
        return value if isinstance(value, list) else [value]

    def __str__(self) -> str:
        return f"{self.code}-{self.name}"


def load_cases() -> list[RuleCase]:
    """Every case of every rule."""
    return [
        RuleCase(path.stem, name, written if isinstance(written, dict) else {"text": written})
        for path in sorted((ROOT / "tests").glob("*/rules/*.yaml"))
        for name, written in yaml.safe_load(path.read_text("utf-8")).items()
    ]


@cache
def _unit(path: Path) -> Case:
    return open_case(path)


def read_against(item: RuleCase) -> tuple[Document, list[Diagnostic]]:
    """The text of a case of the gate, and everything the gate says of it."""
    written = item.written
    unit = _unit(ROOT / written["base"] if "base" in written else EXAMPLE)
    runs = fill(written.get("text", item.example).strip(), unit.ledger)
    text = runs_text(runs)
    if "report" in written:  # a whole report, with headings
        document = read_text(text, markdown=written["report"] == "md")
    else:
        section = SectionName(written["section"]) if "section" in written else None
        document = section_document(text, section, marks_of(runs), written.get("complete", True))  # type: ignore[arg-type]
        if "edits" in written:
            document = _edited_in_word(document, written["edits"])
    return document, gate.check(document, unit.ledger)


def place_of(text: str, words: str) -> tuple[int, int]:
    """Where words stand that occur once, or once with the words around them: 项目【5%】."""
    before, opened, rest = words.rpartition("【")
    inner, _, after = rest.partition("】") if opened else (words, "", "")
    assert text.count(before + inner + after) == 1, f"{words} must say which of several places it means"
    start = text.index(before + inner + after) + len(before)
    return start, start + len(inner)


def found_in(item: RuleCase, edited: Edit) -> tuple[Case, list[Finding]]:
    """The unit of a case of a finding rule, and what the rule finds."""
    written = item.written
    base = ROOT / written["base"] if "base" in written else EXAMPLE
    path = edited(*(tuple(pair) for pair in written["edits"]), base=base)
    if "workbook" in written:
        path = _filled_in(path, written["workbook"])
    if "standard" in written:
        _use_own_standard(path, written["standard"])
    case = open_case(path)
    return case, [finding for finding in case.ledger.findings if finding.code == item.code]


def source_of(case: Case, place: str) -> Source:
    """The source of a field (indicators.0.actual) or cell (项目!F5)."""
    if "!" in place:
        sheet, cell = place.split("!")
        return Source(case.submission.file, sheet=sheet, cell=cell)
    *above, last = place.split(".")
    record: Any = case.submission
    for key in above:
        record = record[int(key)] if key.isdigit() else getattr(record, key)
    source: Source = record[int(last)].place if last.isdigit() else record.at(last)
    return source


def fact_of(case: Case, key: str) -> str:
    """A fact or figure as the example writes it: an entry of the ledger by its id, else a field of the submission."""
    entry = case.ledger.written(key)
    if entry is not None:
        return entry.text
    value: Any = case.submission
    for part in key.split("."):
        value = value[int(part)] if part.isdigit() else getattr(value, part)
    return plain(value) if isinstance(value, Decimal) else str(value)


def untold(example: str, told: Iterable[str]) -> list[str]:
    """The numbers and quoted words of an example that nothing told accounts for."""
    told = list(told)
    quoted = [words for words in re.findall("“([^”]+)”", example) if not any(words in text for text in told)]
    known = {number for text in told for number in re.findall(r"\d+(?:\.\d+)?", text)}
    return quoted + [number for number in re.findall(r"\d+(?:\.\d+)?", example) if number not in known]


def _edited_in_word(document: Document, edits: list[list[str]]) -> Document:
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


def _use_own_standard(path: Path, rules: str) -> None:
    """Let a submission name a standard of its own that extends the one it names."""
    text = path.read_text("utf-8")
    path.write_text(text.replace("standard: mof-2020", "standard: ours.yaml"), "utf-8")
    (path.parent / "ours.yaml").write_text(
        f"extends: mof-2020\nid: ours\ntitle: 本市口径\n{rules}\n", "utf-8"
    )


def _filled_in(path: Path, cells: dict[str, Any]) -> Path:
    """The workbook of a submission, with cells written over (项目!F5)."""
    book = openpyxl.load_workbook(BytesIO(filled_workbook(load_submission(path), standard_titles())))
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        book[sheet][cell] = value
    target = path.with_suffix(".xlsx")
    book.save(target)
    return target
