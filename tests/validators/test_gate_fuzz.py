"""The gate on any text: it never raises, its places are right, spelling changes nothing, and no text makes it slow."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from assistant.domain.diagnostic import Diagnostic
from assistant.domain.document import section_document
from assistant.drafting.slots import print_entry
from assistant.workflow.opening import Case
from tests.support.spans import assert_spans_are_valid_ordered_and_disjoint
from validators import gate
from validators.lexicon import Lexicon
from validators.mentions import extract

LENGTH = 200_000
MOST = 10  # seconds for 200,000 characters: a good one takes about a half, a quadratic one minutes
COMMON: dict[str, Any] = {
    "deadline": None,
    "derandomize": True,  # the same texts on every run; benchmarks/gate/fuzz.py looks for new ones
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}
PIECES = (
    *"0123456789０５９.．,，。、；：:（）()〔〕“”%％‰-−+~—≥≤ \n\t\u3000一二两三十百千万亿廿零〇点余多近约元人个分年月日第",
    *"万元 亿元 千元 个百分点 百分之 千分之 九成 八成五 三分之二 翻一番 人次 平方米 两项 三个 2023年 二〇二三年 2024-04-15 12月 财预〔2020〕10号".split(),
    *"分别为 其中 合计 该指标 该项目 前者 后者 上年 同比 较上年 增加 减少 调减149.15万元 高于 低于 达到 不足 超过 左右 以上 大于等于".split(),
    *"预算 执行 年初预算 全年预算 执行率 完成率 分值 得分 指标值 预算执行率90.65% 3081.24万元 社区工作经费 12345热线 “三公”经费 统一 进一步".split(),
    *"⟦budget.execution.rate⟧ {{ ** <br> # 1. （1） 优 良 存在的问题 改进措施".split(),
)
ANYTHING = st.text(max_size=120)
NUMBER_LIKE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@pytest.fixture(scope="session")
def lexicon(case: Case) -> Lexicon:
    """The words of the real unit's ledger, built once."""
    return Lexicon(case.ledger)


def check(text: str, lexicon: Lexicon) -> list[Diagnostic]:
    return gate.check(section_document(text, None), lexicon.ledger, lexicon)


def assert_diagnostics_stand_in(text: str, lexicon: Lexicon) -> None:
    with alarm(2):
        found = check(text, lexicon)
    for diagnostic in found:
        assert 0 <= diagnostic.start <= diagnostic.end <= len(text)
        assert diagnostic.text in ("", text[diagnostic.start : diagnostic.end])
        assert diagnostic.message


@settings(max_examples=300, **COMMON)
@given(ANYTHING)
def test_mentions_of_arbitrary_text(text: str) -> None:
    assert_spans_are_valid_ordered_and_disjoint(text, extract(text))


@settings(max_examples=500, **COMMON)
@given(NUMBER_LIKE)
@example("一亿一万一" * 20 + "元")
@example("0." + "0" * 400 + "1%")
def test_mentions_of_number_like_text(text: str) -> None:
    assert_spans_are_valid_ordered_and_disjoint(text, extract(text))


@settings(max_examples=150, **COMMON)
@given(ANYTHING)
def test_diagnostics_of_arbitrary_text(lexicon: Lexicon, text: str) -> None:
    assert_diagnostics_stand_in(text, lexicon)


@settings(max_examples=250, **COMMON)
@given(NUMBER_LIKE)
def test_diagnostics_of_number_like_text(lexicon: Lexicon, text: str) -> None:
    assert_diagnostics_stand_in(text, lexicon)


# --- Spelling ---------------------------------------------------------------------------------------------------

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_UNIT = re.compile(r"(?<=\d)(?=[一-鿿%])")
SPELLINGS = {
    "full-width digits": lambda printed: printed.translate(FULL_WIDTH),
    "full-width digits and point": lambda printed: printed.translate(FULL_WIDTH).replace(".", "．"),
    "a line break inside 万元": lambda printed: printed.replace("万元", "万\n元"),
    "a line break before the unit": lambda printed: _UNIT.sub("\n", printed, count=1),
    "a space before the unit": lambda printed: _UNIT.sub(" ", printed, count=1),
}


