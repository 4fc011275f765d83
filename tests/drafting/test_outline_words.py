"""Words of the outline: causes and measures set into its sentences, labels said once, numbers of headings."""

from __future__ import annotations

import pytest

from assistant.drafting.outline.parts import chinese_ordinal
from assistant.drafting.supplied import after_label, cause_clause, measure_clause


@pytest.mark.parametrize(
    ("cause", "clause"),
    [
        ("雨季停工。", "原因是雨季停工"),
        ("原因是雨季停工", "原因是雨季停工"),
        ("由于雨季，工期顺延。", "由于雨季，工期顺延"),
        ("1.雨季停工；2.设备老化。", "原因：1.雨季停工；2.设备老化"),
        ("一是雨季；二是老化", "原因：一是雨季；二是老化"),
        ("因素材不足", "原因是因素材不足"),
        ("1.5公里未通", "原因是1.5公里未通"),
        ("", ""),
    ],
)
def test_a_cause_is_set_into_the_sentence(cause: str, clause: str) -> None:
    assert cause_clause(cause) == clause


def test_a_label_is_not_said_twice() -> None:
    assert after_label("原因是雨季停工。") == "雨季停工" and after_label("主要原因：涨价") == "涨价"
    assert after_label("原因") == "原因" and after_label("雨季停工") == "雨季停工"
    assert measure_clause("针对甲偏低", "1.早开工；2.多巡查。") == "针对甲偏低：1.早开工；2.多巡查"
    assert measure_clause("针对甲偏低", "改进措施：按月调度") == "针对甲偏低，按月调度"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (10, "十"),
        (21, "二十一"),
        (110, "一百一十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1020, "一千零二十"),
        (2300, "二千三百"),
        (10_000, "10000"),
    ],
)
def test_headings_are_numbered_beyond_a_thousand(number: int, words: str) -> None:
    assert chinese_ordinal(number) == words
