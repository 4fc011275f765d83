"""Tables for the documentation, generated from the code by cog."""

from __future__ import annotations

from inspect import getdoc
from pathlib import Path

from assistant.domain.document import SectionName
from assistant.domain.rule import Documentation
from assistant.workflow.attempts import messages_for, prompts, tokens_of
from assistant.workflow.declarations import declarations
from assistant.workflow.opening import open_case, standards
from assistant.workflow.verification import rules


def rule_table() -> str:
    """Every rule: code, severity, what it checks."""
    rows = ["| code | severity | 检查什么 |", "| --- | --- | --- |"]
    for code, rule in sorted(rules().items()):
        rows.append(f"| {code} | {rule.SEVERITY.value} | {Documentation.of(rule).checks} |")
    return "\n".join(rows)


def prompt_table() -> str:
    """Every prompt: file, title, inputs, and how many tokens a section's messages are for the example."""
    case = open_case(Path(__file__).parents[2] / "examples" / "changchun-2023.yaml")
    rows = ["| file | title | section | inputs | tokens |", "| --- | --- | --- | --- | --- |"]
    for prompt in prompts():
        size = tokens_of(messages_for(case, SectionName(prompt.section))) if prompt.section else ""
        cells = (f"{prompt.id}.md", prompt.title, prompt.section, ", ".join(prompt.inputs), str(size))
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def figure_table() -> str:
    """Every id of the ledger with its label, role, unit, and the formulas it is computed by with their law."""
    rows = ["| id | 名称 | 角色 | 单位 | 公式 | 依据 |", "| --- | --- | --- | --- | --- | --- |"]
    for key, term in declarations().items():
        words = "；或".join(formula.words for formula in term.formulas) or "填报数"
        laws = "；".join(dict.fromkeys(formula.law for formula in term.formulas))
        rows.append(f"| `{key}` | {term.label} | {term.role.value} | {term.unit} | {words} | {laws} |")
    return "\n".join(rows)


def command_table() -> str:
    """Every command and what it does."""
    from assistant.cli.app import app

    rows = ["| command | does |", "| --- | --- |"]
    for command in app.registered_commands:
        callback = command.callback
        if callback is not None:
            rows.append(f"| `ziping {callback.__name__}` | {getdoc(callback)} |")
    return "\n".join(rows)


def standard_table() -> str:
    """Every standard: points, classes, where it comes from."""
    rows = ["| id | 名称 | 预算执行率 | 一级指标 | ≤未完成 | 出处 |", "| --- | --- | --- | --- | --- | --- |"]
    for name, standard in standards().items():
        execution = f"{standard.execution.points}分（{'精确' if standard.execution.rate == 'exact' else '印出'}执行率）"
        classes = "、".join(f"{key}{points}" for key, points in standard.classes.items()) or "单位自定"
        less = {"ratio": "指标值÷实际值", "linear": "线性至两倍为0", "zero": "0分"}[standard.unmet.less]
        rows.append(
            f"| `{name}` | {standard.title} | {execution} | {classes} | {less} | {standard.document} |"
        )
    return "\n".join(rows)
