"""Verbs about the facts: check, compute, trace."""

from __future__ import annotations

import json
import sys
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.figure import Entry, Fact, Figure
from assistant.domain.severity import Severity
from assistant.errors import InputError, SubmissionError

if TYPE_CHECKING:
    from assistant.workflow.opening import Case


def check(path: Path, format: str, annotated: Path | None = None) -> int:
    """Print findings about the facts, and point at them in a copy of a workbook; 1 where one is an error."""
    from assistant.cli.verification import why
    from assistant.loading.standards import is_standard
    from assistant.workflow.opening import open_case

    if is_standard(path):
        return _check_standard(path, format)
    case = open_case(path) if annotated is None else _annotated(path, annotated)
    found = case.ledger.findings
    if format == "json":
        rows = [
            {"code": item.code, "severity": item.severity.value, "subject": item.subject, "message": item.message,
             "consequence": item.consequence.value, "advice": item.advice, "why": why(item.code), "figures": list(item.figures), "source": item.source.as_json()}
            for item in found
        ]  # fmt: skip
        print(json.dumps({"findings": rows}, ensure_ascii=False, indent=1))
    else:
        for item in found:
            grade = f"〔{item.consequence.chinese}〕" if item.consequence else ""
            print(
                f"{item.severity.chinese} {item.code}{grade}  {item.message}\n    {item.source}；{item.advice}"
            )
        if found:
            print("每条规则的依据和例子：ziping explain 编号")
        total = case.ledger.entries.get("total.score")
        ending = (
            f"自评总分{total.text}，评价等级{case.ledger['total.grade'].text}。"
            if total
            else "缺少得分，不能计算总分。"
        )
        print(f"{_count([item.severity for item in found])}。{ending}")
        if annotated is not None:
            print(
                f"批注、问题清单和测算表写在 {annotated}（复制件，原文件没有改动；原表里的图片和文本框不在其中）。"
            )
    return 1 if any(item.severity is Severity.ERROR for item in found) else 0


def _annotated(path: Path, out: Path) -> Case:
    """The case of a workbook, with the copy in which its findings, or the faults that stop it, are pointed at."""
    from assistant.cli.conversion import annotate, annotate_faults, check_copy
    from assistant.workflow.opening import open_case

    ticks = check_copy(path, out)
    try:
        case = open_case(path)
    except SubmissionError as error:
        annotate_faults(path, out, error.faults, ticks)
        raise
    annotate(path, out, case, ticks)
    return case


def _check_standard(path: Path, format: str) -> int:
    """An office's own standard: what is in force, and where each entry comes from."""
    from assistant.loading.standards import load_standard

    standard = load_standard(path.name, path.parent)
    if format == "json":
        print(
            json.dumps(
                {"standard": standard.model_dump(mode="json"), "findings": []}, ensure_ascii=False, indent=1
            )
        )
        return 0
    classes = "、".join(f"{name}{points}分" for name, points in standard.classes.items()) or "由单位自定"
    print(f"评分标准 {standard.id}：{standard.title}（{standard.document}，{standard.date}）")
    print(f"预算执行率{standard.execution.points}分；一级指标：{classes}；总分{standard.total.points}分")
    print("出处：")
    for key, source in standard.sources.items():
        print(f"  {key}：{source}")
    return 0


def _count(severities: list[Severity]) -> str:
    if not severities:
        return "没有发现问题"
    return "，".join(f"{kind.chinese}{severities.count(kind)}项" for kind in Severity if kind in severities)


def compute(path: Path, format: str) -> int:
    """Print every figure and supplied number."""
    from assistant.workflow.opening import open_case

    case = open_case(path)
    ledger = case.ledger
    if format == "json":
        figures = [_figure_json(entry) for entry in ledger.entries.values()]
        head = {"unit": ledger.unit_name, "year": ledger.year, "standard": ledger.standard.id}
        print(json.dumps(head | {"figures": figures}, ensure_ascii=False, indent=1))
    elif sys.stdout.isatty():
        _table(list(ledger.entries.values()))
    else:
        for entry in ledger.entries.values():
            print(f"{entry.id}\t{entry.label}\t{entry.shown}\t{entry.unit}\t{_formula(entry)}")
    return 0


def _formula(entry: Entry) -> str:
    return entry.formula if isinstance(entry, Figure) else "填报数"


def _figure_json(entry: Entry) -> dict[str, object]:
    data: dict[str, object] = {
        "id": entry.id, "label": entry.label, "value": entry.shown,
        "exact": str(entry.quantity.exact) if entry.quantity else entry.words, "unit": entry.unit,
        "formula": _formula(entry), "inputs": list(entry.inputs) if isinstance(entry, Figure) else [],
    }  # fmt: skip
    return data | {"source": entry.source.as_json()} if isinstance(entry, Fact) else data


def _table(entries: list[Entry]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table("编号", "名称", "数值", "单位", "公式")
    table.columns[2].justify = "right"
    for entry in entries:
        table.add_row(
            *(escape(text) for text in (entry.id, entry.label, entry.shown, entry.unit, _formula(entry)))
        )
    Console().print(table)


def trace(path: Path, figure: str, format: str) -> int:
    """Explain one figure down to the lines it comes from."""
    from assistant.calculator.trace import trace as trace_entry
    from assistant.workflow.opening import open_case

    ledger = open_case(path).ledger
    if figure not in ledger:
        near = get_close_matches(figure, ledger.entries.keys(), 3, 0.5)
        hint = f"，是否想查 {'、'.join(near)}" if near else ""
        raise InputError(f"没有测算值“{figure}”{hint}；全部编号见 ziping compute {path}")
    found = trace_entry(ledger, figure)
    if format == "json":
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(found.lines()))
    return 0
