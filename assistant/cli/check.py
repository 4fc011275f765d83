"""`ziping check`: what is odd or noteworthy in the facts; or what an office's own standard says."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.new_file import refuse_existing, write_new, write_over
from assistant.cli.terminal import print_json
from assistant.domain.severity import Severity
from assistant.domain.standard import Standard
from assistant.errors import InputError, SubmissionError
from assistant.workflow.annotation import annotated_faults, annotated_workbook, earlier_ticks, takes_comments
from assistant.workflow.opening import Case, open_case, open_standard
from assistant.workflow.verification import why


def check(path: Path, format: str, annotated: Path | None = None) -> int:
    """Print findings about the facts, and point at them in a copy of a workbook; 1 where one is an error."""
    standard = open_standard(path)
    if standard is not None:
        return _check_standard(standard, format)
    case = open_case(path) if annotated is None else _annotated(path, annotated)
    found = case.ledger.findings
    if format == "json":
        rows = [item.as_json() | {"why": why(item.code)} for item in found]
        print_json({"findings": rows}, 1)
    else:
        for item in found:
            print(item.chinese)
        if found:
            print("每条规则的依据和例子：ziping explain 编号")
        total = case.ledger.get("total.score")
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
    if not takes_comments(path) or out.suffix.lower() != ".xlsx":
        raise InputError("--annotate 用于 .xlsx 填报工作簿，输出也是 .xlsx")
    replaces = out.is_file() and not out.is_symlink() and not (path.exists() and out.samefile(path))
    if not replaces:
        refuse_existing(out)
    ticks, write = (earlier_ticks(out), write_over) if replaces else ({}, write_new)
    try:
        case = open_case(path)
    except SubmissionError as error:
        write(out, annotated_faults(path, error.faults, ticks))
        raise
    write(out, annotated_workbook(path, case, ticks))
    return case


def _check_standard(standard: Standard, format: str) -> int:
    """An office's own standard: what is in force, and where each entry comes from."""
    if format == "json":
        print_json({"standard": standard.model_dump(mode="json"), "findings": []}, 1)
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