def values(lexicon: Lexicon) -> list[tuple[str, str]]:
    """The label and the printed value of every entry that is a number."""
    entries = [entry for entry in lexicon.ledger.entries.values() if entry.quantity is not None]
    return [(entry.label, print_entry(entry) or entry.text) for entry in entries]


def codes(sentences: list[tuple[str, str]], lexicon: Lexicon) -> set[str]:
    """The codes that say something is false; rules of style (STY) are about the spelling itself."""
    text = "".join(f"{label}为{printed}。" for label, printed in sentences)
    return {item.code for item in check(text, lexicon) if not item.code.startswith("STY")}


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_of_one_value_changes_nothing(lexicon: Lexicon, spelling: str) -> None:
    respell = SPELLINGS[spelling]
    sentences = [pair for pair in values(lexicon) if codes([pair], lexicon) == set()]
    assert len(sentences) * 10 >= len(values(lexicon)) * 9  # nearly all read clean as they are printed
    changed = [(label, respell(printed)) for label, printed in sentences]
    assert [pair for pair in changed if codes([pair], lexicon)] == []


@settings(max_examples=80, **COMMON)
@given(st.data(), st.sampled_from(sorted(SPELLINGS)))
def test_spelling_in_a_paragraph_changes_nothing(
    lexicon: Lexicon, data: st.DataObject, spelling: str
) -> None:
    pairs = data.draw(st.lists(st.sampled_from(values(lexicon)), min_size=2, max_size=4))
    before = codes(pairs, lexicon)
    assume(not before)
    assert codes([(label, SPELLINGS[spelling](printed)) for label, printed in pairs], lexicon) == before


# --- Growth -----------------------------------------------------------------------------------------------------


@contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise TimeoutError in what takes much too long, inside a regular expression too."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"not finished after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def lines_run(text: str, lexicon: Lexicon) -> int:
    """How many lines of Python the gate runs for a text: the same on every machine."""
    count = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        check(text, lexicon)
    finally:
        sys.settrace(before)
    return count


def quick(pieces: str) -> list[Any]:
    return [pytest.param(piece, MOST, id=piece) for piece in pieces.split("|")]


@pytest.mark.parametrize(("piece", "seconds"), quick("其中分别为1|9|9,|1万|（|第一"))
def test_a_long_text_is_read_in_time(piece: str, seconds: int) -> None:
    with alarm(seconds):
        extract(piece * (LENGTH // len(piece)))


@pytest.mark.parametrize(
    ("piece", "seconds"),
    quick("（|9|预算|社区工作经费|百分之|一|A|⟦"),
)
def test_a_long_text_without_claims_is_checked_in_time(lexicon: Lexicon, piece: str, seconds: int) -> None:
    with alarm(seconds):
        check(piece * (LENGTH // len(piece)), lexicon)


@pytest.mark.parametrize(
    "piece", ["其中分别为1", "1 万\n", "(1", "9,999", "两项", "社区工作经费预算90.65%。", "。其中，1个、"]
)
def test_twice_the_text_runs_twice_the_lines(lexicon: Lexicon, piece: str) -> None:
    check(piece, lexicon)  # fills the caches of regular expressions
    assert lines_run(piece * 30, lexicon) * 10 <= lines_run(piece * 15, lexicon) * 22


def test_an_endless_sentence_runs_twice_the_lines(lexicon: Lexicon) -> None:
    check("预算90.65%，", lexicon)
    assert lines_run("预算90.65%，" * 80, lexicon) * 10 <= lines_run("预算90.65%，" * 40, lexicon) * 22


def test_a_long_numeral_is_read() -> None:
    extract("一亿" * 1500 + "元")


# --- What once broke --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "执行率0月",
        "0.00万元",
        "近0%",
        "完成率近千分之3",
        "执行率90." + "0" * 60 + "%",
        "1." + "0" * 60,
    ],
)
def test_a_text_that_broke_the_gate(lexicon: Lexicon, text: str) -> None:
    with alarm(1):
        check(text, lexicon)


def test_a_number_of_a_million_digits_is_unreadable(case: Case, lexicon: Lexicon) -> None:
    for text in ("全年执行" + "9" * 1_000_001 + "亿元。", "执行率为0." + "3" * 1_000_001 + "%。"):
        found = gate.check(section_document(text, None), case.ledger, lexicon)
        assert "NUM007" in {item.code for item in found}
