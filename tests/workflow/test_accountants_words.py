"""What an accountant wrote in a trial of the workbook and the gate took for something else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.document import SectionName
from assistant.workflow.attempts import draft_offline
from assistant.workflow.opening import open_case
from tests.support.offline import drafted_offline


@pytest.mark.parametrize(
    "note", ["2026年起按月通报支付进度", "90%以上的项目由分管领导督办", "4个部门联合会商"]
)
def test_a_note_that_begins_with_a_number_keeps_apart_from_its_paragraph_number(
    edited: Callable[..., Path], note: str
) -> None:
    case = open_case(edited(("    - 强化年初预算工作，提高财政资源配置效率和资金使用效益", f"    - {note}")))
    attempt = draft_offline(case, SectionName.MEASURES)
    assert attempt.accepted and f". {note}" in attempt.text


def test_a_fact_whose_name_ends_in_projects_counts_no_projects(
    edited: Callable[..., Path], tmp_path: Path
) -> None:
    fact = "facts:\n  - {group: 文化, label: 新增县级非遗项目, value: 12, unit: 项}\n"
    case = open_case(edited(("facts:\n", fact)))
    drafted = drafted_offline(case, tmp_path / "out")
    assert drafted.files and "新增县级非遗项目12项" in drafted.files[0].read_text("utf-8")


def test_a_quality_below_the_top_band_is_a_problem_to_answer(edited: Callable[..., Path]) -> None:
    case = open_case(
        edited(
            (
                "  - name: 公务用车经费下降率\n",
                "  - {name: 公共文化服务能力, target: 定性：有效提升, actual: 部分达成预期指标并具有一定效果, points: 0, "
                "cause: 培训开展较晚, measure: 提前安排培训}\n  - name: 公务用车经费下降率\n",
            )
        )
    )
    answered = {finding.subject for finding in case.ledger.to_answer() if finding.code == "APP001"}
    named = {subject.name: key for key, subject in case.ledger.subjects.items()}
    assert named["公共文化服务能力"] in answered
