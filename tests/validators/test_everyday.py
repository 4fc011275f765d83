"""Every number of a text: everyday forms beside the standard ones, and what stays a word."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.spans import assert_spans_are_valid_ordered_and_disjoint
from validators.colloquial import everyday
from validators.everyday import every_number

NUMERALS = [
    ("九十三万四", "934000"),
    ("一百六", "160"),
    ("三千二", "3200"),
    ("六亿零七", "600000007"),
    ("3万5千", "35000"),
    ("8亿零二千150", "800002150"),
    ("四万万", "400000000"),
    ("六百万亿", "600000000000000"),
    ("一百 六 十 三", "163"),
    ("七兆三亿", "7000300000000"),
    ("二三零点五", "230.5"),
    ("廿五", "25"),
    ("三百余万", "3000000"),
    ("三十几万", "300000"),
]


@pytest.mark.parametrize(("text", "value"), NUMERALS, ids=[text for text, _ in NUMERALS])
def test_numerals_as_people_write_them(text: str, value: str) -> None:
    assert everyday(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["万", "万万", "百", "千千", "三四十", "六十千", "三百五千", "十".join("一" * 70)]
)
def test_what_has_no_one_reading_is_none(text: str) -> None:
    assert everyday(text) is None


@given(st.integers(0, 10**12 - 1))
def test_agrees_with_an_independent_writer(number: int) -> None:
    assert everyday(cn2an.an2cn(number)) == number


TEXTS = [
    ("共有二百六十", "二百六十", "260", None, "number"),
    ("負三十四", "負三十四", "-34", None, "number"),
    ("3e6", "3e6", "3000000", None, "number"),
    ("约50k", "50k", "50000", None, "number"),
    ("买一打", "一打", "12", None, "number"),
    ("年过半百", "半百", "50", None, "number"),
    ("四双筷子", "四双", "4", "双", "count"),
    ("2又5分之1", "2又5分之1", "2.2", None, "number"),
    ("1 3/4的路程", "1 3/4", "1.75", None, "number"),
    ("负5分之负2", "负5分之负2", "0.4", None, "number"),
    ("打六折", "六折", "60", "%", "percent"),
    ("打8.5折", "8.5折", "85", "%", "percent"),
    ("打八八折", "八八折", "88", "%", "percent"),
    ("七成 五", "七成 五", "75", "%", "percent"),
    ("百 分 之 六十", "百 分 之 六十", "60", "%", "percent"),
    ("千万分之三", "千万分之三", "0.00003", "%", "percent"),
    ("三 十 个 百 分 点", "三 十 个 百 分 点", "30", "个百分点", "percent"),
    ("十二块五毛", "十二块五毛", "12.5", "元", "currency"),
    ("叁佰圆伍角贰分", "叁佰圆伍角贰分", "300.52", "元", "currency"),
    ("三元一角十五分", "三元一角十五分", "3.25", "元", "currency"),
    ("$35", "$35", "35", "美元", "currency"),
    ("￥35", "￥35", "35", "元", "currency"),
    ("三美元又五美分", "三美元又五美分", "3.05", "美元", "currency"),
    ("第三名", "第三", None, None, "ordinal"),
    ("２０２３年", "２０２３年", "2023", "年", "date"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit", "kind"), TEXTS, ids=[text for text, *_ in TEXTS])
def test_everyday_forms(text: str, span: str, value: str | None, unit: str | None, kind: str) -> None:
    (mention,) = every_number(text)
    assert mention.text == text[mention.start : mention.end] == span
    assert (mention.unit, mention.kind.value) == (unit, kind)
    if mention.number is not None:
        assert mention.number == Decimal(value or "NaN")


@pytest.mark.parametrize(
    "text",
    [
        "一切",
        "统一",
        "进一步",
        "下一年度",
        "四川省",
        "万盛社区",
        "大陆",
        "拾取贝壳",
        "我一看",
        "肆意",
        "千方百计",
        "陸地",
        "入伍",
    ],
)
def test_words_are_no_numbers(text: str) -> None:
    assert every_number(text) == []


def test_one_character_between_words_that_part_it_is_a_number() -> None:
    assert [mention.text for mention in every_number("不是三而是四，“五”和六")] == ["三", "四", "五", "六"]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("十八至三十万元", (180000, 300000)),
        ("2万-6万元", (20000, 60000)),
        ("10~15k元", (10000, 15000)),
        ("两到三千元", (2000, 3000)),
    ],
)
def test_both_ends_of_a_range(text: str, ends: tuple[int, int]) -> None:
    first, second = every_number(text)
    size = 10_000 if second.unit == "万元" else 1
    assert (first.number, second.number and second.number * size) == ends
    assert first.unit == "元"


@given(
    st.text(
        alphabet="0123456789０.,， %％万亿萬元块角个分又之折成点一二三十百千余几k-负/到至e半打第年月日",
        max_size=60,
    )
)
def test_spans_are_valid_ordered_and_disjoint(text: str) -> None:
    assert_spans_are_valid_ordered_and_disjoint(text, every_number(text))
