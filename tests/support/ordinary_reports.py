"""What comes of an ordinary submission: a report by the offline writer, or an input error that names its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.diagnostic import Diagnostic, refusing
from assistant.domain.document import SectionName
from assistant.domain.report import Report
from assistant.drafting.outline.report import compose
from assistant.errors import InputError
from assistant.rendering.docx.report import render_docx
from assistant.rendering.html import render_html
from assistant.rendering.markdown import render_markdown
from assistant.workflow.attempts import draft_offline, messages_for
from assistant.workflow.opening import Case, open_case
from assistant.workflow.verification import verify

REPORT, INPUT = "报告", "填报数据有误，指明了位置"
_PLACE = re.compile(r"第\d+行|![A-Z]+\d+")


def outcome(tree: dict[str, Any], folder: Path, files: bool = False) -> str:
    """What comes of a submission: REPORT, INPUT, or why it is neither."""
    path = folder / "submission.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True, sort_keys=False, width=10_000), "utf-8")
    try:
        case = open_case(path)
        return _report(case, folder, files)
    except InputError as error:
        return INPUT if _PLACE.search(str(error)) else f"没有指明位置：{error}"


def _report(case: Case, folder: Path, files: bool) -> str:
    sections = {name: draft_offline(case, name) for name in SectionName}
    for name, attempt in sections.items():
        messages_for(case, name)
        if not attempt.accepted:
            return _refused(f"{name.chinese}被退回", attempt.diagnostics)
    report = compose(case.submission, case.ledger, sections)
    kinds = ("md", "docx", "html") if files else ("md",)
    for kind in kinds:
        path = folder / f"report.{kind}"
        path.write_bytes(_rendered(report, case, kind))
        examined = verify(case, path)
        if examined.refused:
            return _refused(f"{kind}读回来没有通过", examined.diagnostics)
    return REPORT


def _rendered(report: Report, case: Case, kind: str) -> bytes:
    if kind == "docx":
        return render_docx(report, case.submission.prepared_on)
    return (render_markdown(report) if kind == "md" else render_html(report, case.ledger)).encode()


def _refused(what: str, found: Sequence[Diagnostic]) -> str:
    """The first error; an error that names the line of the submission to change is an input error."""
    faults = refusing(found)
    first = next((item for item in faults if not _PLACE.search(item.advice)), None)
    return f"{what}：{first.code} {first.message}（{first.text}）" if first else INPUT
