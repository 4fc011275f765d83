"""An id that no declaration knows raises at once, wherever the program names one."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.calculator.book import Book
from assistant.calculator.figures import GLOSSARY, amounts, execution, scoring
from assistant.calculator.trace import live_formulas, trace
from assistant.domain.entries import Entries
from assistant.domain.figure import Fact
from assistant.domain.finding import Finding
from assistant.domain.formula import Formula, Sum
from assistant.domain.glossary import Declaration, Glossary
from assistant.domain.ledger import Ledger
from assistant.domain.quantity import Quantity
from assistant.domain.role import Role
from assistant.domain.severity import Severity
from assistant.domain.source import Source
from assistant.drafting.outline.parts import Material
from assistant.errors import StandardError, Undeclared, Untimely
from assistant.workflow.opening import Case, open_case, open_standard
from tests.support.places import ROOT


def sum_of(*parts: Quantity) -> Quantity:
    return parts[0]


ONE = Declaration(id="budget.one", label="一", role=Role.BASE, subject="unit", unit="分")
SUMMED = Formula("各部分之和", "算术", sum_of, Sum())


def test_an_id_declared_twice_raises() -> None:
    with pytest.raises(ValueError, match=r"budget.one is declared twice"):
        Glossary([ONE], [replace(ONE, label="二")])
    with pytest.raises(ValueError, match="declared twice"):
        Glossary(amounts.TERMS, execution.TERMS, amounts.UNEXECUTED)


def test_an_undeclared_input_raises() -> None:
    with pytest.raises(Undeclared, match=r"budget.tow"):
        Glossary([ONE, replace(ONE, id="budget.sum", formulas=(SUMMED,), inputs=("budget.one|budget.tow",))])


MISTYPED = [
    "budget.adjusted.projct",
    "project.1.budgt",
    "project.{n}",
    "fact",
    "",
    "budget.1.total",
    "indicator.1.2",
]
LOOKUPS: list[Callable[[Ledger, str], object]] = [
    lambda ledger, key: ledger[key],
    lambda ledger, key: key in ledger,
    lambda ledger, key: ledger.get(key),
    lambda ledger, key: ledger.entries[key],
    lambda ledger, key: key in ledger.entries,
    lambda ledger, key: ledger.entries.get(key),
    lambda ledger, key: ledger.entries.get(key, None),
    lambda ledger, key: ledger.entries.require(key),
    lambda ledger, key: trace(ledger, key),
]


@pytest.mark.parametrize("lookup", range(len(LOOKUPS)))
@pytest.mark.parametrize("key", MISTYPED)
def test_a_ledger_asked_for_an_undeclared_id_raises(case: Case, key: str, lookup: int) -> None:
    with pytest.raises(Undeclared, match=re.escape(repr(key))):
        LOOKUPS[lookup](case.ledger, key)


def test_a_declared_id_that_the_unit_lacks_is_only_absent(case: Case) -> None:
    assert "project.99.budget" not in case.ledger and case.ledger.get("common.staff.quota") is None
    with pytest.raises(KeyError):
        case.ledger["common.staff.quota"]


def test_ids_that_people_and_models_write_are_no_mistake_of_the_program(case: Case) -> None:
    assert case.ledger.written("budget.adjusted.projct") is None
    assert case.ledger.written("budget.adjusted.project") is case.ledger["budget.adjusted.project"]


def test_the_book_writes_only_what_is_declared() -> None:
    book, amount, place = Book(), Quantity(Decimal(3), "万元"), Source("自评.yaml", 3)
    book.fact("budget.adjusted.project", amount, place)
    for write in (
        lambda: book.fact("budget.adjusted.projct", amount, place),
        lambda: book.told("indicator.1.targt", "明显改善", place),
        lambda: book.compute("budget.adjusted.projct", "budget.adjusted.project"),
        lambda: book.compute("budget.adjusted.total", "budget.adjusted.projct"),
        lambda: book.quantity("budget.adjusted.projct"),
        lambda: book.present("budget.adjusted.projct"),
    ):
        with pytest.raises(Undeclared, match=r"projct|targt"):
            write()
    assert list(book.entries) == ["budget.adjusted.project"]


def test_a_figure_is_computed_only_by_its_own_formulas() -> None:
    book = Book()
    book.fact("budget.execution.points", Quantity(Decimal(10), "分"), Source("评分标准"))
    with pytest.raises(Undeclared, match=r"budget.execution.score: not by no formula"):
        book.compute("budget.execution.score", "budget.execution.points")
    with pytest.raises(Undeclared, match=r"budget.execution.score: not by 达到指标值"):
        book.compute("budget.execution.score", "budget.execution.points", by=scoring.FULL_POINTS)
    with pytest.raises(Undeclared, match=r"budget.execution.points: not by"):
        book.compute("budget.execution.points", "budget.execution.points")


def test_a_value_in_another_unit_than_the_declared_one_raises() -> None:
    with pytest.raises(Undeclared, match="in %, declared in 填报的金额单位"):
        Book().fact("budget.adjusted.project", Quantity(Decimal(3), "%"), Source("自评.yaml"))
    with pytest.raises(Undeclared, match="in 文字, declared in 分"):
        Book().told("indicator.1.points", "十分", Source("自评.yaml"))


def finding(*figures: str) -> Finding:
    return Finding(
        code="APP001",
        severity=Severity.ERROR,
        subject="unit",
        message="",
        advice="",
        figures=figures,
        source=Source(""),
    )


def test_a_finding_that_names_an_undeclared_figure_raises(case: Case) -> None:
    replace(case.ledger, findings=(finding("common.staff.quota"),))
    with pytest.raises(Undeclared, match=r"budget.executon.rate"):
        replace(case.ledger, findings=(finding("budget.execution.rate", "budget.executon.rate"),))


def test_the_outline_raises_for_a_slot_that_no_declaration_knows(case: Case) -> None:
    page = Material(case.submission, case.ledger)
    for write in (page.paragraph, page.clauses):
        with pytest.raises(Undeclared, match=r"budget.executon.rate"):
            write("预算执行率⟦budget.executon.rate⟧")


def test_a_band_of_an_undeclared_figure_is_told_with_its_line(edited: Callable[..., Path]) -> None:
    path = edited(("standard: mof-2020", "standard: ours.yaml"))
    own = "extends: mof-2020\nid: ours\ntitle: 本市口径\nbands:\n  - figure: common.staf.control.rate\n    points: 5\n    limit: 100\n    per_point: 1\n"
    (path.parent / "ours.yaml").write_text(own, "utf-8")
    told = r"“ours”有误：\n\S+ours.yaml 第5行 bands.第1项.figure：没有测算值“common.staf.control.rate”"
    for opened in (open_case, lambda _: open_standard(path.parent / "ours.yaml")):
        with pytest.raises(StandardError, match=told):
            opened(path)


IDS = re.compile(
    r"(?:budget|project|indicator|indicators|total|limit|common|previous|yoy|band)(?:\.[a-z_]+)+"
)
SUBJECTS = re.compile(r"common\.[a-z_]+|total\.before")  # blocks of common indicators are topics of the gate


@pytest.mark.parametrize("room", ["assistant", "validators"])
def test_every_id_written_out_in_the_program_is_declared(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        written = (
            node.value
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and IDS.fullmatch(node.value)
        )
        for key in written:
            known = GLOSSARY.declares(key) or any(other.startswith(f"{key}.") for other in GLOSSARY)
            assert known or SUBJECTS.fullmatch(key), f"{path}: {key}"


def test_facts_are_declared_too_and_every_id_has_one_label(case: Case) -> None:
    for entry in case.ledger.entries.values():
        assert GLOSSARY.declares(entry.id) and (
            isinstance(entry, Fact) or entry.id in live_or_not(case.ledger)
        )
    named = [(term.label, term.role) for term in GLOSSARY.values() if not term.id.endswith(".basic.total")]
    assert len(named) == len(set(named))


def live_or_not(ledger: Ledger) -> set[str]:
    assert set(live_formulas(ledger)) <= {figure.id for figure in ledger.figures()}
    return {figure.id for figure in ledger.figures()}


def test_entries_of_another_kind_are_checked_when_they_are_put_in(case: Case) -> None:
    entry = case.ledger["budget.execution.rate"]
    with pytest.raises(Undeclared, match=r"budget.executon.rate"):
        Entries({"budget.executon.rate": entry}, GLOSSARY)
    with pytest.raises(Undeclared):
        case.ledger.entries.replaced({"budget.executon.rate": entry})


def test_a_figure_that_is_computed_before_its_input_is_written_raises() -> None:
    book = Book()
    book.compute("budget.execution.rate")
    with pytest.raises(Untimely, match=r"budget\.execution\.rate"):
        book.fact("budget.executed.total", Quantity(Decimal(1), "万元", 2), Source("x"))
