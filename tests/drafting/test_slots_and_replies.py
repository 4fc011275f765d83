"""Slots as they are printed, replies as they are cleaned, quoted text."""

from __future__ import annotations

import pytest

from assistant.domain.draft import Reply
from assistant.domain.report import runs_text
from assistant.drafting.reply import clean
from assistant.drafting.slots import fill, marks_of, sentence
from assistant.workflow.opening import Case


@pytest.mark.parametrize(
    ("draft", "printed"),
    [
        ("预算执行率⟦budget.execution.rate⟧。", "预算执行率90.65%。"),
        ("⟦ budget.execution.rate ⟧", "90.65%"),
        ("净⟦budget.adjustment.amount|change⟧", "净调减149.15万元"),
        ("调减⟦budget.adjustment.amount⟧", "调减149.15万元"),
        ("⟦budget.execution.rate|number⟧", "90.65"),
        ("⟦indicator.1.target⟧", "≥5%"),
        ("⟦fact.13⟧", "9000余份"),
        ("⟦total.grade⟧", "良"),
        ("⟦indicator.6.gap|change⟧", "高于指标值11件"),
        ("⟦no.such.id⟧", "⟦no.such.id⟧"),
        ("⟦budget.execution.rate|change⟧", "⟦budget.execution.rate|change⟧"),
    ],
)
def test_slots_print_ledger_entries(case: Case, draft: str, printed: str) -> None:
    runs = fill(draft, case.ledger)
    assert runs_text(runs) == printed
    for mark in marks_of(runs):
        assert printed[mark.start : mark.end] and mark.entry_id in case.ledger


@pytest.mark.parametrize(
    ("text", "finish", "draft", "complete"),
    [
        ("甲。\n<<END>>", "stop", "甲。", True),
        ("甲。\n\n乙。\n<<END>>\n\n", "stop", "甲。\n乙。", True),
        ("甲。<<END>>", "stop", "甲。", True),
        ("<think>想\n想</think>\n甲。\n<<END>>", "stop", "甲。", True),
        ("```text\n甲。\n<<END>>\n```", "stop", "甲。", True),
        ("甲。", "stop", "甲。", False),
        ("甲。\n<<END>>", "length", "甲。", False),
        ("<think>想", "length", "", False),
        ("", "stop", "", False),
        ("甲。\n<<END>>\n以上供参考", "stop", "甲。\n<<END>>\n以上供参考", False),
    ],
)
def test_replies_are_cleaned_in_a_fixed_order(text: str, finish: str, draft: str, complete: bool) -> None:
    cleaned = clean(Reply(text, finish))
    assert (cleaned.draft, cleaned.complete) == (draft, complete)


def test_quoted_text_ends_once() -> None:
    assert sentence("流程未完成；") == "流程未完成。"
    assert sentence("") == ""
