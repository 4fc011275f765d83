"""Verbs of the gate: verify, explain."""

from __future__ import annotations

import json
from inspect import getdoc
from pathlib import Path
from types import ModuleType

from assistant.domain.diagnostic import Diagnostic
from assistant.errors import InputError


def verify(paths: list[Path], submission: Path, format: str) -> int:
    """Print the diagnostics of each report; 1 where one of them is an error."""
    from assistant.pipeline import open_case
    from assistant.pipeline import verify as verify_file
    from validators.gate import refuses

    case = open_case(submission)
    code = 0
    for path in paths:
        reading, found = verify_file(case, path)
        code = max(code, int(refuses(found)))
        if format == "json":
            rows = [item.as_json() for item in found]
            row = {"file": str(path), "mentions": len(reading.bindings), "diagnostics": rows}
            print(json.dumps(row, ensure_ascii=False))
            continue
        for item in found:
            print(describe(reading.text, item, path.name))
        bound = sum(binding.verdict.value == "true" for binding in reading.bindings)
        print(f"{path}：数字表述{len(reading.bindings)}处，其中{bound}处与台账相符；诊断{len(found)}项。")
    return code


def describe(text: str, item: Diagnostic, name: str) -> str:
    """A diagnostic for people: place, rule, the words around it, the remedy."""
    line = text.count("\n", 0, item.start) + 1
    column = item.start - (text.rfind("\n", 0, item.start) + 1) + 1
    around = ""
    if item.text:
        before = text[max(0, item.start - 20) : item.start].rpartition("\n")[2]
        after = text[item.end : item.end + 10].partition("\n")[0]
        around = f"\n    …{before}【{item.text}】{after}…"
    return f"{name}:{line}:{column} {item.severity.chinese} {item.code} {item.message}{around}\n    {item.advice}"


def rules() -> dict[str, ModuleType]:
    """Every rule of both families by its code."""
    from assistant.findings.registry import RULES as FINDING_RULES
    from validators.gate import RULES as GATE_RULES

    return {rule.CODE: rule for rule in (*FINDING_RULES, *GATE_RULES)}


def why(code: str) -> str:
    """Why a rule matters: the second paragraph of its documentation."""
    for line in (getdoc(rules()[code]) or "").splitlines():
        if line.startswith("为什么："):
            return line.removeprefix("为什么：")
    return ""


def explain(code: str) -> int:
    """Print the documentation of a rule."""
    known = rules()
    rule = known.get(code.upper())
    if rule is None:
        raise InputError(f"没有规则“{code}”，可用的有：{'、'.join(sorted(known))}")
    print(f"{rule.CODE}（{rule.SEVERITY.chinese}）\n{getdoc(rule)}")
    return 0
