"""Verbs about files of facts: init, convert, schema, and the annotated copy of a workbook."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.new_file import write_new, write_over
from assistant.domain.facts import Submission
from assistant.errors import Fault, InputError, SubmissionError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.official_form.form import REPORTS
from assistant.loading.schema import TREES
from assistant.loading.submission import load_form, load_submission
from assistant.loading.workbook import read_data

if TYPE_CHECKING:
    from assistant.rendering.problem_list import Ticks
    from assistant.workflow.opening import Case

SCHEMA = "submission.schema.json"


def init(folder: Path, format: str, kind: str) -> int:
    """Write the blank submission; never over an existing file."""
    name = "submission.xlsx" if format == "xlsx" else "submission.yaml"
    target = folder / name
    if target.exists() or target.is_symlink():
        raise InputError(f"{target} 已存在，没有改动；请换一个文件夹")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"不能写入 {folder}（{error.strerror}）") from None
    if format == "xlsx":
        write_new(target, _blank(kind))
    else:
        text = (files("assistant") / "rendering" / "templates" / f"submission-{kind}.yaml").read_text("utf-8")
        write_new(target, f"# yaml-language-server: $schema={SCHEMA}\n{text}".encode())
        if not (folder / SCHEMA).exists():
            write_new(folder / SCHEMA, _schema_text().encode())
    print(f"已生成 {target}。请按说明填写，然后运行：ziping check {target}")
    return 0


def _blank(kind: str) -> bytes:
    from datetime import date

    from assistant.loading.standards import standard_ids
    from assistant.rendering.workbook import blank_workbook

    return blank_workbook(kind, date.today().year - 1, tuple(standard_ids()))


def convert(source: Path, target: Path, answers: dict[str, str]) -> int:
    """Turn a submission, our workbook or an official form into a workbook or YAML; 2 where something is unclear."""
    submission = _load(source, answers)
    if target.suffix.lower() == ".xlsx":
        from assistant.loading.standards import standard_ids
        from assistant.rendering.workbook import filled_workbook

        data = filled_workbook(submission, tuple(standard_ids()))
    elif target.suffix.lower() in (".yaml", ".yml"):
        from assistant.rendering.submission_yaml import submission_yaml

        data = submission_yaml(submission).encode()
    else:
        raise InputError(f"不能写成“{target.suffix}”文件；请用 .xlsx 或 .yaml")
    write_new(target, data)
    print(f"已写入 {target}：{submission.unit.name}，{submission.year}年，{len(submission.rows)}个指标。")
    for place, message in submission.notices:
        print(f"  提示  {place}：{message}")
    for place, question in submission.questions:
        print(f"  要问  {place}：{question}")
    return 0


def _load(source: Path, answers: dict[str, str]) -> Submission:
    if source.suffix.lower() not in (*WORKBOOKS, *OLD_WORKBOOKS, *TREES, ".docx", *REPORTS):
        raise InputError(
            f"{source}：不能读取“{source.suffix}”文件；可以读 .yaml、.json、.xlsx、.docx、.pdf、.html、.md；装了 ziping[xls] 还可以读 .xls、.et、.ods"
        )
    if source.suffix.lower() not in TREES:
        return load_form(source, answers)
    if answers:
        raise InputError("--year、--prepared-on、--standard、--money、--unit 只用于官方自评表")
    return load_submission(source)


def schema() -> int:
    """Print the JSON Schema of a submission."""
    print(_schema_text(), end="")
    return 0


def _schema_text() -> str:
    from assistant.loading.json_schema import submission_schema

    return json.dumps(submission_schema(), ensure_ascii=False, indent=1) + "\n"


def check_copy(path: Path, out: Path) -> Ticks:
    """Refuse, before any work, a copy that could not be made; what was ticked off in an earlier one that it replaces."""
    if path.suffix.lower() not in WORKBOOKS or out.suffix.lower() != ".xlsx":
        raise InputError("--annotate 用于 .xlsx 填报工作簿，输出也是 .xlsx")
    if not out.exists() and not out.is_symlink():
        return {}
    if out.is_symlink() or not out.is_file() or (path.exists() and out.samefile(path)):
        raise InputError(f"{out} 已存在，没有改动；请换一个文件名")
    from assistant.rendering.annotated import own_copy

    try:
        earlier = own_copy(read_data(out))
    except SubmissionError:
        earlier = None
    if earlier is None:
        raise InputError(f"{out} 已存在，不是批注副本，没有改动；请换一个文件名")
    if earlier.changed:
        raise InputError(
            f"{out} 是批注副本，但其中填报的内容有人改过，没有覆盖；请把改动移到原文件，或换一个文件名"
        )
    return earlier.ticks


def annotate(path: Path, out: Path, case: Case, ticks: Ticks) -> None:
    """Write a copy of a workbook with the findings as comments and in a list, and the figures on a sheet of their own."""
    from assistant.calculator.trace import live_formulas
    from assistant.rendering.annotated import annotated_workbook

    ledger = case.ledger
    found = annotated_workbook(read_data(path), ledger.findings, ledger.entries, live_formulas(ledger), ticks)
    _write_copy(out, found)


def annotate_faults(path: Path, out: Path, faults: list[Fault], ticks: Ticks) -> None:
    """Write a copy with its faults as comments: what cannot be computed can still be pointed at."""
    from assistant.domain.finding import Finding
    from assistant.domain.severity import Severity
    from assistant.domain.source import Source
    from assistant.rendering.annotated import annotated_workbook

    data, found = read_data(path), []  # a file that cannot be read at all ends here
    for fault in faults:
        sheet, _, cell = fault.place.removeprefix(path.as_posix()).strip().rpartition("!")
        source = Source("", 0, sheet, cell)
        found.append(
            Finding(
                code="填报", severity=Severity.ERROR, subject="", message=fault.message, advice=fault.remedy,
                figures=(), source=source,
            )
        )  # fmt: skip
    _write_copy(out, annotated_workbook(data, found, {}, {}, ticks))


def _write_copy(out: Path, data: bytes) -> None:
    if out.exists():
        write_over(out, data, "批注副本")
    else:
        write_new(out, data)
