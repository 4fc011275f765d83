"""Findings speak of fields as the form names them; who writes YAML gets the key as well."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.domain.form import called
from assistant.domain.source import Source
from assistant.errors import SubmissionError
from assistant.findings.registry import RULES
from assistant.loading.standards import standard_titles
from assistant.rendering.workbook import filled_workbook
from assistant.workflow.opening import open_case
from tests.support.rule_cases import Edit, RuleCase, found_in, load_cases

_KEY = re.compile(r"（[a-z_]+(?:[.、][a-z_]+)*）|⟦")
_CODES = {rule.CODE for rule in RULES}
FAILING = [
    item
    for item in load_cases()
    if item.fails and item.code in _CODES and not {"workbook", "standard"} & set(item.written)
]


@pytest.mark.parametrize("item", FAILING, ids=str)
def test_a_finding_about_a_workbook_names_no_key(item: RuleCase, edited: Edit, tmp_path: Path) -> None:
    case, _ = found_in(item, edited)
    path = tmp_path / "form.xlsx"
    path.write_bytes(filled_workbook(case.submission, standard_titles()))
    try:
        found = open_case(path).ledger.findings
    except SubmissionError as error:  # what a form refuses at once
        assert not _KEY.search(str(error))
        return
    assert found
    for finding in found:
        assert not _KEY.search(finding.chinese), finding.chinese
        assert finding.source.sheet or finding.source.file == path.as_posix()


@pytest.mark.parametrize(
    ("path", "name", "key"),
    [
        (("indicators", "cause"), "偏差原因", "cause"),
        (("projects", "cause"), "未执行完原因", "cause"),
        (("indicators", "score", "reason"), "得分理由", "score.reason"),
        (("indicators", "score"), "自评得分", "score"),
        (("budget", "adjustment_cause"), "预算调整原因", "budget.adjustment_cause"),
    ],
)
def test_a_field_is_called_as_the_form_calls_it(path: tuple[str, ...], name: str, key: str) -> None:
    assert called(Source("f.xlsx", 0, "指标", "B5"), *path) == f"“{name}”"
    assert called(Source("f.yaml", 12), *path) == f"“{name}”（{key}）"
