"""Facts from one form into another: a blank form to fill in, an official form or a workbook turned into ours."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from assistant.domain.facts import Submission
from assistant.errors import InputError
from assistant.loading.archive import OLD_WORKBOOKS, WORKBOOKS
from assistant.loading.schema import TREES
from assistant.loading.standards import standard_titles
from assistant.loading.submission import load_form, load_submission


def blank_workbook(kind: str) -> bytes:
    """The form as a workbook to fill in for last year; `kind`: department or project."""
    from assistant.rendering.workbook import blank_workbook

    return blank_workbook(kind, date.today().year - 1, standard_titles())


def blank_yaml(kind: str) -> str:
    """The form as YAML to fill in; `kind`: department or project."""
    return (files("assistant") / "rendering" / "templates" / f"submission-{kind}.yaml").read_text("utf-8")


def schema() -> str:
    """The JSON Schema of a submission."""
    from assistant.loading.json_schema import submission_schema

    return json.dumps(submission_schema(), ensure_ascii=False, indent=1) + "\n"


def facts_in(source: Path, answers: Mapping[str, str]) -> Submission:
    """The facts in a submission, our workbook or an official form; `answers` say what the form does not.

    Raises SubmissionError with every fault, and with everything that has to be asked.
    """
    from assistant.loading.official_form.form import REPORTS

    if source.suffix.lower() not in (*WORKBOOKS, *OLD_WORKBOOKS, *TREES, ".docx", *REPORTS):
        raise InputError(
            f"{source}：不能读取“{source.suffix}”文件；可以读 .yaml、.json、.xlsx、.docx、.pdf、.html、.md；装了 ziping[xls] 还可以读 .xls、.et、.ods"
        )
    if source.suffix.lower() not in TREES:
        return load_form(source, answers)
    if answers:
        raise InputError("--year、--prepared-on、--standard、--money、--unit 只用于官方自评表")
    return load_submission(source)


def written_as(suffix: str, submission: Submission) -> bytes:
    """A submission as a file of ours: .xlsx or .yaml; raises InputError for another suffix."""
    if suffix.lower() == ".xlsx":
        from assistant.rendering.workbook import filled_workbook

        return filled_workbook(submission, standard_titles())
    if suffix.lower() in (".yaml", ".yml"):
        from assistant.rendering.submission_yaml import submission_yaml

        return submission_yaml(submission).encode()
    raise InputError(f"不能写成“{suffix}”文件；请用 .xlsx 或 .yaml")
