"""Verbs about files of facts: init, convert, schema, and the annotated copy of a workbook."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from assistant.domain.facts import Submission
from assistant.errors import Fault, InputError, SubmissionError
from assistant.loading.submission import WORKBOOKS, load_submission

SCHEMA = "submission.schema.json"


def write_new(path: Path, data: bytes) -> None:
    """Write a new file; never over one that exists, and never through a link."""
    try:
        with path.open("xb") as stream:
            stream.write(data)
    except FileExistsError:
        raise InputError(f"{path} 已存在，没有改动；请换一个文件名") from None
    except OSError as error:
        raise InputError(f"不能写入 {path}（{error.strerror}）") from None


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
    return 0


def _load(source: Path, answers: dict[str, str]) -> Submission:
    if source.suffix.lower() not in (*WORKBOOKS, ".yaml", ".yml", ".json", ".docx"):
        raise InputError(f"{source}：不能读取“{source.suffix}”文件；可以读 .yaml、.json、.xlsx 和 .docx")
    if source.suffix.lower() in (".yaml", ".yml", ".json"):
        if answers:
            raise InputError("--year、--prepared-on、--standard、--money、--unit 只用于官方自评表")
        return load_submission(source)
    from assistant.loading.official import read_official_book
    from assistant.loading.sheets import is_form
    from assistant.loading.submission import load_official_submission

    if source.suffix.lower() in WORKBOOKS and not answers and is_form(read_official_book(source)):
        return load_submission(source)
    return load_official_submission(source, answers)


def schema() -> int:
    """Print the JSON Schema of a submission."""
    print(_schema_text(), end="")
    return 0


def _schema_text() -> str:
    from assistant.loading.json_schema import submission_schema

    return json.dumps(submission_schema(), ensure_ascii=False, indent=1) + "\n"


def annotate(path: Path, out: Path) -> None:
    """Write a copy of a workbook with the findings as comments, and the figures on a sheet of their own."""
    from assistant.calculator.trace import live_formulas
    from assistant.loading.workbook import read_book
    from assistant.pipeline import open_case
    from assistant.rendering.annotated import LiveFormula, annotated_workbook

    if path.suffix.lower() not in WORKBOOKS or out.suffix.lower() != ".xlsx":
        raise InputError("--annotate 用于 .xlsx 填报工作簿，输出也是 .xlsx")
    if out.exists() or out.is_symlink():
        raise InputError(f"{out} 已存在，没有改动；请换一个文件名")
    read_book(path)  # hostile until read
    data = path.read_bytes()
    try:
        case = open_case(path)
    except SubmissionError as error:
        write_new(out, _with_faults(data, error.faults))
        raise
    live = {key: LiveFormula(work.expression, work.exact) for key, work in live_formulas(case.ledger).items()}
    write_new(out, annotated_workbook(data, case.ledger.findings, case.ledger.entries, live))


def _with_faults(data: bytes, faults: list[Fault]) -> bytes:
    """The workbook with its faults as comments: what cannot be computed can still be pointed at."""
    from assistant.domain.finding import Finding
    from assistant.domain.severity import Severity
    from assistant.domain.source import Source
    from assistant.rendering.annotated import annotated_workbook

    found = []
    for fault in faults:
        sheet, mark, cell = fault.place.rpartition(" ")[2].partition("!")
        if mark:
            source = Source("", 0, sheet, cell)
            found.append(
                Finding(
                    code="填报", severity=Severity.ERROR, subject="", message=fault.message, advice=fault.remedy,
                    figures=(), source=source,
                )
            )  # fmt: skip
    return annotated_workbook(data, found, {}, {})
