"""Reading numbers: written forms with value, unit, hedge and bound; what is no number stays unread."""

from __future__ import annotations

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.spans import assert_spans_are_valid_ordered_and_disjoint
from validators.mentions import extract
from validators.numerals import chinese

FORMS = [
    ("预算645.26万元", "645.26万元", "645.26", "万元", "", ""),
    ("预算645.26 万元", "645.26 万元", "645.26", "万元", "", ""),
    ("预算645.26万\n元", "645.26万\n元", "645.26", "万元", "", ""),
    ("预算６４５．２６万元", "６４５．２６万元", "645.26", "万元", "", ""),
    ("预算12,345.67万元", "12,345.67万元", "12345.67", "万元", "", ""),
    ("净额-149.15万元", "-149.15万元", "-149.15", "万元", "", ""),
    ("净额−4.84%", "−4.84%", "-4.84", "%", "", ""),
    ("执行率90.65％", "90.65％", "90.65", "%", "", ""),
    ("执行率百分之九十点六五", "百分之九十点六五", "90.65", "%", "", ""),
    ("提高0.5个百分点", "0.5个百分点", "0.5", "个百分点", "", ""),
    ("海报9000余份", "9000余份", "9000", "份", "余", ""),
    ("走访20余万户", "20余万户", "200000", "户", "余", ""),
    ("三百六十余次", "三百六十余次", "360", "次", "余", ""),
    ("保障十个社区", "十个", "10", "个", "", ""),
    ("下设两办五中心", "两办", "2", "办", "", ""),
    ("完成九成", "九成", "90", "%", "", ""),
    ("完成八成五", "八成五", "85", "%", "", ""),
    ("指标值大于等于5%", "5%", "5", "%", "", ">="),
    ("指标值≤3081.24万元", "3081.24万元", "3081.24", "万元", "", "<="),
    ("近90%", "90%", "90", "%", "近", ""),
    ("约13万元", "13万元", "13", "万元", "约", ""),
    ("节约13万元", "13万元", "13", "万元", "", ""),
    ("100人以上", "100人", "100", "人", "以上", ""),
    ("得9.07分", "9.07分", "9.07", "分", "", ""),
    ("3.45亿元", "3.45亿元", "3.45", "亿元", "", ""),
    ("提高六个百分点", "六个百分点", "6", "个百分点", "", ""),
    ("完成9成", "9成", "90", "%", "", ""),
    ("完成9.5成", "9.5成", "95", "%", "", ""),
    ("增长负40%", "负40%", "-40", "%", "", ""),
    ("贷款1万亿日元", "1万亿日元", "1", "万亿日元", "", ""),
    ("援款3万美元", "3万美元", "3", "万美元", "", ""),
    ("约五分之一", "五分之一", "0.2", None, "约", ""),
    ("完成4/5，", "4/5", "0.8", None, "", ""),
    ("10分之3", "10分之3", "0.3", None, "", ""),
    ("降幅-3/4，", "-3/4", "-0.75", None, "", ""),
    ("安装路灯二百二十五盏", "二百二十五", "225", None, "", ""),
    ("种树三百六十余株苗", "三百六十余株", "360", "株", "余", ""),
    ("得8/9分", "8", "8", None, "", ""),
    ("全年支出\n12.5 万元", "12.5 万元", "12.5", "万元", "", ""),
    ("全年支出\n12.5万元。", "12.5万元", "12.5", "万元", "", ""),
]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit", "hedge", "bound"), FORMS, ids=[form[0] for form in FORMS]
)
def test_written_form(text: str, span: str, value: str, unit: str | None, hedge: str, bound: str) -> None:
    found = [mention for mention in extract(text) if mention.checkable]
    assert found[0].text == text[found[0].start : found[0].end] == span
    assert found[0].value == Decimal(value)
    assert (found[0].unit, found[0].approx, found[0].bound) == (unit, hedge, bound)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2023年度", "2023", "年"),
        ("2024 年 4 月 15 日", "2024-04-15", "日"),
        ("2024-04-15", "2024-04-15", "日"),
        ("二〇二三年", "2023", "年"),
        ("12月", "--12", "月"),
    ],
)
def test_dates(text: str, value: str, unit: str) -> None:
    (mention,) = extract(text)
    assert (mention.value, mention.unit, mention.kind.value) == (value, unit, "date")


@pytest.mark.parametrize(
    "text",
    [
        "统一领导",
        "进一步提升",
        "万盛社区",
        "一体化",
        "千方百计",
        "一定程度",
        "第三方机构",
        "财预〔2020〕10号",
        "一、基本情况",
        "（一）概况",
        "1.主要职能",
        "（1）制度",
        "12345热线",
        "依托“9+X”系统",
        "党的二十大精神",
        "三是深入开展",
        "唯一标准",
        "万分感谢",
        "十分重要",
        "分别说明",
        "下一年度",
        "1.1.2 部门职能",
        "二十一世纪",
        "# 1.1 部门职能\n",
        "\n２．３．１　机构设置",
    ],
)
def test_what_is_no_claim_passes_untouched(text: str) -> None:
    assert [mention.text for mention in extract(text) if mention.checkable] == []


def test_a_listed_number_is_not_taken_for_an_item_number() -> None:
    found = [mention.text for mention in extract("分别为：12、13人") if mention.checkable]
    assert found == ["12", "13人"]


@pytest.mark.parametrize("text", ["2万-6万元", "2万元—6万元", "2万元--6万元"])
def test_a_dash_behind_a_number_is_no_minus(text: str) -> None:
    assert [mention.value for mention in extract(text)][1] == 6


def test_a_title_alone_makes_a_decimal_a_heading_number() -> None:
    assert [mention.kind.value for mention in extract("1.1 部门职能有3个。")] == ["number", "count"]


def test_a_number_of_more_decimals_than_figures_have_is_not_read() -> None:
    assert extract("执行率90." + "0" * 12 + "%")[0].unit == "%"
    assert extract("执行率90." + "0" * 13 + "%") == []


@given(st.integers(0, 10**12 - 1))
def test_chinese_numerals_agree_with_an_independent_writer(number: int) -> None:
    assert chinese(cn2an.an2cn(number)) == number


@given(st.integers(0, 10**8), st.integers(0, 99))
def test_spoken_decimals(whole: int, hundredths: int) -> None:
    written = cn2an.an2cn(f"{whole}.{hundredths:02d}")
    assert chinese(written) == Decimal(f"{whole}.{hundredths:02d}")


@pytest.mark.parametrize(
    "text", ["一二", "几十", "十几", "百百", "一百二百", "万盛", "点五", "三十十", "一千五十百", ""]
)
def test_what_is_no_numeral_is_refused(text: str) -> None:
    assert chinese(text) is None


@given(
    st.text(
        alphabet="0123456789０１.,，。%％万亿元人个次分年月日第一二三十百千余多约近不足-−（）()、：; \n预算执行率",
        max_size=80,
    )
)
def test_spans_are_valid_ordered_and_disjoint(text: str) -> None:
    assert_spans_are_valid_ordered_and_disjoint(text, extract(text))
